//! The value of a date expression, as the attributes of TEI's `date`.

/// The attributes of a `date` element, by name, in the order in which they are written.
///
/// `when`, `from`, `to`, `notBefore` and `notAfter` are Gregorian; the Old Style value stands in
/// `when-custom` and its kin with `datingMethod` (TEI Guidelines, chapter 14.4).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DateValue {
    attributes: Vec<(&'static str, String)>,
}

impl DateValue {
    /// The attributes, name and value.
    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.attributes.iter().map(|(name, value)| (*name, value.as_str()))
    }
}
