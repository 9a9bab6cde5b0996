//! Days of other calendars than the Gregorian and the Julian.

use super::reading::Custom;
use super::{Evaluator, Reading, Shape, Writing};
use crate::annotate::dates::iso::{Iso, astronomical};
use crate::annotate::dates::tree::{Naming, Point};
use crate::calendar::{Calendar, Civil, Day, RomanDay, roman_day};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Certainty, Span};

/// What a day, month or year of the Republic is called in TEI.
const REPUBLICAN: &str = "#frenchRepublican";

impl Evaluator<'_> {
    /// `18 brumaire an VIII (9 novembre 1799)`, in either order.
    pub(super) fn republican_pair(&mut self, a: &Point, b: &Point, span: Span) -> Option<Reading> {
        let first = a.naming == Naming::Republican;
        let (old, new) = if first { (a, b) } else { (b, a) };
        let mut reading = republican(old)?;
        let said = self.point(new, span)?;
        let Writing::Other { name, .. } = &mut reading.writing else { return None };
        *name = if first { "#frenchRepublican #gregorian" } else { "#gregorian #frenchRepublican" };
        if said.shape != reading.shape && new.year.is_some() {
            let printed = &self.text[span.range()];
            let right = reading.shape.start().map_or_else(String::new, |iso| iso.to_string());
            let message = format!(
                "the two calendars of `{printed}` do not agree: the day of the Republic was {right}"
            );
            self.findings.push(Finding::new(Code::PairDisagrees, span, message));
            reading.doubt(Certainty::Low);
        }
        Some(reading)
    }
}

/// A day, month or year of the French Republic.
pub(super) fn republican(point: &Point) -> Option<Reading> {
    let calendar = Calendar::FrenchRepublican;
    let year = point.year?.value;
    let month = point.month.unwrap_or(1);
    let first = Civil { year, month, day: point.day.unwrap_or(1) };
    let start = Iso::named(Calendar::Gregorian, calendar.day(first)?);
    let custom = Iso { year: Some(year), month: point.month, day: point.day, time: None };
    let writing =
        Writing::Other { name: REPUBLICAN, method: Some(REPUBLICAN), custom: Custom::When(custom) };
    let shape = if point.day.is_some() {
        Shape::When(start)
    } else if point.month.is_some() {
        let length = i32::from(calendar.month_length(year, month));
        Shape::Bounds(Some(start), start.plus(Calendar::Gregorian, length - 1))
    } else {
        let next = calendar.day(Civil { year: year + 1, month: 1, day: 1 })?;
        Shape::Span(start, Iso::named(Calendar::Gregorian, next.plus(-1)))
    };
    Some(
        Reading::new(shape, writing, "dates/republican")
            .because("counted in the calendar of the French Republic"),
    )
}

/// Roman days are those of the calendar of the West at the time.
pub(super) fn roman(point: &Point, named: RomanDay) -> Option<Reading> {
    let (year, month) = (point.year?.value, point.month?);
    let julian = (year, month) <= (1582, 10);
    let calendar = if julian { Calendar::Julian } else { Calendar::Gregorian };
    let count = point.day.unwrap_or(1);
    let written = roman_day(calendar, astronomical(year), month, named, count)?;
    let day = calendar.day(written)?;
    let custom = Iso::named(calendar, day);
    let writing = Writing::Other {
        name: "#roman",
        method: julian.then_some("#julian"),
        custom: if julian { Custom::When(custom) } else { Custom::None },
    };
    let shape = Shape::When(Iso::named(Calendar::Gregorian, day));
    Some(
        Reading::new(shape, writing, "dates/roman")
            .because("counted back from the named day, both included"),
    )
}

/// The Byzantine year began on 1 September; its first was 5509 BC.
pub(super) fn year_of_the_world(point: &Point) -> Option<Reading> {
    const BEFORE_CHRIST: i32 = 5509;
    const FIRST_MONTH: u8 = 9;
    let year = point.year?.value;
    let on = |month: u8, day: u8| -> Option<Day> {
        let julian = year - BEFORE_CHRIST + i32::from(month < FIRST_MONTH);
        Calendar::Julian.day(Civil { year: julian, month, day })
    };
    let (first, last) = match (point.month, point.day) {
        (Some(month), Some(day)) => (on(month, day)?, on(month, day)?),
        (Some(month), None) => {
            let julian = year - BEFORE_CHRIST + i32::from(month < FIRST_MONTH);
            (on(month, 1)?, on(month, Calendar::Julian.month_length(julian, month))?)
        }
        (None, _) => (on(FIRST_MONTH, 1)?, on(FIRST_MONTH - 1, 31)?),
    };
    let name = |day| Iso::named(Calendar::Gregorian, day);
    let shape = match (point.month, point.day) {
        (Some(_), Some(_)) => Shape::When(name(first)),
        (Some(_), None) => Shape::Bounds(Some(name(first)), Some(name(last))),
        (None, _) => Shape::Span(name(first), name(last)),
    };
    let custom = Iso { year: Some(year), month: point.month, day: point.day, time: None };
    let writing = Writing::Other {
        name: "#creationOfWorld",
        method: Some("#creationOfWorld"),
        custom: Custom::When(custom),
    };
    Some(
        Reading::new(shape, writing, "dates/world")
            .because("the Byzantine year began on 1 September"),
    )
}
