//! edition.toml against the table of its keys: everything that is wrong with it, at its place.

use super::keys::{KEYS, Key, REPEATED, SECTIONS, Shape};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Source;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// How many letters a key may differ from the one that is meant: a third of them.
const PART: usize = 3;

/// A value that has the shape of its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Texts(Vec<(String, usize)>),
    Flag(bool),
    Range(i32, i32),
}

/// The values of a section, each with its offset; those of a map under its own keys.
pub(super) type Section = BTreeMap<String, (Value, usize)>;

/// The checked values by section; a section that may be repeated has as many as it stands times.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub(super) sections: BTreeMap<&'static str, Vec<Section>>,
}

/// What is wrong so far.
pub(super) struct Faults<'a> {
    pub(super) source: &'a Source,
    pub(super) found: Vec<Diagnostic>,
}

impl Faults<'_> {
    pub(super) fn add(&mut self, code: Code, at: usize, message: String) {
        self.add_with_help(code, at, message, None);
    }

    fn add_with_help(&mut self, code: Code, at: usize, message: String, help: Option<String>) {
        let place = Some(self.source.line_column(at));
        let mut fault = Diagnostic::new(code, self.source.path(), place, message);
        fault.help = help;
        self.found.push(fault);
    }
}

/// Reads and checks the text of an edition.toml.
pub(super) fn check(faults: &mut Faults) -> Values {
    // A byte order mark is no part of TOML; its place is kept for the offsets.
    let text = faults.source.text().replacen('\u{FEFF}', "   ", 1);
    let (table, errors) = DeTable::parse_recoverable(&text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        let message = error.message().lines().next().unwrap_or_default().to_owned();
        faults.add(Code::EditionSyntax, at, message);
    }
    let mut values = Values::default();
    if !faults.found.is_empty() {
        return values;
    }
    for (key, value) in table.get_ref() {
        let name: &str = key.get_ref();
        if let Some((section, _)) = SECTIONS.iter().find(|(section, _)| *section == name) {
            let found = values.sections.entry(section).or_default();
            section_values(section, key, value, found, faults);
        } else {
            let top = values.sections.entry("").or_insert_with(|| vec![Section::new()]);
            key_value("", (key, value), &mut top[0], faults);
        }
    }
    let top = values.sections.entry("").or_insert_with(|| vec![Section::new()]);
    missing("", &top[0], 0, faults);
    values
}

/// The values of a section, however often it stands.
fn section_values(
    section: &'static str,
    key: &Spanned<DeString>,
    value: &Spanned<DeValue>,
    found: &mut Vec<Section>,
    faults: &mut Faults,
) {
    let repeated = REPEATED.contains(&section);
    match value.get_ref() {
        DeValue::Table(table) if !repeated => {
            found.push(one_section(section, table, key.span().start, faults));
        }
        DeValue::Array(items) if repeated => {
            for item in items {
                match item.get_ref() {
                    DeValue::Table(table) => {
                        found.push(one_section(section, table, item.span().start, faults));
                    }
                    other => wrong_type(item.span().start, section, "a section", other, faults),
                }
            }
        }
        other => {
            let wanted = if repeated {
                format!("sections that begin with `[[{section}]]`")
            } else {
                format!("a section that begins with `[{section}]`")
            };
            wrong_type(key.span().start, section, &wanted, other, faults);
        }
    }
}

fn one_section(section: &'static str, table: &DeTable, at: usize, faults: &mut Faults) -> Section {
    let mut values = Section::new();
    for pair in table {
        key_value(section, pair, &mut values, faults);
    }
    missing(section, &values, at, faults);
    values
}

/// The keys that a section needs and does not have.
fn missing(section: &str, values: &Section, at: usize, faults: &mut Faults) {
    for key in KEYS.iter().filter(|key| key.section == section && key.needed) {
        if !values.contains_key(key.name) {
            let place = match section {
                "" => String::new(),
                section => format!(" under `[{section}]`"),
            };
            let message = format!("the key `{}` is missing{place}", key.name);
            let help = format!("such as `{} = {}`", key.name, key.example);
            faults.add_with_help(Code::MissingKey, at, message, Some(help));
        }
    }
}

