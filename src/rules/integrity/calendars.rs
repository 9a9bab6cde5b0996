//! Old and New Style of one date are the same day: `@when` is Gregorian, `@when-custom` with
//! `@datingMethod` julian is Julian.

use super::Subject;
use super::dates::W3C;
use crate::diagnostic::{Code, Diagnostic};
use crate::xml::tree::NodeId;
use crate::xpath::{Moment, MomentKind};

/// The findings about pairs that are not the same day.
#[must_use]
pub fn check(subject: Subject<'_>) -> Vec<Diagnostic> {
    let tree = subject.tree;
    let methods = subject.with_attribute(&["datingMethod"]);
    let julian = methods.filter(|&(_, method)| is_julian(tree.value(method)));
    julian
        .flat_map(|(element, _)| W3C.iter().filter_map(move |name| pair(subject, element, name)))
        .collect()
}

/// Whether a pointer names the Julian calendar, by the words that editions use for it.
fn is_julian(pointer: &str) -> bool {
    let lower = pointer.to_ascii_lowercase();
    let name = lower.rsplit(['#', '/', ':']).next().unwrap_or_default();
    name.contains("julian") && !name.contains("gregorian") || matches!(name, "os" | "oldstyle")
}

fn pair(subject: Subject<'_>, element: NodeId, name: &str) -> Option<Diagnostic> {
    let tree = subject.tree;
    let custom = tree.attribute_node(element, "", &format!("{name}-custom"))?;
    let old = tree.value(custom).trim();
    let Some((year, month, day)) = julian_date(old) else {
        let looks_full = old.len() == 10 && old.bytes().filter(|&b| b == b'-').count() == 2;
        let message = format!("@{name}-custom is `{old}`, which is no day of the Julian calendar");
        return looks_full.then(|| subject.finding(Code::ImpossibleDate, custom, message));
    };
    let new = tree.attribute(element, "", name)?.trim();
    let gregorian = Moment::parse(MomentKind::Date, new)?;
    let wanted = to_gregorian(year, month, day);
    if (gregorian.year, gregorian.month, gregorian.day) == (wanted.year, wanted.month, wanted.day) {
        return None;
    }
    let days = day_of(wanted) - julian_day(year, month, day);
    let message = format!(
        "@{name} `{new}` and @{name}-custom `{old}` (Julian) are not the same day: {old} Old Style \
         is {wanted}, {days} days on"
    );
    Some(subject.finding(Code::CalendarsDisagree, element, message))
}

/// A day of the Julian calendar, `yyyy-mm-dd`; every fourth year is a leap year.
fn julian_date(text: &str) -> Option<(i64, u8, u8)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let sound = [year, month, day].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
    if parts.next().is_some() || !sound || (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let (year, month, day): (i64, u8, u8) =
        (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let last = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then_some((year, month, day))
}

/// Days since 1 March of the year 0 of the calendar in question, as if both began together.
fn julian_day(year: i64, month: u8, day: u8) -> i64 {
    let year = year - i64::from(month <= 2);
    let from_march = (i64::from(month) + 9) % 12;
    year * 365 + year.div_euclid(4) + (153 * from_march + 2) / 5 + i64::from(day) - 1
}

/// The same of a Gregorian date by the count of the Julian calendar.
fn day_of(date: Moment) -> i64 {
    julian_day(date.year, date.month, date.day)
}

/// The Gregorian date of a Julian day.
fn to_gregorian(year: i64, month: u8, day: u8) -> Moment {
    // 1 March of the year 0 was two days earlier in the Julian calendar than in the Gregorian.
    const BETWEEN: i64 = -2;
    let march = Moment::date(0, 3, 1);
    let wanted = julian_day(year, month, day) + BETWEEN;
    march.plus_days(wanted).unwrap_or(march)
}

#[cfg(test)]
mod tests {
    use super::super::tests::found;
    use super::*;

    fn gregorian(year: i64, month: u8, day: u8) -> String {
        to_gregorian(year, month, day).to_string()
    }

    #[test]
    fn old_style_falls_behind_a_day_in_most_centuries() {
        assert_eq!(gregorian(1918, 1, 31), "1918-02-13");
        assert_eq!(gregorian(1917, 10, 25), "1917-11-07");
        assert_eq!(gregorian(1582, 10, 5), "1582-10-15");
        assert_eq!(gregorian(1700, 2, 18), "1700-02-28");
        assert_eq!(gregorian(1700, 2, 29), "1700-03-11");
        assert_eq!(gregorian(1899, 12, 31), "1900-01-12");
        assert_eq!(gregorian(1900, 2, 29), "1900-03-13");
    }

    #[test]
    fn pairs_that_differ_by_the_wrong_days_are_found() {
        let sound = "<date when='1870-04-22' when-custom='1870-04-10' datingMethod='#julian'/>";
        assert_eq!(found(check, sound), [""; 0]);
        let wrong = "<date when='1870-04-23' when-custom='1870-04-10' datingMethod='#julian'/>";
        assert_eq!(
            found(check, wrong),
            ["42: error[R723]: @when `1870-04-23` and @when-custom `1870-04-10` (Julian) are not \
              the same day: 1870-04-10 Old Style is 1870-04-22, 12 days on"]
        );
    }

    #[test]
    fn the_julian_calendar_has_leap_days_of_its_own() {
        let leap = "<date when='1900-03-13' when-custom='1900-02-29' datingMethod='#julian'/>";
        assert_eq!(found(check, leap), [""; 0]);
        let none = "<date when-custom='1901-02-29' datingMethod='#julian'/>";
        assert!(found(check, none)[0].contains("no day of the Julian calendar"));
    }

    #[test]
    fn other_calendars_and_parts_of_dates_are_left_alone() {
        let other = "<date when='1918-02-14' when-custom='12-pluviose' datingMethod='#republican'/>\
                     <date when='1918-02' when-custom='1918-01' datingMethod='#julian'/>\
                     <date when='1918-02-14' when-custom='1918-02-01'/>";
        assert_eq!(found(check, other), [""; 0]);
    }
}
