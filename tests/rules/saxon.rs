//! The Schematron rules of tei_all over a file that breaks each of them, against Saxon.

use crate::shared::{shared, skip_without};
use rubricate::rules::schematron::{Options, Schematron};
use rubricate::xml::tree::{Kind, Tree};
use rubricate::xml::{Document, Limits, Lines};
use rubricate::xpath::Documents;
use std::path::Path;
use std::process::Command;

const DOCUMENT: &str = include_str!("errors.xml");
/// What `saxon.py` printed.
const EXPECTED: &str = include_str!("expected.tsv");

/// The row of a check without answer, whose message Saxon words differently.
const NO_ANSWER: &str = "!";

fn rows() -> Option<Vec<String>> {
    let path = shared("schemas/tei_all.rng")?;
    let read = |path: &str| std::fs::read(path).map_err(|error| error.to_string());
    let path = path.to_str().expect("the path of the checkout is text");
    let (schema, findings) = Schematron::read(path, &read).unwrap();
    assert_eq!(findings, []);
    let (rules, findings) = schema.compile(None, false);
    assert_eq!(findings, []);
    assert_eq!(rules.len(), 98);

    let document = Document::new(DOCUMENT.as_bytes(), Limits::default()).unwrap();
    let tree = Tree::of_document("errors.xml", &document).unwrap();
    let lines = Lines::new(document.text());
    let elements: Vec<_> = tree.nodes().filter(|&n| tree.kind(n) == Kind::Element).collect();
    let documents = Documents::new(tree.clone().into(), None);
    let now = rubricate::xpath::Moment::parse(
        rubricate::xpath::MomentKind::DateTime,
        "2026-11-23T00:00:00Z",
    );
    let options = Options { now, ..Options::default() };
    let (violations, failures) = rules.violations(&documents, &lines, options);
    let mut rows: Vec<String> = violations
        .iter()
        .map(|violation| {
            let node = violation.node;
            let (owner, attribute) = match tree.kind(node) {
                Kind::Attribute => (tree.parent(node).unwrap(), tree.name(node)),
                _ => (node, ""),
            };
            let element = elements.binary_search(&owner).unwrap();
            let rule = violation.rule.as_deref().unwrap_or_default();
            let (number, check) = (violation.number, violation.check);
            format!("{rule}\t{number}\t{check}\t{element}\t{attribute}\t{}", violation.message)
        })
        .collect();
    for failure in failures {
        assert_eq!(failure.code.as_str(), "R706", "{failure}");
        rows.push(format!("{}\t{NO_ANSWER}", failure.place.at.unwrap()));
    }
    rows.sort();
    Some(rows)
}

/// Saxon's rows, those without answer by their place, as ours are.
fn expected(text: &str) -> Vec<String> {
    let document = Document::new(DOCUMENT.as_bytes(), Limits::default()).unwrap();
    let tree = Tree::of_document("errors.xml", &document).unwrap();
    let lines = Lines::new(document.text());
    let elements: Vec<_> = tree.nodes().filter(|&n| tree.kind(n) == Kind::Element).collect();
    let mut rows: Vec<String> = text
        .lines()
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            if columns[5] != NO_ANSWER {
                return line.to_owned();
            }
            let element = elements[columns[3].parse::<usize>().unwrap()];
            format!("{}\t{NO_ANSWER}", lines.place(tree.offset(element)))
        })
        .collect();
    rows.sort();
    rows
}

/// Every check of the schema's rules: pattern, number of the rule, number of the check.
fn checks(schema: &str) -> Vec<String> {
    let schema = roxmltree::Document::parse(schema).unwrap();
    let named = |node: &roxmltree::Node<'_, '_>, names: &[&str]| {
        let name = node.tag_name();
        name.namespace() == Some("http://purl.oclc.org/dsdl/schematron")
            && names.contains(&name.name())
    };
    let mut all = Vec::new();
    for pattern in schema.descendants().filter(|node| named(node, &["pattern"])) {
        let id = pattern.attribute("id").unwrap_or_default();
        let rules = pattern.children().filter(|node| named(node, &["rule"]));
        for (rule_number, rule) in rules.enumerate() {
            let checks = rule.children().filter(|node| named(node, &["assert", "report"]));
            all.extend((0..checks.count()).map(|check| format!("{id}\t{rule_number}\t{check}\t")));
        }
    }
    all
}

#[test]
fn every_check_of_tei_all_is_broken_by_the_file() {
    let Some(schema) = shared("schemas/tei_all.rng") else { return };
    let checks = checks(&std::fs::read_to_string(schema).unwrap());
    assert_eq!(checks.len(), 103);
    let kept = |check: &&String| !EXPECTED.lines().any(|row| row.starts_with(check.as_str()));
    assert_eq!(checks.iter().filter(kept).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn findings_of_tei_all_are_those_of_saxon() {
    let Some(found) = rows() else { return };
    similar_rows(&found, &expected(EXPECTED));
}

#[test]
fn the_kept_findings_are_what_saxon_finds_today() {
    let Some(schema) = shared("schemas/tei_all.rng") else { return };
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = project.join("tests/rules");
    // The environment of `make tools`, or what the machine has.
    let python = Some(project.join("target/venv/bin/python")).filter(|path| path.is_file());
    let run = Command::new(python.unwrap_or_else(|| "python3".into()))
        .arg("-B")
        .arg(folder.join("saxon.py"))
        .arg(schema)
        .arg(folder.join("errors.xml"))
        .output();
    let Ok(output) = run else {
        return skip_without("python3");
    };
    let errors = String::from_utf8_lossy(&output.stderr);
    if errors.contains("No module named 'saxonche'") {
        return skip_without("saxonche");
    }
    assert!(output.status.success(), "{errors}");
    similar_rows(&expected(&String::from_utf8(output.stdout).unwrap()), &expected(EXPECTED));
}

#[track_caller]
fn similar_rows(found: &[String], wanted: &[String]) {
    let extra: Vec<_> = found.iter().filter(|row| !wanted.contains(row)).collect();
    let missing: Vec<_> = wanted.iter().filter(|row| !found.contains(row)).collect();
    assert!(extra.is_empty() && missing.is_empty(), "more: {extra:#?}\nmissing: {missing:#?}");
    assert_eq!(found.len(), wanted.len());
}
