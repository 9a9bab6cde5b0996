//! Calendars: days counted one by one, and the three ways of naming them that editions meet.
//!
//! The days of the Gregorian and Julian calendars are named by the crate `julian`: it has both of
//! them without a reform in between, as far back and on as an `i32` goes, and nothing else. The crate
//! `icu_calendar` brings locale data that nobody needs here, and `jiff` has no Julian calendar. No
//! published crate has the calendar of the Republic: it is counted here, by a closed formula. So is
//! the number of a named day, which is asked for a hundred times as often, and for which the crate
//! took a seventh of the time in which dates are read. The property tests below hold all of it
//! against the crate, against other formulas and against itself, there and back.

mod easter;
mod policy;
mod roman;

pub use easter::{orthodox_easter, western_easter};
pub use policy::{Policy, UnknownPolicy};
pub use roman::{RomanDay, roman_day};

/// The months in English, as messages name them.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// One day, counted without gaps; day 1 is 1 January of the year 1 in the Gregorian calendar
/// reckoned backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

/// A day named by year, month and day in some calendar.
///
/// Years are astronomical: 0 is 1 BC, -43 is 44 BC. Republican years count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil {
    /// Astronomical year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// A way of naming days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Calendar {
    /// New Style, also before 1582.
    Gregorian,
    /// Old Style, also after its end.
    Julian,
    /// The calendar of the French Republic: twelve months of thirty days and the complementary
    /// days as a thirteenth. The years 3, 7, 11 and every fourth are long, which is what was in
    /// force in the years I-XIV and what the Commune used in LXXIX.
    FrenchRepublican,
}

/// Years further off than this are refused, so that no sum can overflow.
const FARTHEST_YEAR: i32 = 100_000;
/// More days than there are in so many years.
const FARTHEST_DAY: i64 = 366 * FARTHEST_YEAR as i64;
/// The Julian day number of the day before day 1.
const JULIAN_DAY_ZERO: i64 = 1_721_425;
/// The days of a common year before each month.
const BEFORE_MONTH: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
/// The day before 1 vendémiaire I (22 September 1792).
const BEFORE_REPUBLIC: i64 = 654_414;

impl Calendar {
    /// How many days the month has; 0 where the calendar has no such month.
    #[must_use]
    pub fn month_length(self, year: i32, month: u8) -> u8 {
        match (self, month) {
            (Self::FrenchRepublican, 1..=12) => 30,
            (Self::FrenchRepublican, 13) => 5 + u8::from(self.is_leap(year)),
            (Self::FrenchRepublican, _) => 0,
            (_, 2) => 28 + u8::from(self.is_leap(year)),
            (_, 4 | 6 | 9 | 11) => 30,
            (_, 1..=12) => 31,
            (_, _) => 0,
        }
    }

    /// Whether the year has the additional day.
    #[must_use]
    pub fn is_leap(self, year: i32) -> bool {
        match self {
            Self::Gregorian => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0),
            Self::Julian => year % 4 == 0,
            Self::FrenchRepublican => year.rem_euclid(4) == 3,
        }
    }

    /// The day of that name; none where the calendar has no such day.
    #[must_use]
    pub fn day(self, date: Civil) -> Option<Day> {
        let in_month = 1..=self.month_length(date.year, date.month);
        if !in_month.contains(&date.day) || date.year.abs() > FARTHEST_YEAR {
            return None;
        }
        let months = i64::from(date.month - 1);
        let year = i64::from(date.year);
        let before = match self {
            Self::FrenchRepublican => before_republican_year(year) + months * 30,
            Self::Gregorian | Self::Julian => {
                let leap = i64::from(self.is_leap(date.year) && months > 1);
                self.before_year(year) + BEFORE_MONTH[months as usize] + leap
            }
        };
        Some(Day(before + i64::from(date.day)))
    }

    /// The days before the first of January of the year, by the rule of the leap years.
    fn before_year(self, year: i64) -> i64 {
        let past = year - 1;
        let fourth = 365 * past + past.div_euclid(4);
        match self {
            // Day 1 of the one calendar is the third of January of the other.
            Self::Julian => fourth - 2,
            _ => fourth - past.div_euclid(100) + past.div_euclid(400),
        }
    }

    /// The name of the day; days out of all reach get that of the last within it.
    #[must_use]
    pub fn civil(self, day: Day) -> Civil {
        let count = day.0.clamp(-FARTHEST_DAY, FARTHEST_DAY);
        let Some(calendar) = self.counted() else { return republican(count) };
        // Forty million at most.
        let date = calendar.at_jdn((count + JULIAN_DAY_ZERO) as i32);
        Civil { year: date.year(), month: date.month().number() as u8, day: date.day() as u8 }
    }

    /// The calendar as the crate `julian` has it.
    fn counted(self) -> Option<julian::Calendar> {
        match self {
            Self::Gregorian => Some(julian::Calendar::GREGORIAN),
            Self::Julian => Some(julian::Calendar::JULIAN),
            Self::FrenchRepublican => None,
        }
    }
}

