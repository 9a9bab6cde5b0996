//! The calendar that a day, month or year is written in: as it says itself, or by the edition's
//! policy and the places that are named.

use super::missing::Resolved;
use super::{Evaluator, Writing};
use crate::annotate::dates::tree::{Point, Style};
use crate::calendar::Calendar;
use crate::layer::Span;

/// The calendar of a point, and why.
#[derive(Debug)]
pub(super) struct Calendared {
    pub writing: Writing,
    pub because: Option<String>,
    pub abroad: bool,
}

impl Evaluator<'_> {
    /// The calendar a point is written in.
    pub(super) fn calendar(&self, point: &Point, resolved: &Resolved, span: Span) -> Calendared {
        let plain = |writing, why: &str| Calendared {
            writing,
            because: (!why.is_empty()).then(|| why.to_owned()),
            abroad: false,
        };
        match point.style {
            Some(Style::Old) => return plain(Writing::Julian, "said to be Old Style"),
            Some(Style::New) => return plain(Writing::SaidGregorian, "said to be New Style"),
            None => {}
        }
        if resolved.dual {
            return plain(Writing::Julian, "a year of two numbers is Old Style");
        }
        let Some(year) = resolved.iso.year else { return plain(Writing::Gregorian, "") };
        let policy = &self.context.policy;
        if policy.calendar_of(year, resolved.iso.month, resolved.iso.day) == Calendar::Gregorian {
            return plain(Writing::Gregorian, "");
        }
        if resolved.iso.month.is_some()
            && let Some(place) = self.place_abroad(span)
        {
            return Calendared {
                writing: Writing::Gregorian,
                because: Some(format!("New Style, since {place}")),
                abroad: !self.memory.abroad,
            };
        }
        let why = if resolved.iso.month.is_some() {
            format!("Old Style by the calendar policy `{}`", policy.name())
        } else {
            String::new()
        };
        plain(Writing::Julian, &why)
    }

    /// The place that shows that the sentence speaks of where New Style was in use.
    fn place_abroad(&self, span: Span) -> Option<String> {
        if self.memory.abroad {
            return Some("it was written abroad".to_owned());
        }
        let sentence = sentence_around(self.text, span);
        let text = &self.text[sentence.range()];
        let found = self.context.policy.place_abroad(text)?;
        Some(format!("the sentence names {found}"))
    }
}

/// The sentence that the span stands in, within its paragraph; at most some hundred characters to
/// either side. A full stop after an initial or a short abbreviation does not end it.
fn sentence_around(text: &str, span: Span) -> Span {
    const REACH: usize = 600;
    let from = text.floor_char_boundary(span.start.saturating_sub(REACH));
    let to = text.ceil_char_boundary((span.end + REACH).min(text.len()));
    let before = &text[from..span.start];
    let after = &text[span.end..to];
    let ends = |text: &str, at: usize| {
        let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let capital = text[at + 1..].trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
        let space = text[at + 1..].starts_with(char::is_whitespace);
        capital && space && word.chars().count() > 3
    };
    let start = before
        .char_indices()
        .rev()
        .find(|&(at, c)| c == '\n' || (matches!(c, '.' | '!' | '?') && ends(before, at)))
        .map_or(0, |(at, _)| at + 1);
    let end = after
        .char_indices()
        .find(|&(at, c)| c == '\n' || (matches!(c, '.' | '!' | '?') && ends(after, at)))
        .map_or(after.len(), |(at, _)| at);
    Span::new(from + start, span.end + end)
}
