//! What a reader gives.

use super::NameId;
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
