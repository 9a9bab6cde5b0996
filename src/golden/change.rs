//! What a change is called, and where it is.

use super::tei::Zone;
use crate::diagnostic::Code;
use std::fmt;

/// One difference that an editor can approve or leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its name; it follows from what changed and the words around, so that it stays the same
    /// from run to run.
    pub id: String,
    /// The part of the document.
    pub part: Part,
    /// What happened.
    pub kind: Kind,
    /// What happened to the words of the text; marks alone leave them as they are.
    pub words: Words,
    /// The element it is about.
    pub element: Option<String>,
    /// The byte of the decoded new file where it is, or where it would stand.
    pub at: usize,
    /// Where it is in the old file; none where something came.
    pub old: Option<Site>,
    /// Where it is in the new file; none where something went.
    pub new: Option<Site>,
    /// One sentence on it.
    pub message: String,
}

/// A place in a file, with the words there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// The byte in the decoded file.
    pub offset: usize,
    /// Up to 40 characters before.
    pub before: String,
    /// The words, the middle left out where they are many.
    pub text: String,
    /// Up to 40 characters after.
    pub after: String,
    /// The tag, where the change is one of markup.
    pub markup: Option<String>,
}

/// The part of a document that a change is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The words of the text.
    Text,
    /// Names, dates and other marks on words.
    Annotation,
    /// Paragraphs, headings, notes, letters, pages.
    Structure,
    /// The `teiHeader`.
    Header,
    /// A list of persons, places or the like.
    Register,
    /// A comment, a processing instruction or the document type.
    Markup,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Words changed, came or went.
    Characters,
    /// Nothing but white space between words changed.
    WhiteSpace,
    /// The same words stand in another order or place.
    Order,
    /// Something came.
    Added,
    /// Something went.
    Removed,
    /// It begins or ends elsewhere, or is nested in another way.
    Edges,
    /// It is another element now.
    OtherKind,
    /// It has another value.
    Value,
    /// It points elsewhere.
    Target,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// A comment, an instruction or a document type says something else.
    Wording,
}

/// What a change does to the words of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Words {
    /// Nothing.
    Same,
    /// They are divided in another way.
    WhiteSpace,
    /// Their order is another.
    Order,
    /// They are others.
    Characters,
}

impl Words {
    /// The verdict on a text to which this happened.
    #[must_use]
    pub fn verdict(self) -> &'static str {
        match self {
            Self::Same => "text identical",
            Self::WhiteSpace => "text differs in white space only",
            Self::Order => "text differs in order only",
            Self::Characters => "text differs",
        }
    }
}

impl Part {
    /// All parts, in the order in which they are told.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::Annotation, Self::Structure, Self::Header, Self::Register, Self::Markup];

    /// The word to filter and to accept by.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Annotation => "annotation",
            Self::Structure => "structure",
            Self::Header => "header",
            Self::Register => "register",
            Self::Markup => "markup",
        }
    }
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Characters,
        Self::WhiteSpace,
        Self::Order,
        Self::Added,
        Self::Removed,
        Self::Edges,
        Self::OtherKind,
        Self::Value,
        Self::Target,
        Self::Split,
        Self::Merged,
        Self::Wording,
    ];

    /// The word to filter and to accept by.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Characters => "characters",
            Self::WhiteSpace => "white-space",
            Self::Order => "order",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Edges => "edges",
            Self::OtherKind => "kind",
            Self::Value => "value",
            Self::Target => "target",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::Wording => "wording",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Zone {
    /// The part that changes of this zone are told under, whatever they are about; none where
    /// that is asked of the change itself.
    pub(super) fn part(self) -> Option<Part> {
        match self {
            Self::Text => None,
            Self::Header => Some(Part::Header),
            Self::Register => Some(Part::Register),
        }
    }
}

impl Change {
    /// The code that the change is reported under.
    #[must_use]
    pub fn code(&self) -> Code {
        match (self.part, self.kind) {
            (Part::Header, _) => Code::GoldenHeader,
            (Part::Register, _) => Code::GoldenRegister,
            (Part::Markup, _) => Code::GoldenMarkup,
            (_, Kind::Characters) => Code::GoldenCharacters,
            (_, Kind::WhiteSpace) => Code::GoldenWhiteSpace,
            (_, Kind::Order) => Code::GoldenOrder,
            (Part::Structure, Kind::Added) => Code::GoldenStructureAdded,
            (Part::Structure, Kind::Removed) => Code::GoldenStructureRemoved,
            (_, Kind::Split) => Code::GoldenSplit,
            (_, Kind::Merged) => Code::GoldenMerged,
            (Part::Structure, _) => Code::GoldenStructureChanged,
            (_, Kind::Added) => Code::GoldenAdded,
            (_, Kind::Removed) => Code::GoldenRemoved,
            (_, Kind::Edges) => Code::GoldenEdges,
            (_, Kind::OtherKind) => Code::GoldenKind,
            (_, Kind::Value | Kind::Wording) => Code::GoldenValue,
            (_, Kind::Target) => Code::GoldenTarget,
        }
    }

    /// Whether a word of `accept --only` means this change: its name, its part, its kind, or its
    /// element.
    #[must_use]
    pub fn is_named(&self, word: &str) -> bool {
        word == self.id
            || word == self.part.as_str()
            || word == self.kind.as_str()
            || word.strip_suffix('s').is_some_and(|one| one == self.part.as_str())
            || self.element.as_deref() == Some(word)
    }
}
