//! From expressions to values: intervals in a calendar, with what they rest on.

mod calendars;
mod joined;
mod missing;
mod point;
mod ranges;
mod reading;
mod relative;
mod style;
mod vague;

pub(super) use reading::{Reading, Shape, Writing};

use super::context::Context;
use super::iso::Iso;
use super::lexicon::Lexicon;
use super::tree::{Node, Phrase, Year};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Certainty, Span};

/// The rule by which days are read that no calendar has.
pub(super) const IMPOSSIBLE: &str = "dates/impossible";

/// What the evaluation knows at a place of the text, from what was read before it.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    /// The day of writing: the letter's date, or the context's.
    pub writing: Option<Iso>,
    /// The last date of the same paragraph.
    pub paragraph: Option<Iso>,
    /// The last date of the text.
    pub before: Option<Iso>,
    /// The year of the next date of the same list.
    pub borrowed: Option<(i32, Option<u8>)>,
    /// The year that the full dates of the document, notes and all, lie around.
    pub around: Option<i32>,
    /// The same of its letters alone, where they or many notes have one.
    pub century: Option<i32>,
    /// Every year that the document names in four figures, sorted, each once.
    pub named: Vec<i32>,
    /// Whether the letter was written where New Style was in use.
    pub abroad: bool,
}

/// Evaluates the expressions of one text in order.
pub(super) struct Evaluator<'a> {
    pub text: &'a str,
    pub lexicon: &'a Lexicon,
    pub context: &'a Context,
    pub memory: Memory,
    pub findings: Vec<Finding>,
}

impl Evaluator<'_> {
    /// What the expression means; none where it is no date without more context.
    pub fn evaluate(&mut self, phrase: &Phrase) -> Option<Reading> {
        let mut reading = self.node(phrase)?;
        let frame = phrase.frame;
        if frame.by
            && let Some(end) = reading.shape.end()
        {
            reading.shape = Shape::Bounds(None, Some(end));
            reading.because.push("`by` makes it the last day possible".to_owned());
        }
        if frame.supplied {
            reading.rests_on("conjecture");
            reading.because.push("the brackets mark it as the editor's".to_owned());
        }
        if frame.doubtful {
            reading.doubt(Certainty::Low);
            if !frame.supplied {
                reading.edtf = Some('?');
            }
            reading.because.push("the question mark doubts it".to_owned());
        }
        self.check_order(&mut reading, phrase.span);
        Some(reading)
    }

    fn node(&mut self, phrase: &Phrase) -> Option<Reading> {
        let span = phrase.span;
        match &phrase.node {
            Node::Point(point) => self.point(point, span),
            Node::Pair(first, second) => self.pair(first, second, span),
            Node::Range { from, to, join } => self.range(from, to, *join, span),
            Node::Between(from, to) => self.between(from, to, span),
            Node::Bound(bound, of) => self.bounded(*bound, of),
            Node::Within { month, bound, of } => self.within(*month, *bound, of),
            Node::Part(index, of) => self.part(*index, of),
            Node::Seasons { first, last, year, which } => {
                self.seasons(*first, *last, *year, *which, span)
            }
            Node::Term { index, year } => self.term(*index, *year),
            Node::Decade { first, whole } => self.decade(*first, *whole),
            Node::Century { number, bc } => Some(Self::century(*number, *bc)),
            Node::Turn(years) => self.turn(*years),
            Node::Feast { index, year, church, which } => {
                self.feast(*index, *year, *church, *which)
            }
            Node::NearFeast { weekday, count, feast } => self.near_feast(*weekday, *count, feast),
            Node::Circa(of) => self.circa(of),
            Node::Today(days) => self.today(*days),
            Node::Following(days) => self.following(*days),
            Node::OtherDay => self.other_day(),
            Node::Counted { count, unit, from, sign } => self.counted(*count, *unit, *from, *sign),
            Node::Current { unit, which } => self.current(*unit, *which),
            Node::Same(unit) => self.same(*unit),
            Node::Weekday { number, which } => self.weekday(*number, *which),
            Node::Event { index, eve } => self.event(*index, *eve),
            Node::Lasting { count, unit, from } => self.lasting(*count, *unit, from.as_deref()),
            Node::EconomicYear(first) => Some(Self::economic_year(*first)),
            Node::NightBefore(day) => self.night_before(day),
        }
    }

    /// Keeps the date for those that are counted from it.
    pub fn remember(&mut self, reading: &Reading) {
        let Some(anchor) = reading.anchor.filter(|iso| iso.year.is_some()) else { return };
        self.memory.paragraph = Some(anchor);
        self.memory.before = Some(anchor);
    }

    /// A year written in two or three figures, in full.
    pub(super) fn full_year(&self, year: Year) -> i32 {
        let modulus = match year.figures {
            2 => 100,
            3 => 1000,
            _ => return year.value,
        };
        let nearest = |to: i32| {
            let base = to.div_euclid(modulus) * modulus + year.value;
            [base - modulus, base, base + modulus]
                .into_iter()
                .min_by_key(|y| ((y - to).abs(), -*y))
                .unwrap_or(base)
        };
        if let Some((first, last)) = self.context.years {
            let base = first.div_euclid(modulus) * modulus + year.value;
            let inside =
                [base, base + modulus].into_iter().find(|year| (first..=last).contains(year));
            return inside.unwrap_or_else(|| nearest(i32::midpoint(first, last)));
        }
        let written = self.memory.writing.and_then(|iso| iso.year);
        let near = nearest(written.or(self.memory.century).unwrap_or(MIDDLE_YEAR));
        if written.is_some() {
            return near;
        }
        // The document itself may name the year in full.
        let mut named = self.memory.named.iter().filter(|&&y| y.rem_euclid(modulus) == year.value);
        match (named.next(), named.next()) {
            (Some(&only), None) => only,
            _ => near,
        }
    }

    /// A range that ends before it begins.
    fn check_order(&mut self, reading: &mut Reading, span: Span) {
        let (first, last) = reading.gregorian().days();
        if let (Some(first), Some(last)) = (first, last)
            && last < first
        {
            let printed = &self.text[span.range()];
            self.findings.push(
                Finding::new(
                    Code::DateReversed,
                    span,
                    format!("`{printed}` ends before it begins"),
                )
                .help("check the two dates against the source"),
            );
            reading.doubt(Certainty::Low);
            reading.shape = match reading.shape {
                Shape::Span(from, to) => Shape::Span(to, from),
                Shape::Bounds(from, to) => Shape::Bounds(to, from),
                Shape::When(iso) => Shape::When(iso),
                Shape::Nothing => Shape::Nothing,
            };
            if let Writing::Pair { new, .. } = &mut reading.writing {
                *new = None;
            }
        }
    }
}

/// Where nothing tells the century, two figures are read as the year nearest to this one: letters of
/// 1850-1949 are the most that are dated so.
const MIDDLE_YEAR: i32 = 1900;
