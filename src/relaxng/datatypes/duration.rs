//! Durations of XML Schema: `P1Y2M3DT4H5M6.7S`, ordered only as far as months and days allow.

use super::calendar::days_since_epoch;
use super::decimal::all_digits;
use std::borrow::Cow;
use std::cmp::Ordering;

/// A duration, borrowed from its text. No field has leading zeros, `fraction` has no trailing
/// ones, and a duration of nothing is not negative.
///
/// Two are equal when all fields are (the value space has six dimensions, section 3.2.6): `P1Y`
/// is as long as `P12M`, but another value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Duration<'a> {
    negative: bool,
    /// Years, months, days, hours, minutes, seconds.
    fields: [&'a str; 6],
    fraction: &'a str,
}

/// The letters that end the fields before and after the `T`.
const DATE_UNITS: &[u8] = b"YMD";
const TIME_UNITS: &[u8] = b"HMS";

/// The four months to which durations are added when they are compared (section 3.2.6.2).
const REFERENCES: [(i128, i128); 4] = [(1696, 9), (1697, 2), (1903, 3), (1903, 7)];

impl<'a> Duration<'a> {
    /// Reads a duration; none where the text is none.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(text) => (true, text),
            None => (false, text),
        };
        let text = text.strip_prefix('P')?;
        let (date, time) = match text.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (text, ""),
        };
        if date.is_empty() && time.is_empty() {
            return None;
        }
        let mut duration = Self { negative, fields: [""; 6], fraction: "" };
        let (dates, times) = duration.fields.split_at_mut(3);
        read_fields(date, DATE_UNITS, dates)?;
        read_fields(time, TIME_UNITS, times)?;
        if let Some((seconds, fraction)) = times[2].split_once('.') {
            if seconds.is_empty() || fraction.is_empty() || !all_digits(fraction) {
                return None;
            }
            times[2] = seconds;
            duration.fraction = fraction.trim_end_matches('0');
        }
        for field in &mut duration.fields {
            if !all_digits(field) {
                return None;
            }
            *field = field.trim_start_matches('0');
        }
        let nothing = duration.fraction.is_empty() && duration.fields.iter().all(|f| f.is_empty());
        duration.negative &= !nothing;
        Some(duration)
    }

    /// Which is longer; none where it depends on the month to which the two are added, or
    /// where a field has more than 30 digits.
    pub(super) fn order(&self, other: &Self) -> Option<Ordering> {
        if self == other {
            return Some(Ordering::Equal);
        }
        let mut orders = REFERENCES.iter().map(|&from| {
            let (mine, others) = (self.added_to(from)?, other.added_to(from)?);
            Some(mine.cmp(&others))
        });
        let first = orders.next()??;
        orders.all(|order| order == Some(first)).then_some(first)
    }

    /// Seconds from the epoch to the end of the duration, when it begins with a month; whole
    /// seconds rounded down, and the decimals above them.
    fn added_to(&self, (year, month): (i128, i128)) -> Option<(i128, Cow<'a, str>)> {
        let mut numbers = [0_i128; 6];
        for (number, field) in numbers.iter_mut().zip(self.fields) {
            if field.len() > 30 {
                return None;
            }
            *number = field.bytes().fold(0, |n, digit| n * 10 + i128::from(digit - b'0'));
            if self.negative {
                *number = -*number;
            }
        }
        let [years, months, days, hours, minutes, seconds] = numbers;
        let months = year * 12 + (month - 1) + years * 12 + months;
        let days = days_since_epoch(months.div_euclid(12), months.rem_euclid(12) + 1, 1) + days;
        let whole = days * 86_400 + hours * 3_600 + minutes * 60 + seconds;
        Some(if self.negative && !self.fraction.is_empty() {
            (whole - 1, Cow::Owned(rest_to_one(self.fraction)))
        } else {
            (whole, Cow::Borrowed(self.fraction))
        })
    }
}

/// Splits `1Y2M` into its fields, in the order of the units.
fn read_fields<'a>(text: &'a str, units: &[u8], fields: &mut [&'a str]) -> Option<()> {
    let mut rest = text;
    for (field, &unit) in fields.iter_mut().zip(units) {
        let end = rest.bytes().position(|byte| byte.is_ascii_alphabetic());
        let Some(end) = end.filter(|&end| rest.as_bytes()[end] == unit) else { continue };
        if end == 0 {
            return None;
        }
        *field = &rest[..end];
        rest = &rest[end + 1..];
    }
    // What is left is out of order, repeated, or no unit; decimals belong to seconds alone.
    (rest.is_empty() && fields.iter().zip(units).all(|(f, &u)| u == b'S' || !f.contains('.')))
        .then_some(())
}

/// The decimals of one minus a fraction that is not zero: `25` gives `75`.
fn rest_to_one(fraction: &str) -> String {
    let mut digits: Vec<u8> = fraction.bytes().map(|digit| b'0' + (b'9' - digit)).collect();
    // The last digit is not zero, so its complement to nine is less than nine.
    if let Some(last) = digits.last_mut() {
        *last += 1;
    }
    digits.into_iter().map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(a: &str, b: &str) -> Option<Ordering> {
        let read = |text| Duration::read(text).expect("a duration");
        read(a).order(&read(b))
    }

    #[test]
    fn a_duration_has_its_fields_in_order() {
        for good in ["P1Y", "-P1Y2M3DT4H5M6.70S", "PT0S", "P60D", "PT24H", "P0Y"] {
            assert!(Duration::read(good).is_some(), "{good}");
        }
        for bad in [
            "", "P", "-P", "+P1Y", "P1YT", "PT", "P1M1Y", "P1S", "PT1D", "P1.5Y", "PT.5S", "PT1.S",
            "P1Y1Y", "PY", "P 1Y", "P1y", "P1W", "PT1.5.5S", "P-1Y", "P1",
        ] {
            assert!(Duration::read(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn months_and_days_compare_only_when_they_are_far_apart() {
        assert_eq!(order("P1Y", "P364D"), Some(Ordering::Greater));
        assert_eq!(order("P1Y", "P365D"), None);
        assert_eq!(order("P5M", "P149D"), Some(Ordering::Greater));
        assert_eq!(order("P5M", "P150D"), None);
        assert_eq!(order("P5M", "P154D"), Some(Ordering::Less));
        assert_eq!(order("-P1M", "-P27D"), Some(Ordering::Less));
    }

    #[test]
    fn the_same_length_is_not_the_same_value() {
        assert_eq!(order("P1Y", "P12M"), Some(Ordering::Equal));
        assert_ne!(Duration::read("P1Y"), Duration::read("P12M"));
        assert_eq!(Duration::read("-P0Y"), Duration::read("PT0.00S"));
    }

    #[test]
    fn decimals_count_below_zero_too() {
        assert_eq!(order("-PT1.5S", "-PT1.25S"), Some(Ordering::Less));
        assert_eq!(order("-PT0.5S", "PT0S"), Some(Ordering::Less));
        assert_eq!(order("PT0.5S", "PT0.50000000000000000000000000001S"), Some(Ordering::Less));
        assert_eq!(order("-PT1S", "-PT0.99S"), Some(Ordering::Less));
    }

    #[test]
    fn numbers_too_long_to_add_are_left_open() {
        let long = format!("P{}Y", "9".repeat(40));
        assert_eq!(order(&long, "P1Y"), None);
        assert_eq!(order(&long, &long), Some(Ordering::Equal));
    }
}
