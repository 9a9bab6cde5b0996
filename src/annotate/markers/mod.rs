//! Footnote markers: the numbers in the text that belong to the notes below it.
//!
//! A number alone proves nothing; the order of the notes does. Every number in the text that is
//! one of a note gets a weight from its place (after a stop, glued to a word, alone before one),
//! and the heaviest chain of numbers in the order of the notes wins.

mod place;

use super::{Mark, mark};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Annotation, Certainty, Layer, Span};
use crate::structure::{BlockKind, PageWords, Structure};
use std::collections::BTreeMap;

/// A number in the text that may be a marker.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    span: Span,
    /// How much its place speaks for it; only positive ones are kept.
    weight: i32,
}

/// Finds the markers of the notes. A note without one is reported; so is a marker glued to a word
/// that goes on from the last note and has none.
#[must_use]
pub fn find(text: &str, structure: &Structure, page: &PageWords) -> (Layer, Vec<Finding>) {
    let notes = notes(structure);
    let shape = place::Shape { page, bracketed: bracketed(text, structure) };
    let mut candidates = BTreeMap::<String, Vec<Candidate>>::new();
    for leaf in structure.leaves() {
        if !outside_notes(structure, leaf.span)
            || matches!(leaf.kind, BlockKind::Furniture(_) | BlockKind::PageBreak { .. })
        {
            continue;
        }
        let against = numbers_of_its_own(&leaf.kind);
        for (n, mut candidate) in place::in_leaf(text, leaf.span, &shape) {
            candidate.weight -= against;
            if candidate.weight > 0 {
                candidates.entry(n).or_default().push(candidate);
            }
        }
    }
    let chain = heaviest_chain(&notes, &candidates);
    let mut findings = Vec::new();
    for (at, (n, span)) in notes.iter().enumerate() {
        if !chain.iter().any(|(note, _)| *note == at) {
            let name = n.as_deref().map_or_else(|| "a note".to_owned(), |n| format!("note {n}"));
            findings.push(
                Finding::new(
                    Code::NoteWithoutMarker,
                    *span,
                    format!("{name} has no marker in the text"),
                )
                .help("the note is kept without a link; its marker was lost or misread"),
            );
        }
    }
    findings.extend(without_note(&notes, &candidates, &chain));
    let again = again(text, &notes, &candidates, &chain);
    let found =
        chain.iter().chain(&again).map(|(note, candidate)| annotation(*note, *candidate)).collect();
    (Layer::new(found), findings)
}

/// How much the kind of a block speaks against markers: addresses and dates are full of numbers.
fn numbers_of_its_own(kind: &BlockKind) -> i32 {
    match kind {
        BlockKind::AddressLine | BlockKind::Segment(_) => 5,
        BlockKind::Dateline | BlockKind::DocDate | BlockKind::NumberHead => 3,
        _ => 0,
    }
}

fn annotation(note: usize, candidate: Candidate) -> Annotation {
    let certainty = match candidate.weight {
        ..=2 => Certainty::Low,
        3..=5 => Certainty::Medium,
        _ => Certainty::High,
    };
    let because = "a number of the notes, in their order, where a marker can stand";
    mark(candidate.span, Mark::Marker { note }, "markers/order", certainty, because)
}

/// The notes of a document in order: their numbers and places.
#[must_use]
pub fn notes(structure: &Structure) -> Vec<(Option<String>, Span)> {
    let mut notes = Vec::new();
    for block in structure.blocks() {
        block.walk(&mut |block| {
            if let BlockKind::Note { n, .. } = &block.kind {
                notes.push((n.clone(), block.span));
            }
        });
    }
    notes
}

/// Whether the numbers of the notes stand in brackets: then those of the markers may as well.
fn bracketed(text: &str, structure: &Structure) -> bool {
    let mut found = false;
    for block in structure.blocks() {
        block.walk(&mut |block| {
            if let BlockKind::Note { label: Some(label), .. } = &block.kind {
                found |= text[label.range()].ends_with([')', ']']);
            }
        });
    }
    found
}

