//! Lists that get new entries and aliases. Everything else in them stays as it is, to the byte.

use super::table::{Field, row};
use super::{Authority, ORGS, OrgKind, PERSONS, PLACES};
use crate::diagnostic::Diagnostic;
use crate::files;
use crate::source::Source;
use std::path::{Path, PathBuf};

/// The texts of the three lists, to be changed.
#[derive(Debug, Clone)]
pub struct Lists {
    folder: PathBuf,
    lists: [(List, String); 3],
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// `persons.tsv`.
    Persons,
    /// `places.tsv`.
    Places,
    /// `orgs.tsv`.
    Orgs,
}

impl List {
    /// The name of its file.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Persons => PERSONS,
            Self::Places => PLACES,
            Self::Orgs => ORGS,
        }
    }

    /// The first row of a list that is begun.
    fn header(self) -> &'static str {
        match self {
            Self::Persons => "id\tpreferred\tsurname\tforename\taliases\n",
            Self::Places => "id\tpreferred\taliases\n",
            Self::Orgs => "id\tpreferred\ttype\taliases\n",
        }
    }
}

/// An entry that a list has not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewEntry {
    /// Its identifier.
    pub id: String,
    /// The name under which the register lists it.
    pub preferred: String,
    /// Surname and forenames of a person, where the name has both.
    pub parts: Option<(String, String)>,
    /// What it is, in the list of organisations.
    pub kind: OrgKind,
}

/// The rows of a list that hold something, the header first, each with where the next one begins.
fn rows(text: &str) -> Vec<(Vec<Field<'_>>, usize)> {
    let mut rows = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (fields, next) = row(text, at);
        let is_empty = fields.iter().all(|field| field.value.trim().is_empty());
        if !is_empty && !fields[0].value.starts_with('#') {
            rows.push((fields, next));
        }
        at = next;
    }
    rows
}

fn column(header: &[Field], name: &str) -> Option<usize> {
    header.iter().position(|field| field.value.trim() == name)
}

/// A value as a cell.
fn cell(value: &str) -> String {
    let plain = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if plain.starts_with('"') { format!("\"{}\"", plain.replace('"', "\"\"")) } else { plain }
}

impl Lists {
    /// The lists of a folder as they are; one that is not there is empty.
    ///
    /// # Errors
    /// A list that is there and cannot be read.
    pub fn open(folder: &Path) -> std::io::Result<Self> {
        let read = |list: List| {
            let path = folder.join(list.file());
            let text = if path.exists() { std::fs::read_to_string(path)? } else { String::new() };
            Ok::<_, std::io::Error>((list, text))
        };
        let lists = [read(List::Persons)?, read(List::Places)?, read(List::Orgs)?];
        Ok(Self { folder: folder.to_path_buf(), lists })
    }

    fn text(&mut self, list: List) -> &mut String {
        let [persons, places, orgs] = &mut self.lists;
        match list {
            List::Persons => &mut persons.1,
            List::Places => &mut places.1,
            List::Orgs => &mut orgs.1,
        }
    }

    /// Adds an entry as the last row of a list; a list that is empty is begun.
    ///
    /// # Errors
    /// A list without the column `type` for what is no organisation, as a message.
    pub fn add(&mut self, list: List, entry: &NewEntry) -> Result<(), String> {
        let text = self.text(list);
        if rows(text).is_empty() {
            end_line(text, "\n");
            text.push_str(list.header());
        }
        let found = rows(text);
        let header: Vec<String> =
            found[0].0.iter().map(|field| field.value.trim().to_owned()).collect();
        let first = &text[found[0].0[0].at..found[0].1];
        let end = if first.ends_with("\r\n") { "\r\n" } else { "\n" };
        let kind = OrgKind::ALL.iter().find(|(_, kind)| *kind == entry.kind).map(|(word, _)| *word);
        let kind = kind.filter(|_| list == List::Orgs).unwrap_or_default();
        if list == List::Orgs && entry.kind != OrgKind::Org && !header.iter().any(|c| c == "type") {
            return Err(format!("{} has no column `type`, wanted for `{kind}`", list.file()));
        }
        let (surname, forename) = entry.parts.as_ref().map_or(("", ""), |(s, f)| (s, f));
        let cells = header.iter().map(|column| match column.as_str() {
            "id" => entry.id.clone(),
            "preferred" => cell(&entry.preferred),
            "surname" => cell(surname),
            "forename" => cell(forename),
            "type" => kind.to_owned(),
            _ => String::new(),
        });
        let row = cells.collect::<Vec<_>>().join("\t");
        end_line(text, end);
        text.push_str(&row);
        text.push_str(end);
        Ok(())
    }

    /// Adds aliases to the entry with an identifier. Whether there is a place for them: a list
    /// without the column `aliases` has none.
    pub fn add_aliases(&mut self, id: &str, aliases: &[String]) -> bool {
        for (_, text) in &mut self.lists {
            if let Some(changed) = with_aliases(text, id, aliases) {
                *text = changed;
                return true;
            }
        }
        false
    }

