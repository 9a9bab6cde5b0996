//! One day, month or year: `4 September 1920`, `October 3`, `a.d. VI Id. Dec. 1620`.

use super::days::Item;
use super::words::DayNumber;
use super::{Grammar, Read};
use crate::annotate::dates::lexicon::{MonthName, Sense};
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::{Naming, Node, Phrase, Point, Repair, Shift, Which, Year};
use crate::calendar::RomanDay;
use crate::languages::Role;

/// What closes a day and month: the year or what takes its place, and the token after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Closing {
    pub year: Option<Year>,
    pub shift: Option<Shift>,
    pub next: usize,
}

impl Grammar<'_> {
    /// A time of day before its date: `2 hours 15 minutes, 5 July 1920`.
    pub(super) fn timed(&self, at: usize) -> Read<Phrase> {
        let (time, after) = self.time_in_hours(at).or_else(|| self.time(at))?;
        let mut from = after + usize::from(self.is_mark(after, ','));
        from += usize::from(self.role(from, Role::DayLead));
        from += usize::from(self.role(from, Role::Of) || self.role(from, Role::BareDay));
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
                    || self.shift(at).is_some()
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
        let lead = self
            .lead(at)
            .filter(|&lead| self.role(lead, Role::BareDay) || self.role(lead, Role::Between))?;
        let listed = self.days(at).filter(|(days, next)| {
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
        if self.role(lead, Role::Article) && !self.lexicon.ordinal_stop {
            return None;
        }
        let points = days.iter().map(|day| {
            let point = Point { day: Some(day.number.day), ..Point::default() };
            self.phrase(Node::Point(point), day.first, day.next)
        });
        Some((points.collect(), self.skip_dot(next)))
    }

    /// `the 12th inst.`, `am 12.`, `den 27`.
    fn bare_day(&self, at: usize) -> Read<Phrase> {
        let (day, next) = self.day(at)?;
        let lead = self.lead(at)?;
        if self.century(at).is_some() {
            return None;
        }
        if day.words || !self.role(lead, Role::BareDay) {
            return None;
        }
        let closing = self.closing(next, true, false);
        let stop =
            self.is_mark(next, '.') && self.gap(next) == Gap::None && self.lexicon.ordinal_stop;
        let said =
            matches!(closing.shift, Some(Shift::Months(_) | Shift::Years(_) | Shift::SameMonth));
        // `am 11, vielleicht`: nothing follows that it could count.
        let plain = self.lexicon.ordinal_stop
            && self.slice(lead).len() > 1
            && self.is_mark(next, ',')
            && self.gap(next + 1) != Gap::None;
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

    /// `4 September 1920`, `8 and 10 May 1921`, `1 (14) February 1918`.
    fn day_first(&self, at: usize) -> Read<Vec<Phrase>> {
        let (start, parted) = match self.parted_day(at) {
            Some(((day, repair), next)) => (at, Some((day, repair, next))),
            None => (at, None),
        };
        let (days, mut next) = match &parted {
            Some((day, _, next)) => {
                let day = DayNumber { day: *day, ordinal: false, words: false };
                (vec![Item::single(day, at, *next)], *next)
            }
            None => self.days(at)?,
        };
        let first = days[0].number;
        if let Some((phrase, next)) = self.misspelt_between(start, first.day, self.skip_dot(next)) {
            return Some((vec![phrase], next));
        }
        next = self.skip_dot(next);
        let plain = next;
        for _ in 0..2 {
            next += usize::from(self.role(next, Role::Of) || self.role(next, Role::Article));
        }
        // `26/Juni 05`
        next += usize::from(self.is_mark(next, '/') && self.gap(next) == Gap::None);
        if self.gap(next) == Gap::Block {
            return None;
        }
        let (month, after) = self.month(next)?;
        let closing = self.closing(after, true, true);
        // `one May`, `a May` count; `five April 1815` dates.
        if first.words && !first.ordinal && closing.year.is_none_or(|year| year.figures < 4) {
            return None;
        }
        // `3 May` across a line end is two things unless a year follows.
        if plain == next && self.gap(next) == Gap::Line && closing.year.is_none() {
            return None;
        }
        let repair = parted.map(|(_, repair, _)| repair);
        Some((self.compose(&days, month, start, closing, repair), closing.next))
    }

    /// `October 3, 1918`, `January 8-14, 1913`, `September 1920`, `October`.
    fn month_first(&self, at: usize) -> Read<Vec<Phrase>> {
        let (month, after) = self.month(at)?;
        if let Some(found) = self.month_bounded(month, at, after) {
            return Some((vec![found.0], found.1));
        }
        let next = self.skip_dot(after);
        if self.gap(next) < Gap::Block
            && let Some((days, after_days)) = self.days(next)
        {
            let closing = self.closing(after_days, true, true);
            let first = days[0].number;
            let full = closing.year.is_some_and(|year| year.figures == 4);
            let marker = at > 0 && self.role(at - 1, Role::MonthOnly) && !full && !first.ordinal;
            let sure = month.day_after || first.ordinal || full;
            let in_words = first.words && !full && !first.ordinal;
            if sure && !marker && !in_words && self.is_day(after_days, closing.year.is_some()) {
                return Some((self.compose(&days, month, at, closing, None), closing.next));
            }
        }
        let mut closing = self.closing(after, false, true);
        if closing.year.is_none() && closing.shift.is_none() && !month.day_after {
            let from = self.skip_dot(after);
            if let Some((year, next)) =
                self.short_year(from).filter(|_| self.gap(from) <= Gap::Space)
            {
                closing = Closing { year: Some(year), shift: None, next };
            }
        }
        let which = self.which(at);
        if closing.year.is_none() && closing.shift.is_none() {
            if !self.is_bare_month(month, at, after) {
                return None;
            }
            closing.next = after;
            closing.shift = (which != Which::Any).then_some(Shift::Which(which));
        }
        let point = Point {
            month: Some(month.number),
            year: closing.year,
            shift: closing.shift,
            ..Point::default()
        };
        Some((vec![self.phrase(Node::Point(point), at, closing.next)], closing.next))
    }

    /// Whether the number after a month is a day: not an hour, not an amount.
    fn is_day(&self, after: usize, has_year: bool) -> bool {
        let counts = [Role::Am, Role::Pm, Role::Clock, Role::Amount, Role::UnitHour];
        let hour = self.is_mark(after, ':')
            && self.gap(after) == Gap::None
            && self.gap(after + 1) == Gap::None;
        has_year || !(hour || counts.iter().any(|&role| self.role(after, role)))
    }

    /// `December, after 8 (21), 1917`.
    fn month_bounded(&self, month: MonthName, at: usize, after: usize) -> Read<Phrase> {
        if !self.is_mark(after, ',') && !self.is_mark(after, '(') {
            return None;
        }
        let (bound, _) = self.bound(after + 1)?;
        let (days, end) = self.days(after + 2)?;
        let closing = self.closing(end, true, true);
        let mut of = self.compose(&days, month, after + 2, closing, None);
        if of.len() != 1 {
            return None;
        }
        let of = Box::new(of.remove(0));
        let node = Node::Within { month: month.number, bound, of };
        Some((self.phrase(node, at, closing.next), closing.next))
    }

    /// Whether the name of a month alone is one: a preposition stands before it, or it stands
    /// alone.
    fn is_bare_month(&self, month: MonthName, at: usize, after: usize) -> bool {
        let led = self.lead(at).is_some_and(|lead| {
            self.role(lead, Role::BareMonth)
                || self.role(lead, Role::Circa)
                || self.senses(lead).iter().any(|s| matches!(s, Sense::Part(_)))
        });
        let follows_name = self.tokens.get(after).is_some_and(|t| {
            t.kind == Kind::Word && t.capital && t.gap == Gap::Space && month.day_after
        });
        let ends = match self.tokens.get(after) {
            None => true,
            Some(token) => matches!(token.kind, Kind::Mark(_)) || token.gap >= Gap::Line,
        };
        if led { !follows_name } else { !month.doubtful && ends }
    }

    /// `1807 Janvier`, `1917, October 3`.
    fn year_first(&self, at: usize) -> Read<Phrase> {
        let (year, mut next) = self.year(at)?;
        if year.second.is_some() || self.is_guarded(at) {
            return None;
        }
        next += usize::from(self.is_mark(next, ','));
        if self.gap(next) > Gap::Space {
            return None;
        }
        let (month, after) = self.month(next)?;
        let mut point = Point { year: Some(year), month: Some(month.number), ..Point::default() };
        let from = self.skip_dot(after);
        let day = self.day(from).filter(|(day, end)| {
            !day.words
                && self.gap(from) == Gap::Space
                && self.is_day(*end, false)
                && self.year(self.skip_marks(*end, &[','])).is_none()
        });
        let end = match day {
            Some((day, end)) => {
                point.day = Some(day.day);
                end
            }
            // `in 1917 October 3 was` is caught above; `1917 May be` is not a month.
            None if month.doubtful => return None,
            None => after,
        };
        // `in 1920 September 4, 1921`: the month has a year of its own.
        if self.year(self.skip_marks(end, &[',', '.'])).is_some() {
            return None;
        }
        Some((self.phrase(Node::Point(point), at, end), end))
    }

    /// The year, or what takes its place, after a day and month.
    pub(super) fn closing(&self, at: usize, has_day: bool, has_month: bool) -> Closing {
        let none = Closing { year: None, shift: None, next: at };
        let dashes =
            self.is_mark(at, '-') && self.is_mark(at + 1, '-') && self.year(at + 2).is_some();
        let marks =
            if dashes { at + 2 } else { self.skip_marks(self.skip_dot(at), &['.', ',', '?']) };
        let bracket = usize::from(self.is_mark(marks, '['));
        let mut from = marks + bracket;
        let comma = self.is_mark(marks.saturating_sub(1), ',') && marks > at;
        let worded = self.role(from, Role::Year) || self.role(from, Role::Of);
        let close = |year, shift, next: usize| {
            let next = next + usize::from(bracket == 1 && self.is_mark(next, ']'));
            Closing { year, shift, next }
        };
        let shift = |from| {
            self.shift(from).filter(|(shift, _)| match shift {
                Shift::Months(_) | Shift::SameMonth => has_day && !has_month,
                Shift::Which(_) => !comma && self.gap(from) == Gap::Space && has_day,
                Shift::Years(_) | Shift::SameYear => true,
            })
        };
        if self.gap(from) >= Gap::Block {
            return none;
        }
        if let Some((shift, next)) = shift(from) {
            return close(None, Some(shift), next);
        }
        for _ in 0..2 {
            from += usize::from(self.role(from, Role::Year) || self.role(from, Role::Of));
        }
        if !has_month {
            return none;
        }
        if let Some((year, next)) = self.year(from)
            && self.is_year(from, next)
        {
            return close(Some(year), None, self.after_year(next));
        }
        // Over a line end only where it stands alone on its line.
        let alone = self.gap(from) == Gap::Line && self.gap(self.skip_dot(from + 1)) >= Gap::Line;
        let near = self.gap(from) <= Gap::Space || alone;
        if has_day
            && near
            && !worded
            && let Some((year, next)) = self.short_year(from)
        {
            return close(Some(year), None, next);
        }
        none
    }

    /// Past `г.`, `(year)` after a year.
    pub(super) fn after_year(&self, at: usize) -> usize {
        if self.is_mark(at, '(')
            && self.role(at + 1, Role::YearAfter)
            && self.is_mark(self.skip_dot(at + 2), ')')
        {
            return self.skip_dot(at + 2) + 1;
        }
        let cyrillic = self.role(at, Role::YearAfter) && !self.slice(at).is_ascii();
        at + usize::from(cyrillic)
    }

    /// Whether four figures after a month are its year and do not count something.
    fn is_year(&self, _at: usize, next: usize) -> bool {
        !self.role(next, Role::Amount) || self.gap(next) >= Gap::Line
    }

    /// `a.d. VI Id. Dec. 1620`, `Kal. Mart. 1512`.
    fn roman_day(&self, at: usize) -> Read<Phrase> {
        let mut next = at;
        let mut count = 1;
        if self.role(at, Role::Pridie) {
            (count, next) = (2, self.skip_dot(at + 1));
        } else {
            let counted = self.role(at, Role::AnteDiem);
            next += usize::from(counted);
            let number = self.roman(next).or_else(|| Some(self.figures(next)?.0 as u16));
            if let Some(number) = number.filter(|n| (2..=19).contains(n)) {
                (count, next) = (number as u8, self.skip_dot(next + 1));
            } else if counted {
                return None;
            }
        }
        let named = [
            (Role::Kalends, RomanDay::Kalends),
            (Role::Nones, RomanDay::Nones),
            (Role::Ides, RomanDay::Ides),
        ];
        let (_, named) = named.into_iter().find(|(role, _)| self.role(next, *role))?;
        let month = self.skip_dot(next + 1);
        let (month, after) = self.month(month + usize::from(self.role(month, Role::Of)))?;
        let after = self.skip_marks(self.skip_dot(after), &[',']);
        let (year, end) = self.year(after).or_else(|| {
            let value = self.roman(after).filter(|n| (1000..2100).contains(n))?;
            Some((Year::full(i32::from(value)), after + 1))
        })?;
        let point = Point {
            year: Some(year),
            month: Some(month.number),
            day: Some(count),
            naming: Naming::Roman(named),
            ..Point::default()
        };
        Some((self.phrase(Node::Point(point), at, end), end))
    }

    /// `9 Thermidor an II`.
    fn republican(&self, at: usize) -> Read<Phrase> {
        let (day, from) = match self.day(at) {
            Some((day, next)) => (Some(day.day), next),
            None => (None, at),
        };
        let month = self.senses(from).iter().find_map(|sense| {
            let Sense::RepublicanMonth(month) = sense else { return None };
            Some(*month)
        })?;
        let mut next = self.skip_marks(from + 1, &[',']);
        let said = self.role(next, Role::RepublicanYear);
        next += usize::from(said);
        let figures = || said.then(|| self.figures(next)).flatten();
        let year = self.roman(next).map(i32::from).or_else(|| Some(figures()?.0 as i32))?;
        if !(1..=99).contains(&year) {
            return None;
        }
        let point = Point {
            year: Some(Year::full(year)),
            month: Some(month),
            day,
            naming: Naming::Republican,
            ..Point::default()
        };
        Some((self.phrase(Node::Point(point), at, next + 1), next + 1))
    }

    /// Days of one month as a point, a pair, a range, or a list of them.
    pub(super) fn compose(
        &self,
        days: &[Item],
        month: MonthName,
        start: usize,
        closing: Closing,
        repair: Option<Repair>,
    ) -> Vec<Phrase> {
        let mut found = Vec::new();
        let lists = days.chunk_by(|_, later| !later.join.is_list());
        for items in lists {
            let made = |item: &Item| {
                let point = Point {
                    day: Some(item.number.day),
                    month: Some(month.number),
                    ..Point::default()
                };
                self.phrase(Node::Point(point), item.first, item.next)
            };
            let mut phrase = made(&items[0]);
            if let [first, second, ..] = items {
                let join = second.join.join();
                let (a, b) = (Box::new(made(first)), Box::new(made(second)));
                let node = match join {
                    None => Node::Pair(a, b),
                    Some(join) => Node::Range { from: a, to: b, join },
                };
                phrase = self.phrase(node, first.first, second.next);
            }
            found.push(phrase);
        }
        let month_first = days.first().is_some_and(|day| day.first > start);
        if let Some(first) = found.first_mut() {
            first.span.start = self.tokens[start].start;
            if month_first && let Some(half) = first.node.first_half() {
                half.span.start = self.tokens[start].start;
            }
            if let Node::Point(point) = &mut first.node {
                point.repair = repair;
            }
        }
        if let Some(last) = found.last_mut() {
            last.span.end = self.end_of(closing.next).max(last.span.end);
            let in_brackets = matches!(last.node, Node::Pair(..));
            last.node.close(closing.year, closing.shift, in_brackets);
            if !in_brackets && let Some(half) = last.node.second_half() {
                half.span.end = last.span.end;
            }
        }
        found
    }
}
