//! No word is lost on the way from the TEI to the page, whoever made the TEI.

use super::html::text_of;
use super::{Published, tei};
use proptest::prelude::*;
use rubricate::publish::tei::{Document, Reading, Stream};

/// The letters of a text, white space left out.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn page_of(body: &str) -> String {
    let site = Published::new("", &[("a.xml", &tei("T", body))]);
    text_of(&site.read("documents/a.html"))
}

#[test]
fn every_letter_of_the_sample_is_in_its_page() {
    let golden = include_str!("../golden/section-1-1912-1921.xml");
    let site = Published::new("", &[("a.xml", golden)]);
    let document = roxmltree::Document::parse(golden).expect("it is well-formed");
    let text = document
        .descendants()
        .find(|node| node.has_tag_name(("http://www.tei-c.org/ns/1.0", "text")));
    let wanted: String = (text.expect("it has a text").descendants())
        .filter(roxmltree::Node::is_text)
        .filter_map(|node| node.text())
        .collect();
    assert_eq!(letters(&text_of(&site.read("documents/a.html"))), letters(&wanted));
}

#[test]
fn notes_in_the_run_of_the_text_come_at_its_end() {
    assert_eq!(letters(&page_of("<p>one<note>three</note> two</p>")), "onetwothree");
}

#[test]
fn both_readings_of_a_place_are_in_the_page() {
    let page = page_of("<p><choice><sic>teh</sic><corr>the</corr></choice> <del>x</del></p>");
    assert_eq!(letters(&page), "tehthex");
}

/// Elements that TEI has, and some that it has not.
const NAMES: &[&str] = &[
    "p",
    "div",
    "head",
    "list",
    "item",
    "label",
    "table",
    "row",
    "cell",
    "lg",
    "l",
    "note",
    "persName",
    "placeName",
    "date",
    "ref",
    "hi",
    "quote",
    "q",
    "choice",
    "sic",
    "corr",
    "fw",
    "figure",
    "figDesc",
    "sp",
    "speaker",
    "supplied",
    "unclear",
    "app",
    "lem",
    "rdg",
    "unknown",
    "opener",
    "closer",
    "title",
    "floatingText",
    "body",
    "address",
    "addrLine",
    "bibl",
    "index",
    "term",
    "del",
    "add",
    "seg",
    "anchor",
];

/// A body of elements nested at random, each word with a number of its own.
fn body() -> impl Strategy<Value = String> {
    let leaf = Just("<w/>".to_owned());
    let tree = leaf.prop_recursive(6, 60, 6, |inner| {
        (0..NAMES.len(), prop::collection::vec(inner, 0..6), any::<bool>()).prop_map(
            |(name, children, linked)| {
                let name = NAMES[name];
                let link = if linked { " ref=\"#x\" target=\"https://example.org/\"" } else { "" };
                format!("<{name}{link}>{}</{name}>", children.concat())
            },
        )
    });
    tree.prop_map(|tree| {
        let mut numbered = String::new();
        for (at, part) in tree.split("<w/>").enumerate() {
            if at > 0 {
                numbered.push_str(&format!("w{at};"));
            }
            numbered.push_str(part);
        }
        numbered
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn every_word_is_in_the_page_once(body in body()) {
        let page = page_of(&body);
        let mut found: Vec<&str> = page.split_inclusive(';').map(str::trim).filter(|w| !w.is_empty()).collect();
        found.sort_unstable();
        let plain: String = regex::Regex::new("<[^>]*>").expect("it is sound").replace_all(&body, "").into();
        let mut wanted: Vec<&str> = plain.split_inclusive(';').collect();
        wanted.sort_unstable();
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn the_reading_parts_what_blocks_part(body in body()) {
        let xml = tei("T", &body);
        let document = Document::read_all("a.xml", xml.as_bytes()).expect("it is XML").remove(0);
        let reading = Reading::of(&document);
        for block in &reading.blocks {
            prop_assert!(!reading.text[block.range.clone()].contains('\n'));
        }
        let joined: usize = [Stream::Text, Stream::Notes, Stream::Furniture]
            .iter()
            .map(|&stream| letters(reading.stream(stream)).len())
            .sum();
        prop_assert_eq!(joined, letters(&reading.text).len());
        for span in &reading.spans {
            let text = &reading.text[span.range.clone()];
            prop_assert!(!text.is_empty() && text.trim() == text);
        }
    }
}

#[test]
fn a_document_of_any_depth_is_read() {
    let body = format!("{}x{}", "<hi>".repeat(50_000), "</hi>".repeat(50_000));
    let page = page_of(&format!("<p>{body}</p>"));
    assert_eq!(letters(&page), "x");
}
