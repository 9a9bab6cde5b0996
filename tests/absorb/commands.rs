//! `rubricate absorb`, as an editor runs it.

use crate::decisions::{PERSONS, PLACES};
use crate::folder::{read, run, write};
use std::path::Path;
use std::process::Command;

/// An edition with a page of two letters, and a text in a folder of its own.
fn edition() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, text) in [
        ("edition.toml", "title = \"Test\"\n[[editors]]\nname = \"M. Hall\"\nid = \"mh\"\n"),
        ("authority/persons.tsv", PERSONS),
        ("authority/places.tsv", PLACES),
        ("input/a.txt", "So Gray went to York, and Moss stayed.\n\nMoss came back on 5 May 1920."),
        ("input/deep/b.txt", "Nobody went to York in 1921, they say."),
        (
            "input/page.txt",
            "Letters\n\nNo. 101\n\nA. Gray to P. Moss\n\n5 May 1920\n\nDear Moss,\n\nYork is cold now.\n\n\
             Yours Gray\n\nNo. 102\n\nP. Moss to A. Gray\n\n9 May 1920\n\nDear Gray,\n\n\
             Elm Court is warm.\n\nYours Moss\n",
        ),
    ] {
        write(folder.path(), name, text);
    }
    assert_eq!(run(folder.path(), &["build"]).0, Some(0));
    folder
}

/// Changes a file; what is changed is there.
fn correct(folder: &Path, name: &str, from: &str, to: &str) {
    let xml = read(folder, name);
    assert!(xml.contains(from), "`{from}` is not in {xml}");
    write(folder, name, xml.replacen(from, to, 1));
}

const YORK: &str = "<placeName ref=\"#york\">York</placeName>";

#[test]
fn a_corrected_file_is_what_the_next_build_writes() {
    let folder = edition();
    let folder = folder.path();
    correct(folder, "output/a.xml", YORK, "York");
    correct(folder, "output/a.xml", "stayed", "<term>stayed</term>");
    let edited = read(folder, "output/a.xml");
    let (code, told, _) = run(folder, &["absorb", "output/a.xml", "--why", "proofs"]);
    assert_eq!(
        (code, told.as_str()),
        (
            Some(0),
            "decisions/a.jsonl:1: mh, 2026-11-24: reject placeName (`York`)\n\
             decisions/a.jsonl:2: mh, 2026-11-24: add term (`stayed`)\n\
             absorb: 1 document, no findings. 2 decisions written.\n"
        )
    );
    assert!(
        read(folder, "decisions/a.jsonl").lines().all(|line| line.contains("\"why\":\"proofs\""))
    );
    assert_eq!(run(folder, &["build"]).0, Some(0));
    let built = read(folder, "output/a.xml");
    assert!(built.contains("to York, and"), "{built}");
    assert!(built.contains("<term cert=\"high\" resp=\"#mh\">stayed</term>"), "{built}");
    // The same file once more, and what was built of it.
    for xml in [edited, built] {
        write(folder, "again.xml", xml);
        let (code, told, _) = run(folder, &["absorb", "again.xml"]);
        assert_eq!(
            (code, told.as_str()),
            (Some(0), "absorb: 1 document, no findings. Nothing to absorb.\n")
        );
    }
}

#[test]
fn nothing_of_what_was_built_or_edited_is_a_correction() {
    let folder = edition();
    let folder = folder.path();
    let nothing = "absorb: 1 document, no findings. Nothing to absorb.\n";
    for name in ["a", "deep/b", "page", "page.101", "page.102"] {
        let (code, told, complaint) = run(folder, &["absorb", &format!("output/{name}.xml")]);
        assert_eq!((code, told.as_str()), (Some(0), nothing), "{name}: {complaint}");
    }
    for name in ["a", "deep/b", "page"] {
        let text = format!("input/{name}.txt");
        let (_, xml, _) = run(folder, &["edit", &text, "--edition", "."]);
        write(folder, "sent/back.xml", xml);
        let (code, told, complaint) = run(folder, &["absorb", "sent/back.xml"]);
        assert_eq!((code, told.as_str()), (Some(0), nothing), "{name}: {complaint}");
        let formatted = Command::new("xmllint")
            .args(["--format", "--output", "sent/back.xml", "sent/back.xml"])
            .current_dir(folder)
            .status();
        match formatted {
            Ok(status) => assert!(status.success()),
            Err(_) => println!("skipped: xmllint is not installed"),
        }
        let (code, told, _) = run(folder, &["absorb", "sent/back.xml"]);
        assert_eq!((code, told.as_str()), (Some(0), nothing), "{name}");
    }
}

