//! From the fields of a row to a typed entry.

use super::dates::LifeDate;
use super::identifiers::{Identifier, Scheme};
use super::table::{Field, Table};
use super::{Coordinates, Entry, Org, OrgKind, Person, Place};
use crate::diagnostic::{Code, Diagnostic};
use crate::xml::{is_name_char, is_name_start};
use unicode_normalization::UnicodeNormalization;

/// A row whose fields are taken out one after the other; what is left are notes.
pub(super) struct Row<'r, 'a> {
    table: &'r Table<'a>,
    fields: &'r [Field<'a>],
    faults: &'r mut Vec<Diagnostic>,
    taken: Vec<bool>,
}

pub(super) fn person(row: &mut Row) -> Person {
    let mut person = Person {
        entry: row.entry(),
        surname: row.take("surname"),
        forename: row.take("forename"),
        patronymic: row.take("patronymic"),
        birth: row.date("birth"),
        death: row.date("death"),
        role: row.take("role"),
    };
    if let (Some(birth), Some(death)) = (&person.birth, &person.death)
        && death.date.is_before(birth.date)
    {
        let message = format!("`{}` is before the birth, `{}`", death.date, birth.date);
        row.fault("death", Code::AuthorityValue, &message);
    }
    person.entry.notes = row.rest();
    person
}

pub(super) fn place(row: &mut Row) -> Place {
    let mut place =
        Place { entry: row.entry(), kind: row.take("type"), coordinates: row.coordinates() };
    place.entry.notes = row.rest();
    place
}

pub(super) fn org(row: &mut Row) -> Org {
    let mut org = Org { entry: row.entry(), kind: row.org_kind() };
    org.entry.notes = row.rest();
    org
}

impl<'r, 'a> Row<'r, 'a> {
    pub(super) fn new(
        table: &'r Table<'a>,
        fields: &'r [Field<'a>],
        faults: &'r mut Vec<Diagnostic>,
    ) -> Self {
        Self { table, fields, faults, taken: vec![false; table.header.len()] }
    }

    fn entry(&mut self) -> Entry {
        let id = self.take("id");
        if id.is_empty() {
            self.fault("id", Code::AuthorityValue, "an identifier is wanted here");
        } else if let Err(message) = check_ncname(&id) {
            self.fault("id", Code::AuthorityIdentifier, &message);
        }
        let preferred = self.take("preferred");
        if preferred.is_empty() {
            self.fault("preferred", Code::AuthorityValue, "a name is wanted here");
        }
        let aliases = self.take("aliases");
        let aliases = aliases.split(';').map(str::trim).filter(|alias| !alias.is_empty());
        let line = self.table.source.line_column(self.fields[0].at).line;
        Entry {
            id,
            preferred,
            aliases: aliases.map(str::to_owned).collect(),
            identifiers: self.identifiers(),
            notes: Vec::new(),
            line,
        }
    }

    fn identifiers(&mut self) -> Vec<Identifier> {
        let mut identifiers = Vec::new();
        for &scheme in Scheme::ALL {
            let value = self.take(scheme.name());
            if value.is_empty() {
                continue;
            }
            if !scheme.accepts(&value) {
                let message = format!("`{value}` is no such number: wanted {}", scheme.wanted());
                self.fault(scheme.name(), Code::AuthorityValue, &message);
            }
            identifiers.push(Identifier { scheme, value });
        }
        identifiers
    }

    fn date(&mut self, column: &str) -> Option<LifeDate> {
        let text = self.take(column);
        if text.is_empty() {
            return None;
        }
        match LifeDate::parse(&text) {
            Ok(date) => {
                if let Some(message) = date.discord() {
                    self.fault(column, Code::AuthorityStyles, &message);
                }
                Some(date)
            }
            Err(message) => {
                self.fault(column, Code::AuthorityValue, &message);
                None
            }
        }
    }

    fn coordinates(&mut self) -> Option<Coordinates> {
        let (lat, lon) = (self.take("lat"), self.take("lon"));
        match (lat.is_empty(), lon.is_empty()) {
            (true, true) => return None,
            (false, false) => {}
            (lat_is_missing, _) => {
                let missing = if lat_is_missing { "lat" } else { "lon" };
                let message = "the other coordinate stands alone; wanted both or none";
                self.fault(missing, Code::AuthorityValue, message);
                return None;
            }
        }
        let latitude = self.degrees("lat", &lat, 90.0)?;
        let longitude = self.degrees("lon", &lon, 180.0)?;
        Some(Coordinates { latitude, longitude, written: format!("{lat} {lon}") })
    }

    fn degrees(&mut self, column: &str, text: &str, most: f64) -> Option<f64> {
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte));
        let value = text.parse().ok().filter(|degrees: &f64| plain && degrees.abs() <= most);
        if value.is_none() {
            let message = format!(
                "`{text}` is no coordinate: wanted degrees from -{most} to {most}, such as `55.75`"
            );
            self.fault(column, Code::AuthorityValue, &message);
        }
        value
    }

    fn org_kind(&mut self) -> OrgKind {
        let word = self.take("type");
        if word.is_empty() {
            return OrgKind::default();
        }
        let known = OrgKind::ALL.iter().find(|(name, _)| *name == word);
        if known.is_none() {
            let message = format!("`{word}` is no type: wanted `org`, `personGrp` or `event`");
            self.fault("type", Code::AuthorityValue, &message);
        }
        known.map(|(_, kind)| *kind).unwrap_or_default()
    }

    /// The field of a column; empty where there is none.
    fn take(&mut self, column: &str) -> String {
        let Some(number) = self.number(column) else { return String::new() };
        self.taken[number] = true;
        self.fields.get(number).map(|field| tidy(&field.value)).unwrap_or_default()
    }

    /// The columns that nobody took.
    fn rest(&mut self) -> Vec<(String, String)> {
        let fields = self.fields.iter().zip(&self.table.header).zip(&self.taken);
        fields
            .filter(|((field, _), taken)| !**taken && !field.value.trim().is_empty())
            .map(|((field, name), _)| (name.clone(), tidy(&field.value)))
            .collect()
    }

    fn number(&self, column: &str) -> Option<usize> {
        self.table.header.iter().position(|name| name == column)
    }

    /// Something is wrong in a column; where the row ends before it, at its last field.
    fn fault(&mut self, column: &str, code: Code, message: &str) {
        let number = self.number(column).unwrap_or(0);
        let Some(field) = self.fields.get(number).or(self.fields.last()) else { return };
        let message = format!("column {} `{column}`: {message}", number + 1);
        let at = self.table.source.line_column(field.at);
        self.faults.push(Diagnostic::new(code, self.table.source.path(), Some(at), message));
    }
}

/// A field as the text will have it: composed, its spaces single and plain.
fn tidy(value: &str) -> String {
    let composed: String = value.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether `id` is an `NCName` (Namespaces in XML 1.0, production 4), as `xml:id` must be.
fn check_ncname(id: &str) -> Result<(), String> {
    let is_name = |c: char| is_name_char(c) && c != ':';
    let starts = |c: char| is_name_start(c) && c != ':';
    let wrong = id.char_indices().find(|&(at, c)| !(starts(c) || at > 0 && is_name(c)));
    match wrong {
        None => Ok(()),
        Some((0, c)) if is_name(c) => {
            Err(format!("`{id}` is no XML name: it begins with `{c}`, wanted a letter or `_`"))
        }
        Some((_, c)) => Err(format!(
            "`{id}` is no XML name: `{}` cannot stand in it, wanted letters, digits, `-`, `_`, `.`",
            c.escape_debug()
        )),
    }
}
