//! The compact syntax suite of trang (James Clark's `compacttest.xml`): what is right is read,
//! what is wrong is refused. (That both syntaxes of its cases are one tree is tested beside the
//! parser.)

use crate::shared::shared;
use roxmltree::Node;
use rubricate::relaxng::{Schema, compact};
use std::collections::BTreeMap;

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.has_tag_name(name))
}

/// Cases that are right as syntax, and no schema by the rules of RELAX NG itself: trang, whose
/// suite this is, only translates. jing, which validates, refuses the same ten.
const NO_SCHEMAS: [(usize, &str); 10] = [
    (20, "`empty` is not allowed in `start`: a document is one element"),
    (44, "`value` is not allowed in `start`: a document is one element"),
    (45, "`value` is not allowed in `start`: a document is one element"),
    (46, "`data` is not allowed in `start`: a document is one element"),
    (60, "`foo` is referred to outside a grammar that could define it"),
    (64, "the grammar has no start"),
    (67, "`value` is not allowed in `start`: a document is one element"),
    (74, "the grammar has no start"),
    (75, "the grammar has no start"),
    (83, "`data` is not allowed in `start`: a document is one element"),
];

/// Cases that are wrong though their syntax is right: names that except too much (53 to 59), and
/// values of `xsd:QName` with prefixes that nothing declares (85).
const WRONG_SCHEMAS: [usize; 8] = [53, 54, 55, 56, 57, 58, 59, 85];

#[test]
fn the_compact_suite_is_met() {
    let Some(path) = shared("relaxng/compacttest.xml") else { return };
    let suite = std::fs::read_to_string(path).expect("the suite is read");
    let suite = roxmltree::Document::parse(&suite).expect("the suite is well-formed");
    let cases = suite.root_element().children().filter(|child| child.has_tag_name("testCase"));
    let (mut right, mut wrong, mut failed) = (0, 0, Vec::new());
    for (n, case) in (1..).zip(cases) {
        let Some(compact) = child(case, "compact") else { continue };
        let files: BTreeMap<&str, &str> = compact
            .children()
            .filter(|child| child.has_tag_name("resource"))
            .map(|file| (file.attribute("name").unwrap(), file.text().unwrap_or_default()))
            .collect();
        let load = |path: &str| {
            let file = files.get(path).ok_or_else(|| "not there".to_owned())?;
            Ok(file.as_bytes().to_vec())
        };
        let verdict = |text: &str| {
            let read = compact::read(text.as_bytes(), "s.rnc", "").map_err(|error| error.message);
            let schema = Schema::compile_with(text.as_bytes(), "s.rnc", &load);
            (read.err(), schema.err().map(|error| error.diagnostic().message.clone()))
        };
        if let Some(source) = child(compact, "correct") {
            right += 1;
            let flaw = NO_SCHEMAS.iter().find(|(case, _)| *case == n).map(|(_, flaw)| *flaw);
            let (unread, unsound) = verdict(source.text().unwrap_or_default());
            if unread.is_some() || unsound.as_deref() != flaw {
                failed.push(format!("{n}: {unread:?} {unsound:?}"));
            }
        } else if let Some(source) = child(compact, "incorrect") {
            wrong += 1;
            let (unread, unsound) = verdict(source.text().unwrap_or_default());
            if unsound.is_none() || unread.is_none() != WRONG_SCHEMAS.contains(&n) {
                failed.push(format!("{n}: {unread:?} {unsound:?}"));
            }
        }
    }
    println!("{right} right and {wrong} wrong schemas of compacttest.xml, {} failed", failed.len());
    assert_eq!(failed, Vec::<String>::new());
    assert_eq!((right, wrong), (56, 31));
}
