//! The table of an edition's entities, for a spreadsheet or OpenRefine: written, and read back.
//!
//! CSV (RFC 4180) in UTF-8, with a byte order mark, without which Excel misreads accents. Cells
//! that a spreadsheet would run as formulas have an apostrophe before them ([`crate::csv`]).

use super::catalogue::{Catalogue, Item};
use crate::annotate::NameKind;
use crate::csv::{self, guarded, push_row, unguarded};
use crate::layer::Certainty;
use crate::source::{Encoding, LineColumn, ReadError, Source};

/// The columns in order. Those before `mentions` are the editor's, the others are for reading.
pub const COLUMNS: [&str; 13] = [
    "decision",
    "kind",
    "id",
    "name",
    "mentions",
    "certainty",
    "listed",
    "forms",
    "candidates",
    "context_1",
    "context_2",
    "context_3",
    "was",
];

/// The columns that the table cannot do without when it comes back.
const NEEDED: [&str; 5] = ["decision", "kind", "id", "name", "was"];

/// How many contexts a row has.
const CONTEXTS: usize = 3;

/// What stands between several values in one cell.
const AND: &str = "; ";

/// The kinds of entities with their words in the table.
pub const KINDS: [(&str, NameKind); 5] = [
    ("person", NameKind::Person),
    ("personGrp", NameKind::PersonGroup),
    ("place", NameKind::Place),
    ("org", NameKind::Organisation),
    ("event", NameKind::Event),
];

/// The word of a kind in the table.
#[must_use]
pub fn word(kind: NameKind) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == kind).map_or("", |(word, _)| word)
}

/// The table of a catalogue. Entities in no list whose surest mention is fainter than `least` are
/// left out.
#[must_use]
pub fn write(catalogue: &Catalogue, least: Certainty) -> String {
    let mut table = String::from("\u{FEFF}");
    push_row(&mut table, COLUMNS);
    let shown = |item: &&Item| item.is_listed || item.certainty.is_some_and(|sure| sure >= least);
    for item in catalogue.items.iter().filter(shown) {
        let mut cells = vec![
            String::new(),
            word(item.kind).to_owned(),
            item.id.clone(),
            item.name.clone(),
            item.mentions.len().to_string(),
            item.certainty.map_or("", Certainty::as_str).to_owned(),
            if item.is_listed { "yes" } else { "no" }.to_owned(),
            item.forms.join(AND),
            item.candidates.join(AND),
        ];
        let mut contexts: Vec<String> =
            catalogue.contexts(item, CONTEXTS).into_iter().map(ToString::to_string).collect();
        contexts.resize(CONTEXTS, String::new());
        cells.extend(contexts);
        cells.push(Was::of(item).to_string());
        push_row(&mut table, cells.iter().map(|cell| guarded(cell)));
    }
    table
}

/// What a row was when the table was written: its last cell, `person gray-j Gray, John`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Was {
    /// The kind.
    pub kind: NameKind,
    /// The identifier.
    pub id: String,
    /// The name.
    pub name: String,
}

impl Was {
    fn of(item: &Item) -> Self {
        Self { kind: item.kind, id: item.id.clone(), name: item.name.clone() }
    }

    fn parse(cell: &str) -> Option<Self> {
        let mut parts = cell.trim().splitn(3, ' ');
        let kind = kind(parts.next()?)?;
        let id = parts.next()?.to_owned();
        Some(Self { kind, id, name: parts.next().unwrap_or_default().to_owned() })
    }
}

impl std::fmt::Display for Was {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", word(self.kind), self.id, self.name)
    }
}

fn kind(word: &str) -> Option<NameKind> {
    KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind)
}

/// What the editor says of a row beside its new values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Nothing: an empty cell.
    None,
    /// `yes`: it goes into the list.
    Yes,
    /// `no`: it is no name.
    No,
}

/// A row that came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// The cell `decision`.
    pub answer: Answer,
    /// The kind, perhaps another one now.
    pub kind: NameKind,
    /// The identifier, perhaps another one now.
    pub id: String,
    /// The name, perhaps another one now.
    pub name: String,
    /// What the row was.
    pub was: Was,
}

impl Row {
    /// Whether the editor left it as it was written.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        let was = &self.was;
        self.answer == Answer::None
            && (self.kind, &self.id, &self.name) == (was.kind, &was.id, &was.name)
    }
}

/// Something in a table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Where; none where it is the file.
    pub at: Option<LineColumn>,
    /// What was got, and what is wanted.
    pub message: String,
}

impl Fault {
    /// A fault of a line.
    #[must_use]
    pub fn of_line(line: usize, message: String) -> Self {
        Self { at: Some(LineColumn { line, column: 1 }), message }
    }
}

