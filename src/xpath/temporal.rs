//! Dates, times and durations of XML Schema, with the arithmetic that XPath gives them.

mod duration;

pub use duration::{Duration, DurationKind};
use std::fmt;

/// Which of the eight types of points in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names of XML Schema")]
pub enum MomentKind {
    DateTime,
    Date,
    Time,
    YearMonth,
    Year,
    MonthDay,
    Month,
    Day,
}

/// A point in time or a recurring one; parts that the type does not have hold the first value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Which type it is.
    pub kind: MomentKind,
    /// The year; negative years count as XML Schema writes them.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// Nanoseconds since midnight.
    pub nanos: i64,
    /// Minutes east of Greenwich, where a zone is given.
    pub zone: Option<i16>,
}

pub(super) const SECOND: i64 = 1_000_000_000;
pub(super) const DAY: i64 = 86_400 * SECOND;

/// The furthest year either way, so that no arithmetic overflows.
const MAX_YEAR: i64 = 1_000_000;

/// The number of days in a month of the proleptic Gregorian calendar.
#[must_use]
pub fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1 March of the year 0, Gregorian: months are counted from March, so that the leap
/// day is the last of its year.
pub(super) fn day_number(year: i64, month: u8, day: u8) -> i64 {
    let month = i64::from(month);
    let year = year - i64::from(month <= 2);
    let from_march = (month + 9) % 12;
    let days_before = (153 * from_march + 2) / 5;
    year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + days_before
        + i64::from(day)
        - 1
}

/// The date of a day number.
fn date_of(number: i64) -> (i64, u8, u8) {
    let era = number.div_euclid(146_097);
    let in_era = number.rem_euclid(146_097);
    let year = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
    let in_year = in_era - (365 * year + year / 4 - year / 100);
    let from_march = (5 * in_year + 2) / 153;
    let day = in_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year + era * 400 + i64::from(month <= 2), month as u8, day as u8)
}

impl Moment {
    const EMPTY: Self =
        Self { kind: MomentKind::Date, year: 1972, month: 1, day: 1, nanos: 0, zone: None };

    /// A day.
    #[must_use]
    pub fn date(year: i64, month: u8, day: u8) -> Self {
        Self { year, month, day, ..Self::EMPTY }
    }

    /// The lexical form of a type, without white space around it; none where it is not one, such
    /// as 30 February.
    #[must_use]
    pub fn parse(kind: MomentKind, text: &str) -> Option<Self> {
        let (body, zone) = split_zone(text)?;
        let mut moment = Self { kind, zone, ..Self::EMPTY };
        match kind {
            MomentKind::DateTime => {
                let (date, time) = body.split_once('T')?;
                moment.read_date(date)?;
                moment.nanos = time_of_day(time)?;
            }
            MomentKind::Date => moment.read_date(body)?,
            MomentKind::Time => moment.nanos = time_of_day(body)? % DAY,
            MomentKind::YearMonth => {
                let (year, month) = body.rsplit_once('-')?;
                (moment.year, moment.month) = (year_of(year)?, part(month, 12)?);
            }
            MomentKind::Year => moment.year = year_of(body)?,
            MomentKind::MonthDay => {
                let (month, day) = body.strip_prefix("--")?.split_once('-')?;
                moment.month = part(month, 12)?;
                // 29 February is in some years.
                moment.day = part(day, days_in_month(2000, moment.month))?;
            }
            MomentKind::Month => moment.month = part(body.strip_prefix("--")?, 12)?,
            MomentKind::Day => moment.day = part(body.strip_prefix("---")?, 31)?,
        }
        if moment.nanos == DAY {
            moment.nanos = 0;
            moment = moment.plus_nanos(i128::from(DAY))?;
        }
        Some(moment)
    }

    fn read_date(&mut self, text: &str) -> Option<()> {
        let (rest, day) = text.rsplit_once('-')?;
        let (year, month) = rest.rsplit_once('-')?;
        self.year = year_of(year)?;
        self.month = part(month, 12)?;
        self.day = part(day, days_in_month(self.year, self.month))?;
        Some(())
    }

