//! Parts of longer times, seasons, decades, centuries and feasts.

use super::ranges::reckoning;
use super::{Evaluator, Reading, Shape, Writing};
use crate::annotate::dates::PART;
use crate::annotate::dates::iso::{Iso, astronomical};
use crate::annotate::dates::tree::{Church, Node, Phrase, Which, Year};
use crate::calendar::{Calendar, orthodox_easter, western_easter};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Certainty, Span};

impl Evaluator<'_> {
    /// `early 1920`, `mid-May 1920`: by the table of the language file.
    pub(super) fn part(&mut self, index: u16, of: &Phrase) -> Option<Reading> {
        let part = self.lexicon.parts.get(usize::from(index))?.clone();
        let mut reading = self.evaluate(of)?;
        let name = part.words.first().cloned().unwrap_or_default();
        reading.rule = PART;
        reading.low_precision = part.vague;
        let table = format!("`{name}` by the edition's table of parts");
        match (&of.node, reading.shape) {
            (Node::Century { bc: false, .. }, Shape::Span(first, _)) => {
                let [from, to] = part.century?;
                let base = first.year? - 1;
                let year = |n: u8| Some(Iso::of_year(base + i32::from(n)));
                reading.shape = Shape::Bounds(year(from), year(to));
            }
            (Node::Decade { .. }, Shape::Span(first, _)) => {
                let [from, to] = part.decade?;
                let year = |n: u8| first.year.map(|year| Iso::of_year(year + i32::from(n)));
                reading.shape = Shape::Bounds(year(from), year(to));
            }
            (Node::Seasons { first: season, last, .. }, Shape::Bounds(Some(first), Some(_)))
                if season == last && first.day.is_some() =>
            {
                let [from, to] = part.season?;
                let month = |n: u8| first.without_day().plus(Calendar::Gregorian, i32::from(n) - 1);
                let (from, to) = (month(from)?, month(to)?);
                let start = Iso { day: Some(1), ..from };
                let end = Iso::named(Calendar::Gregorian, to.last(Calendar::Gregorian)?);
                reading.shape = Shape::Bounds(Some(start), Some(end));
            }
            (_, Shape::When(Iso { year: Some(year), month: None, .. })) => {
                let [from, to] = part.year?;
                let last = Iso::of_month(year, to).last(Calendar::Gregorian)?;
                let last = Iso::named(Calendar::Gregorian, last);
                reading.shape = Shape::Bounds(Some(Iso::of_day(year, from, 1)), Some(last));
                reading.coarse = part.vague;
                reading.writing = if part.vague { Writing::Gregorian } else { reading.writing };
            }
            (_, Shape::When(iso)) if iso.month.is_some() && iso.day.is_none() => {
                if let Some([from, to]) = part.month
                    && let (Some(year), Some(month)) = (iso.year, iso.month)
                {
                    let length = Calendar::Julian.month_length(astronomical(year), month);
                    let length = if reading.writing == Writing::Julian {
                        length
                    } else {
                        Calendar::Gregorian.month_length(astronomical(year), month)
                    };
                    // Negative days count from the end of the month.
                    let number = |day: i8| match u8::try_from(day) {
                        Ok(day) => day.min(length),
                        Err(_) => (length + 1).saturating_sub(day.unsigned_abs()),
                    };
                    let day = |day: i8| Some(Iso::of_day(year, month, number(day)));
                    reading.shape = Shape::Bounds(day(from), day(to));
                }
            }
            _ => return None,
        }
        reading.anchor = reading
            .shape
            .start()
            .map(|iso| if iso.day == Some(1) { iso.without_day() } else { iso });
        Some(reading.because(table))
    }

    /// `summer and autumn of 1918`, `last winter`: seasons are whole months, spring from March.
    pub(super) fn seasons(
        &mut self,
        first: u8,
        last: u8,
        year: Option<Year>,
        which: Which,
        span: Span,
    ) -> Option<Reading> {
        let (year, second) = match year {
            Some(year) => (self.full_year(year), year.second),
            None => (self.season_year(first, which)?, (last == 4).then_some(0)),
        };
        let rule = "dates/season";
        if (first, last) == (4, 4) && second.is_none() {
            let printed = &self.text[span.range()];
            self.findings.push(
                Finding::new(
                    Code::WinterAmbiguous,
                    span,
                    format!("`{printed}` may be the beginning of the year or its end"),
                )
                .help("decide for January and February or for December"),
            );
            let shape =
                Shape::Bounds(Some(Iso::of_day(year, 1, 1)), Some(Iso::of_day(year, 12, 31)));
            let mut reading = Reading::new(shape, Writing::Gregorian, rule);
            reading.coarse = true;
            reading.doubt(Certainty::Low);
            return Some(reading.because("the winter at either end of the year"));
        }
        let start = if first == 4 { (year, 12) } else { (year, 3 * first) };
        let end = match (last, first) {
            (4, _) => (year + 1, 2),
            (_, 4) => (year + i32::from(second.is_some()), 3 * last + 2),
            (..) => (year, 3 * last + 2),
        };
        let last_day = Iso::of_month(end.0, end.1).last(Calendar::Gregorian)?;
        let to = Iso::named(Calendar::Gregorian, last_day);
        let shape = Shape::Bounds(Some(Iso::of_day(start.0, start.1, 1)), Some(to));
        let mut reading = Reading::new(shape, Writing::Gregorian, rule);
        reading.coarse = true;
        reading.anchor = Some(Iso::of_year(year));
        Some(reading.because("seasons by whole months, spring from March"))
    }

    /// The year that the season without one began in.
    fn season_year(&self, season: u8, which: Which) -> Option<i32> {
        let writing = self.memory.writing?;
        let year = writing.year?;
        let month = writing.month?;
        let starts = if season == 4 { 12 } else { 3 * season };
        // A winter that is going on in January began the year before.
        let this = if season == 4 && month <= 2 { year - 1 } else { year };
        Some(match which {
            Which::This | Which::Any => this,
            Which::Last if season == 4 && month <= 2 => year - 2,
            Which::Last if month > starts + 2 && season != 4 => year,
            Which::Last => year - 1,
            Which::Next if month < starts => year,
            Which::Next => year + 1,
        })
    }

    /// `Wintersemester 1821/22`: whole months.
    pub(super) fn term(&mut self, index: u16, year: Year) -> Option<Reading> {
        let term = self.lexicon.terms.get(usize::from(index))?;
        let first = self.full_year(year);
        let last = first + i32::from(term.to < term.from);
        let shape = Shape::Bounds(
            Some(Iso::of_month(first, term.from)),
            Some(Iso::of_month(last, term.to)),
        );
        let mut reading = Reading::new(shape, Writing::Gregorian, "dates/term");
        reading.coarse = true;
        reading.anchor = Some(Iso::of_year(first));
        Some(reading.because("the months of the term by the language's table"))
    }

    pub(super) fn decade(&mut self, first: i32, whole: bool) -> Option<Reading> {
        let first = if whole {
            first
        } else {
            let near = self.memory.writing.or(self.memory.before).and_then(|iso| iso.year);
            let near = near.unwrap_or_else(|| match self.context.years {
                Some((first, last)) => i32::midpoint(first, last),
                None => super::MIDDLE_YEAR,
            });
            // The twenties spoken of in 1918 are still those of the nearest century.
            let base = near.div_euclid(100) * 100 + first;
            [base - 100, base, base + 100]
                .into_iter()
                .min_by_key(|year| ((year + 5 - near).abs(), -*year))?
        };
        let shape = Shape::Span(Iso::of_year(first), Iso::of_year(first + 9));
        Some(Reading::new(shape, Writing::Gregorian, "dates/decade").because("ten years"))
    }

    pub(super) fn century(number: i32, bc: bool) -> Reading {
        let (from, to) = if bc {
            (-number * 100, -(number - 1) * 100 - 1)
        } else {
            ((number - 1) * 100 + 1, number * 100)
        };
        let shape = Shape::Span(Iso::of_year(from), Iso::of_year(to));
        Reading::new(shape, Writing::Gregorian, "dates/century")
            .because("centuries begin with the year 1")
    }

    /// `turn of 1918-1919`: December and January; of longer times the first and last year.
    pub(super) fn turn(&mut self, years: Option<(i32, i32)>) -> Option<Reading> {
        /// Years on either side of the turn of a century.
        const REACH: i32 = 10;
        let shape = match years {
            Some((first, last)) if last == first + 1 => {
                Shape::Bounds(Some(Iso::of_day(first, 12, 1)), Some(Iso::of_day(last, 1, 31)))
            }
            Some((first, last)) => {
                Shape::Bounds(Some(Iso::of_year(first)), Some(Iso::of_year(last)))
            }
            None => {
                let near = self.memory.writing.or(self.memory.before).and_then(|iso| iso.year)?;
                let turn = (near + 50).div_euclid(100) * 100;
                Shape::Bounds(Some(Iso::of_year(turn - REACH)), Some(Iso::of_year(turn + REACH)))
            }
        };
        let mut reading = Reading::new(shape, Writing::Gregorian, "dates/turn");
        reading.low_precision = true;
        reading.coarse = true;
        Some(reading.because(
            "the turn of two years is December and January, of a century ten years either way",
        ))
    }

    /// `Easter 1917`.
    pub(super) fn feast(
        &mut self,
        index: u16,
        year: Option<Year>,
        church: Option<Church>,
        which: Which,
    ) -> Option<Reading> {
        /// The reform of the calendar came after the Easter of this year.
        const LAST_JULIAN_EASTER: i32 = 1582;
        let feast = self.lexicon.feasts.get(usize::from(index))?.clone();
        let writing = self.memory.writing;
        let policy = &self.context.policy;
        let orthodox = match church {
            Some(Church::Eastern) => true,
            Some(Church::Western) => false,
            None => policy.is_orthodox() && !self.memory.abroad,
        };
        let eastern = church == Some(Church::Eastern);
        let on = |year: i32| -> Option<(Iso, Writing)> {
            if let Some(offset) = feast.easter {
                let offset =
                    if orthodox { feast.easter_orthodox.unwrap_or(offset) } else { offset };
                // Before its reform, and where it was not taken over yet, the West had the Easter
                // of the Julian calendar too.
                let old_west = !orthodox
                    && (year <= LAST_JULIAN_EASTER
                        || (church.is_none()
                            && !self.memory.abroad
                            && policy.calendar_of(year, Some(4), Some(25)) == Calendar::Julian));
                let by_moon_of_old = orthodox || old_west;
                let easter =
                    if by_moon_of_old { orthodox_easter(year) } else { western_easter(year) };
                let day = easter?.plus(i64::from(offset));
                let julian = Iso::named(Calendar::Julian, day);
                let old = old_west
                    || orthodox
                        && policy.calendar_of(julian.year?, julian.month, julian.day)
                            == Calendar::Julian;
                return Some(if old {
                    (julian, Writing::Julian)
                } else {
                    (Iso::named(Calendar::Gregorian, day), Writing::Gregorian)
                });
            }
            let (month, day) = feast.fixed.as_deref()?.split_once('-')?;
            let iso = Iso::of_day(year, month.parse().ok()?, day.parse().ok()?);
            // The Eastern churches went on by the Julian calendar whatever the state did.
            if eastern && policy.calendar_of(year, iso.month, iso.day) == Calendar::Gregorian {
                let day = iso.first(Calendar::Julian)?;
                return Some((Iso::named(Calendar::Gregorian, day), Writing::Gregorian));
            }
            let old = !feast.new_style
                && !self.memory.abroad
                && policy.calendar_of(year, iso.month, iso.day) == Calendar::Julian;
            Some((iso, if old { Writing::Julian } else { Writing::Gregorian }))
        };
        let (iso, style, inferred) = match year {
            Some(year) => {
                let (iso, style) = on(self.full_year(year))?;
                (iso, style, false)
            }
            None => {
                let writing = writing.filter(|iso| iso.month.is_some())?;
                let now = writing.first(Calendar::Gregorian)?.0;
                let apart = |iso: Iso| iso.first(Calendar::Gregorian).map(|day| day.0 - now);
                let year = writing.year?;
                let days = [year - 1, year, year + 1].into_iter().filter_map(|year| {
                    let (iso, style) = on(year)?;
                    Some((apart(iso)?, iso, style))
                });
                let found = match which {
                    Which::Last => days.filter(|day| day.0 < 0).max_by_key(|day| day.0),
                    Which::Next => days.filter(|day| day.0 > 0).min_by_key(|day| day.0),
                    Which::Any | Which::This => days.min_by_key(|day| day.0.abs()),
                };
                let (_, iso, style) = found?;
                (iso, style, true)
            }
        };
        let mut reading = Reading::new(Shape::When(iso), style, "dates/feast");
        reading.more.push(("type", "occasion".to_owned()));
        if inferred {
            reading.rests_on("internal");
        }
        let church = if orthodox { "Eastern" } else { "Western" };
        Some(reading.because(format!("the feast of the {church} churches")))
    }

    /// `Monday after Easter 1485`, `the eve of Michaelmas 1648`.
    pub(super) fn near_feast(
        &mut self,
        weekday: Option<u8>,
        count: i8,
        feast: &Phrase,
    ) -> Option<Reading> {
        let mut reading = self.evaluate(feast)?;
        let Shape::When(iso) = reading.shape else { return None };
        // The days of the week before the reform are those of the Julian calendar.
        if weekday.is_some() && iso < Iso::of_day(1582, 10, 5) {
            reading.writing = Writing::Julian;
        }
        let calendar = reckoning(&reading);
        let day = iso.first(calendar)?;
        let step = weekday.map_or(-1, |weekday| {
            let ahead = i64::from(weekday) - i64::from(day.weekday());
            let weeks = 7 * (i64::from(count.abs()) - 1);
            match count {
                0.. => (ahead - 1).rem_euclid(7) + 1 + weeks,
                _ => -((-ahead - 1).rem_euclid(7) + 1 + weeks),
            }
        });
        reading.shape = Shape::When(Iso::named(calendar, day.plus(step)));
        reading.anchor = reading.gregorian().start();
        let from = if matches!(feast.node, Node::Point(_)) {
            "the day"
        } else {
            "the feast, which was on"
        };
        Some(reading.because(format!("counted from {from} {iso}")))
    }

    /// `c. 1915`.
    pub(super) fn circa(&mut self, of: &Phrase) -> Option<Reading> {
        let mut reading = self.evaluate(of)?;
        reading.edtf = Some('~');
        reading.low_precision = true;
        reading.rule = "dates/circa";
        Some(reading.because("about that time"))
    }

    /// The Soviet economic year began on 1 October.
    pub(super) fn economic_year(first: i32) -> Reading {
        let shape = Shape::Span(Iso::of_day(first, 10, 1), Iso::of_day(first + 1, 9, 30));
        Reading::new(shape, Writing::Gregorian, "dates/economic-year")
            .because("the economic year began on 1 October")
    }
}