/// Reads a table from the bytes of a file: UTF-8, or UTF-16 with a byte order mark; with commas,
/// semicolons or tabs between its cells.
///
/// # Errors
/// Everything in it that is no row of such a table, by line.
pub fn read(bytes: Vec<u8>) -> Result<Vec<Row>, Vec<Fault>> {
    let source = Source::from_bytes("", bytes, Some(Encoding::UTF_8)).map_err(undecoded)?;
    let text = source.text();
    let first = text.trim_start_matches('\u{FEFF}').lines().next().unwrap_or_default();
    let count = |separator: &char| first.matches(*separator).count();
    // Where all are alike there is one column, and the message says what is missing.
    let separator = [',', ';', '\t'].into_iter().rev().max_by_key(count).unwrap_or(',');
    let rows = csv::read(text, separator)
        .map_err(|fault| vec![Fault::of_line(fault.line, fault.message)])?;
    let mut rows = rows.into_iter();
    let Some(header) = rows.next() else {
        let message = format!("the table is empty: wanted the columns {}", quoted(&NEEDED));
        return Err(vec![Fault { at: None, message }]);
    };
    let columns = columns(&header)?;
    let mut faults = Vec::new();
    let rows: Vec<Row> =
        rows.filter_map(|row| self::row(&row, &header, &columns, &mut faults)).collect();
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

fn undecoded(error: ReadError) -> Vec<Fault> {
    let at = error.to_string();
    let place = error.into_diagnostic(&"".into()).place.at;
    let message = format!(
        "{at}; wanted UTF-8 (of Excel: `CSV UTF-8`), or UTF-16 with a byte order mark (of Excel: \
         `Unicode Text`)"
    );
    vec![Fault { at: place, message }]
}

fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Where the needed columns are, in the order of [`NEEDED`].
fn columns(header: &csv::Row) -> Result<[usize; NEEDED.len()], Vec<Fault>> {
    let names: Vec<&str> = header.cells.iter().map(|name| name.trim()).collect();
    let mut faults = Vec::new();
    let found = NEEDED.map(|wanted| {
        let mut at = names.iter().enumerate().filter(|(_, name)| **name == wanted);
        let first = at.next().map(|(at, _)| at);
        if let (Some(first), Some((second, _))) = (first, at.next()) {
            let (one, two) = (first + 1, second + 1);
            let message = format!("columns {one} and {two} are both named `{wanted}`");
            faults.push(Fault::of_line(header.line, message));
        }
        first
    });
    let missing: Vec<&str> = NEEDED
        .into_iter()
        .zip(&found)
        .filter(|(_, at)| at.is_none())
        .map(|(name, _)| name)
        .collect();
    if !missing.is_empty() {
        let (missing, there) = (quoted(&missing), quoted(&names));
        let message = format!("the columns {missing} are missing; the first row has {there}");
        faults.push(Fault::of_line(header.line, message));
    }
    if faults.is_empty() { Ok(found.map(Option::unwrap_or_default)) } else { Err(faults) }
}

fn row(
    row: &csv::Row,
    header: &csv::Row,
    columns: &[usize; NEEDED.len()],
    faults: &mut Vec<Fault>,
) -> Option<Row> {
    let mut fault = |message: String| faults.push(Fault::of_line(row.line, message));
    if let Some(extra) = row.cells.iter().skip(header.cells.len()).find(|cell| !cell.is_empty()) {
        let (got, wanted) = (row.cells.len(), header.cells.len());
        fault(format!("the row has {got} cells, wanted {wanted}; `{extra}` is one too many"));
        return None;
    }
    let cell = |at: usize| row.cells.get(columns[at]).map_or("", |cell| unguarded(cell)).trim();
    let name = cell(3).split_whitespace().collect::<Vec<_>>().join(" ");
    let answer = match cell(0).to_lowercase().as_str() {
        "" => Some(Answer::None),
        "yes" => Some(Answer::Yes),
        "no" => Some(Answer::No),
        _ => None,
    };
    if answer.is_none() {
        fault(format!("`decision` is `{}`: wanted `yes`, `no` or nothing", cell(0)));
    }
    let kind = kind(cell(1));
    if kind.is_none() {
        let words = KINDS.map(|(word, _)| word);
        fault(format!("`kind` is `{}`: wanted one of {}", cell(1), quoted(&words)));
    }
    let was = Was::parse(cell(4));
    if was.is_none() {
        let wanted = "wanted what the table was written with, as `person gray-j Gray, John`";
        fault(format!("`was` is `{}`: {wanted}", cell(4)));
    }
    let id = cell(2);
    if id.is_empty() {
        fault(
            "`id` is empty: wanted an identifier; for what is no name, `no` in `decision`".into(),
        );
    } else if !crate::xml::is_ncname(id) {
        fault(format!(
            "`id` is `{id}`, which is no XML name: wanted letters, digits, `-`, `_` and `.`, the \
             first a letter or `_`"
        ));
    }
    if name.is_empty() {
        fault("`name` is empty: wanted the name as the register lists it".into());
    }
    let is_sound = crate::xml::is_ncname(id) && !name.is_empty();
    let (answer, kind, was) = (answer?, kind?, was?);
    is_sound.then(|| Row { line: row.line, answer, kind, id: id.to_owned(), name, was })
}
