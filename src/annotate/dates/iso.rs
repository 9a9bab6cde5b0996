//! A date as TEI writes it, to the day, month or year.

use super::tree::Time;
use crate::calendar::{Calendar, Civil, Day};
use std::fmt;

/// A value of `teidata.temporal.w3c`: `1920-09-04`, `1920-09`, `1920`, `--10-03`, `-0044`.
///
/// The year is as it is written: -44 is 44 BC, and there is no year 0 (TEI Guidelines,
/// `att.datable.w3c`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Iso {
    /// The year; none where it is not known.
    pub year: Option<i32>,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month, from 1.
    pub day: Option<u8>,
    pub(super) time: Option<Time>,
}

/// A year that has all days, in both calendars.
pub(super) const LEAP_YEAR: i32 = 4;

impl Iso {
    /// A year.
    #[must_use]
    pub fn of_year(year: i32) -> Self {
        Self { year: Some(year), ..Self::default() }
    }

    /// A month of a year.
    #[must_use]
    pub fn of_month(year: i32, month: u8) -> Self {
        Self { year: Some(year), month: Some(month), ..Self::default() }
    }

    /// A day.
    #[must_use]
    pub fn of_day(year: i32, month: u8, day: u8) -> Self {
        Self { year: Some(year), month: Some(month), day: Some(day), time: None }
    }

    /// The day that has this name in the calendar.
    pub(super) fn named(calendar: Calendar, day: Day) -> Self {
        let civil = calendar.civil(day);
        Self::of_day(written_year(civil.year), civil.month, civil.day)
    }

    /// The first day it covers; none where the year is missing or there is no such day.
    #[must_use]
    pub fn first(self, calendar: Calendar) -> Option<Day> {
        let (month, day) = (self.month.unwrap_or(1), self.day.unwrap_or(1));
        calendar.day(Civil { year: astronomical(self.year?), month, day })
    }

    /// The last day it covers.
    #[must_use]
    pub fn last(self, calendar: Calendar) -> Option<Day> {
        let year = astronomical(self.year?);
        let month = self.month.unwrap_or(12);
        let day = self.day.unwrap_or_else(|| calendar.month_length(year, month));
        calendar.day(Civil { year, month, day })
    }

    /// The same to the day, without a time.
    #[must_use]
    pub fn without_time(self) -> Self {
        Self { time: None, ..self }
    }

    /// The same without a day that the calendar does not have: 31 November, in no year at all.
    pub(super) fn sound(self, calendar: Calendar) -> Self {
        let year = astronomical(self.year.unwrap_or(LEAP_YEAR));
        let longest = self.month.map(|month| calendar.month_length(year, month));
        match (self.day, longest) {
            (Some(day), Some(longest)) if day > longest => self.without_day(),
            _ => self,
        }
    }

    /// The same without a day.
    #[must_use]
    pub fn without_day(self) -> Self {
        Self { day: None, time: None, ..self }
    }

    /// The unit of its own size that many later: the day, month or year.
    pub(super) fn plus(self, calendar: Calendar, count: i32) -> Option<Self> {
        let year = astronomical(self.year?);
        if self.day.is_some() {
            return Some(Self::named(calendar, self.first(calendar)?.plus(i64::from(count))));
        }
        let Some(month) = self.month else {
            return Some(Self::of_year(written_year(year + count)));
        };
        let months = year.checked_mul(12)? + i32::from(month) - 1 + count;
        Some(Self::of_month(written_year(months.div_euclid(12)), months.rem_euclid(12) as u8 + 1))
    }

    /// Reads the written form back; `2024-02-30` and the like are none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let number = |text: &str, len: usize| -> Option<i32> {
            let figures = text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
            figures.then(|| text.parse().ok())?
        };
        let (text, time) = match text.split_once('T') {
            Some((date, time)) => {
                let (hour, minute) = (number(time.get(..2)?, 2)?, number(time.get(3..5)?, 2)?);
                (date, Some(Time { hour: hour as u8, minute: minute as u8 }))
            }
            None => (text, None),
        };
        if let Some(rest) = text.strip_prefix("--") {
            let mut parts = rest.splitn(2, '-');
            let month = number(parts.next()?, 2)? as u8;
            let day = parts.next().map(|day| number(day, 2)).map_or(Some(None), |d| d.map(Some))?;
            let day = day.map(|day| day as u8);
            let longest = Calendar::Gregorian.month_length(LEAP_YEAR, month);
            let valid = longest > 0 && day.is_none_or(|day| (1..=longest).contains(&day));
            return valid.then_some(Self { year: None, month: Some(month), day, time });
        }
        let (sign, rest) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let mut parts = rest.splitn(3, '-');
        let year = sign * number(parts.next()?, 4)?;
        let mut next = || match parts.next() {
            None => Some(None),
            Some(part) => number(part, 2).map(|n| Some(n as u8)),
        };
        let iso = Self { year: Some(year), month: next()?, day: next()?, time };
        (year != 0 && iso.first(Calendar::Gregorian).is_some()).then_some(iso)
    }
}

impl fmt::Display for Iso {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Dates are written by the thousand: the figures are put side by side, and told once.
        let mut out = Figures::default();
        match self.year {
            Some(year) => {
                out.put(if year < 0 { "-" } else { "" });
                out.number(year.unsigned_abs(), 4);
            }
            None if self.month.is_none() => out.put("--"),
            None => out.put("-"),
        }
        for part in [self.month, self.day].into_iter().flatten() {
            out.put("-");
            out.number(part.into(), 2);
        }
        if let Some(time) = self.time {
            out.put("T");
            out.number(time.hour.into(), 2);
            out.put(":");
            out.number(time.minute.into(), 2);
            out.put(":00");
        }
        f.write_str(out.as_str())
    }
}

/// A date as it is put together; `-2147483648-12-31T23:59:00` is the longest there could be, with
/// numbers of three figures where a month or an hour has no right to them.
#[derive(Default)]
struct Figures {
    room: [u8; 32],
    len: usize,
}

impl Figures {
    fn put(&mut self, text: &str) {
        self.room[self.len..self.len + text.len()].copy_from_slice(text.as_bytes());
        self.len += text.len();
    }

    /// A number with at least so many figures.
    fn number(&mut self, number: u32, least: usize) {
        let figures = number.checked_ilog10().map_or(1, |log| log as usize + 1).max(least);
        let mut rest = number;
        for place in self.room[self.len..self.len + figures].iter_mut().rev() {
            *place = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        self.len += figures;
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.room[..self.len]).unwrap_or_default()
    }
}

/// The astronomical year of one written without a year 0.
pub(super) fn astronomical(year: i32) -> i32 {
    if year < 0 { year + 1 } else { year }
}

/// The year as written, without a year 0.
fn written_year(year: i32) -> i32 {
    if year <= 0 { year - 1 } else { year }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for text in
            ["1920-09-04", "1920-09", "1920", "--10-03", "--10", "-0044", "1920-09-04T23:40:00"]
        {
            assert_eq!(Iso::parse(text).map(|iso| iso.to_string()).as_deref(), Some(text));
        }
        for (year, text) in [(7, "0007"), (12_345, "12345"), (i32::MIN, "-2147483648")] {
            let longest = Time { hour: 255, minute: 255 };
            let iso = Iso { time: Some(longest), ..Iso::of_day(year, 255, 255) };
            assert_eq!(iso.to_string(), format!("{text}-255-255T255:255:00"));
        }
        for text in ["1920-02-30", "1920-13", "0000", "1920-9-4", "", "x", "--13", "--02-30"] {
            assert_eq!(Iso::parse(text), None, "{text}");
        }
    }
}