fn key_value(
    section: &str,
    (key, value): (&Spanned<DeString>, &Spanned<DeValue>),
    values: &mut Section,
    faults: &mut Faults,
) {
    let name: &str = key.get_ref();
    let of_section = |known: &&Key| known.section == section;
    let known = KEYS
        .iter()
        .filter(of_section)
        .find(|known| known.name == name || known.shape == Shape::Map);
    let Some(known) = known else {
        let (message, help) = unknown(section, name);
        faults.add_with_help(Code::UnknownKey, key.span().start, message, Some(help));
        return;
    };
    let at = value.span().start;
    match shaped(known.shape, value.get_ref()) {
        Ok(value) => {
            values.insert(name.to_owned(), (value, at));
        }
        Err(Some(message)) => {
            faults.add(Code::EditionValue, at, format!("`{name}` {message}"));
            // It is wrong, but it is not missing.
            values.insert(name.to_owned(), (Value::Text(String::new()), at));
        }
        Err(None) => {
            wrong_type(at, name, wanted(known.shape), value.get_ref(), faults);
            values.insert(name.to_owned(), (Value::Text(String::new()), at));
        }
    }
}

/// The value in the shape of its key, or what is wrong with it; nothing where it is another type.
fn shaped(shape: Shape, value: &DeValue) -> Result<Value, Option<String>> {
    match (shape, value) {
        (Shape::Text | Shape::Map, DeValue::String(text)) => {
            if text.trim().is_empty() {
                return Err(Some("is empty; leave the key out where it has no value".to_owned()));
            }
            Ok(Value::Text(text.to_string()))
        }
        (Shape::Word(words), DeValue::String(text)) => {
            if words.contains(&&**text) {
                return Ok(Value::Text(text.to_string()));
            }
            let words: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
            Err(Some(format!("is \"{text}\", wanted {}", words.join(" or "))))
        }
        (Shape::Flag, DeValue::Boolean(flag)) => Ok(Value::Flag(*flag)),
        (Shape::Texts, DeValue::Array(items)) => items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::String(text) => Ok((text.to_string(), item.span().start)),
                other => Err(Some(format!("holds {}, wanted texts in quotes", article(other)))),
            })
            .collect::<Result<_, _>>()
            .map(Value::Texts),
        (Shape::Range, DeValue::Array(items)) => {
            let numbers: Vec<i32> = items.iter().filter_map(|item| whole(item.get_ref())).collect();
            match numbers[..] {
                [first, last] if items.len() == 2 && first <= last => Ok(Value::Range(first, last)),
                [first, last] if items.len() == 2 => {
                    Err(Some(format!("goes from {first} to {last}, wanted the smaller first")))
                }
                _ => Err(Some("does not hold two whole numbers".to_owned())),
            }
        }
        _ => Err(None),
    }
}

fn whole(value: &DeValue) -> Option<i32> {
    let number = value.as_integer()?;
    i32::from_str_radix(number.as_str(), number.radix()).ok()
}

fn wrong_type(at: usize, name: &str, wanted: &str, got: &DeValue, faults: &mut Faults) {
    let message = format!("`{name}` is {}, wanted {wanted}", article(got));
    faults.add(Code::EditionValue, at, message);
}

fn wanted(shape: Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Map => "text in quotes",
        Shape::Word(_) => "a word in quotes",
        Shape::Texts => "texts in square brackets, as `[\"one\", \"two\"]`",
        Shape::Flag => "true or false",
        Shape::Range => "two numbers in square brackets, as `[1871, 1874]`",
    }
}

fn article(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list in square brackets",
        DeValue::Table(_) => "a section",
    }
}

/// What to say of a key that is not known: the nearest one of its section, or the section where
/// it would be known.
fn unknown(section: &str, name: &str) -> (String, String) {
    let place = match section {
        "" => "edition.toml".to_owned(),
        section => format!("`[{section}]`"),
    };
    let message = format!("`{name}` is no key of {place}");
    let elsewhere = KEYS.iter().find(|key| key.section != section && key.name == name);
    if let Some(key) = elsewhere {
        let help = match key.section {
            "" => format!("`{name}` stands at the top, before the first section"),
            section => format!("`{name}` stands under `[{section}]`"),
        };
        return (message, help);
    }
    let names = || {
        let keys = KEYS.iter().filter(move |key| key.section == section).map(|key| key.name);
        let sections = SECTIONS.iter().filter(move |_| section.is_empty()).map(|(name, _)| *name);
        keys.chain(sections).filter(|name| !name.is_empty())
    };
    let lower = name.to_lowercase().replace('_', "-");
    let nearest = names()
        .map(|known| (strsim::osa_distance(&lower, known), known))
        .filter(|(distance, known)| *distance <= known.len().max(name.len()).div_ceil(PART))
        .min();
    let help = match nearest {
        Some((_, known)) => format!("is `{known}` meant?"),
        None => format!("known are {}", names().collect::<Vec<_>>().join(", ")),
    };
    (message, help)
}
