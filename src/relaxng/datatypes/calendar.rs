//! Dates and times of XML Schema: the proleptic Gregorian calendar, no year 0000, an optional
//! time zone, and the partial order that it brings.

use std::cmp::Ordering;

/// Which parts a moment has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    DateTime,
    Time,
    Date,
    YearMonth,
    Year,
    MonthDay,
    Day,
    Month,
}

/// A date, a time, or a part of one. Parts that the shape lacks are those of 1 January 2000,
/// 00:00, a leap year and a month of 31 days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment<'a> {
    /// Astronomical: 0 is 1 BC, which is written `-0001`.
    year: i64,
    month: u8,
    day: u8,
    /// Seconds since midnight; 86,400 for 24:00:00 and a leap second at the day's end.
    seconds: u32,
    /// Decimals of the second, no trailing zero.
    fraction: &'a str,
    /// Minutes east of UTC; none where no zone is written.
    zone: Option<i16>,
}

/// Years are read up to this many digits, so that seconds can be counted.
const YEAR_DIGITS: usize = 15;
const DAY: i128 = 86_400;
/// A local time is at most this far from UTC.
const WIDEST_ZONE: i128 = 14 * 3_600;

impl<'a> Moment<'a> {
    /// Reads a text of one shape; none where it is not of that shape or names no real date.
    pub(super) fn read(shape: Shape, text: &'a str) -> Option<Self> {
        let mut rest = Rest(text);
        let mut moment =
            Self { year: 2000, month: 1, day: 1, seconds: 0, fraction: "", zone: None };
        match shape {
            Shape::DateTime => {
                moment.date(&mut rest)?;
                rest.byte(b'T')?;
                moment.time(&mut rest)?;
            }
            Shape::Date => moment.date(&mut rest)?,
            Shape::Time => {
                moment.time(&mut rest)?;
                // The end of the day and its beginning are one time.
                if text.starts_with("24") {
                    moment.seconds = 0;
                }
            }
            Shape::YearMonth => {
                moment.year = rest.year()?;
                rest.byte(b'-')?;
                moment.month = rest.two(1, 12)?;
            }
            Shape::Year => moment.year = rest.year()?,
            Shape::MonthDay => {
                rest.byte(b'-')?;
                rest.byte(b'-')?;
                moment.month = rest.two(1, 12)?;
                rest.byte(b'-')?;
                moment.day = rest.two(1, days_in_month(moment.year, moment.month))?;
            }
            Shape::Day => {
                rest.byte(b'-')?;
                rest.byte(b'-')?;
                rest.byte(b'-')?;
                moment.day = rest.two(1, 31)?;
            }
            Shape::Month => {
                rest.byte(b'-')?;
                rest.byte(b'-')?;
                moment.month = rest.two(1, 12)?;
            }
        }
        if !rest.0.is_empty() {
            moment.zone = Some(rest.zone()?);
        }
        Some(moment)
    }

    fn date(&mut self, rest: &mut Rest<'a>) -> Option<()> {
        self.year = rest.year()?;
        rest.byte(b'-')?;
        self.month = rest.two(1, 12)?;
        rest.byte(b'-')?;
        self.day = rest.two(1, days_in_month(self.year, self.month))?;
        Some(())
    }

    fn time(&mut self, rest: &mut Rest<'a>) -> Option<()> {
        let hours = rest.two(0, 24)?;
        rest.byte(b':')?;
        let minutes = rest.two(0, 59)?;
        rest.byte(b':')?;
        // 60 is a leap second (Appendix D.2): it counts as the first of the next minute.
        let seconds = rest.two(0, 60)?;
        self.fraction = rest.fraction()?;
        if hours == 24 && (minutes, seconds, self.fraction) != (0, 0, "") {
            return None;
        }
        self.seconds = u32::from(hours) * 3600 + u32::from(minutes) * 60 + u32::from(seconds);
        Some(())
    }

