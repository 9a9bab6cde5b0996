//! The notes of a page: their head, their numbers, their paragraphs.

use super::unit::Unit;
use super::{Block, BlockKind, PageWords};
use crate::diagnostic::{Code, Finding};
use crate::layer::Span;

/// The largest number that a note has; more is a year or a page.
const LABEL_DIGITS: usize = 3;
/// Signs that stand for a number.
const SIGNS: [char; 5] = ['*', '†', '‡', '§', '¶'];

/// A label at the start of a note.
struct Label {
    /// The number or sign alone.
    n: String,
    /// Length of the label with its full stop or bracket, in bytes.
    length: usize,
    /// Where the text of the note begins, in bytes from the start of the unit.
    text: usize,
}

/// Takes the notes from the end of the units: from a head such as `Notes:` on, or, without a head,
/// a run of units numbered from 1.
pub fn gather(
    text: &str,
    mut units: Vec<Unit>,
    page: &PageWords,
    findings: &mut Vec<Finding>,
) -> (Vec<Unit>, Vec<Block>) {
    let head = units.iter().rposition(|unit| is_head(unit.text(text), page));
    let start = head.or_else(|| unheaded(text, &units));
    let Some(start) = start else { return (units, Vec::new()) };
    let notes = units.split_off(start);
    (units, block(text, &notes, page, findings).into_iter().collect())
}

/// The block of notes that these units are, the first of them their head where it is one.
pub fn block(
    text: &str,
    notes: &[Unit],
    page: &PageWords,
    findings: &mut Vec<Finding>,
) -> Option<Block> {
    let first = notes.first()?;
    let mut blocks = Vec::new();
    if is_head(first.text(text), page) {
        blocks.push(Block::leaf(BlockKind::NotesHead, first.span));
    }
    let items = &notes[blocks.len()..];
    if items.is_empty() {
        findings.push(
            Finding::new(Code::NotesMissing, first.span, "the head of the notes stands alone")
                .help("the notes that it announces are not in this file"),
        );
    }
    read_notes(text, items, &mut blocks, findings);
    Some(Block::around(BlockKind::Notes, blocks))
}

/// Whether a line heads the notes.
pub fn is_head(line: &str, page: &PageWords) -> bool {
    let bare = line.trim_end_matches([':', '.', ' ']).trim_matches(['*', '_', '-', ' ']);
    page.notes_heads.contains(&bare.to_lowercase())
}

/// Where notes without a head begin: a run to the end, numbered 1, 2, …, of two at least.
fn unheaded(text: &str, units: &[Unit]) -> Option<usize> {
    let numbers: Vec<Option<u32>> = units
        .iter()
        .map(|unit| read_label(unit.text(text)).and_then(|label| label.n.parse().ok()))
        .collect();
    let start = numbers.iter().rposition(|n| *n == Some(1))?;
    let run = &numbers[start..];
    let rising = run.iter().flatten().zip(1..).all(|(n, wanted)| *n == wanted);
    // A numbered list is followed by text, or it is the whole of the text.
    (start > 0 && run.len() > 1 && run.iter().all(Option::is_some) && rising).then_some(start)
}

/// Reads the notes; a unit without a label goes on with the note before it.
fn read_notes(text: &str, units: &[Unit], blocks: &mut Vec<Block>, findings: &mut Vec<Finding>) {
    let labelled = units.iter().any(|unit| read_label(unit.text(text)).is_some());
    let mut last = 0;
    let mut seen = std::collections::BTreeSet::new();
    for unit in units {
        let line = unit.text(text);
        let label = read_label(line).filter(|label| fits(label, last));
        let Some(label) = label else {
            let note = blocks.last_mut().filter(|block| {
                labelled && matches!(block.kind, BlockKind::Note { n: Some(_), .. })
            });
            if let Some(note) = note {
                note.span.end = unit.span.end;
                note.children.push(Block::leaf(BlockKind::Paragraph, unit.span));
            } else {
                findings.push(Finding::new(
                    Code::NoteWithoutNumber,
                    unit.span,
                    "a note without a number or sign",
                ));
                blocks.push(note_block(*unit, None));
            }
            continue;
        };
        last = label.n.parse().unwrap_or(last);
        if !seen.insert(label.n.clone()) && label.n.starts_with(|c: char| c.is_ascii_digit()) {
            findings.push(
                Finding::new(
                    Code::NoteNumberTwice,
                    unit.span,
                    format!("two notes have the number {}", label.n),
                )
                .help("the markers in the text go to the notes in their order"),
            );
        }
        blocks.push(note_block(*unit, Some(label)));
    }
}

