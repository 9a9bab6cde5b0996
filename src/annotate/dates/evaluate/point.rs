//! A day, month or year with its missing parts from the context.

use super::{Evaluator, IMPOSSIBLE, Reading, Shape, Writing, calendars};
use crate::annotate::dates::iso::{Iso, astronomical};
use crate::annotate::dates::tree::{Naming, Point, Shift, Style, Which};
use crate::calendar::{Calendar, Civil};
use crate::diagnostic::{Code, Finding};
use crate::layer::{Certainty, Span};

/// Two dates of one paragraph closer than this many days are taken for neighbours across a new
/// year.
const NEIGHBOURS: i64 = 60;

/// So many days ahead of the day of writing a date without a year is still taken to lie.
const AHEAD: i64 = 100;
/// No month of any calendar is longer.
const LONGEST_MONTH: u8 = 31;

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
            let printed = &self.text[span.range()];
            self.findings.push(
                Finding::new(
                    Code::YearUnknown,
                    span,
                    format!("the year of `{printed}` cannot be inferred"),
                )
                .help("give the letter's date, or a decision for this place"),
            );
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
        if let (Some(year), Some(month), Some(day)) = (iso.year, iso.month, iso.day)
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
            (iso.year.unwrap_or(4), iso.month.unwrap_or(1), iso.day.unwrap_or(1));
        let length = system.month_length(astronomical(year), month);
        let printed = &self.text[span.range()];
        let finding = Finding::new(
            Code::DateImpossible,
            span,
            format!("`{printed}` is no date: the month has {length} days"),
        );
        if day > LONGEST_MONTH {
            self.findings.push(finding.help("the day is a slip; only the month is kept"));
            let mut reading =
                Reading::new(Shape::When(Iso::of_month(year, month)), writing, IMPOSSIBLE);
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
                let apart = paragraph.day.and(day).and_then(|_| {
                    let there = Iso { year: Some(*near), month: Some(month), day, time: None };
                    Some(
                        (there.first(Calendar::Gregorian)?.0
                            - paragraph.first(Calendar::Gregorian)?.0)
                            .abs(),
                    )
                });
                apart.is_some_and(|apart| apart <= NEIGHBOURS)
            });
            out.iso.year = close.or(year);
            out.evidence = Some("internal");
            out.because.push(format!(
                "the year is that of {} before it in the paragraph",
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
        if let Some(Shift::Months(n)) = shift {
            let month =
                writing.or(memory.before)?.without_day().plus(Calendar::Gregorian, i32::from(n))?;
            (out.iso.year, out.iso.month) = (month.year, month.month);
            out.because.push(format!(
                "counted from the month of writing, {}",
                writing.or(memory.before)?.without_time()
            ));
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

    /// The calendar a point is written in.
    pub(super) fn calendar(&self, point: &Point, resolved: &Resolved, span: Span) -> Calendared {
        let plain = |writing, why: &str| Calendared {
            writing,
            because: (!why.is_empty()).then(|| why.to_owned()),
            abroad: false,
        };
        match point.style {
            Some(Style::Old) => return plain(Writing::Julian, "said to be Old Style"),
            Some(Style::New) => return plain(Writing::SaidGregorian, "said to be New Style"),
            None => {}
        }
        if resolved.dual {
            return plain(Writing::Julian, "a year of two numbers is Old Style");
        }
        let Some(year) = resolved.iso.year else { return plain(Writing::Gregorian, "") };
        let policy = &self.context.policy;
        if policy.calendar_of(year, resolved.iso.month, resolved.iso.day) == Calendar::Gregorian {
            return plain(Writing::Gregorian, "");
        }
        if resolved.iso.month.is_some()
            && let Some(place) = self.place_abroad(span)
        {
            return Calendared {
                writing: Writing::Gregorian,
                because: Some(format!("New Style, since {place}")),
                abroad: !self.memory.abroad,
            };
        }
        let why = if resolved.iso.month.is_some() {
            format!("Old Style by the calendar policy `{}`", policy.name())
        } else {
            String::new()
        };
        plain(Writing::Julian, &why)
    }

    /// The place that shows that the sentence speaks of where New Style was in use.
    fn place_abroad(&self, span: Span) -> Option<String> {
        if self.memory.abroad {
            return Some("it was written abroad".to_owned());
        }
        let sentence = sentence_around(self.text, span);
        let text = &self.text[sentence.range()];
        let found = self.context.policy.place_abroad(text)?;
        Some(format!("the sentence names {found}"))
    }
}

/// The calendar of a point, and why.
#[derive(Debug)]
pub(super) struct Calendared {
    pub writing: Writing,
    pub because: Option<String>,
    pub abroad: bool,
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
    let middle = |iso: Iso| {
        let (first, last) = (iso.first(Calendar::Gregorian)?, iso.last(Calendar::Gregorian)?);
        Some(i64::midpoint(first.0, last.0))
    };
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

/// The sentence that the span stands in, within its paragraph; at most some hundred characters to
/// either side. A full stop after an initial or a short abbreviation does not end it.
fn sentence_around(text: &str, span: Span) -> Span {
    const REACH: usize = 600;
    let from = text.floor_char_boundary(span.start.saturating_sub(REACH));
    let to = text.ceil_char_boundary((span.end + REACH).min(text.len()));
    let before = &text[from..span.start];
    let after = &text[span.end..to];
    let ends = |text: &str, at: usize| {
        let word = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let capital = text[at + 1..].trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
        let space = text[at + 1..].starts_with(char::is_whitespace);
        capital && space && word.chars().count() > 3
    };
    let start = before
        .char_indices()
        .rev()
        .find(|&(at, c)| c == '\n' || (matches!(c, '.' | '!' | '?') && ends(before, at)))
        .map_or(0, |(at, _)| at + 1);
    let end = after
        .char_indices()
        .find(|&(at, c)| c == '\n' || (matches!(c, '.' | '!' | '?') && ends(after, at)))
        .map_or(after.len(), |(at, _)| at);
    Span::new(from + start, span.end + end)
}
