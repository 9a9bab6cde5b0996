//! What is seen at a terminal: keys, colours, folded lines, and `watch`.

use crate::folder::write;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

const BINARY: &str = env!("CARGO_BIN_EXE_rubricate");

/// What a terminal of 80 columns shows of a command while keys are pressed.
fn at_a_terminal(folder: &Path, command: &str, keys: &str, settings: &[(&str, &str)]) -> String {
    // It ends by itself where it waits for another key.
    let line = format!("stty cols 80 rows 24; timeout --foreground 60 '{BINARY}' {command}");
    let mut child = Command::new("script")
        .args(["--quiet", "--return", "--command", &line, "/dev/null"])
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env("TERM", "xterm")
        .envs(settings.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("script starts (Debian's bsdutils)");
    child.stdin.take().expect("piped").write_all(keys.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    String::from_utf8(output.stdout).expect("UTF-8").replace('\r', "")
}

const OLD: &str = "<p>on <date>4 May</date> <b>he</b> went to the harbour with salt and rope</p>";
const NEW: &str =
    "<p>on <date when=\"1917\">5 May</date> he went to the harbour with salt and rope</p>";

fn two_versions() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    write(folder.path(), "tests/golden/a.xml", OLD);
    write(folder.path(), "output/a.xml", NEW);
    folder
}

#[test]
fn keys_decide_one_by_one_and_the_change_is_shown_in_colour() {
    let folder = two_versions();
    let shown = at_a_terminal(folder.path(), "accept --interactive", "xynq", &[]);
    assert!(shown.contains("a.xml 1/3 [") && shown.contains("a.xml 3/3 ["), "{shown}");
    assert!(
        shown.contains("\u{1b}[31m4\u{1b}[0m") || shown.contains("\u{1b}[31m<date>4 May\u{1b}[0m"),
        "{shown}"
    );
    assert!(shown.contains("\u{1b}[32m<date when=\"1917\">5 May\u{1b}[0m"), "{shown}");
    assert!(shown.contains("1 written, 2 left undecided"), "{shown}");
    let golden = fs::read_to_string(folder.path().join("tests/golden/a.xml")).expect("it is there");
    assert_eq!(golden, OLD.replace("<date>", "<date when=\"1917\">"));
}

#[test]
fn colour_is_for_terminals_and_lines_fit_them() {
    let folder = two_versions();
    let told = Command::new(BINARY).arg("diff").current_dir(folder.path()).output();
    let plain = String::from_utf8(told.expect("it starts").stdout).expect("UTF-8");
    assert!(!plain.contains('\u{1b}') && plain.lines().any(|line| line.len() > 80), "{plain}");
    let coloured = at_a_terminal(folder.path(), "diff", "", &[]);
    assert!(coloured.contains("\u{1b}[1;31merror[R8"), "{coloured}");
    for setting in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let shown = at_a_terminal(folder.path(), "diff", "", &[setting]);
        assert!(!shown.contains('\u{1b}'), "{setting:?}: {shown}");
        for line in shown.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&shown), words(&plain));
    }
    let failed = at_a_terminal(
        folder.path(),
        "accept --only nothing-that-differs-is-named-so,nor-so,nor-so-either",
        "",
        &[("NO_COLOR", "1")],
    );
    for line in failed.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

/// A `watch` that is ended in the end, whatever happens.
struct Watch {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Watch {
    fn new(folder: &Path) -> Self {
        // It ends by itself where the test hangs.
        let mut child = Command::new("timeout")
            .args(["300", BINARY, "watch"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        Self { child, lines }
    }

    /// The lines of the next build, with the summary.
    fn next(&mut self) -> Vec<String> {
        let mut build = Vec::new();
        loop {
            let line = self.lines.next().expect("it goes on").expect("it can be read");
            let ends = line.starts_with("watch: ");
            build.push(line);
            if ends {
                return build;
            }
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        // `timeout` passes the signal on.
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
    }
}

#[test]
fn watch_builds_again_and_shows_what_is_new() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let root = folder.path();
    write(root, "edition.toml", "title = \"T\"\n");
    write(root, "input/a.txt", "He said: “I go.\n");
    let mut watch = Watch::new(root);
    let first = watch.next();
    assert_eq!(first.len(), 2, "{first:?}");
    assert!(first[0].starts_with("input/a.txt:1:10: warning[R404]"), "{first:?}");
    assert!(first[1].ends_with("1 new, 0 gone, 1 in all."), "{first:?}");
    // The old finding has moved a line down; only the new one is shown.
    write(root, "input/a.txt", "He came1.\n\nHe said: “I go.\n");
    let second = watch.next();
    assert_eq!(second.len(), 2, "{second:?}");
    assert!(second[0].starts_with("input/a.txt:1:8: warning[R402]"), "{second:?}");
    assert!(second[1].ends_with("1 new, 0 gone, 2 in all."), "{second:?}");
    write(root, "edition.toml", "title = \n");
    let broken = watch.next();
    assert!(broken[0].contains("edition.toml:1:"), "{broken:?}");
    write(root, "edition.toml", "title = \"T\"\n");
    write(root, "input/a.txt", "He came.\n");
    let mended = watch.next();
    assert!(mended.last().expect("a summary").ends_with("0 in all."), "{mended:?}");
}
