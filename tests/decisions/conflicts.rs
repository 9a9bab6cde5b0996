//! Decisions that cannot all be obeyed, or no more: errors with their lines, nothing by halves.

use super::{source, with};
use rubricate::edit;

/// What is said of lines of decisions on a text, and the text of the TEI's paragraphs.
fn told(text: &str, lines: &[&str]) -> (Vec<String>, String) {
    let signed = |line: &&str| format!("{{{line},\"who\":\"mh\",\"when\":\"2026-11-24\"}}\n");
    let lines: String = lines.iter().map(signed).collect();
    let document = with(&[("a", &lines)], |desk| edit(&source(text), desk));
    let document = document.expect("the lines are decisions");
    let of_decisions =
        document.diagnostics.iter().filter(|d| d.place.path.starts_with("decisions"));
    let told = of_decisions.map(ToString::to_string).collect();
    let xml = &document.tei.xml;
    let body = xml[xml.find("<body>").expect("it has a body")..].to_owned();
    (told, body)
}

#[test]
fn of_two_that_contradict_each_other_none_is_applied() {
    let (told, body) = told(
        "Moss came.",
        &[
            r#""decision":"link","exact":"Moss","element":"persName","ref":["gray-a"]"#,
            r#""decision":"link","exact":"Moss","element":"persName","ref":["gray-k"]"#,
        ],
    );
    assert_eq!(
        told,
        [
            "decisions/a.jsonl:1:1: error[R945]: this contradicts line 2 (mh, 2026-11-24: link persName to gray-k); neither is applied (mh, 2026-11-24: link persName to gray-a) (both are about `Moss` at input/a.txt:1:1)",
            "decisions/a.jsonl:2:1: error[R945]: this contradicts line 1 (mh, 2026-11-24: link persName to gray-a); neither is applied (mh, 2026-11-24: link persName to gray-k) (both are about `Moss` at input/a.txt:1:1)",
        ]
    );
    assert!(body.contains(r##"<persName ref="#moss">Moss</persName>"##), "{body}");
}

#[test]
fn taking_away_contradicts_putting() {
    for (one, other) in [
        (
            r#""decision":"reject","exact":"Moss","element":"persName""#,
            r#""decision":"accept","exact":"Moss","element":"persName""#,
        ),
        (
            r#""decision":"reject","exact":"Moss""#,
            r#""decision":"add","exact":"Moss","element":"hi""#,
        ),
        (
            r#""decision":"retag","exact":"Moss","element":"persName","as":"orgName""#,
            r#""decision":"link","exact":"Moss","element":"persName","ref":["moss"]"#,
        ),
        (
            r#""decision":"retag","exact":"Moss","element":"persName","as":"orgName""#,
            r#""decision":"retag","exact":"Moss","element":"persName","as":"placeName""#,
        ),
        (
            r#""decision":"add","exact":"Moss came","element":"persName""#,
            r#""decision":"add","exact":"came by","element":"persName""#,
        ),
    ] {
        let (told, body) = told("Moss came by.", &[one, other]);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|told| told.contains("error[R945]")), "{told:?}");
        assert!(body.contains(r##"<persName ref="#moss">Moss</persName> came by."##), "{body}");
    }
}

#[test]
fn the_same_decision_twice_is_one() {
    let line = r#""decision":"link","exact":"Moss","element":"persName","ref":["gray-a"]"#;
    let (told, body) = told("Moss came.", &[line, line]);
    assert_eq!(told, Vec::<String>::new());
    assert!(body.contains(r##"ref="#gray-a""##), "{body}");
}

#[test]
fn quotations_that_cross_are_divided_and_contradict_nothing() {
    let (told, _) = told(
        "He said come to York now.",
        &[
            r#""decision":"add","exact":"said come to","element":"quote""#,
            r#""decision":"add","exact":"to York","element":"quote""#,
        ],
    );
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn a_lost_decision_says_where_it_might_belong() {
    let (told, _) = told(
        "Then Peter came to York.\n\nNobody came.",
        &[
            r#""decision":"link","exact":"Moss","prefix":"Then Peter ","suffix":" came to York.","paragraph":"0000000000000001","element":"persName","ref":["moss"]"#,
        ],
    );
    assert_eq!(
        told,
        [
            "decisions/a.jsonl:1:1: error[R943]: `Moss` is not in the text any more (mh, 2026-11-24: link persName to moss) (it might belong at input/a.txt:1:12 `Then Peter [came] to York. Nobody cam`)",
        ]
    );
}

#[test]
fn words_whose_surroundings_are_gone_are_named_and_not_decided() {
    let (told, body) = told(
        "Moss went. Moss came.",
        &[
            r#""decision":"reject","exact":"Moss","prefix":"all the day long ","paragraph":"0000000000000001","element":"persName""#,
        ],
    );
    assert_eq!(
        told,
        [
            "decisions/a.jsonl:1:1: error[R943]: `Moss` is in the text, but nothing around it tells which one is meant (mh, 2026-11-24: reject persName) (it might belong at input/a.txt:1:12 `Moss went. [Moss] came.`, or at input/a.txt:1:1 `[Moss] went. Moss came.`)",
        ]
    );
    assert_eq!(body.matches("<persName").count(), 2, "{body}");
}

#[test]
fn words_in_several_places_are_ambiguous() {
    let (told, _) = told(
        "Moss went. Moss came.",
        &[r#""decision":"reject","exact":"Moss","element":"persName""#],
    );
    assert_eq!(
        told,
        [
            "decisions/a.jsonl:1:1: error[R944]: `Moss` fits in several places alike (mh, 2026-11-24: reject persName) (it might belong at input/a.txt:1:1 `[Moss] went. Moss came.`, or at input/a.txt:1:12 `Moss went. [Moss] came.`)",
        ]
    );
}

#[test]
fn a_marker_whose_note_is_gone_is_reported() {
    let (told, _) = told(
        "He came1.\n\nNotes:\n\n1 First one.",
        &[r#""decision":"note","exact":"1","suffix":".","note":{"exact":"Second one."}"#],
    );
    assert_eq!(told.len(), 1);
    assert!(
        told[0]
            .starts_with("decisions/a.jsonl:1:1: error[R943]: no note begins with `Second one.`"),
        "{told:?}"
    );
}
