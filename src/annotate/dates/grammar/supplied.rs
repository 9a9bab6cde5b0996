//! What editors put around a date: brackets, question marks, blanks.

use super::{Grammar, Read};
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::{Node, Phrase, Point};

/// A bracket that holds more dates than this is none around a date.
const MOST_DATES: usize = 4;

impl Grammar<'_> {
    /// `[10 Jan. 1819]`, `[1920?]`, `[later May 4, 1920]`, `[1920 or 1921]`, `[ ] May 1920`.
    pub(super) fn supplied(&self, at: usize) -> Read<Vec<Phrase>> {
        if let Some((phrase, next)) = self.partly_supplied(at) {
            return Some((vec![phrase], next));
        }
        let mark = usize::from(self.is_mark(at + 1, '?'));
        let (mut found, mut next) = self.within_brackets(at + 1 + mark)?;
        next = self.skip_marks(next, &['.']);
        let doubtful = mark == 1 || self.is_mark(next, '?');
        next += usize::from(self.is_mark(next, '?'));
        if !self.is_mark(next, ']') {
            return Some((found, next));
        }
        let outside = self.is_mark(next + 1, '?') && self.gap(next + 1) == Gap::None;
        for phrase in &mut found {
            phrase.frame.supplied = true;
            phrase.frame.doubtful |= doubtful || outside;
        }
        Some((found, next + 1 + usize::from(outside)))
    }

    /// One date after another, with nothing but a list mark between them.
    fn within_brackets(&self, at: usize) -> Read<Vec<Phrase>> {
        let (mut found, mut next) = self.unbracketed(at)?;
        while found.len() < MOST_DATES
            && let Some((sign, from)) = self.sign(next)
            && sign.is_list()
            && let Some((more, end)) = self.unbracketed(from)
        {
            found.extend(more);
            next = end;
        }
        Some((found, next))
    }

    fn unbracketed(&self, at: usize) -> Read<Vec<Phrase>> {
        match self.tokens.get(at)?.kind {
            Kind::Mark('[' | '?') => None,
            Kind::Mark(_) | Kind::Word | Kind::Number { .. } | Kind::Known(_) => {
                self.expression(at)
            }
        }
    }

    /// `[4] May 1920`, `[May] 1920`; `[ ] May 1920` and `[...] May 1920`, where the day was left
    /// blank.
    fn partly_supplied(&self, at: usize) -> Read<Phrase> {
        let mut point = Point { supplied: true, ..Point::default() };
        let mut next = if let Some(next) = self.blank(at) {
            point.supplied = false;
            next
        } else if let Some((day, next)) = self.day(at + 1).filter(|(day, _)| !day.words) {
            point.day = Some(day.day);
            self.past_bracket(next)?
        } else {
            let (month, next) = self.month(at + 1)?;
            point.month = Some(month.number);
            self.past_bracket(next)?
        };
        if point.month.is_none() {
            let (month, after) = self.month(next)?;
            point.month = Some(month.number);
            next = after;
        }
        let closing = self.closing(next, point.day.is_some(), true);
        point.year = Some(closing.year?);
        // The gap itself is not of the date; what an editor supplied is.
        let first = if point.supplied { at } else { next - 1 };
        let mut phrase = self.phrase(Node::Point(point), first, closing.next);
        if first == at {
            phrase.span.start = self.tokens[at].start;
        }
        Some((phrase, closing.next))
    }

    fn past_bracket(&self, at: usize) -> Option<usize> {
        let at = self.skip_dot(at);
        self.is_mark(at, ']').then_some(at + 1)
    }

    /// `?1920`: the question mark stands before it.
    pub(super) fn doubted(&self, at: usize) -> Read<Vec<Phrase>> {
        let glued = self.gap(at + 1) == Gap::None;
        let apart = self.gap(at) != Gap::None || at == 0 || self.is_mark(at - 1, '(');
        if !glued || !apart {
            return None;
        }
        let (mut phrase, next) = self.single(at + 1)?;
        phrase.frame.doubtful = true;
        Some((vec![phrase], next))
    }

    /// A question mark after the date: `1920(?)`, `(1920?)`, or `1920?` on a line of its own.
    pub(super) fn doubt(&self, phrase: &mut Phrase, at: usize, next: usize) -> usize {
        let in_brackets = |open, close| {
            self.is_mark(next, open) && self.is_mark(next + 1, '?') && self.is_mark(next + 2, close)
        };
        if in_brackets('(', ')') || in_brackets('[', ']') {
            phrase.frame.doubtful = true;
            phrase.span.end = self.end_of(next + 3);
            return next + 3;
        }
        let bracketed = at > 0 && self.is_mark(at - 1, '(') && self.is_mark(next + 1, ')');
        if bracketed && self.is_mark(next, '?') {
            phrase.frame.doubtful = true;
            return next + 1;
        }
        // Alone on its line it is no question.
        let alone = self.gap(at) >= Gap::Line && self.gap(next + 1) >= Gap::Line;
        if alone && self.is_mark(next, '?') {
            phrase.frame.doubtful = true;
            phrase.span.end = self.end_of(next + 1);
            return next + 1;
        }
        next
    }
}
