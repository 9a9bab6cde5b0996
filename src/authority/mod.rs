//! What the editors know: the lists of persons, places and organisations.
//!
//! Each list is a file of tab-separated values whose first row names the columns, in any order:
//!
//! | list | needed | known besides |
//! |---|---|---|
//! | `persons.tsv` | `id`, `preferred` | `surname`, `forename`, `patronymic`, `birth`, `death`, `aliases`, `role` |
//! | `places.tsv` | `id`, `preferred` | `type`, `aliases`, `lat`, `lon` |
//! | `orgs.tsv` | `id`, `preferred` | `type` (`org`, `personGrp` or `event`), `aliases` |
//!
//! and in each of them the identifiers `wikidata`, `gnd`, `viaf`, `isni`, `lccn`, `bnf` and
//! `geonames`. Every other column is kept as a note. `id` is an XML name without a colon and
//! unique over all three lists; `aliases` are separated by `;`; `birth` and `death` are
//! `1870-04-22`, `1870-04` or `1870`, with the Old Style day in brackets where it is known:
//! `1870-04-22 (OS 1870-04-10)`.
//!
//! A field that begins with `"` and has a closing `"` before the next tab or line end may hold
//! tabs and line ends; `""` stands for `"` in it. Empty rows and rows that begin with `#` are
//! passed over.

mod column;
mod dates;
mod identifiers;
mod revise;
mod row;
mod table;

pub use dates::{LifeDate, PartialDate};
pub use identifiers::{Identifier, Scheme};
pub use revise::{List, Lists, NewEntry};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::{Encoding, ReadError, Source};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use table::Table;

/// The three lists, each in the order of its file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Authority {
    /// `persons.tsv`.
    pub persons: Vec<Person>,
    /// `places.tsv`.
    pub places: Vec<Place>,
    /// `orgs.tsv`.
    pub orgs: Vec<Org>,
    /// What is doubtful in them, though they can be used.
    pub findings: Vec<Diagnostic>,
}

/// What every entry has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The `xml:id`, an `NCName`.
    pub id: String,
    /// The name under which the register lists it.
    pub preferred: String,
    /// Other forms of the name, as the editors wrote them.
    pub aliases: Vec<String>,
    /// Its numbers in the authority files of others.
    pub identifiers: Vec<Identifier>,
    /// The columns that are not known, name and value, without the empty ones.
    pub notes: Vec<(String, String)>,
    /// The line of its row, from 1.
    pub line: usize,
}

/// A row of `persons.tsv`. Empty fields are empty strings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// What every entry has.
    pub entry: Entry,
    /// The family name.
    pub surname: String,
    /// The given name or names.
    pub forename: String,
    /// The father's name.
    pub patronymic: String,
    /// The day, month or year of birth.
    pub birth: Option<LifeDate>,
    /// The day, month or year of death.
    pub death: Option<LifeDate>,
    /// What the person was.
    pub role: String,
}

/// A row of `places.tsv`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// What every entry has.
    pub entry: Entry,
    /// What kind of place, a word of the editors' own.
    pub kind: String,
    /// Where it is.
    pub coordinates: Option<Coordinates>,
}

/// Degrees north and east (WGS 84), as numbers and as the list writes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Coordinates {
    /// From -90 to 90.
    pub latitude: f64,
    /// From -180 to 180.
    pub longitude: f64,
    /// Both as written, with a space between them: the content of TEI's `geo`.
    pub written: String,
}

/// A row of `orgs.tsv`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Org {
    /// What every entry has.
    pub entry: Entry,
    /// What it is.
    pub kind: OrgKind,
}

/// What stands in the list of organisations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum OrgKind {
    /// An organisation: `orgName`.
    #[default]
    Org,
    /// Persons named as one: `rs type="personGrp"`.
    PersonGroup,
    /// An event, which some editions list beside the organisations.
    Event,
}

impl OrgKind {
    /// Every kind with the word of the column `type`.
    pub const ALL: &[(&str, Self)] =
        &[("org", Self::Org), ("personGrp", Self::PersonGroup), ("event", Self::Event)];
}

/// The names of the files, and of the lists.
const PERSONS: &str = "persons.tsv";
const PLACES: &str = "places.tsv";
const ORGS: &str = "orgs.tsv";

