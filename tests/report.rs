//! Each format of a report against the rules of that format.

use rubricate::diagnostic::{Code, Diagnostic};
use rubricate::report::{Comparison, Document, Entry, Excerpt, Format, JSON_SCHEMA, Report, Style};
use rubricate::source::LineColumn;
use serde_json::Value;

/// Findings with all that a format could stumble on.
fn report() -> Report {
    let at = |line, column| Some(LineColumn { line, column });
    let nasty = "`<p a=\"1\">` & 'x', 50 %: \u{1}\u{FFFE}\nnext";
    let mut with_xml = Diagnostic::new(Code::EmptyInput, &"in/b, c%.txt".into(), at(3, 7), nasty);
    with_xml.place.xml = at(9, 1);
    with_xml.help = Some("look, there".to_owned());
    let changed =
        Diagnostic::new(Code::EmptyInput, &"in/ä.txt".into(), at(1, 2), "`May` is `June`");
    let excerpt = |text: &str| Excerpt {
        at: LineColumn { line: 1, column: 2 },
        before: "on 4 <".to_owned(),
        text: text.to_owned(),
        after: " & after".to_owned(),
        markup: Some("<date when=\"1917-05-04\">".to_owned()),
    };
    let comparison = Comparison {
        id: "3fa9c1".to_owned(),
        group: "text".to_owned(),
        kind: "characters".to_owned(),
        old: Some(excerpt("May")),
        new: Some(excerpt("June")),
    };
    let whole = Diagnostic::new(Code::EmptyInput, &"in/empty.txt".into(), None, "no text");
    let document = |path: &str, verdict: Option<&str>| Document {
        path: path.into(),
        verdict: verdict.map(str::to_owned),
    };
    Report::new(
        "check",
        vec![document("in/clean.txt", None), document("in/ä.txt", Some("text changed"))],
        vec![
            Entry { diagnostic: changed, comparison: Some(comparison) },
            Entry::from(with_xml),
            Entry::from(whole),
        ],
    )
}

