//! What the grammar makes of a text: expressions composed of smaller ones, not yet evaluated.

use crate::calendar::{Calendar, Civil, RomanDay};
use crate::layer::Span;

/// An expression and the text it stands on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Phrase {
    pub node: Node,
    pub span: Span,
    /// What stands around it.
    pub frame: Frame,
}

/// What the words outside of a date say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is said or not, by itself")]
pub(super) struct Frame {
    /// `by`: the end is the last day possible.
    pub by: bool,
    /// Only a list mark stands between it and the next, from which it may borrow.
    pub lends: bool,
    /// In editor's brackets.
    pub supplied: bool,
    /// With a question mark.
    pub doubtful: bool,
    /// The day on which something was received or answered, not written.
    pub received: bool,
}

/// A date expression.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// A day, month or year.
    Point(Point),
    /// The same in both styles, in the order printed.
    Pair(Box<Phrase>, Box<Phrase>),
    /// From one to another; `dash` where only a dash stands between.
    Range { from: Box<Phrase>, to: Box<Phrase>, join: Join },
    /// Between two, neither named.
    Between(Box<Phrase>, Box<Phrase>),
    /// Before, after.
    Bound(Bound, Box<Phrase>),
    /// A part of a month that is bounded: `December, after 8 (21), 1917`.
    Within { month: u8, bound: Bound, of: Box<Phrase> },
    /// A part of a year, month, decade or century.
    Part(u16, Box<Phrase>),
    /// Seasons of a year.
    Seasons { first: u8, last: u8, year: Option<Year>, which: Which },
    /// A term of a year.
    Term { index: u16, year: Year },
    /// Ten years; the century is the context's where only `twenties` is written.
    Decade { first: i32, whole: bool },
    /// A century, counted from 1.
    Century { number: i32, bc: bool },
    /// The turn of two years or of a century.
    Turn(Option<(i32, i32)>),
    /// A feast.
    Feast { index: u16, year: Option<Year>, church: Option<Church>, which: Which },
    /// The day of the week before or after a feast, so many of them away and negative where it is
    /// before; the day before it where no day of the week is said.
    NearFeast { weekday: Option<u8>, count: i8, feast: Box<Phrase> },
    /// About.
    Circa(Box<Phrase>),
    /// A day counted from the day of writing.
    Today(i8),
    /// A day counted from the date before.
    Following(i8),
    /// Some days ago.
    OtherDay,
    /// A length of time before or after the day of writing, or after the date before.
    Counted { count: u32, unit: Unit, from: Origin, sign: i8 },
    /// This, last, next week, month, year.
    Current { unit: Unit, which: Which },
    /// The same month, the same year.
    Same(Unit),
    /// A day of the week alone.
    Weekday { number: u8, which: Which },
    /// An event that lasts as long as the date.
    Event { index: u16, eve: bool },
    /// The night before a day.
    NightBefore(Box<Phrase>),
    /// A length of time.
    Lasting { count: u32, unit: Unit, from: Option<Box<Phrase>> },
    /// The economic year that began in that year.
    EconomicYear(i32),
}

/// A day, month or year as it is written; what is missing comes from the context.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Point {
    pub year: Option<Year>,
    pub month: Option<u8>,
    pub day: Option<u8>,
    pub weekday: Option<u8>,
    pub time: Option<Time>,
    pub style: Option<Style>,
    pub naming: Naming,
    pub shift: Option<Shift>,
    pub repair: Option<Repair>,
    /// Numbers alone, both of which could be the month.
    pub either_order: bool,
    /// A part of it stands in editor's brackets: `4 May [1920]`.
    pub supplied: bool,
}

/// A year as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Year {
    /// The year; of short forms the last figures only.
    pub value: i32,
    /// 4, or 3 and 2 where the century is left out.
    pub figures: u8,
    /// The second year of `1731/2`, in full.
    pub second: Option<i32>,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Time {
    pub hour: u8,
    pub minute: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Old,
    New,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Church {
    Eastern,
    Western,
}

/// What the numbers of a point count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Naming {
    /// Months and days of the usual calendars.
    #[default]
    Usual,
    /// The French Republic.
    Republican,
    /// Counted to the Kalends, Nones or Ides; the day is the count.
    Roman(RomanDay),
    /// A year of the world; it is the year.
    World,
}

