//! Two dates that are one expression: the two styles of a day, a range, a bound.

use super::{Evaluator, Reading, Shape, Writing};
use crate::annotate::dates::iso::{Iso, astronomical};
use crate::annotate::dates::tree::{Bound, Join, Node, Phrase, Point, Year};
use crate::calendar::{Calendar, Civil, Day, days_behind};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Certainty, Span};

/// Two days that were found to be one in the two styles.
#[derive(Debug, Clone, Copy)]
struct Styles {
    old: Iso,
    new: Iso,
    old_first: bool,
    /// How many days the printed difference is off.
    off: i64,
}

impl Evaluator<'_> {
    /// `October 25 (November 7), 1917`.
    pub(super) fn pair(&mut self, first: &Phrase, second: &Phrase, span: Span) -> Option<Reading> {
        match (&first.node, &second.node) {
            (Node::Point(a), Node::Point(b)) => {
                let (styles, mut reading) = self.styles(a, b, 3)?;
                if styles.off != 0 {
                    let printed = &self.text[span.range()];
                    let right = styles
                        .old
                        .first(Calendar::Julian)
                        .map(|day| Iso::named(Calendar::Gregorian, day));
                    let message = format!(
                        "the two styles of `{printed}` do not agree: {} Old Style was {} New Style",
                        styles.old,
                        right.map_or_else(String::new, |iso| iso.to_string())
                    );
                    self.findings.push(Finding::new(Code::PairDisagrees, span, message));
                    reading.doubt(Certainty::Low);
                }
                Some(reading)
            }
            (Node::Range { .. }, Node::Range { .. }) => self.pair_of_ranges(first, second, span),
            _ => None,
        }
    }

    fn pair_of_ranges(&mut self, first: &Phrase, second: &Phrase, span: Span) -> Option<Reading> {
        let (a, b) = (self.range_ends(first)?, self.range_ends(second)?);
        let conv = |iso: Iso| Some(Iso::named(Calendar::Gregorian, iso.first(Calendar::Julian)?));
        let is_old =
            |old: (Iso, Iso), new: (Iso, Iso)| Some(conv(old.0)? == new.0 && conv(old.1)? == new.1);
        let old_first = is_old(a, b)?;
        if !old_first && !is_old(b, a)? {
            let printed = &self.text[span.range()];
            self.findings.push(Finding::new(
                Code::PairDisagrees,
                span,
                format!("the two styles of `{printed}` do not agree"),
            ));
        }
        let (old, new) = if old_first || !is_old(b, a)? { (a, b) } else { (b, a) };
        let writing = Writing::Pair {
            old_first: old_first || !is_old(b, a)?,
            new: Some(Shape::Span(new.0, new.1)),
        };
        let mut reading = Reading::new(Shape::Span(old.0, old.1), writing, "dates/pair")
            .because("the same days in both styles");
        reading.anchor = Some(new.1);
        Some(reading)
    }

    /// Finds years and order for two days so that they are the same in the two styles.
    fn styles(&mut self, a: &Point, b: &Point, tolerance: i64) -> Option<(Styles, Reading)> {
        let a_month = a.month.or(b.month)?;
        let b_month = b.month.or(a.month)?;
        let (a_day, b_day) = (a.day?, b.day?);
        let (mut because, mut evidence, mut cert) = (Vec::new(), None, None);
        let around = |year: i32| vec![year, year + 1, year - 1];
        let full = |me: &Self, year: Year| me.full_year(year);
        let (a_years, b_years) = match (a.year, b.year) {
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

    /// `June 30 - July 2, 1920`, `1912-1927`, and what a dash joins that is the two styles.
    pub(super) fn range(
        &mut self,
        from: &Phrase,
        to: &Phrase,
        join: Join,
        span: Span,
    ) -> Option<Reading> {
        if let (Node::Point(a), Node::Point(b)) = (&from.node, &to.node)
            && join != Join::Words
            && a.day.is_some()
            && b.day.is_some()
            && (a.year.is_none() || b.year.is_none())
        {
            let close = a.days_apart(b).is_some_and(|days| (9..=14).contains(&days));
            if close && let Some((styles, mut reading)) = self.styles(a, b, 0) {
                // Before the reform and long after it nobody wrote both styles.
                let year = styles.new.year.unwrap_or(0);
                if (1582..=1925).contains(&year) {
                    if join == Join::Dash {
                        reading.doubt(Certainty::Medium);
                        let printed = &self.text[span.range()];
                        self.findings.push(Finding::new(
                            Code::PairOrRange,
                            span,
                            format!(
                                "`{printed}` is read as one day in both styles, not as a range"
                            ),
                        ));
                    }
                    return Some(reading);
                }
            }
        }
        if matches!(from.node, Node::Part(..)) || matches!(to.node, Node::Part(..)) {
            return self.range_of_parts(from, to);
        }
        let (first, last, said) = self.ends(from, to)?;
        let writing = self.range_writing(from, to, first, last, span);
        let months = first.day.is_none() && first.month.is_some();
        let alternatives = join == Join::Stroke && first.month.is_some();
        let shape = if alternatives {
            Shape::Bounds(Some(first), Some(last))
        } else {
            Shape::Span(first, last)
        };
        let mut reading = Reading::new(shape, writing, "dates/range").because(said);
        reading.one_year = months && !has_year(&from.node);
        reading.anchor = Some(last);
        if !has_year(&from.node) && !has_year(&to.node) && first.year.is_some() {
            reading.rests_on("internal");
        }
        for end in [first, last] {
            if end.day.is_some()
                && end.first(Calendar::Gregorian).is_none()
                && end.first(Calendar::Julian).is_none()
            {
                let printed = &self.text[span.range()];
                self.findings.push(Finding::new(
                    Code::DateImpossible,
                    span,
                    format!("`{printed}` is no date: {end} does not exist"),
                ));
                return None;
            }
        }
        Some(reading)
    }

    /// Both ends with what each lends to the other.
    fn ends(&mut self, from: &Phrase, to: &Phrase) -> Option<(Iso, Iso, String)> {
        let (Node::Point(a), Node::Point(b)) = (&from.node, &to.node) else { return None };
        let mut a = a.clone();
        let mut b = b.clone();
        a.month = a.month.or(b.month.filter(|_| a.day.is_some()));
        b.month = b.month.or(a.month.filter(|_| b.day.is_some()));
        let later = (b.month, b.day) >= (a.month, a.day);
        let step = i32::from(!later);
        let year = |value| Some(Year::full(value));
        match (a.year, b.year) {
            (None, Some(last)) => a.year = year(self.full_year(last) - step),
            (Some(first), None) => b.year = year(self.full_year(first) + step),
            (None, None) => {
                a.shift = a.shift.or(b.shift);
                let first = self.resolve(&a)?;
                a.year = first.iso.year.map(Year::full);
                b.year = first.iso.year.map(|y| Year::full(y + step));
            }
            (Some(_), Some(_)) => {}
        }
        let strip = |iso: Iso, point: &Point| Iso { time: point.time, ..iso };
        let (first, last) = (self.resolve(&a)?.iso, self.resolve(&b)?.iso);
        let said = "from the one to the other, both included".to_owned();
        Some((strip(first, &a), strip(last, &b), said))
    }

    fn range_ends(&mut self, phrase: &Phrase) -> Option<(Iso, Iso)> {
        let Node::Range { from, to, .. } = &phrase.node else { return None };
        let (first, last, _) = self.ends(from, to)?;
        Some((first, last))
    }

    fn range_writing(
        &mut self,
        from: &Phrase,
        to: &Phrase,
        first: Iso,
        last: Iso,
        span: Span,
    ) -> Writing {
        let of = |phrase: &Phrase, iso: Iso| {
            let Node::Point(point) = &phrase.node else { return Writing::Gregorian };
            let resolved = super::point::Resolved { iso, ..Default::default() };
            self.calendar(point, &resolved, span).writing
        };
        let (a, b) = (of(from, first), of(to, last));
        let style = |node: &Node| if let Node::Point(point) = node { point.style } else { None };
        match (a, b) {
            // `12-15 May (O.S.)` says it once for both.
            _ if style(&to.node).is_some() => b,
            (Writing::Julian, Writing::Julian) => Writing::Julian,
            (Writing::Julian, Writing::Gregorian) if first.month.is_some() => {
                Writing::JulianThenGregorian
            }
            _ => Writing::Gregorian,
        }
    }

    /// `beginning of 1920 to the end of 1921`: to the month.
    fn range_of_parts(&mut self, from: &Phrase, to: &Phrase) -> Option<Reading> {
        let (mut to, mut from) = (to.clone(), from.clone());
        if let (None, Some(year)) = (inner_year(&from.node), inner_year(&to.node)) {
            give_year(&mut from.node, year);
        } else if let (Some(year), None) = (inner_year(&from.node), inner_year(&to.node)) {
            give_year(&mut to.node, year);
        }
        let (first, last) = (self.evaluate(&from)?, self.evaluate(&to)?);
        let parts_of_months = |node: &Node| matches!(node, Node::Part(_, of) if matches!(&of.node, Node::Point(p) if p.month.is_some()));
        let edge = |iso: Iso, node: &Node| {
            if matches!(node, Node::Part(..)) && !parts_of_months(node) {
                iso.without_day()
            } else {
                iso
            }
        };
        let shape =
            Shape::Span(edge(first.shape.start()?, &from.node), edge(last.shape.end()?, &to.node));
        let mut reading = Reading::new(shape, Writing::Gregorian, "dates/range");
        reading.low_precision = first.low_precision || last.low_precision;
        reading.coarse = true;
        reading.anchor = last.anchor;
        Some(reading.because("from the first part to the second, to the month"))
    }

    /// `between 5 and 10 May 1921`.
    pub(super) fn between(&mut self, from: &Phrase, to: &Phrase, span: Span) -> Option<Reading> {
        let (first, last, _) = self.ends(from, to)?;
        let writing = self.range_writing(from, to, first, last, span);
        let shape = Shape::Bounds(Some(first), Some(last));
        Some(Reading::new(shape, writing, "dates/between").because("some time between the two"))
    }

    /// `not earlier than November 8 (21), 1917`.
    pub(super) fn bounded(&mut self, bound: Bound, of: &Phrase) -> Option<Reading> {
        let mut reading = self.evaluate(of)?;
        let calendar = reckoning(&reading);
        let (first, last) = (reading.shape.start()?, reading.shape.end()?);
        reading.shape = match bound {
            Bound::NotBefore => Shape::Bounds(Some(first), None),
            Bound::NotAfter => Shape::Bounds(None, Some(last)),
            Bound::After => Shape::Bounds(Some(last.without_time().plus(calendar, 1)?), None),
            Bound::Before => Shape::Bounds(None, Some(first.without_time().plus(calendar, -1)?)),
        };
        if let Writing::Pair { new, .. } = &mut reading.writing {
            *new = None;
        }
        reading.rule = "dates/bound";
        Some(reading.because(match bound {
            Bound::NotBefore => "open to the end",
            Bound::NotAfter => "open to the beginning",
            Bound::After => "strictly after: the next one is the first possible",
            Bound::Before => "strictly before: the one before is the last possible",
        }))
    }

    /// `December, after 8 (21), 1917`.
    pub(super) fn within(&mut self, month: u8, bound: Bound, of: &Phrase) -> Option<Reading> {
        let mut reading = self.bounded(bound, of)?;
        let calendar = reckoning(&reading);
        let year = reading.shape.start()?.year?;
        let whole = Iso::of_month(year, month);
        let first = Iso::named(calendar, whole.first(calendar)?);
        let last = Iso::named(calendar, whole.last(calendar)?);
        if let Shape::Bounds(from, to) = reading.shape {
            reading.shape = Shape::Bounds(from.or(Some(first)), to.or(Some(last)));
        }
        Some(reading.because("within the month"))
    }
}

fn has_year(node: &Node) -> bool {
    matches!(node, Node::Point(point) if point.year.is_some())
}

fn inner_year(node: &Node) -> Option<Year> {
    if let Node::Point(point) = node {
        return point.year;
    }
    let Node::Part(_, of) = node else { return None };
    inner_year(&of.node)
}

fn give_year(node: &mut Node, year: Year) {
    if let Node::Point(point) = node {
        point.year = point.year.or(Some(year));
    } else if let Node::Part(_, of) = node {
        give_year(&mut of.node, year);
    }
}

/// The calendar that the shape of a reading is in.
fn reckoning(reading: &Reading) -> Calendar {
    match reading.writing {
        Writing::Julian | Writing::JulianThenGregorian | Writing::Pair { .. } => Calendar::Julian,
        Writing::Gregorian | Writing::SaidGregorian | Writing::Other { .. } => Calendar::Gregorian,
    }
}
