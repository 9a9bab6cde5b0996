//! What an editor can decide.

use super::anchor::Anchor;
use super::elements::Phrase;
use crate::annotate::NameKind;
use crate::layer::Certainty;
use std::fmt;
use std::sync::Arc;

/// One decision of an editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub verdict: Verdict,
    /// About which words.
    pub at: Anchor,
    /// Whether it is about every place of these words, not about one.
    pub everywhere: bool,
    /// How sure the editor is; none stands for `high`.
    pub cert: Option<Certainty>,
    /// What it rests on: `internal`, `external` or `conjecture`, several with spaces between.
    pub evidence: Option<String>,
    /// Who, when and why.
    pub signature: Signature,
    /// The earlier decisions that it takes the place of, by [`Signed::id`].
    pub replaces: Vec<String>,
}

/// Who decided, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signature {
    /// An editor's `id` or name in edition.toml, or any name.
    pub who: String,
    /// The day, as `2026-11-24`.
    pub when: String,
    /// The reason, in a few words.
    pub why: String,
}

/// What was decided about the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The mark is right: with these values, or with those that the rules give it.
    Accept(&'static Phrase, Option<Tag>),
    /// They are not marked so; without an element, not at all.
    Reject(Option<&'static Phrase>),
    /// They are marked as something else.
    Retag(&'static Phrase, Tag),
    /// The name is that of these entries; of none that is listed, where there are none.
    Link(&'static Phrase, Vec<String>),
    /// They are marked.
    Add(Tag),
    /// Not the whole is marked, but its parts are.
    Split(&'static Phrase, Vec<Part>),
    /// The date has this value.
    Date(Tag),
    /// The marker is that of this note.
    Note(Anchor),
}

/// How words are to be marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// As which element.
    pub phrase: &'static Phrase,
    /// Its attributes, in the order in which they are written; not those that follow from the
    /// rest: `ref` of a name that has a register, `target` of a note's marker.
    pub attributes: Vec<(&'static str, String)>,
    /// The entries of the register that a name points to.
    pub refs: Vec<String>,
    /// The opening words of the note that a marker points to.
    pub note: Option<Anchor>,
    /// The words that the editor reads instead, for `sic`, `orig` and `abbr`.
    pub words: Option<String>,
    /// The element around the same words that it stands in, where its kind would stand outside.
    pub within: Option<&'static str>,
}

/// A part of what was divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its words.
    pub exact: String,
    /// Which of their places within the whole, from 1.
    pub occurrence: usize,
    /// How they are marked.
    pub tag: Tag,
}

/// A decision with the line that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The decision.
    pub decision: Decision,
    /// What the line says, hashed: its name for decisions that replace it.
    pub id: String,
    /// The file, as findings name it.
    pub path: Arc<str>,
    /// The line in it, from 1.
    pub line: usize,
}

/// The kinds of decisions, with the keys that say more, the needed ones first.
pub const KINDS: &[(&str, &[&str], &[&str])] = &[
    ("accept", &["element"], &["ref", "attributes", "note", "words", "within"]),
    ("reject", &[], &["element"]),
    ("retag", &["element", "as"], &["ref", "attributes", "note", "words", "within"]),
    ("link", &["element", "ref"], &[]),
    ("add", &["element"], &["ref", "attributes", "note", "words", "within"]),
    ("split", &["element", "parts"], &[]),
    ("date", &["attributes"], &[]),
    ("note", &["note"], &[]),
];

impl Verdict {
    /// The name of its kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Accept(..) => "accept",
            Self::Reject(_) => "reject",
            Self::Retag(..) => "retag",
            Self::Link(..) => "link",
            Self::Add(_) => "add",
            Self::Split(..) => "split",
            Self::Date(_) => "date",
            Self::Note(_) => "note",
        }
    }

    /// The element that it is about; none where it is about all.
    #[must_use]
    pub fn element(&self) -> Option<&'static Phrase> {
        match self {
            Self::Accept(phrase, _) | Self::Retag(phrase, _) | Self::Split(phrase, _) => {
                Some(phrase)
            }
            Self::Link(phrase, _) => Some(phrase),
            Self::Reject(phrase) => *phrase,
            Self::Add(tag) | Self::Date(tag) => Some(tag.phrase),
            Self::Note(_) => Phrase::find("ref"),
        }
    }

    /// The tags that it wants to be written.
    pub fn tags(&self) -> impl Iterator<Item = &Tag> {
        let (one, parts): (Option<&Tag>, &[Part]) = match self {
            Self::Accept(_, tag) => (tag.as_ref(), &[]),
            Self::Retag(_, tag) | Self::Add(tag) | Self::Date(tag) => (Some(tag), &[]),
            Self::Split(_, parts) => (None, parts),
            Self::Reject(_) | Self::Link(..) | Self::Note(_) => (None, &[]),
        };
        one.into_iter().chain(parts.iter().map(|part| &part.tag))
    }
}

impl Tag {
    /// An element without attributes.
    #[must_use]
    pub fn new(phrase: &'static Phrase) -> Self {
        let (attributes, refs) = (Vec::new(), Vec::new());
        Self { phrase, attributes, refs, note: None, words: None, within: None }
    }

    /// The value of an attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// Sets an attribute that the element may have.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.attributes.retain(|(known, _)| *known != name);
        self.attributes.push((name, value.into()));
        let phrase = self.phrase;
        self.attributes.sort_by_key(|(name, _)| phrase.order(name));
    }

    /// The kind of a name that has a register.
    #[must_use]
    pub fn name_kind(&self) -> Option<NameKind> {
        match self.phrase.name {
            "persName" => Some(NameKind::Person),
            "placeName" => Some(NameKind::Place),
            "orgName" => Some(NameKind::Organisation),
            "eventName" => Some(NameKind::Event),
            "rs" if self.get("type") == Some("personGrp") => Some(NameKind::PersonGroup),
            _ => None,
        }
    }
}

/// `link of persName to pers-gray`: what was decided, for a message.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |f: &mut fmt::Formatter<'_>, tag: &Tag| {
            write!(f, "{}", tag.phrase.name)?;
            for (name, value) in &tag.attributes {
                write!(f, " {name}=\"{value}\"")?;
            }
            if tag.refs.is_empty() { Ok(()) } else { write!(f, " to {}", tag.refs.join(", ")) }
        };
        match self {
            Self::Accept(phrase, _) => write!(f, "accept {}", phrase.name),
            Self::Reject(Some(phrase)) => write!(f, "reject {}", phrase.name),
            Self::Reject(None) => f.write_str("reject every mark"),
            Self::Retag(phrase, tag) => {
                write!(f, "retag {} as ", phrase.name)?;
                named(f, tag)
            }
            Self::Link(phrase, to) if to.is_empty() => {
                write!(f, "link {} to nobody listed", phrase.name)
            }
            Self::Link(phrase, to) => write!(f, "link {} to {}", phrase.name, to.join(", ")),
            Self::Add(tag) => {
                f.write_str("add ")?;
                named(f, tag)
            }
            Self::Split(phrase, parts) => write!(f, "split {} into {}", phrase.name, parts.len()),
            Self::Date(tag) => named(f, tag),
            Self::Note(note) => write!(f, "note `{}`", note.exact),
        }
    }
}

/// `jd, 2026-11-24: link persName to pers-gray`.
impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: {}", self.signature.who, self.signature.when, self.verdict)
    }
}
