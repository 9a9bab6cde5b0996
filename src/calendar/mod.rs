//! Calendars: days counted one by one, and the three ways of naming them that editions meet.
//!
//! The arithmetic is own code: closed formulas of a few lines each, because the published crates
//! offer two of the three calendars at most. The property tests below hold them against the crate
//! `julian` (a development dependency) and against themselves, there and back.

mod easter;
mod policy;
mod roman;

pub use easter::{orthodox_easter, western_easter};
pub use policy::{Policy, UnknownPolicy};
pub use roman::{RomanDay, roman_day};

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
        if self == Self::FrenchRepublican {
            let month = i64::from(date.month - 1) * 30;
            return Some(Day(self.before_year(i64::from(date.year)) + month + i64::from(date.day)));
        }
        // The year is taken to begin in March, so that the leap day is its last.
        let after_february = date.month > 2;
        let year = i64::from(date.year) - i64::from(!after_february);
        let month = i64::from(if after_february { date.month - 3 } else { date.month + 9 });
        Some(Day(self.before_year(year) + (153 * month + 2) / 5 + i64::from(date.day)))
    }

    /// The name of the day.
    #[must_use]
    pub fn civil(self, day: Day) -> Civil {
        let mut year = day.0 * 400 / 146_097 + self.epoch_year();
        while self.before_year(year) >= day.0 {
            year -= 1;
        }
        while self.before_year(year + 1) < day.0 {
            year += 1;
        }
        let of_year = day.0 - self.before_year(year) - 1;
        if self == Self::FrenchRepublican {
            let (month, day) = (of_year / 30 + 1, of_year % 30 + 1);
            return Civil { year: small(year), month: month as u8, day: day as u8 };
        }
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
        Civil { year: small(year), month: month as u8, day: day as u8 }
    }

    /// The days before the first of the year, which for the first two begins in March.
    fn before_year(self, year: i64) -> i64 {
        let quarters = |n: i64| n.div_euclid(4);
        match self {
            // 31 + 28 days of January and February stand before the first March.
            Self::Gregorian => {
                365 * year + quarters(year) - year.div_euclid(100) + year.div_euclid(400) - 306
            }
            Self::Julian => 365 * year + quarters(year) - 308,
            Self::FrenchRepublican => BEFORE_REPUBLIC + 365 * (year - 1) + quarters(year),
        }
    }

    fn epoch_year(self) -> i64 {
        match self {
            Self::Gregorian | Self::Julian => 0,
            Self::FrenchRepublican => -1791,
        }
    }
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

fn small(year: i64) -> i32 {
    i32::try_from(year).unwrap_or(if year < 0 { i32::MIN } else { i32::MAX })
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
        fn days_agree_with_the_crate_julian(year in -4000_i32..4000, ordinal in 1_u32..366) {
            for (ours, theirs) in [
                (Calendar::Gregorian, julian::Calendar::GREGORIAN),
                (Calendar::Julian, julian::Calendar::JULIAN),
            ] {
                let date = theirs.at_ordinal_date(year, ordinal).unwrap();
                let same = civil(year, date.month().number() as u8, date.day() as u8);
                let day = ours.day(same).unwrap();
                prop_assert_eq!(day.0 + 1_721_425, i64::from(date.julian_day_number()));
                prop_assert_eq!(ours.civil(day), same);
            }
        }
    }
}
