//! The letters of an edition together: those before and after each, and the list of them all.

use crate::shared::shared;
use roxmltree::Node;
use rubricate::encode::TEI_NAMESPACE;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const EDITION: &str = r#"title = "Letters of a harbour"
publisher = "The Harbour Press"

[[editors]]
name = "E. Ditor"

[licence]
name = "CC BY 4.0"
target = "https://creativecommons.org/licenses/by/4.0/"

[site]
url = "https://harbour.example/letters/"
"#;

const PERSONS: &str = "id\tsurname\tforename\tpatronymic\tpreferred\tgnd\n\
    gray\tGray\tAnna\t\tGray, Anna\t118540238\n";

/// Two letters between the same two, and one to a body.
const PAGE: &str = "No. 1

Anna Gray to Ben Brown

Leyden, 5 May 1920

Dear Ben,

The boats are late.

Yours,

Anna Gray

No. 2

Anna Gray to the Harbour Board

7 May 1920

Gentlemen:

I beg you to open the locks.

Anna Gray
";

const ANSWER: &str = "No. 3

Ben Brown to Anna Gray

Delft, 6 May 1920

Dear Anna,

They always are.

Ben Brown
";

fn edition(texts: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, content) in
        [("edition.toml", EDITION), ("authority/persons.tsv", PERSONS)].iter().chain(texts)
    {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
        fs::write(path, content).expect("it can be written");
    }
    folder
}

fn build(folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rubricate"));
    command.arg("build").arg(folder).output().expect("it starts")
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join("output").join(name)).expect("it was written")
}

fn context(xml: &str) -> &str {
    let start = xml.find("<correspContext>");
    let end = xml.find("</correspContext>");
    start.zip(end).map_or("", |(start, end)| &xml[start + "<correspContext>".len()..end])
}

#[test]
fn each_letter_leads_to_those_before_and_after_it_between_the_same_people() {
    let folder = edition(&[("input/page.txt", PAGE), ("input/1920/answer.txt", ANSWER)]);
    let built = build(folder.path());
    assert_eq!(built.status.code(), Some(0), "{}", String::from_utf8_lossy(&built.stdout));
    assert_eq!(
        context(&read(folder.path(), "page.1.xml")),
        "<ref type=\"next\" target=\"1920/answer.xml\">Ben Brown – Anna Gray, 6 May 1920</ref>"
    );
    assert_eq!(context(&read(folder.path(), "page.2.xml")), "");
    assert_eq!(
        context(&read(folder.path(), "1920/answer.xml")),
        "<ref type=\"prev\" target=\"../page.1.xml\">Anna Gray – Ben Brown, 5 May 1920</ref>"
    );
}

#[test]
fn a_reference_to_a_document_of_the_edition_leads_to_its_file() {
    let answer = ANSWER.replace("They always are.", "They always are; see letter No. 1 and No. 9.");
    let folder = edition(&[("input/page.txt", PAGE), ("input/1920/answer.txt", &answer)]);
    build(folder.path());
    let letter = read(folder.path(), "1920/answer.xml");
    assert!(
        letter.contains("<ref type=\"document\" target=\"doc:1\">letter No. 1</ref>"),
        "{letter}"
    );
    let register = read(folder.path(), "registers/documents.xml");
    let documents = roxmltree::Document::parse(&register).expect("it is well-formed");
    let pointers = |number: &str| {
        let entry = documents.descendants().find(|node| node.attribute("n") == Some(number))?;
        let pointers = entry.children().filter(|node| node.has_tag_name((TEI_NAMESPACE, "ref")));
        Some(pointers.filter_map(|node| node.attribute("target")).collect::<Vec<_>>())
    };
    assert_eq!(pointers("1"), Some(vec!["../page.1.xml"]));
    assert_eq!(pointers("9"), None, "{register}");
    let registers = [
        "replacementPattern=\"../registers/documents.xml#doc-$1\"",
        "sameAs=\"../registers/persons.xml#gray\"",
    ];
    for pointer in registers {
        assert!(letter.contains(pointer), "{pointer}\n{letter}");
    }
    let text = folder.path().join("input/1920/answer.txt");
    let mut edit = Command::new(env!("CARGO_BIN_EXE_rubricate"));
    let edited = edit.arg("edit").arg(&text).arg("--edition").arg(folder.path()).output();
    let edited = String::from_utf8(edited.expect("it starts").stdout).expect("it is UTF-8");
    assert!(registers.iter().all(|pointer| edited.contains(pointer)), "{edited}");
    let mut publish = Command::new(env!("CARGO_BIN_EXE_rubricate"));
    publish.arg("publish").arg(folder.path()).output().expect("it starts");
    let page = read(folder.path(), "site/documents/1920-answer.html");
    assert!(
        page.contains("href=\"../documents/page-1.html\" title=\"No. 1: Anna Gray to Ben Brown\""),
        "{page}"
    );
}

