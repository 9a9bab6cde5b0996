//! The recipes for continuous integration, as far as a machine without network can run them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PROJECT: &str = env!("CARGO_MANIFEST_DIR");

/// A folder with two versions of a letter, one of which is an edition's golden file.
fn edition() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
        fs::write(path, content).expect("it can be written");
    };
    write("tests/golden/a.xml", "<p>On <date when=\"1917\">4 May</date></p>");
    write("output/a.xml", "<p>On <date when=\"1918\">4 May</date></p>");
    folder
}

/// What `.ci/action run` does in a folder, as GitHub would run it.
fn action(folder: &Path, command: &str, report: &str) -> Output {
    let binary = Path::new(env!("CARGO_BIN_EXE_rubricate")).parent().expect("it has a folder");
    let path = std::env::var("PATH").expect("a path");
    Command::new("bash")
        .arg(Path::new(PROJECT).join(".ci/action"))
        .arg("run")
        .env("PATH", format!("{}:{path}", binary.display()))
        .env("RUBRICATE_COMMAND", command)
        .env("RUBRICATE_FOLDER", folder)
        .env("RUBRICATE_REPORT", report)
        .env("GITHUB_OUTPUT", folder.join("outputs"))
        .env("GITHUB_STEP_SUMMARY", folder.join("summary"))
        .output()
        .expect("bash starts")
}

#[test]
fn the_action_annotates_summarises_and_ends_as_the_command_does() {
    let folder = edition();
    let ran = action(folder.path(), "diff", "report.sarif");
    let told = String::from_utf8(ran.stdout).expect("UTF-8");
    assert_eq!(ran.status.code(), Some(1), "{told}");
    assert!(
        told.starts_with("::error file=output/a.xml,line=1,col=7,title=R808::date: "),
        "{told}"
    );
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("it was written");
    assert_eq!(read("outputs"), "exit-code=1\n");
    assert!(read("summary").contains("1 error in 1 file (R808 ×1)"), "{}", read("summary"));
    let sarif: serde_json::Value = serde_json::from_str(&read("report.sarif")).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "R808");
}

#[test]
fn the_action_takes_arguments_and_evaluates_none_of_them() {
    let folder = edition();
    let same = action(folder.path(), "diff output/a.xml output/a.xml", "");
    assert_eq!(same.status.code(), Some(0));
    let hostile = action(folder.path(), "diff $(touch${IFS}evil) `touch\tevil`;touch evil", "");
    assert_eq!(hostile.status.code(), Some(2));
    assert!(!folder.path().join("evil").exists());
    assert_eq!(action(folder.path(), "diff", "report.txt").status.code(), Some(2));
}
