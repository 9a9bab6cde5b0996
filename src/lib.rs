//! Plain-text historical documents become TEI P5 editions: nothing lost, everything traced.
//!
//! The heart is [`edit`]; its body is the table of contents of this crate. A source is read,
//! normalised, divided into blocks, annotated in stand-off layers, resolved to one tree, and
//! encoded. It never fails: what is wrong with a document is in its diagnostics.
//!
//! ```
//! use rubricate::{Desk, authority::Authority, edition::Edition, edit, source::Source};
//!
//! let desk = Desk::new(Edition::default(), Authority::default());
//! let document = edit(&Source::from_text("letter.txt", "He [would] come on 5 May 1920."), &desk);
//! assert!(document.tei.xml.contains("<supplied"));
//! ```

pub mod absorb;
pub mod annotate;
pub mod authority;
pub mod build;
pub mod cache;
pub mod calendar;
pub mod csv;
pub mod decide;
mod desk;
pub mod diagnostic;
mod document;
pub mod edition;
pub mod encode;
pub mod entities;
pub mod exchange;
pub mod files;
pub mod golden;
pub mod header;
pub mod languages;
pub mod layer;
pub mod make;
pub mod named;
pub mod neighbours;
pub mod normalise;
pub mod publish;
pub mod registers;
pub mod relaxng;
pub mod report;
pub mod resolve;
pub mod rules;
pub mod source;
pub mod structure;
pub mod tree;
pub mod validate;
pub mod xml;
pub mod xpath;

pub use desk::Desk;
pub use document::{Document, LetterFile};

use source::Source;

/// Turns a source into a TEI document: one file, or one for each of its letters as well.
///
/// Deterministic: the same source and edition give the same bytes. Linear in the length of the
/// source but for sorting.
#[must_use]
pub fn edit(source: &Source, desk: &Desk) -> Document {
    let (text, odd) = normalise::normalise(source, &desk.rules);
    let (structure, doubts) = structure::read(&text, &desk.layout());
    let annotate::Annotated { layers, mut faint, findings: questions } =
        annotate::annotate(&text, &structure, desk);
    let decided = decide::obey(source, (&text, &structure), layers, &desk.decisions);
    faint.retain(|name| !decided.rejects(name.span, resolve::element_name(name)));
    let names = entities::Names::gather(text.as_str(), &decided.layers, &faint, &desk.lexicon);
    let facts = header::Facts::new(source, &text, &structure, &decided.layers);
    let facts = facts.decided_by(&decided.people);
    let sent = facts.sent.clone();
    let (tree, drops) = resolve::resolve(text.as_str(), &structure, decided.layers);
    let files = header::documents(&facts, tree, desk);
    let files = encode::encode_all(&files, text.as_str());
    let findings = [odd, doubts, questions, decided.findings, drops].concat();
    let numbers = facts.numbers;
    let document =
        Document { sent, names, ..Document::new(source, text, files, numbers, findings) };
    document.with_decisions(decided.misfits, decided.fitted)
}