    /// The lists as they would be read.
    ///
    /// # Errors
    /// Everything that is wrong in them.
    pub fn authority(&self) -> Result<Authority, Vec<Diagnostic>> {
        let folder = files::printed(&self.folder);
        let source = |(list, text): &(List, String)| {
            Source::from_text(&format!("{folder}/{}", list.file()), text.as_str())
        };
        let [persons, places, orgs] = &self.lists;
        Authority::from_sources(&source(persons), &source(places), &source(orgs))
    }

    /// The files with their new content, those without any left out.
    #[must_use]
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let written = self.lists.iter().filter(|(_, text)| !text.is_empty());
        let file = |(list, text): &(List, String)| {
            (self.folder.join(list.file()), text.clone().into_bytes())
        };
        written.map(file).collect()
    }
}

/// Ends the last line of a text.
fn end_line(text: &mut String, end: &str) {
    if !text.is_empty() && !text.ends_with(['\n', '\r']) {
        text.push_str(end);
    }
}

/// A list with more aliases for one entry; none where it has no such entry, or no place for them.
fn with_aliases(text: &str, id: &str, aliases: &[String]) -> Option<String> {
    let rows = rows(text);
    let (header, _) = rows.first()?;
    let (ids, column) = (column(header, "id")?, column(header, "aliases")?);
    let is_entry = |fields: &[Field]| fields.get(ids).is_some_and(|field| field.value.trim() == id);
    let (fields, next) = rows.iter().skip(1).find(|(fields, _)| is_entry(fields))?;
    let end_of_row = text[..*next].trim_end_matches(['\n', '\r']).len();
    let (at, end, old, gap) = match fields.get(column) {
        Some(field) => {
            let end = fields.get(column + 1).map_or(end_of_row, |next| next.at - 1);
            (field.at, end, field.value.trim().to_owned(), 0)
        }
        None => (end_of_row, end_of_row, String::new(), column + 1 - fields.len()),
    };
    let known = old.split(';').map(str::trim).filter(|alias| !alias.is_empty());
    let mut all: Vec<&str> = known.collect();
    for alias in aliases {
        if !all.contains(&alias.as_str()) {
            all.push(alias);
        }
    }
    let (tabs, cell) = ("\t".repeat(gap), cell(&all.join("; ")));
    Some(format!("{}{tabs}{cell}{}", &text[..at], &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(persons: &str) -> Lists {
        let lists = [(List::Persons, persons), (List::Places, ""), (List::Orgs, "id\tpreferred")];
        let lists = lists.map(|(list, text)| (list, text.to_owned()));
        Lists { folder: "authority".into(), lists }
    }

    fn entry(id: &str, name: &str) -> NewEntry {
        NewEntry { id: id.to_owned(), preferred: name.to_owned(), ..NewEntry::default() }
    }

    #[test]
    fn a_new_row_fills_the_columns_that_are_there() {
        let mut lists = lists("# ours\r\nid\tnote\tforename\tpreferred\r\na\tx\t\tA");
        let parts = Some(("Gray".to_owned(), "John".to_owned()));
        let gray = NewEntry { parts, ..entry("gray-j", "Gray, John") };
        assert_eq!(lists.add(List::Persons, &gray), Ok(()));
        assert_eq!(
            lists.lists[0].1,
            "# ours\r\nid\tnote\tforename\tpreferred\r\na\tx\t\tA\r\ngray-j\t\tJohn\tGray, John\r\n"
        );
    }

    #[test]
    fn an_empty_list_is_begun() {
        let mut lists = lists("");
        assert_eq!(lists.add(List::Places, &entry("york", "York")), Ok(()));
        assert_eq!(lists.lists[1].1, "id\tpreferred\taliases\nyork\tYork\t\n");
        assert_eq!(lists.files().len(), 2);
    }

    #[test]
    fn what_is_no_organisation_needs_its_type() {
        let crew = NewEntry { kind: OrgKind::PersonGroup, ..entry("crew", "the crew") };
        assert_eq!(
            lists("").add(List::Orgs, &crew),
            Err("orgs.tsv has no column `type`, wanted for `personGrp`".to_owned())
        );
    }

    #[test]
    fn aliases_go_into_their_cell_and_nothing_else_changes() {
        let aliases = ["B".to_owned(), "C".to_owned()];
        for (before, after) in [
            ("id\taliases\tx\na\tB\t1\nb\t\t\n", "id\taliases\tx\na\tB; C\t1\nb\t\t\n"),
            ("id\tx\taliases\r\na\r\n", "id\tx\taliases\r\na\t\tB; C\r\n"),
            ("id\taliases\na\t\"\"\"D\"\"; E\"\n", "id\taliases\na\t\"\"\"D\"\"; E; B; C\"\n"),
        ] {
            assert_eq!(with_aliases(before, "a", &aliases).as_deref(), Some(after));
        }
        assert_eq!(with_aliases("id\tx\na\t1\n", "a", &aliases), None);
        assert_eq!(with_aliases("id\taliases\nb\t1\n", "a", &aliases), None);
    }
}
