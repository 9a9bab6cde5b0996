//! Tab-separated values, each field with its place.

use super::column::Column;
use super::identifiers::Scheme;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use std::borrow::Cow;

/// A list as a table.
pub(super) struct Table<'a> {
    pub(super) source: &'a Source,
    /// The names of the columns, in the order of the file.
    pub(super) header: Vec<String>,
    rows: Vec<Vec<Field<'a>>>,
}

/// A field as it is written, without its quotes, and where it begins.
#[derive(Debug, Clone)]
pub(super) struct Field<'a> {
    pub(super) value: Cow<'a, str>,
    pub(super) at: usize,
}

/// How far a misspelt column may be from the one that is meant: one letter more, fewer, other or
/// two of them swapped.
const MISSPELT: usize = 1;
/// Shorter names are too near to each other for that.
const SHORTEST: usize = 4;

impl<'a> Table<'a> {
    /// The table, or none where the text has no row or its header is not sound.
    pub(super) fn of(
        source: &'a Source,
        known: &[Column],
        faults: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let mut rows = Vec::new();
        let mut at = 0;
        while at < source.text().len() {
            let (row, next) = row(source.text(), at);
            let is_empty = row.iter().all(|field| field.value.trim().is_empty());
            if !is_empty && !row[0].value.starts_with('#') {
                rows.push(row);
            }
            at = next;
        }
        if rows.is_empty() {
            return None;
        }
        let header = rows.remove(0);
        let sound = faults.len();
        check_header(source, &header, known, faults);
        if faults.len() > sound {
            return None;
        }
        let header: Vec<_> =
            header.into_iter().map(|field| field.value.trim().to_owned()).collect();
        for row in &rows {
            for (number, field) in row.iter().enumerate().skip(header.len()) {
                if !field.value.trim().is_empty() {
                    let message = format!(
                        "column {} is one too many: the header has {} columns, and here stands \
                         `{}`",
                        number + 1,
                        header.len(),
                        field.value.trim()
                    );
                    let at = Some(source.line_column(field.at));
                    faults.push(Diagnostic::new(Code::AuthorityColumn, source.path(), at, message));
                    break;
                }
            }
        }
        Some(Self { source, header, rows })
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[Field<'a>]> {
        self.rows.iter().map(Vec::as_slice)
    }
}

fn check_header(source: &Source, header: &[Field], known: &[Column], faults: &mut Vec<Diagnostic>) {
    let mut fault = |at: usize, message: String, help: Option<&str>| {
        let at = Some(source.line_column(at));
        let mut fault = Diagnostic::new(Code::AuthorityColumn, source.path(), at, message);
        fault.help = help.map(str::to_owned);
        faults.push(fault);
    };
    let names: Vec<_> = header.iter().map(|field| field.value.trim()).collect();
    for column in known.iter().filter(|column| column.needed && !names.contains(&column.name)) {
        let help = (header.len() == 1).then_some("the columns are separated by tabs");
        let message = format!(
            "the column `{}` is missing; the header has {}",
            column.name,
            names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        );
        fault(header[0].at, message, help);
    }
    let all: Vec<&str> = known
        .iter()
        .map(|column| column.name)
        .chain(Scheme::ALL.iter().map(|scheme| scheme.name()))
        .collect();
    for (number, (field, name)) in header.iter().zip(&names).enumerate() {
        if name.is_empty() {
            continue;
        }
        if let Some(first) = names[..number].iter().position(|other| other == name) {
            let message =
                format!("column {} is named `{name}`, and so is column {}", number + 1, first + 1);
            fault(field.at, message, None);
        }
        let near =
            |known: &&&str| name.len() >= SHORTEST && strsim::osa_distance(name, known) <= MISSPELT;
        if !all.contains(name)
            && let Some(meant) = all.iter().find(near)
            && !names.contains(meant)
        {
            let message = format!("column {} is named `{name}`; is `{meant}` meant?", number + 1);
            fault(field.at, message, Some("other columns are kept as notes; name them otherwise"));
        }
    }
}

/// The fields of the row at `start`, and where the next row begins.
pub(super) fn row(text: &str, start: usize) -> (Vec<Field<'_>>, usize) {
    let mut fields = Vec::new();
    // A byte order mark is no part of the first column's name.
    let bom = if start == 0 && text.starts_with('\u{FEFF}') { 3 } else { 0 };
    let mut at = start + bom;
    loop {
        let (value, end) = field(&text[at..]);
        fields.push(Field { value, at });
        at += end;
        match text.as_bytes().get(at) {
            Some(b'\t') => at += 1,
            Some(b'\r') if text.as_bytes().get(at + 1) == Some(&b'\n') => return (fields, at + 2),
            _ => return (fields, (at + 1).min(text.len())),
        }
    }
}

/// The field that `text` begins with, and where it ends.
fn field(text: &str) -> (Cow<'_, str>, usize) {
    if let Some(quoted) = text.strip_prefix('"')
        && let Some(length) = quoted_length(quoted)
    {
        let value = &quoted[..length];
        let value =
            if value.contains('"') { value.replace("\"\"", "\"").into() } else { value.into() };
        return (value, length + 2);
    }
    let end = text.find(['\t', '\n', '\r']).unwrap_or(text.len());
    (Cow::Borrowed(&text[..end]), end)
}

/// The length of a quoted field up to its closing quote; none where no quote stands at the end
/// of a field, so that the first one is a letter like any other.
fn quoted_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += memchr::memchr(b'"', &bytes[at..])?;
        match bytes.get(at + 1) {
            Some(b'"') => at += 2,
            None | Some(b'\t' | b'\n' | b'\r') => return Some(at),
            Some(_) => return None,
        }
    }
}
