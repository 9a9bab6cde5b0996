//! `rubricate check` as scripts call it: exit codes, formats, and what is printed, whole.

use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// A folder with a schema, a sound poem, and one with two mistakes.
fn poems() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("poem.rnc", "start = element poem { attribute n { xsd:int }?, element line { text }+ }");
    write("good.xml", "<poem><line>a</line></poem>");
    write("bad.xml", "<poem m='1'>\n<lime/><line/></poem>");
    folder
}

/// Exit code, standard output and standard error of `check` with arguments, run in a folder.
fn check(folder: &Path, arguments: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rubricate"));
    command.arg("check").args(arguments.split_whitespace()).current_dir(folder);
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

const ATTRIBUTE: &str =
    "bad.xml:1:7: error[R624]: `<poem>` has no attribute `@m` (did you mean `@n`?)\n";
const ELEMENT: &str =
    "bad.xml:2:1: error[R620]: the schema has no element `<lime>` (did you mean `<line>`?)\n";

/// A run that says all it has to say on standard output.
fn says(arguments: &str, code: i32, report: &str) {
    let folder = poems();
    assert_eq!(check(folder.path(), arguments), (code, report.into(), String::new()));
}

#[test]
fn a_sound_document_is_exit_0() {
    says("good.xml --schema poem.rnc", 0, "check: 1 document, no findings.\n");
}

#[test]
fn a_wrong_document_is_exit_1() {
    let sum = "check: 2 documents, 2 errors in 1 file (R620 ×1, R624 ×1).\n";
    says("good.xml bad.xml -s poem.rnc", 1, &format!("{ATTRIBUTE}{ELEMENT}{sum}"));
}

#[test]
fn a_missing_document_is_exit_2_and_a_finding_beside_the_others() {
    let missing = "none.xml: error[R102]: the file cannot be read: No such file or directory (os \
                   error 2)\n";
    let sum = "check: 2 documents, 3 errors in 2 files (R102 ×1, R620 ×1, R624 ×1).\n";
    says("none.xml bad.xml -s poem.rnc", 2, &format!("{ATTRIBUTE}{ELEMENT}{missing}{sum}"));
    let folder = poems();
    let (code, report, _) = check(folder.path(), "none.xml -s poem.rnc --format junit");
    assert_eq!((code, report.matches("<failure ").count()), (2, 1), "{report}");
}

#[test]
fn a_published_site_in_a_folder_is_passed_over_but_not_where_it_is_named() {
    let folder = poems();
    let site = folder.path().join("site");
    std::fs::create_dir(&site).unwrap();
    std::fs::write(site.join(".rubricate-site"), "").unwrap();
    std::fs::rename(folder.path().join("bad.xml"), site.join("bad.xml")).unwrap();
    let sound = (0, "check: 1 document, no findings.\n".into(), String::new());
    assert_eq!(check(folder.path(), ". -s poem.rnc"), sound);
    assert_eq!(check(folder.path(), "site -s poem.rnc").0, 1);
}

#[test]
fn a_folder_stands_for_the_documents_below_it() {
    let sum = "check: 2 documents, 2 errors in 1 file (R620 ×1, R624 ×1).\n";
    let report = format!("./{ATTRIBUTE}./{ELEMENT}{sum}");
    says(". --schema poem.rnc", 1, &report);
    let folder = poems();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    assert_eq!(
        check(folder.path(), "empty --schema poem.rnc"),
        (
            2,
            "empty: error[R102]: there is no `.xml` file in the folder\n\
             check: 0 documents, 1 error in 1 file (R102 ×1).\n"
                .into(),
            String::new()
        )
    );
}

#[test]
fn a_schema_alone_is_sound_or_exit_2() {
    says("--schema poem.rnc", 0, "check: 1 document, no findings.\n");
    let folder = poems();
    std::fs::write(folder.path().join("odd.rnc"), "start = element poem { line }").unwrap();
    assert_eq!(
        check(folder.path(), "--schema odd.rnc"),
        (
            2,
            "odd.rnc:1:24: error[R612]: `line` is not defined\n\
             check: 1 document, 1 error in 1 file (R612 ×1).\n"
                .into(),
            String::new()
        )
    );
    // So it is where there are documents too.
    assert_eq!(check(folder.path(), "good.xml --schema odd.rnc").0, 2);
}

#[test]
fn nothing_to_check_is_exit_2() {
    let folder = poems();
    let message = "rubricate: name files to check, or a schema with --schema\n";
    assert_eq!(check(folder.path(), ""), (2, String::new(), message.into()));
    assert_eq!(check(folder.path(), "--bogus").0, 2);
    assert_eq!(check(folder.path(), "good.xml --schema none.rnc").0, 2);
}

#[test]
fn a_document_without_schema_is_said_to_be_so() {
    says(
        "good.xml",
        0,
        "check: 1 document, no findings. There was no schema: only well-formedness, references, \
         dates and notes were checked.\n",
    );
}

#[test]
fn max_errors_ends_the_list_and_says_so() {
    says(
        "bad.xml -s poem.rnc --max-errors 1",
        1,
        &format!(
            "{ATTRIBUTE}check: 1 document, 1 error in 1 file (R624 ×1). 1 more finding is not \
             listed (--max-errors).\n"
        ),
    );
    assert_eq!(check(poems().path(), "bad.xml -s poem.rnc --max-errors 0").0, 2);
}

#[test]
fn each_format_holds_each_finding() {
    let folder = poems();
    for (format, mark) in [
        ("text", "error["),
        ("json", "\"level\": \"error\""),
        ("github", "::error "),
        ("junit", "<failure "),
        ("sarif", "\"ruleId\""),
    ] {
        let arguments = format!("bad.xml good.xml -s poem.rnc --format {format}");
        let (code, report, _) = check(folder.path(), &arguments);
        assert_eq!((code, report.matches(mark).count()), (1, 2), "{format}: {report}");
    }
    assert_eq!(check(folder.path(), "bad.xml -s poem.rnc --format yaml").0, 2);
}

#[test]
fn references_lead_to_other_files_below_the_root() {
    let folder = tempfile::tempdir().unwrap();
    let tei = |name: &str, body: &str| {
        let text = format!("<TEI xmlns='http://www.tei-c.org/ns/1.0'>\n{body}</TEI>");
        std::fs::write(folder.path().join(name), text).unwrap();
    };
    std::fs::create_dir(folder.path().join("letters")).unwrap();
    tei("people.xml", "<person xml:id='anna'/>");
    tei("letters/1.xml", "<p next='#b' xml:id='a'><rs ref='../people.xml#anna'/></p>");
    tei("letters/2.xml", "<p who='../people.xml#bert'/><p corresp='1.xml#a 1.xml#b'/>");
    assert_eq!(
        check(folder.path(), "letters --root ."),
        (
            1,
            "letters/1.xml:2:4: error[R711]: @next of `<p>` points to `#b`, but nothing in this \
             file has the xml:id `b` (there is `a`)\n\
             letters/2.xml:2:4: error[R711]: @who of `<p>` points to `../people.xml#bert`, but \
             nothing in people.xml has the xml:id `bert`\n\
             letters/2.xml:2:33: error[R711]: @corresp of `<p>` points to `1.xml#b`, but nothing \
             in letters/1.xml has the xml:id `b`\n\
             check: 2 documents, 3 errors in 2 files (R711 ×3). There was no schema: only \
             well-formedness, references, dates and notes were checked.\n"
                .into(),
            String::new()
        )
    );
    // The folder of the letters alone does not hold the people.
    let (code, report, _) = check(folder.path(), "letters/2.xml --root letters");
    assert_eq!((code, report.matches("outside the folder of --root").count()), (1, 1), "{report}");
}