    /// Whether the two mean the same: a moment with a zone is never one without.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.zone.is_some() == other.zone.is_some() && self.order(other) == Some(Ordering::Equal)
    }

    /// Which is earlier; none where the missing zone of one leaves it open (section 3.2.7.4).
    pub(super) fn order(&self, other: &Self) -> Option<Ordering> {
        let (mine, others) = (self.instant(), other.instant());
        let order = |slack: i128| {
            mine.cmp(&(others + slack)).then_with(|| self.fraction.cmp(other.fraction))
        };
        if self.zone.is_some() == other.zone.is_some() {
            return Some(order(0));
        }
        // The side without a zone may be anywhere within 14 hours on either side.
        if order(-WIDEST_ZONE) == Ordering::Less {
            return Some(Ordering::Less);
        }
        (order(WIDEST_ZONE) == Ordering::Greater).then_some(Ordering::Greater)
    }

    /// Whole seconds since 1 January 1970, in UTC, or in local time where no zone is known.
    fn instant(&self) -> i128 {
        days_since_epoch(i128::from(self.year), i128::from(self.month), i128::from(self.day)) * DAY
            + i128::from(self.seconds)
            - i128::from(self.zone.unwrap_or(0)) * 60
    }
}

/// What is still to be read. Each reader takes from the front.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn byte(&mut self, wanted: u8) -> Option<()> {
        if self.0.as_bytes().first() != Some(&wanted) {
            return None;
        }
        self.0 = &self.0[1..];
        Some(())
    }

    /// Two digits, within bounds.
    fn two(&mut self, least: u8, most: u8) -> Option<u8> {
        let &[tens, ones, ..] = self.0.as_bytes() else { return None };
        if !tens.is_ascii_digit() || !ones.is_ascii_digit() {
            return None;
        }
        self.0 = &self.0[2..];
        let number = (tens - b'0') * 10 + (ones - b'0');
        (least <= number && number <= most).then_some(number)
    }

    /// Four digits or more, no leading zero beyond four, and not 0000.
    fn year(&mut self) -> Option<i64> {
        let negative = self.byte(b'-').is_some();
        let digits = self.digits();
        if digits.len() < 4 || digits.len() > YEAR_DIGITS {
            return None;
        }
        if digits.len() > 4 && digits.starts_with('0') {
            return None;
        }
        let year = digits.bytes().fold(0, |year, digit| year * 10 + i64::from(digit - b'0'));
        match (year, negative) {
            (0, _) => None,
            (year, false) => Some(year),
            (year, true) => Some(1 - year),
        }
    }

    /// As many digits as there are.
    fn digits(&mut self) -> &'a str {
        let bytes = self.0.as_bytes();
        let count = bytes.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(bytes.len());
        let (digits, rest) = self.0.split_at(count);
        self.0 = rest;
        digits
    }

    /// The decimals after a point, without trailing zeros; empty where there is no point.
    fn fraction(&mut self) -> Option<&'a str> {
        if self.byte(b'.').is_none() {
            return Some("");
        }
        let digits = self.digits();
        (!digits.is_empty()).then(|| digits.trim_end_matches('0'))
    }

    /// The zone that ends the text, in minutes.
    fn zone(&mut self) -> Option<i16> {
        if self.0 == "Z" {
            return Some(0);
        }
        let east = self.byte(b'+').is_some();
        if !east {
            self.byte(b'-')?;
        }
        let hours = i16::from(self.two(0, 14)?);
        self.byte(b':')?;
        let minutes = hours * 60 + i16::from(self.two(0, 59)?);
        let whole = self.0.is_empty() && minutes <= 14 * 60;
        whole.then_some(if east { minutes } else { -minutes })
    }
}

