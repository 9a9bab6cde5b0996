//! James Clark's suites, unpacked: a schema and documents that are valid against it, or not.

use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// The files that a case brings with it, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// One case.
pub struct Case {
    /// Its number, from 1.
    pub number: usize,
    /// The schema.
    pub schema: Vec<u8>,
    /// Whether that is one.
    pub correct: bool,
    /// What it refers to.
    pub files: Files,
    /// Documents, and whether each is valid.
    pub instances: Vec<(Vec<u8>, bool)>,
}

/// Who judges a case: what is wrong with the schema, or else whether each instance is valid.
pub type Judge<'j> = &'j (dyn Fn(&Case) -> Result<Vec<bool>, String> + Sync);

impl Case {
    /// How many checks were made, and those that came out wrong.
    pub fn judged(&self, judge: Judge<'_>) -> (usize, Vec<String>) {
        let number = self.number;
        match (judge(self), self.correct) {
            (Err(_), false) => (1, Vec::new()),
            (Ok(_), false) => (1, vec![format!("case {number}: the schema is accepted")]),
            (Err(why), true) => (1, vec![format!("case {number}: the schema is refused: {why}")]),
            (Ok(valid), true) => {
                let pairs = valid.iter().zip(&self.instances).enumerate();
                let wrong = pairs.filter(|(_, (valid, (_, wanted)))| *valid != wanted);
                let told = wrong.map(|(at, (valid, _))| {
                    format!("case {number}: instance {}: valid is {valid}", at + 1)
                });
                (1 + self.instances.len(), told.collect())
            }
        }
    }
}

/// The cases of a suite.
pub fn cases(suite: &str) -> Vec<Case> {
    // One suite declares an entity, an element with a Thai name, which roxmltree does not read.
    let declared = suite.split_once("]>").filter(|_| suite.starts_with("<!DOCTYPE"));
    let suite = declared.map_or(suite, |(_, rest)| rest);
    let suite = suite.replace("&dii;", "<\u{E14}\u{E35}/>");
    let document = Document::parse(&suite).unwrap();
    let nodes = document.descendants().filter(|node| node.has_tag_name("testCase"));
    (1..).zip(nodes).map(|(number, node)| case(&suite, number, node)).collect()
}

fn case(suite: &str, number: usize, node: Node<'_, '_>) -> Case {
    let mut files = Files::new();
    resources(suite, node, "", &mut files);
    let correct = children(node, "correct").next();
    let schema = correct.or_else(|| children(node, "incorrect").next()).unwrap();
    let instances = ["valid", "invalid"].into_iter().flat_map(|name| {
        children(node, name).map(move |instance| (content(suite, instance), name == "valid"))
    });
    Case {
        number,
        schema: content(suite, schema),
        correct: correct.is_some(),
        files,
        instances: instances.collect(),
    }
}

fn children<'a>(node: Node<'a, 'a>, name: &'a str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.children().filter(move |child| child.is_element() && child.has_tag_name(name))
}

/// The XML that a node of the suite holds: its one element as it is written, after the document
/// type declaration that the suite gives it.
fn content(suite: &str, node: Node<'_, '_>) -> Vec<u8> {
    let Some(element) = node.children().find(Node::is_element) else {
        return node.text().unwrap_or_default().into();
    };
    let doctype = node.attribute("dtd").unwrap_or_default();
    format!("{doctype}{}", &suite[element.range()]).into()
}

fn resources(suite: &str, node: Node<'_, '_>, folder: &str, files: &mut Files) {
    for resource in children(node, "resource") {
        let path = format!("{folder}{}", resource.attribute("name").unwrap());
        files.insert(path, content(suite, resource));
    }
    for inner in children(node, "dir") {
        let folder = format!("{folder}{}/", inner.attribute("name").unwrap());
        resources(suite, inner, &folder, files);
    }
}
