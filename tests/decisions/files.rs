//! Files of decisions that are not sound: clear errors with line and column, and nothing built.

use super::with;

/// What is wrong with a file of decisions.
fn faults(name: &str, lines: &str) -> Vec<String> {
    match with(&[(name, lines)], |_| ()) {
        Ok(()) => Vec::new(),
        Err(faults) => faults.iter().map(ToString::to_string).collect(),
    }
}

/// A line with a signature.
fn signed(line: &str) -> String {
    format!("{{{line},\"who\":\"mh\",\"when\":\"2026-11-24\"}}\n")
}

#[test]
fn a_line_that_is_no_decision_is_told_with_its_place() {
    let sound = signed(r#""decision":"reject","exact":"York""#);
    for (line, message) in [
        ("{\"decision\":", "2:12: error[R941]: this is no decision: EOF while parsing a value"),
        ("[\"reject\"]", "2:1: error[R941]: this is no decision: wanted an object, `{…}`"),
        (
            "<<<<<<< HEAD",
            "2:1: error[R941]: a mark of an unfinished merge stands here (keep the decisions of both sides, one a line, and take the mark out)",
        ),
        (
            r#"{"decision":"reject","exakt":"York","who":"mh","when":"2026-11-24"}"#,
            "2:22: error[R941]: the key `exakt` is not known (is `exact` meant?)",
        ),
        (
            r#"{"decision":"reject","exact":5,"who":"mh","when":"2026-11-24"}"#,
            "2:30: error[R941]: this is no decision: invalid type: integer `5`, expected a string",
        ),
        (
            r#"{"decision":"remove","exact":"York","who":"mh","when":"2026-11-24"}"#,
            "2:1: error[R942]: `remove` is no decision (decisions are `accept`, `reject`, `retag`, `link`, `add`, `split`, `date`, `note`)",
        ),
        (
            r#"{"decision":"reject","exact":"York","when":"2026-11-24"}"#,
            "2:1: error[R941]: the key `who` is missing: who decided this",
        ),
        (
            r#"{"decision":"reject","exact":"York","who":"mh","when":"2026-02-30"}"#,
            "2:1: error[R942]: `2026-02-30` is no day: wanted one such as `2026-11-24`",
        ),
        (
            r#"{"decision":"link","exact":"York","element":"placeName","who":"mh","when":"2026-11-24"}"#,
            "2:1: error[R941]: the key `ref` is missing, which `link` needs",
        ),
        (
            r#"{"decision":"reject","exact":"York","as":"orgName","who":"mh","when":"2026-11-24"}"#,
            "2:1: error[R941]: the key `as` says nothing to `reject`",
        ),
        (
            r#"{"decision":"link","exact":"Gray","element":"persname","ref":["gray-a"],"who":"mh","when":"2026-11-24"}"#,
            "2:1: error[R942]: `persname` is no element that can be decided (is `persName` meant?)",
        ),
        (
            r#"{"decision":"link","exact":"Gray","element":"persName","ref":["grey-a"],"who":"mh","when":"2026-11-24"}"#,
            "2:1: error[R942]: `grey-a` is in no authority list (is `gray-a` meant?)",
        ),
        (
            r#"{"decision":"link","exact":"Gray","element":"persName","ref":["york"],"who":"mh","when":"2026-11-24"}"#,
            "2:1: error[R942]: `york` is in the list of places",
        ),
        (
            r#"{"decision":"date","exact":"May","attributes":{"when":"1920-2-5"},"who":"mh","when":"2026-11-24"}"#,
            "2:1: error[R942]: `when` has the value `1920-2-5`, which is no date (wanted one such as `1920-09-04`, `1920-09`, `1920` or `--09-04`)",
        ),
        (
            r#"{"decision":"date","exact":"May","attributes":{"from":"1921","to":"1920"},"who":"mh","when":"2026-11-24"}"#,
            "2:1: error[R942]: `to` is before `from`",
        ),
        (
            r#"{"decision":"add","exact":"May","element":"hi","attributes":{"rent":"bold"},"who":"mh","when":"2026-11-24"}"#,
            "2:1: error[R942]: `hi` has no attribute `rent` that can be decided (is `rend` meant?)",
        ),
        (
            r#"{"decision":"split","exact":"May","element":"persName","parts":[{"exact":"June"}],"who":"mh","when":"2026-11-24"}"#,
            "2:1: error[R942]: the part `June` is not in `May`",
        ),
        (
            r#"{"decision":"reject","exact":"York","who":"mh","when":"2026-11-24","replaces":["00"]}"#,
            "2:1: error[R942]: no decision of this file is named `00` (the line that it replaces was changed or taken out)",
        ),
    ] {
        let told = faults("a", &format!("{sound}{line}\n\n"));
        assert_eq!(told, [format!("decisions/a.jsonl:{message}")], "{line}");
    }
}

#[test]
fn every_fault_of_a_file_is_told() {
    let lines = "x\ny\n".to_owned() + &signed(r#""decision":"reject""#);
    assert_eq!(faults("a", &lines).len(), 3);
}

#[test]
fn a_decision_about_one_place_has_no_place_among_those_about_the_edition() {
    let told = faults("_all", &signed(r#""decision":"reject","exact":"York","occurrence":2"#));
    assert_eq!(
        told,
        [
            "decisions/_all.jsonl:1:1: error[R942]: a decision about one place stands among those about the edition (move it to the file that is named as its document)"
        ]
    );
}

#[test]
fn a_replaced_decision_is_kept_and_not_obeyed() {
    let old = signed(r#""decision":"reject","exact":"York","element":"placeName""#);
    let id = rubricate::decide::id(old.trim_end());
    let new = signed(&format!(
        r#""decision":"accept","exact":"York","element":"placeName","replaces":["{id}"]"#
    ));
    let (count, document) = with(&[("a", &format!("{old}{new}"))], |desk| {
        let count = desk.decisions.of_document("a").len();
        (count, rubricate::edit(&super::source("At York."), desk))
    })
    .expect("they are sound");
    assert_eq!(count, 1);
    assert!(document.tei.xml.contains("<placeName ref=\"#york\" cert=\"high\""));
}

#[test]
fn what_is_written_is_read_back() {
    let lines = [
        signed(
            r#""decision":"accept","exact":"York","element":"placeName","ref":[],"attributes":{}"#,
        ),
        signed(r#""decision":"add","exact":"a \"b\"","prefix":" x ","element":"sic","words":"é""#),
        signed(
            r#""decision":"split","exact":"A A","element":"rs","parts":[{"exact":"A","occurrence":2,"attributes":{"type":"personGrp"}}]"#,
        ),
        signed(
            r#""decision":"note","exact":"1","note":{"exact":"One","paragraph":"00000000000000ff"}"#,
        ),
    ];
    for line in lines {
        let decision = rubricate::decide::read_line(&line).expect("it is sound");
        let again = rubricate::decide::read_line(&decision.to_json()).expect("it is sound");
        assert_eq!(again, decision);
        let twice = again.to_json();
        assert_eq!(twice, decision.to_json());
    }
}
