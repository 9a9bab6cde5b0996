//! A build that does only what has changed gives what a build of everything gives.

use crate::folder::write;
use crate::shared::files_below;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What a build printed and wrote, and how many documents it built.
#[derive(Debug, PartialEq)]
struct Ran {
    told: String,
    output: Vec<(String, String)>,
    built: String,
}

fn build(folder: &Path, options: &[&str]) -> Ran {
    // Run inside the folder, so that two folders print the same.
    let ran = Command::new(env!("CARGO_BIN_EXE_rubricate"))
        .arg("build")
        .args(options)
        .current_dir(folder)
        .output()
        .expect("it starts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    Ran {
        told: text(&ran.stdout),
        output: files(&folder.join("output")),
        built: text(&ran.stderr).split(" documents built").next().unwrap_or_default().to_owned(),
    }
}

fn files(folder: &Path) -> Vec<(String, String)> {
    let read = |name: String| {
        let content = fs::read_to_string(folder.join(&name)).expect("text");
        (name, content)
    };
    files_below(folder).into_iter().map(read).collect()
}

/// An edition of three texts with findings, lists and golden files, one of which differs.
fn edition() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let root = folder.path();
    write(root, "edition.toml", "title = \"Test\"\n");
    write(root, "authority/persons.tsv", "id\tpreferred\nhall\tHall, Joe\n");
    write(root, "input/a.txt", "On 4 May 1871 Joe Hall came1.\n");
    write(root, "input/b.txt", "He said: “I go.\n\nSee document 7.\n");
    write(root, "input/deep/c.txt", "Salt and rope.\n");
    assert_eq!(build(root, &[]).built, "3 of 3");
    let golden = files(&root.join("output"));
    for (name, content) in golden {
        write(root, &format!("tests/golden/{name}"), content.replace("1871-05-04", "1871-05-05"));
    }
    folder
}

/// The same edition built in a folder that knows nothing of earlier builds.
fn afresh(folder: &Path) -> Ran {
    let copy = tempfile::tempdir().expect("a folder for the test");
    for part in ["edition.toml", "authority", "input", "tests", "decisions", "own.rnc", "part.rnc"]
    {
        if folder.join(part).exists() {
            let copied =
                Command::new("cp").arg("-r").arg(folder.join(part)).arg(copy.path()).status();
            assert!(copied.expect("cp starts").success());
        }
    }
    build(copy.path(), &[])
}

/// Builds, and holds the outcome against that of a build of everything.
fn builds(folder: &Path, expected: &str) -> Ran {
    let (ran, all) = (build(folder, &[]), afresh(folder));
    assert_eq!((&ran.told, &ran.output), (&all.told, &all.output));
    assert_eq!(ran.built, expected);
    ran
}

#[test]
fn what_did_not_change_is_not_built_and_its_findings_are_told_again() {
    let folder = edition();
    let first = builds(folder.path(), "0 of 3");
    for part in ["[R402]", "[R404]", "[R808]", "text identical"] {
        assert!(first.told.contains(part), "{part}: {}", first.told);
    }
    assert_eq!(builds(folder.path(), "0 of 3"), first);
    assert_eq!(build(folder.path(), &["--force"]), Ran { built: "3 of 3".to_owned(), ..first });
}

#[test]
fn only_what_changed_is_built() {
    let folder = edition();
    let root = folder.path();
    write(root, "input/a.txt", "On 5 May 1871 Joe Hall came.\n");
    builds(root, "1 of 3");
    // The same words two lines further down: the output is as it was, its findings are not.
    write(root, "input/b.txt", "\n\nHe said: “I go.\n\nSee document 7.\n");
    let moved = builds(root, "1 of 3");
    assert!(moved.told.contains("input/b.txt:3:"), "{}", moved.told);
    write(root, "input/d.txt", "New.\n");
    builds(root, "1 of 4");
}

#[test]
fn a_surname_that_one_text_shows_is_a_name_in_those_that_have_it_and_they_alone_are_built() {
    let folder = edition();
    let root = folder.path();
    write(root, "input/d.txt", "They had flour, and Tamarbone took it.\n");
    let marked =
        |ran: &Ran| ran.output.iter().any(|(_, xml)| xml.contains(">Tamarbone</persName>"));
    assert!(!marked(&builds(root, "1 of 4")), "a bare word is not marked");
    write(root, "input/e.txt", "We met Mr. Tamarbone at the mill.\n");
    write(root, "input/f.txt", "Mr. Tamarbone came again, and Mr. Tamarbone left.\n");
    let ran = builds(root, "3 of 6");
    let of_d = ran.output.iter().find(|(name, _)| name == "d.xml").expect("it is built");
    assert!(of_d.1.contains(">Tamarbone</persName>"), "{}", of_d.1);
    fs::remove_file(root.join("input/e.txt")).expect("it is there");
    fs::remove_file(root.join("input/f.txt")).expect("it is there");
    assert!(!marked(&builds(root, "1 of 4")));
}

