//! The annotators: each reads the text and its blocks and returns a layer of marks.
//!
//! None of them changes the text or knows of the others' marks; where marks contradict each other
//! `resolve` decides.

pub mod brackets;
pub mod citations;
pub mod dates;
pub mod documents;
mod mark;
pub mod markers;
pub mod quotations;
pub mod titles;

pub use mark::{Citation, Field, Mark, NameKind, TitleLevel};

use crate::layer::{Annotation, Certainty, Evidence, Span};

/// One mark with its evidence, in one line.
pub(crate) fn mark(
    span: impl Into<Span>,
    mark: Mark,
    rule: &'static str,
    certainty: Certainty,
    because: impl Into<String>,
) -> Annotation {
    let evidence = Evidence { rule, certainty, because: because.into() };
    Annotation { span: span.into(), mark, evidence }
}
