//! Days of other calendars: Roman days, the French Republic, years of the world.

use super::{Grammar, Read};
use crate::annotate::dates::lexicon::Sense;
use crate::annotate::dates::tokens::Gap;
use crate::annotate::dates::tree::{Naming, Node, Phrase, Point, Year};
use crate::calendar::RomanDay;
use crate::languages::Role;

/// The years that the calendar of the Republic was in force; the Commune used it once more.
const REPUBLICAN_YEARS: std::ops::RangeInclusive<i32> = 1..=14;
const COMMUNE: i32 = 79;
/// Years of the world that are dated by.
const YEARS_OF_THE_WORLD: std::ops::RangeInclusive<u32> = 5000..=7700;

impl Grammar<'_> {
    /// `a.d. VI Id. Dec. 1620`, `Kal. Mart. 1512`.
    pub(super) fn roman_day(&self, at: usize) -> Read<Phrase> {
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
        let (year, end) =
            self.year_before_christ(after).or_else(|| self.year(after)).or_else(|| {
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

    /// `9 Thermidor an II`, `brumaire an VIII`, `an III de la République`.
    pub(super) fn republican(&self, at: usize) -> Read<Phrase> {
        if let Some(found) = self.republican_year_alone(at) {
            return Some(found);
        }
        let (day, from) = match self.day(at) {
            Some((day, next)) => (Some(day.day), next + usize::from(self.role(next, Role::Of))),
            None => (None, at),
        };
        let month = self.senses(from).iter().find_map(|sense| {
            let Sense::RepublicanMonth(month) = sense else { return None };
            Some(*month)
        })?;
        let next = self.skip_marks(from + 1, &[',']);
        let said = self.role(next, Role::RepublicanYear) || self.role(next, Role::RepublicanEra);
        let (year, end) = self.republican_year(next + usize::from(said), said)?;
        let end = end + usize::from(self.role(end, Role::Republic));
        let point = Point {
            year: Some(Year::full(year)),
            month: Some(month),
            day,
            naming: Naming::Republican,
            ..Point::default()
        };
        Some((self.phrase(Node::Point(point), at, end), end))
    }

    /// A year of the Republic in Roman figures, or where a word says so in any.
    fn republican_year(&self, at: usize, said: bool) -> Read<i32> {
        let in_words = || {
            self.senses(at).iter().find_map(|sense| {
                let Sense::Cardinal(n) = *sense else { return None };
                Some(i32::from(n))
            })
        };
        let arabic = || self.figures(at).map(|(value, _)| value as i32).or_else(in_words);
        let year = self.roman(at).map(i32::from).or_else(|| said.then(arabic).flatten())?;
        let next = at + 1;
        let ending = self.role(next, Role::OrdinalEnding) && self.gap(next) == Gap::None;
        let known = REPUBLICAN_YEARS.contains(&year) || year == COMMUNE;
        known.then(|| (year, next + usize::from(ending)))
    }

    /// `Year II of the Republic`, `l'an VIII`.
    fn republican_year_alone(&self, at: usize) -> Read<Phrase> {
        let era = self.role(at, Role::RepublicanEra);
        if !era && !self.role(at, Role::RepublicanYear) {
            return None;
        }
        let (year, next) = self.republican_year(at + 1, true)?;
        let republic = self.role(next, Role::Republic);
        if !(republic || era && self.roman(at + 1).is_some()) {
            return None;
        }
        let end = next + usize::from(republic);
        let point =
            Point { year: Some(Year::full(year)), naming: Naming::Republican, ..Point::default() };
        Some((self.phrase(Node::Point(point), at, end), end))
    }

    /// `7406 from the creation of the world`, `anno mundi 7000`, with the token after it.
    pub(super) fn year_of_the_world(&self, at: usize) -> Read<Year> {
        let before = self.role(at, Role::World);
        let at = at + usize::from(before);
        let (value, 4) = self.figures(at)? else { return None };
        let next = at + 1;
        let after = self.after_year(next);
        let end = if self.role(after, Role::World) {
            after + 1
        } else if before {
            next
        } else {
            return None;
        };
        YEARS_OF_THE_WORLD.contains(&value).then(|| (Year::full(value as i32), end))
    }

    /// `44 BC`.
    pub(super) fn year_before_christ(&self, at: usize) -> Read<Year> {
        let (value @ 1..=9999, _) = self.figures(at)? else { return None };
        let next = self.after_year(at + 1);
        self.role(next, Role::Bc).then(|| (Year::full(-(value as i32)), next + 1))
    }
}
