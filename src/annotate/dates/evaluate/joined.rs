//! One day, or one stretch of days, in both styles.

use super::{Evaluator, Reading, Shape, Writing};
use crate::annotate::dates::iso::{Iso, astronomical};
use crate::annotate::dates::tree::{Naming, Node, Phrase, Point, Year};
use crate::calendar::{Calendar, Civil, Day, days_behind};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Certainty, Span};

/// Two days that were found to be one in the two styles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Styles {
    pub old: Iso,
    pub new: Iso,
    old_first: bool,
    /// How many days the printed difference is off.
    off: i64,
}

impl Evaluator<'_> {
    /// `October 25 (November 7), 1917`.
    pub(super) fn pair(&mut self, first: &Phrase, second: &Phrase, span: Span) -> Option<Reading> {
        match (&first.node, &second.node) {
            (Node::Point(a), Node::Point(b))
                if (a.naming == Naming::Republican) != (b.naming == Naming::Republican) =>
            {
                self.republican_pair(a, b, span)
            }
            (Node::Point(a), Node::Point(b)) => {
                let Some((styles, mut reading)) = self.styles(a, b, 3) else {
                    return self.styles_without_year(a, b, span);
                };
                self.check_styles(styles, &mut reading, span);
                Some(reading)
            }
            (Node::Range { .. }, Node::Range { .. }) => self.pair_of_ranges(first, second, span),
            _ => None,
        }
    }

    /// Reports two styles that do not agree.
    pub(super) fn check_styles(&mut self, styles: Styles, reading: &mut Reading, span: Span) {
        if styles.off == 0 {
            return;
        }
        let printed = &self.text[span.range()];
        let right =
            styles.old.first(Calendar::Julian).map(|day| Iso::named(Calendar::Gregorian, day));
        let message = format!(
            "the two styles of `{printed}` do not agree: {} Old Style was {} New Style",
            styles.old,
            right.map_or_else(String::new, |iso| iso.to_string())
        );
        self.findings.push(Finding::new(Code::PairDisagrees, span, message));
        reading.doubt(Certainty::Low);
    }

    fn pair_of_ranges(&mut self, first: &Phrase, second: &Phrase, span: Span) -> Option<Reading> {
        let conv = |iso: Iso| Some(Iso::named(Calendar::Gregorian, iso.first(Calendar::Julian)?));
        let is_old = |old: (Iso, Iso), new: (Iso, Iso)| {
            conv(old.0) == Some(new.0) && conv(old.1) == Some(new.1)
        };
        // A year is said once; the other range has it too, or the one beside it.
        let (a_year, b_year) = (first.node.last_year(), second.node.last_year());
        let around =
            |year: Year| [0, 1, -1].map(|step| Some(Year::full(self.full_year(year) + step)));
        let (a_years, b_years) = match (a_year, b_year) {
            (Some(_), None) => ([None; 3], a_year.map_or([None; 3], around)),
            (None, Some(year)) => (around(year), [None; 3]),
            (Some(_), Some(_)) | (None, None) => ([None; 3], [None; 3]),
        };
        let mut ends = None;
        for (a_year, b_year) in a_years.into_iter().zip(b_years) {
            let (a, b) = (self.range_ends(first, a_year)?, self.range_ends(second, b_year)?);
            let fits = is_old(a, b) || is_old(b, a);
            if fits || ends.is_none() {
                ends = Some((a, b, fits));
            }
            if fits {
                break;
            }
        }
        let (a, b, agree) = ends?;
        if !agree {
            let printed = &self.text[span.range()];
            self.findings.push(Finding::new(
                Code::PairDisagrees,
                span,
                format!("the two styles of `{printed}` do not agree"),
            ));
        }
        let old_first = !is_old(b, a);
        let (old, new) = if old_first { (a, b) } else { (b, a) };
        let writing = Writing::Pair { old_first, new: Some(Shape::Span(new.0, new.1)) };
        let mut reading = Reading::new(Shape::Span(old.0, old.1), writing, "dates/pair")
            .because("the same days in both styles");
        if !agree {
            reading.doubt(Certainty::Low);
        }
        reading.anchor = Some(new.1);
        Some(reading)
    }

    /// `November 15 (28)` where nothing gives the year: the earlier day is the Old Style one.
    pub(super) fn styles_without_year(
        &mut self,
        a: &Point,
        b: &Point,
        span: Span,
    ) -> Option<Reading> {
        /// A leap year, so that it has every day.
        const ANY_YEAR: i32 = 1904;
        let nothing_said = |point: &Point| point.year.is_none() && point.shift.is_none();
        let (a_month, b_month) = (a.month.or(b.month)?, b.month.or(a.month)?);
        let (a_day, b_day) = (a.day?, b.day?);
        let day = |year, month, day| Calendar::Gregorian.day(Civil { year, month, day });
        let first = day(ANY_YEAR, a_month, a_day)?;
        let years = [ANY_YEAR - 1, ANY_YEAR, ANY_YEAR + 1];
        let mut apart =
            years.iter().filter_map(|&year| Some(day(year, b_month, b_day)?.0 - first.0));
        let apart = apart.find(|days| (10..=13).contains(&days.abs()))?;
        if !nothing_said(a) || !nothing_said(b) {
            return None;
        }
        let iso = |month, day| Iso { year: None, month: Some(month), day: Some(day), time: None };
        let old_first = apart > 0;
        let (x, y) = (iso(a_month, a_day), iso(b_month, b_day));
        let (old, new) = if old_first { (x, y) } else { (y, x) };
        self.year_unknown(span);
        let writing = Writing::Pair { old_first, new: Some(Shape::When(new)) };
        Some(
            Reading::new(Shape::When(old), writing, "dates/pair")
                .because(format!("{} days apart: the same day in both styles", apart.abs()))
                .because("nothing in the context gives its year"),
        )
    }

    /// Finds years and order for two days so that they are the same in the two styles.
    pub(super) fn styles(
        &mut self,
        a: &Point,
        b: &Point,
        tolerance: i64,
    ) -> Option<(Styles, Reading)> {
        let a_month = a.month.or(b.month)?;
        let b_month = b.month.or(a.month)?;
        let (a_day, b_day) = (a.day?, b.day?);
        let (mut because, mut evidence, mut cert) = (Vec::new(), None, None);
        let around = |year: i32| vec![year, year + 1, year - 1];
        let full = |me: &Self, year: Year| me.full_year(year);
        let second = |year: Option<Year>| year.and_then(|year| Some((year.value, year.second?)));
        let (a_years, b_years) = match (a.year, b.year) {
            // `20 December/2 January 1917/18`
            (a, b) if second(a.or(b)).is_some() => {
                let (first, last) = second(a.or(b))?;
                // `11/22 February 1731/2`: by our reckoning both lie in the second year.
                let both = a_month <= 3 && b_month <= 3;
                (vec![if both { last } else { first }], vec![last])
            }
            (Some(a), Some(b)) => (vec![full(self, a)], vec![full(self, b)]),
            (Some(a), None) => (vec![full(self, a)], around(full(self, a))),
            (None, Some(b)) => (around(full(self, b)), vec![full(self, b)]),
            (None, None) => {
                let shift = a.shift.or(b.shift);
                let point =
                    Point { month: Some(a_month), day: Some(a_day), shift, ..Point::default() };
                let resolved = self.resolve(&point)?;
                (because, evidence, cert) = (resolved.because, resolved.evidence, resolved.cert);
                let year = resolved.iso.year?;
                (vec![year], around(year))
            }
        };
        let day = |calendar: Calendar, year, month, day| {
            calendar.day(Civil { year: astronomical(year), month, day })
        };
        let mut best: Option<Styles> = None;
        for &a_year in &a_years {
            for &b_year in &b_years {
                for old_first in [true, false] {
                    let (first, second) = if old_first {
                        (Calendar::Julian, Calendar::Gregorian)
                    } else {
                        (Calendar::Gregorian, Calendar::Julian)
                    };
                    let (Some(Day(x)), Some(Day(y))) =
                        (day(first, a_year, a_month, a_day), day(second, b_year, b_month, b_day))
                    else {
                        continue;
                    };
                    let (x_iso, y_iso) =
                        (Iso::of_day(a_year, a_month, a_day), Iso::of_day(b_year, b_month, b_day));
                    let (old, new) = if old_first { (x_iso, y_iso) } else { (y_iso, x_iso) };
                    let found = Styles { old, new, old_first, off: (x - y).abs() };
                    if best.is_none_or(|best| found.off < best.off) {
                        best = Some(found);
                    }
                }
            }
        }
        let styles = best.filter(|best| best.off <= tolerance)?;
        let new = Iso { time: b.time.or(a.time), ..styles.new };
        let writing = Writing::Pair { old_first: styles.old_first, new: Some(Shape::When(new)) };
        let mut reading = Reading::new(Shape::When(styles.old), writing, "dates/pair");
        if styles.off == 0 {
            let Iso { year, month, day, .. } = styles.old;
            let old = Civil { year: astronomical(year?), month: month?, day: day? };
            let apart = days_behind(old)?;
            reading.because.push(format!("{apart} days apart: the same day in both styles"));
        }
        reading.because.extend(because);
        if let Some(evidence) = evidence {
            reading.rests_on(evidence);
        }
        if let Some(cert) = cert {
            reading.doubt(cert);
        }
        reading.anchor = Some(styles.new);
        Some((styles, reading))
    }
}
