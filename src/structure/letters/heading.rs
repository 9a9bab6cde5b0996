//! The heading that editors give a letter: who writes to whom.
//!
//! `A. Gray to B. Brown`, `A. Gray — B. Brown`, `Telegram from A. Gray to B. Brown, C. Green`,
//! `The Consul in Leyden (Gray) to the Harbour Board`.

use super::Layout;
use super::line::{self, Line, Makeup, span_in};
use super::number;
use super::party::{Party, PartyKind, is_name, parties};
use crate::layer::{Certainty, Span};

/// What a heading says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// The number before it on the same line.
    pub number: Option<String>,
    /// The `@type` of the division, where it says what kind of letter it is.
    pub kind: Option<String>,
    /// Who writes.
    pub senders: Vec<Party>,
    /// Who is written to.
    pub addressees: Vec<Party>,
    /// The date that stands at its end.
    pub date: Option<Span>,
    /// Whether nothing but a word for *to* makes it one: `Gray to Brown`, `Access to Trade`.
    pub weak: bool,
}

/// From here on a word for *to* makes a heading by itself.
const SURE: i32 = 3;
/// The most words that a heading has.
const WORDS: usize = 40;
/// Of the words that carry meaning this share begins with a capital letter.
const CAPITALS: (usize, usize) = (3, 4);

/// Reads a heading; none where a line is none.
pub fn read(line: &Line, layout: &Layout) -> Option<Heading> {
    if line.words.len() > WORDS || line.words.len() < 2 || line.ends_with(&[',', '?', '!', ':']) {
        return None;
    }
    let whole = line.text;
    let offset = line.unit.span.start;
    let (number, text) = number::before_heading(whole, layout.words);
    let (text, date) = without_date(text, layout);
    let date = date.map(|date| span_in(whole, date, offset));
    let lower = text.to_lowercase();
    let (kind, rest) = kind_of(text, &lower, layout);
    if !is_headline(if kind.is_some() { text } else { rest }, layout) {
        return None;
    }
    let mut heading = Heading { number, kind, date, ..Heading::default() };
    let list = |part: &str, because| {
        let at = span_in(whole, part, offset).start;
        parties(part, at, layout, because)
    };
    if heading.kind.is_none() || starts_with_name(rest, layout) {
        let split = match split_dash(rest, layout) {
            Some((from, to)) => Some((from, to, false)),
            None => split_to(rest, layout),
        };
        if let Some((from, to, weak)) = split {
            heading.senders = list(from, "it stands first in the heading");
            heading.addressees = list(to, "it stands second in the heading");
            heading.weak = weak;
        }
    } else {
        let (from, to) = marked(rest, layout);
        heading.senders = from.map_or(Vec::new(), |from| list(from, "the heading says from whom"));
        heading.addressees = to.map_or(Vec::new(), |to| list(to, "the heading says to whom"));
        if heading.senders.is_empty() && heading.addressees.len() == 1 {
            two_in_one(whole, offset, &mut heading, layout);
        }
    }
    let both = !heading.senders.is_empty() && !heading.addressees.is_empty();
    let one =
        heading.kind.is_some() && !(heading.senders.is_empty() && heading.addressees.is_empty());
    (both || one).then_some(heading)
}

/// A heading without the date at its end, and the date.
fn without_date<'a>(text: &'a str, layout: &Layout) -> (&'a str, Option<&'a str>) {
    let ends = |end: usize| text[end..].chars().all(|c| !c.is_alphanumeric());
    let found = layout.dates.read(text, layout.context).expressions;
    let last = found.last().filter(|date| ends(date.span.end) && date.span.start > 0);
    let Some(date) = last else { return (text.trim_end_matches(':'), None) };
    let before = text[..date.span.start].trim_end_matches([' ', ',', '.', '[', '(', '—', '–', '-']);
    (before, Some(&text[date.span.range()]))
}

/// Whether a line is set as a head: most of its words begin with a capital letter.
fn is_headline(text: &str, layout: &Layout) -> bool {
    /// The most words that carry meaning and begin with a small letter.
    const SMALL: usize = 1;
    let makeup = Makeup::of(text, layout);
    let begins = text.starts_with(|c: char| c.is_uppercase() || "[(\"“„«".contains(c));
    begins
        && makeup.capitals > 0
        && makeup.others <= SMALL + makeup.all() / 20
        && makeup.capitals * CAPITALS.1 >= (makeup.capitals + makeup.others) * CAPITALS.0
}

/// The word for what is sent, where a heading begins with one: its type, and what follows.
fn kind_of<'a>(text: &'a str, lower: &str, layout: &Layout) -> (Option<String>, &'a str) {
    let fits = |(word, _): &&(String, String)| {
        lower.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with([' ', ':']))
    };
    match layout.words.kinds.iter().filter(fits).max_by_key(|(word, _)| word.len()) {
        Some((word, kind)) => {
            let at = text.char_indices().nth(word.chars().count()).map_or(text.len(), |(at, _)| at);
            (Some(kind.clone()), text[at..].trim_start_matches([' ', ':']))
        }
        None => (None, text),
    }
}

