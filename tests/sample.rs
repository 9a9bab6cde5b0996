//! The sample edition against its gold: what was marked, and as what. `make score` prints the
//! table of names, dates and notes; here is what that table does not cover.

use crate::shared::shared;
use roxmltree::{Document, Node};
use rubricate::authority::Authority;
use rubricate::edition::Edition;
use rubricate::source::Source;
use rubricate::{Desk, edit};
use serde_json::Value;
use std::path::Path;

fn sample() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let authority =
        Authority::read(&folder.join("authority")).expect("the sample's lists are sound");
    let input = folder.join("input/section-1-1912-1921.txt");
    let text = std::fs::read_to_string(input).expect("the sample is in the project");
    edit(&Source::from_text("sample", text), &Desk::new(Edition::default(), authority)).tei.xml
}

/// The gold marks of a kind, in the order of the text; those that are only optional left out.
fn gold(kind: &str) -> Option<Vec<Value>> {
    let text = std::fs::read_to_string(shared("gold/seed/gold.json")?).expect("it can be read");
    let all: Vec<Value> = serde_json::from_str(&text).expect("the gold is JSON");
    Some(all.into_iter().filter(|mark| mark["kind"] == kind && mark["scored"] == true).collect())
}

/// The words of an element, without white space.
fn words(node: Node) -> String {
    let text = node.descendants().filter(Node::is_text).filter_map(|node| node.text());
    squeeze(&text.collect::<String>())
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

fn all<'a>(document: &'a Document, names: &[&str]) -> Vec<Node<'a, 'a>> {
    let text = document.descendants().find(|node| node.has_tag_name("text")).expect("a text");
    text.descendants().filter(|node| names.contains(&node.tag_name().name())).collect()
}

/// Checks that each gold mark has an element with the same words, in order, and gives the pairs.
fn pairs<'a>(document: &'a Document, names: &[&str], gold: &[Value]) -> Vec<(Node<'a, 'a>, Value)> {
    let mut found = all(document, names).into_iter();
    let mut pairs = Vec::new();
    for mark in gold {
        let wanted = squeeze(mark["text"].as_str().expect("a text"));
        let node = found.find(|node| words(*node) == wanted);
        pairs.push((
            node.unwrap_or_else(|| panic!("`{wanted}` is not marked as {names:?}")),
            mark.clone(),
        ));
    }
    pairs
}

#[test]
fn every_reference_to_documents_is_found_with_its_targets() {
    let Some(gold) = gold("docref") else { return };
    let xml = sample();
    let document = Document::parse(&xml).expect("it is well-formed");
    assert_eq!(
        all(&document, &["ref"]).iter().filter(|r| r.attribute("type") == Some("document")).count(),
        gold.len()
    );
    for (node, mark) in pairs(&document, &["ref"], &gold) {
        let targets = mark["targets"].as_array().expect("targets");
        let wanted: Vec<String> = targets.iter().map(|n| format!("doc:{n}")).collect();
        assert_eq!(node.attribute("target"), Some(wanted.join(" ").as_str()));
    }
}

#[test]
fn every_citation_is_found_with_its_fields() {
    let Some(gold) = gold("citation") else { return };
    let xml = sample();
    let document = Document::parse(&xml).expect("it is well-formed");
    assert_eq!(all(&document, &["bibl"]).len(), gold.len());
    for (node, mark) in pairs(&document, &["bibl"], &gold) {
        let fields = &mark["fields"];
        for name in ["fond", "opis", "delo", "list", "volume"] {
            let Some(wanted) = fields[name].as_str() else { continue };
            let found = node.descendants().find(|field| {
                field.attribute("type") == Some(name) || field.attribute("unit") == Some(name)
            });
            assert_eq!(found.map(words).as_deref(), Some(wanted));
        }
        let kind = if fields["type"] == "archival" { "archival" } else { "printed" };
        assert_eq!(node.attribute("type"), Some(kind));
    }
}

#[test]
fn every_omission_is_found() {
    let Some(gold) = gold("gap") else { return };
    let xml = sample();
    let document = Document::parse(&xml).expect("it is well-formed");
    assert_eq!(pairs(&document, &["gap"], &gold).len(), all(&document, &["gap"]).len());
}

#[test]
fn every_quotation_is_found_and_told_from_scare_quotes() {
    let Some(gold) = gold("quote") else { return };
    let xml = sample();
    let document = Document::parse(&xml).expect("it is well-formed");
    assert_eq!(all(&document, &["quote", "soCalled"]).len(), gold.len());
    for (node, mark) in pairs(&document, &["quote", "soCalled"], &gold) {
        let wanted = if mark["subtype"] == "soCalled" { "soCalled" } else { "quote" };
        assert_eq!(node.tag_name().name(), wanted, "{}", mark["text"]);
    }
}

#[test]
fn every_title_is_found() {
    let Some(gold) = gold("title") else { return };
    let xml = sample();
    let document = Document::parse(&xml).expect("it is well-formed");
    let in_text: Vec<Value> = gold.into_iter().filter(|mark| mark["zone"] != "title").collect();
    assert_eq!(pairs(&document, &["title"], &in_text).len(), all(&document, &["title"]).len());
    assert_eq!(all(&document, &["titlePart"]).len(), 2);
}

#[test]
fn every_title_before_a_name_is_found() {
    let Some(gold) = gold("roleName") else { return };
    let xml = sample();
    let document = Document::parse(&xml).expect("it is well-formed");
    assert_eq!(pairs(&document, &["roleName"], &gold).len(), all(&document, &["roleName"]).len());
}

#[test]
fn the_note_without_a_marker_is_reported_and_gets_no_link() {
    let xml = sample();
    assert!(xml.contains("xml:id=\"n3\"") && !xml.contains("target=\"#n3\""));
}
