//! `rubricate entities`: the table, as an editor's spreadsheet reads it.

use super::{edition, read, row, rows, run, write};

const TABLE: &str = "output/entities.csv";

#[test]
fn the_table_has_a_row_for_each_entity_of_the_lists_and_of_none() {
    let folder = edition(&[
        ("a", "We saw Mr. John Gray and Mrs. Holt there. Then Mr. Gray left for York."),
        ("b", "Mr. J. Gray and Mr. Moss came back."),
    ]);
    let (code, told, _) = run(folder.path(), &["entities"]);
    assert_eq!(
        (code, told.as_str()),
        (Some(0), "output/entities.csv: 2 entries of the lists, 2 names in no list\n")
    );
    let table = read(folder.path(), TABLE);
    let gray = row(&table, "gray-j");
    let cells: Vec<&str> = ["kind", "name", "mentions", "listed", "forms", "candidates", "was"]
        .iter()
        .map(|column| gray[*column].as_str())
        .collect();
    assert_eq!(
        cells,
        [
            "person",
            "Gray, John",
            "3",
            "no",
            "John Gray; Gray; J. Gray",
            "",
            "person gray-j Gray, John"
        ]
    );
    assert_eq!(
        gray["context_1"],
        "a#p1: We saw Mr. [John Gray] and Mrs. Holt there. Then Mr. Gray left for"
    );
    assert_eq!(gray["context_3"], "b#p1: Mr. [J. Gray] and Mr. Moss came back.");
    assert_eq!(row(&table, "moss")["listed"], "yes");
    assert_eq!(row(&table, "york")["mentions"], "1");
    let ids: Vec<String> = rows(&table).iter().map(|row| row["id"].clone()).collect();
    assert_eq!(ids, ["gray-j", "holt", "moss", "york"]);
}

#[test]
fn conflicting_initials_are_two_and_a_surname_alone_has_candidates() {
    let folder = edition(&[
        ("a", "We saw Mr. John Gray there."),
        ("b", "We saw Mr. Peter Gray there."),
        ("c", "We saw Mr. Gray there, and Mr. Kamenev."),
        ("d", "We saw Mr. Kamensky there, and Mr. Spandaryan, and then Mr. Spandarian."),
    ]);
    assert_eq!(run(folder.path(), &["entities"]).0, Some(0));
    let table = read(folder.path(), TABLE);
    assert_eq!(row(&table, "gray")["candidates"], "gray-j; gray-p");
    assert_eq!(row(&table, "gray-p")["forms"], "Peter Gray");
    assert_eq!(row(&table, "kamenev")["mentions"], "1");
    assert_eq!(row(&table, "kamensky")["mentions"], "1");
    assert_eq!(row(&table, "spandaryan")["forms"], "Spandaryan; Spandarian");
}

#[test]
fn the_table_is_the_same_for_any_number_of_threads() {
    let texts: Vec<(String, String)> = (0..24)
        .map(|n| (format!("t{n}"), format!("Mr. Gray met Mr. {n}. Holt, and Mr. J. Gray.")))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    let folder = edition(&texts);
    let table = |threads: &str| {
        assert_eq!(run(folder.path(), &["entities", "--threads", threads]).0, Some(0));
        read(folder.path(), TABLE)
    };
    let one = table("1");
    assert!(rows(&one).len() > 3, "{one}");
    assert_eq!(one, table("4"));
}

#[test]
fn a_name_that_a_spreadsheet_would_run_is_guarded() {
    let folder = edition(&[("a", "Nothing.")]);
    write(folder.path(), "authority/places.tsv", "id\tpreferred\nsum\t=1+1\n");
    assert_eq!(run(folder.path(), &["entities"]).0, Some(0));
    let table = read(folder.path(), TABLE);
    assert_eq!(row(&table, "sum")["name"], "'=1+1");
}

#[test]
fn fainter_names_are_left_out_when_asked_to() {
    let folder = edition(&[("a", "We saw Mr. Gray near the Brandal Works.")]);
    let count = |arguments: &[&str]| {
        assert_eq!(run(folder.path(), arguments).0, Some(0));
        let table = read(folder.path(), TABLE);
        rows(&table).iter().filter(|row| row["listed"] == "no").count()
    };
    let (all, sure) = (count(&["entities"]), count(&["entities", "--min-certainty", "high"]));
    assert!(all > sure && sure > 0, "{all} {sure}");
}

#[test]
fn the_certainty_of_the_command_line_goes_before_that_of_the_edition() {
    let folder = edition(&[("a", "We saw Mr. Gray near the Brandal Works.")]);
    let built = |arguments: &[&str]| {
        assert_eq!(run(folder.path(), arguments).0, Some(0));
        read(folder.path(), "output/a.xml")
    };
    let usual = built(&["build"]);
    let low = built(&["build", "--min-certainty", "low"]);
    assert!(!usual.contains("Works</") && low.contains("Works</orgName>"), "{usual} {low}");
    assert_eq!(usual, built(&["build"]), "what was kept is of the same certainty");
    let (_, xml, _) = run(folder.path(), &["edit", "input/a.txt", "--min-certainty", "low"]);
    assert!(xml.contains("Works</orgName>"), "{xml}");
    assert_eq!(run(folder.path(), &["build", "--min-certainty", "sure"]).0, Some(2));
}
