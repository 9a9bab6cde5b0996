//! The edition as data.

use super::{Published, letters, tei};
use serde_json::Value;

/// The rows of a table, read by the rules of RFC 4180.
fn rows(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut signs = table.chars().peekable();
    let mut quoted = false;
    while let Some(c) = signs.next() {
        match c {
            '"' if quoted && signs.peek() == Some(&'"') => {
                cell.push('"');
                signs.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            c => cell.push(c),
        }
    }
    rows
}

#[test]
fn tables_are_square_and_name_their_columns() {
    let site = letters();
    for name in ["documents", "letters", "entities", "mentions"] {
        let rows = rows(&site.read(&format!("data/{name}.csv")));
        assert!(rows.len() > 1, "{name}");
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{name}");
    }
    let letters = rows(&site.read("data/letters.csv"));
    let first: Vec<&str> = letters[1].iter().map(String::as_str).collect();
    assert_eq!(first[0], "a");
    assert_eq!(&first[3..5], ["1871-05-01", "1871-05-01"]);
    assert_eq!(&first[7..11], ["ada", "ada", "bo", "bo"]);
}

#[test]
fn spans_cut_their_words_out_of_the_text() {
    let site = letters();
    let lines = site.read("data/standoff.jsonl");
    let document: Value =
        serde_json::from_str(lines.lines().next().expect("a line")).expect("JSON");
    let text: Vec<char> = document["text"].as_str().expect("text").chars().collect();
    let words: Vec<(String, String)> = (document["spans"].as_array().expect("spans").iter())
        .map(|span| {
            let at = |key: &str| span[key].as_u64().expect("a number") as usize;
            let words: String = text[at("start")..at("end")].iter().collect();
            (span["kind"].as_str().expect("a name").to_owned(), words)
        })
        .collect();
    let words: Vec<(&str, &str)> = words.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(
        words,
        [
            ("persName", "Ada"),
            ("placeName", "Leyden"),
            ("date", "2 May"),
            ("ref", "the next"),
            ("note", "A note."),
            ("hi", "note"),
        ]
    );
    assert_eq!(document["spans"][0]["entities"][0], "ada");
}

#[test]
fn spans_know_their_place_in_the_source() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("it can be made");
        std::fs::write(path, content).expect("it can be written");
    };
    let source = "A first line to begin.\n\nThen  we met Éva here.\n";
    write("input/a.txt", source);
    let body = "<p>A first line to begin.</p><p>Then we met <persName>Éva</persName> here.</p>";
    write("output/a.xml", &tei("T", body));
    super::publish_folder(folder.path(), "");
    let line = std::fs::read_to_string(folder.path().join("output/site/data/standoff.jsonl"));
    let document: Value = serde_json::from_str(&line.expect("it is there")).expect("JSON");
    let place = &document["spans"][0]["source"];
    let at = |key: &str| place[key].as_u64().expect("a number") as usize;
    assert_eq!((&source[at("start")..at("end")], at("line")), ("Éva", 3));
}

#[test]
fn columns_mark_the_words_of_names() {
    let site = Published::new(
        "",
        &[(
            "a.xml",
            &tei("T", "<p>Dear <persName>Ada Mohn</persName>. On <date>2 May</date>!</p>"),
        )],
    );
    let columns = site.read("data/entities.iob");
    let lines: Vec<&str> = columns.lines().skip(3).collect();
    assert_eq!(
        lines,
        [
            "Dear O",
            "Ada B-PER",
            "Mohn I-PER",
            ". O",
            "",
            "On O",
            "2 B-DATE",
            "May I-DATE",
            "! O",
            ""
        ]
    );
}

#[test]
fn places_are_features_with_names_and_links() {
    let json: Value = serde_json::from_str(&letters().read("data/places.geojson")).expect("JSON");
    let place = &json["features"][0];
    assert_eq!(place["geometry"]["coordinates"], serde_json::json!([4.49, 52.16]));
    assert_eq!(place["names"][0]["toponym"], "Leyden");
    assert_eq!(place["links"][0]["identifier"], "https://sws.geonames.org/2751773");
    assert_eq!(place["@id"], "https://example.org/elm/places/leyden.html");
}

#[test]
fn a_beacon_names_its_format_its_prefix_and_its_targets() {
    let beacon = letters().read("data/beacon-geonames.txt");
    let lines: Vec<&str> = beacon.lines().collect();
    assert_eq!(lines[0], "#FORMAT: BEACON");
    assert!(lines.contains(&"2751773|3|https://example.org/elm/places/leyden.html"), "{beacon}");
}

#[test]
fn notes_and_furniture_stand_beside_the_plain_text() {
    let site = Published::new(
        "",
        &[("a.xml", &tei("T", "<fw>Head</fw><p>one<note>two</note></p><p>three</p>"))],
    );
    assert_eq!(site.read("data/text/a.txt"), "one\n\nthree\n");
    assert_eq!(site.read("data/text/a.notes.txt"), "two\n");
    assert_eq!(site.read("data/text/a.furniture.txt"), "Head\n");
}
