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
    /// An event: `eventName`.
    Event,
}

impl NameKind {
    /// The TEI element of a name in a text.
    #[must_use]
    pub fn element(self) -> &'static str {
        match self {
            Self::Person => "persName",
            Self::PersonGroup => "rs",
            Self::Place => "placeName",
            Self::Organisation => "orgName",
            Self::Event => "eventName",
        }
    }
}

/// What a span is marked as.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A name.
    Name {
        /// Which kind of name.
        kind: NameKind,
        /// The `xml:id`s of the register entries: several where one phrase names several
        /// (`the Eastern and Western fronts`), none where it is in no register.
        references: Vec<String>,
    },
    /// A title, rank or form of address beside a name: `roleName`.
    Role,
    /// A date expression with its value: `date`.
    Date(DateValue),
    /// A reference to documents of the edition by number: `ref type="document"`.
    Documents(Vec<u32>),
    /// A footnote marker: `ref type="noteAnchor"`.
    Marker {
        /// Which note, counted from 0 over the notes of the document.
        note: usize,
    },
    /// A citation: `bibl`.
    Citation(Citation),
    /// A part of a citation.
    Field(Field),
    /// An omission by the editors, `[...]`, or words that cannot be read: `gap`.
    Gap {
        /// `@reason`.
        reason: String,
    },
    /// Words that the editors supplied: `supplied`.
    Supplied,
    /// Letters that the editors supplied within a word: `ex`.
    Expansion,
    /// Somebody's words: `quote`.
    Quotation,
    /// A slip that the edition corrects: `choice` of `sic` and `corr`, or `sic` alone where it is
    /// not known what was meant.
    Slip {
        /// What was meant.
        meant: Option<String>,
    },
    /// Words that the writer keeps at a distance: `soCalled`.
    SoCalled,
    /// The title of a newspaper, journal or book: `title`.
    Title(TitleLevel),
    /// Another element of TEI, which only editors put there: its name.
    Phrase(&'static str),
}

/// What a citation cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Citation {
    /// A file in an archive.
    Archival,
    /// A printed work.
    Printed,
}

/// The part of a citation that a span is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Field {
    /// A level of an archive's order: `idno` with this `@type`, as `fond`.
    Identifier(String),
    /// A volume, issue or range of pages: `biblScope` with this `@unit`.
    Scope {
        /// The value of `@unit`.
        unit: String,
        /// First and last, where the text gives a range.
        range: Option<(String, String)>,
    },
}

/// TEI's `title/@level`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TitleLevel {
    /// A newspaper or journal: `j`.
    Journal,
    /// A book or series: `m`.
    Monograph,
}

impl Mark {
    /// The order of marks that cover the same text: the lower is further out.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::Quotation | Self::SoCalled => 10,
            Self::Supplied => 15,
            Self::Phrase(_) => 18,
            Self::Citation(_) => 20,
            Self::Documents(_) => 25,
            Self::Name { kind: NameKind::Event, .. } => 30,
            Self::Title(_) => 35,
            Self::Date(_) => 40,
            Self::Slip { .. } => 42,
            Self::Name { kind: NameKind::Organisation, .. } => 50,
            Self::Name { kind: NameKind::PersonGroup, .. } => 51,
            Self::Name { kind: NameKind::Place, .. } => 52,
            Self::Name { kind: NameKind::Person, .. } => 53,
            Self::Role => 60,
            Self::Field(_) => 70,
            Self::Expansion => 80,
            Self::Gap { .. } => 85,
            Self::Marker { .. } => 90,
        }
    }
}
