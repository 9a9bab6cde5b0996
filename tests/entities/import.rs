//! `rubricate entities --import`: a corrected table comes back.

use super::{edition, read, row, rows, run, write};
use proptest::prelude::*;
use rubricate::csv::push_row;
use rubricate::files;
use std::collections::BTreeMap;
use std::path::Path;

const TABLE: &str = "output/entities.csv";

/// The files that an import may change, with their content.
fn state(folder: &Path) -> BTreeMap<String, String> {
    let mut state = BTreeMap::new();
    for part in ["authority", "decisions"] {
        let below = files::below(&folder.join(part), |_| true).expect("it can be listed");
        for path in below.files {
            let text = std::fs::read_to_string(&path).expect("it is UTF-8");
            state.insert(files::printed(path.strip_prefix(folder).expect("it is below")), text);
        }
    }
    state
}

/// The table of an edition with cells changed: the row by its `id`, the column, the new cell.
fn corrected(folder: &Path, changes: &[(&str, &str, &str)]) -> String {
    assert_eq!(run(folder, &["entities"]).0, Some(0));
    let written = read(folder, TABLE);
    let columns = rubricate::entities::table::COLUMNS;
    let mut table = String::new();
    push_row(&mut table, columns);
    for row in rows(&written) {
        let cell = |column: &&str| {
            let change = changes.iter().find(|(id, to, _)| row["id"] == *id && to == column);
            change.map_or_else(|| row[*column].clone(), |(.., cell)| (*cell).to_owned())
        };
        push_row(&mut table, columns.iter().map(cell));
    }
    table
}

/// Imports a table: the exit code, what was printed, and what was complained of.
fn import(folder: &Path, table: impl AsRef<[u8]>) -> (Option<i32>, String, String) {
    write(folder, "corrected.csv", table);
    run(folder, &["entities", "--import", "corrected.csv"])
}

/// Changes that are taken in; what is said of it.
fn taken(folder: &Path, changes: &[(&str, &str, &str)]) -> String {
    let (code, told, complaints) = import(folder, corrected(folder, changes));
    assert_eq!((code, complaints.as_str()), (Some(0), ""), "{told}");
    told
}

/// A table that is refused; what is said of it. Nothing is written.
fn refused(folder: &Path, table: impl AsRef<[u8]>) -> String {
    let before = state(folder);
    let (code, told, complaints) = import(folder, table);
    assert_eq!((code, told.as_str()), (Some(1), ""), "{complaints}");
    assert_eq!(state(folder), before);
    let end = "Nothing is written: mend these rows, or leave them as they were.\n";
    complaints.strip_suffix(end).unwrap_or_else(|| panic!("{complaints}")).to_owned()
}

/// The table as it would be written now.
fn table(folder: &Path) -> String {
    assert_eq!(run(folder, &["entities"]).0, Some(0));
    read(folder, TABLE)
}

fn people() -> tempfile::TempDir {
    edition(&[
        ("a", "We saw Mr. John Gray and Mrs. Holt there. Mr. Gray left for York, then for Perm."),
        ("b", "Mr. J. Gray and Mr. Moss came back from Perm. Mr. Levan Orbeli wrote to Mr. Holt."),
        ("c", "Mr. Abel Reed and Mr. Peter Reed were here."),
        ("d", "Mr. Reed was here."),
    ])
}

#[test]
fn a_table_that_nobody_touched_changes_nothing() {
    let folder = people();
    assert_eq!(
        run(folder.path(), &["decide", "reject", "a", "Holt", "--element", "persName"]).0,
        Some(0)
    );
    let before = state(folder.path());
    assert_eq!(taken(folder.path(), &[]), "0 new entries, 0 decisions\n");
    assert_eq!(state(folder.path()), before);
}