#[test]
fn a_letter_that_comes_between_is_known_to_those_that_were_built_before_it() {
    let folder = edition(&[("input/page.txt", PAGE), ("input/answer.txt", ANSWER)]);
    build(folder.path());
    let again = build(folder.path());
    assert!(String::from_utf8_lossy(&again.stderr).contains("0 of 2 documents built"));
    let last = ANSWER.replace("No. 3", "No. 4").replace("6 May", "9 May");
    fs::write(folder.path().join("input/last.txt"), last).expect("it can be written");
    let more = build(folder.path());
    assert!(String::from_utf8_lossy(&more.stderr).contains("1 of 3 documents built"));
    assert_eq!(
        context(&read(folder.path(), "answer.xml")),
        "<ref type=\"prev\" target=\"page.1.xml\">Anna Gray – Ben Brown, 5 May 1920</ref>\
         <ref type=\"next\" target=\"last.xml\">Ben Brown – Anna Gray, 9 May 1920</ref>"
    );
    fs::remove_file(folder.path().join("input/last.txt")).expect("it can be removed");
    build(folder.path());
    assert_eq!(
        context(&read(folder.path(), "answer.xml")),
        "<ref type=\"prev\" target=\"page.1.xml\">Anna Gray – Ben Brown, 5 May 1920</ref>"
    );
}

fn child<'a>(node: Node<'a, 'a>, path: &str) -> Node<'a, 'a> {
    path.split('/').fold(node, |node, name| {
        let found = node.children().find(|child| child.has_tag_name(name));
        found.unwrap_or_else(|| panic!("no {name} of {path} in {node:?}"))
    })
}

#[test]
fn the_list_of_letters_has_what_correspsearch_asks_for() {
    let folder = edition(&[("input/page.txt", PAGE), ("input/answer.txt", ANSWER)]);
    build(folder.path());
    let xml = read(folder.path(), "cmif.xml");
    let document = roxmltree::Document::parse(&xml).expect("it is well-formed");
    let header = child(document.root_element(), "teiHeader");
    let words = |path: &str| child(header, path).text().unwrap_or_default().to_owned();
    assert_eq!(words("fileDesc/titleStmt/title"), "Letters of a harbour: letters");
    assert_eq!(words("fileDesc/titleStmt/editor"), "E. Ditor");
    let publication = child(header, "fileDesc/publicationStmt");
    let publisher = child(publication, "publisher/ref");
    assert_eq!(publisher.attribute("target"), Some("https://harbour.example/letters/"));
    assert_eq!(publisher.text(), Some("The Harbour Press"));
    let address = child(publication, "idno");
    assert_eq!(address.attribute("type"), Some("url"));
    assert_eq!(address.text(), Some("https://harbour.example/letters/cmif.xml"));
    assert_eq!(child(publication, "date").attribute("when"), Some("1920-05-07"));
    assert_eq!(
        child(publication, "availability/licence").attribute("target"),
        Some("https://creativecommons.org/licenses/by/4.0/")
    );
    let bibl = child(header, "fileDesc/sourceDesc/bibl");
    assert_eq!(bibl.attribute("type"), Some("online"));
    let xml_id = ("http://www.w3.org/XML/1998/namespace", "id");
    let source = format!("#{}", bibl.attribute(xml_id).expect("letters point to it"));
    let letters: Vec<_> =
        child(header, "profileDesc").children().filter(Node::is_element).collect();
    assert_eq!(letters.len(), 3);
    for letter in &letters {
        assert_eq!(letter.tag_name().name(), "correspDesc");
        assert_eq!(letter.attribute("source"), Some(source.as_str()));
        let actions: Vec<_> = letter.children().filter(Node::is_element).collect();
        let types: Vec<_> = actions.iter().filter_map(|action| action.attribute("type")).collect();
        assert_eq!(types, ["sent", "received"]);
        for action in actions {
            let names = ["persName", "orgName"];
            assert!(action.children().any(|child| names.contains(&child.tag_name().name())));
        }
    }
    let first = letters.iter().find(|letter| letter.attribute("key") == Some("1"));
    let first = *first.expect("the first letter is listed");
    assert_eq!(first.attribute("ref"), Some("https://harbour.example/letters/tei/page.1.xml"));
    let sent = child(first, "correspAction");
    let name = child(sent, "persName");
    assert_eq!(name.attribute("ref"), Some("https://d-nb.info/gnd/118540238"));
    assert_eq!(name.text(), Some("Gray, Anna"));
    assert_eq!(child(sent, "placeName").text(), Some("Leyden"));
    assert_eq!(child(sent, "date").attribute("when"), Some("1920-05-05"));
}

#[test]
fn an_edition_without_letters_has_no_list_of_them() {
    let folder = edition(&[("input/prose.txt", "A sentence on the sea.\n")]);
    assert_eq!(build(folder.path()).status.code(), Some(0));
    assert!(!folder.path().join("output/cmif.xml").exists());
}

#[test]
fn letters_and_their_list_are_valid_tei_for_jing() {
    let Some(schema) = shared("schemas/tei_all.rng") else { return };
    if Command::new("jing").output().is_err() {
        eprintln!("skipped: jing is not installed (apt-get install jing)");
        return;
    }
    let folder = edition(&[("input/page.txt", PAGE), ("input/answer.txt", ANSWER)]);
    build(folder.path());
    let names = ["cmif.xml", "page.1.xml", "page.2.xml", "answer.xml"];
    let files = names.map(|name| folder.path().join("output").join(name));
    let told = Command::new("jing").arg("-i").arg(schema).args(files).output().expect("it starts");
    assert_eq!(String::from_utf8_lossy(&told.stdout), "");
    assert!(told.status.success());
}
