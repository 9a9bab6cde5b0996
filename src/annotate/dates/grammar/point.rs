//! One day, month or year: `4 September 1920`, `October 3`, `a.d. VI Id. Dec. 1620`.

use super::closing::Closing;
use super::days::Item;
use super::words::DayNumber;
use super::{Grammar, Read};
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::{Join, Node, Phrase, Point, Shift};
use crate::languages::Role;

impl Grammar<'_> {
    /// A time of day before its date: `2 hours 15 minutes, 5 July 1920`.
    pub(super) fn timed(&self, at: usize) -> Read<Phrase> {
        let (time, after) = self.time_in_hours(at).or_else(|| self.time(at))?;
        let mut from = after + usize::from(self.is_mark(after, ','));
        from += usize::from(self.role(from, Role::DayLead));
        for _ in 0..2 {
            from += usize::from(self.role(from, Role::Of) || self.role(from, Role::BareDay));
        }
        let (mut phrase, next) = self.plain(from)?;
        let Node::Point(point) = &mut phrase.node else { return None };
        point.day?;
        point.year?;
        point.time = Some(time);
        phrase.span.start = self.tokens[at].start;
        Some((phrase, next))
    }

    /// A day, month or year that is not joined to another.
    pub(super) fn plain(&self, at: usize) -> Read<Phrase> {
        let (mut found, next) = self.group(at)?;
        let single = found.len() == 1 && matches!(found[0].node, Node::Point(_));
        single.then(|| (found.remove(0), next))
    }

    /// Days of one month with its year, or whatever else makes a point.
    pub(super) fn group(&self, at: usize) -> Read<Vec<Phrase>> {
        if let Some(found) = self.after_weekday(at) {
            return Some(found);
        }
        self.group_without_weekday(at)
    }

    fn group_without_weekday(&self, at: usize) -> Read<Vec<Phrase>> {
        let single = |(phrase, next)| (vec![phrase], next);
        self.numeric(at)
            .map(single)
            .or_else(|| self.numeric_pair(at))
            .or_else(|| self.republican(at).map(single))
            .or_else(|| self.roman_day(at).map(single))
            .or_else(|| self.day_first(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.year_first(at).map(single))
            .or_else(|| self.bare_year(at).map(single))
            .or_else(|| self.bare_days(at))
    }

    /// `Saturday, 4 September 1920`, `Sonnabend den 27`, `Montag (15.)`.
    fn after_weekday(&self, at: usize) -> Read<Vec<Phrase>> {
        let (weekday, mut next) = self.weekday(at)?;
        if self.role(next, Role::DayPart) {
            next += 1;
            // `Thursday AfternoonJune 29th`: a line end was lost between two things.
            if self.gap(next) == Gap::None && !matches!(self.tokens.get(next)?.kind, Kind::Mark(_))
            {
                return None;
            }
        }
        next = self.skip_marks(next, &['.', ',', '(']);
        for _ in 0..2 {
            let skips =
                [Role::Article, Role::BareDay, Role::Of].iter().any(|&role| self.role(next, role));
            next = if skips { self.skip_dot(next + 1) } else { next };
        }
        if self.gap(next) == Gap::Block {
            return None;
        }
        let (mut found, end) = self
            .group_without_weekday(next)
            .or_else(|| self.day_of_weekday(next).map(|(phrase, next)| (vec![phrase], next)))?;
        let first = found.first_mut()?;
        let Node::Point(point) = &mut first.node else { return Some((found, end)) };
        point.day?;
        point.weekday = Some(weekday);
        first.span.start = self.tokens[at].start;
        Some((found, end))
    }

    /// The day alone, after a day of the week.
    fn day_of_weekday(&self, at: usize) -> Read<Phrase> {
        let (day, next) = self.day(at)?;
        let stop = self.is_mark(next, '.') && self.gap(next) == Gap::None;
        let verb = self.tokens.get(next).is_some_and(|t| t.kind == Kind::Word && !t.capital);
        let alone =
            day.ordinal || stop || verb || self.is_mark(next, ')') || self.stands_alone(next);
        if day.words || !alone || self.gap(at) == Gap::None && !self.is_mark(at - 1, '(') {
            return None;
        }
        let closing = self.closing(next, true, false);
        let point = Point { day: Some(day.day), shift: closing.shift, ..Point::default() };
        Some((self.phrase(Node::Point(point), at, closing.next), closing.next))
    }

    /// Whether the number before can be a day by itself: nothing follows that it would count.
    fn stands_alone(&self, at: usize) -> bool {
        let at = self.skip_dot(at);
        let Some(token) = self.tokens.get(at) else { return true };
        match token.kind {
            Kind::Mark(mark) => !matches!(mark, '%' | '/' | '°' | '-') || token.gap != Gap::None,
            Kind::Known(_) => {
                token.gap >= Gap::Line
                    || self.role(at, Role::AfterDay)
                    || self.shift(at, |_| true).is_some()
                    || self.role(at, Role::To)
                    || ((self.role(at, Role::And) || self.role(at, Role::Or))
                        && !self.role(self.skip_dot(at + 2), Role::Century))
            }
            Kind::Word => token.gap >= Gap::Line,
            Kind::Number { .. } => false,
        }
    }

    /// `zwischen 10. und 16.`, `den 15ten oder 16ten`: further days after a bare one.
    fn bare_days(&self, at: usize) -> Read<Vec<Phrase>> {
        if let Some(found) = self.days_of_month(at) {
            return Some(found);
        }
        let lead = self
            .lead(at)
            .filter(|&lead| self.role(lead, Role::BareDay) || self.role(lead, Role::Between));
        let listed = lead.and_then(|_| self.days(at)).filter(|(days, next)| {
            let ordinal = |day: &Item| {
                let stop = self.is_mark(day.next, '.')
                    && self.gap(day.next) == Gap::None
                    && self.lexicon.ordinal_stop;
                day.number.ordinal || stop
            };
            let ends =
                days.last().is_some_and(|day| day.number.ordinal) && self.is_mark(*next, '.');
            days.len() > 1
                && days.last().is_some_and(ordinal)
                && !days[0].number.words
                && (ends || self.stands_alone(*next))
        });
        let Some((days, next)) = listed else {
            let (phrase, next) = self.bare_day(at)?;
            return Some((vec![phrase], next));
        };
        if lead.is_some_and(|lead| self.role(lead, Role::Article)) && !self.lexicon.ordinal_stop {
            return None;
        }
        let points = days.iter().map(|day| {
            let point = Point { day: Some(day.number.day), ..Point::default() };
            self.phrase(Node::Point(point), day.first, day.next)
        });
        Some((points.collect(), self.skip_dot(next)))
    }

    /// `the 3rd and 7th ultimo`, `the 1st to the 10th of next month`: the last says the month.
    fn days_of_month(&self, at: usize) -> Read<Vec<Phrase>> {
        let (days, next) = self.days(at)?;
        let (first, rest) = days.split_first()?;
        let last = rest.last()?;
        let closing = self.closing(next, true, false);
        self.day_of_month(last.number, last.first, &closing)?;
        let point = |day: &Item, end: usize| {
            let number = day.number.day;
            let point = Point { day: Some(number), shift: closing.shift, ..Point::default() };
            self.phrase(Node::Point(point), day.first, end)
        };
        let end = closing.next;
        if let ([last], Some(join @ (Join::Words | Join::Dash))) = (rest, last.join.join()) {
            let (from, to) = (point(first, first.next), point(last, end));
            let node = Node::Range { from: Box::new(from), to: Box::new(to), join };
            return Some((vec![self.phrase(node, at, end)], end));
        }
        let ends = days.iter().map(|day| if day.first == last.first { end } else { day.next });
        Some((days.iter().zip(ends).map(|(day, end)| point(day, end)).collect(), end))
    }

    /// `5th proximo`, `12 сего месяца`: what follows makes it a day without a word before it.
    fn day_of_month(&self, day: DayNumber, at: usize, closing: &Closing) -> Read<Phrase> {
        let said = matches!(closing.shift, Some(Shift::Months(_) | Shift::SameMonth));
        let last = closing.next.checked_sub(1)?;
        let phrase = self.slice(last);
        // `the first this month` is no day, `the first of this month` is.
        let closes = phrase.contains([' ', '.']) && !self.role(last, Role::SaidAlone);
        let sure = if day.words { day.ordinal && closes } else { day.ordinal || closes };
        if !said || self.is_guarded(at) || !sure {
            return None;
        }
        let point = Point { day: Some(day.day), shift: closing.shift, ..Point::default() };
        Some((self.phrase(Node::Point(point), at, closing.next), closing.next))
    }

    /// `the 12th inst.`, `am 12.`, `den 27`.
    fn bare_day(&self, at: usize) -> Read<Phrase> {
        let (day, next) = self.day(at)?;
        if self.century(at).is_some() {
            return None;
        }
        let closing = self.closing(next, true, false);
        if let Some(found) = self.day_of_month(day, at, &closing) {
            return Some(found);
        }
        if day.words {
            return None;
        }
        let lead = self.lead(at)?;
        if !self.role(lead, Role::BareDay) {
            return None;
        }
        let stop =
            self.is_mark(next, '.') && self.gap(next) == Gap::None && self.lexicon.ordinal_stop;
        let said =
            matches!(closing.shift, Some(Shift::Months(_) | Shift::Years(_) | Shift::SameMonth));
        // `am 11, vielleicht`: nothing follows that it could count.
        let comma = self.is_mark(next, ',') && self.gap(next + 1) != Gap::None;
        let plain = self.lexicon.ordinal_stop && self.slice(lead).len() > 1 && comma;
        // `Ce 5.`: so letters are dated.
        let dated = self.role(lead, Role::This)
            && (comma
                || next >= self.tokens.len()
                || self.gap(next) >= Gap::Line
                || (self.is_mark(next, '.') && self.gap(next + 1) != Gap::None));
        let plain = plain || dated;
        let ends = day.ordinal && self.is_mark(next, '.');
        if !said && !ends && !((day.ordinal || stop || plain) && self.stands_alone(next)) {
            return None;
        }
        // `the` alone stands before any ordinal: what leads or closes it makes it a day.
        let led = stop
            || lead == 0
            || self.role(lead - 1, Role::DayLead)
            || !self.role(lead, Role::Article)
            || self.lexicon.ordinal_stop;
        if !said && !led {
            return None;
        }
        let point = Point { day: Some(day.day), shift: closing.shift, ..Point::default() };
        Some((self.phrase(Node::Point(point), at, closing.next), closing.next))
    }
}
