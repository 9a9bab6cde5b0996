//! What a reader gives.

use super::{NameId, Reader};
use std::borrow::Cow;

/// What the reader meets. White space and comments outside the document element are events too,
/// text there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<'d> {
    /// A start tag; its attributes are [`super::Reader::attributes`]. `<a/>` is a start and an end.
    Start(Tag<'d>),
    /// An end tag.
    End(Tag<'d>),
    /// A piece of text, never empty. Line ends, references and comments divide a text into pieces.
    Text(Text<'d>),
    /// The inside of a comment.
    Comment(Cow<'d, str>),
    /// A processing instruction.
    Instruction(Instruction<'d>),
    /// A reference to an entity that is in another file, or declared there: it is not read.
    Skipped(&'d str),
}

/// The name in a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag<'d> {
    /// The expanded name.
    pub name: NameId,
    /// The name as written, with its prefix.
    pub written: &'d str,
}

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'d> {
    /// The characters, references replaced, line ends as `\n`.
    pub text: Cow<'d, str>,
    /// Whether it stood in a CDATA section.
    pub cdata: bool,
}

/// A processing instruction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction<'d> {
    /// Its target.
    pub target: &'d str,
    /// What follows, without the white space between.
    pub data: Cow<'d, str>,
}

/// An attribute; namespace declarations are not among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'d> {
    /// The expanded name.
    pub name: NameId,
    /// The name as written.
    pub written: &'d str,
    /// The normalised value.
    pub value: Cow<'d, str>,
    /// Where its name begins; for one that is declared with a default, where the element does.
    pub at: usize,
    /// Where its value begins, after the quote.
    pub value_at: usize,
}

/// Which event was read. It is handed from function to function in a register; what it holds
/// waits in [`Held`], because an [`Event`] that is moved at every step costs more than a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Start,
    End,
    Text,
    Cdata,
    Comment,
    Instruction,
    Skipped,
}

/// What the event just read holds, as far as it has a place for it.
#[derive(Debug)]
pub(super) struct Held<'d> {
    /// Of tags.
    pub(super) tag: Tag<'d>,
    /// Of everything else, unless `owned` is set.
    pub(super) text: &'d str,
    /// The same where it is not as the document has it.
    pub(super) owned: Option<String>,
    /// Of instructions.
    pub(super) target: &'d str,
}

impl Default for Held<'_> {
    fn default() -> Self {
        let tag = Tag { name: NameId(0), written: "" };
        Self { tag, text: "", owned: None, target: "" }
    }
}

impl<'d> Reader<'d> {
    /// An event with what it holds.
    #[inline]
    pub(super) fn event(&mut self, kind: Kind) -> Event<'d> {
        match kind {
            Kind::Start => Event::Start(self.held.tag),
            Kind::End => Event::End(self.held.tag),
            Kind::Text => Event::Text(Text { text: self.held_text(), cdata: false }),
            Kind::Cdata => Event::Text(Text { text: self.held_text(), cdata: true }),
            Kind::Comment => Event::Comment(self.held_text()),
            Kind::Instruction => {
                let target = self.held.target;
                Event::Instruction(Instruction { target, data: self.held_text() })
            }
            Kind::Skipped => Event::Skipped(self.held.text),
        }
    }

    #[inline]
    fn held_text(&mut self) -> Cow<'d, str> {
        match self.held.owned.take() {
            Some(owned) => Cow::Owned(owned),
            None => Cow::Borrowed(self.held.text),
        }
    }

    /// Holds the text of an event that is given next.
    pub(super) fn hold(&mut self, kind: Kind, text: Cow<'d, str>) -> Kind {
        match text {
            Cow::Borrowed(text) => self.held.text = text,
            Cow::Owned(text) => self.held.owned = Some(text),
        }
        kind
    }
}
