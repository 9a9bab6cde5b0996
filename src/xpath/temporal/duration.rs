//! Lengths of time: their lexical forms and how they are written.

use super::{DAY, SECOND, nanos_of, write_fraction};
use std::fmt;

/// Which of the three types of durations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names of XML Schema")]
pub enum DurationKind {
    Any,
    YearMonth,
    DayTime,
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration {
    /// Which type it is.
    pub kind: DurationKind,
    /// Years and months, in months.
    pub months: i64,
    /// Days and shorter, in nanoseconds.
    pub nanos: i128,
}

impl Duration {
    /// The lexical form of `xs:duration` or one of its two subtypes.
    #[must_use]
    pub fn parse(kind: DurationKind, text: &str) -> Option<Self> {
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let body = body.strip_prefix('P')?;
        let (date, time) = match body.split_once('T') {
            Some((_, "")) => return None,
            Some((date, time)) => (date, time),
            None => (body, ""),
        };
        if date.is_empty() && time.is_empty() {
            return None;
        }
        let [years, months, days] = designated(date, ["Y", "M", "D"])?;
        let [hours, minutes, seconds] = designated(time, ["H", "M", "S"])?;
        let whole = |text: &str| -> Option<i64> {
            if text.is_empty() { Some(0) } else { text.parse().ok().filter(|&n| n < 1 << 40) }
        };
        let (second, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
        let months = whole(years)? * 12 + whole(months)?;
        let minutes = (whole(days)? * 24 + whole(hours)?) * 60 + whole(minutes)?;
        let nanos = (i128::from(minutes) * 60 + i128::from(whole(second)?)) * i128::from(SECOND)
            + i128::from(nanos_of(fraction)?);
        let fits = match kind {
            DurationKind::Any => true,
            DurationKind::YearMonth => !date.contains('D') && time.is_empty(),
            DurationKind::DayTime => !date.contains(['Y', 'M']),
        };
        let sign = if negative { -1 } else { 1 };
        fits.then_some(Self { kind, months: months * sign, nanos: nanos * i128::from(sign) })
    }
}

/// The numbers before each designator, in order; empty where one is not there.
fn designated<'t>(text: &'t str, names: [&str; 3]) -> Option<[&'t str; 3]> {
    let mut rest = text;
    let mut found = [""; 3];
    for (at, name) in names.into_iter().enumerate() {
        if let Some((number, after)) = rest.split_once(name) {
            let digits = number.bytes().all(|b| b.is_ascii_digit() || (b == b'.' && name == "S"));
            if number.is_empty() || number.starts_with('.') || !digits {
                return None;
            }
            (found[at], rest) = (number, after);
        }
    }
    rest.is_empty().then_some(found)
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.months < 0 || self.nanos < 0 {
            f.write_str("-")?;
        }
        f.write_str("P")?;
        let (months, nanos) = (self.months.abs(), self.nanos.abs());
        let mut parts = String::new();
        let mut add = |number: i128, name: char| {
            if number != 0 {
                parts.push_str(&format!("{number}{name}"));
            }
        };
        add(i128::from(months / 12), 'Y');
        add(i128::from(months % 12), 'M');
        add(nanos / i128::from(DAY), 'D');
        f.write_str(&parts)?;
        let in_day = (nanos % i128::from(DAY)) as i64;
        if in_day == 0 {
            return match (parts.is_empty(), self.kind) {
                (false, _) => Ok(()),
                (true, DurationKind::YearMonth) => f.write_str("0M"),
                (true, DurationKind::Any | DurationKind::DayTime) => f.write_str("T0S"),
            };
        }
        let seconds = in_day / SECOND;
        f.write_str("T")?;
        for (number, name) in [(seconds / 3600, 'H'), (seconds / 60 % 60, 'M')] {
            if number != 0 {
                write!(f, "{number}{name}")?;
            }
        }
        if in_day % (60 * SECOND) != 0 {
            write!(f, "{}", seconds % 60)?;
            write_fraction(f, in_day % SECOND)?;
            f.write_str("S")?;
        }
        Ok(())
    }
}