fn starts_with_name(rest: &str, layout: &Layout) -> bool {
    let lower = rest.to_lowercase();
    let leads = [&layout.words.from, &layout.words.to];
    !leads
        .iter()
        .any(|words| line::after(rest, &lower, words).is_some_and(|after| after.len() < rest.len()))
}

/// `A — B`: a dash between two lists of names.
fn split_dash<'a>(text: &'a str, layout: &Layout) -> Option<(&'a str, &'a str)> {
    let at = [" — ", " – ", " - "].iter().find_map(|dash| Some((text.find(dash)?, dash.len())))?;
    let (from, to) = (text[..at.0].trim(), text[at.0 + at.1..].trim());
    let names =
        |part: &str| !part.is_empty() && part.split([',', ';']).all(|item| is_listed(item, layout));
    (names(from) && names(to)).then_some((from, to))
}

/// Whether an item of a list can be a sender or addressee.
fn is_listed(item: &str, layout: &Layout) -> bool {
    let makeup = Makeup::of(item, layout);
    makeup.capitals > 0 && makeup.others <= 2 && makeup.figures == 0 && makeup.all() <= 12
}

/// `A to B`: the word that stands between two parties, not within the title of one; and whether
/// little speaks for it.
fn split_to<'a>(text: &'a str, layout: &Layout) -> Option<(&'a str, &'a str, bool)> {
    let mut best: Option<(i32, usize, usize)> = None;
    for (at, word) in spaced_words(text) {
        let lower = word.to_lowercase();
        if at == 0 || !layout.words.to.contains(&lower) || word.starts_with(char::is_uppercase) {
            continue;
        }
        let (from, to) = (text[..at].trim(), text[at + word.len()..].trim());
        let score = likely(from, to, layout);
        if to.is_empty() || score < 0 {
            continue;
        }
        // Of equal ones the last: what comes before it is then the longer title.
        if best.is_none_or(|(most, ..)| score >= most) {
            best = Some((score, at, at + word.len()));
        }
    }
    let (score, end, start) = best?;
    Some((text[..end].trim(), text[start..].trim(), score < SURE))
}

/// How much speaks for a word for *to* between two parts as the one that parts sender and
/// addressee.
fn likely(from: &str, to: &str, layout: &Layout) -> i32 {
    let mut score = 0;
    let last = line::words(from).last().unwrap_or_default().to_lowercase();
    let next = to.split(' ').next().unwrap_or_default();
    let lower = next.to_lowercase();
    if from.ends_with(')') {
        score += 6;
    } else if layout.words.sent_offices.contains(&last) {
        score -= 4;
    }
    let article = layout.words.small.contains(&lower);
    let title = layout.is_title(&lower);
    let initial = next.ends_with('.') && next.starts_with(char::is_uppercase);
    if article || title || initial {
        score += 3;
    } else if !next.starts_with(char::is_uppercase) {
        score -= 8;
    } else if is_name(to.trim_end_matches('.'), layout) {
        score += 2;
    }
    if from.contains(char::is_uppercase) { score } else { score - 20 }
}

fn spaced_words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    })
}

/// What follows the words for *from* and *to* after a word for what is sent.
fn marked<'a>(rest: &'a str, layout: &Layout) -> (Option<&'a str>, Option<&'a str>) {
    let lower = rest.to_lowercase();
    if let Some(after) = line::after(rest, &lower, &layout.words.to) {
        return (None, Some(after.trim()));
    }
    let after = line::after(rest, &lower, &layout.words.from).unwrap_or(rest).trim();
    let split = split_to(after, layout).map(|(from, to, _)| (from, to));
    match split.or_else(|| split_dash(after, layout)) {
        Some((from, to)) => (Some(from), Some(to)),
        None => (Some(after), None),
    }
}

/// `Telegram to A. Gray B. Brown`: a translation that lost the case of the addressee. Two names
/// stand without a word between them; the order of the original then decides, sender first.
fn two_in_one(whole: &str, offset: usize, heading: &mut Heading, layout: &Layout) {
    const BECAUSE: &str = "two names stand without a word between them: the order decides";
    let Some(only) = heading.addressees.first() else { return };
    let text = &whole[only.span.start - offset..only.span.end - offset];
    let Some(at) = second_name(text) else { return };
    let (first, second) = (text[..at].trim_end(), &text[at..]);
    if only.kind != PartyKind::Person || !is_name(first, layout) || !is_name(second, layout) {
        return;
    }
    let party = |part: &str| Party {
        span: span_in(whole, part, offset),
        kind: PartyKind::Person,
        certainty: Certainty::Low,
        because: BECAUSE,
    };
    heading.senders = vec![party(first)];
    heading.addressees = vec![party(second)];
}

/// Where a second name begins with its initials, after a first that has some.
fn second_name(text: &str) -> Option<usize> {
    let mut surname = false;
    let mut initials = false;
    for (at, word) in spaced_words(text) {
        let initial =
            word.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).count() <= 3;
        if initial && surname && initials {
            return Some(at);
        }
        if initial {
            initials = true;
        } else if initials {
            surname = true;
        }
    }
    None
}