#[test]
fn a_row_with_another_id_and_name_becomes_a_row_of_the_list() {
    let folder = people();
    let changes = [("gray-j", "id", "gray"), ("gray-j", "name", "Gray, John Abel")];
    let told = taken(folder.path(), &changes);
    assert!(told.contains(": `gray` is listed as `Gray, John Abel`\n"), "{told}");
    assert_eq!(
        read(folder.path(), "authority/persons.tsv"),
        format!("{}gray\tGray, John Abel\tGray\tJohn Abel\t\t\n", super::PERSONS)
    );
    let table = table(folder.path());
    let gray = row(&table, "gray");
    assert_eq!((gray["listed"].as_str(), gray["mentions"].as_str()), ("yes", "3"));
    assert!(rows(&table).iter().all(|row| row["id"] != "gray-j"));
}

#[test]
fn yes_takes_the_row_as_it_is_suggested() {
    let folder = people();
    taken(folder.path(), &[("perm", "decision", "yes")]);
    assert_eq!(
        read(folder.path(), "authority/places.tsv"),
        "id\tpreferred\r\nyork\tYork\r\nperm\tPerm\r\n"
    );
    assert_eq!(row(&table(folder.path()), "perm")["mentions"], "2");
    let xml = run(folder.path(), &["edit", "input/a.txt", "--edition", "."]).1;
    assert!(xml.contains("<placeName ref=\"#perm\">Perm</placeName>"), "{xml}");
}

#[test]
fn what_is_no_name_is_marked_nowhere() {
    let folder = people();
    let told = taken(folder.path(), &[("perm", "decision", "no")]);
    assert_eq!(told, "0 new entries, 1 decision\n");
    let decided = read(folder.path(), "decisions/_all.jsonl");
    assert_eq!(
        decided,
        "{\"decision\":\"reject\",\"exact\":\"Perm\",\"element\":\"placeName\",\"who\":\"mh\",\
         \"when\":\"2026-11-24\"}\n"
    );
    assert!(rows(&table(folder.path())).iter().all(|row| row["id"] != "perm"));
    assert_eq!(run(folder.path(), &["build"]).0, Some(0));
    assert!(!read(folder.path(), "output/b.xml").contains("<placeName"));
}

#[test]
fn another_kind_alone_marks_it_as_that() {
    let folder = people();
    let told = taken(folder.path(), &[("perm", "kind", "org")]);
    assert_eq!(told, "0 new entries, 2 decisions\n");
    let perm = row(&table(folder.path()), "perm");
    assert_eq!((perm["kind"].as_str(), perm["listed"].as_str()), ("org", "no"));
    assert!(read(folder.path(), "decisions/a.jsonl").contains("\"decision\":\"retag\""));
}

#[test]
fn another_kind_with_yes_is_listed_so() {
    let folder = people();
    taken(folder.path(), &[("perm", "kind", "personGrp"), ("perm", "decision", "yes")]);
    let orgs = read(folder.path(), "authority/orgs.tsv");
    assert_eq!(orgs, "id\tpreferred\ttype\taliases\nperm\tPerm\tpersonGrp\t\n");
    let perm = row(&table(folder.path()), "perm");
    assert_eq!((perm["kind"].as_str(), perm["mentions"].as_str()), ("personGrp", "2"));
}

#[test]
fn rows_with_one_id_are_one_entry_that_is_found_by_all_its_forms() {
    let folder = people();
    let told = taken(folder.path(), &[("gray-j", "id", "orbeli-l")]);
    assert!(told.contains("`orbeli-l` is also found by `Gray`, `J. Gray`, `John Gray`"), "{told}");
    let table = table(folder.path());
    assert_eq!(row(&table, "orbeli-l")["mentions"], "4");
    assert!(rows(&table).iter().all(|row| row["id"] != "gray-j"));
}

#[test]
fn a_row_merged_into_an_entry_of_the_lists_is_that_entry() {
    let folder = people();
    taken(folder.path(), &[("reed", "id", "moss")]);
    assert_eq!(read(folder.path(), "authority/persons.tsv"), super::PERSONS, "`Reed` is ambiguous");
    let table = table(folder.path());
    assert_eq!(row(&table, "moss")["forms"], "Moss; Reed");
    assert_eq!(row(&table, "reed-a")["mentions"], "1");
}

