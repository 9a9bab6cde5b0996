//! Which stretches of the two texts are the same: whole blocks first, then words within what lies
//! between, so that nothing shifts and the cost stays near linear.

use super::reading::Reading;
use super::sequence::{self, Match};
use super::text::is_space;
use std::collections::HashMap;
use std::ops::Range;

/// The common stretches in bytes of the two texts, rising, none touching the next on both sides.
pub(super) fn align(old: &Reading, new: &Reading) -> Vec<Match> {
    let mut found = Vec::new();
    for (old_part, new_part) in zone_pairs(old, new) {
        align_blocks(old, new, old_part, new_part, &mut found);
    }
    sequence::join(found)
}

/// The stretches of header, registers and text, paired in order.
fn zone_pairs(old: &Reading, new: &Reading) -> Vec<(Range<usize>, Range<usize>)> {
    // Comparing kinds is cheap; more zones than this are no edition.
    const MOST_ZONES: usize = 10_000;
    let parts = |reading: &Reading| -> Vec<(u32, Range<usize>)> {
        let ends = reading.zones.iter().skip(1).map(|&(start, _)| start);
        let ends = ends.chain([reading.text.len()]);
        reading
            .zones
            .iter()
            .zip(ends)
            .map(|(&(start, zone), end)| (zone as u32, start..end))
            .collect()
    };
    let (a, b) = (parts(old), parts(new));
    if a.len().max(b.len()) > MOST_ZONES {
        return vec![(0..old.text.len(), 0..new.text.len())];
    }
    let kinds = |parts: &[(u32, Range<usize>)]| parts.iter().map(|part| part.0).collect::<Vec<_>>();
    let mut pairs = Vec::new();
    for run in sequence::matches(&kinds(&a), &kinds(&b)) {
        for step in 0..run.len {
            pairs.push((a[run.old + step].1.clone(), b[run.new + step].1.clone()));
        }
    }
    pairs
}

fn align_blocks(
    old: &Reading,
    new: &Reading,
    old_part: Range<usize>,
    new_part: Range<usize>,
    found: &mut Vec<Match>,
) {
    if old.text[old_part.clone()] == new.text[new_part.clone()] {
        // Blocks that are divided in another way must not mislead.
        if !old_part.is_empty() {
            found.push(Match { old: old_part.start, new: new_part.start, len: old_part.len() });
        }
        return;
    }
    let (a, b) = (blocks(old, &old_part), blocks(new, &new_part));
    let mut numbers = HashMap::new();
    let a_items = numbered(a.iter().map(|block| &old.text[block.clone()]), &mut numbers);
    let b_items = numbered(b.iter().map(|block| &new.text[block.clone()]), &mut numbers);
    let (mut left_old, mut left_new) = (old_part.start, new_part.start);
    for run in sequence::matches(&a_items, &b_items) {
        let old_run = a[run.old].start..a[run.old + run.len - 1].end;
        let new_start = b[run.new].start;
        let gap = (left_old..old_run.start, left_new..new_start);
        align_words(old, new, gap, found);
        found.push(Match { old: old_run.start, new: new_start, len: old_run.len() });
        (left_old, left_new) = (old_run.end, new_start + old_run.len());
    }
    align_words(old, new, (left_old..old_part.end, left_new..new_part.end), found);
}

/// The text between one break and the next.
fn blocks(reading: &Reading, part: &Range<usize>) -> Vec<Range<usize>> {
    let first = reading.breaks.partition_point(|&at| at <= part.start);
    let inside = reading.breaks[first..].iter().copied().take_while(|&at| at < part.end);
    let mut blocks = Vec::new();
    let mut start = part.start;
    for end in inside.chain([part.end]) {
        if start < end {
            blocks.push(start..end);
        }
        start = end;
    }
    blocks
}

fn numbered<'t>(
    items: impl Iterator<Item = &'t str>,
    numbers: &mut HashMap<&'t str, u32>,
) -> Vec<u32> {
    items
        .map(|item| {
            let next = numbers.len() as u32;
            *numbers.entry(item).or_insert(next)
        })
        .collect()
}