/// Whether a number can be that of the next note: not a page or a year in a note's own text.
fn fits(label: &Label, last: u32) -> bool {
    const SKIPPED: u32 = 10;
    label
        .n
        .parse::<u32>()
        .map_or(true, |n| n == 1 || (n + 1 >= last && n <= last + SKIPPED) || last == 0)
}

fn note_block(unit: Unit, label: Option<Label>) -> Block {
    let (n, label, start) = match label {
        Some(label) => {
            let at = unit.span.start;
            (Some(label.n), Some(Span::new(at, at + label.length)), at + label.text)
        }
        None => (None, None, unit.span.start),
    };
    let paragraph = Block::leaf(BlockKind::Paragraph, Span::new(start, unit.span.end));
    Block { kind: BlockKind::Note { n, label }, span: unit.span, children: vec![paragraph] }
}

/// The number or sign that a line begins with, where it can be that of a note, and what follows.
pub fn label(line: &str) -> Option<(String, &str)> {
    let label = read_label(line)?;
    Some((label.n, &line[label.text..]))
}

/// The label at the start of a note: `1 Text`, `1. Text`, `[1] Text`, `1) Text`, `1Text`, `* Text`.
fn read_label(line: &str) -> Option<Label> {
    let open = usize::from(line.starts_with(['[', '(']));
    let rest = &line[open..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let signs: usize = rest.chars().take_while(|c| SIGNS.contains(c)).map(char::len_utf8).sum();
    let length = if digits > 0 { digits } else { signs };
    if length == 0 || digits > LABEL_DIGITS {
        return None;
    }
    let n = rest[..length].to_owned();
    let mut end = open + length;
    let mut closed = false;
    if let Some(sign @ ('.' | ')' | ']' | ':')) = line[end..].chars().next() {
        end += sign.len_utf8();
        closed = true;
    }
    if open == 1 && !closed {
        return None;
    }
    let text = end + (line[end..].len() - line[end..].trim_start().len());
    if text == line.len() && closed && open == 0 {
        // `1.` is a note of which nothing but the stop is left.
        return Some(Label { n, length, text: length });
    }
    let next = line[text..].chars().next()?;
    let glued = text == end && !closed;
    let starts_text = !glued
        || !next.is_ascii_digit() && (next.is_uppercase() || "\"“„«‘'".contains(next) || signs > 0);
    // `3.5 million` and `1/2 a pound` are no labels.
    let number = text == end && (next.is_ascii_digit() || matches!(next, '/' | '-' | '%'));
    (starts_text && !number).then_some(Label { n, length: end, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::Language;
    use crate::structure::units;

    fn notes(text: &str) -> Vec<(Option<String>, String)> {
        let mut findings = Vec::new();
        let page = &Language::get("en").page;
        let (_, blocks) = gather(text, units(text), page, &mut findings);
        let mut found = Vec::new();
        for block in blocks.iter().flat_map(|block| &block.children) {
            if let BlockKind::Note { n, .. } = &block.kind {
                let start = block.children[0].span.start;
                found.push((n.clone(), text[start..block.span.end].to_owned()));
            }
        }
        found
    }

    fn note(n: &str, text: &str) -> (Option<String>, String) {
        (Some(n.to_owned()), text.to_owned())
    }

    #[test]
    fn labels_are_read_in_every_form() {
        let text = "Text.\n\nNotes:\n1 One\n2. Two\n3) Three\n[4] Four\n5Five\n* Star";
        let found = notes(text);
        let wanted = [
            note("1", "One"),
            note("2", "Two"),
            note("3", "Three"),
            note("4", "Four"),
            note("5", "Five"),
            note("*", "Star"),
        ];
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_paragraph_without_a_label_goes_on_with_its_note() {
        assert_eq!(notes("T.\n\nNotes\n\n1 One\n\nmore\n\n2 Two").len(), 2);
        assert_eq!(notes("T.\n\nNotes\n\n1 One\n\n1918 was a year")[0].1, "One\n\n1918 was a year");
    }

    #[test]
    fn notes_without_a_head_are_a_run_from_one_to_the_end() {
        assert_eq!(notes("Text 1 and 2.\n\n1 First.\n\n2 Second.").len(), 2);
        assert_eq!(notes("1 First.\n\n2 Second."), []);
        assert_eq!(notes("Text.\n\n1 First.\n\n2 Second.\n\nText.").len(), 0);
    }

    #[test]
    fn an_unnumbered_note_is_kept() {
        assert_eq!(notes("T.\n\nNotes:\n\nSee above."), [(None, "See above.".to_owned())]);
    }
}
