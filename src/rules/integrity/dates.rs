//! Dates are days of the calendar: `1823-02-30` is none.

use super::Subject;
use crate::calendar::MONTHS;
use crate::diagnostic::{Code, Diagnostic};
use crate::xml::tree::NodeId;
use crate::xpath::{Moment, MomentKind, days_in_month};

/// The dating attributes that are Gregorian, in the form of W3C.
pub(super) const W3C: &[&str] = &["when", "from", "to", "notBefore", "notAfter"];

const KINDS: [MomentKind; 8] = [
    MomentKind::Date,
    MomentKind::Year,
    MomentKind::YearMonth,
    MomentKind::DateTime,
    MomentKind::Time,
    MomentKind::MonthDay,
    MomentKind::Month,
    MomentKind::Day,
];

/// The findings about values that are no date.
#[must_use]
pub fn check(subject: Subject<'_>) -> Vec<Diagnostic> {
    let found = subject.with_attribute(W3C).filter_map(|(element, attribute)| {
        let tree = subject.tree;
        let value = tree.value(attribute).trim();
        if !is_dating(subject, element, attribute) || value_of(value).is_some() {
            return None;
        }
        let name = tree.name(attribute);
        let message = match why(value) {
            Some(why) => format!("@{name} is `{value}`: {why}"),
            None => format!("@{name} is `{value}`, which is no date such as `1823-02-28`"),
        };
        Some(subject.finding(Code::ImpossibleDate, attribute, message))
    });
    found.collect()
}

/// Whether the attribute dates something: `app/@from` points, and so do a few others.
pub(super) fn is_dating(subject: Subject<'_>, element: NodeId, attribute: NodeId) -> bool {
    let tree = subject.tree;
    let element = tree.local_name(element);
    // Counted or pointed to, not dated.
    let other = matches!(
        (element, tree.local_name(attribute)),
        (
            "app"
                | "span"
                | "arc"
                | "rt"
                | "biblScope"
                | "citedRange"
                | "locus"
                | "extent"
                | "dim"
                | "xr"
                | "timeline"
                | "refState"
                | "interp"
                | "spanGrp",
            "from" | "to"
        )
    );
    !other
}

/// The value of a date in the form of W3C.
pub(super) fn value_of(text: &str) -> Option<Moment> {
    KINDS.into_iter().find_map(|kind| Moment::parse(kind, text.trim()))
}

/// What is wrong with something that looks like a date.
fn why(value: &str) -> Option<String> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let mut parts = digits.split('-');
    let numbers = |text: &str| {
        let sound = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i64>().ok().filter(|_| sound && text.len() < 7)
    };
    let year = parts.next()?;
    let number = numbers(year)?;
    if year.len() < 4 {
        return Some(format!("a year has four digits, so `{year:0>4}`"));
    }
    let month = parts.next()?;
    let month_number = numbers(month)?;
    if !(1..=12).contains(&month_number) {
        return Some("a year has months from 01 to 12".to_owned());
    }
    let two = |what: &str, text: &str| format!("a {what} has two digits, so `{text:0>2}`");
    if month.len() != 2 {
        return Some(two("month", month));
    }
    let day = parts.next()?;
    let day = day.split_once('T').map_or(day, |(day, _)| day);
    let day_number = numbers(day)?;
    let last = days_in_month(number, month_number as u8);
    if !(1..=i64::from(last)).contains(&day_number) {
        let name = MONTHS[month_number as usize - 1];
        return Some(format!("{name} {number} has {last} days"));
    }
    (day.len() != 2).then(|| two("day", day))
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    #[test]
    fn days_that_are_not_in_the_calendar_are_found() {
        assert_eq!(
            found(check, "<date when='1823-02-30'/><date when='1823-02-28'/>"),
            ["48: error[R721]: @when is `1823-02-30`: February 1823 has 28 days"]
        );
        assert!(found(check, "<date when='1900-02-29'/>")[0].contains("1900 has 28 days"));
        assert!(found(check, "<date when='1823-2-3'/>")[0].contains("two digits, so `02`"));
        assert!(found(check, "<date from='823'/>")[0].contains("`0823`"));
        assert!(found(check, "<date to='1823-13'/>")[0].contains("from 01 to 12"));
        assert!(found(check, "<date to='spring'/>")[0].contains("no date such as"));
    }

    #[test]
    fn every_form_of_a_date_is_sound() {
        let all = "<date when='1823'/><date when='1823-05'/><date when='--05-09'/>\
                   <date when='09:30:00'/><date when='1823-05-09T09:30:00+02:30'/>\
                   <date when='-0044-03-15'/><app from='#a' to='#b'/><biblScope from='1' to='2'/>";
        assert_eq!(found(check, all), [""; 0]);
    }
}
