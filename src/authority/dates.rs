//! Dates of birth and death, as the lists write them.

use std::fmt;

/// A day, a month or a year: what ISO 8601 writes `1870-04-22`, `1870-04` or `1870`.
///
/// Ordered by year, month and day; a year stands before its months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// The year; 0 is 1 BC (ISO 8601).
    pub year: i32,
    /// From 1 to 12.
    pub month: Option<u8>,
    /// From 1 to the length of the month; never without a month.
    pub day: Option<u8>,
}

/// A date of birth or death.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeDate {
    /// The Gregorian date.
    pub date: PartialDate,
    /// The Julian date of the same day, where the list has it.
    pub old_style: Option<PartialDate>,
    /// What else stood in brackets.
    pub remark: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Calendar {
    Gregorian,
    Julian,
}

impl LifeDate {
    /// Reads `1870-04-22`, `1870-04-22 (OS 1870-04-10)` or `1874 (style unknown)`.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (date, bracket) = match text.split_once('(') {
            None => (text.trim(), None),
            Some((date, bracket)) => {
                let Some(inner) = bracket.trim_end().strip_suffix(')') else {
                    return Err(format!("`{text}` is no date: the bracket is not closed"));
                };
                (date.trim(), Some(inner.trim()))
            }
        };
        let date = PartialDate::parse(date, Calendar::Gregorian)?;
        let Some(bracket) = bracket else {
            return Ok(Self { date, old_style: None, remark: None });
        };
        let old = bracket.strip_prefix("OS").filter(|rest| rest.starts_with([' ', '\u{A0}']));
        let Some(old) = old else {
            return Ok(Self { date, old_style: None, remark: Some(bracket.to_owned()) });
        };
        let old = PartialDate::parse(old.trim(), Calendar::Julian)?;
        Ok(Self { date, old_style: Some(old), remark: None })
    }

    /// What is wrong where the two styles do not name the same day.
    #[must_use]
    pub fn discord(&self) -> Option<String> {
        let old = self.old_style?;
        let day = self.date.day_number(Calendar::Gregorian)?;
        if old.day_number(Calendar::Julian)? == day {
            return None;
        }
        let (date, right) = (self.date, PartialDate::julian_of_day(day));
        Some(format!("`{date}` is not `{old}` in Old Style but `{right}`"))
    }
}

impl PartialDate {
    /// Reads `1870-04-22`, `1870-04` or `1870` as a Gregorian date.
    ///
    /// # Errors
    /// A sentence that says what is wrong with it.
    pub fn gregorian(text: &str) -> Result<Self, String> {
        Self::parse(text, Calendar::Gregorian)
    }

