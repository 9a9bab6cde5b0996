//! How much a line looks like a dateline: a place, a date, or both, and little else.

use super::Layout;
use super::line::{Line, words};
use super::look::salute;
use super::role::NEVER;
use crate::annotate::dates::Iso;
use crate::annotate::unlisted::{List, folded, lists};

/// The most words that a dateline has.
const WORDS: usize = 24;

/// The weight of a line as a dateline above a letter, and as one below it. `beside` are the lines
/// that it touches: a place may stand on a line of its own above or below the date.
pub fn weigh(line: &Line, beside: (Option<&Line>, Option<&Line>), layout: &Layout) -> (i32, i32) {
    let (above, below) = with_date(line, beside, layout);
    // The name of a city stands without a date by itself, or above the salutation.
    let apart = match beside {
        (None, None) => true,
        (_, next) => next.is_some_and(|next| salute(next, layout) > 0),
    };
    (if apart && is_city(line, layout) { above.max(2) } else { above }, below)
}

/// The same of a line with a date, or a place that touches one.
fn with_date(line: &Line, beside: (Option<&Line>, Option<&Line>), layout: &Layout) -> (i32, i32) {
    let weight = alone(line, layout);
    if weight.is_some() || !is_place(line, layout) {
        let weight = weight.unwrap_or(NEVER);
        return (weight, weight);
    }
    let is_dated = |line: Option<&Line>| line.is_some_and(|line| alone(line, layout) > Some(1));
    let open = line.text.ends_with(',');
    match (is_dated(beside.0), is_dated(beside.1)) {
        (_, true) => (3, if open { 3 } else { -1 }),
        (true, _) => (1, -1),
        _ => (NEVER, NEVER),
    }
}

/// Whether a line is the name of a city with small words and initials after it, as `Rostov n/D`.
fn is_city(line: &Line, layout: &Layout) -> bool {
    const WORDS: usize = 3;
    if !is_place(line, layout) || line.ends_with(&[',']) {
        return false;
    }
    let names: Vec<&str> = words(line.bare.trim_end_matches('.')).collect();
    (1..=names.len().min(WORDS)).rev().any(|count| {
        let name = names[..count].join(" ");
        let small = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() <= 2;
        lists(folded(&name)) & List::City as u8 != 0 && names[count..].iter().all(small)
    })
}

/// Whether a line is nothing but a place.
fn is_place(line: &Line, layout: &Layout) -> bool {
    let tally = Tally::of(line.text, layout);
    // `Leyden to GRAY` says who is written to.
    let to = words(line.bare).skip(1).any(|word| layout.words.to.iter().any(|to| to == word));
    !to && tally.others == 0 && (1..=7).contains(&tally.places) && tally.figures <= 2
}

/// The weight of a line that has a date, or says that it has none.
fn alone(line: &Line, layout: &Layout) -> Option<i32> {
    if line.words.len() > WORDS || line.ends_with(&['!', '?']) {
        return None;
    }
    let words_of = layout.words;
    if line.after(&words_of.received).is_some() && has_figure(line.bare) {
        return Some(if line.bracketed || line.words.len() <= 8 { 6 } else { 3 });
    }
    let found = layout.dates.read(line.text, layout.context).expressions;
    let best = found.iter().filter_map(|date| date.anchor).map(exact).max().unwrap_or(0);
    let mut rest = String::with_capacity(line.text.len());
    let mut at = 0;
    for date in &found {
        rest.push_str(line.text.get(at..date.span.start).unwrap_or_default());
        rest.push(' ');
        at = date.span.end;
    }
    rest.push_str(line.text.get(at..).unwrap_or_default());
    let tally = Tally::of(&rest, layout);
    let undated = words_of.undated.iter().any(|word| line.lower.contains(word.as_str()));
    let said = match (best, undated, tally.times) {
        (1.., ..) => best,
        (_, true, _) => 5,
        (_, _, 1..) => 3,
        _ => return None,
    };
    let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX / 8);
    let after = found.last().map_or(0, |date| {
        Tally::of(line.text.get(date.span.end..).unwrap_or_default(), layout).places
    });
    let long = count(tally.places.saturating_sub(5)) + count(after.saturating_sub(3));
    let end = match line.bare.chars().next_back() {
        Some(':') => 5,
        Some(',' | ';') => 2,
        _ => 0,
    };
    let before =
        found.first().and_then(|date| line.text.get(..date.span.start)).unwrap_or_default();
    let against = 6 * i32::from(leads_paragraph(line, before))
        + 4 * i32::from(is_of_something(before, layout))
        + 4 * i32::from(rest.contains(['"', '“', '”', '„', '«', '»']))
        + 3 * i32::from(begins_small(before, layout));
    Some(said - 3 * count(tally.others) - long - end - against)
}

/// A number with a stop that is none of the date leads a paragraph: `42. Following from …`.
fn leads_paragraph(line: &Line, before: &str) -> bool {
    before.starts_with(|c: char| c.is_ascii_digit())
        && line.words.first().is_some_and(|word| word.ends_with(['.', ')']))
        && line.words.get(1).is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// Whether a date belongs to something named before it: `the Times of 5 May`.
fn is_of_something(before: &str, layout: &Layout) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    layout.words.of_dates.contains(&last)
}

/// Whether a line begins with a small letter, as sentences that go on do, and with no word that
/// leads a date.
fn begins_small(before: &str, layout: &Layout) -> bool {
    let first = words(before).next().unwrap_or_default();
    let lower = first.trim_matches('.').to_lowercase();
    first.starts_with(char::is_lowercase)
        && !layout.words.dateline.contains(&lower)
        && !layout.words.small.contains(&lower)
}

/// Whether a line is a date and nothing beside: no place, no word but those of dates.
pub fn is_date_alone(line: &Line, layout: &Layout) -> bool {
    let found = layout.dates.read(line.text, layout.context).expressions;
    let covered: usize = found.iter().map(|date| date.span.end - date.span.start).sum();
    let places = |part: &str| Tally::of(part, layout).places;
    let mut at = 0;
    let mut place = 0;
    for date in &found {
        place += places(line.text.get(at..date.span.start).unwrap_or_default());
        at = date.span.end;
    }
    place += places(line.text.get(at..).unwrap_or_default());
    covered > 0 && place == 0
}

/// How much a date says: a day most, a year least.
fn exact(date: Iso) -> i32 {
    match (date.day, date.month) {
        (Some(_), _) => 6,
        (None, Some(_)) => 4,
        (None, None) => 2,
    }
}

fn has_figure(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// The words of a dateline beside its date.
#[derive(Debug, Default)]
struct Tally {
    places: usize,
    figures: usize,
    times: usize,
    others: usize,
}

impl Tally {
    fn of(rest: &str, layout: &Layout) -> Self {
        /// In a longer line `Fr.` is a first name and no Friday.
        const DAYS: usize = 3;
        let mut tally = Self::default();
        let few = words(rest).nth(DAYS).is_none();
        for word in words(rest) {
            let lower = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            let day = layout.is_weekday(&lower) && (few || lower.chars().count() > DAYS);
            if day || layout.words.hours.contains(&lower) {
                tally.times += 1;
            } else if layout.words.dateline.contains(&lower) || layout.words.small.contains(&lower)
            {
            } else if word.starts_with(|c: char| c.is_ascii_digit() || "½¼¾".contains(c)) {
                tally.figures += 1;
            } else if word.starts_with(char::is_uppercase) {
                tally.places += 1;
            } else {
                tally.others += 1;
            }
        }
        tally
    }
}
