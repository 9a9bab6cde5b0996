//! Roman days: counted backwards, both ends included, from the Kalends, Nones and Ides.

use super::{Calendar, Civil};

/// The three named days of a Roman month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RomanDay {
    /// The first.
    Kalends,
    /// The 5th; the 7th in March, May, July and October.
    Nones,
    /// The 13th; the 15th in March, May, July and October.
    Ides,
}

/// The day that stands `count` days before a named one, both included: 1 is the day itself, 2 is
/// `pridie`. None where the count leads out of the month it belongs to.
#[must_use]
pub fn roman_day(
    calendar: Calendar,
    year: i32,
    month: u8,
    named: RomanDay,
    count: u8,
) -> Option<Civil> {
    let long = matches!(month, 3 | 5 | 7 | 10);
    let (day, longest) = match named {
        RomanDay::Kalends => (1, 19),
        RomanDay::Nones => (if long { 7 } else { 5 }, 6),
        RomanDay::Ides => (if long { 15 } else { 13 }, 8),
    };
    if !(1..=longest).contains(&count) {
        return None;
    }
    let start = calendar.day(Civil { year, month, day })?;
    Some(calendar.civil(start.plus(1 - i64::from(count))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_days_count_both_ends() {
        let on = |month, named, count| {
            roman_day(Calendar::Gregorian, 1620, month, named, count).map(|c| (c.month, c.day))
        };
        assert_eq!(on(12, RomanDay::Ides, 6), Some((12, 8)));
        assert_eq!(on(3, RomanDay::Kalends, 1), Some((3, 1)));
        assert_eq!(on(3, RomanDay::Kalends, 2), Some((2, 29)));
        assert_eq!(on(1, RomanDay::Kalends, 17), Some((12, 16)));
        assert_eq!(on(7, RomanDay::Nones, 2), Some((7, 6)));
        assert_eq!(on(7, RomanDay::Nones, 9), None);
    }
}