    /// Nanoseconds since day 0 at Greenwich; without a zone, Greenwich is assumed.
    #[must_use]
    pub fn instant(self) -> i128 {
        let days = i128::from(day_number(self.year, self.month, self.day));
        let zone = i128::from(self.zone.unwrap_or(0)) * 60 * i128::from(SECOND);
        days * i128::from(DAY) + i128::from(self.nanos) - zone
    }

    /// The moment after (or before) some nanoseconds; a date keeps whole days.
    pub(super) fn plus_nanos(self, nanos: i128) -> Option<Self> {
        let total = i128::from(self.nanos) + nanos;
        let day = i128::from(DAY);
        let in_day = total.rem_euclid(day) as i64;
        if self.kind == MomentKind::Time {
            return Some(Self { nanos: in_day, ..self });
        }
        let days =
            i64::try_from(total.div_euclid(day)).ok().filter(|d| d.abs() < MAX_YEAR * 366)?;
        let (year, month, date) = date_of(day_number(self.year, self.month, self.day) + days);
        let nanos = if self.kind == MomentKind::Date { 0 } else { in_day };
        Some(Self { year, month, day: date, nanos, ..self })
    }

    /// The date some days later, or before.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Option<Self> {
        self.plus_nanos(i128::from(days) * i128::from(DAY))
    }

    /// The moment some seconds later, or before.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Option<Self> {
        self.plus_nanos(i128::from(seconds) * i128::from(SECOND))
    }

    /// The same day some months later; the last day of the month where there is no such day.
    pub(super) fn plus_months(self, months: i64) -> Option<Self> {
        let total = (self.year.checked_mul(12)?.checked_add(i64::from(self.month) - 1)?)
            .checked_add(months)?;
        let (year, month) = (total.div_euclid(12), total.rem_euclid(12) as u8 + 1);
        let day = self.day.min(days_in_month(year, month));
        (year.abs() <= MAX_YEAR).then_some(Self { year, month, day, ..self })
    }

    /// The same instant with another zone, or the same words without one.
    pub(super) fn in_zone(self, zone: Option<i16>) -> Option<Self> {
        let (Some(old), Some(new)) = (self.zone, zone) else { return Some(Self { zone, ..self }) };
        let moved = i128::from(new - old) * 60 * i128::from(SECOND);
        Some(Self { zone, ..self.plus_nanos(moved)? })
    }
}

/// A body and its zone: `Z`, `+hh:mm` or `-hh:mm`.
fn split_zone(text: &str) -> Option<(&str, Option<i16>)> {
    if let Some(body) = text.strip_suffix('Z') {
        return Some((body, Some(0)));
    }
    let Some(at) = text.len().checked_sub(6).filter(|&at| text.is_char_boundary(at)) else {
        return Some((text, None));
    };
    let (body, zone) = text.split_at(at);
    let (Some(sign @ (b'+' | b'-')), Some(b':')) =
        (zone.bytes().next(), zone.as_bytes().get(3).copied())
    else {
        return Some((text, None));
    };
    let digits = |range: std::ops::Range<usize>| {
        zone.get(range).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?.parse::<i16>().ok()
    };
    let minutes = digits(1..3)? * 60 + digits(4..6).filter(|&m| m < 60)?;
    if minutes > 14 * 60 {
        return None;
    }
    Some((body, Some(if sign == b'-' { -minutes } else { minutes })))
}

fn year_of(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let sound = digits.len() >= 4
        && (digits.len() == 4 || !digits.starts_with('0'))
        && digits.bytes().all(|b| b.is_ascii_digit());
    let year: i64 = digits.parse().ok().filter(|&year| sound && year <= MAX_YEAR)?;
    Some(if text.starts_with('-') { -year } else { year })
}

/// Two digits from 01 to `last`.
fn part(text: &str, last: u8) -> Option<u8> {
    let sound = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|&value: &u8| sound && (1..=last).contains(&value))
}

