//! The build as its user runs it: the binary, on folders.

use crate::shared::{files_below, shared};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn rubricate(arguments: &[&str]) -> Output {
    let binary = env!("CARGO_BIN_EXE_rubricate");
    Command::new(binary).args(arguments).env("NO_COLOR", "1").output().expect("it starts")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// An edition with these input files.
fn edition(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
        fs::write(path, content).expect("it can be written");
    };
    write("edition.toml", b"title = \"Test\"\n");
    write("input/.keep", b"");
    for (name, content) in files {
        write(name, content);
    }
    folder
}

fn path(folder: &tempfile::TempDir) -> &str {
    folder.path().to_str().expect("the folder's name is UTF-8")
}

/// Every file below a folder with its content, in order.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let read = |name: String| {
        let content = fs::read(folder.join(&name)).expect("it can be read");
        (name, content)
    };
    files_below(folder).into_iter().map(read).collect()
}

#[test]
fn a_new_edition_builds_clean_and_is_approved() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    assert!(rubricate(&["init", path(&folder)]).status.success());
    let built = rubricate(&["build", path(&folder)]);
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    let golden = folder.path().join("tests/golden");
    let output = folder.path().join("output");
    let (golden, output) = (golden.to_str().expect("UTF-8"), output.to_str().expect("UTF-8"));
    let accepted = rubricate(&["accept", "--golden", golden, "--output", output]);
    assert_eq!(accepted.status.code(), Some(0), "{}", told(&accepted));
    assert_eq!(rubricate(&["build", path(&folder)]).status.code(), Some(0));
    let text = folder.path().join("input/harbour-letters.txt");
    let changed = fs::read_to_string(&text).expect("it is there").replace("3 May", "4 May");
    fs::write(&text, changed).expect("it can be written");
    let differs = rubricate(&["build", path(&folder)]);
    assert_eq!(differs.status.code(), Some(1), "{}", told(&differs));
    assert!(told(&differs).contains("harbour-letters.txt:8"), "{}", told(&differs));
    assert_eq!(rubricate(&["init", path(&folder)]).status.code(), Some(2));
}

#[test]
fn the_output_is_the_same_with_any_number_of_threads_and_in_any_locale() {
    let many: Vec<(String, Vec<u8>)> = (0..40)
        .map(|n| {
            let text = format!(
                "Part {n}\n\nOn {} May 1920 a \"new\" man came1.\n\nNotes:\n\n1 So.",
                n % 28 + 1
            );
            (format!("input/d{n}.txt"), text.into_bytes())
        })
        .collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(a, b)| (a.as_str(), b.as_slice())).collect();
    let folder = edition(&many);
    let mut first = None;
    for threads in ["1", "2", "8", "2"] {
        fs::remove_dir_all(folder.path().join("output")).ok();
        let built = Command::new(env!("CARGO_BIN_EXE_rubricate"))
            .args(["build", "--threads", threads, path(&folder)])
            .envs([("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Tokyo")])
            .output()
            .expect("it starts");
        let outcome = (files(&folder.path().join("output")), built.stdout);
        assert_eq!(outcome.0.len(), 40);
        assert_eq!(first.get_or_insert_with(|| outcome.clone()), &outcome);
    }
}

#[test]
fn one_bad_document_does_not_stop_the_others() {
    let folder = edition(&[
        ("input/empty.txt", b""),
        ("input/white.txt", b" \n\n"),
        ("input/binary.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01"),
        ("input/good.txt", b"A sentence."),
    ]);
    let built = rubricate(&["build", path(&folder)]);
    assert_eq!(built.status.code(), Some(1));
    let told = told(&built);
    for name in ["empty.txt", "white.txt", "binary.txt"] {
        assert!(told.contains(&format!("input/{name}: error[R1")), "{told}");
    }
    let output = files(&folder.path().join("output"));
    assert_eq!(output.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["good.xml"]);
}

#[test]
fn odd_texts_are_built_whole_and_valid() {
    let texts: &[(&str, &str, &[&str])] = &[
        ("only-notes", "Notes:\n\n1 First.\n\n2 Second.", &["R401"]),
        ("no-markers", "Text.\n\nNotes:\n\n1 First.", &["R401"]),
        ("no-notes", "He came1. She went2.", &["R402"]),
        ("twice", "One1. Two1.\n\nNotes:\n\n1 A.\n\n1 B.", &["R304"]),
        ("brackets", "He [went home. She] came].", &["R403"]),
        ("quotes", "He said: “I go.\n\nHe went.", &["R404"]),
        ("markup", "A <p>& tag]]> and <!-- comment -->.", &[]),
        ("rtl", "שלום עולם, he wrote. \u{202e}abc\u{202c}", &[]),
        ("marks", "Cafe\u{301} and a\u{323}\u{307}.", &[]),
        ("nul", "A\0B\u{1}C.", &["R201"]),
    ];
    for (name, text, codes) in texts {
        let file = format!("input/{name}.txt");
        let folder = edition(&[(&file, text.as_bytes())]);
        let built = rubricate(&["build", path(&folder)]);
        let told = told(&built);
        for code in *codes {
            assert!(
                told.contains(&format!("{name}.txt:")) && told.contains(code),
                "{name}: {told}"
            );
        }
        assert!(!told.contains("error[R5") && !told.contains("error[R6"), "{name}: {told}");
        assert!(folder.path().join(format!("output/{name}.xml")).exists(), "{name}: {told}");
    }
}

