//! Each kind of decision does what it says, and again at the next run.

use super::{decision, file, source, with};
use proptest::prelude::*;
use rubricate::decide::elements::Phrase;
use rubricate::decide::request::Marked;
use rubricate::decide::{Anchor, Decision, Tag, Verdict};
use rubricate::edit;
use rubricate::layer::Span;

/// The body of the TEI of a text under some lines of decisions, each without its signature.
fn body(text: &str, lines: &[&str]) -> String {
    let signed = |line: &&str| format!("{{{line},\"who\":\"mh\",\"when\":\"2026-11-24\"}}\n");
    let lines: String = lines.iter().map(signed).collect();
    let document = with(&[("a", &lines)], |desk| edit(&source(text), desk));
    let document = document.expect("the decisions are sound");
    let misfits: Vec<_> =
        document.diagnostics.iter().filter(|d| d.place.path.starts_with("decisions")).collect();
    assert_eq!(misfits, Vec::<&rubricate::diagnostic::Diagnostic>::new());
    let xml = &document.tei.xml;
    let from =
        xml.find("<p xml:id=\"p1\">").expect("there is a paragraph") + "<p xml:id=\"p1\">".len();
    xml[from..from + xml[from..].find("</p>").expect("it ends")].to_owned()
}

const BY: &str = r##"cert="high" resp="#mh""##;

#[test]
fn what_is_rejected_is_not_marked() {
    let line = r#""decision":"reject","exact":"York","element":"placeName""#;
    assert_eq!(
        body("Moss saw York.", &[line]),
        r##"<persName ref="#moss">Moss</persName> saw York."##
    );
    let all = r#""decision":"reject","exact":"Moss""#;
    assert_eq!(body("Moss saw him.", &[all]), "Moss saw him.");
}

