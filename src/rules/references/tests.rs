use super::*;
use crate::xml::tree::Tree;
use crate::xml::{Document, Limits, Lines};
use std::sync::Arc;

struct Given(Vec<(&'static str, Arc<Identifiers>)>);

impl Files for Given {
    fn look_up(&self, path: &str) -> Found {
        if path.starts_with("..") {
            return Found::Outside;
        }
        match self.0.iter().find(|(known, _)| *known == path) {
            Some((_, identifiers)) => Found::Document(Arc::clone(identifiers)),
            None if path == "ed/letters/p1.jpg" => Found::Other,
            None => Found::Missing,
        }
    }
}

fn found(body: &str) -> Vec<String> {
    let text = format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'>{body}</TEI>");
    let document = Document::new(text.as_bytes(), Limits::default()).unwrap();
    let tree = Tree::of_document("ed/letters/1.xml", &document).unwrap();
    let lines = Lines::new(document.text());
    let own = Identifiers::of_tree(&tree);
    let files = Given(vec![("ed/persons.xml", Arc::new(["anna"].into_iter().collect()))]);
    let subject = Subject { tree: &tree, lines: &lines };
    let all = check(subject, &own, Pointers::tei(), &files);
    all.iter().map(|d| d.to_string().replace("ed/letters/1.xml:1:", "")).collect()
}

#[test]
fn pointers_within_a_file_are_followed() {
    assert_eq!(found("<p xml:id='a'/><ref target='#a #a'/>"), [""; 0]);
    assert_eq!(
        found("<p xml:id='letter1'/><ref target='#leter1'/>"),
        ["68: error[R711]: @target of `<ref>` points to `#leter1`, but nothing in this file has \
          the xml:id `leter1` (there is `letter1`)"]
    );
    assert_eq!(found("<date from='1823'/><app from='#x'/>").len(), 1);
    assert_eq!(found("<ref target='#xpath(//p)'/><ref target='https://example.org/#x'/>"), [""; 0]);
}

#[test]
fn pointers_to_other_files_are_followed() {
    assert_eq!(found("<rs ref='../persons.xml#anna'/><graphic url='p1.jpg'/>"), [""; 0]);
    assert_eq!(
        found("<rs ref='../persons.xml#hanna'/>"),
        ["46: error[R711]: @ref of `<rs>` points to `../persons.xml#hanna`, but nothing in \
          ed/persons.xml has the xml:id `hanna`"]
    );
    assert_eq!(
        found("<rs ref='../places.xml#moscow'/>"),
        ["46: error[R713]: @ref of `<rs>` points to `../places.xml#moscow`, but that is \
          ed/places.xml, and there is no such file"]
    );
    assert!(found("<rs ref='../../../etc/x.xml'/>")[0].contains("R715"));
}

#[test]
fn prefixes_stand_for_what_their_definition_says() {
    let define = "<prefixDef ident='psn' matchPattern='([a-z]+)' \
                  replacementPattern='../persons.xml#$1'/>";
    assert_eq!(found(&format!("{define}<rs ref='psn:anna'/>")), [""; 0]);
    assert!(found(&format!("{define}<rs ref='psn:bert'/>"))[0].contains("the xml:id `bert`"));
    assert!(found(&format!("{define}<rs ref='psn:77'/>"))[0].contains("fits `77`"));
    assert!(found("<rs ref='plc:rome'/>")[0].contains("no prefixDef says what `plc:`"));
    let broken = "<prefixDef ident='psn' matchPattern='(' replacementPattern='$1'/>";
    assert_eq!(found(&format!("{broken}<rs ref='psn:anna'/>")).len(), 1);
}

#[test]
fn an_identifier_given_twice_names_both_places_and_who_refers() {
    assert_eq!(
        found("<p xml:id='a'/><ab xml:id='a'/><ref target='#a'/>"),
        ["57: error[R712]: the xml:id `a` of this `<ab>` is already that of the `<p>` at 1:42 \
          (referred to at 1:78: say which is meant)"]
    );
}

#[test]
fn a_base_moves_what_is_relative() {
    assert_eq!(found("<div xml:base='../'><rs ref='persons.xml#anna'/></div>"), [""; 0]);
    assert_eq!(found("<div xml:base='https://example.org/'><rs ref='x.xml#y'/></div>"), [""; 0]);
}