/// A month or year given by its distance from the day of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shift {
    Months(i8),
    Years(i8),
    /// The last such date before the day of writing, or the next one after it.
    Which(Which),
    /// The year of the date before.
    SameYear,
    /// The month of the date before.
    SameMonth,
}

/// A slip of the pen or the press that was read as what was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repair {
    pub printed: String,
    pub meant: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Which {
    /// Nothing said.
    #[default]
    Any,
    This,
    Last,
    Next,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// What a length of time is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// The day of writing.
    Writing,
    /// The date named before.
    Before,
    /// An event, or the day of writing where it is only pointed at.
    Event(Option<u16>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    After,
    Before,
    NotBefore,
    NotAfter,
}

/// How the two ends of a range are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Words: `to`, `until`.
    Words,
    /// A dash, which may also join the two styles of one day.
    Dash,
    /// A stroke, a comma or `&`, which join the two styles or, failing that, two days.
    Stroke,
}

impl Phrase {
    pub fn new(node: Node, span: Span) -> Self {
        Self { node, span, frame: Frame::default() }
    }

    pub fn boxed(node: Node, span: Span) -> Box<Self> {
        Box::new(Self::new(node, span))
    }
}

impl Year {
    pub fn full(value: i32) -> Self {
        Self { value, figures: 4, second: None }
    }
}

impl Node {
    /// The first of two halves.
    pub fn first_half(&mut self) -> Option<&mut Phrase> {
        let (Self::Pair(first, _) | Self::Range { from: first, .. }) = self else { return None };
        Some(first)
    }

    pub fn second_half(&mut self) -> Option<&mut Phrase> {
        let (Self::Pair(_, second) | Self::Range { to: second, .. }) = self else { return None };
        Some(second)
    }

    /// The point that closes it: itself, or the second of a range.
    pub fn closing_point(&mut self) -> Option<&mut Point> {
        if let Self::Point(point) = self {
            return Some(point);
        }
        let Self::Range { to, .. } = self else { return None };
        to.node.closing_point()
    }

    /// Gives the year to the point it belongs to: the first of a pair, the second of a range.
    pub fn close(&mut self, year: Option<Year>, shift: Option<Shift>, first: bool) {
        if let Self::Point(point) = self {
            point.year = point.year.or(year);
            point.shift = point.shift.or(shift);
        } else if let Self::Pair(a, b) = self {
            (if first { a } else { b }).node.close(year, shift, first);
        } else if let Self::Range { to, .. } = self {
            to.node.close(year, shift, first);
        }
    }

    /// The year that closes it: its own, or that of the second of a range.
    pub fn last_year(&self) -> Option<Year> {
        if let Self::Point(point) = self {
            return point.year;
        }
        let Self::Range { from, to, .. } = self else { return None };
        to.node.last_year().or_else(|| from.node.last_year())
    }

    /// The year that is written in it, of the first half first.
    pub fn year(&self) -> Option<Year> {
        if let Self::Point(point) = self {
            return point.year;
        }
        let (Self::Pair(a, b) | Self::Range { from: a, to: b, .. }) = self else { return None };
        a.node.year().or_else(|| b.node.year())
    }
}

impl Point {
    /// How many days apart two days would be if they were taken for the same calendar; the
    /// shorter way round the year.
    pub fn days_apart(&self, other: &Self) -> Option<i64> {
        /// Where the year is not read yet it may be a leap year, and 29 February a day of it.
        const ANY_LEAP_YEAR: i32 = 1904;
        let written = self.year.or(other.year).filter(|year| year.figures == 4);
        let year = written.map_or(ANY_LEAP_YEAR, |year| year.value);
        let day = |point: &Self, year| {
            let month = point.month.or(self.month).or(other.month)?;
            Calendar::Julian.day(Civil { year, month, day: point.day? })
        };
        let from = day(self, year)?;
        let apart = [year - 1, year, year + 1].into_iter().filter_map(|year| day(other, year));
        apart.map(|to| (to.0 - from.0).abs()).min()
    }
}
