//! Dates counted from the day of writing, from the date before, or from an event.

use super::{Evaluator, Reading, Shape, Writing};
use crate::annotate::dates::iso::Iso;
use crate::annotate::dates::tree::{Origin, Phrase, Unit, Which};
use crate::calendar::{Calendar, Civil};
use crate::layer::Certainty;

/// `the other day` is one of so many days before.
const OTHER_DAYS: i32 = 7;
/// The calendar of the days of writing, which are held in New Style.
const NEW: Calendar = Calendar::Gregorian;

impl Evaluator<'_> {
    /// The day of writing, where it is known to the day.
    fn day_of_writing(&self) -> Option<Iso> {
        self.memory.writing.filter(|iso| iso.day.is_some()).map(Iso::without_time)
    }

    fn day(iso: Iso, rule: &'static str, why: String) -> Reading {
        Reading::new(Shape::When(iso), Writing::Gregorian, rule).because(why)
    }

    /// `yesterday`.
    pub(super) fn today(&mut self, days: i8) -> Option<Reading> {
        let writing = self.day_of_writing()?;
        let why = format!("counted from the day of writing, {writing}");
        Some(Self::day(writing.plus(NEW, i32::from(days))?, "dates/today", why))
    }

    /// `the next day`.
    pub(super) fn following(&mut self, days: i8) -> Option<Reading> {
        let before =
            self.memory.paragraph.filter(|iso| iso.day.is_some()).or(self.given_before())?;
        let why = format!("counted from the date before, {before}");
        Some(Self::day(before.plus(NEW, i32::from(days))?, "dates/following", why))
    }

    /// The date that the context gives as the one before.
    fn given_before(&self) -> Option<Iso> {
        self.context.date.filter(|iso| iso.day.is_some()).map(Iso::without_time)
    }

    /// `the other day`.
    pub(super) fn other_day(&mut self) -> Option<Reading> {
        let writing = self.day_of_writing()?;
        let shape =
            Shape::Bounds(Some(writing.plus(NEW, -OTHER_DAYS)?), Some(writing.plus(NEW, -1)?));
        let mut reading = Reading::new(shape, Writing::Gregorian, "dates/other-day");
        reading.low_precision = true;
        reading.doubt(Certainty::Low);
        Some(reading.because(format!("one of the {OTHER_DAYS} days before {writing}")))
    }

    /// `three days ago`, `two weeks later`, `a week before the congress`.
    pub(super) fn counted(
        &mut self,
        count: u32,
        unit: Unit,
        from: Origin,
        sign: i8,
    ) -> Option<Reading> {
        let origin = match from {
            Origin::Writing => self.day_of_writing()?,
            Origin::Before => self.memory.paragraph.or(self.memory.before).or(self.context.date)?,
            Origin::Event(Some(index)) => {
                Iso::parse(&self.lexicon.events.get(usize::from(index))?.from)?
            }
            Origin::Event(None) => self.context.date?,
        };
        let count = i32::try_from(count).ok()? * i32::from(sign);
        let there = match unit {
            Unit::Hour => return None,
            Unit::Day => origin.filter_day()?.plus(NEW, count)?,
            Unit::Week => origin.filter_day()?.plus(NEW, count * 7)?,
            Unit::Month => same_day(origin, origin.without_day().plus(NEW, count)?),
            Unit::Year => {
                same_day(origin, Iso { year: Some(origin.year? + count), ..origin.without_day() })
            }
        };
        let mut reading =
            Self::day(there, "dates/counted", format!("counted from {}", origin.without_time()));
        // Months and years ago are said roundly.
        if matches!(unit, Unit::Month | Unit::Year) {
            reading.shape = Shape::When(if unit == Unit::Year {
                Iso::of_year(there.year?)
            } else {
                there.without_day()
            });
            reading.anchor = reading.shape.start();
            reading.low_precision = true;
        }
        Some(reading)
    }

    /// `last week`, `this month`, `next year`.
    pub(super) fn current(&mut self, unit: Unit, which: Which) -> Option<Reading> {
        // `the end of the month` goes on from the date before.
        let going_on = self.memory.paragraph.filter(|_| which == Which::Any);
        let writing = going_on.or(self.memory.writing)?;
        let step = match which {
            Which::Last => -1,
            Which::This | Which::Any => 0,
            Which::Next => 1,
        };
        let why = format!("counted from the day of writing, {}", writing.without_time());
        let rule = "dates/current";
        let shape = match unit {
            Unit::Hour => return None,
            Unit::Day => Shape::When(self.day_of_writing()?.plus(NEW, step)?),
            Unit::Week => {
                let day = self.day_of_writing()?.first(NEW)?;
                let monday = day.plus(1 - i64::from(day.weekday()) + 7 * i64::from(step));
                Shape::Span(Iso::named(NEW, monday), Iso::named(NEW, monday.plus(6)))
            }
            Unit::Month => {
                writing.month?;
                Shape::When(writing.without_day().plus(NEW, step)?)
            }
            Unit::Year => Shape::When(Iso::of_year(writing.year?).plus(NEW, step)?),
        };
        Some(Reading::new(shape, Writing::Gregorian, rule).because(why))
    }

    /// `the same month`.
    pub(super) fn same(&mut self, unit: Unit) -> Option<Reading> {
        let before = self.memory.paragraph.or(self.memory.before).or(self.context.date)?;
        let iso = match unit {
            Unit::Day => before.filter_day()?.without_time(),
            Unit::Hour | Unit::Week => return None,
            Unit::Month => before.month.map(|_| before.without_day())?,
            Unit::Year => Iso::of_year(before.year?),
        };
        Some(Self::day(
            iso,
            "dates/same",
            format!("the same as that of {} before it", before.without_time()),
        ))
    }

    /// `Friday`: the one that is next, unless it is said to be last.
    pub(super) fn weekday(&mut self, number: u8, which: Which) -> Option<Reading> {
        let writing = self.day_of_writing()?;
        let today = writing.first(NEW)?;
        let ahead = (i64::from(number) - i64::from(today.weekday())).rem_euclid(7);
        let step = match which {
            Which::Last if ahead == 0 => -7,
            Which::Last => ahead - 7,
            Which::Next if ahead == 0 => 7,
            Which::Any | Which::This | Which::Next => ahead,
        };
        let why = format!("the day of the week counted from the day of writing, {writing}");
        let mut reading = Self::day(Iso::named(NEW, today.plus(step)), "dates/weekday", why);
        if which == Which::Any {
            reading.doubt(Certainty::Medium);
            reading.rests_on("internal");
        }
        Some(reading)
    }

    /// `during the 9th Conference`, `the eve of the revolution`.
    pub(super) fn event(&mut self, index: u16, eve: bool) -> Option<Reading> {
        let event = self.lexicon.events.get(usize::from(index))?.clone();
        let from = Iso::parse(&event.from)?;
        let to = event.to.as_deref().and_then(Iso::parse);
        let rule = "dates/event";
        if eve {
            let mut reading =
                Reading::new(Shape::Bounds(None, Some(from)), Writing::Gregorian, rule);
            reading.more.push(("datingPoint", format!("#{}", event.id)));
            reading.low_precision = true;
            return Some(reading.because("before the event began"));
        }
        let shape = Shape::Span(from, to.unwrap_or(from));
        let mut reading = Reading::new(shape, Writing::Gregorian, rule);
        reading.more.push(("period", format!("#{}", event.id)));
        Some(reading.because("as long as the event lasted"))
    }

    /// `for three weeks`, `from 1 June 1920, for eight days`.
    pub(super) fn lasting(
        &mut self,
        count: u32,
        unit: Unit,
        from: Option<&Phrase>,
    ) -> Option<Reading> {
        // ISO 8601, 5.5.2.2
        let length = match unit {
            Unit::Hour => format!("PT{count}H"),
            Unit::Day => format!("P{count}D"),
            Unit::Week => format!("P{count}W"),
            Unit::Month => format!("P{count}M"),
            Unit::Year => format!("P{count}Y"),
        };
        let Some(from) = from else {
            let mut reading = Reading::new(Shape::Nothing, Writing::Gregorian, "dates/duration");
            reading.more.push(("dur-iso", length));
            return Some(reading.because("a length of time"));
        };
        let start = self.evaluate(from)?;
        let Shape::When(first) = start.gregorian() else { return None };
        let mut reading = Reading::new(Shape::Nothing, Writing::Gregorian, "dates/duration");
        reading.more.push(("when-iso", format!("{}/{length}", first.without_time())));
        reading.anchor = Some(first);
        Some(reading.because("a length of time from that day"))
    }
}

impl Iso {
    fn filter_day(self) -> Option<Self> {
        self.day.and(self.year).map(|_| self)
    }
}

/// The day of the one in the month of the other, cut to the month's length.
fn same_day(day: Iso, month: Iso) -> Iso {
    let length = month.last(NEW).map_or(28, |last| {
        let Civil { day, .. } = NEW.civil(last);
        day
    });
    Iso { day: day.day.map(|day| day.min(length)), ..month }
}
