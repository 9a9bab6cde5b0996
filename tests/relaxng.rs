//! The RELAX NG engine on James Clark's conformance suite, through the library.

use crate::shared::shared;
use roxmltree::{Document, Node};
use rubricate::relaxng::Schema;
use std::collections::HashMap;

/// The files that a case brings with it, by path.
type Files = HashMap<String, Vec<u8>>;

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

#[test]
fn the_conformance_suite_passes_whole() {
    let Some(path) = shared("relaxng/spectest.xml") else { return };
    let suite = std::fs::read_to_string(path).unwrap();
    // The suite declares one entity, an element with a Thai name, which roxmltree does not read.
    let (_, suite) = suite.split_once("]>").unwrap();
    let suite = suite.replace("&dii;", "<\u{E14}\u{E35}/>");
    let document = Document::parse(&suite).unwrap();
    let (mut checks, mut wrong) = (0, Vec::new());
    let cases = document.descendants().filter(|node| node.has_tag_name("testCase"));
    for (number, case) in cases.enumerate() {
        let mut files = Files::new();
        resources(&suite, case, "", &mut files);
        let load = |path: &str| files.get(path).cloned().ok_or_else(|| "not there".to_owned());
        let good = children(case, "correct").next();
        let schema = good.or_else(|| children(case, "incorrect").next()).unwrap();
        let schema = Schema::compile_with(&content(&suite, schema), "schema.rng", &load);
        checks += 1;
        let schema = match (good, schema) {
            (Some(_), Ok(schema)) => schema,
            (None, Err(_)) => continue,
            (Some(_), Err(error)) => {
                wrong.push(format!("case {}: {error}", number + 1));
                continue;
            }
            (None, Ok(_)) => {
                wrong.push(format!("case {}: accepted", number + 1));
                continue;
            }
        };
        for (name, valid) in [("valid", true), ("invalid", false)] {
            for instance in children(case, name) {
                checks += 1;
                let findings = schema.validate(&content(&suite, instance));
                if findings.is_empty() != valid {
                    let first = findings.first().map(ToString::to_string).unwrap_or_default();
                    wrong.push(format!("case {}: {name} instance: {first}", number + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(checks, 965);
}
