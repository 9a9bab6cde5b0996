//! Ranges and bounds: from one date to another, between two, before or after one.

use super::{Evaluator, Reading, Shape, Writing};
use crate::annotate::dates::iso::Iso;
use crate::annotate::dates::tree::{Bound, Frame, Join, Node, Phrase, Point, Year};
use crate::calendar::Calendar;
use crate::diagnostic::{Code, Finding};
use crate::layer::{Certainty, Span};

impl Evaluator<'_> {
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
            && (a.year.is_none() || b.year.is_none() || join == Join::Stroke)
        {
            let close = a.days_apart(b).is_some_and(|days| (9..=14).contains(&days));
            // What a stroke joins is a pair also where it is a day off.
            let tolerance = i64::from(join == Join::Stroke);
            if close && let Some((styles, mut reading)) = self.styles(a, b, tolerance) {
                // Before the reform and long after it nobody wrote both styles.
                let year = styles.new.year.unwrap_or(0);
                if (1582..=1925).contains(&year) {
                    self.check_styles(styles, &mut reading, span);
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
            } else if close
                && join == Join::Stroke
                && let Some(reading) = self.styles_without_year(a, b, span)
            {
                return Some(reading);
            }
        }
        if let (Node::Pair(..), Node::Pair(..)) = (&from.node, &to.node) {
            return self.range_of_pairs(from, to);
        }
        if matches!(from.node, Node::Part(..)) || matches!(to.node, Node::Part(..)) {
            return self.range_of_parts(from, to);
        }
        let (first, last, said) = self.ends(from, to)?;
        let writing = self.range_writing(from, to, first, last, span);
        let months = first.day.is_none() && first.month.is_some();
        let one_year = months && !has_year(&from.node) && join != Join::Words;
        let alternatives = (join == Join::Stroke && first.month.is_some())
            || (one_year && writing == Writing::Gregorian);
        let shape = if alternatives {
            Shape::Bounds(Some(first), Some(last))
        } else {
            Shape::Span(first, last)
        };
        let mut reading = Reading::new(shape, writing, "dates/range").because(said);
        reading.one_year = one_year;
        reading.anchor = Some(last);
        if !has_year(&from.node) && !has_year(&to.node) && first.year.is_some() {
            reading.rests_on("internal");
        }
        for end in [first, last] {
            if end.day.is_some()
                && end.year.is_some()
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
        if a.month.or(b.month).is_none() && a.day.is_some() && b.day.is_some() {
            return self.days_alone(a, b);
        }
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

    /// `the 3rd to the 9th ultimo`: both days of the month that one of them says.
    fn days_alone(&mut self, a: &Point, b: &Point) -> Option<(Iso, Iso, String)> {
        let shift = b.shift.or(a.shift);
        let first = self.resolve(&Point { shift, ..a.clone() })?;
        let last = self.resolve(&Point { shift, ..b.clone() })?;
        Some((first.iso, last.iso, last.because.join("; ")))
    }

    /// Both ends of a range, which is given the year where it has none.
    pub(super) fn range_ends(&mut self, phrase: &Phrase, year: Option<Year>) -> Option<(Iso, Iso)> {
        let mut node = phrase.node.clone();
        node.close(year, None, false);
        let Node::Range { from, to, .. } = &node else { return None };
        let (first, last, _) = self.ends(from, to)?;
        Some((first, last))
    }

    /// `October 25 (November 7) - October 30 (November 12), 1917`.
    fn range_of_pairs(&mut self, from: &Phrase, to: &Phrase) -> Option<Reading> {
        let (first, last) = self.two_pairs(from, to)?;
        let (Writing::Pair { old_first, new: Some(a) }, Writing::Pair { new: Some(b), .. }) =
            (first.writing, last.writing)
        else {
            return None;
        };
        let span = |from: Shape, to: Shape| Some(Shape::Span(from.start()?, to.end()?));
        let writing = Writing::Pair { old_first, new: span(a, b) };
        let mut reading = Reading::new(span(first.shape, last.shape)?, writing, "dates/range");
        for half in [&first, &last] {
            if let Some(cert) = half.cert {
                reading.doubt(cert);
            }
        }
        reading.anchor = last.anchor;
        Some(reading.because("from the one to the other, both included, in both styles"))
    }

    /// Two days in both styles, each of which may lend the other its year.
    fn two_pairs(&mut self, from: &Phrase, to: &Phrase) -> Option<(Reading, Reading)> {
        let (mut from, mut to) = (from.clone(), to.clone());
        let year = |reading: &Reading| reading.shape.start().and_then(|iso| iso.year);
        match (from.node.year(), to.node.year()) {
            (None, Some(_)) => {
                let last = self.evaluate(&to)?;
                for step in [0, -1] {
                    let mut first = from.clone();
                    first.node.close(year(&last).map(|y| Year::full(y + step)), None, true);
                    let first = self.evaluate(&first)?;
                    if first.shape.start() <= last.shape.start() {
                        return Some((first, last));
                    }
                }
                None
            }
            (Some(_), None) => {
                let first = self.evaluate(&from)?;
                for step in [0, 1] {
                    let mut last = to.clone();
                    last.node.close(year(&first).map(|y| Year::full(y + step)), None, true);
                    let last = self.evaluate(&last)?;
                    if first.shape.start() <= last.shape.start() {
                        return Some((first, last));
                    }
                }
                None
            }
            (Some(_), Some(_)) | (None, None) => {
                from.frame = Frame::default();
                to.frame = Frame::default();
                Some((self.evaluate(&from)?, self.evaluate(&to)?))
            }
        }
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
            let resolved = super::missing::Resolved { iso, ..Default::default() };
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
            // `from the end of November to 10 February 1813` begins the year before.
            let months = inner_month(&from.node).zip(inner_month(&to.node));
            let wraps = months.is_some_and(|(first, last)| first > last) && year.figures == 4;
            let year = Year { value: year.value - i32::from(wraps), ..year };
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
        if let (Node::Pair(..), Node::Pair(..)) = (&from.node, &to.node) {
            let mut reading = self.range_of_pairs(from, to)?;
            let bounds = |shape: Shape| Shape::Bounds(shape.start(), shape.end());
            reading.shape = bounds(reading.shape);
            if let Writing::Pair { new: Some(new), .. } = &mut reading.writing {
                *new = bounds(*new);
            }
            reading.rule = "dates/between";
            return Some(reading.because("some time between the two"));
        }
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

impl Evaluator<'_> {
    /// `ночь на 4 марта`: it began the evening before.
    pub(super) fn night_before(&mut self, day: &Phrase) -> Option<Reading> {
        let mut reading = self.evaluate(day)?;
        let Shape::When(iso) = reading.shape else { return None };
        let before = iso.without_time().plus(reckoning(&reading), -1)?;
        reading.shape = Shape::Span(before, iso.without_time());
        reading.rule = "dates/night";
        Some(reading.because("the night began the day before"))
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

fn inner_month(node: &Node) -> Option<u8> {
    if let Node::Point(point) = node {
        return point.month;
    }
    let Node::Part(_, of) = node else { return None };
    inner_month(&of.node)
}

fn give_year(node: &mut Node, year: Year) {
    if let Node::Point(point) = node {
        point.year = point.year.or(Some(year));
    } else if let Node::Part(_, of) = node {
        give_year(&mut of.node, year);
    }
}

/// The calendar that the shape of a reading is in.
pub(super) fn reckoning(reading: &Reading) -> Calendar {
    match reading.writing {
        Writing::Julian | Writing::JulianThenGregorian | Writing::Pair { .. } => Calendar::Julian,
        Writing::Gregorian | Writing::SaidGregorian | Writing::Other { .. } => Calendar::Gregorian,
    }
}