fn outside_notes(structure: &Structure, span: Span) -> bool {
    let mut outside = true;
    for block in structure.blocks() {
        block.walk(&mut |block| {
            outside &= block.kind != BlockKind::Notes || !block.span.contains(span);
        });
    }
    outside
}

/// The heaviest chain of candidates that follows the order of the notes: each note at most once,
/// each further one after the one before, in the text as in the notes.
fn heaviest_chain(
    notes: &[(Option<String>, Span)],
    candidates: &BTreeMap<String, Vec<Candidate>>,
) -> Vec<(usize, Candidate)> {
    let mut pairs: Vec<(usize, Candidate)> = Vec::new();
    for (at, (n, _)) in notes.iter().enumerate() {
        let same = n.as_ref().and_then(|n| candidates.get(n));
        pairs.extend(same.into_iter().flatten().map(|candidate| (at, *candidate)));
    }
    // At one place the later note first, so that no place serves two notes.
    pairs.sort_by_key(|(at, candidate)| (candidate.span.start, std::cmp::Reverse(*at)));
    let mut best = Best::new(notes.len());
    let mut previous = vec![None; pairs.len()];
    for (index, (at, candidate)) in pairs.iter().enumerate() {
        let (weight, from) = best.before(*at);
        previous[index] = from;
        best.set(*at, weight + i64::from(candidate.weight), index);
    }
    let (_, mut at) = best.before(notes.len());
    let mut chain = Vec::new();
    while let Some(index) = at {
        chain.push(pairs[index]);
        at = previous[index];
    }
    chain.reverse();
    chain
}

/// Markers that lead to a note once more: the same number or sign at a place that nothing else has.
fn again(
    text: &str,
    notes: &[(Option<String>, Span)],
    candidates: &BTreeMap<String, Vec<Candidate>>,
    chain: &[(usize, Candidate)],
) -> Vec<(usize, Candidate)> {
    let mut how_many = BTreeMap::<&str, usize>::new();
    for n in notes.iter().filter_map(|(n, _)| n.as_deref()) {
        *how_many.entry(n).or_default() += 1;
    }
    let mut found = Vec::new();
    for (note, first) in chain {
        let Some(n) = notes[*note].0.as_deref() else { continue };
        // A number that several notes have begins again with each letter or page.
        if how_many[n] > 1 {
            continue;
        }
        let sign = !n.starts_with(|c: char| c.is_ascii_digit());
        let more = candidates.get(n).into_iter().flatten().filter(|candidate| {
            candidate.span != first.span && (sign || place::is_plain(text, candidate.span))
        });
        found.extend(more.map(|candidate| (*note, *candidate)));
    }
    found
}

/// The heaviest chain that ends before each note: a Fenwick tree of maxima.
struct Best {
    tree: Vec<(i64, Option<usize>)>,
}

impl Best {
    fn new(notes: usize) -> Self {
        Self { tree: vec![(0, None); notes + 1] }
    }

    fn before(&self, note: usize) -> (i64, Option<usize>) {
        let mut best = (0, None);
        let mut at = note;
        while at > 0 {
            if self.tree[at].0 > best.0 {
                best = self.tree[at];
            }
            at -= at & at.wrapping_neg();
        }
        best
    }

    fn set(&mut self, note: usize, weight: i64, index: usize) {
        let mut at = note + 1;
        while at < self.tree.len() {
            if weight > self.tree[at].0 {
                self.tree[at] = (weight, Some(index));
            }
            at += at & at.wrapping_neg();
        }
    }
}

