//! `rubricate decide` and `build`, as an editor runs them.

use crate::folder::{read, run, write};
use std::fs;

/// An edition with a few documents.
fn edition() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, text) in [
        ("edition.toml", "title = \"Test\"\n[[editors]]\nname = \"M. Hall\"\nid = \"mh\"\n"),
        ("authority/persons.tsv", super::PERSONS),
        ("authority/places.tsv", super::PLACES),
        ("input/a.txt", "So Gray went to York, and Moss stayed.\n\nMoss came back on 5 May 1920."),
        ("input/deep/b.txt", "Nobody went to York in 1921, they say."),
    ] {
        write(folder.path(), name, text);
    }
    folder
}

#[test]
fn a_decision_is_written_and_obeyed_by_the_next_build() {
    let folder = edition();
    let folder = folder.path();
    let (code, told, _) =
        run(folder, &["decide", "link", "a", "Gray", "--to", "gray-k", "--why", "tall"]);
    assert_eq!(
        (code, told.as_str()),
        (Some(0), "decisions/a.jsonl:1: mh, 2026-11-24: link persName to gray-k\n")
    );
    assert_eq!(
        read(folder, "decisions/a.jsonl"),
        "{\"decision\":\"link\",\"exact\":\"Gray\",\"prefix\":\"So \",\"suffix\":\" went to York, and Moss stayed.\",\
         \"paragraph\":\"4c340f6e8c06666f\",\"element\":\"persName\",\"ref\":[\"gray-k\"],\
         \"who\":\"mh\",\"when\":\"2026-11-24\",\"why\":\"tall\"}\n"
    );
    assert_eq!(run(folder, &["build"]).0, Some(0));
    let xml = read(folder, "output/a.xml");
    assert!(
        xml.contains("<persName ref=\"#gray-k\" cert=\"high\" resp=\"#mh\">Gray</persName>"),
        "{xml}"
    );
    assert!(xml.contains("<name ref=\"#mh\">M. Hall</name>"), "{xml}");
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_is_written() {
    let folder = edition();
    let folder = folder.path();
    for (arguments, message) in [
        (&["link", "a", "Gray", "--to", "gray-x"][..], "`gray-x` is in no authority list"),
        (&["link", "a", "Grey", "--to", "gray-k"], "`Grey` is not in input/a.txt"),
        (
            &["link", "c", "Gray", "--to", "gray-k"],
            "`c` is no document of the edition; is `a` meant?",
        ),
        (
            &["reject", "a", "Moss"],
            "`Moss` is there 2 times; say which:\n  --at 1:27  y went to York, and [Moss] stayed. Moss came b\n  --at 3:1",
        ),
        (&["reject", "a", "stayed"], "`stayed` is not marked there"),
        (&["add", "a", "stayed", "--element", "persname"], "is `persName` meant?"),
        (&["date", "a", "5 May 1920", "--set", "when=1920-5-6"], "which is no date"),
        (
            &["reject", "_all", "Elm", "--element", "placeName"],
            "`Elm` has no such place in any document",
        ),
        (&["reject", "a", "Moss", "--at", "2"], "`Moss` is not at line 2"),
    ] {
        let (code, _, told) = run(folder, &[&["decide"], arguments].concat());
        assert_eq!(code, Some(2), "{arguments:?}: {told}");
        assert!(told.contains(message), "{arguments:?}: {told}");
    }
    assert!(!folder.join("decisions").exists());
}

#[test]
fn a_decision_that_contradicts_another_takes_its_place_when_asked_to() {
    let folder = edition();
    let folder = folder.path();
    assert_eq!(run(folder, &["decide", "link", "a", "Gray", "--to", "gray-k"]).0, Some(0));
    let (code, _, told) = run(folder, &["decide", "link", "a", "Gray", "--to", "gray-a"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("contradicts line 1") && told.contains("--replace"), "{told}");
    let replaced = run(folder, &["decide", "link", "a", "Gray", "--to", "gray-a", "--replace"]);
    assert_eq!(replaced.0, Some(0), "{}", replaced.2);
    assert_eq!(read(folder, "decisions/a.jsonl").lines().count(), 2);
    assert_eq!(run(folder, &["build"]).0, Some(0));
    assert!(read(folder, "output/a.xml").contains("ref=\"#gray-a\""));
}

#[test]
fn a_decision_for_the_edition_is_obeyed_in_every_document() {
    let folder = edition();
    let folder = folder.path();
    let all = run(folder, &["decide", "reject", "_all", "York", "--element", "placeName"]);
    assert_eq!(all.0, Some(0), "{}", all.2);
    assert_eq!(run(folder, &["build"]).0, Some(0));
    for name in ["output/a.xml", "output/deep/b.xml"] {
        assert!(!read(folder, name).contains("<placeName"), "{name}");
    }
    for name in ["input/a.txt", "input/deep/b.txt"] {
        let text = read(folder, name).replace("York", "Elm Court");
        write(folder, name, &text);
    }
    let (code, told, _) = run(folder, &["build"]);
    assert_eq!(code, Some(1));
    assert!(
        told.contains(
            "decisions/_all.jsonl:1:1: error[R943]: `York` has no such place in any document"
        ),
        "{told}"
    );
}

#[test]
fn decisions_for_a_document_that_is_gone_name_the_one_with_their_words() {
    let folder = edition();
    let folder = folder.path();
    assert_eq!(run(folder, &["decide", "reject", "deep/b", "York"]).0, Some(0));
    fs::rename(folder.join("input/deep/b.txt"), folder.join("input/deep/c.txt"))
        .expect("it is there");
    let (code, told, _) = run(folder, &["build"]);
    assert_eq!(code, Some(1));
    let message = "decisions/deep/b.jsonl:1:1: error[R946]: 1 decision is about `deep/b`, which is no document of the edition (their words are in `deep/c`: was it renamed? then rename this to `decisions/deep/c.jsonl`)";
    assert!(told.contains(message), "{told}");
}

#[test]
fn nothing_is_built_from_decisions_that_are_not_sound() {
    let folder = edition();
    let folder = folder.path();
    write(folder, "decisions/a.jsonl", "{\"decision\":\"reject\"\n");
    let (code, told, _) = run(folder, &["build"]);
    assert_eq!(code, Some(2));
    assert!(told.contains("decisions/a.jsonl:1:"), "{told}");
    assert!(!folder.join("output").exists());
}
