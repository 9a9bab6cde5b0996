//! What closes a day and month: the year or what takes its place.

use super::{Grammar, Read};
use crate::annotate::dates::lexicon::MonthName;
use crate::annotate::dates::tokens::Gap;
use crate::annotate::dates::tree::{Naming, Repair, Shift, Style, Year};
use crate::languages::Role;

/// What was found after a day and month, and the token after it.
#[derive(Debug, Clone, Default)]
pub(super) struct Closing {
    pub year: Option<Year>,
    pub shift: Option<Shift>,
    /// `25 October (Old Style) 1917`
    pub style: Option<Style>,
    pub naming: Naming,
    /// The year stands in editor's brackets.
    pub supplied: bool,
    pub repair: Option<Repair>,
    pub next: usize,
}

impl Closing {
    pub(super) fn none(next: usize) -> Self {
        Self { next, ..Self::default() }
    }
}

impl Grammar<'_> {
    /// The year, or what takes its place, after a day and month.
    pub(super) fn closing(&self, at: usize, has_day: bool, has_month: bool) -> Closing {
        let Some((style, next)) = self.style(self.skip_dot(at)) else {
            return self.closing_year(at, has_day, has_month);
        };
        Closing { style: Some(style), ..self.closing_year(next, has_day, has_month) }
    }

    fn closing_year(&self, at: usize, has_day: bool, has_month: bool) -> Closing {
        let none = Closing::none(at);
        let dashes =
            self.is_mark(at, '-') && self.is_mark(at + 1, '-') && self.year(at + 2).is_some();
        let marks =
            if dashes { at + 2 } else { self.skip_marks(self.skip_dot(at), &['.', ',', '?']) };
        let bracket = usize::from(self.is_mark(marks, '['));
        let mut from = marks + bracket;
        let comma = self.is_mark(marks.saturating_sub(1), ',') && marks > at;
        let worded = self.role(from, Role::Year) || self.role(from, Role::Of);
        let close = |year: Option<Year>, shift, next: usize| {
            let closed = bracket == 1 && self.is_mark(next, ']');
            let next = next + usize::from(closed);
            Closing { year, shift, supplied: closed, ..Closing::none(next) }
        };
        let shift = |from| {
            self.shift(from, |shift| match shift {
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
        if let Some((year, next)) = self.year_before_christ(from) {
            return close(Some(year), None, next);
        }
        if let Some((year, next)) = self.year_of_the_world(from).filter(|_| has_day) {
            return Closing { naming: Naming::World, ..close(Some(year), None, next) };
        }
        if let Some((year, next)) = self.year(from)
            && self.is_year(next)
        {
            return close(Some(year), None, self.after_year(next));
        }
        // Over a line end only where it stands alone on its line.
        let alone = self.gap(from) == Gap::Line && self.gap(self.skip_dot(from + 1)) >= Gap::Line;
        let near = self.gap(from) <= Gap::Space || alone;
        if near && let Some((year, repair, next)) = self.parted_year(from).filter(|_| has_day) {
            let closing = close(Some(year), None, next);
            return Closing { supplied: closing.supplied || repair.is_none(), repair, ..closing };
        }
        let quoted = (self.is_mark(from, '\'') || self.is_mark(from, '’'))
            && self.gap(from + 1) == Gap::None;
        if (has_day || quoted)
            && near
            && !worded
            && let Some((year, next)) = self.short_year(from)
        {
            return close(Some(year), None, next);
        }
        if near && let Some((year, next)) = self.year_in_words(from).filter(|_| has_day) {
            return close(Some(year), None, next);
        }
        none
    }

    /// A year in two parts: `19 20` or `192 0` for 1920, or `19[20]` with the second supplied.
    fn parted_year(&self, at: usize) -> Option<(Year, Option<Repair>, usize)> {
        let ((first @ 15..=20, 2) | (first @ 150..=209, 3)) = self.figures(at)? else {
            return None;
        };
        let bracket = usize::from(self.is_mark(at + 1, '['));
        let second = at + 1 + bracket;
        let (rest, figures) = self.figures(second)?;
        let value = match (first, figures) {
            (..=99, 2) => first * 100 + rest,
            (100.., 1) => first * 10 + rest,
            _ => return None,
        };
        let year = Year::full(value as i32);
        if bracket == 1 {
            let glued = self.gap(at + 1) == Gap::None && self.is_mark(second + 1, ']');
            return glued.then_some((year, None, second + 2));
        }
        let ends = self.gap(second) == Gap::Space && self.ends_date(second + 1);
        let printed = format!("{} {}", self.slice(at), self.slice(second));
        let repair = Repair { printed, meant: year.value.to_string() };
        ends.then_some((year, Some(repair), second + 1))
    }

    /// Past `г.`, `(year)` after a year.
    pub(super) fn after_year(&self, at: usize) -> usize {
        if self.is_mark(at, '(')
            && self.role(at + 1, Role::YearAfter)
            && self.is_mark(self.skip_dot(at + 2), ')')
        {
            return self.skip_dot(at + 2) + 1;
        }
        let word = self.slice(at);
        if !self.role(at, Role::YearAfter) || word.is_ascii() {
            return at;
        }
        // The full stop belongs to an abbreviation.
        let abbreviated = word.chars().count() <= 2;
        if abbreviated { self.skip_dot(at + 1) } else { at + 1 }
    }

    /// Whether four figures after a month are its year and do not count something.
    fn is_year(&self, next: usize) -> bool {
        !self.role(next, Role::Amount) || self.gap(next) >= Gap::Line
    }

    /// `30 January 1648-9`: a dash between the two years that an English year had until Lady Day.
    pub(super) fn dual_year(&self, month: MonthName, closing: Closing) -> Closing {
        /// From the next year on it began in January in England too.
        const LAST: i32 = 1752;
        let early = closing.year.is_some_and(|year| year.value <= LAST) && month.number <= 3;
        if early { self.with_dashed_year(closing) } else { closing }
    }

    /// The same with the second year that a dash joins to the first, where it is the next one.
    pub(super) fn with_dashed_year(&self, closing: Closing) -> Closing {
        let at = closing.next;
        let second = || {
            let year = closing.year.filter(|year| year.figures == 4 && year.second.is_none())?;
            let dash = self.is_mark(at, '-') || self.is_mark(at, '–');
            let glued = self.gap(at) == Gap::None && self.gap(at + 1) == Gap::None;
            let (value, digits) = self.figures(at + 1).filter(|_| dash && glued)?;
            let modulus = 10_i32.pow(u32::from(digits.min(4)));
            let second = year.value + 1;
            (second % modulus == value as i32).then_some(Year { second: Some(second), ..year })
        };
        match second() {
            Some(year) => Closing { year: Some(year), next: at + 2, ..closing },
            None => closing,
        }
    }

    /// The second year of two in figures, however joined: `1920/21`, `1920-1921`.
    pub(super) fn double_year(&self, at: usize) -> Read<Year> {
        let (mut year, end) = self.year(at)?;
        if year.second.is_some() {
            return Some((year, end));
        }
        let dash = self.is_mark(end, '-') || self.is_mark(end, '–') || self.is_mark(end, '—');
        let second = year.value + 1;
        let said = dash
            && self.figures(end + 1).is_some_and(|(value, digits)| {
                value as i32 == second || (digits == 2 && value as i32 == second % 100)
            });
        year.second = said.then_some(second);
        Some((year, end + if said { 2 } else { 0 }))
    }
}
