//! Letters, from the page to the files.

use rubricate::authority::Authority;
use rubricate::edition::{Edition, Letters};
use rubricate::source::Source;
use rubricate::validate::Validator;
use rubricate::{Desk, Document, edit};

/// A page of two numbered letters under a head.
const PAGE: &str = "Old Papers | Home Page

No. 7

The first1 letter.

Notes:

1 Of several.

No. 8

The second1 letter.

Notes:

1 It is short.
";

fn desk(letters: Letters) -> Desk {
    Desk::new(Edition { letters, ..Edition::default() }, Authority::default())
}

fn page(text: &str, letters: Letters) -> Document {
    edit(&Source::from_text("in/page.txt", text), &desk(letters))
}

fn names(document: &Document) -> Vec<String> {
    document.files().map(|(name, _)| name).collect()
}

/// The words of an element and all below it, with single spaces.
fn words(node: roxmltree::Node) -> String {
    let text: String =
        node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn body(xml: &str) -> String {
    let document = roxmltree::Document::parse(xml).expect("it is well-formed");
    let text = document.descendants().find(|node| node.has_tag_name("text"));
    words(text.expect("a TEI file has a text"))
}

#[test]
fn letters_are_files_beside_the_file_of_their_page() {
    let document = page(PAGE, Letters::Files);
    assert_eq!(names(&document), ["", ".7", ".8"]);
    assert_eq!(body(&document.tei.xml), "Old Papers | Home Page");
    assert_eq!(body(&document.letters[0].tei.xml), "No. 7 The first1 letter. Notes: 1 Of several.");
    assert!(document.tei.xml.contains(
        "<group>\n<xi:include href=\"page.7.xml\" xpointer=\"element(/1/2)\"/>\n\
         <xi:include href=\"page.8.xml\" xpointer=\"element(/1/2)\"/>\n</group>"
    ));
}

#[test]
fn letters_are_divisions_where_the_edition_says_so() {
    let document = page(PAGE, Letters::Divisions);
    assert_eq!(names(&document), [""]);
    let xml = &document.tei.xml;
    for part in
        ["<div type=\"letter\" n=\"7\" xml:id=\"l7.l1\">", "target=\"#l8.n1\"", "xml:id=\"l8.n1\""]
    {
        assert!(xml.contains(part), "wanted {part} in\n{xml}");
    }
}

#[test]
fn files_and_divisions_are_valid_and_hold_every_character() {
    for letters in [Letters::Files, Letters::Divisions] {
        let (desk, source) = (desk(letters), Source::from_text("in/page.txt", PAGE));
        let document = edit(&source, &desk);
        let validator = Validator::new(&desk, None).expect("the schema is sound");
        assert_eq!(validator.check(&desk, &source, &document), [], "{}", document.tei.xml);
    }
}

#[test]
fn a_finding_in_the_file_of_a_letter_leads_to_the_line_of_its_source() {
    let (document, source) = (page(PAGE, Letters::Files), Source::from_text("in/page.txt", PAGE));
    let tei = &document.letters[1].tei;
    let offset = tei.xml.find("The second").expect("it is the text of the letter");
    let place = document.place(&source, tei, offset);
    assert_eq!(place.at.map(|at| (at.line, at.column)), Some((13, 1)));
}

#[test]
fn an_office_that_goes_on_with_a_preposition_is_no_person() {
    let text = "The Ambassador in Italy (Gray) to the Secretary of State\n\nRome, October 23, 1917.\n\n\
                Sir: The harbour is closed.\n\nGray\n";
    let xml = page(text, Letters::Divisions).tei.xml;
    assert!(xml.contains("<persName>Gray</persName>"), "{xml}");
    assert!(xml.contains("<roleName>Secretary of State</roleName>"), "{xml}");
}
