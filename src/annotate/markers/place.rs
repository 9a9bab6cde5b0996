//! Where a number stands in a paragraph, and how much that speaks for a marker.

use super::Candidate;
use crate::layer::Span;
use crate::structure::PageWords;

/// What markers look like on a page.
pub struct Shape<'a> {
    /// Words that go with numbers.
    pub page: &'a PageWords,
    /// Whether they may stand in brackets.
    pub bracketed: bool,
}

/// Signs that mark a note as a number does. Others, as `§`, stand in texts for what they are.
const SIGNS: [char; 3] = ['*', '†', '‡'];

/// The numbers and signs of a paragraph that can be markers, with their weights.
pub fn in_leaf(text: &str, leaf: Span, shape: &Shape) -> Vec<(String, Candidate)> {
    const DIGITS: usize = 3;
    let mut found = Vec::new();
    let mut at = leaf.start;
    while let Some(first) = text[at..leaf.end].chars().next() {
        let sign = SIGNS.contains(&first);
        if !first.is_ascii_digit() && !sign {
            at += first.len_utf8();
            continue;
        }
        let same = |c: &char| if sign { *c == first } else { c.is_ascii_digit() };
        let run = text[at..leaf.end].chars().take_while(same);
        let end = at + run.map(char::len_utf8).sum::<usize>();
        let span = Span::new(at, end);
        let n = &text[span.range()];
        if n.chars().count() <= DIGITS && !n.starts_with('0') {
            let weight = if sign { 4 } else { weigh(text, leaf, span, shape) };
            if weight > 0 {
                found.push((n.to_owned(), Candidate { span, weight }));
            }
        }
        at = end;
    }
    found.extend(in_words(text, leaf, shape.page));
    found.sort_by_key(|(_, candidate)| candidate.span);
    found
}

/// Numbers that a translation wrote out: `in Leyden? one`, and `oneOn 30 August` glued to a word.
fn in_words(text: &str, leaf: Span, page: &PageWords) -> Vec<(String, Candidate)> {
    let words = &text[leaf.range()];
    let mut found = Vec::new();
    for (n, word) in (1..).zip(&page.digit_words) {
        for (offset, _) in words.match_indices(word.as_str()) {
            let (before, after) = (&words[..offset], &words[offset + word.len()..]);
            let bounded = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            let left = before.trim_end();
            let stop = left.ends_with(['.', '?', '!', ',', ';', ':', '"', '”', ')']);
            // Glued before a capital; or alone after a stop, before another or a line's end.
            let glued = after.starts_with(char::is_uppercase);
            let alone = stop && (after.is_empty() || after.starts_with(['\n', '.', ';', ',']));
            let weight = if glued {
                5
            } else if alone {
                4
            } else {
                0
            };
            if bounded && weight > 0 {
                let start = leaf.start + offset;
                let span = Span::new(start, start + word.len());
                found.push((n.to_string(), Candidate { span, weight }));
            }
        }
    }
    found
}

/// How much the place of a number speaks for a marker; 0 or less where it is none.
fn weigh(text: &str, leaf: Span, span: Span, shape: &Shape) -> i32 {
    let page = shape.page;
    let before = &text[leaf.start..span.start];
    let after = &text[span.end..leaf.end];
    let left = before.trim_end();
    let right = after.trim_start();
    let spaced = left.len() < before.len();
    let next_spaced = right.len() < after.len();
    let (last, next) = (left.chars().next_back(), right.chars().next());
    let alone = |c: char| c.is_ascii_digit() || c == ' ';
    if !before.is_empty() && before.chars().all(alone) && after.chars().all(alone) {
        return 6;
    }
    let Some(last) = last else {
        // At the start of a paragraph: alone, or before a word it is glued to.
        return if after.chars().all(alone) {
            6
        } else {
            i32::from(!next_spaced && next.is_some_and(char::is_alphabetic)) * 3
        };
    };
    if part_of_number(before, after) || is_ordinal(after, page) {
        return 0;
    }
    // Round brackets number the parts of a sentence, unless the notes have brackets too.
    let enclosed = matches!((last, next), ('(', Some(')')));
    if enclosed && !shape.bracketed || is_item(left, after) {
        return 0;
    }
    // Before a stop that a space parts from it: `obey 1 .`
    let parted = next_spaced && next.is_some_and(|c| ".,;:!?".contains(c));
    let stop = matches!(
        last,
        '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '"' | '”' | '“' | '»' | '’' | '\'' | '…'
    );
    let ends = next.is_none_or(|c| !c.is_alphanumeric());
    let mut weight = match (stop, spaced) {
        (true, false) if last.is_ascii_punctuation() || !last.is_alphanumeric() => 6,
        (true, true) => 5,
        (_, true) => 3,
        (_, false) if last.is_alphabetic() => 7,
        (_, false) => 1,
    };
    if ends && !next_spaced && next.is_some_and(|c| ",.;:!?)”\"".contains(c)) {
        weight += 2;
    }
    if after.is_empty() {
        weight += 2;
    }
    if parted && spaced {
        weight += 3;
    }
    if !next_spaced && next.is_some_and(char::is_alphabetic) {
        weight += if next.is_some_and(char::is_uppercase) { 1 } else { -1 };
    }
    weight - against(left, right, spaced, page)
}

