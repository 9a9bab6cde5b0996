//! A decision at its place in the text, and what it does there.

use super::anchor::{Anchor, places};
use super::decision::{Signed, Tag, Verdict};
use super::ground::Ground;
use crate::layer::Span;
use std::ops::Range;

/// A decision at its place.
#[derive(Debug, Clone)]
pub struct Ruled<'d> {
    /// The decision.
    pub signed: &'d Signed,
    /// The text it is about.
    pub span: Span,
    /// How far the decision reaches.
    pub reach: Reach,
    /// What it puts there.
    pub puts: Vec<(Span, Put<'d>)>,
}

/// How far a decision reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Every place in the edition; its number among those.
    Edition(usize),
    /// Every place in its document.
    Document,
    /// One place.
    Place,
}

/// The marks that a decision takes away from its span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Taken {
    /// All of them.
    All,
    /// Those of an element.
    One(&'static str),
}

/// What a decision puts on a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put<'d> {
    /// A mark with all its values.
    Tag(&'d Tag),
    /// The mark that is there, or a plain one.
    Kept(&'static str),
    /// The mark that is there, or a plain one, with these entries.
    Entries(&'static str, &'d [String]),
    /// The marker that is there, or a new one, of this note.
    Marker(&'d Anchor),
}

impl<'d> Ruled<'d> {
    /// A decision at a place of flat text.
    #[must_use]
    pub fn new(signed: &'d Signed, range: &Range<usize>, reach: Reach, ground: &Ground) -> Self {
        let span = ground.text_of(range);
        let puts = match &signed.decision.verdict {
            Verdict::Accept(phrase, None) => vec![(span, Put::Kept(phrase.name))],
            Verdict::Accept(_, Some(tag)) => vec![(span, Put::Tag(tag))],
            Verdict::Retag(_, tag) | Verdict::Add(tag) | Verdict::Date(tag) => {
                vec![(span, Put::Tag(tag))]
            }
            Verdict::Link(phrase, to) => vec![(span, Put::Entries(phrase.name, to))],
            Verdict::Note(note) => vec![(span, Put::Marker(note))],
            Verdict::Reject(_) => Vec::new(),
            Verdict::Split(_, parts) => {
                let whole = &ground.flat()[range.clone()];
                let part = |exact: &str, occurrence: usize| {
                    let at = range.start + places(whole, exact).nth(occurrence - 1)?;
                    Some(ground.text_of(&(at..at + exact.len())))
                };
                let parts = parts
                    .iter()
                    .filter_map(|p| Some((part(&p.exact, p.occurrence)?, Put::Tag(&p.tag))));
                parts.collect()
            }
        };
        Self { signed, span, reach, puts }
    }

    /// The marks that it takes away from its span.
    #[must_use]
    pub fn takes(&self) -> Option<Taken> {
        match &self.signed.decision.verdict {
            Verdict::Reject(phrase) => {
                Some(phrase.map_or(Taken::All, |phrase| Taken::One(phrase.name)))
            }
            Verdict::Retag(phrase, tag) if phrase.name == tag.phrase.name => None,
            Verdict::Retag(phrase, _) | Verdict::Split(phrase, _) => Some(Taken::One(phrase.name)),
            Verdict::Accept(..)
            | Verdict::Link(..)
            | Verdict::Add(_)
            | Verdict::Date(_)
            | Verdict::Note(_) => None,
        }
    }

    /// How much it is made for its place; the heavier goes before.
    #[must_use]
    pub fn weight(&self) -> (u8, usize) {
        let at = &self.signed.decision.at;
        let context = at.prefix.len() + at.suffix.len();
        match self.reach {
            Reach::Edition(_) => (0, context),
            Reach::Document => (1, context),
            Reach::Place => (2, 0),
        }
    }
}

impl Put<'_> {
    /// The element of the mark.
    #[must_use]
    pub fn element(self) -> &'static str {
        match self {
            Self::Tag(tag) => tag.phrase.name,
            Self::Kept(element) | Self::Entries(element, _) => element,
            Self::Marker(_) => "ref",
        }
    }

    /// Whether two say the same of one mark, or one says nothing that the other denies.
    #[must_use]
    pub fn agrees(self, other: Self) -> bool {
        match (self, other) {
            (Self::Kept(_), _) | (_, Self::Kept(_)) => true,
            (Self::Tag(one), Self::Tag(other)) => one == other,
            (Self::Entries(_, one), Self::Entries(_, other)) => one == other,
            (Self::Marker(one), Self::Marker(other)) => one == other,
            (Self::Tag(tag), Self::Entries(_, refs)) | (Self::Entries(_, refs), Self::Tag(tag)) => {
                tag.refs == refs
            }
            (Self::Tag(tag), Self::Marker(note)) | (Self::Marker(note), Self::Tag(tag)) => {
                tag.note.as_ref() == Some(note)
            }
            (Self::Entries(..), Self::Marker(_)) | (Self::Marker(_), Self::Entries(..)) => false,
        }
    }
}
