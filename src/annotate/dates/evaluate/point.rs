//! A day, month or year, and what is wrong with it.

use super::missing::Resolved;
use super::{Evaluator, IMPOSSIBLE, Reading, Shape, Writing, calendars};
use crate::annotate::dates::iso::{Iso, LEAP_YEAR, astronomical};
use crate::annotate::dates::tree::{Naming, Point};
use crate::calendar::{Calendar, Civil};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Certainty, Span};

/// No month of any calendar is longer.
const LONGEST_MONTH: u8 = 31;

impl Evaluator<'_> {
    /// A day, month or year.
    pub(super) fn point(&mut self, point: &Point, span: Span) -> Option<Reading> {
        match point.naming {
            Naming::Usual => {}
            Naming::Republican => return calendars::republican(point),
            Naming::Roman(named) => return calendars::roman(point, named),
            Naming::World => return calendars::year_of_the_world(point),
        }
        let resolved = self.resolve(point)?;
        if resolved.iso.year.is_none() {
            self.year_unknown(span);
        }
        let mut reading = self.day_reading(point, &resolved, span);
        if let Some(evidence) = resolved.evidence {
            reading.rests_on(evidence);
        }
        if let Some(cert) = resolved.cert {
            reading.doubt(cert);
        }
        reading.because.extend(resolved.because);
        if point.supplied {
            reading.rests_on("conjecture");
            reading.because.push("what stands in brackets is the editor's".to_owned());
        }
        self.check(point, &mut reading, span);
        Some(reading)
    }

    pub(super) fn year_unknown(&mut self, span: Span) {
        let printed = &self.text[span.range()];
        let message = format!("the year of `{printed}` cannot be inferred");
        self.findings.push(
            Finding::new(Code::YearUnknown, span, message)
                .help("give the letter's date, or a decision for this place"),
        );
    }

    /// The reading of a point whose year is known as far as it can be.
    fn day_reading(&mut self, point: &Point, resolved: &Resolved, span: Span) -> Reading {
        let iso = Iso { time: point.time, ..resolved.iso };
        let rule = match (iso.day, iso.month) {
            (Some(_), _) => "dates/day",
            (None, Some(_)) => "dates/month",
            (None, None) => "dates/year",
        };
        let calendar = self.calendar(point, resolved, span);
        let system = match calendar.writing {
            Writing::Julian => Calendar::Julian,
            _ => Calendar::Gregorian,
        };
        // Where the year is not known, 29 February may be right.
        let year = iso.year.unwrap_or(LEAP_YEAR);
        if let (Some(month), Some(day)) = (iso.month, iso.day)
            && system.day(Civil { year: astronomical(year), month, day }).is_none()
        {
            return self.impossible(iso, system, calendar.writing, span);
        }
        let mut reading = Reading::new(Shape::When(iso), calendar.writing, rule);
        reading.because.extend(calendar.because);
        if calendar.abroad {
            reading.doubt(Certainty::Medium);
            reading.rests_on("external");
        }
        reading
    }

    /// `31 June`: the days on either side, and a finding.
    fn impossible(&mut self, iso: Iso, system: Calendar, writing: Writing, span: Span) -> Reading {
        let (year, month, day) =
            (iso.year.unwrap_or(LEAP_YEAR), iso.month.unwrap_or(1), iso.day.unwrap_or(1));
        let length = system.month_length(astronomical(year), month);
        let printed = &self.text[span.range()];
        let finding = Finding::new(
            Code::DateImpossible,
            span,
            format!("`{printed}` is no date: the month has {length} days"),
        );
        if day > LONGEST_MONTH || iso.year.is_none() {
            self.findings.push(finding.help("the day is a slip; only the month is kept"));
            let month = Shape::When(iso.without_day());
            let mut reading = Reading::new(month, writing, IMPOSSIBLE);
            reading.doubt(Certainty::Low);
            return reading.because(format!("the month has {length} days"));
        }
        self.findings.push(
            finding.help(format!("likely {length} of that month, or the first days of the next")),
        );
        let last = Iso::of_day(year, month, length);
        let after = last.plus(system, i32::from(day.saturating_sub(length))).unwrap_or(last);
        let mut reading = Reading::new(Shape::Bounds(Some(last), Some(after)), writing, IMPOSSIBLE);
        reading.doubt(Certainty::Low);
        reading.because(format!("the month has {length} days"))
    }

    /// The weekday, the spelling and the order of figures.
    fn check(&mut self, point: &Point, reading: &mut Reading, span: Span) {
        let printed = &self.text[span.range()];
        if let Some(repair) = &point.repair {
            let message =
                format!("`{}` in `{printed}` is read as `{}`", repair.printed, repair.meant);
            self.findings.push(
                Finding::new(Code::DateMisspelt, span, message)
                    .help("correct the transcription, or keep it with sic and corr"),
            );
            reading.doubt(Certainty::Medium);
            reading.because.push(format!("`{}` is read as `{}`", repair.printed, repair.meant));
        }
        if point.either_order {
            self.findings.push(Finding::new(
                Code::DateOrder,
                span,
                format!(
                    "in `{printed}` either number can be the month; read as {}",
                    reading.shape.start().map_or_else(String::new, |iso| iso.to_string())
                ),
            ));
        }
        let (Some(weekday), Shape::When(iso)) = (point.weekday, reading.gregorian()) else {
            return;
        };
        let Some(day) = iso.day.and(iso.first(Calendar::Gregorian)) else { return };
        if day.weekday() != weekday {
            const NAMES: [&str; 7] = [
                "a Monday",
                "a Tuesday",
                "a Wednesday",
                "a Thursday",
                "a Friday",
                "a Saturday",
                "a Sunday",
            ];
            let was = NAMES[usize::from(day.weekday() - 1)];
            self.findings.push(
                Finding::new(
                    Code::WeekdayDisagrees,
                    span,
                    format!("`{printed}`: {} was {was}", iso.without_time()),
                )
                .help("the day of the week or the date is wrong, or the calendar"),
            );
        } else if !reading.because.iter().any(|why| why.starts_with("the day of the week")) {
            reading.because.push("the day of the week agrees".to_owned());
        }
    }
}
