//! Integrity: what no grammar can say of a TEI document. One file a rule, each usable alone;
//! identifiers and pointers are in [`crate::rules::references`].

pub mod calendars;
pub mod dates;
pub mod notes;
pub mod ranges;

use crate::diagnostic::Diagnostic;
use crate::xml::tree::NodeId;

/// The namespace of TEI.
pub(crate) use crate::rules::references::TEI;

pub use super::Subject;

/// The findings of all rules about a document, in the order of the file. `typed` says that a
/// schema has already looked at the form of values.
#[must_use]
pub fn check(subject: Subject<'_>, typed: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if !typed {
        found.extend(dates::check(subject));
    }
    found.extend(ranges::check(subject));
    found.extend(calendars::check(subject));
    found.extend(notes::check(subject));
    found.sort();
    found
}

impl<'s> Subject<'s> {
    /// The elements of TEI with an attribute (without a namespace) of one of these names.
    fn with_attribute(self, names: &'s [&'s str]) -> impl Iterator<Item = (NodeId, NodeId)> + 's {
        let tree = self.tree;
        let named = names.iter().filter_map(|name| tree.table().expanded_id("", name));
        let attributes = named.flat_map(|name| tree.attributes_named(name));
        attributes.filter_map(move |&attribute| {
            let element = tree.parent(attribute)?;
            (tree.namespace(element) == TEI).then_some((element, attribute))
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::xml::tree::Tree;
    use crate::xml::{Document, Limits, Lines};

    /// The findings of a rule about the content of a TEI element, without the path and the line.
    pub(crate) fn found(rule: fn(Subject<'_>) -> Vec<Diagnostic>, body: &str) -> Vec<String> {
        let text = format!("<TEI xmlns='{TEI}'>{body}</TEI>");
        let document = Document::new(text.as_bytes(), Limits::default()).unwrap();
        let tree = Tree::of_document("t.xml", &document).unwrap();
        let lines = Lines::new(document.text());
        let all = rule(Subject { tree: &tree, lines: &lines });
        all.iter().map(|finding| finding.to_string().replace("t.xml:1:", "")).collect()
    }

    #[test]
    fn other_vocabularies_are_left_alone() {
        let text = "<doc><date when='1823-02-30' from='2' to='1'/><note/></doc>";
        let document = Document::new(text.as_bytes(), Limits::default()).unwrap();
        let tree = Tree::of_document("t.xml", &document).unwrap();
        let lines = Lines::new(document.text());
        assert_eq!(check(Subject { tree: &tree, lines: &lines }, false), []);
    }
}
