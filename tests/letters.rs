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
fn a_marker_whose_note_stands_below_another_letter_leads_to_its_file() {
    let text = "No. 7\n\nThe first1 letter.\n\nNo. 8\n\nThe second2 letter.\n\nNotes:\n\n1 Of two.\n\n2 It is short.\n";
    let document = page(text, Letters::Files);
    let first = &document.letters[0].tei.xml;
    assert!(first.contains("target=\"page.8.xml#l8.n1\""), "{first}");
    let second = &document.letters[1].tei.xml;
    assert!(
        second.contains("target=\"#l8.n2\"") && second.contains("xml:id=\"l8.n1\""),
        "{second}"
    );
}

/// The codes of the findings about letters, with their lines.
fn wondered(text: &str) -> Vec<(String, usize)> {
    let found = page(text, Letters::Files).diagnostics;
    let of_letters = found.into_iter().filter(|found| {
        let code = found.code.as_str();
        code.starts_with("R31") || code.starts_with("R32") || code == "R407"
    });
    of_letters
        .map(|found| (found.code.as_str().to_owned(), found.place.at.map_or(0, |at| at.line)))
        .collect()
}

#[test]
fn each_fault_of_a_page_of_letters_is_told_at_its_line() {
    const WHOLE: &str = "A. Gray — B. Elm\n\nMay 5, 1920\n\nThe ice is gone.\n\nYours\n\nA. Gray\n";
    let whole = |number: &str| format!("No. {number}\n\n{WHOLE}");
    let without = |line: &str| whole("7").replace(line, "") + "\n" + &whole("8");
    for (what, text, code, line) in [
        ("nothing", whole("7") + "\n" + &whole("8"), None, 0),
        ("it stops", whole("7").replace("gone.\n\nYours\n\nA. Gray\n", "and"), Some("R317"), 7),
        ("no gap", whole("7") + &whole("8"), Some("R316"), 12),
        ("no date", without("May 5, 1920\n\n"), Some("R311"), 1),
        ("no signature", without("Yours\n\nA. Gray\n"), Some("R312"), 1),
        ("no heading", without("A. Gray — B. Elm\n\n"), Some("R313"), 1),
        ("two numbers", whole("7").replace("No. 7\n", "No. 7\n\nNo. 9\n"), Some("R314"), 3),
        ("one number twice", whole("7") + "\n" + &whole("7"), Some("R315"), 13),
        (
            "an archive that nobody knows",
            whole("7") + "\nQXZA. F. 5. On. 1. D. 7. L. 9.\n",
            Some("R407"),
            13,
        ),
        (
            "notes that go on",
            whole("7").replace("ice is", "ice1 is")
                + "\nNotes:\n\n1 Of the bay.\n\n"
                + &whole("8").replace("ice is", "ice2 is")
                + "\nNotes:\n\n2 Of the river.\n",
            Some("R319"),
            31,
        ),
    ] {
        let wanted: Vec<(String, usize)> =
            code.map(|code| (code.to_owned(), line)).into_iter().collect();
        let found = wondered(&text);
        assert!(wanted.iter().all(|one| found.contains(one)), "{what}: {found:?}\n{text}");
        assert_eq!(found.is_empty(), code.is_none(), "{what}: {found:?}");
    }
}

#[test]
fn a_heading_and_a_dateline_that_disagree_are_told() {
    let text = "No. 7\n\nA. Gray — B. Elm\n\nMay 5, 1920\n\nBaku, 7 June 1921.\n\nThe ice is gone.\n\nA. Gray\n";
    let found = page(text, Letters::Files).diagnostics;
    assert!(found.iter().any(|found| found.code.as_str() == "R461"), "{found:?}");
}

#[test]
fn an_office_that_goes_on_with_a_preposition_is_no_person() {
    let text = "The Ambassador in Italy (Gray) to the Secretary of State\n\nRome, October 23, 1917.\n\n\
                Sir: The harbour is closed.\n\nGray\n";
    let xml = page(text, Letters::Divisions).tei.xml;
    assert!(xml.contains("<persName>Gray</persName>"), "{xml}");
    assert!(xml.contains("<roleName>Secretary of State</roleName>"), "{xml}");
}
