//! What a point leaves out, from the context: the year of `October 3`, the month of `the 12th`.

use super::Evaluator;
use crate::annotate::dates::iso::Iso;
use crate::annotate::dates::tree::{Point, Shift, Which};
use crate::calendar::Calendar;
use crate::layer::Certainty;

/// Two dates of one paragraph closer than this many days are taken for neighbours across a new
/// year.
const NEIGHBOURS: i64 = 60;

/// So many days ahead of the day of writing a date without a year is still taken to lie.
const AHEAD: i64 = 100;

/// A point with all that could be found out.
#[derive(Debug, Clone, Default)]
pub(super) struct Resolved {
    pub iso: Iso,
    pub evidence: Option<&'static str>,
    pub cert: Option<Certainty>,
    pub because: Vec<String>,
    /// Says itself that it is Old Style: a year of two numbers.
    pub dual: bool,
}

impl Evaluator<'_> {
    /// Fills in what the point leaves out.
    pub(super) fn resolve(&mut self, point: &Point) -> Option<Resolved> {
        let mut out = Resolved {
            iso: Iso { year: None, month: point.month, day: point.day, time: None },
            ..Resolved::default()
        };
        if let Some(year) = point.year {
            let mut value = self.full_year(year);
            if year.figures < 4 {
                out.because
                    .push(format!("the century of {value} is that of the documents around it"));
            }
            if let Some(second) = year.second {
                let early =
                    matches!((point.month, point.day), (Some(1 | 2), _) | (Some(3), Some(..=25)));
                if early {
                    value = second;
                    out.dual = true;
                    out.because.push(format!(
                        "a year of two numbers began on 25 March; by ours it was {second}"
                    ));
                }
            }
            out.iso.year = Some(value);
            return Some(out);
        }
        match (point.month, point.day) {
            (Some(month), day) => self.infer_year(&mut out, month, day, point.shift),
            (None, Some(day)) => self.infer_month(&mut out, day, point.shift)?,
            (None, None) => return None,
        }
        Some(out)
    }

    /// The year of `October 3`.
    fn infer_year(&self, out: &mut Resolved, month: u8, day: Option<u8>, shift: Option<Shift>) {
        let memory = &self.memory;
        if let Some((year, _)) = memory.borrowed {
            out.iso.year = Some(year);
            out.because.push(format!("the year {year} is that of the next date of the list"));
            return;
        }
        let writing = memory.writing.filter(|iso| iso.year.is_some());
        let near = |to: Iso, which: Which| nearest_year(month, day, to, which);
        match shift {
            Some(Shift::Years(n)) => {
                if let Some(year) = writing.or(memory.before).and_then(|iso| iso.year) {
                    out.iso.year = Some(year + i32::from(n));
                    out.because.push(format!("counted from the year of writing, {year}"));
                    return;
                }
            }
            Some(Shift::SameYear) => {
                if let Some(year) =
                    memory.paragraph.or(memory.before).or(writing).and_then(|iso| iso.year)
                {
                    out.iso.year = Some(year);
                    out.because.push(format!("the same year as the date before, {year}"));
                    return;
                }
            }
            Some(Shift::Which(which)) => {
                if let Some(writing) = writing.or(memory.before) {
                    out.iso.year = near(writing, which);
                    out.because.push(format!(
                        "counted from the day of writing, {}",
                        writing.without_time()
                    ));
                    return;
                }
            }
            Some(Shift::Months(_) | Shift::SameMonth) | None => {}
        }
        if let Some(paragraph) = memory.paragraph {
            let year = paragraph.year;
            let close = near(paragraph, Which::Any).filter(|near| {
                let there = Iso { year: Some(*near), month: Some(month), day, time: None };
                let apart = paragraph.month.and_then(|_| Some(middle(there)? - middle(paragraph)?));
                apart.is_some_and(|apart| apart.abs() <= NEIGHBOURS)
            });
            out.iso.year = close.or(year);
            out.evidence = Some("internal");
            let whose = if out.iso.year == year { "that of" } else { "the nearest to" };
            out.because.push(format!(
                "the year is {whose} {} before it in the paragraph",
                paragraph.without_time()
            ));
        } else if let Some(writing) = writing {
            out.iso.year = near(writing, Which::Any);
            out.evidence = Some("internal");
            if writing.month.is_some() && writing.day.is_none() && writing.month != Some(month) {
                out.cert = Some(Certainty::Low);
            }
            out.because.push(format!(
                "the year is the nearest to the day of writing, {}",
                writing.without_time()
            ));
        } else if let Some(before) = memory.before {
            out.iso.year = before.year;
            out.evidence = Some("internal");
            out.cert = Some(Certainty::Medium);
            out.because.push(format!(
                "the year is that of {} before it in the text",
                before.without_time()
            ));
        } else if let Some(year) = memory.around {
            out.iso.year = Some(year);
            out.evidence = Some("internal");
            out.cert = Some(Certainty::Low);
            out.because.push(format!("the year is the one that the document is mostly of, {year}"));
        } else {
            out.because.push("nothing in the context gives its year".to_owned());
        }
    }

    /// The month and year of `the 12th`.
    fn infer_month(&self, out: &mut Resolved, day: u8, shift: Option<Shift>) -> Option<()> {
        let memory = &self.memory;
        if let Some((year, Some(month))) = memory.borrowed {
            (out.iso.year, out.iso.month) = (Some(year), Some(month));
            out.because.push("month and year are those of the next date of the list".to_owned());
            return Some(());
        }
        let writing = memory.writing.filter(|iso| iso.month.is_some());
        if let Some(Shift::Months(n)) = shift
            && let Some(base) = writing.or(memory.before)
        {
            let month = base.without_day().plus(Calendar::Gregorian, i32::from(n))?;
            (out.iso.year, out.iso.month) = (month.year, month.month);
            out.because.push(format!("counted from the month of writing, {}", base.without_time()));
            return Some(());
        }
        if shift == Some(Shift::SameMonth)
            && let Some(before) =
                memory.paragraph.or(memory.before).or(writing).filter(|iso| iso.month.is_some())
        {
            (out.iso.year, out.iso.month) = (before.year, before.month);
            out.because.push(format!("the month of the date before, {}", before.without_time()));
            return Some(());
        }
        let paragraph = memory.paragraph.filter(|iso| iso.day.is_some());
        let from = paragraph.or(writing).or(memory.before.filter(|iso| iso.month.is_some()));
        let Some(from) = from else {
            out.because.push("nothing in the context gives its month and year".to_owned());
            return Some(());
        };
        let candidates = [-1, 0, 1].into_iter().filter_map(|n| {
            let month = from.without_day().plus(Calendar::Gregorian, n)?;
            let there = Iso { day: Some(day), ..month };
            let apart =
                (there.first(Calendar::Gregorian)?.0 - from.first(Calendar::Gregorian)?.0).abs();
            Some((apart, n, there))
        });
        let (_, _, there) = candidates.min_by_key(|(apart, n, _)| (*apart, *n))?;
        (out.iso.year, out.iso.month) = (there.year, there.month);
        out.evidence = Some("internal");
        out.because.push(format!("month and year are the nearest to {}", from.without_time()));
        Some(())
    }
}