/// Words, white space and single other characters.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut last = Class::Other;
    for (at, c) in text.char_indices() {
        let class = if c.is_alphanumeric() {
            Class::Word
        } else if c.is_whitespace() {
            Class::Space
        } else if is_joining(c) && last == Class::Word {
            // A combining mark belongs to its letter.
            Class::Word
        } else {
            Class::Other
        };
        let end = at + c.len_utf8();
        match tokens.last_mut() {
            Some(token) if class == last && class == Class::Word => token.end = end,
            _ => tokens.push(at..end),
        }
        last = class;
    }
    tokens
}

/// Combining diacritical marks: the blocks that letters of the printed languages use.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{1DC0}'..='\u{1DFF}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Word,
    Space,
    Other,
}

fn align_words(
    old: &Reading,
    new: &Reading,
    (old_gap, new_gap): (Range<usize>, Range<usize>),
    found: &mut Vec<Match>,
) {
    if old_gap.is_empty() || new_gap.is_empty() {
        return;
    }
    let (old_text, new_text) = (&old.text[old_gap.clone()], &new.text[new_gap.clone()]);
    let (a, b) = (tokens(old_text), tokens(new_text));
    let mut numbers = HashMap::new();
    let a_items = numbered(a.iter().map(|token| &old_text[token.clone()]), &mut numbers);
    let b_items = numbered(b.iter().map(|token| &new_text[token.clone()]), &mut numbers);
    let runs: Vec<_> = sequence::matches(&a_items, &b_items)
        .into_iter()
        .map(|run| {
            let start = a[run.old].start;
            Match {
                old: old_gap.start + start,
                new: new_gap.start + b[run.new].start,
                len: a[run.old + run.len - 1].end - start,
            }
        })
        .collect();
    let runs = up_to_tags(old, new, (&old_gap, &new_gap), runs);
    let mut runs = without_islands(old, new, (&old_gap, &new_gap), &runs);
    slide(old, new, (&old_gap, &new_gap), &mut runs);
    found.extend(runs.into_iter().filter(|run| run.len > 0));
}

/// Words differ as a whole, unless a tag divides them: what is the same up to the tag is common.
fn up_to_tags(
    old: &Reading,
    new: &Reading,
    (old_gap, new_gap): (&Range<usize>, &Range<usize>),
    runs: Vec<Match>,
) -> Vec<Match> {
    let mut all = Vec::with_capacity(runs.len());
    let (mut old_at, mut new_at) = (old_gap.start, new_gap.start);
    let end = Match { old: old_gap.end, new: new_gap.end, len: 0 };
    for run in runs.into_iter().chain([end]) {
        let (a, b) = (&old.text[old_at..run.old], &new.text[new_at..run.new]);
        if !a.is_empty() && !b.is_empty() {
            let is_tag = |o: usize, n: usize| {
                old.tags.binary_search_by_key(&o, |tag| tag.at).is_ok()
                    || new.tags.binary_search_by_key(&n, |tag| tag.at).is_ok()
            };
            let same: Vec<usize> = a
                .char_indices()
                .zip(b.chars())
                .take_while(|((_, x), y)| x == y)
                .map(|((at, x), _)| at + x.len_utf8())
                .collect();
            let front = same.into_iter().rev().find(|&len| is_tag(old_at + len, new_at + len));
            let front = front.unwrap_or(0);
            let (a, b) = (&a[front..], &b[front..]);
            let mut len = 0;
            let mut back = 0;
            for (x, y) in a.chars().rev().zip(b.chars().rev()).take_while(|(x, y)| x == y) {
                debug_assert_eq!(x, y);
                len += x.len_utf8();
                if is_tag(run.old - len, run.new - len) {
                    back = len;
                }
            }
            all.push(Match { old: old_at, new: new_at, len: front });
            all.push(Match { old: run.old - back, new: run.new - back, len: back });
        }
        all.push(run);
        (old_at, new_at) = (run.old + run.len, run.new + run.len);
    }
    all.retain(|run| run.len > 0);
    sequence::join(all)
}