fn written(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    report.write(format, Style::Plain, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Panics with all that is wrong where the value breaks the schema.
fn assert_valid(schema: Value, value: &Value) {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("urn:the-schema", schema).unwrap();
    let index = compiler.compile("urn:the-schema", &mut schemas).unwrap();
    if let Err(error) = schemas.validate(value, index) {
        panic!("{error}");
    }
}

#[test]
fn text_is_one_line_a_finding_with_a_summary() {
    assert_eq!(
        written(&report(), Format::Text),
        "in/b, c%.txt:3:7: error[R101]: `<p a=\"1\">` & 'x', 50 %: \\u{1}\u{FFFE}\\nnext (look, there)\n\
         in/empty.txt: error[R101]: no text\n\
         in/ä.txt: text changed\n\
         in/ä.txt:1:2: error[R101]: `May` is `June` [3fa9c1]\n\
         check: 2 documents, 3 errors in 3 files (R101 ×3).\n"
    );
}

#[test]
fn json_obeys_its_documented_schema() {
    let schema: Value = serde_json::from_str(JSON_SCHEMA).unwrap();
    for report in [report(), Report::of_diagnostics("build", [], vec![])] {
        let value: Value = serde_json::from_str(&written(&report, Format::Json)).unwrap();
        assert_valid(schema.clone(), &value);
    }
    let mut value: Value = serde_json::from_str(&written(&report(), Format::Json)).unwrap();
    assert_eq!(value["findings"][2]["change"]["new"]["text"], "June");
    value["findings"][0]["column"].take();
    let broken = std::panic::catch_unwind(|| assert_valid(schema, &value));
    assert!(broken.is_err(), "the schema lets a line without a column pass");
}

#[test]
fn github_commands_hold_one_line_each() {
    let written = written(&report(), Format::Github);
    let lines: Vec<_> = written.lines().collect();
    assert_eq!(
        lines[0],
        "::error file=in/b%2C c%25.txt,line=3,col=7,title=R101::`<p a=\"1\">` & 'x', 50 %25: \
         \u{1}\u{FFFE}%0Anext (look, there)"
    );
    assert_eq!(lines[1], "::error file=in/empty.txt,title=R101::no text");
    assert!(lines[3].starts_with("rubricate check: "));
    assert_eq!(lines.len(), 4);
}

#[test]
fn junit_counts_agree_with_what_it_holds() {
    let written = written(&report(), Format::Junit);
    let tree = roxmltree::Document::parse(&written).unwrap();
    let root = tree.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let all = |node: roxmltree::Node, name: &str| {
        node.descendants().filter(|n| n.has_tag_name(name)).count().to_string()
    };
    assert_eq!(root.attribute("tests"), Some(all(root, "testcase").as_str()));
    assert_eq!(root.attribute("failures"), Some(all(root, "failure").as_str()));
    for suite in root.children().filter(roxmltree::Node::is_element) {
        assert_eq!(suite.tag_name().name(), "testsuite");
        assert_eq!(suite.attribute("tests"), Some(all(suite, "testcase").as_str()));
        assert_eq!(suite.attribute("failures"), Some(all(suite, "failure").as_str()));
        assert!(suite.attribute("name").is_some());
        for child in suite.children().filter(roxmltree::Node::is_element) {
            assert!(["testcase", "system-out"].contains(&child.tag_name().name()));
            if child.has_tag_name("testcase") {
                assert!(
                    child.attribute("classname").is_some() && child.attribute("name").is_some()
                );
            }
        }
    }
    let failure = root.descendants().find(|n| n.has_tag_name("failure")).unwrap();
    assert_eq!(
        failure.attribute("message"),
        Some("`<p a=\"1\">` & 'x', 50 %: \u{FFFD}\u{FFFD}\nnext")
    );
    assert_eq!(
        root.children().filter(roxmltree::Node::is_element).count(),
        4,
        "one suite a document"
    );
}

/// What sections 3.13 to 3.30 of SARIF 2.1.0 ask of the objects that are written.
#[test]
fn sarif_obeys_the_rules_of_its_specification() {
    for report in [report(), Report::of_diagnostics("build", [], vec![])] {
        let log: Value = serde_json::from_str(&written(&report, Format::Sarif)).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let driver = &run["tool"]["driver"];
        assert_eq!(driver["name"], "rubricate");
        assert_eq!(run["columnKind"], "unicodeCodePoints");
        let rules = driver["rules"].as_array().unwrap();
        for rule in rules {
            assert!(rule["shortDescription"]["text"].is_string());
            assert!(rules.iter().filter(|other| other["id"] == rule["id"]).count() == 1);
        }
        for result in run["results"].as_array().unwrap() {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(
                ["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap())
            );
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let location = &result["locations"][0]["physicalLocation"];
            let uri = location["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.is_ascii() && !uri.contains([' ', ',']), "{uri}");
            if let Some(region) = location.get("region") {
                assert!(region["startLine"].as_u64() >= Some(1));
                assert!(region["startColumn"].as_u64() >= Some(1));
            }
        }
    }
}

/// A schema that `make formats` fetched, or none with a line that says so.
fn published(name: &str) -> Option<std::path::PathBuf> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/formats").join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("RUBRICATE_NEED_FORMATS").is_none(), "{name}: `make formats`");
    eprintln!("skipped: target/formats/{name} is not here; `make formats` fetches it");
    None
}

#[test]
fn sarif_obeys_the_published_schema() {
    let Some(path) = published("sarif.json") else { return };
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    for report in [report(), Report::of_diagnostics("build", [], vec![])] {
        let log: Value = serde_json::from_str(&written(&report, Format::Sarif)).unwrap();
        assert_valid(schema.clone(), &log);
    }
    let mut log: Value = serde_json::from_str(&written(&report(), Format::Sarif)).unwrap();
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    let broken = std::panic::catch_unwind(|| assert_valid(schema, &log));
    assert!(broken.is_err(), "the schema lets an unknown level pass");
}

#[test]
fn junit_obeys_the_published_schema() {
    let Some(schema) = published("junit.xsd") else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.xml");
    let valid = |text: &str| {
        std::fs::write(&file, text).unwrap();
        let mut xmllint = std::process::Command::new("xmllint");
        xmllint.args(["--noout", "--schema"]).arg(&schema).arg(&file);
        let ran = xmllint.output().unwrap();
        (ran.status.success(), String::from_utf8_lossy(&ran.stderr).into_owned())
    };
    for report in [report(), Report::of_diagnostics("build", [], vec![])] {
        let text = written(&report, Format::Junit);
        let (sound, said) = valid(&text);
        assert!(sound, "{said}{text}");
    }
    assert!(!valid("<testsuites><case/></testsuites>").0, "the schema lets anything pass");
}

#[test]
fn html_is_one_page_without_network() {
    let written = written(&report(), Format::Html);
    for reference in ["http:", "https:", "src=", "href=", "@import", "url("] {
        assert!(!written.contains(reference), "{reference}");
    }
    assert!(written.contains("<del>May</del>") && written.contains("<ins>June</ins>"));
    assert!(written.contains("data-kind=\"text: characters\""));
    assert!(written.contains("`&lt;p a=&quot;1&quot;&gt;`"));
    assert_eq!(written.matches("<article ").count(), 3);
}