#[test]
fn aliases_are_added_to_those_that_are_there() {
    let folder = people();
    let persons = super::PERSONS.replace(
        "moss\tMoss, Peter\tMoss\tPeter\n",
        "moss\tMoss, Peter\tMoss\tPeter\tthe Elder\tx\n",
    );
    write(folder.path(), "authority/persons.tsv", &persons);
    taken(folder.path(), &[("orbeli-l", "id", "moss")]);
    let expected = persons.replace("the Elder", "the Elder; Levan Orbeli");
    assert_eq!(read(folder.path(), "authority/persons.tsv"), expected);
}

#[test]
fn a_table_taken_in_twice_changes_nothing_the_second_time() {
    let folder = people();
    let changes = [
        ("gray-j", "id", "gray"),
        ("perm", "decision", "no"),
        ("holt", "id", "moss"),
        ("orbeli-l", "name", "Orbeli, L."),
    ];
    let table = corrected(folder.path(), &changes);
    assert_eq!(import(folder.path(), &table).0, Some(0));
    let before = state(folder.path());
    let (code, told, _) = import(folder.path(), &table);
    assert_eq!(
        (code, told.as_str()),
        (Some(0), "0 new entries, 0 decisions, 4 rows as they are already\n")
    );
    assert_eq!(state(folder.path()), before);
}

#[test]
fn a_table_of_excel_is_read_in_each_form_that_keeps_its_letters() {
    let changes = [("gray-j", "id", "gray"), ("gray-j", "name", "Gráy, John")];
    let texts = |table: &str| {
        let cells = rubricate::csv::read(table, ',').expect("it is a table");
        let with = |separator: &str| {
            let row = |row: &rubricate::csv::Row| {
                let cells =
                    row.cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
                cells.collect::<Vec<_>>().join(separator)
            };
            cells.iter().map(row).collect::<Vec<_>>().join("\r\n")
        };
        let utf_16 = |text: &str| {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            [0xFF, 0xFE].into_iter().chain(units).collect::<Vec<u8>>()
        };
        [with(";").into_bytes(), with("\t").into_bytes(), utf_16(&with("\t"))]
    };
    for at in 0..3 {
        let folder = people();
        let table = texts(&corrected(folder.path(), &changes))[at].clone();
        let (code, told, complaints) = import(folder.path(), table);
        assert_eq!(code, Some(0), "{at}: {complaints}");
        assert!(told.contains("`gray` is listed as `Gráy, John`"), "{at}: {told}");
    }
}

#[test]
fn a_table_in_a_legacy_encoding_is_refused() {
    let folder = people();
    let table = corrected(folder.path(), &[("gray-j", "name", "Gr\u{1}y, John")]);
    let bytes: Vec<u8> = table.bytes().map(|byte| if byte == 1 { 0xE1 } else { byte }).collect();
    let told = refused(folder.path(), bytes);
    assert!(told.starts_with("corrected.csv:2:"), "{told}");
    assert!(told.contains("wanted UTF-8 (of Excel: `CSV UTF-8`)"), "{told}");
}

#[test]
fn missing_columns_are_named() {
    let folder = people();
    let table = corrected(folder.path(), &[]).replacen("kind,id", "type,number", 1);
    let told = refused(folder.path(), table);
    assert!(told.starts_with("corrected.csv:1:1: the columns `kind`, `id` are missing; the first row has `decision`, `type`, `number`"), "{told}");
    assert!(refused(folder.path(), "\n").contains("the table is empty"));
}

#[test]
fn a_row_that_stands_twice_is_named_with_both_lines() {
    let folder = people();
    let table = corrected(folder.path(), &[]);
    let last = table.trim_end().rsplit_once('\n').expect("it has rows").1;
    let told = refused(folder.path(), format!("{table}{last}\n"));
    let lines = table.lines().count();
    assert_eq!(
        told,
        format!(
            "corrected.csv:{}:1: `was` is that of line {lines}: wanted one row for `york`\n",
            lines + 1
        )
    );
}