/// Drops common stretches that are shorter than the changes on both of their sides and hold no
/// tag: a comma that two different sentences share says nothing.
fn without_islands(
    old: &Reading,
    new: &Reading,
    (old_gap, new_gap): (&Range<usize>, &Range<usize>),
    runs: &[Match],
) -> Vec<Match> {
    // Longer stretches are always worth to be shown as common.
    const LONGEST_ISLAND: usize = 24;
    let mut kept: Vec<Match> = Vec::with_capacity(runs.len());
    for index in 0..runs.len() {
        let run = runs[index];
        let (left_old, left_new) =
            kept.last().map_or((old_gap.start, new_gap.start), |m| (m.old + m.len, m.new + m.len));
        let (right_old, right_new) =
            runs.get(index + 1).map_or((old_gap.end, new_gap.end), |m| (m.old, m.new));
        let left = (run.old - left_old).max(run.new - left_new);
        let right = (right_old - run.old - run.len).max(right_new - run.new - run.len);
        let letters =
            old.text[run.old..run.old + run.len].bytes().filter(|&b| !is_space(b)).count();
        let island = run.len <= LONGEST_ISLAND
            && letters <= left
            && letters <= right
            && !has_tag(old, run.old..run.old + run.len)
            && !has_tag(new, run.new..run.new + run.len);
        if !island {
            kept.push(run);
        }
    }
    kept
}

/// Whether a tag stands in the stretch or at its ends.
fn has_tag(reading: &Reading, stretch: Range<usize>) -> bool {
    let first = reading.tags.partition_point(|tag| tag.at < stretch.start);
    reading.tags.get(first).is_some_and(|tag| tag.at <= stretch.end)
}

/// Where words were only added or only taken away and the same result comes from a stretch a
/// little further left or right, the one is taken that agrees with the ends of blocks or words.
fn slide(
    old: &Reading,
    new: &Reading,
    (old_gap, new_gap): (&Range<usize>, &Range<usize>),
    runs: &mut [Match],
) {
    for index in 0..=runs.len() {
        let before = index.checked_sub(1).map(|index| runs[index]);
        let after = runs.get(index).copied();
        let start =
            before.map_or((old_gap.start, new_gap.start), |m| (m.old + m.len, m.new + m.len));
        let end = after.map_or((old_gap.end, new_gap.end), |m| (m.old, m.new));
        let (reading, changed) = if start.1 == end.1 {
            (old, start.0..end.0)
        } else if start.0 == end.0 {
            (new, start.1..end.1)
        } else {
            continue;
        };
        if changed.is_empty() {
            continue;
        }
        let (Some(before), Some(after)) = (before, after) else { continue };
        let (left, right) = best_slide(reading, &changed, (before.len, after.len));
        runs[index - 1].len = before.len + right - left;
        runs[index] = Match {
            old: after.old + right - left,
            new: after.new + right - left,
            len: after.len + left - right,
        };
    }
}

/// How many bytes to go left, or right.
fn best_slide(reading: &Reading, changed: &Range<usize>, room: (usize, usize)) -> (usize, usize) {
    // Further than a line nobody looks.
    const FURTHEST: usize = 200;
    let text = &reading.text;
    let bytes = text.as_bytes();
    let is_break = |at: usize| reading.breaks.binary_search(&at).is_ok();
    let word_begins = |at: usize| {
        text[..at].chars().next_back().is_none_or(char::is_whitespace)
            && text[at..].chars().next().is_some_and(|c| !c.is_whitespace())
    };
    let score = |start: usize, end: usize| {
        if !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            return -1;
        }
        4 * i32::from(is_break(start))
            + 4 * i32::from(is_break(end))
            + i32::from(word_begins(start))
    };
    let mut best = (score(changed.start, changed.end), 0, 0);
    for step in 1..=room.0.min(FURTHEST) {
        let (start, end) = (changed.start - step, changed.end - step);
        if bytes[start] != bytes[end] {
            break;
        }
        let score = score(start, end);
        if score > best.0 {
            best = (score, step, 0);
        }
    }
    for step in 1..=room.1.min(FURTHEST) {
        let (start, end) = (changed.start + step, changed.end + step);
        if bytes[start - 1] != bytes[end - 1] {
            break;
        }
        let score = score(start, end);
        if score > best.0 {
            best = (score, 0, step);
        }
    }
    (best.1, best.2)
}