/// The year in which a day or month lies nearest to another, or last before or next after it.
///
/// People write of what was more than of what will be: a day more than [`AHEAD`] days after the
/// other is taken for that of the year before.
pub(super) fn nearest_year(month: u8, day: Option<u8>, to: Iso, which: Which) -> Option<i32> {
    let year = to.year?;
    if to.month.is_none() && which == Which::Any {
        return Some(year);
    }
    let writing = middle(to)?;
    // 29 February is sought as the 28th, so that each year has it.
    let day = day.map(|day| if month == 2 { day.min(28) } else { day });
    let candidates = [year - 1, year, year + 1].into_iter().filter_map(|year| {
        let apart =
            middle(Iso { year: Some(year), month: Some(month), day, time: None })? - writing;
        Some((apart, year))
    });
    let latest = |last: i64| move |(apart, _): &(i64, i32)| *apart <= last;
    let found = match which {
        Which::Any | Which::This => {
            candidates.filter(latest(AHEAD)).max_by_key(|(apart, _)| *apart)
        }
        Which::Last => candidates.filter(latest(-1)).max_by_key(|(apart, _)| *apart),
        Which::Next => candidates.filter(|(apart, _)| *apart > 0).min_by_key(|(apart, _)| *apart),
    };
    found.map(|(_, year)| year)
}

/// The number of the day in the middle of a day, month or year.
fn middle(iso: Iso) -> Option<i64> {
    let (first, last) = (iso.first(Calendar::Gregorian)?, iso.last(Calendar::Gregorian)?);
    Some(i64::midpoint(first.0, last.0))
}