    fn parse(text: &str, calendar: Calendar) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is no date: wanted one as `1870-04-22`, `1870-04` or `1870`");
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let mut parts = digits.split('-');
        let number = |part: &str, len: usize| -> Option<i32> {
            let sound = part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
            sound.then(|| part.parse().ok()).flatten()
        };
        let year = parts.next().and_then(|part| number(part, 4)).ok_or_else(wrong)?;
        let small = |text: Option<&str>| match text {
            None => Ok(None),
            Some(part) => number(part, 2)
                .and_then(|value| u8::try_from(value).ok())
                .map(Some)
                .ok_or_else(wrong),
        };
        let month = small(parts.next())?;
        let day = small(parts.next())?;
        if parts.next().is_some() {
            return Err(wrong());
        }
        let date = Self { year: sign * year, month, day };
        let Some(month) = month else { return Ok(date) };
        if !(1..=12).contains(&month) {
            return Err(format!("`{text}` is no date: there is no month {month:02}"));
        }
        let length = month_length(date.year, month, calendar);
        if day.is_some_and(|day| day == 0 || day > length) {
            return Err(format!("`{text}` is no date: month {month:02} has {length} days"));
        }
        Ok(date)
    }

    /// The day's number, counted from the same day in both calendars; none for a month or year.
    ///
    /// Years are shifted to begin in March, so that the leap day is a year's last.
    fn day_number(self, calendar: Calendar) -> Option<i32> {
        let (month, day) = (i32::from(self.month?), i32::from(self.day?));
        let year = if month > 2 { self.year } else { self.year - 1 };
        let march = (month + 9) % 12;
        let days = 365 * year + year.div_euclid(4) + (153 * march + 2) / 5 + day - 1;
        Some(match calendar {
            Calendar::Gregorian => days - year.div_euclid(100) + year.div_euclid(400),
            // 0000-03-01 of the Julian calendar is two days before that of the Gregorian one.
            Calendar::Julian => days - 2,
        })
    }

    /// The Julian date of a day's number.
    fn julian_of_day(number: i32) -> Self {
        let days = number + 2;
        let year = (4 * days + 3).div_euclid(1461);
        let of_year = days - (365 * year + year.div_euclid(4));
        let march = (5 * of_year + 2) / 153;
        let day = of_year - (153 * march + 2) / 5 + 1;
        let month = (march + 2) % 12 + 1;
        let year = if month > 2 { year } else { year + 1 };
        Self { year, month: u8::try_from(month).ok(), day: u8::try_from(day).ok() }
    }

    /// Whether all of it lies before all of `other`.
    pub(super) fn is_before(self, other: Self) -> bool {
        let ends = (self.month.unwrap_or(12), self.day.unwrap_or(31));
        let begins = (other.month.unwrap_or(1), other.day.unwrap_or(1));
        (self.year, ends) < (other.year, begins)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}", self.year.unsigned_abs())?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

fn month_length(year: i32, month: u8, calendar: Calendar) -> u8 {
    let leap = match calendar {
        Calendar::Julian => year % 4 == 0,
        Calendar::Gregorian => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0),
    };
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        match LifeDate::parse(text) {
            Err(message) => message,
            Ok(LifeDate { date, old_style, remark }) => {
                let old = old_style.map(|old| format!(" OS {old}")).unwrap_or_default();
                format!(
                    "{date}{old}{}",
                    remark.map(|text| format!(" ({text})")).unwrap_or_default()
                )
            }
        }
    }

    #[test]
    fn days_months_and_years_are_read() {
        for date in ["1883", "1889-10", "1882-06-29", "-0043-03-15", "1874-01-01 (uncertain)"] {
            assert_eq!(read(date), date);
        }
        assert_eq!(read("1893-05-02 (OS 1893-04-20)"), "1893-05-02 OS 1893-04-20");
    }

    #[test]
    fn days_that_never_were_are_refused() {
        assert_eq!(read("1900-02-29"), "`1900-02-29` is no date: month 02 has 28 days");
        assert_eq!(read("1900-13"), "`1900-13` is no date: there is no month 13");
        for text in ["", "c. 1880", "1880-4-1", "22.4.1870", "1870-04-22-01", "éé-00"] {
            assert!(read(text).contains("is no date: wanted"), "{text}");
        }
        assert_eq!(read("1883 (OS"), "`1883 (OS` is no date: the bracket is not closed");
    }

    #[test]
    fn both_styles_name_the_same_day() {
        let discord = |text: &str| LifeDate::parse(text).unwrap().discord();
        for text in [
            "1893-05-02 (OS 1893-04-20)",
            "1900-03-13 (OS 1900-02-29)",
            "1901-01-01 (OS 1900-12-19)",
            "1582-10-15 (OS 1582-10-05)",
            "1701-01-11 (OS 1700-12-31)",
            "1893-05 (OS 1893-04)",
        ] {
            assert_eq!(discord(text), None);
        }
        assert_eq!(
            discord("1901-01-01 (OS 1901-01-01)").as_deref(),
            Some("`1901-01-01` is not `1901-01-01` in Old Style but `1900-12-19`")
        );
    }
}