#[test]
fn a_letter_with_a_file_of_its_own_comes_back_to_its_page() {
    let folder = edition();
    let folder = folder.path();
    correct(
        folder,
        "output/page.102.xml",
        "<placeName ref=\"#elm\">Elm Court</placeName>",
        "Elm Court",
    );
    let (code, told, _) = run(folder, &["absorb", "output/page.102.xml"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.starts_with("decisions/page.jsonl:1: mh, 2026-11-24: reject placeName"), "{told}");
    assert_eq!(run(folder, &["build"]).0, Some(0));
    assert!(!read(folder, "output/page.102.xml").contains("<placeName ref=\"#elm\">"));
}

#[test]
fn what_a_newer_wish_takes_the_place_of_is_said() {
    let folder = edition();
    let folder = folder.path();
    correct(folder, "output/a.xml", YORK, "York");
    let (_, told, _) = run(folder, &["absorb", "output/a.xml"]);
    assert!(told.contains("reject placeName") && !told.contains("in the place of"), "{told}");
    assert_eq!(run(folder, &["build"]).0, Some(0));
    correct(folder, "output/a.xml", "York", YORK);
    let (code, told, _) = run(folder, &["absorb", "output/a.xml"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("(`York`), in the place of "), "{told}");
}

#[test]
fn words_are_refused_and_nothing_is_written() {
    let folder = edition();
    let folder = folder.path();
    correct(folder, "output/a.xml", "stayed", "remained");
    correct(folder, "output/a.xml", YORK, "York");
    let (code, told, _) = run(folder, &["absorb", "output/a.xml"]);
    assert_eq!(code, Some(1));
    let wanted = "error[R961]: `stayed.` of the text became `remained.` (the text stands at input/a.txt:1:32)";
    assert!(told.contains(wanted), "{told}");
    assert!(told.ends_with("Nothing is written; 1 decision would be, with --partial.\n"), "{told}");
    assert!(!folder.join("decisions").exists());
    let (code, told, _) = run(folder, &["absorb", "output/a.xml", "--partial", "--dry-run"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("{\"decision\":\"reject\",\"exact\":\"York\""), "{told}");
    assert!(!folder.join("decisions").exists());
    let (code, told, _) = run(folder, &["absorb", "output/a.xml", "--partial"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("decisions/a.jsonl:1: mh, 2026-11-24: reject placeName"), "{told}");
}

#[test]
fn what_is_no_file_of_the_edition_is_refused_with_its_place() {
    let folder = edition();
    let folder = folder.path();
    let built = read(folder, "output/a.xml");
    let other = built.replace("<idno type=\"file\">a</idno>", "");
    for (xml, arguments, code, message) in [
        (built.replace("</body>", ""), &[][..], 2, "error[R601]"),
        (
            "<html>\n</html>".to_owned(),
            &[],
            2,
            "x.xml:1:1: error[R964]: `<html>` in no namespace is no TEI",
        ),
        (other.clone(), &[], 2, "no document of the edition is named `x`; say which it is"),
        (built.clone(), &["--document", "deep/c"], 2, "is `deep/b` meant?"),
        (built.clone(), &["--document", "deep/b"], 2, "words of `deep/b` are in it"),
        (other, &["--document", "a"], 1, "taken out of the header"),
        (built, &[], 0, "Nothing to absorb."),
    ] {
        write(folder, "x.xml", xml);
        let (found, told, complaint) = run(folder, &[&["absorb", "x.xml"], arguments].concat());
        let told = told + &complaint;
        assert_eq!(found, Some(code), "{told}");
        assert!(told.contains(message), "{told}");
    }
}

#[test]
fn the_report_has_the_forms_of_the_others() {
    let folder = edition();
    let folder = folder.path();
    correct(folder, "output/a.xml", "stayed", "remained");
    let (code, told, _) = run(folder, &["absorb", "output/a.xml", "--format", "json"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("\"command\": \"absorb\"") && told.contains("R961"), "{told}");
}
