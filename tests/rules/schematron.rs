//! ISO Schematron in small: what each part of the language does, whole messages.

use rubricate::rules::schematron::{Options, Schematron};
use rubricate::xml::tree::Tree;
use rubricate::xml::{Document, Limits, Lines};
use rubricate::xpath::Documents;

/// What reading and compiling say of the rules, and what the rules say of a document.
fn run(rules: &str, phase: Option<&str>, document: &str) -> (Vec<String>, Vec<String>) {
    let schema = format!(
        "<schema xmlns='http://purl.oclc.org/dsdl/schematron' queryBinding='xslt2'>\n{rules}</schema>"
    );
    let read = |path: &str| match path {
        "rules.sch" => Ok(schema.clone().into_bytes()),
        "part.sch" => Ok(PART.into()),
        _ => Err(format!("{path}: not there")),
    };
    let (schema, mut told) = Schematron::read("rules.sch", &read).unwrap();
    let (rules, findings) = schema.compile(phase, false);
    told.extend(findings);
    let parsed = Document::new(document.as_bytes(), Limits::default()).unwrap();
    let documents = Documents::new(Tree::of_document("d.xml", &parsed).unwrap().into(), None);
    let found = rules.check(&documents, &Lines::new(parsed.text()), Options::default());
    let text = |all: Vec<rubricate::diagnostic::Diagnostic>| {
        all.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    (text(told), text(found))
}

const PART: &str = "<pattern xmlns='http://purl.oclc.org/dsdl/schematron'>\
                    <rule context='b'><assert test='@n'>from a part</assert></rule></pattern>";

/// What sound rules say of a document.
fn found(rules: &str, document: &str) -> Vec<String> {
    let (told, found) = run(rules, None, document);
    assert_eq!(told, [""; 0]);
    found
}

#[test]
fn assert_wants_and_report_forbids() {
    let rules = "<pattern><rule context='p'><assert test='@n'>no number</assert>\
                 <report test='q'>a q inside</report></rule></pattern>";
    assert_eq!(
        found(rules, "<t><p><q/></p><p n=''/></t>"),
        [
            "d.xml:1:4: error[R701]: no number (test `@n`)",
            "d.xml:1:4: error[R701]: a q inside (test `q`)",
        ]
    );
}

#[test]
fn only_the_first_rule_of_a_pattern_that_matches_is_run() {
    let rules = "<pattern><rule context='p[@n]'><assert test='true()'>never</assert></rule>\
                 <rule context='p'><assert test='false()'>second</assert></rule></pattern>\
                 <pattern><rule context='p'><report test='@n'>another pattern</report></rule></pattern>";
    assert_eq!(
        found(rules, "<t><p/><p n=''/></t>"),
        [
            "d.xml:1:4: error[R701]: second (test `false()`)",
            "d.xml:1:8: error[R701]: another pattern (test `@n`)",
        ]
    );
}

#[test]
fn variables_hold_what_their_scope_gives_them() {
    let rules = "<let name='most' value='2'/><pattern><let name='all' value='count(//p)'/>\
                 <rule context='t'><let name='here' value='count(p)'/>\
                 <assert test='$here le $most'><name/> has <value-of select='$here'/> of \
                 <value-of select='$all'/></assert></rule></pattern>";
    assert_eq!(
        found(rules, "<t><p/><p/><p/></t>"),
        ["d.xml:1:1: error[R701]: t has 3 of 3 (test `$here le $most`)"]
    );
}

#[test]
fn abstract_patterns_and_rules_are_filled_in() {
    let rules = "<pattern abstract='true' id='has'><rule context='$whole'>\
                 <assert test='$part'>no $part</assert></rule></pattern>\
                 <pattern is-a='has'><param name='whole' value='a'/><param name='part' value='@x'/>\
                 </pattern>\
                 <pattern><rule abstract='true' id='named'><assert test='@n'>no name</assert></rule>\
                 <rule context='b'><extends rule='named'/></rule></pattern>";
    assert_eq!(
        found(rules, "<t><a/><b/></t>"),
        [
            "d.xml:1:4: error[R701]: no @x (test `@x`)",
            "d.xml:1:8: error[R701]: no name (test `@n`)",
        ]
    );
}

#[test]
fn a_phase_chooses_patterns() {
    let rules = "<phase id='early'><active pattern='one'/></phase>\
                 <pattern id='one'><rule context='t'><report test='1'>first</report></rule></pattern>\
                 <pattern id='two'><rule context='t'><report test='1'>second</report></rule></pattern>";
    let of = |phase| run(rules, phase, "<t/>").1;
    let first = "d.xml:1:1: error[R701]: first (rule one)";
    let second = "d.xml:1:1: error[R701]: second (rule two)";
    assert_eq!(of(Some("early")), [first]);
    assert_eq!(of(Some("#ALL")), [first, second]);
    assert_eq!(of(None), [first, second]);
}

#[test]
fn diagnostics_and_roles_go_into_the_finding() {
    let rules = "<pattern><rule context='p'><assert test='@n' role='warning' diagnostics='d'>no \
                 number</assert></rule></pattern><diagnostics><diagnostic id='d'>number <name/>s \
                 from 1</diagnostic></diagnostics>";
    assert_eq!(
        found(rules, "<t><p/></t>"),
        ["d.xml:1:4: warning[R702]: no number (number ps from 1; test `@n`)"]
    );
}

#[test]
fn included_files_are_read() {
    assert_eq!(
        found("<include href='part.sch'/>", "<t><b/></t>"),
        ["d.xml:1:4: error[R701]: from a part (test `@n`)"]
    );
}

#[test]
fn what_cannot_be_run_is_a_finding_about_the_rule_and_never_passes_silently() {
    let (told, found) = run(
        "<pattern><rule context='p'><assert test='@n =&gt; string()'>a</assert>\n\
         <assert test='unheard-of(.)'>b</assert>\n<assert test='@n ='>c</assert>\n\
         <assert test='doc(\"x.xml\")'>d</assert></rule></pattern>",
        None,
        "<t><p/></t>",
    );
    assert_eq!(found, [""; 0]);
    assert_eq!(told.len(), 4, "{told:#?}");
    for (line, told) in (2..).zip(&told) {
        assert!(told.starts_with(&format!("rules.sch:{line}:")), "{told}");
    }
}
