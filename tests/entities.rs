//! The names of a document: its mentions, and the provisional entries of those in no list.

mod import;
mod table;

use crate::folder::{read, run, write};
use rubricate::authority::Authority;
use rubricate::csv;
use rubricate::edition::Edition;
use rubricate::entities::Names;
use rubricate::source::Source;
use rubricate::{Desk, edit};
use std::collections::BTreeMap;

fn names(text: &str) -> Names {
    edit(&Source::from_text("t", text), &Desk::new(Edition::default(), Authority::default())).names
}

/// The forms of each provisional entry.
fn forms(names: &Names) -> Vec<String> {
    names.entities.iter().map(|entity| entity.forms.join("|")).collect()
}

#[test]
fn every_mention_in_no_list_has_one_entry() {
    let names = names("We saw Mr. Gray and Mrs. Holt there. Then Mr. Gray left.");
    assert_eq!(forms(&names), ["Gray", "Holt"]);
    for (at, mention) in names.mentions.iter().enumerate() {
        let entity = mention.entity.expect("it is in no list");
        assert!(names.entities[entity].mentions.contains(&at));
    }
}

#[test]
fn a_few_letters_apart_is_another_name() {
    assert_eq!(forms(&names("We met Mr. Kamenev, then Mr. Kamensky.")), ["Kamenev", "Kamensky"]);
}

/// An edition with these texts, and two entries in its lists.
fn edition(texts: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path();
    let editor = "title = \"Test\"\n[[editors]]\nname = \"M. Hall\"\nid = \"mh\"\n";
    write(path, "edition.toml", editor);
    write(path, "authority/persons.tsv", PERSONS);
    write(path, "authority/places.tsv", PLACES);
    for (name, text) in texts {
        write(path, &format!("input/{name}.txt"), text);
    }
    folder
}

const PERSONS: &str = "id\tpreferred\tsurname\tforename\taliases\tnote\n\
    # a comment, \t kept\n\
    moss\tMoss, Peter\tMoss\tPeter\n";
const PLACES: &str = "id\tpreferred\r\nyork\tYork";

/// The rows of a table, each cell by the name of its column.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let mut rows = csv::read(table, ',').expect("it is a table").into_iter();
    let header = rows.next().expect("it has a header").cells;
    rows.map(|row| header.iter().cloned().zip(row.cells).collect()).collect()
}

/// The row of an entity.
fn row(table: &str, id: &str) -> BTreeMap<String, String> {
    let found = rows(table).into_iter().find(|row| row["id"] == id);
    found.unwrap_or_else(|| panic!("no `{id}` in {table}"))
}
