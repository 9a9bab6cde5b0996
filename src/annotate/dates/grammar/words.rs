//! The smallest constructions: a day, the name of a month, a year, a style.

use super::{Grammar, Read};
use crate::annotate::dates::lexicon::{MonthName, Sense};
use crate::annotate::dates::tokens::{Gap, Kind};
use crate::annotate::dates::tree::{Church, Shift, Style, Which, Year};
use crate::languages::Role;

/// A day of the month as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct DayNumber {
    pub day: u8,
    /// `12th`, `12ten`, `twelfth`: it cannot be an amount.
    pub ordinal: bool,
    /// Written in words.
    pub words: bool,
}

impl Grammar<'_> {
    /// A number in figures: its value and how many figures.
    pub(super) fn figures(&self, at: usize) -> Option<(u32, u8)> {
        match self.kind(at)? {
            Kind::Number { value, digits, .. } => Some((value, digits)),
            Kind::Known(_) | Kind::Word | Kind::Mark(_) => None,
        }
    }

    /// A day of a month, with the ending of an ordinal; a full stop after it is left.
    pub(super) fn day(&self, at: usize) -> Read<DayNumber> {
        if let Some((value, digits)) = self.figures(at) {
            if digits > 2 || !(1..=31).contains(&value) {
                return None;
            }
            let mut day = DayNumber { day: value as u8, ordinal: false, words: false };
            let mark = self.is_mark(at + 1, '.') || self.is_mark(at + 1, '-');
            let glued = mark && self.gap(at + 1) == Gap::None && self.gap(at + 2) == Gap::None;
            let ending = at + 1 + usize::from(glued);
            let close = self.gap(ending) == Gap::None
                || (self.gap(ending) == Gap::Space
                    && matches!(self.slice(ending), "st" | "nd" | "rd" | "th" | "ten" | "er"));
            if close && (self.role(ending, Role::OrdinalEnding) || self.is_mark(ending, '°')) {
                day.ordinal = true;
                return Some((day, ending + 1));
            }
            return Some((day, at + 1));
        }
        self.day_in_words(at)
    }

    /// `twenty-first`, `zwey und zwanzigsten`, `двадцать пятого`.
    fn day_in_words(&self, at: usize) -> Read<DayNumber> {
        let mut number = 0_u16;
        let mut ordinal = false;
        for &sense in self.senses(at) {
            if let Sense::Ordinal(n) = sense {
                (number, ordinal) = (u16::from(n), true);
            } else if let Sense::Cardinal(n) = sense
                && number == 0
                && self.slice(at).len() > 2
            {
                number = n;
            }
        }
        let mut next = at + 1;
        let tens_first = number == 20 || number == 30;
        // `vingt-deux`, `vingt et un`
        let hyphen = self.is_mark(next, '-') || (number == 20 && self.role(next, Role::And));
        let joint = if tens_first { hyphen } else { self.role(next, Role::And) };
        let second = next + usize::from(joint);
        if tens_first || (joint && number < 10 && !ordinal) {
            let fits = |n: u16| if tens_first { n < 10 } else { n == 20 || n == 30 };
            let found = self.senses(second).iter().find_map(|&sense| match sense {
                Sense::Ordinal(n) if fits(n.into()) => Some((u16::from(n), true)),
                Sense::Cardinal(n) if tens_first && fits(n) => Some((n, false)),
                _ => None,
            });
            if let Some((n, closes)) = found {
                (number, next, ordinal) = (number + n, second + 1, ordinal || closes);
            }
        }
        let day = DayNumber { day: number.min(99) as u8, ordinal, words: true };
        (1..=31).contains(&number).then_some((day, next))
    }

    /// The name of a month; a full stop after it is left.
    pub(super) fn month(&self, at: usize) -> Read<MonthName> {
        let capital = self.tokens.get(at)?.capital;
        self.senses(at).iter().find_map(|sense| {
            let Sense::Month(month) = *sense else { return None };
            (capital || !month.capital).then_some((month, at + 1))
        })
    }

    pub(super) fn weekday(&self, at: usize) -> Read<u8> {
        self.senses(at).iter().find_map(|sense| {
            let Sense::Weekday(number) = *sense else { return None };
            Some((number, at + 1))
        })
    }

    /// A year in four figures, with the second one of `1731/2`.
    pub(super) fn year(&self, at: usize) -> Read<Year> {
        let (value, digits) = self.figures(at)?;
        let glued_number = self.gap(at + 1) == Gap::None && self.figures(at + 1).is_some();
        if digits != 4 || !(1000..=2100).contains(&value) || glued_number {
            return None;
        }
        let mut year = Year::full(value as i32);
        if let Some((second, next)) = self.second_year(at + 1, year.value) {
            year.second = Some(second);
            return Some((year, next));
        }
        Some((year, at + 1))
    }

    /// `/2`, `/32`, `/1732` after a year.
    fn second_year(&self, at: usize, first: i32) -> Read<i32> {
        if !self.is_mark(at, '/') || self.gap(at) != Gap::None {
            return None;
        }
        let (value, digits) = self.figures(at + 1)?;
        let modulus = 10_i32.pow(u32::from(digits.min(4)));
        ((first + 1) % modulus == value as i32 && digits <= 4).then_some((first + 1, at + 2))
    }

    /// A year in two or three figures, after a full day and month: `20`, `'20`, `904`.
    pub(super) fn short_year(&self, at: usize) -> Read<Year> {
        let quote = self.is_mark(at, '\'') || self.is_mark(at, '’');
        let at = at + usize::from(quote);
        let (value, digits) = self.figures(at)?;
        let fits = match digits {
            2 => true,
            3 => (700..=999).contains(&value),
            _ => false,
        };
        if !fits || (!quote && !self.ends_date(at + 1)) || self.is_kept_back(at + 1) {
            return None;
        }
        Some((Year { value: value as i32, figures: digits, second: None }, at + 1))
    }

    /// Whether signs stand here for the rest of a year: `17—`, `18--`, `18__`. A dash between words
    /// is glued to both, one between dates comes before figures.
    fn is_kept_back(&self, at: usize) -> bool {
        let glued = |at, mark| self.is_mark(at, mark) && self.gap(at) == Gap::None;
        let end = if glued(at, '—') || glued(at, '–') {
            at + 1
        } else if ['-', '_'].iter().any(|&mark| glued(at, mark) && glued(at + 1, mark)) {
            at + 2
        } else {
            return false;
        };
        let ends = match self.tokens.get(end) {
            Some(token) => token.gap != Gap::None || matches!(token.kind, Kind::Mark(_)),
            None => true,
        };
        ends && self.figures(end).is_none()
    }

    /// Whether what stands here shows that the number before it closed a date, rather than counted
    /// something.
    pub(super) fn ends_date(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return true };
        match token.kind {
            Kind::Mark('.' | ',' | ':') => {
                token.gap != Gap::None
                    || self.gap(at + 1) != Gap::None
                    || self.figures(at + 1).is_none()
            }
            Kind::Mark('%' | '°' | '/') => token.gap != Gap::None,
            Kind::Mark(_) => true,
            Kind::Number { digits, .. } => token.gap != Gap::None && digits <= 2,
            Kind::Word => token.gap >= Gap::Line || token.capital,
            Kind::Known(_) => {
                token.gap >= Gap::Line
                    || !([
                        Role::Amount,
                        Role::Am,
                        Role::Pm,
                        Role::Clock,
                        Role::UnitHour,
                        Role::UnitMinute,
                    ]
                    .iter()
                    .any(|&role| self.role(at, role))
                        || self.month(at).is_some()
                        || (token.gap == Gap::None && self.role(at, Role::OrdinalEnding)))
            }
        }
    }

    /// What takes the place of a year: `d. J.`, `last`, `inst.`; the first that fits.
    pub(super) fn shift(&self, at: usize, fits: impl Fn(Shift) -> bool) -> Read<Shift> {
        const SHIFTS: [(Role, Shift); 9] = [
            (Role::SameMonth, Shift::SameMonth),
            (Role::ThisMonth, Shift::Months(0)),
            (Role::LastMonth, Shift::Months(-1)),
            (Role::NextMonth, Shift::Months(1)),
            (Role::ThisYear, Shift::Years(0)),
            (Role::LastYear, Shift::Years(-1)),
            (Role::SameYear, Shift::SameYear),
            (Role::Last, Shift::Which(Which::Last)),
            (Role::Next, Shift::Which(Which::Next)),
        ];
        let mut found = SHIFTS.into_iter().filter(|(role, _)| self.role(at, *role));
        found.find(|(_, shift)| fits(*shift)).map(|(_, shift)| (shift, at + 1))
    }

    /// `this`, `last`, `next` before what they belong to.
    pub(super) fn which(&self, at: usize) -> Which {
        let is = |role| at > 0 && self.role(at - 1, role);
        if is(Role::Last) {
            Which::Last
        } else if is(Role::Next) {
            Which::Next
        } else if is(Role::This) {
            Which::This
        } else {
            Which::Any
        }
    }

    /// `(O.S.)`, `Old Style`.
    pub(super) fn style(&self, at: usize) -> Read<Style> {
        let read = |at| {
            if self.role(at, Role::OldStyle) {
                Some(Style::Old)
            } else if self.role(at, Role::NewStyle) {
                Some(Style::New)
            } else {
                None
            }
        };
        // `4 May Julian came`: without a bracket a single word may be a name.
        let word = self.slice(at);
        let name = !word.contains([' ', '.']) && word.chars().any(char::is_lowercase);
        self.perhaps_bracketed(at, read).filter(|_| !name)
    }

    /// `(Orthodox)`.
    pub(super) fn church(&self, at: usize) -> Read<Church> {
        self.perhaps_bracketed(at, |at| {
            if self.role(at, Role::Orthodox) {
                Some(Church::Eastern)
            } else if self.role(at, Role::Western) {
                Some(Church::Western)
            } else {
                None
            }
        })
    }

    fn perhaps_bracketed<T>(&self, at: usize, read: impl Fn(usize) -> Option<T>) -> Read<T> {
        let open = self.is_mark(at, '(') || self.is_mark(at, '[') || self.is_mark(at, ',');
        let found = read(at + usize::from(open))?;
        let next = at + usize::from(open) + 1;
        if !open || self.is_mark(at, ',') {
            return Some((found, next));
        }
        (self.is_mark(next, ')') || self.is_mark(next, ']')).then_some((found, next + 1))
    }

    /// The token before, past the full stop of an abbreviation: `d. 12.`
    pub(super) fn lead(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let stop = self.is_mark(before, '.')
            && before > 0
            && self.gap(before) == Gap::None
            && self.gap(at) < Gap::Block;
        Some(if stop && matches!(self.tokens[before - 1].kind, Kind::Known(_)) {
            before - 1
        } else {
            before
        })
    }

    /// Whether a word before the number says that it counts pages, documents or money.
    pub(super) fn is_guarded(&self, at: usize) -> bool {
        let Some(before) = self.lead(at) else { return false };
        match self.tokens[before].kind {
            Kind::Mark(mark) => matches!(mark, '№' | '$' | '£' | '€' | '#' | '§' | '+' | '='),
            // `on` leads to days, `On.` is an abbreviation of archives; `d. 1803` has died, `D. 1803`
            // is a file.
            Kind::Known(_) => {
                let capital = self.tokens[before].capital;
                let stop = capital && self.is_mark(before + 1, '.');
                let word = !capital && self.role(before, Role::Life)
                    || !stop && self.role(before, Role::DayLead);
                self.role(before, Role::Guard) && !word
            }
            Kind::Word | Kind::Number { .. } => false,
        }
    }

    /// The same where the word does not lead to days as well, as `d.` for `den` does.
    pub(super) fn is_numbered(&self, at: usize) -> bool {
        let leads = self.lead(at).is_some_and(|lead| self.role(lead, Role::BareDay));
        self.is_guarded(at) && !leads
    }
}