impl Authority {
    /// The lists of a folder; a list that is not there is empty.
    ///
    /// # Errors
    /// Everything that is wrong and doubtful, by file and place, where at least one is an error: a folder or file that cannot be
    /// read, columns that are missing, doubled or misspelt, identifiers that are doubled or no
    /// XML names, dates and coordinates that are none.
    pub fn read(dir: &Path) -> Result<Self, Vec<Diagnostic>> {
        let name = crate::files::printed(dir);
        if let Err(error) = std::fs::read_dir(dir) {
            let message = format!("the folder of the authority lists cannot be read: {error}");
            return Err(vec![Diagnostic::new(
                Code::UnreadableAuthority,
                &Arc::from(name),
                None,
                message,
            )]);
        }
        let mut faults = Vec::new();
        let [persons, places, orgs] =
            [PERSONS, PLACES, ORGS].map(|file| read_list(dir, &name, file, &mut faults));
        Self::typed(&persons, &places, &orgs, faults)
    }

    /// The lists from texts that are already read; an empty text is an empty list.
    ///
    /// # Errors
    /// As [`Authority::read`].
    pub fn from_sources(
        persons: &Source,
        places: &Source,
        orgs: &Source,
    ) -> Result<Self, Vec<Diagnostic>> {
        Self::typed(persons, places, orgs, Vec::new())
    }

    fn typed(
        persons: &Source,
        places: &Source,
        orgs: &Source,
        mut findings: Vec<Diagnostic>,
    ) -> Result<Self, Vec<Diagnostic>> {
        let mut authority = Self {
            persons: rows(persons, column::PERSONS, &mut findings, row::person),
            places: rows(places, column::PLACES, &mut findings, row::place),
            orgs: rows(orgs, column::ORGS, &mut findings, row::org),
            findings: Vec::new(),
        };
        authority.check_unique([persons, places, orgs], &mut findings);
        if findings.iter().any(|finding| finding.severity() == Severity::Error) {
            return Err(findings);
        }
        authority.findings = findings;
        Ok(authority)
    }

    /// Every entry of the three lists, in order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        let persons = self.persons.iter().map(|person| &person.entry);
        let places = self.places.iter().map(|place| &place.entry);
        persons.chain(places).chain(self.orgs.iter().map(|org| &org.entry))
    }

    fn check_unique(&self, sources: [&Source; 3], faults: &mut Vec<Diagnostic>) {
        let mut seen = BTreeMap::new();
        let lists = std::iter::empty()
            .chain(self.persons.iter().map(|person| (sources[0], &person.entry)))
            .chain(self.places.iter().map(|place| (sources[1], &place.entry)))
            .chain(self.orgs.iter().map(|org| (sources[2], &org.entry)));
        for (source, entry) in lists.filter(|(_, entry)| !entry.id.is_empty()) {
            let (first, line): (&Source, usize) =
                *seen.entry(entry.id.as_str()).or_insert((source, entry.line));
            if std::ptr::eq(first, source) && line == entry.line {
                continue;
            }
            let at = crate::source::LineColumn { line: entry.line, column: 1 };
            let message = format!(
                "the identifier `{}` is taken: {}:{line} has it already",
                entry.id,
                first.path()
            );
            let code = Code::DuplicateIdentifier;
            faults.push(Diagnostic::new(code, source.path(), Some(at), message));
        }
    }
}

fn read_list(dir: &Path, name: &str, file: &str, faults: &mut Vec<Diagnostic>) -> Source {
    let path = format!("{}/{file}", name.trim_end_matches('/'));
    let full = dir.join(file);
    if full.exists() {
        // A list without a row is as good as one that is not there.
        match Source::read(&full, &path, Some(Encoding::UTF_8)) {
            Ok(source) => return source,
            Err(ReadError::Empty) => {}
            Err(error) => {
                let message = format!("{error}; authority lists are UTF-8");
                let path = Arc::from(path.as_str());
                let at = error.into_diagnostic(&path).place.at;
                faults.push(Diagnostic::new(Code::UnreadableAuthority, &path, at, message));
            }
        }
    }
    Source::from_text(&path, "")
}

/// The typed rows of a list.
fn rows<T>(
    source: &Source,
    known: &[column::Column],
    faults: &mut Vec<Diagnostic>,
    typed: fn(&mut row::Row) -> T,
) -> Vec<T> {
    let Some(table) = Table::of(source, known, faults) else { return Vec::new() };
    table.rows().map(|fields| typed(&mut row::Row::new(&table, fields, faults))).collect()
}