/// Markers that count on from the last note, glued to a word or before a stop, and have no note.
fn without_note(
    notes: &[(Option<String>, Span)],
    candidates: &BTreeMap<String, Vec<Candidate>>,
    chain: &[(usize, Candidate)],
) -> Vec<Finding> {
    const SURE: i32 = 5;
    let last = notes.iter().filter_map(|(n, _)| n.as_ref()?.parse::<u32>().ok()).max().unwrap_or(0);
    let mut from = chain.last().map_or(0, |(_, candidate)| candidate.span.end);
    let mut findings = Vec::new();
    for n in last + 1.. {
        let next = candidates
            .get(&n.to_string())
            .and_then(|list| list.iter().find(|c| c.weight >= SURE && c.span.start >= from));
        let Some(candidate) = next else { break };
        from = candidate.span.end;
        findings.push(
            Finding::new(
                Code::MarkerWithoutNote,
                candidate.span,
                format!("marker {n} has no note"),
            )
            .help("it stays in the text as it is"),
        );
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::normalise::Text;
    use crate::structure::structure;

    fn markers(text: &str) -> (Vec<(usize, usize)>, Vec<Code>) {
        let language = Language::get("en");
        let (blocks, _) = structure(&Text::verbatim(text), language);
        let (layer, findings) = find(text, &blocks, &language.page);
        let mut found = Vec::new();
        for a in layer.annotations {
            if let Mark::Marker { note } = a.mark {
                found.push((note, a.span.start));
            }
        }
        (found, findings.iter().map(|finding| finding.code).collect())
    }

    #[test]
    fn markers_are_found_in_every_position() {
        let text = "He would not obey 1. By phone 2. He wrote articles3 and 4we went.\n\nNotes:\n\n1 A\n\n2 B\n\n3 C\n\n4 D";
        let at = |what: &str| text.find(what).expect("it is in the text");
        let wanted = vec![(0, at("1.")), (1, at("2.")), (2, at("3 and")), (3, at("4we"))];
        assert_eq!(markers(text), (wanted, vec![]));
    }

    #[test]
    fn signs_and_brackets_mark_as_numbers_do() {
        let text = "He came* and went.† She [1] stayed ‡.\n\nNotes:\n\n* A\n\n† B\n\n1. C\n\n‡ D";
        assert_eq!(markers(text).0.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(markers("He (1) came and (2) went.\n\nNotes:\n\n1 A\n\n2 B").0, []);
    }

    #[test]
    fn a_day_is_no_marker() {
        let text = "It lasted till January 1, 1913, and he would not obey 1. So.\n\nNotes:\n\n1 A";
        assert_eq!(markers(text).0, [(0, text.find("1. So").expect("it is in the text"))]);
    }

    #[test]
    fn a_lost_marker_is_reported_and_not_invented() {
        let text = "One1. Two2.\n\nNotes:\n\n1 A\n\n2 B\n\n3 C";
        let (found, findings) = markers(text);
        assert_eq!((found.len(), findings), (2, vec![Code::NoteWithoutMarker]));
    }

    #[test]
    fn markers_without_notes_are_reported() {
        assert_eq!(markers("He came1. She went2."), (vec![], vec![Code::MarkerWithoutNote; 2]));
        assert_eq!(markers("In 1918 he had 3 sons and 12 horses."), (vec![], vec![]));
    }

    #[test]
    fn a_marker_that_repeats_leads_to_its_note_again() {
        let text = "He came1 and* went1. She stayed* on 1 May.\n\nNotes:\n\n1 A\n\n* B";
        let starts: Vec<usize> = text.match_indices(['1', '*']).map(|(at, _)| at).collect();
        let wanted = vec![(0, starts[0]), (1, starts[1]), (0, starts[2]), (1, starts[3])];
        assert_eq!(markers(text), (wanted, vec![]));
    }

    #[test]
    fn numbers_that_begin_again_are_tied_in_order() {
        let text = "One1. Two2. Three1.\n\nNotes:\n\n1 A\n\n2 B\n\n1 C";
        assert_eq!(markers(text).0.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [0, 1, 2]);
    }
}