#[test]
fn a_single_line_of_many_megabytes_is_built() {
    const MEGABYTES: usize = 2;
    let line = "On 5 May 1920 Mr. Smith went to London. ".repeat((MEGABYTES << 20) / 40);
    let folder = edition(&[("input/long.txt", line.as_bytes())]);
    let built = rubricate(&["build", path(&folder)]);
    assert_eq!(built.status.code(), Some(0), "{}", &told(&built)[..told(&built).len().min(2000)]);
    assert!(
        fs::metadata(folder.path().join("output/long.xml")).expect("it is there").len()
            > (MEGABYTES as u64) << 20
    );
}

#[test]
fn what_cannot_be_opened_is_a_failure_with_its_place() {
    let missing = rubricate(&["build", "no/such/folder"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(told(&missing).contains("no/such/folder/edition.toml"), "{}", told(&missing));
    let folder = edition(&[("authority/persons.tsv", b"id\tpreferred\na\tA\na\tB\n")]);
    let twice = rubricate(&["build", path(&folder)]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(told(&twice).contains("persons.tsv:3:1: error[R9"), "{}", told(&twice));
    let folder = edition(&[("edition.toml", b"title = \"T\"\nlicense = \"x\"\n")]);
    let unknown = rubricate(&["build", path(&folder)]);
    assert!(told(&unknown).contains("edition.toml:2:1: error[R9"), "{}", told(&unknown));
    assert!(told(&unknown).contains("licence"), "{}", told(&unknown));
}

#[test]
fn a_named_input_folder_that_is_none_is_an_error() {
    let said = |folder: &tempfile::TempDir| {
        let built = rubricate(&["build", path(folder)]);
        assert_eq!(built.status.code(), Some(2));
        String::from_utf8_lossy(&built.stderr).into_owned()
    };
    let folder = edition(&[]);
    let named = "title = \"Test\"\n[folders]\ninput = \"texts\"\n";
    fs::write(folder.path().join("edition.toml"), named).expect("it can be written");
    let wanted = "(wanted a folder of texts, the `input` of `[folders]` in edition.toml)";
    assert!(said(&folder).contains(&format!("/texts: there is no such folder {wanted}")));
    fs::write(folder.path().join("texts"), "text").expect("it can be written");
    assert!(said(&folder).contains("/texts: Not a directory"));
}

#[test]
fn edit_reads_standard_input_and_writes_tei() {
    use std::io::Write as _;
    use std::process::Stdio;
    let mut child = Command::new(env!("CARGO_BIN_EXE_rubricate"))
        .args(["edit", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("piped").write_all("He [would] come.".as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    let xml = told(&output);
    assert!(xml.contains("<supplied reason=\"editorial\">[would]</supplied>"), "{xml}");
}

#[test]
fn jing_finds_the_sample_valid() {
    if Command::new("jing").output().is_err() {
        assert!(
            std::env::var_os("RUBRICATE_NEED_SHARED").is_none(),
            "jing is missing: `make tools`"
        );
        eprintln!("skipped: jing is not here");
        return;
    }
    let Some(tei_all) = shared("schemas/tei_all.rng") else { return };
    let project = env!("CARGO_MANIFEST_DIR");
    let folder = tempfile::tempdir().expect("a folder for the test");
    for part in ["edition.toml", "authority", "input", "schemas"] {
        let from = Path::new(project).join(part);
        let status = Command::new("cp").arg("-r").arg(from).arg(folder.path()).status();
        assert!(status.expect("cp starts").success());
    }
    let built = rubricate(&["build", path(&folder)]);
    assert_eq!(built.status.code(), Some(0), "{}", told(&built));
    let xml: Vec<_> = files(&folder.path().join("output"))
        .into_iter()
        .map(|(name, _)| folder.path().join("output").join(name))
        .collect();
    assert!(xml.len() > 4);
    let own = Path::new(project).join("schemas/rubricate.rnc");
    // The list of letters is TEI in a format of its own.
    let edited: Vec<_> = xml.iter().filter(|path| !path.ends_with("cmif.xml")).collect();
    let all: Vec<_> = xml.iter().collect();
    // TEI has no xi:include of its own: there the page is checked with the letters that it
    // includes, here as it was written.
    let as_written = "-Dorg.apache.xerces.xni.parser.XMLParserConfiguration=\
                      org.apache.xerces.parsers.XML11Configuration";
    for (schema, options, files) in [
        (vec![tei_all.as_os_str()], "", all),
        (vec!["-c".as_ref(), own.as_os_str()], as_written, edited),
    ] {
        let mut jing = Command::new("jing");
        let jing = jing.env("_JAVA_OPTIONS", options).args(schema).args(files);
        let jing = jing.output().expect("jing starts");
        assert!(jing.status.success(), "{}", told(&jing));
    }
}