#[test]
fn rows_merged_in_a_circle_are_refused() {
    let folder = people();
    let told = refused(
        folder.path(),
        corrected(folder.path(), &[("gray-j", "id", "holt"), ("holt", "id", "gray-j")]),
    );
    assert_eq!(
        told,
        "corrected.csv:2:1: `gray-j` (line 2), which is merged into `holt` (line 3) is merged into `gray-j` again: wanted one that keeps its own `id`\n\
         corrected.csv:3:1: `holt` (line 3), which is merged into `gray-j` (line 2) is merged into `holt` again: wanted one that keeps its own `id`\n"
    );
}

#[test]
fn identifiers_that_are_no_xml_names_are_refused() {
    let folder = people();
    let told = refused(
        folder.path(),
        corrected(folder.path(), &[("gray-j", "id", "7 Gray"), ("holt", "id", "")]),
    );
    assert_eq!(
        told,
        "corrected.csv:2:1: `id` is `7 Gray`, which is no XML name: wanted letters, digits, `-`, `_` and `.`, the first a letter or `_`\n\
         corrected.csv:3:1: `id` is empty: wanted an identifier; for what is no name, `no` in `decision`\n"
    );
}

#[test]
fn each_row_that_cannot_be_used_is_told_and_none_is() {
    let folder = people();
    let cases = [
        (
            &[("gray-j", "decision", "maybe")][..],
            "`decision` is `maybe`: wanted `yes`, `no` or nothing",
        ),
        (&[("gray-j", "kind", "Person")], "`kind` is `Person`: wanted one of `person`,"),
        (&[("gray-j", "name", " ")], "`name` is empty"),
        (&[("gray-j", "was", "gray")], "`was` is `gray`: wanted what the table was written with"),
        (
            &[("gray-j", "was", "person gray-q Gray, Q."), ("gray-j", "decision", "yes")],
            "the texts have no `gray-q` named `Gray, Q.` any more",
        ),
        (
            &[("gray-j", "decision", "no"), ("gray-j", "id", "gray")],
            "`no` says that it is no name, and `id` is changed",
        ),
        (&[("moss", "name", "Moss, P.")], "`moss` is in persons.tsv:3: change its `name` there"),
        (
            &[("gray-j", "id", "york")],
            "`york` is a `place` in places.tsv:2, and `kind` is `person`: wanted `place`",
        ),
        (
            &[("gray-j", "id", "moss"), ("gray-j", "name", "Gray, J.")],
            "`moss` is in persons.tsv:3 as `Moss, Peter`",
        ),
        (&[("gray-j", "id", "mh")], "`mh` is the id of an editor in edition.toml"),
        (
            &[("gray-j", "id", "x"), ("perm", "id", "x")],
            "`x` is a `person` in line 2 and a `place` here",
        ),
        (
            &[
                ("gray-j", "id", "x"),
                ("gray-j", "name", "A"),
                ("holt", "id", "x"),
                ("holt", "name", "B"),
            ],
            "`x` is `A` in line 2 and `B` here: wanted one name",
        ),
        (
            &[("gray-j", "id", "holt"), ("holt", "decision", "no")],
            "it is merged into `holt`, which is no name in line 3",
        ),
    ];
    for (changes, message) in cases {
        let table = corrected(folder.path(), changes);
        let told = refused(folder.path(), table);
        assert!(told.contains(message), "{changes:?}: {told}");
    }
}