/// The days before the first of vendémiaire of the year.
fn before_republican_year(year: i64) -> i64 {
    BEFORE_REPUBLIC + 365 * (year - 1) + year.div_euclid(4)
}

/// The name of a day in the calendar of the Republic.
fn republican(day: i64) -> Civil {
    let since = day - BEFORE_REPUBLIC - 1;
    // Never too late, on either side of the first year.
    let mut year = since.div_euclid(366).min(since.div_euclid(365)) + 1;
    while before_republican_year(year + 1) < day {
        year += 1;
    }
    let of_year = day - before_republican_year(year) - 1;
    let year = i32::try_from(year).unwrap_or(i32::MAX);
    Civil { year, month: (of_year / 30 + 1) as u8, day: (of_year % 30 + 1) as u8 }
}

impl Day {
    /// The day of the week, 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        ((self.0 - 1).rem_euclid(7) + 1) as u8
    }

    /// The day so many days later, or earlier.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        Self(self.0.saturating_add(days))
    }
}

/// How many days Old Style is behind New Style on that Old Style day: 10 in 1582, 13 in 1917.
#[must_use]
pub fn days_behind(old_style: Civil) -> Option<i64> {
    let day = Calendar::Julian.day(old_style)?;
    // 29 February 1900 had no namesake: its next day's difference holds for it.
    let namesake = Calendar::Gregorian
        .day(old_style)
        .or_else(|| Calendar::Gregorian.day(Civil { month: 3, day: 1, ..old_style }))?;
    let skipped = i64::from(Calendar::Gregorian.day(old_style).is_none());
    Some(day.0 - namesake.0 + skipped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn civil(year: i32, month: u8, day: u8) -> Civil {
        Civil { year, month, day }
    }

    #[test]
    fn day_one_is_the_first_of_january_of_the_year_one() {
        assert_eq!(Calendar::Gregorian.day(civil(1, 1, 1)), Some(Day(1)));
        assert_eq!(Day(1).weekday(), 1);
    }

    #[test]
    fn old_style_is_ten_to_thirteen_days_behind() {
        for (year, month, day, behind) in [
            (1582, 10, 5, 10),
            (1700, 2, 18, 10),
            (1700, 3, 1, 11),
            (1752, 9, 3, 11),
            (1800, 3, 1, 12),
            (1900, 2, 28, 12),
            (1900, 3, 1, 13),
            (1918, 1, 31, 13),
        ] {
            let date = civil(year, month, day);
            assert_eq!(days_behind(date), Some(behind), "{date:?}");
        }
    }

    #[test]
    fn republican_days_are_those_of_the_history_books() {
        for (year, month, day, gregorian) in [
            (1, 1, 1, civil(1792, 9, 22)),
            (2, 11, 9, civil(1794, 7, 27)),
            (8, 2, 18, civil(1799, 11, 9)),
            (14, 4, 10, civil(1805, 12, 31)),
            (79, 8, 15, civil(1871, 5, 5)),
        ] {
            let there = Calendar::FrenchRepublican.day(civil(year, month, day)).unwrap();
            assert_eq!(Calendar::Gregorian.civil(there), gregorian);
        }
    }

    proptest! {
        #[test]
        fn calendars_convert_there_and_back(n in -3_000_000_i64..3_000_000) {
            for calendar in [Calendar::Gregorian, Calendar::Julian, Calendar::FrenchRepublican] {
                let date = calendar.civil(Day(n));
                prop_assert_eq!(calendar.day(date), Some(Day(n)), "{:?} {:?}", calendar, date);
            }
        }

        #[test]
        fn days_agree_with_the_library(
            year in -FARTHEST_YEAR..=FARTHEST_YEAR, month in 1_u8..=12, day in 1_u8..=31,
        ) {
            for calendar in [Calendar::Gregorian, Calendar::Julian] {
                let library = calendar.counted().unwrap();
                let named = julian::Month::try_from(month).unwrap();
                let theirs = library.at_ymd(year, named, day.into()).ok();
                let theirs = theirs.map(|date| Day(i64::from(date.julian_day_number()) - JULIAN_DAY_ZERO));
                prop_assert_eq!(calendar.day(civil(year, month, day)), theirs);
            }
        }

        /// The year is taken to begin in March, so that the leap day is its last.
        #[test]
        fn days_agree_with_a_closed_formula(y in -4000_i32..4000, month in 1_u8..=12, day in 1_u8..=28) {
            let year = i64::from(y) - i64::from(month <= 2);
            let of_march = i64::from((month + 9) % 12);
            let in_year = (153 * of_march + 2) / 5 + i64::from(day);
            let centuries = year.div_euclid(400) - year.div_euclid(100);
            let before = 365 * year + year.div_euclid(4);
            let date = civil(y, month, day);
            let gregorian = Day(before + centuries - 306 + in_year);
            prop_assert_eq!(Calendar::Gregorian.day(date), Some(gregorian));
            prop_assert_eq!(Calendar::Julian.day(date), Some(Day(before - 308 + in_year)));
        }
    }
}
