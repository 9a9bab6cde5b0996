//! What the validator says to a scholar, one kind of mistake a test.

use rubricate::relaxng::Schema;

/// A small vocabulary in the namespace of TEI.
const SCHEMA: &str = r#"
default namespace = "http://www.tei-c.org/ns/1.0"
namespace a = "http://relaxng.org/ns/compatibility/annotations/1.0"
start = TEI
TEI = element TEI { teiHeader, element text { element body { \div+ } } }
teiHeader =
  ## the metadata of the edition
  element teiHeader { text }
\div = element div { global, attribute type { "letter" | "chapter" }?, head?, (p | \list | lg)+, trailer? }
head = element head { global, phrase }
trailer = element trailer { global, phrase }
p = element p { global, phrase }
phrase = (text | date | persName | ref | graphic | count)*
\list = element list { global, head?, item+ }
item = element item { global, (text | p)* }
lg = element lg { global, element l { phrase }+ }
date = element date {
  global,
  attribute when { xsd:date | xsd:gYear | xsd:gYearMonth }?,
  phrase
}
persName = element persName { global, attribute cert { "high" | "medium" | "low" }?, phrase }
ref = element ref { global, (attribute target { xsd:anyURI } | attribute cRef { text }), phrase }
graphic = element graphic {
  ## (uniform resource locator) where the picture is found
  attribute url { xsd:anyURI },
  attribute width { list { xsd:decimal, ("cm" | "mm") } }?
}
count = element count { xsd:nonNegativeInteger }
global = attribute xml:id { xsd:ID }?, attribute n { text }?, attribute rend { list { xsd:token+ } }?
"#;

/// The findings for a body's content, each with its place in that content.
fn findings(content: &str) -> Vec<String> {
    let head = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/><text><body>\n";
    document(&format!("{head}{content}</body></text></TEI>"))
        .into_iter()
        .map(|told| told.replacen("d:2:", "", 1))
        .collect()
}

fn document(text: &str) -> Vec<String> {
    let none = |_: &str| Err(String::new());
    let schema = Schema::compile_with(SCHEMA.as_bytes(), "small.rnc", &none).unwrap();
    schema.validate_file("d", text.as_bytes()).iter().map(ToString::to_string).collect()
}

#[test]
fn a_sound_document_has_no_findings() {
    let sound = "<div type='letter'><head>To my mother</head><p>I am <date when='1823-02'>well\
                 </date><ref cRef='x'/><graphic url='a.png' width='3 cm'/><count> 3 </count>.</p>\
                 <list><item>one</item></list></div>";
    assert_eq!(findings(sound), [""; 0]);
}

#[test]
fn an_unknown_element_names_the_nearest_one() {
    assert_eq!(
        findings("<div><p>by <persNme>Anna</persNme></p></div>"),
        ["12: error[R620]: the schema has no element `<persNme>` (did you mean `<persName>`?)"]
    );
}

#[test]
fn an_element_of_html_names_the_way_of_tei() {
    assert_eq!(
        findings("<div><p>so <em>much</em> and <br/></p></div>"),
        [
            "12: error[R620]: the schema has no element `<em>` (TEI writes `<emph>`, or \
             `<hi rend=\"italic\">`)",
            "30: error[R620]: the schema has no element `<br>` (TEI writes `<lb/>`)",
        ]
    );
}

#[test]
fn an_element_of_another_vocabulary_names_its_namespace() {
    assert_eq!(
        findings("<div><p/><svg xmlns='urn:s'><g/></svg></div>"),
        ["10: error[R620]: the schema has no element `<svg>` (nor any other of its namespace, \
          `urn:s`)"]
    );
}

#[test]
fn a_missing_namespace_is_told_once() {
    assert_eq!(
        document("<TEI><teiHeader/><text><body><div><p/></div></body></text></TEI>"),
        [
            "d:1:1: error[R620]: `<TEI>` is in no namespace; the schema has `<TEI>` in the namespace \
          `http://www.tei-c.org/ns/1.0` (declare it on the root element: \
          xmlns=\"http://www.tei-c.org/ns/1.0\")"
        ]
    );
}

#[test]
fn a_wrong_child_names_the_wrapper_that_is_missing() {
    assert_eq!(
        findings("<div><list><p>one</p><p>two</p></list></div>"),
        [
            "12: error[R621]: `<p>` is not allowed in `<list>` here (put it in `<item>`)",
            "22: error[R621]: `<p>` is not allowed in `<list>` here (put it in `<item>`)",
        ]
    );
    assert_eq!(
        findings("<div><item>one</item></div>"),
        ["6: error[R621]: `<item>` is not allowed in `<div>` here (put it in `<list>`)"]
    );
}

#[test]
fn a_child_that_comes_too_late_is_sent_back() {
    assert_eq!(
        findings("<div><p/><head>A</head><p/></div>"),
        ["10: error[R621]: `<head>` is not allowed after `<p>` in `<div>` (it stands earlier in \
          `<div>`, and not more often than that)"]
    );
}

#[test]
fn what_is_missing_before_an_element_is_named() {
    let text =
        "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><div><p/></div></body></text></TEI>";
    assert_eq!(
        document(text),
        ["d:1:42: error[R622]: `<teiHeader>` is missing in `<TEI>` before `<text>` (the metadata \
          of the edition)"]
    );
}

