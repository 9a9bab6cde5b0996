//! Dates that name their month: `4 September 1920`, `October 3`, `the 4th of September`.

use super::closing::Closing;
use super::days::{Item, Sign};
use super::words::DayNumber;
use super::{Grammar, Read};
use crate::annotate::dates::lexicon::{MonthName, Sense};
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::{Join, Node, Phrase, Point, Repair, Shift, Which};
use crate::languages::Role;
use crate::layer::Span;
use std::ops::Range;

/// The days that stand before or after a month, and what was noticed in reading them.
#[derive(Debug, Default)]
pub(super) struct DaysRead {
    items: Vec<Item>,
    repair: Option<Repair>,
    supplied: bool,
}

impl DaysRead {
    pub(super) fn plain(items: Vec<Item>) -> Self {
        Self { items, ..Self::default() }
    }
}

impl Grammar<'_> {
    /// `4 September 1920`, `8 and 10 May 1921`, `1 (14) February 1918`.
    pub(super) fn day_first(&self, at: usize) -> Read<Vec<Phrase>> {
        let (days, mut next) = self.days_before_month(at)?;
        let first = days.items[0].number;
        if let Some((phrase, next)) = self.misspelt_between(at, first.day, self.skip_dot(next)) {
            return Some((vec![phrase], next));
        }
        next = self.skip_dot(next);
        let plain = next;
        for _ in 0..2 {
            next += usize::from(self.role(next, Role::Of) || self.role(next, Role::Article));
        }
        let worded = next;
        // `26/Juni 05`
        next += usize::from(self.is_mark(next, '/') && self.gap(next) == Gap::None);
        if self.gap(next) == Gap::Block {
            return None;
        }
        let bracket = self.is_mark(next, '[') && self.is_mark(self.skip_dot(next + 2), ']');
        let (month, after) = self.month(next + usize::from(bracket))?;
        let after = if bracket { self.skip_dot(after) + 1 } else { after };
        let closing = self.dual_year(month, self.closing(after, true, true));
        let full = closing.year.is_some_and(|year| year.figures == 4);
        if self.is_mark(plain - 1, '.')
            && !first.ordinal
            && self.sentence_ends(at, plain..worded, month, &closing)
        {
            return None;
        }
        // `one May`, `a May` count; `five April 1815` and `le trois mai` date.
        let led =
            !month.capital && self.lead(at).is_some_and(|lead| self.role(lead, Role::BareDay));
        if (first.words && !first.ordinal && !led || bracket) && !full {
            return None;
        }
        // `45 May 1920` is a slip, `45 May` is nothing.
        if first.day > 31 && (!full || self.is_guarded(at) || plain != next) {
            return None;
        }
        // `3 May` across a line end is two things unless a year follows.
        if plain == next && self.gap(next) == Gap::Line && closing.year.is_none() {
            return None;
        }
        let days = DaysRead { supplied: days.supplied || bracket, ..days };
        let end = closing.next;
        Some((self.compose(days, month, at, closing), end))
    }

    /// Whether the full stop after a number ends its sentence: `on page 2. In January`,
    /// `There were 3. July 4, 1920 was hot`. The words between the two are of `between`.
    fn sentence_ends(
        &self,
        at: usize,
        between: Range<usize>,
        month: MonthName,
        closing: &Closing,
    ) -> bool {
        let begins = !between.is_empty() && self.tokens[between.start].capital;
        // `Berlin N. 4. Mai 1907`: where ordinals have a stop, a year makes it a date.
        let dated = self.lexicon.ordinal_stop && closing.year.is_some();
        if begins || self.is_numbered(at) {
            return begins || !dated;
        }
        if self.lexicon.ordinal_stop || closing.year.is_some() || closing.shift.is_some() {
            return false;
        }
        let own_day = self.month_then_day(month, between.end, between.end + 1);
        own_day.is_some_and(|(found, _)| found.iter().any(|date| date.node.year().is_some()))
            || !self.may_begin_date(at)
    }

    /// Whether a date may begin here: at the head of a line, after a mark, or after a word that
    /// leads to dates.
    fn may_begin_date(&self, at: usize) -> bool {
        const LEADS: [Role; 8] = [
            Role::DayLead,
            Role::BareDay,
            Role::Article,
            Role::From,
            Role::To,
            Role::Between,
            Role::And,
            Role::Or,
        ];
        let Some(before) = at.checked_sub(1) else { return true };
        self.gap(at) >= Gap::Line
            || matches!(self.tokens[before].kind, Kind::Mark(_))
            || self.weekday(before).is_some()
            || LEADS.iter().any(|&role| self.role(before, role))
    }

    fn days_before_month(&self, at: usize) -> Read<DaysRead> {
        let single = |day: u8, next| {
            let number = DayNumber { day, ordinal: false, words: false };
            vec![Item::single(number, at, next)]
        };
        if let Some(((day, repair), next)) = self.parted_day(at) {
            let items = single(day, next);
            return Some((DaysRead { items, repair: Some(repair), supplied: false }, next));
        }
        if let Some((items, next)) = self.days(at) {
            return Some((DaysRead::plain(items), next));
        }
        // No month has so many days; the expression says what it is.
        let (day @ 32..=99, 2) = self.figures(at)? else { return None };
        Some((DaysRead { items: single(day as u8, at + 1), ..DaysRead::default() }, at + 1))
    }

    /// `October 3, 1918`, `January 8-14, 1913`, `September 1920`, `October`.
    pub(super) fn month_first(&self, at: usize) -> Read<Vec<Phrase>> {
        let (month, after) = self.month(at)?;
        if let Some(found) = self.month_bounded(month, at, after) {
            return Some((vec![found.0], found.1));
        }
        if let Some(found) = self.month_then_day(month, at, after) {
            return Some(found);
        }
        // `May [ ], 1920`: the day was left blank.
        let from = self.blank(self.skip_dot(after)).unwrap_or(after);
        let mut closing = self.closing(from, false, true);
        if from != after && closing.year.is_none() {
            closing = self.closing(after, false, true);
        }
        if closing.year.is_none() && closing.shift.is_none() && !month.day_after {
            let from = self.skip_dot(after);
            if let Some((year, next)) =
                self.short_year(from).filter(|_| self.gap(from) <= Gap::Space)
            {
                closing = Closing { year: Some(year), next, ..Closing::none(next) };
            }
        }
        let which = self.which(at);
        if closing.year.is_none() && closing.shift.is_none() {
            let said = self.which_after(month, at, after);
            if said.is_none() && !self.is_bare_month(month, at, after) {
                return None;
            }
            closing = Closing::none(after);
            closing.shift = (which != Which::Any).then_some(Shift::Which(which));
            if let Some((which, next)) = said {
                closing = Closing { shift: Some(Shift::Which(which)), ..Closing::none(next) };
            }
        }
        let point = Point {
            month: Some(month.number),
            year: closing.year,
            shift: closing.shift,
            style: closing.style,
            supplied: closing.supplied,
            ..Point::default()
        };
        Some((vec![self.phrase(Node::Point(point), at, closing.next)], closing.next))
    }

    /// `October 3, 1918`, `September the 4th`, `May [4], 1920`.
    fn month_then_day(&self, month: MonthName, at: usize, after: usize) -> Read<Vec<Phrase>> {
        let mut next = self.skip_dot(after);
        if self.gap(next) >= Gap::Block {
            return None;
        }
        let ordinal = |at| self.day(at).is_some_and(|(day, _)| day.ordinal);
        next += usize::from(self.role(next, Role::Article) && ordinal(next + 1));
        let (days, after_days) = self.days_after_month(next)?;
        let closing = self.dual_year(month, self.closing(after_days, true, true));
        let first = days.items[0].number;
        let full = closing.year.is_some_and(|year| year.figures == 4);
        let marker = at > 0 && self.role(at - 1, Role::MonthOnly) && !full && !first.ordinal;
        let sure = month.day_after || first.ordinal || full;
        let in_words = first.words && !full && !first.ordinal;
        let slip = (days.supplied || first.day > 31) && !full;
        if !sure || marker || in_words || slip || !self.is_day(after_days, closing.year.is_some()) {
            return None;
        }
        let end = closing.next;
        Some((self.compose(days, month, at, closing), end))
    }

    fn days_after_month(&self, at: usize) -> Read<DaysRead> {
        if let Some((items, next)) = self.days(at) {
            return Some((DaysRead::plain(items), next));
        }
        let bracket = usize::from(self.is_mark(at, '['));
        let from = at + bracket;
        let (day @ 1..=99, 1..=2) = self.figures(from)? else { return None };
        let close = bracket == 1 && self.is_mark(from + 1, ']');
        if !close && (bracket == 1 || day <= 31) {
            return None;
        }
        let number = DayNumber { day: day as u8, ordinal: false, words: false };
        let next = from + 1 + bracket;
        let items = vec![Item::single(number, at, next)];
        Some((DaysRead { items, repair: None, supplied: bracket == 1 }, next))
    }

    /// What stands where a day was left blank: `[ ]`, `[...]`, `__`, `...`; the token after it.
    pub(super) fn blank(&self, at: usize) -> Option<usize> {
        /// Rows of marks are not followed further.
        const LONGEST: usize = 12;
        let is_filler = |at| ['.', '_', '…', '—', '-'].iter().any(|&m| self.is_mark(at, m));
        let open = self.is_mark(at, '[');
        let mut next = at + usize::from(open);
        while next < at + LONGEST && is_filler(next) {
            next += 1;
        }
        if open {
            return self.is_mark(next, ']').then_some(next + 1);
        }
        let filled = next - at > 1 || self.is_mark(at, '…') || self.is_mark(at, '—');
        (filled && self.gap(at) != Gap::None).then_some(next)
    }

    /// `last`, `next` after a month that stands alone: `in October last`.
    fn which_after(&self, month: MonthName, at: usize, after: usize) -> Read<Which> {
        let led = self.lead(at).is_some_and(|lead| self.role(lead, Role::BareMonth));
        let which = self.which(after + 1);
        let noun = self.tokens.get(after + 1).is_some_and(|token| {
            token.gap == Gap::Space && matches!(token.kind, Kind::Word) && !token.capital
        });
        let counts = self.unit(after + 1).is_some();
        let near = self.gap(after) == Gap::Space && which != Which::Any && which != Which::This;
        (near && !noun && !counts && (led || !month.doubtful)).then_some((which, after + 1))
    }

    /// Whether the number after a month is a day: not an hour, not an amount.
    pub(super) fn is_day(&self, after: usize, has_year: bool) -> bool {
        let counts = [Role::Am, Role::Pm, Role::Clock, Role::Amount, Role::UnitHour];
        let hour = self.is_mark(after, ':')
            && self.gap(after) == Gap::None
            && self.gap(after + 1) == Gap::None;
        has_year || !(hour || counts.iter().any(|&role| self.role(after, role)))
    }

    /// `December, after 8 (21), 1917`, `September 1920, before the 14th`.
    fn month_bounded(&self, month: MonthName, at: usize, after: usize) -> Read<Phrase> {
        let early = self.year(self.skip_dot(after)).filter(|(year, _)| year.second.is_none());
        let mark = early.map_or(after, |(_, next)| next);
        let bracket = self.is_mark(mark, '(');
        if !bracket && !self.is_mark(mark, ',') {
            return None;
        }
        let (bound, _) = self.bound(mark + 1)?;
        let mut from = mark + 2;
        from += usize::from(self.role(from, Role::Article) || self.role(from, Role::BareDay));
        let (items, mut end) = self.days(from)?;
        let paired = items.len() > 1;
        if bracket {
            end = self.skip_dot(end);
            end += usize::from(self.is_mark(end, ')'));
        }
        let mut closing = match early {
            Some((year, _)) => Closing { year: Some(year), ..Closing::none(end) },
            None => self.closing(end, true, true),
        };
        if closing.year.is_none() && !paired {
            return None;
        }
        end = closing.next;
        closing.next = closing.next.max(from + 1);
        let days = DaysRead::plain(items);
        let mut of = self.compose(days, month, from, closing);
        if of.len() != 1 {
            return None;
        }
        let of = Box::new(of.remove(0));
        let node = Node::Within { month: month.number, bound, of };
        Some((self.phrase(node, at, end), end))
    }

    /// Whether the name of a month alone is one: a preposition stands before it, it stands alone,
    /// or it begins a range.
    fn is_bare_month(&self, month: MonthName, at: usize, after: usize) -> bool {
        let is_part = |at: usize| self.senses(at).iter().any(|s| matches!(s, Sense::Part(_)));
        let led = self.lead(at).is_some_and(|lead| {
            // `Anfang des Novembers`
            let of_part = self.role(lead, Role::Of) && lead > 0 && is_part(lead - 1);
            self.role(lead, Role::BareMonth)
                || self.role(lead, Role::Circa)
                || is_part(lead)
                || of_part
        });
        let follows_name = self.tokens.get(after).is_some_and(|t| {
            t.kind == Kind::Word && t.capital && t.gap == Gap::Space && month.day_after
        });
        let ends = match self.tokens.get(after) {
            None => true,
            Some(token) => matches!(token.kind, Kind::Mark(_)) || token.gap >= Gap::Line,
        };
        if self.leads_month(after) {
            return true;
        }
        if led { !follows_name } else { !month.doubtful && ends }
    }

    /// Whether another month with a year follows: `May to September 1920`.
    fn leads_month(&self, after: usize) -> bool {
        let joined = self.sign(self.skip_dot(after)).filter(|(sign, _)| match sign {
            Sign::Dash | Sign::Words | Sign::Stroke | Sign::List => true,
            Sign::Bracket | Sign::Ampersand | Sign::Comma => false,
        });
        joined.is_some_and(|(_, from)| {
            self.month(from)
                .is_some_and(|(_, after)| self.closing(after, false, true).year.is_some())
        })
    }

    /// `1807 Janvier`, `1917, October 3`.
    pub(super) fn year_first(&self, at: usize) -> Read<Phrase> {
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

    /// Days of one month as a point, a pair, a range, or a list of them.
    pub(super) fn compose(
        &self,
        days: DaysRead,
        month: MonthName,
        start: usize,
        closing: Closing,
    ) -> Vec<Phrase> {
        let lists = days.items.chunk_by(|_, later| !later.join.is_list());
        let mut found: Vec<_> =
            lists.filter_map(|items| Some(self.compose_one(items.split_first()?, month))).collect();
        let month_first = days.items.first().is_some_and(|day| day.first > start);
        if let Some(first) = found.first_mut() {
            first.span.start = self.tokens[start].start;
            if month_first && let Some(half) = first.node.first_half() {
                half.span.start = self.tokens[start].start;
            }
            if let Node::Point(point) = &mut first.node {
                point.repair = days.repair;
                point.supplied = days.supplied;
            }
        }
        if let Some(last) = found.last_mut() {
            last.span.end = self.end_of(closing.next).max(last.span.end);
            let in_brackets = matches!(last.node, Node::Pair(..));
            if let Some(point) = last.node.closing_point() {
                point.style = closing.style;
                point.naming = closing.naming;
                point.supplied |= closing.supplied;
                point.repair = point.repair.take().or(closing.repair);
            }
            last.node.close(closing.year, closing.shift, in_brackets);
            if !in_brackets && let Some(half) = last.node.second_half() {
                half.span.end = last.span.end;
            }
        }
        found
    }

    /// Days that belong together: `8`, `8 (21)`, `8-14`, `8 (21) - 14 (27)`, `8-14 (21-27)`.
    fn compose_one(&self, (first, rest): (&Item, &[Item]), month: MonthName) -> Phrase {
        let point = |item: &Item| {
            let number = item.number.day;
            let point = Point { day: Some(number), month: Some(month.number), ..Point::default() };
            self.phrase(Node::Point(point), item.first, item.next)
        };
        let join = |a: Phrase, b: Phrase, sign: Sign, end: usize| {
            let start = a.span.start;
            let node = match sign.join() {
                None => Node::Pair(Box::new(a), Box::new(b)),
                Some(join) => Node::Range { from: Box::new(a), to: Box::new(b), join },
            };
            Phrase::new(node, Span::new(start, self.end_of(end)))
        };
        let two = |a: &Item, b: &Item| join(point(a), point(b), b.join, b.end);
        match rest {
            [] => point(first),
            [b, c, d] if b.join == Sign::Bracket && d.join == Sign::Bracket => {
                join(two(first, b), two(c, d), c.join, d.end)
            }
            [b, c, d] if c.join == Sign::Bracket && b.join.join() != Some(Join::Stroke) => {
                join(two(first, b), two(c, d), c.join, d.end)
            }
            [b, ..] => two(first, b),
        }
    }
}