/// `hh:mm:ss` with a fraction; 24:00:00 is the end of the day.
fn time_of_day(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    let two = |text: &str| {
        let sound = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i64>().ok().filter(|_| sound)
    };
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let (hours, minutes, whole) = (two(hours)?, two(minutes)?, two(whole)?);
    let nanos = ((hours * 60 + minutes) * 60 + whole) * SECOND + nanos_of(fraction)?;
    let sound = parts.next().is_none() && minutes < 60 && whole < 60 && nanos <= DAY;
    sound.then_some(nanos)
}

/// The digits after the point of a second.
fn nanos_of(fraction: &str) -> Option<i64> {
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    format!("{fraction:0<9}")[..9].parse().ok()
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        let (year, month, day) = (self.year.abs(), self.month, self.day);
        match self.kind {
            MomentKind::DateTime => {
                write!(f, "{sign}{year:04}-{month:02}-{day:02}T")?;
                write_time(f, self.nanos)?;
            }
            MomentKind::Date => write!(f, "{sign}{year:04}-{month:02}-{day:02}")?,
            MomentKind::Time => write_time(f, self.nanos)?,
            MomentKind::YearMonth => write!(f, "{sign}{year:04}-{month:02}")?,
            MomentKind::Year => write!(f, "{sign}{year:04}")?,
            MomentKind::MonthDay => write!(f, "--{month:02}-{day:02}")?,
            MomentKind::Month => write!(f, "--{month:02}")?,
            MomentKind::Day => write!(f, "---{day:02}")?,
        }
        match self.zone {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(zone) => {
                let sign = if zone < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60)
            }
        }
    }
}

fn write_time(f: &mut fmt::Formatter<'_>, nanos: i64) -> fmt::Result {
    let seconds = nanos / SECOND;
    write!(f, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)?;
    write_fraction(f, nanos % SECOND)
}

fn write_fraction(f: &mut fmt::Formatter<'_>, nanos: i64) -> fmt::Result {
    if nanos == 0 {
        return Ok(());
    }
    let digits = format!("{nanos:09}");
    write!(f, ".{}", digits.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Moment {
        Moment::parse(MomentKind::Date, text).unwrap()
    }

    #[test]
    fn days_that_are_not_there_are_refused() {
        for text in ["1823-02-30", "1900-02-29", "1823-13-01", "1823-2-01", "823-02-01"] {
            assert_eq!(Moment::parse(MomentKind::Date, text), None, "{text}");
        }
        assert_eq!(date("2000-02-29").to_string(), "2000-02-29");
    }

    #[test]
    fn adding_days_and_months_crosses_years() {
        let day = i128::from(DAY);
        assert_eq!(date("1999-12-31").plus_nanos(day).unwrap().to_string(), "2000-01-01");
        assert_eq!(date("2000-01-31").plus_months(1).unwrap().to_string(), "2000-02-29");
        assert_eq!(date("0001-01-01").plus_nanos(-day).unwrap().to_string(), "0000-12-31");
    }

    #[test]
    fn zones_move_the_instant() {
        let east = Moment::parse(MomentKind::DateTime, "1918-02-14T01:00:00+02:00").unwrap();
        let at_greenwich = Moment::parse(MomentKind::DateTime, "1918-02-13T23:00:00Z").unwrap();
        assert_eq!(east.instant(), at_greenwich.instant());
        assert_eq!(east.in_zone(Some(0)), Some(at_greenwich));
    }

    #[test]
    fn durations_are_written_in_their_canonical_form() {
        for (text, wanted) in [("P60D", "P60D"), ("PT36H", "P1DT12H"), ("PT0S", "PT0S")] {
            let duration = Duration::parse(DurationKind::DayTime, text).unwrap();
            assert_eq!(duration.to_string(), wanted);
        }
        assert_eq!(Duration::parse(DurationKind::DayTime, "P1Y"), None);
        assert_eq!(Duration::parse(DurationKind::Any, "P"), None);
        assert_eq!(Duration::parse(DurationKind::Any, "-P1Y14M").unwrap().to_string(), "-P2Y2M");
    }

    #[test]
    fn every_day_number_has_one_date() {
        for number in (-400_000..800_000).step_by(61) {
            let (year, month, day) = date_of(number);
            assert_eq!(day_number(year, month, day), number);
        }
    }
}