#[test]
fn what_is_accepted_stays_as_it_was_accepted() {
    let kept = r#""decision":"accept","exact":"Moss","element":"persName""#;
    let marked = format!(r##"<persName ref="#moss" {BY}>Moss</persName> came."##);
    assert_eq!(body("Moss came.", &[kept]), marked);
    // The rules know nothing of a plain word; what was accepted is there all the same.
    let given = r#""decision":"accept","exact":"came","element":"persName","ref":["gray-a"]"#;
    let marked = format!(r##"He <persName ref="#gray-a" {BY}>came</persName>."##);
    assert_eq!(body("He came.", &[given]), marked);
}

#[test]
fn a_retagged_mark_is_another_one() {
    let line =
        r#""decision":"retag","exact":"York","element":"placeName","as":"orgName","ref":["star"]"#;
    let marked = format!(r##"At <orgName ref="#star" {BY}>York</orgName>."##);
    assert_eq!(body("At York.", &[line]), marked);
}

#[test]
fn a_linked_name_points_to_what_was_decided() {
    let line = r#""decision":"link","exact":"Gray","element":"persName","ref":["gray-k"]"#;
    let marked = format!(r##"So <persName ref="#gray-k" {BY}>Gray</persName> went."##);
    assert_eq!(body("So Gray went.", &[line]), marked);
    let nobody = r#""decision":"link","exact":"Moss","element":"persName","ref":[]"#;
    assert_eq!(body("Moss went.", &[nobody]), format!("<persName {BY}>Moss</persName> went."));
}

#[test]
fn what_is_added_is_marked_and_crossing_marks_of_rules_give_way() {
    let line = r#""decision":"add","exact":"the old mill","element":"placeName""#;
    let marked = format!("By <placeName {BY}>the old mill</placeName>.");
    assert_eq!(body("By the old mill.", &[line]), marked);
    let over = r#""decision":"add","exact":"old Elm","element":"persName""#;
    let marked = format!("By <persName {BY}>old Elm</persName> Court.");
    assert_eq!(body("By old Elm Court.", &[over]), marked);
}

#[test]
fn a_split_mark_is_its_parts() {
    let line = r#""decision":"split","exact":"Anna Gray","element":"persName","parts":[{"exact":"Anna","ref":["gray-a"]},{"exact":"Gray","ref":["gray-k"]}]"#;
    let marked = format!(
        r##"So <persName ref="#gray-a" {BY}>Anna</persName> <persName ref="#gray-k" {BY}>Gray</persName> went."##
    );
    assert_eq!(body("So Anna Gray went.", &[line]), marked);
}

#[test]
fn a_date_has_the_value_that_was_decided() {
    let line = r#""decision":"date","exact":"5 May 1920","attributes":{"when":"1920-05-06"},"evidence":"external","cert":"medium""#;
    let marked = r##"On <date when="1920-05-06" cert="medium" evidence="external" resp="#mh">5 May 1920</date>."##;
    assert_eq!(body("On 5 May 1920.", &[line]), marked);
}

#[test]
fn a_marker_belongs_to_the_note_that_was_decided() {
    let text = "He came1 and went2.\n\nNotes:\n\n1 First one.\n\n2 Second one.";
    let line =
        r#""decision":"note","exact":"1","suffix":" and went","note":{"exact":"Second one."}"#;
    let marked = format!(
        r##"He came<ref type="noteAnchor" xml:id="r2" target="#n2" {BY}>1</ref> and went<ref type="noteAnchor" xml:id="r2.2" target="#n2">2</ref>."##
    );
    assert_eq!(body(text, &[line]), marked);
}

#[test]
fn what_an_editor_reads_stands_beside_what_is_printed() {
    let line = r#""decision":"add","exact":"teh","element":"sic","words":"the""#;
    let marked = format!("By <choice><sic>teh</sic><corr {BY}>the</corr></choice> mill.");
    assert_eq!(body("By teh mill.", &[line]), marked);
}

#[test]
fn a_mark_stands_within_another_one_of_the_same_words() {
    let outside = r#""decision":"add","exact":"Moss","element":"hi""#;
    let marked = format!(r##"<hi {BY}><persName ref="#moss">Moss</persName></hi> came."##);
    assert_eq!(body("Moss came.", &[outside]), marked);
    let inside = r#""decision":"add","exact":"Moss","element":"hi","within":"persName""#;
    let marked = format!(r##"<persName ref="#moss"><hi {BY}>Moss</hi></persName> came."##);
    assert_eq!(body("Moss came.", &[inside]), marked);
}

#[test]
fn every_place_is_decided_but_the_one_that_was_decided_alone() {
    let every = r#""decision":"reject","exact":"Moss","element":"persName","everywhere":true"#;
    let one = r#""decision":"link","exact":"Moss","prefix":"then ","element":"persName","ref":["gray-a"]"#;
    let marked = format!(r##"Moss, then <persName ref="#gray-a" {BY}>Moss</persName>, Mossy."##);
    assert_eq!(body("Moss, then Moss, Mossy.", &[every, one]), marked);
}

#[test]
fn decisions_about_the_edition_are_obeyed_in_each_document() {
    let line = r#"{"decision":"retag","exact":"York","element":"placeName","as":"orgName","who":"mh","when":"2026-11-24"}"#;
    let document = with(&[("_all", line)], |desk| edit(&source("At York."), desk));
    let document = document.expect("it is sound");
    assert!(document.tei.xml.contains("<orgName cert=\"high\" resp=\"#mh\">York</orgName>"));
    assert_eq!(document.fitted.into_iter().collect::<Vec<_>>(), [0]);
}

#[test]
fn who_decided_is_named_in_the_header() {
    let line = r#"{"decision":"reject","exact":"York","who":"M. Hall","when":"2026-11-24"}"#;
    let document = with(&[("a", line)], |desk| edit(&source("At York."), desk));
    let xml = document.expect("it is sound").tei.xml;
    let statement = "<respStmt xml:id=\"resp-m-hall\">\n<resp>decisions on the markup</resp>\n\
                     <name>M. Hall</name>\n</respStmt>";
    assert!(xml.contains(statement), "{xml}");
}

/// Sentences with names, dates and quotations, in any order.
fn text() -> impl Strategy<Value = String> {
    const SENTENCES: &[&str] = &[
        "Anna Gray wrote to Karl Gray on 5 May 1920.",
        "So Moss went to York, and Gray stayed at Elm Court.",
        "\"Come to York,\" said Gray, \"or send Moss.\"",
        "The Star Society met in York in June 1921.",
        "It was the crew of the Heron that [would] come.",
        "Nobody came.",
        "\n\n",
        "Moss, Moss and Moss.",
    ];
    prop::collection::vec(prop::sample::select(SENTENCES), 1..12).prop_map(|parts| parts.join(" "))
}

/// Decisions about marks that are there, and about words.
fn decisions(text: &str, choices: &[(usize, usize, u8)]) -> Vec<Decision> {
    let marked = with(&[], |desk| Marked::new(&source(text), desk)).expect("nothing is decided");
    let mut taken: Vec<Span> = Vec::new();
    let mut found = Vec::new();
    for &(at, length, kind) in choices {
        let mark = (!marked.marks.is_empty()).then(|| &marked.marks[at % marked.marks.len()]);
        let tag = mark.and_then(Tag::of);
        let (span, verdict) = match (mark, tag, kind % 5) {
            (Some(mark), Some(tag), 0) => (mark.span, Verdict::Accept(tag.phrase, Some(tag))),
            (Some(mark), Some(tag), 1) => (mark.span, Verdict::Reject(Some(tag.phrase))),
            (Some(mark), Some(tag), 2) if tag.name_kind().is_some() => {
                let org = Phrase::find("orgName").expect("it is known");
                (mark.span, Verdict::Retag(tag.phrase, Tag::new(org)))
            }
            (Some(mark), Some(tag), 3) if tag.phrase.name == "persName" => {
                (mark.span, Verdict::Link(tag.phrase, vec!["moss".to_owned()]))
            }
            _ => {
                let flat = marked.ground.flat();
                let words: Vec<usize> = std::iter::once(0)
                    .chain(flat.match_indices(' ').map(|(at, _)| at + 1))
                    .collect();
                let start = words[at % words.len()];
                let end =
                    words.get(at % words.len() + length % 3 + 1).map_or(flat.len(), |end| end - 1);
                let seg = Phrase::find("persName").expect("it is known");
                (marked.ground.text_of(&(start..end)), Verdict::Add(Tag::new(seg)))
            }
        };
        if taken.iter().any(|other| other.overlaps(span)) {
            continue;
        }
        let Some(anchor) = Anchor::new(&marked.ground, span) else { continue };
        taken.push(span);
        found.push(decision(verdict, anchor));
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_decided_is_what_is_built_at_every_run(
        text in text(), choices in prop::collection::vec((any::<usize>(), any::<usize>(), any::<u8>()), 1..6)
    ) {
        let decisions = decisions(&text, &choices);
        let source = source(&text);
        let (marked, first, again) = with(&[("a", &file(&decisions))], |desk| {
            (Marked::new(&source, desk), edit(&source, desk), edit(&source, desk))
        }).expect("they are sound");
        prop_assert_eq!(&marked.obeyed.misfits, &Vec::new());
        for decision in &decisions {
            let places = rubricate::decide::locate::locate(&marked.ground, &[&decision.at]);
            let range = places[0].clone().expect("the text is the same");
            let span = marked.ground.text_of(&range);
            let there: Vec<Tag> =
                marked.marks.iter().filter(|mark| mark.span == span).filter_map(Tag::of).collect();
            let is_there = |tag: &Tag| there.contains(tag);
            let element = |name: &str| there.iter().any(|tag| tag.phrase.name == name);
            let obeyed = match &decision.verdict {
                Verdict::Accept(_, Some(tag)) | Verdict::Add(tag) => is_there(tag),
                Verdict::Retag(from, tag) => {
                    is_there(tag) && (from.name == tag.phrase.name || !element(from.name))
                }
                Verdict::Reject(Some(phrase)) => !element(phrase.name),
                Verdict::Link(phrase, to) => {
                    there.iter().any(|tag| tag.phrase == *phrase && tag.refs == *to)
                }
                other => panic!("{other} is not among those that are made here"),
            };
            prop_assert!(obeyed, "{decision}: {there:?}");
        }
        prop_assert_eq!(first, again);
    }

    #[test]
    fn after_an_edit_each_decision_is_kept_or_reported(
        text in text(), choices in prop::collection::vec((any::<usize>(), any::<usize>(), any::<u8>()), 1..6),
        at in any::<usize>(), cut in 0..12_usize, put in "[a-zG ]{0,8}"
    ) {
        let decisions = decisions(&text, &choices);
        let start = text.floor_char_boundary(at % (text.len() + 1));
        let end = text.floor_char_boundary((start + cut).min(text.len())).max(start);
        let edited = format!("{}{put}{}", &text[..start], &text[end..]);
        let marked = with(&[("a", &file(&decisions))], |desk| Marked::new(&source(&edited), desk))
            .expect("they are sound");
        let places = rubricate::decide::locate::locate(
            &marked.ground, &decisions.iter().map(|decision| &decision.at).collect::<Vec<_>>(),
        );
        let kept = places.iter().filter(|place| place.is_ok()).count();
        let reported: std::collections::BTreeSet<usize> =
            marked.obeyed.misfits.iter().filter_map(|misfit| misfit.place.at).map(|at| at.line).collect();
        for (number, place) in places.iter().enumerate() {
            prop_assert_eq!(place.is_err(), reported.contains(&(number + 1)));
        }
        prop_assert_eq!(kept + reported.len(), decisions.len());
        // A text that was not touched where the words stand keeps its decision.
        if start == end && put.is_empty() {
            prop_assert_eq!(kept, decisions.len());
        }
    }
}
