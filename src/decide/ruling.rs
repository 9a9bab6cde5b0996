//! How a decided mark is written.

use super::decision::{Decision, Signature, Tag};
use super::elements::Phrase;
use crate::annotate::dates::DateValue;
use crate::annotate::{Citation, Field, Mark, TitleLevel};
use crate::layer::{Annotation, Certainty, Evidence, Span};
use std::sync::Arc;

/// What an editor ruled on a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The `xml:id` of who decided; none where that is not to be written.
    pub who: Option<String>,
    /// How sure the editor is, where it was said.
    pub cert: Option<Certainty>,
    /// What it rests on, where it was said and TEI has a place for it.
    pub evidence: Option<String>,
    /// The attributes, in the order in which they are written, but for those that follow from the
    /// mark: pointers to registers and notes.
    pub attributes: Vec<(&'static str, String)>,
    /// The words that the editor reads instead.
    pub words: Option<String>,
    /// Where it stands among marks of the same words, where its kind does not say it.
    pub rank: Option<u16>,
}

/// The mark that a decision puts on a span. `note` is the number of the note that a marker points
/// to, from 0.
#[must_use]
pub fn annotation(
    tag: &Tag,
    span: Span,
    decision: &Decision,
    who: Option<String>,
    note: Option<usize>,
) -> Annotation {
    let ruling = Ruling {
        who,
        cert: decision.cert,
        evidence: decision.evidence.clone().filter(|_| tag.phrase.evidence),
        attributes: tag.attributes.clone(),
        words: tag.words.clone(),
        rank: None,
    };
    let evidence = Evidence {
        rule: "decision",
        certainty: decision.cert.unwrap_or(Certainty::High),
        because: because(&decision.signature),
        ruling: Some(Arc::new(ruling)),
    };
    Annotation { span, mark: mark(tag, note), evidence }
}

/// Who decided, when and why, in one line.
fn because(Signature { who, when, why }: &Signature) -> String {
    if why.is_empty() { format!("{who}, {when}") } else { format!("{who}, {when}: {why}") }
}

impl Tag {
    /// The tag of a mark as it would be written; none for an element that nobody decides.
    #[must_use]
    pub fn of(annotation: &Annotation) -> Option<Self> {
        let element = crate::resolve::element(annotation, &[]);
        let mut tag = Self::new(Phrase::find(element.name)?);
        if let Some(ruling) = &annotation.evidence.ruling {
            tag.attributes.clone_from(&ruling.attributes);
            tag.words.clone_from(&ruling.words);
        } else {
            for (name, value) in element.attributes {
                if let Some(known) = tag.phrase.attribute(name) {
                    tag.set(known, value);
                }
            }
        }
        match &annotation.mark {
            Mark::Name { references, .. } => {
                tag.attributes.retain(|(name, _)| *name != "ref" || references.is_empty());
                tag.refs.clone_from(references);
            }
            Mark::Marker { .. } => tag.attributes.retain(|(name, _)| *name != "target"),
            _ => {}
        }
        Some(tag)
    }
}

/// The mark that a tag is, where the rules have one like it.
fn mark(tag: &Tag, note: Option<usize>) -> Mark {
    if let Some(kind) = tag.name_kind() {
        return Mark::Name { kind, references: tag.refs.clone() };
    }
    match (tag.phrase.name, tag.get("type")) {
        ("roleName", _) => Mark::Role,
        ("date", _) => Mark::Date(DateValue::of(tag.attributes.iter().cloned())),
        ("ref", Some("document")) => match documents(tag.get("target").unwrap_or_default()) {
            Some(numbers) => Mark::Documents(numbers),
            None => Mark::Phrase(tag.phrase.name),
        },
        ("ref", Some("noteAnchor")) => match note {
            Some(note) => Mark::Marker { note },
            None => Mark::Phrase(tag.phrase.name),
        },
        ("bibl", Some("archival")) => Mark::Citation(Citation::Archival),
        ("bibl", Some("printed")) => Mark::Citation(Citation::Printed),
        ("idno", Some(kind)) => Mark::Field(Field::Identifier(kind.to_owned())),
        ("biblScope", _) => {
            let owned = |name| tag.get(name).map(str::to_owned);
            Mark::Field(Field::Scope {
                unit: owned("unit").unwrap_or_default(),
                range: owned("from").zip(owned("to")),
            })
        }
        ("gap", _) => Mark::Gap { reason: tag.get("reason").unwrap_or("editorial").to_owned() },
        ("supplied", _) => Mark::Supplied,
        ("ex", _) => Mark::Expansion,
        ("quote", _) => Mark::Quotation,
        ("soCalled", _) => Mark::SoCalled,
        ("title", _) if tag.get("level") == Some("j") => Mark::Title(TitleLevel::Journal),
        ("title", _) if tag.get("level") == Some("m") => Mark::Title(TitleLevel::Monograph),
        (name, _) => Mark::Phrase(name),
    }
}

/// The numbers of documents that pointers such as `doc:3 doc:4` lead to.
fn documents(target: &str) -> Option<Vec<u32>> {
    let number = |pointer: &str| pointer.strip_prefix("doc:")?.parse().ok();
    let numbers: Option<Vec<u32>> = target.split_whitespace().map(number).collect();
    numbers.filter(|numbers| !numbers.is_empty())
}