/// Whether nothing but a marker stands so: glued to the end of a word.
pub fn is_plain(text: &str, span: Span) -> bool {
    const LETTERS: usize = 3;
    let word = text[..span.start].chars().rev().take_while(|c| c.is_lowercase()).count();
    word >= LETTERS && !text[span.end..].starts_with(char::is_alphanumeric)
}

/// Whether a number leads an item: `as follows: 1. Ships`.
fn is_item(left: &str, after: &str) -> bool {
    let mut chars = after.chars();
    left.ends_with([':', '.', ';', '—'])
        && matches!(chars.next(), Some('.' | ')'))
        && chars.next() == Some(' ')
        && chars.next().is_some_and(char::is_uppercase)
}

/// Whether a number is a part of a larger one: `2.5`, `1/2`, `22-24`, `5 000`, `10:30`, `1920`.
fn part_of_number(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    let mut forth = after.chars();
    let (one, two) = (back.next(), back.next());
    let (next, then) = (forth.next(), forth.next());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let joint = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '/' | '-' | '–' | ':' | '.' | ',' | '%' | '°' | '½'))
    };
    joint(next) && digit(then)
        || one
            .is_some_and(|c| matches!(c, '/' | '–' | '-' | '$' | '£' | '€' | '№' | '#' | '+' | '='))
            && two.is_none_or(|c| c.is_alphanumeric() || c == ' ')
        || matches!(next, Some('%' | '°' | '/' | '½' | '¼' | '¾' | '′' | '″'))
        || matches!(one, Some('.' | ',' | ':'))
            && digit(two)
            && (joint(next) && !matches!(next, Some('.' | ',')) || digit(next))
}

/// Whether a suffix makes a number an ordinal: `3rd`.
fn is_ordinal(after: &str, page: &PageWords) -> bool {
    let end = after.find(|c: char| !c.is_alphabetic()).unwrap_or(after.len());
    page.ordinal_suffixes.iter().any(|suffix| suffix == &after[..end])
}

/// What speaks against a marker: a word before or after that goes with numbers.
fn against(left: &str, right: &str, spaced: bool, page: &PageWords) -> i32 {
    let previous = left.rsplit(char::is_whitespace).next().unwrap_or_default();
    let following = right.split(char::is_whitespace).next().unwrap_or_default();
    let bare = following.trim_matches(|c: char| !c.is_alphanumeric());
    let abbreviation = spaced
        && previous.ends_with('.')
        && previous.chars().count() <= 4
        && previous.matches('.').count() == 1
        && previous.chars().next().is_some_and(char::is_alphabetic);
    let mut weight = 0;
    let unit = bare.trim_end_matches('.').to_lowercase();
    if page.after_numbers.contains(&unit) {
        weight += 6;
    }
    if abbreviation {
        weight += 6;
    }
    if previous.ends_with('§') {
        weight += 8;
    }
    if spaced && has_number(previous, page) {
        weight += if right.starts_with(',') || bare.len() == 4 { 6 } else { 3 };
    }
    if bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit()) || has_number(bare, page) {
        weight += 4;
    }
    if bare.starts_with(char::is_lowercase)
        && spaced
        && !left.ends_with(['.', ',', ';', ':', '!', '?', '"', '”'])
    {
        // `for 3 days` has the same shape as a marker before a word.
        weight += 1;
    }
    if previous.chars().any(|c| c.is_ascii_digit()) && spaced {
        weight += 1;
    }
    weight
}

/// A word whose number stands beside it: a month, `Section`, `Article`.
fn has_number(word: &str, page: &PageWords) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    page.before_numbers.contains(&word.to_lowercase())
}
