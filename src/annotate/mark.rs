//! What a span of text can be marked as.

use super::dates::DateValue;

/// The kinds of names that have a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// One person: `persName`.
    Person,
    /// Several as one: `rs type="personGrp"`.
    PersonGroup,
    /// A place: `placeName`.
    Place,
    /// An organisation: `orgName`.
    Organisation,
}

/// What a span is marked as. Ranks order marks of equal span, the outer first.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A name, with the identifier of its register entry where one is known.
    Name {
        /// Which kind of name.
        kind: NameKind,
        /// The `xml:id` of the register entry.
        reference: Option<String>,
    },
    /// A date expression with its value.
    Date(DateValue),
}

impl Mark {
    /// The order of marks that cover the same text: lower is further out.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::Date(_) => 40,
            Self::Name { .. } => 50,
        }
    }
}
