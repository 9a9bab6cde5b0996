//! Salutations and signatures that are run into the first or the last paragraph.

use super::Layout;
use super::correspondence::name_at_end;
use super::line::{self, span_in};
use crate::layer::Span;

/// The salutation at the beginning of a paragraph, `Sir: I have …`, and where the paragraph goes
/// on. Both are spans of the text; `offset` is where the paragraph begins.
pub fn salute(paragraph: &str, offset: usize, layout: &Layout) -> Option<(Span, Span)> {
    /// The most characters that a salutation has.
    const REACH: usize = 80;
    /// The most words.
    const WORDS: usize = 8;
    let reach: String = paragraph.chars().take(REACH).collect();
    let lower = reach.to_lowercase();
    let end = reach.find(['!', ',', ':', '—', '–', '.'])?;
    let words = [&layout.words.salutations, &layout.words.addressed];
    let rest = words.iter().find_map(|words| line::after(&reach, &lower, words))?;
    let led = reach.len() - rest.len();
    if end < led.saturating_sub(1) {
        return None;
    }
    // An abbreviation, as in `Dear Mr. Gray,`, does not end it.
    let end = end_of(&reach, led.max(1) - 1)?;
    let made = line::Makeup::of(&reach[led.min(end)..end], layout);
    let sign = reach[end..].chars().next()?;
    let after = end + sign.len_utf8();
    let body = paragraph[after..].trim_start_matches([' ', '-', '—', '–']);
    let strong = matches!(sign, '!' | ':' | ',');
    let fits = strong && made.others <= 1 && made.all() <= WORDS && !body.is_empty();
    fits.then(|| {
        // A dash that parts the two stays with the salutation.
        let body = span_in(paragraph, body, offset);
        let salute = paragraph[..body.start - offset].trim_end().len();
        (Span::new(offset, offset + salute), body)
    })
}

/// Where a salutation ends: at the first sign that is no stop of an abbreviation.
fn end_of(text: &str, from: usize) -> Option<usize> {
    text.char_indices()
        .find(|(at, c)| *at >= from && matches!(c, '!' | ',' | ':'))
        .map(|(at, _)| at)
}

/// The closing formula and the signature at the end of a paragraph: where the paragraph ends, the
/// formula where there is one, and the signature.
pub fn closing(
    paragraph: &str,
    offset: usize,
    layout: &Layout,
) -> Option<(Span, Option<Span>, Span)> {
    /// The most bytes that a closing formula and a signature have.
    const REACH: usize = 160;
    /// The most words of both.
    const WORDS: usize = 16;
    let end = paragraph.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace()).len();
    let from = paragraph.floor_char_boundary(end.saturating_sub(REACH));
    let tail = &paragraph[from..end];
    let name = name_at_end(tail, layout).filter(|name| name.len() < tail.len())?;
    let before = &tail[..span_in(tail, name, 0).start];
    let before = &before[..before.trim_end().len()];
    for start in starts(before) {
        let formula = &before[start..];
        let lower = formula.to_lowercase();
        let words = formula.split_whitespace().count();
        let led = line::after(formula, &lower, &layout.words.closings)
            .or_else(|| line::after(formula, &lower, &layout.words.before_signature));
        if led.is_none() || words > WORDS {
            continue;
        }
        // Dashes before a formula stay with the paragraph, which needs words of its own.
        let body = paragraph[..from + start].trim_end();
        if body.trim_end_matches([' ', '-', '—', '–']).is_empty() {
            return None;
        }
        // A sentence that goes on to a name, as `yours of the 5th, from Gray`, is no formula.
        if led.is_some_and(|rest| rest.contains(|c: char| c.is_ascii_digit())) {
            continue;
        }
        let body = Span::new(offset, offset + body.len());
        let formula = span_in(paragraph, formula, offset);
        let name = Span::new(span_in(paragraph, name, offset).start, offset + paragraph.len());
        return Some((body, (!formula.is_empty()).then_some(formula), name));
    }
    None
}

/// Where a sentence or a phrase begins in the last words of a paragraph, the first place first.
fn starts(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        if matches!(c, '.' | '!' | '?' | '-' | '—' | '–' | ';' | ')' | '\n') {
            open = true;
        } else if !c.is_whitespace() {
            if open {
                found.push(at);
            }
            open = false;
        }
    }
    found
}
