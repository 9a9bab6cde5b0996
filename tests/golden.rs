//! The comparison of golden files: what it says of each kind of edit, and how files and folders
//! are compared and approved.

use crate::golden_table::{BASE, EDITS, Edit};
use rubricate::golden::{
    AcceptError, Asked, Choice, Comparison, Editor, Witness, accept, compare, compare_paths,
    pair_folders,
};
use rubricate::report::{Format, Style};
use std::fs;
use std::io;
use std::path::Path;

fn witness(text: &str) -> Witness<'_> {
    Witness::new("t.xml", text.as_bytes()).unwrap()
}

/// All that is said, without the names of the changes.
fn told(comparison: &Comparison) -> Vec<String> {
    let mut told = vec![comparison.verdict()];
    told.extend(
        comparison.changes().iter().map(|c| format!("{}, {}: {}", c.part, c.kind, c.message)),
    );
    told.extend(comparison.layout().iter().map(|(kind, count)| format!("layout: {kind} ×{count}")));
    told
}

fn edited(mut text: String, (name, replacements, _): &Edit) -> String {
    for (old, new) in *replacements {
        assert!(text.contains(old), "{name}: `{old}` is not in the text");
        text = text.replacen(old, new, 1);
    }
    text
}

#[test]
fn each_edit_alone_is_told_as_what_it_is() {
    let mut wrong = Vec::new();
    for edit in EDITS {
        let new = edited(BASE.to_owned(), edit);
        let (old, new) = (witness(BASE), witness(&new));
        let told = told(&compare(&old, &new).unwrap());
        if told != edit.2 {
            wrong.push((edit.0, told));
        }
    }
    if let Some(path) = std::env::var_os("RUBRICATE_TOLD") {
        fs::write(path, serde_json::to_string(&wrong).unwrap()).unwrap();
    }
    assert_eq!(wrong, []);
}

/// Edits of ten kinds that do not touch one another.
const TOGETHER: [&str; 10] = [
    "another title in the header",
    "a person added to the register",
    "a heading that is a paragraph",
    "another date",
    "a word changed",
    "a name marked",
    "a mark of another kind",
    "a page break removed",
    "another rendition",
    "a letter added",
];

#[test]
fn ten_edits_together_are_told_one_by_one() {
    let edits = TOGETHER.map(|name| EDITS.iter().find(|edit| edit.0 == name).unwrap());
    let new = edits.iter().fold(BASE.to_owned(), |text, edit| edited(text, edit));
    let (old, new) = (witness(BASE), witness(&new));
    let comparison = compare(&old, &new).unwrap();
    assert_eq!(
        comparison.verdict(),
        "text differs, 1 text change, 4 annotation changes, 3 structure changes, 1 header change, \
         1 register change"
    );
    // Contexts hold the other edits; what is said before them is the same as for each alone.
    let head = |line: &str| line.split(" on `").next().unwrap().to_owned();
    let mut together: Vec<_> = told(&comparison)[1..].iter().map(|line| head(line)).collect();
    let mut alone: Vec<_> = edits.iter().map(|edit| head(edit.2[1])).collect();
    for lines in [&mut together, &mut alone] {
        lines.retain(|line| !line.starts_with("layout: ") && !line.starts_with("text, "));
        lines.sort();
    }
    assert_eq!(together, alone);
}

#[test]
fn each_edit_can_be_accepted_and_leaves_no_difference() {
    for edit in EDITS {
        let new = edited(BASE.to_owned(), edit);
        let (a, b) = (witness(BASE), witness(&new));
        let accepted = compare(&a, &b).unwrap().apply(|_| true).unwrap();
        let c = witness(&accepted);
        assert_eq!(compare(&c, &b).unwrap().changes(), [], "{}", edit.0);
    }
}

#[test]
fn one_of_ten_edits_can_be_accepted_alone() {
    let edits = TOGETHER.map(|name| EDITS.iter().find(|edit| edit.0 == name).unwrap());
    let new = edits.iter().fold(BASE.to_owned(), |text, edit| edited(text, edit));
    let (old, new) = (witness(BASE), witness(&new));
    let mut comparison = compare(&old, &new).unwrap();
    let one = comparison.apply(|change| change.is_named("orgName")).unwrap();
    let kind = EDITS.iter().find(|edit| edit.0 == "a mark of another kind").unwrap();
    assert_eq!(one, edited(BASE.to_owned(), kind));
    let part = witness(&one);
    assert_eq!(compare(&part, &new).unwrap().changes().len(), 9);
}