#[test]
fn what_every_document_follows_from_changes_every_document() {
    let folder = edition();
    let root = folder.path();
    write(root, "edition.toml", "title = \"Another\"\n");
    builds(root, "3 of 3");
    write(root, "authority/persons.tsv", "id\tpreferred\njoe\tHall, Joe\n");
    builds(root, "3 of 3");
    fs::remove_file(root.join("authority/persons.tsv")).expect("it is there");
    builds(root, "3 of 3");
    write(root, "edition.toml", "title = \"Another\"\nschema = \"own.rnc\"\n");
    write(root, "own.rnc", "include \"part.rnc\"\n");
    write(
        root,
        "part.rnc",
        "start = any any = element * { (attribute * { text } | text | any)* }\n",
    );
    builds(root, "3 of 3");
    builds(root, "0 of 3");
    write(root, "part.rnc", "start = element * { empty }\n");
    let invalid = builds(root, "3 of 3");
    assert!(invalid.told.contains("error[R620]"), "{}", invalid.told);
}

#[test]
fn outputs_that_were_touched_are_made_again() {
    let folder = edition();
    let root = folder.path();
    write(root, "output/a.xml", "<mine/>");
    fs::remove_file(root.join("output/deep/c.xml")).expect("it is there");
    write(root, "output/registers/persons.xml", "");
    builds(root, "2 of 3");
}

#[test]
fn outputs_of_texts_that_are_gone_go_too() {
    let folder = edition();
    let root = folder.path();
    fs::remove_file(root.join("input/a.txt")).expect("it is there");
    fs::remove_dir_all(root.join("input/deep")).expect("it is there");
    write(root, "output/deep/c.xml", "<edited/>");
    let ran = build(root, &["--no-compare"]);
    assert_eq!(ran.built, "0 of 1");
    assert!(!root.join("output/a.xml").exists());
    let kept = fs::read_to_string(root.join("output/deep/c.xml"));
    assert_eq!(kept.expect("it is there"), "<edited/>", "what someone wrote is not removed");
}

#[test]
fn a_damaged_cache_is_never_trusted() {
    let folder = edition();
    let root = folder.path();
    let journal = root.join(".rubricate-cache/journal");
    let sound = builds(root, "0 of 3");
    let bytes = fs::read(&journal).expect("it is there");
    let third = bytes.len() / 3;
    let mut turned = bytes.clone();
    turned.reverse();
    let mut flipped = bytes.clone();
    flipped[third] ^= 4;
    let damages: [(&str, Vec<u8>); 5] = [
        ("cut off", bytes[..third].to_vec()),
        ("empty", Vec::new()),
        ("turned round", turned),
        ("one bit", flipped),
        ("no text", vec![0xFF; 1000]),
    ];
    for (name, damaged) in damages {
        fs::write(&journal, damaged).expect("it can be written");
        let ran = build(root, &[]);
        assert_eq!((&ran.told, &ran.output), (&sound.told, &sound.output), "{name}");
        assert_eq!(build(root, &[]).built, "0 of 3", "{name}");
    }
    fs::remove_dir_all(root.join(".rubricate-cache")).expect("it is there");
    assert_eq!(build(root, &[]).told, sound.told);
    // Where no cache can be kept, everything is built.
    fs::remove_dir_all(root.join(".rubricate-cache")).expect("it is there");
    write(root, ".rubricate-cache", "a file is in the way");
    let ran = build(root, &[]);
    assert_eq!((&ran.told, &ran.output), (&sound.told, &sound.output));
}

#[test]
fn an_unreadable_text_does_not_take_its_output_with_it() {
    let folder = edition();
    let root = folder.path();
    fs::write(root.join("input/a.txt"), b"\x89PNG\0\0\0").expect("it can be written");
    let ran = build(root, &["--no-compare"]);
    assert!(ran.told.contains("input/a.txt: error[R1"), "{}", ran.told);
    assert!(root.join("output/a.xml").exists());
}

#[test]
fn make_builds_where_an_input_is_newer() {
    let folder = edition();
    let root = folder.path();
    fs::remove_dir_all(root.join("tests")).expect("it is there");
    write(
        root,
        "Makefile",
        "all: output/a.html\noutput/a.html: output/a.xml; cp $< $@\n\
         edition.d: ; $(RUBRICATE) build --make-deps $@\n-include edition.d\n",
    );
    let make = || {
        let variable = format!("RUBRICATE={}", env!("CARGO_BIN_EXE_rubricate"));
        let ran = Command::new("make").arg(variable).current_dir(root).output();
        let ran = ran.expect("make starts");
        let told = String::from_utf8(ran.stdout).expect("UTF-8");
        (ran.status.success(), told.contains("build --make-deps"), told.contains("cp output"))
    };
    // Every file is of 2001, the last build of 2002, and some file newer.
    let with_newer = |name: &str| {
        let script = format!(
            "find . -exec touch -d 2001-01-01 {{}} + && touch -d 2002-01-01 edition.d && \
             touch -d 2003-01-01 {name}"
        );
        let touched = Command::new("sh").args(["-c", &script]).current_dir(root).status();
        assert!(touched.expect("sh starts").success());
        make()
    };
    // A finding of level warning leaves the build clean.
    assert_eq!(make(), (true, true, true));
    assert_eq!(make(), (true, false, false));
    assert_eq!(with_newer("Makefile"), (true, false, false));
    assert_eq!(with_newer("input/b.txt"), (true, true, false), "no output is another");
    write(root, "input/a.txt", "On 6 May 1871 Joe Hall came.\n");
    assert_eq!(with_newer("input/a.txt"), (true, true, true));
    fs::remove_file(root.join("input/deep/c.txt")).expect("it is there");
    assert_eq!(with_newer("input/deep"), (true, true, false), "a text is gone");
    write(root, "input/bad.txt", "");
    assert!(!with_newer("input").0, "a text is empty");
    assert!(!make().0, "and still is");
}
