//! Which calendar a day was written in where the text does not say: policy by edition and place.

use super::{Calendar, Civil};
use aho_corasick::{AhoCorasick, MatchKind};
use serde::Deserialize;
use std::fmt;
use std::sync::{Arc, LazyLock};

/// Until when an edition's documents are dated Old Style, and where they are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    name: Arc<str>,
    until: Option<Civil>,
    orthodox: bool,
    abroad: Places,
}

/// Places and the automaton that finds them.
#[derive(Debug, Clone)]
struct Places {
    names: Vec<String>,
    finder: AhoCorasick,
}

/// A policy was asked for that the table does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPolicy {
    wanted: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    policy: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    until: Option<String>,
    #[serde(default)]
    orthodox: bool,
    #[serde(default)]
    abroad: Vec<String>,
}

static POLICIES: LazyLock<Vec<Policy>> = LazyLock::new(|| {
    let table: Table = toml::from_str(include_str!("policies.toml"))
        .expect("policies.toml is part of the program and read by its tests");
    table.policy.into_iter().map(Policy::from_row).collect()
});

impl Policy {
    /// The policy of that name: `gregorian`, `julian`, `russia`, `britain` and so on.
    ///
    /// # Errors
    /// Where the table has no such name; the message lists those it has.
    pub fn get(name: &str) -> Result<Self, UnknownPolicy> {
        let found = POLICIES.iter().find(|policy| &*policy.name == name);
        found.cloned().ok_or_else(|| UnknownPolicy { wanted: name.to_owned() })
    }

    /// New Style throughout.
    #[must_use]
    pub fn gregorian() -> Self {
        let abroad = Places::new(Vec::new());
        Self { name: "gregorian".into(), until: None, orthodox: false, abroad }
    }

    /// The names of all policies, in the order of the table.
    pub fn names() -> impl Iterator<Item = &'static str> {
        POLICIES.iter().map(|policy| &*policy.name)
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether undated-by-style feasts are those of the Eastern churches.
    #[must_use]
    pub fn is_orthodox(&self) -> bool {
        self.orthodox
    }

    /// The places where its documents are dated New Style.
    #[must_use]
    pub fn abroad(&self) -> &[String] {
        &self.abroad.names
    }

    /// The first of these places that a text names, as a word of its own.
    #[must_use]
    pub fn place_abroad(&self, text: &str) -> Option<&str> {
        let alone = |at: usize, end: usize| {
            !text[..at].ends_with(char::is_alphanumeric)
                && !text[end..].starts_with(char::is_alphanumeric)
        };
        let mut found = self.abroad.finder.find_iter(text);
        let place = found.find(|place| alone(place.start(), place.end()))?;
        Some(&self.abroad.names[place.pattern().as_usize()])
    }

    /// The same with more places of New Style, as an edition's place list gives them.
    #[must_use]
    pub fn with_abroad(mut self, places: impl IntoIterator<Item = String>) -> Self {
        let mut names = self.abroad.names;
        names.extend(places);
        self.abroad = Places::new(names);
        self
    }

    /// The calendar of a day, month or year as it is written; a month or year that the change
    /// fell into counts as New Style.
    #[must_use]
    pub fn calendar_of(&self, year: i32, month: Option<u8>, day: Option<u8>) -> Calendar {
        let Some(until) = self.until else { return Calendar::Gregorian };
        let written = (year, month.unwrap_or(12), day.unwrap_or(31));
        let whole_last_month = Calendar::Julian.month_length(until.year, until.month);
        let last = match (month, day) {
            (Some(_), None) if until.day == whole_last_month => (until.year, until.month, 31),
            _ => (until.year, until.month, until.day),
        };
        if written <= last { Calendar::Julian } else { Calendar::Gregorian }
    }

    fn from_row(row: Row) -> Self {
        let until = row.until.map(|date| {
            let mut parts = date.splitn(3, '-').map(|part| part.parse::<i32>().unwrap_or(0));
            let mut next = || parts.next().unwrap_or(0);
            Civil { year: next(), month: next() as u8, day: next() as u8 }
        });
        let abroad = Places::new(row.abroad);
        Self { name: row.name.into(), until, orthodox: row.orthodox, abroad }
    }
}

impl Places {
    fn new(names: Vec<String>) -> Self {
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&names)
            .expect("the names of an edition's places are far below the limits of an automaton");
        Self { names, finder }
    }
}

/// The automaton follows from the names.
impl PartialEq for Places {
    fn eq(&self, other: &Self) -> bool {
        self.names == other.names
    }
}

impl Eq for Places {}

impl fmt::Display for UnknownPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Policy::names().collect();
        write!(f, "`{}` is no calendar policy; there are {}", self.wanted, names.join(", "))
    }
}

impl std::error::Error for UnknownPolicy {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_policy_ends_on_a_day_of_the_julian_calendar() {
        assert!(POLICIES.len() > 5);
        for policy in POLICIES.iter() {
            if let Some(until) = policy.until {
                assert!(Calendar::Julian.day(until).is_some(), "{}", policy.name);
            }
        }
    }

    #[test]
    fn russia_changes_after_31_january_1918() {
        let russia = Policy::get("russia").unwrap();
        assert_eq!(russia.calendar_of(1918, Some(1), Some(31)), Calendar::Julian);
        assert_eq!(russia.calendar_of(1918, Some(1), None), Calendar::Julian);
        assert_eq!(russia.calendar_of(1918, Some(2), None), Calendar::Gregorian);
        assert_eq!(russia.calendar_of(1917, None, None), Calendar::Julian);
        assert_eq!(russia.calendar_of(1918, None, None), Calendar::Gregorian);
    }

    #[test]
    fn a_place_abroad_is_a_word_of_its_own() {
        let russia = Policy::get("russia").unwrap();
        assert_eq!(russia.place_abroad("sent from Berne to London"), Some("Berne"));
        assert_eq!(russia.place_abroad("the Berner Oberland and Londonderry"), None);
        let own = russia.with_abroad(["Leyden".to_owned()]);
        assert_eq!(own.place_abroad("in Leyden"), Some("Leyden"));
    }

    #[test]
    fn an_unknown_policy_is_named_with_the_known_ones() {
        let message = Policy::get("mars").unwrap_err().to_string();
        assert!(message.starts_with("`mars` is no calendar policy; there are gregorian, julian"));
    }
}