/// Two folders with files; gives the whole, which is removed in the end.
fn folders(golden: &[(&str, &[u8])], output: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (folder, files) in [("golden", golden), ("output", output)] {
        for (name, content) in files {
            let path = root.path().join(folder).join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }
    root
}

/// The report on two folders as text, without the folder of the test, and whether it failed.
fn reported(root: &Path) -> (String, bool) {
    let compared = compare_paths(&root.join("golden"), &root.join("output"), &()).unwrap();
    let mut out = Vec::new();
    compared.report.write(Format::Text, Style::Plain, &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    (text.replace(&format!("{}/", root.to_str().unwrap()), ""), compared.failed)
}

#[test]
fn folders_are_paired_by_relative_path() {
    let root = folders(
        &[("a.xml", b"<p>a</p>"), ("deep/b.xml", b"<p>b</p>"), ("gone.xml", b"<p/>")],
        &[
            ("a.xml", b"<p>a</p>"),
            ("deep/b.xml", b"<p>\n b  </p>"),
            ("new.xml", b"<p/>"),
            (".a.xml.rubricate-new", b"<p"),
            ("notes.txt", b"no XML"),
        ],
    );
    let (text, failed) = reported(root.path());
    assert!(!failed);
    assert_eq!(
        text,
        "golden/gone.xml: error[R820]: the golden file has no counterpart\n\
         output/a.xml: text identical\n\
         output/deep/b.xml: text differs in white space only, 1 text change\n\
         output/deep/b.xml: info[R818]: layout differs, which does not count: indentation ×1\n\
         output/deep/b.xml:2:3: error[R802]: white space differs: `b{+  +}` [q6i8ev]\n\
         output/new.xml: error[R821]: there is no golden file for it\n\
         diff: 4 documents, 3 errors, 1 info in 3 files (R802 ×1, R818 ×1, R820 ×1, R821 ×1). \
         1 of 4 the same, the text identical in 1.\n"
    );
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    let windows_1251 = b"<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n<p>\xcc\xe0\xe9</p>";
    let utf_16: Vec<u8> = "\u{FEFF}<p>Май</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let root = folders(
        &[
            ("crossed.xml", b"<p>\n<a></p>"),
            ("doctype.xml", b"<!DOCTYPE p SYSTEM \"p.dtd\">\n<p>x</p>"),
            ("empty.xml", b""),
            ("latin.xml", b"<p>\xe9</p>"),
            ("legacy.xml", windows_1251),
            ("wide.xml", &utf_16),
        ],
        &[
            ("crossed.xml", b"<p/>"),
            ("doctype.xml", b"<!DOCTYPE p SYSTEM \"p.dtd\">\n<p>x</p>"),
            ("empty.xml", b"<p/>"),
            ("latin.xml", b"<p/>"),
            ("legacy.xml", "<p>Май</p>".as_bytes()),
            ("wide.xml", "<p>Май</p>".as_bytes()),
        ],
    );
    let (text, failed) = reported(root.path());
    assert!(failed, "a file that cannot be compared is a failure");
    let lines: Vec<_> = text.lines().filter(|line| line.contains("[R822]")).collect();
    let starts = [
        "golden/crossed.xml:2:4: error[R822]: ",
        "golden/empty.xml:1:1: error[R822]: ",
        "golden/latin.xml: error[R822]: ",
    ];
    assert_eq!(lines.len(), starts.len(), "{text}");
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line}");
    }
    for same in ["doctype.xml", "legacy.xml", "wide.xml"] {
        assert!(text.contains(&format!("output/{same}: text identical\n")), "{text}");
    }
}

/// What is said of two files.
fn said(old: &str, new: &str) -> Vec<String> {
    told(&compare(&witness(old), &witness(new)).unwrap())
}

#[test]
fn entities_are_read_as_what_they_stand_for() {
    let declared = "<!DOCTYPE p [<!ENTITY joe '<b>Joe</b> Hall'><!ATTLIST b n CDATA '1'>]>";
    let old = format!("{declared}<p>On &joe; came</p>");
    assert_eq!(
        said(&old, &format!("{declared}<p>On <b>Joe</b> Hall came</p>"))[0],
        "text identical"
    );
    let read = said(&old, "<p>On <b n='1'>Joe</b> Hall came</p>");
    assert_eq!(read[0], "text identical, 1 markup change");
    assert!(
        read[1].starts_with("markup, removed: document type removed: <!DOCTYPE p ["),
        "{read:?}"
    );
    let other = said(&old, &format!("{declared}<p>On <b>Ann</b> Hall came</p>"));
    assert_eq!(other[0], "text differs, 1 text change");
    assert!(other[1].contains("[-Joe-]{+Ann+}"), "{other:?}");
}