#[test]
fn what_is_missing_at_the_end_is_named() {
    assert_eq!(
        findings("<div><list/><head/></div>"),
        [
            "6: error[R622]: `<list>` is incomplete: `<item>` is missing",
            "13: error[R621]: `<head>` is not allowed after `<list>` in `<div>` (it stands earlier \
             in `<div>`, and not more often than that)",
        ]
    );
    assert_eq!(
        findings("<div></div>"),
        ["6: error[R622]: `<div>` is incomplete: `<p>`, `<lg>` or `<list>` is missing"]
    );
}

#[test]
fn text_where_none_is_allowed_is_told_once_with_its_holders() {
    assert_eq!(
        findings("<div>Dear <p>A</p> and so on</div>"),
        ["6: error[R623]: text is not allowed in `<div>` here (put it in `<p>` or `<head>`)"]
    );
}

#[test]
fn a_wrong_attribute_names_the_nearest_one() {
    assert_eq!(
        findings("<div><p id='a' rnd='b' colour='c'/></div>"),
        [
            "9: error[R624]: `<p>` has no attribute `@id` (did you mean `@xml:id`?)",
            "16: error[R624]: `<p>` has no attribute `@rnd` (did you mean `@rend`?)",
            "24: error[R624]: `<p>` has no attribute `@colour` (no element of the schema has it)",
        ]
    );
}

#[test]
fn a_missing_attribute_comes_with_the_schemas_gloss() {
    assert_eq!(
        findings("<div><p><graphic/></p></div>"),
        ["9: error[R625]: `<graphic>` has no `@url`, which it must have ((uniform resource \
          locator) where the picture is found)"]
    );
    assert_eq!(
        findings("<div><p><ref>there</ref></p></div>"),
        ["9: error[R625]: `<ref>` has no `@cRef` or `@target`"]
    );
}

#[test]
fn attributes_that_exclude_each_other_are_told() {
    assert_eq!(
        findings("<div><p><ref n='1' target='#a' cRef='b'/></p></div>"),
        ["32: error[R624]: `@cRef` is not allowed together with the other attributes of `<ref>` \
          (they are `@n` and `@target`)"]
    );
}

#[test]
fn a_bad_value_is_explained() {
    assert_eq!(
        findings("<div><p><date when='1823-2-30'/></p></div>"),
        [
            "21: error[R626]: `when=\"1823-2-30\"`: month needs two digits; February 1823 has 28 days"
        ]
    );
    assert_eq!(
        findings("<div type='leter'><p><persName cert='quite'/></p></div>"),
        [
            "12: error[R626]: `type=\"leter\"`: this value is not known (did you mean `letter`?)",
            "38: error[R626]: `cert=\"quite\"`: this value is not known (known are `high`, \
             `medium` or `low`)",
        ]
    );
    let told = findings("<div><p><graphic url='a' width='3 inch'/></p></div>");
    assert!(told[0].starts_with("33: error[R626]: `width=\"3 inch\"`: `inch`: "), "{told:?}");
    assert!(told[0].ends_with("(known are `cm` or `mm`)"), "{told:?}");
}

#[test]
fn text_of_the_wrong_type_is_explained() {
    let told = findings("<div><p><count>many</count></p></div>");
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("20: error[R627]: `<count>` holds `many`: "), "{told:?}");
}

#[test]
fn a_repeated_identifier_names_the_first_place() {
    assert_eq!(
        findings("<div xml:id='a'><p xml:id=' a '/></div>"),
        ["20: error[R628]: the identifier ` a ` is given twice (first at 2:6)"]
    );
}

#[test]
fn the_wrong_root_names_the_right_one() {
    assert_eq!(
        document("<p xmlns='http://www.tei-c.org/ns/1.0'>text</p>"),
        ["d:1:1: error[R621]: `<p>` cannot be the root of the document (the root is `<TEI>`)"]
    );
}

#[test]
fn one_mistake_is_one_finding() {
    // A name written wrongly, with sound content below and sound siblings after it.
    assert_eq!(findings("<div><lst><item><p/></item></lst><p/></div>").len(), 1);
    // A foreign vocabulary, however much of it there is.
    assert_eq!(findings("<div><p/><svg xmlns='urn:s'><g><path/></g></svg><p/></div>").len(), 1);
    // Independent mistakes at several levels.
    assert_eq!(findings("<div><p x=''><date when='?'/></p><list/><q/></div>").len(), 4);
}

#[test]
fn an_entity_of_another_file_is_told() {
    let text = "<!DOCTYPE TEI [<!ENTITY e SYSTEM 'e.xml'>]><TEI xmlns='http://www.tei-c.org/ns/1.0'>\
                <teiHeader/><text><body><div><p>&e;</p></div></body></text></TEI>";
    assert_eq!(
        document(text),
        [
            "d:1:117: error[R605]: entity `e` is declared in another file (external entities are not \
          read: put its text here)"
        ]
    );
}

#[test]
fn a_flaw_of_the_schema_stands_where_it_is() {
    let refused = |schema: &str| Schema::compile(schema.as_bytes()).unwrap_err().to_string();
    let grammar = |rest: &str| {
        format!("<grammar xmlns='http://relaxng.org/ns/structure/1.0'>\n{rest}</grammar>")
    };
    assert_eq!(
        refused(&grammar("<start><ref name='bok'/></start><define name='book'><text/></define>")),
        "schema:2:8: error[R612]: `bok` is not defined; `book` is"
    );
    assert_eq!(
        refused(&grammar("<start><data type='token'/></start>")),
        "schema:1:1: error[R613]: `data` is not allowed in `start`: a document is one element"
    );
    assert_eq!(
        refused(&grammar("<start><elment/></start>")),
        "schema:2:8: error[R610]: `elment` is no pattern of RELAX NG"
    );
}