#[test]
fn a_name_that_begins_as_a_formula_comes_back_as_it_was() {
    let folder = people();
    taken(folder.path(), &[("perm", "name", "=Perm"), ("gray-j", "name", "'-Gray")]);
    assert!(read(folder.path(), "authority/places.tsv").ends_with("\r\nperm\t=Perm\r\n"));
    assert!(read(folder.path(), "authority/persons.tsv").contains("gray-j\t-Gray\t-Gray\t"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Whatever was decided, the next table says so; and taken in again it changes nothing.
    #[test]
    fn the_next_table_says_what_was_decided(
        texts in proptest::collection::vec(text(), 1..4),
        decided in proptest::collection::vec((0..9_usize, 0..4_u8), 0..6),
    ) {
        let names: Vec<String> = (0..texts.len()).map(|at| format!("t{at}")).collect();
        let texts: Vec<(&str, &str)> =
            names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let folder = edition(&texts);
        let folder = folder.path();
        let first = table(folder);
        let before = state(folder);
        prop_assert_eq!(import(folder, &first).0, Some(0));
        prop_assert_eq!(state(folder), before, "untouched");

        let open: Vec<BTreeMap<String, String>> =
            rows(&first).into_iter().filter(|row| row["listed"] == "no").collect();
        let mut wanted: BTreeMap<String, u8> = BTreeMap::new();
        for (at, what) in decided {
            if let Some(row) = open.get(at) {
                wanted.insert(row["id"].clone(), what);
            }
        }
        let changes: Vec<(&str, &str, &str)> = wanted.iter().map(|(id, what)| {
            let (column, cell) = [("decision", "yes"), ("decision", "no"), ("id", "moss-2"), ("kind", "event")][usize::from(*what)];
            (id.as_str(), column, cell)
        }).collect();
        // One entry is of one kind.
        let kind = |id: &str| open.iter().find(|row| row["id"] == id).map(|row| row["kind"].clone());
        let merged: Vec<_> = changes.iter().filter(|(_, column, _)| *column == "id").map(|(id, ..)| kind(id)).collect();
        prop_assume!(merged.windows(2).all(|pair| pair[0] == pair[1]));

        let given = corrected(folder, &changes);
        let (code, told, complaints) = import(folder, &given);
        prop_assert_eq!(code, Some(0), "{}{}", told, complaints);
        prop_assert_eq!(run(folder, &["build"]).0, Some(0));
        let next = table(folder);
        let count = |id: &str| rows(&next).iter().find(|row| row["id"] == id && row["listed"] == "yes")
            .map_or(0, |row| row["mentions"].parse().unwrap_or(0));
        let mut into_moss = 0;
        for (id, what) in &wanted {
            let row = open.iter().find(|row| row["id"] == *id).expect("it was open");
            let mentions: usize = row["mentions"].parse().expect("a number");
            match what {
                0 => prop_assert!(count(id) >= mentions, "{}: {}", id, next),
                1 => {
                    let again = rows(&next).into_iter().any(|now| now["was"] == row["was"]);
                    prop_assert!(!again, "{}: {}", id, next);
                }
                2 => into_moss += mentions,
                _ => {
                    let forms = rows(&next).into_iter().filter(|now| now["kind"] == "event");
                    let found: usize = forms.map(|now| now["mentions"].parse().unwrap_or(0)).sum();
                    prop_assert!(found >= mentions, "{}: {}", id, next);
                }
            }
        }
        prop_assert!(count("moss-2") >= into_moss, "{}", next);
        let before = state(folder);
        prop_assert_eq!(import(folder, &next).0, Some(0));
        prop_assert_eq!(state(folder), before, "taken in again");
    }
}

/// A text in which a few people and places are named.
fn text() -> impl Strategy<Value = String> {
    let sentence = proptest::sample::select(vec![
        "We saw Mr. John Gray in Perm.",
        "Mr. Gray came on Monday with Mrs. Holt.",
        "Mr. J. Gray and Mr. P. Gray wrote to the Star Society.",
        "Then Mr. Moss left London for York.",
        "Captain Holt had a letter from Peter Gray about Kazan.",
        "The Draft Bill Regarding Trade was read in Perm.",
    ]);
    proptest::collection::vec(sentence, 1..5).prop_map(|sentences| sentences.join(" "))
}