#[test]
fn a_reference_that_cannot_be_read_stands_for_itself_alone() {
    let with = |text: &str| format!("<!DOCTYPE p SYSTEM 'p.dtd'><p>caf{text} and tea</p>");
    assert_eq!(said(&with("&eacute;"), &with("&eacute;")), ["text identical"]);
    for other in ["é", "&amp;eacute;", "&egrave;"] {
        let told = said(&with("&eacute;"), &with(other));
        assert_eq!(told[0], "text differs, 1 text change", "{other}");
        assert!(told[1].contains("&eacute;") || told[1].contains("eacute"), "{told:?}");
        assert!(!told[1].contains('\u{FFFE}'), "{told:?}");
    }
}

#[test]
fn of_a_file_with_declarations_all_is_accepted_or_nothing() {
    let declared = "<!DOCTYPE p [<!ENTITY e 'x'>]>";
    let old = format!("{declared}<p>&e; <i>on</i> 4 May</p>");
    let new = format!("{declared}<p>&e; on 5 May</p>");
    let (a, b) = (witness(&old), witness(&new));
    let mut comparison = compare(&a, &b).unwrap();
    assert_eq!(comparison.changes().len(), 2);
    assert_eq!(comparison.apply(|_| false).unwrap(), old);
    assert_eq!(comparison.apply(|_| true).unwrap(), new);
    let one = comparison.apply(|change| change.is_named("i")).unwrap_err();
    assert_eq!(one.with, [] as [&str; 0]);
}

#[test]
fn folders_that_are_not_there_or_not_folders_are_errors() {
    let root = folders(&[("a.xml", b"<p/>")], &[]);
    let path = |name: &str| root.path().join(name);
    assert!(compare_paths(&path("none"), &path("nowhere"), &()).is_err());
    assert!(compare_paths(&path("golden"), &path("golden/a.xml"), &()).is_err());
    let missing = compare_paths(&path("golden/a.xml"), &path("b.xml"), &()).unwrap();
    assert!(missing.failed);
    let alone = compare_paths(&path("golden"), &path("output"), &()).unwrap();
    assert_eq!((alone.failed, alone.report.exit_code()), (false, 1));
}

/// An editor who presses these keys and remembers what was shown.
struct Scripted {
    keys: Vec<char>,
    shown: Vec<String>,
}

impl Editor for Scripted {
    fn show(&mut self, asked: &Asked) -> io::Result<()> {
        self.shown.push(match asked {
            Asked::Change { document, change, number } => {
                format!("{document} {number:?} {}/{}", change.part, change.kind)
            }
            Asked::Document(document) => format!("{document} is new"),
            Asked::Together(changes) => format!("together with {}", changes.len()),
        });
        Ok(())
    }

    fn key(&mut self) -> io::Result<Option<char>> {
        Ok((!self.keys.is_empty()).then(|| self.keys.remove(0)))
    }
}

const OLD: &[u8] = b"<p>on <date>4 May</date> <b>he</b> went</p>";
const NEW: &[u8] = b"<p>on <date when=\"1917\">5 May</date> he went</p>";

/// Accepts with these keys; what was shown and what the golden files are then.
fn asked(keys: &str) -> (Vec<String>, String, bool) {
    let root = folders(&[("a.xml", OLD)], &[("a.xml", NEW), ("b.xml", b"<p/>")]);
    let (golden, output) = (root.path().join("golden"), root.path().join("output"));
    let pairs = pair_folders(&golden, &output).unwrap();
    let mut editor = Scripted { keys: keys.chars().collect(), shown: vec![] };
    accept(&pairs, &golden, Choice::Ask(&mut editor)).unwrap();
    let a = fs::read_to_string(golden.join("a.xml")).unwrap();
    (editor.shown, a, golden.join("b.xml").exists())
}

