//! The place in a dateline.

use super::Layout;
use super::line::{Line, Makeup, span_in, words};
use crate::layer::Span;

/// Where a letter was written, as its dateline says: `Leyden` of `Consulate, Leyden, 5 May`. The
/// part right before the date counts, or what follows a date that comes first.
pub fn read(line: &Line, layout: &Layout) -> Option<Span> {
    let first = line.text.lines().next().unwrap_or_default();
    let whole = if has_date(first, layout) { first } else { line.text };
    let found = layout.dates.read(whole, layout.context).expressions;
    let (before, after) = match (found.first(), found.last()) {
        (Some(first), Some(last)) => (whole.get(..first.span.start)?, whole.get(last.span.end..)?),
        _ => (whole, ""),
    };
    let name = named(before, layout).or_else(|| named(after, layout))?;
    Some(span_in(line.text, name, line.unit.span.start))
}

fn has_date(line: &str, layout: &Layout) -> bool {
    !layout.dates.read(line, layout.context).expressions.is_empty()
}

/// The place that a part of a dateline names: the last of its parts between commas that is a name,
/// no initials of a county or state.
fn named<'a>(text: &'a str, layout: &Layout) -> Option<&'a str> {
    let parts: Vec<&str> = text.split([',', '\n', ';', '(', '[', ')', ']']).collect();
    parts.into_iter().rev().find_map(|part| {
        let part = bare(part, layout);
        let makeup = Makeup::of(part, layout);
        let name = makeup.capitals > makeup.initials || part.chars().count() > 4;
        let is_body = words(part).any(|word| layout.words.bodies.contains(&word.to_lowercase()));
        let good = name && makeup.capitals > 0 && makeup.others == 0 && makeup.all() <= 4;
        (good && !is_body && !part.is_empty()).then_some(part)
    })
}

/// A part without the small words and figures around its name.
fn bare<'a>(part: &'a str, layout: &Layout) -> &'a str {
    let small = |word: &str| {
        let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        lower.is_empty()
            || layout.words.small.contains(&lower)
            || layout.words.dateline.contains(&lower)
            || layout.words.hours.contains(&lower)
            || layout.words.remarks.contains(&lower)
            || layout.is_weekday(&lower)
    };
    let mut rest = part.trim();
    while let Some(first) = rest.split_whitespace().next().filter(|word| small(word)) {
        rest = rest[first.len()..].trim_start();
    }
    // A street number, or what follows the number of a house, is no part of the name.
    if let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = rest[..at].trim_end();
    }
    while let Some(last) = rest.split_whitespace().next_back().filter(|word| small(word)) {
        rest = rest[..rest.len() - last.len()].trim_end();
    }
    rest.trim_matches(|c: char| c.is_whitespace() || "-–—:".contains(c))
}
