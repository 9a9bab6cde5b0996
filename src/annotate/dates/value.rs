//! The value of a date expression, as the attributes of TEI's `date`.

use super::iso::Iso;
use crate::calendar::{Calendar, Day};

/// The attributes of a `date` element, by name, in the order in which they are written.
///
/// `when`, `from`, `to`, `notBefore` and `notAfter` are Gregorian; the Old Style value stands in
/// `when-custom` and its kin with `datingMethod` (TEI Guidelines, chapter 14.4).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateValue {
    attributes: Vec<(&'static str, String)>,
}

/// The order of the attributes.
const ORDER: [&str; 20] = [
    "when",
    "from",
    "to",
    "notBefore",
    "notAfter",
    "when-iso",
    "dur-iso",
    "when-custom",
    "from-custom",
    "to-custom",
    "notBefore-custom",
    "notAfter-custom",
    "calendar",
    "datingMethod",
    "datingPoint",
    "period",
    "type",
    "precision",
    "cert",
    "evidence",
];

impl DateValue {
    /// The value with these attributes; names that are none of a date are kept as they come.
    #[must_use]
    pub fn of(attributes: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let mut value = Self::default();
        for (name, text) in attributes {
            value.set(name, text);
        }
        value
    }

    /// The attributes, name and value.
    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.attributes.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The value of one attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes().find(|(other, _)| *other == name).map(|(_, value)| value)
    }

    /// Whether it has no attribute at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// The Gregorian days it covers, first and last; an open end is none, and both are where no
    /// year is known.
    #[must_use]
    pub fn days(&self) -> (Option<Day>, Option<Day>) {
        let read = |name| Iso::parse(self.get(name)?);
        let first = read("when").or_else(|| read("from")).or_else(|| read("notBefore"));
        let last = read("when").or_else(|| read("to")).or_else(|| read("notAfter"));
        (
            first.and_then(|iso| iso.first(Calendar::Gregorian)),
            last.and_then(|iso| iso.last(Calendar::Gregorian)),
        )
    }

    /// Sets an attribute, or replaces it.
    pub(super) fn set(&mut self, name: &'static str, value: impl Into<String>) {
        let place =
            |name: &str| ORDER.iter().position(|other| *other == name).unwrap_or(ORDER.len());
        let at = self.attributes.partition_point(|(other, _)| place(other) < place(name));
        match self.attributes.get_mut(at).filter(|(other, _)| *other == name) {
            Some((_, old)) => *old = value.into(),
            None => self.attributes.insert(at, (name, value.into())),
        }
    }
}