#[test]
fn an_editor_decides_change_by_change() {
    let all = [
        "a.xml (1, 3) annotation/value",
        "a.xml (2, 3) text/characters",
        "a.xml (3, 3) annotation/removed",
        "b.xml is new",
    ];
    let (shown, golden, b) = asked("?nyNy");
    assert_eq!(shown, all);
    assert_eq!(golden, "<p>on <date>5 May</date> <b>he</b> went</p>");
    assert!(b);
    assert_eq!(
        asked("ya"),
        (
            all[..2].iter().map(ToString::to_string).collect(),
            String::from_utf8(NEW.to_vec()).unwrap(),
            true
        )
    );
    assert_eq!(asked("yq").1, "<p>on <date when=\"1917\">4 May</date> <b>he</b> went</p>");
    assert_eq!(asked("").1.as_bytes(), OLD);
}

#[test]
fn words_name_what_is_accepted() {
    let root =
        folders(&[("a.xml", OLD), ("gone.xml", b"<p/>")], &[("a.xml", NEW), ("b.xml", b"<p/>")]);
    let (golden, output) = (root.path().join("golden"), root.path().join("output"));
    let pairs = pair_folders(&golden, &output).unwrap();
    let only = |words: &[&str]| {
        let words = words.iter().map(ToString::to_string).collect();
        accept(&pairs, &golden, Choice::Only(words)).unwrap()
    };
    let accepted = only(&["date", "typo"]);
    assert_eq!(accepted.written, [("a.xml".to_owned(), 1)]);
    assert_eq!((accepted.left, accepted.unknown), (3, vec!["typo".to_owned()]));
    assert_eq!(accepted.without_output, ["gone.xml"]);
    assert_eq!(only(&["text"]).left, 2);
    assert_eq!(only(&["document"]).left, 1);
    assert_eq!(fs::read(golden.join("b.xml")).unwrap(), b"<p/>");
    let last = accept(&pair_folders(&golden, &output).unwrap(), &golden, Choice::All).unwrap();
    assert_eq!((last.written, last.left), (vec![("a.xml".to_owned(), 1)], 0));
    assert_eq!(fs::read(golden.join("a.xml")).unwrap(), NEW);
    assert!(golden.join("gone.xml").exists(), "golden files are never deleted");
}

#[test]
fn changes_that_would_cross_only_go_together() {
    let (old, new) = (witness("<p>a <b>b c</b> d</p>"), witness("<p><i>a b</i> c d</p>"));
    let mut comparison = compare(&old, &new).unwrap();
    let ids: Vec<_> = comparison.changes().iter().map(|change| change.id.clone()).collect();
    assert_eq!(ids.len(), 2);
    let added = comparison.changes().iter().find(|c| c.element.as_deref() == Some("i")).unwrap();
    let added = added.id.clone();
    let needs = comparison.apply(|change| change.id == added).unwrap_err();
    assert_eq!(needs.with, ids.into_iter().filter(|id| *id != added).collect::<Vec<_>>());
    let root =
        folders(&[("a.xml", b"<p>a <b>b c</b> d</p>")], &[("a.xml", b"<p><i>a b</i> c d</p>")]);
    let (golden, output) = (root.path().join("golden"), root.path().join("output"));
    let pairs = pair_folders(&golden, &output).unwrap();
    let refused = accept(&pairs, &golden, Choice::Only(vec!["i".to_owned()])).unwrap_err();
    assert!(matches!(refused, AcceptError::NeedsMore { with, .. } if with == needs.with));
    assert_eq!(fs::read(golden.join("a.xml")).unwrap(), b"<p>a <b>b c</b> d</p>");
    let mut editor = Scripted { keys: vec!['n', 'y', 'y'], shown: vec![] };
    accept(&pairs, &golden, Choice::Ask(&mut editor)).unwrap();
    assert!(editor.shown.len() <= 3);
}

#[test]
fn output_that_is_no_xml_does_not_become_golden() {
    let root = folders(&[("a.xml", b"<p/>")], &[("a.xml", b"<p>"), ("b.xml", b"<p>")]);
    let (golden, output) = (root.path().join("golden"), root.path().join("output"));
    let pairs = pair_folders(&golden, &output).unwrap();
    assert!(matches!(accept(&pairs, &golden, Choice::All), Err(AcceptError::Unreadable(_))));
    assert!(matches!(accept(&pairs[1..], &golden, Choice::All), Err(AcceptError::Unreadable(_))));
    assert_eq!(fs::read_dir(&golden).unwrap().count(), 1);
}