/// How many days a month has; the year is astronomical.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days since 1 January 1970; the year is astronomical, the month from 1.
///
/// Counted from 1 March, so that the leap day is the last of its year.
pub(super) fn days_since_epoch(year: i128, month: i128, day: i128) -> i128 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    // 719,468 days lie between 1 March of the year 0 and the epoch.
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(shape: Shape, text: &str) -> bool {
        Moment::read(shape, text).is_some()
    }

    fn order(shape: Shape, a: &str, b: &str) -> Option<Ordering> {
        let of = |text| Moment::read(shape, text).expect("a moment");
        of(a).order(&of(b))
    }

    #[test]
    fn the_leap_day_is_only_in_leap_years() {
        for good in ["2000-02-29", "1996-02-29", "-0001-02-29", "-0005-02-29", "-0401-02-29"] {
            assert!(read(Shape::Date, good), "{good}");
        }
        for bad in ["1900-02-29", "1823-02-29", "-0004-02-29", "-0101-02-29"] {
            assert!(!read(Shape::Date, bad), "{bad}");
        }
        assert!(read(Shape::MonthDay, "--02-29") && !read(Shape::MonthDay, "--02-30"));
    }

    #[test]
    fn years_have_four_digits_or_more_and_no_zero() {
        for good in ["0001", "-0044", "12000", "1823Z", "1823-14:00", "1823+05:30"] {
            assert!(read(Shape::Year, good), "{good}");
        }
        for bad in ["0000", "-0000", "823", "01823", "+1823", "1823+14:01", "1823+5:30", "1823z"] {
            assert!(!read(Shape::Year, bad), "{bad}");
        }
    }

    #[test]
    fn the_end_of_the_day_is_the_beginning_of_the_next() {
        let same =
            |shape, a, b| Moment::read(shape, a).expect(a).same(&Moment::read(shape, b).expect(b));
        assert!(same(Shape::DateTime, "1823-12-31T24:00:00", "1824-01-01T00:00:00"));
        assert!(same(Shape::Time, "24:00:00", "00:00:00"));
        assert!(!same(Shape::Time, "23:59:60Z", "24:00:00Z"));
        assert!(!read(Shape::Time, "24:00:00.1") && !read(Shape::Time, "12:00:00."));
        assert!(!read(Shape::Time, "12:00") && !read(Shape::Time, "12:60:00"));
    }

    #[test]
    fn a_missing_zone_leaves_open_what_is_near() {
        let date_time = |a, b| order(Shape::DateTime, a, b);
        assert_eq!(date_time("2000-01-15T00:00:00", "2000-02-15T00:00:00Z"), Some(Ordering::Less));
        assert_eq!(date_time("2000-01-01T12:00:00", "1999-12-31T23:00:00Z"), None);
        assert_eq!(date_time("2000-01-16T12:00:00", "2000-01-16T12:00:00Z"), None);
        assert_eq!(
            date_time("2000-01-16T00:00:00", "2000-01-15T09:59:59Z"),
            Some(Ordering::Greater)
        );
        assert_eq!(date_time("2000-01-16T00:00:00", "2000-01-15T10:00:00Z"), None);
        assert_eq!(
            date_time("2000-01-15T12:00:00.10Z", "2000-01-15T13:00:00.09+01:00"),
            Some(Ordering::Greater)
        );
    }

    /// Counts days one by one, from one date to a later one.
    fn count(from: (i64, u8, u8), to: (i64, u8, u8)) -> i128 {
        let (mut at, mut days) = (from, 0);
        while at < to {
            let (year, month, day) = at;
            at = if day < days_in_month(year, month) {
                (year, month, day + 1)
            } else if month < 12 {
                (year, month + 1, 1)
            } else {
                (year + 1, 1, 1)
            };
            days += 1;
        }
        days
    }

    fn days((year, month, day): (i64, u8, u8)) -> i128 {
        days_since_epoch(year.into(), month.into(), day.into())
    }

    #[test]
    fn the_epoch_is_day_zero() {
        assert_eq!(days((1970, 1, 1)), 0);
        assert_eq!(days((2000, 3, 1)), 11_017);
    }

    proptest! {
        #[test]
        fn days_are_what_counting_gives(
            year in -900_i64..2200, month in 1_u8..=12, day in 1_u8..=28, later in 0_i64..30,
        ) {
            let (from, to) = ((year, month, day), (year + later, 13 - month, 29 - day));
            prop_assume!(from <= to);
            prop_assert_eq!(days(to) - days(from), count(from, to));
        }
    }
}
