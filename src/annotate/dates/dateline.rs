//! The day of writing, from the text itself: the datelines of its letters.

use super::Block;
use super::context::Context;
use super::evaluate::{Evaluator, Memory, Writing};
use super::iso::Iso;
use super::lexicon::Lexicon;
use super::tree::{Naming, Node, Phrase, Point};
use crate::calendar::Calendar;

/// A line longer than this is no dateline.
const LONGEST_LINE: usize = 140;

/// The days of writing that datelines give, with where each begins to hold.
pub(super) fn writings(
    text: &str,
    blocks: &[Block],
    lexicon: &Lexicon,
    context: &Context,
) -> Vec<(usize, Iso)> {
    let mut found = Vec::new();
    let mut evaluator =
        Evaluator { text, lexicon, context, memory: memory(text, blocks), findings: Vec::new() };
    let notes = notes_start(text);
    for block in blocks.iter().take_while(|block| block.span.start < notes) {
        let datelines = block.phrases.iter().filter(|phrase| is_dateline(text, phrase));
        let Some(phrase) = datelines.min_by_key(|phrase| phrase.frame.received) else { continue };
        let Some(reading) = evaluator.evaluate(phrase) else { continue };
        let new_style = match reading.writing {
            Writing::Gregorian | Writing::Julian => reading.gregorian().start(),
            _ => reading.anchor,
        };
        if let Some(iso) =
            new_style.filter(|iso| iso.day.is_some() && iso.first(Calendar::Gregorian).is_some())
        {
            found.push((phrase.frame.received, (block.span.start, iso.without_time())));
        }
    }
    // The day of receipt counts where there is no other.
    let written = found.iter().any(|(received, _)| !received);
    let kept = found.into_iter().filter(|(received, _)| !written || !received);
    kept.map(|(_, writing)| writing).collect()
}

/// Whether the phrase is a full date at the beginning or end of a short line.
fn is_dateline(text: &str, phrase: &Phrase) -> bool {
    let full = |point: &Point| point.day.is_some() && point.month.is_some() && point.year.is_some();
    let dated = match &phrase.node {
        Node::Point(point) => full(point),
        Node::Pair(a, b) | Node::Range { from: a, to: b, .. } => {
            let day = |node: &Node| matches!(node, Node::Point(Point { day: Some(_), .. }));
            day(&a.node) && day(&b.node) && phrase.node.year().is_some()
        }
        Node::Feast { year, .. } => year.is_some(),
        _ => false,
    };
    if !dated || phrase.frame.supplied {
        return dated && phrase.frame.supplied;
    }
    // No further than a dateline reaches: a text may be one line of a hundred megabytes.
    let from = text.floor_char_boundary(phrase.span.start.saturating_sub(LONGEST_LINE + 1));
    let to = text.ceil_char_boundary((phrase.span.end + LONGEST_LINE + 1).min(text.len()));
    let start = text[from..phrase.span.start].rfind('\n').map_or(from, |at| from + at + 1);
    let end = text[phrase.span.end..to].find('\n').map_or(to, |at| phrase.span.end + at);
    end - start <= LONGEST_LINE
}

/// The day of writing that holds at a place: of the nearest dateline before, or of the first.
pub(super) fn before(writings: &[(usize, Iso)], offset: usize) -> Option<Iso> {
    let at = writings.partition_point(|(start, _)| *start <= offset);
    writings.get(at.saturating_sub(1)).map(|(_, iso)| *iso)
}

/// The memory that a document begins with: the years that its dates lie around.
pub(super) fn memory(text: &str, blocks: &[Block]) -> Memory {
    let notes = notes_start(text);
    let letters = || blocks.iter().take_while(|block| block.span.start < notes);
    // One year alone in the notes may be a birthday.
    let all = years(blocks.iter(), false);
    let many = all.len() > 1;
    let notes_say = middle(years(blocks.iter(), true))
        .filter(|_| many)
        .or_else(|| middle(all.clone()).filter(|_| many));
    let century = middle(years(letters(), true)).or(notes_say);
    let mut named = all.clone();
    named.sort_unstable();
    named.dedup();
    Memory { around: notes_say.or_else(|| middle(all)), century, named, ..Memory::default() }
}

/// The year in the middle; editors cite books that are newer than the letters, which count only
/// where there is nothing older.
fn middle(mut years: Vec<i32>) -> Option<i32> {
    /// From this year on a year in an edition is likely that of a book in its notes.
    const MODERN: i32 = 1950;
    years.sort_unstable();
    let old = years.partition_point(|&year| year < MODERN);
    if old > 0 {
        years.truncate(old);
    }
    years.get(years.len().checked_sub(1)? / 2).copied()
}

/// Where the notes that follow a text begin, or its end.
fn notes_start(text: &str) -> usize {
    memchr::memmem::find(text.as_bytes(), b"\nNotes:\n").unwrap_or(text.len())
}

/// The years written in four figures, of full dates or of all.
fn years<'a>(blocks: impl Iterator<Item = &'a Block>, full: bool) -> Vec<i32> {
    let years = blocks.flat_map(|block| &block.phrases).filter_map(|phrase| {
        let Node::Point(Point { day, year: Some(year), naming: Naming::Usual, .. }) = &phrase.node
        else {
            return None;
        };
        (year.figures == 4 && (day.is_some() || !full)).then_some(year.value)
    });
    years.collect()
}

/// The year, and the month, that the first of these phrases may borrow from one after it in the
/// same list.
pub(super) fn lent(phrases: &[Phrase], evaluator: &Evaluator<'_>) -> Option<(i32, Option<u8>)> {
    /// Lists are not followed further than this.
    const LONGEST_LIST: usize = 12;
    let half = if let Node::Pair(half, _) = &phrases[0].node { &**half } else { &phrases[0] };
    let Node::Point(first) = &half.node else { return None };
    if phrases[0].node.year().is_some() || first.shift.is_some() {
        return None;
    }
    for pair in phrases.windows(2).take(LONGEST_LIST) {
        if !pair[0].frame.lends {
            return None;
        }
        let (year, month) = match &pair[1].node {
            Node::Point(point) => (point.year, point.month),
            Node::Pair(a, _) | Node::Range { from: a, .. } => {
                let Node::Point(point) = &a.node else { return None };
                (pair[1].node.year(), point.month)
            }
            _ => return None,
        };
        if let Some(year) = year {
            // A month after the one that lends belongs to the year before.
            let full = evaluator.full_year(year);
            let wraps = matches!((first.month, month), (Some(a), Some(b)) if a > b);
            return Some((full - i32::from(wraps), month));
        }
    }
    None
}
