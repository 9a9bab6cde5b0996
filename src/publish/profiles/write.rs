//! Writes a tree again, element by element as a profile decides; no depth is too deep.

use super::super::facts::Read;
use super::{Action, Rules};
use crate::rules::paths::scheme;
use crate::rules::references::Pointers;
use crate::xml::XML_NAMESPACE;
use crate::xml::tree::{Kind, NodeId, Tree};

/// Attributes that lead somewhere besides the pointers of TEI: what is included, and what a prefix
/// stands for.
const LEADING: &[&str] = &["href", "replacementPattern"];

/// What is still to be written.
enum Task {
    Node(NodeId),
    End(String, usize),
}

struct Writer<'a> {
    read: &'a Read,
    /// The folder of the document, seen from that of the profile.
    base: String,
    xml: String,
    tasks: Vec<Task>,
    /// Prefixes and what they stand for, the innermost last.
    scope: Vec<(String, String)>,
}

/// Writes a document.
pub(super) fn write(read: &Read, rules: &mut dyn Rules) -> String {
    let folder = read.document.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut writer = Writer {
        read,
        base: format!("../../tei/{folder}{}", if folder.is_empty() { "" } else { "/" }),
        xml: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
        tasks: vec![Task::Node(read.document.root())],
        scope: vec![(String::new(), String::new()), ("xml".into(), XML_NAMESPACE.into())],
    };
    while let Some(task) = writer.tasks.pop() {
        match task {
            Task::End(name, scope) => {
                writer.xml.push_str(&format!("</{name}>"));
                writer.scope.truncate(scope);
            }
            Task::Node(node) => writer.node(node, rules),
        }
    }
    writer.xml.push('\n');
    writer.xml
}

impl<'a> Writer<'a> {
    fn tree(&self) -> &'a Tree {
        self.read.document.tree()
    }

    fn node(&mut self, node: NodeId, rules: &mut dyn Rules) {
        let tree = self.tree();
        match tree.kind(node) {
            Kind::Text => push_text(&mut self.xml, tree.value(node)),
            Kind::Comment => self.xml.push_str(&format!("<!--{}-->", tree.value(node))),
            Kind::Instruction => {
                self.xml.push_str(&format!("<?{} {}?>", tree.name(node), tree.value(node)));
            }
            Kind::Document | Kind::Attribute => {}
            Kind::Element => match rules.action(self.read, node) {
                Action::Keep { name, attributes } => self.start(node, &name, &attributes),
                Action::Unwrap => self.children(node),
                Action::Drop => {}
                Action::Note { note, attributes } => {
                    // A reader of bare text would run the note into the word before it.
                    if !self.xml.ends_with(char::is_whitespace) {
                        self.xml.push(' ');
                    }
                    let name = tree.name(note).to_owned();
                    self.start(note, &name, &attributes);
                }
            },
        }
    }

    fn children(&mut self, node: NodeId) {
        let first = self.tasks.len();
        self.tasks.extend(self.tree().children(node).map(Task::Node));
        self.tasks[first..].reverse();
    }

    fn start(&mut self, node: NodeId, name: &str, attributes: &[(String, String)]) {
        let tree = self.tree();
        let scope = self.scope.len();
        self.xml.push_str(&format!("<{name}"));
        self.declare(name, tree.namespace(node));
        for (name, value) in attributes {
            if let Some((prefix, local)) = name.split_once(':') {
                let of = tree.attributes(node).find(|&at| tree.local_name(at) == local);
                let namespace = of.map_or(XML_NAMESPACE, |at| tree.namespace(at)).to_owned();
                if prefix != "xml" {
                    self.declare(name, &namespace);
                }
            }
            self.xml.push_str(&format!(" {name}=\""));
            let local = name.rsplit(':').next().unwrap_or_default();
            let leads =
                LEADING.contains(&local) || Pointers::tei().contains(tree.local_name(node), local);
            let moved = leads.then(|| rebased(value, &self.base)).flatten();
            push_value(&mut self.xml, moved.as_deref().unwrap_or(value));
            self.xml.push('"');
        }
        if tree.children(node).next().is_none() {
            self.xml.push_str("/>");
            self.scope.truncate(scope);
            return;
        }
        self.xml.push('>');
        self.tasks.push(Task::End(name.to_owned(), scope));
        self.children(node);
    }

    /// Declares what the prefix of a name stands for, where that is not in force.
    fn declare(&mut self, name: &str, namespace: &str) {
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let known = self.scope.iter().rev().find(|(known, _)| known == prefix);
        if known.is_some_and(|(_, known)| known == namespace) {
            return;
        }
        self.xml.push_str(if prefix.is_empty() { " xmlns=\"" } else { " xmlns:" });
        if !prefix.is_empty() {
            self.xml.push_str(&format!("{prefix}=\""));
        }
        push_value(&mut self.xml, namespace);
        self.xml.push('"');
        self.scope.push((prefix.to_owned(), namespace.to_owned()));
    }
}

/// Pointers as they lead from another folder; none where each leads there as it is: to the document
/// itself, to a place that a prefix names, to the web.
fn rebased(pointers: &str, base: &str) -> Option<String> {
    let stays = |pointer: &str| pointer.starts_with(['#', '/', '$']) || scheme(pointer).is_some();
    if pointers.split_whitespace().all(stays) {
        return None;
    }
    let moved = pointers.split_whitespace().map(|pointer| {
        if stays(pointer) { pointer.to_owned() } else { format!("{base}{pointer}") }
    });
    Some(moved.collect::<Vec<_>>().join(" "))
}

fn push_text(xml: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '\r' => xml.push_str("&#13;"),
            c => xml.push(c),
        }
    }
}

fn push_value(xml: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '"' => xml.push_str("&quot;"),
            '\n' => xml.push_str("&#10;"),
            '\r' => xml.push_str("&#13;"),
            '\t' => xml.push_str("&#9;"),
            c => xml.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rebased;

    #[test]
    fn only_paths_are_seen_from_another_folder() {
        let moved = |pointers| rebased(pointers, "../../tei/a/");
        assert_eq!(moved("b.xml#x #y doc:4").as_deref(), Some("../../tei/a/b.xml#x #y doc:4"));
        assert_eq!(
            moved("../registers/p.xml#$1").as_deref(),
            Some("../../tei/a/../registers/p.xml#$1")
        );
        for stays in ["#x", "doc:4 https://example.org/a", "/root.xml", "", "$1"] {
            assert_eq!(moved(stays), None, "{stays}");
        }
    }
}
