//! Names that are in no list: what the form of the words, and the words around them, say.

use super::{Mark, NameKind, mark};
use crate::languages::Language;
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{BlockKind, Structure};

/// Finds the names that no layer has marked, by start: with their certainty, without references.
#[must_use]
pub fn find(
    text: &str,
    structure: &Structure,
    layers: &[Layer],
    language: &Language,
) -> Vec<Annotation> {
    let mut taken: Vec<Span> = layers
        .iter()
        .flat_map(|layer| &layer.annotations)
        .filter(|found| matches!(found.mark, Mark::Name { .. } | Mark::Title(_) | Mark::Date(_)))
        .map(|found| found.span)
        .collect();
    taken.sort();
    let mut found = Vec::new();
    for leaf in structure.leaves() {
        if matches!(leaf.kind, BlockKind::Furniture(_) | BlockKind::PageBreak { .. }) {
            continue;
        }
        titled(text, leaf.span, language, &mut found);
    }
    found.retain(|name: &Annotation| {
        let near = taken.partition_point(|span| span.start < name.span.end);
        !taken[..near].iter().rev().take(8).any(|span| span.overlaps(name.span))
    });
    found
}

/// A form of address with the capitalised words after it: `Mr. J. Gray`.
fn titled(text: &str, leaf: Span, language: &Language, found: &mut Vec<Annotation>) {
    let mut at = leaf.start;
    while let Some(length) = text[at..leaf.end].find(' ') {
        at += length + 1;
        let word = text[at..leaf.end].split(' ').next().unwrap_or_default();
        let name = word.trim_end_matches(|c: char| !c.is_alphabetic());
        let upper = name.starts_with(char::is_uppercase) && name.chars().count() > 2;
        let Some(role) = language.roles.before(text, leaf, at).filter(|_| upper) else { continue };
        if language.roles.is_address(&text[role.range()]) {
            let person = Mark::Name { kind: NameKind::Person, references: Vec::new() };
            let because = format!("`{}` stands before it", &text[role.range()]);
            let span = at..at + name.len();
            found.push(mark(span, person, "unlisted/person", Certainty::Medium, because));
        }
    }
}
