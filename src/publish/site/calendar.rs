//! The calendar: letters by the day they were sent, and the dates that the texts name.

use super::super::facts::Context;
use super::super::tei::Dated;
use super::super::volume::LetterId;
use super::correspondence::{Cell, heat};
use super::groups::{Group, Row};
use super::pages::{Pages, numbers, path};
use super::{Page, Site};
use minijinja::context;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many letters and dates a page shows; a year with more has a page for each month.
const ENTRIES: usize = 250;
const UNDATED: &str = "calendar/undated.html";

/// A letter, or a place where a date is named, by its date.
#[derive(Debug, Clone, Copy)]
enum Entry<'v> {
    Letter(LetterId),
    Named(usize, &'v Context),
}

type Day = (i32, u8, u8);

/// All entries of a year by month, 0 for those without one.
type Year<'v> = BTreeMap<u8, Vec<(Day, Entry<'v>)>>;

#[derive(Debug, Serialize)]
struct Line {
    href: String,
    name: String,
    cells: Vec<Cell>,
}

#[derive(Debug, Serialize)]
struct Month {
    anchor: String,
    name: String,
    href: Option<String>,
    count: usize,
    letters: Vec<Row>,
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Step {
    href: String,
    title: String,
}

#[derive(Debug, Serialize)]
struct MonthName {
    name: String,
    short: String,
}

impl<'a> Site<'a> {
    /// The page of a date, below the site; none where the calendar has no such year.
    pub(super) fn page_of_date(&self, (year, month, _): Day) -> Option<String> {
        let months = self.volume.years.get(&year)?;
        let total: usize = months.iter().sum();
        let count = months.get(usize::from(month)).copied().unwrap_or_default();
        if count == 0 {
            return None;
        }
        Some(if total > ENTRIES {
            month_page(year, month)
        } else {
            format!("{}#m:{month}", year_page(year))
        })
    }

    fn entries(&self) -> BTreeMap<i32, Year<'a>> {
        let mut years: BTreeMap<i32, Year<'a>> = BTreeMap::new();
        let mut add = |day: Day, entry| {
            years.entry(day.0).or_default().entry(day.1).or_default().push((day, entry));
        };
        for &id in &self.volume.letters {
            if let Some(date) = &self.volume.letter(id).date {
                add(date.first, Entry::Letter(id));
            }
        }
        for (at, dated, context) in self.volume.named_dates() {
            add(dated.first, Entry::Named(at, context));
        }
        for months in years.values_mut() {
            for entries in months.values_mut() {
                entries.sort_by_key(|(day, entry)| (*day, matches!(entry, Entry::Named(..))));
            }
        }
        years
    }

    pub(super) fn write_calendar(&self) -> anyhow::Result<()> {
        let years = self.entries();
        let undated: Vec<LetterId> = (self.volume.letters.iter().copied())
            .filter(|&id| self.volume.letter(id).date.is_none())
            .collect();
        if years.is_empty() && undated.is_empty() {
            return Ok(());
        }
        self.write_years(&years, &undated)?;
        if !undated.is_empty() {
            self.write_undated(&undated)?;
        }
        let keys: Vec<i32> = years.keys().copied().collect();
        keys.par_iter().enumerate().try_for_each(|(at, year)| {
            let step = |at: Option<usize>| {
                let year = *keys.get(at?)?;
                Some(Step { href: year_page(year), title: self.words.year(year) })
            };
            let around = (step(at.checked_sub(1)), step(Some(at + 1)));
            self.write_year(*year, &years[year], &around)
        })
    }

    fn write_years(
        &self,
        years: &BTreeMap<i32, Year<'a>>,
        undated: &[LetterId],
    ) -> anyhow::Result<()> {
        let letters_alone = !self.volume.letters.is_empty();
        let count = |entries: &[(Day, Entry)]| {
            let letters = entries.iter().filter(|(_, entry)| matches!(entry, Entry::Letter(_)));
            if letters_alone { letters.count() } else { entries.len() }
        };
        let counts = years.values().flat_map(|year| year.values()).map(|entries| count(entries));
        let most = counts.max().unwrap_or(1);
        let lines = years.iter().map(|(&year, months)| {
            let cell = |month: u8| {
                let entries = months.get(&month).map_or(&[][..], Vec::as_slice);
                let number = count(entries);
                let Some(href) = self.page_of_date((year, month, 0)).filter(|_| number > 0) else {
                    return Cell::default();
                };
                let name = self.words.month_of(year, month);
                Cell {
                    count: number,
                    heat: heat(number, most),
                    href,
                    label: format!("{name}: {number}"),
                }
            };
            let (name, href) = (self.words.year(year), year_page(year));
            Line { href, name, cells: (1..=12).map(cell).collect() }
        });
        let lines: Vec<Line> = lines.collect();
        let months = (1..=12).map(|month| {
            let name = self.words.month(month).to_owned();
            MonthName { short: name.chars().take(3).collect(), name }
        });
        let total = if letters_alone { self.volume.letters.len() } else { 0 };
        let page = Page {
            path: "calendar/index.html",
            template: "calendar.html",
            section: "calendar",
            title: self.words.get("calendar"),
        };
        let values = context! {
            count => Some(total).filter(|&total| total > 0),
            months => months.collect::<Vec<_>>(),
            years => lines,
            undated => (!undated.is_empty()).then(|| context! {
                href => UNDATED,
                count => undated.len(),
            }),
        };
        self.write_page(page, values)
    }

    fn write_undated(&self, undated: &[LetterId]) -> anyhow::Result<()> {
        let entries: Vec<(Day, Entry)> =
            undated.iter().map(|&id| ((0, 0, 0), Entry::Letter(id))).collect();
        let title = self.words.get("undated").to_owned();
        self.write_period(UNDATED, &title, &entries, &(None, None))
    }

    fn write_year(
        &self,
        year: i32,
        months: &Year<'a>,
        around: &(Option<Step>, Option<Step>),
    ) -> anyhow::Result<()> {
        let total: usize = months.values().map(Vec::len).sum();
        let shown: Vec<Month> = months
            .iter()
            .map(|(&month, entries)| {
                let mut section = self.month(year, month, entries);
                if total > ENTRIES {
                    section.href = Some(month_page(year, month));
                    section.letters.clear();
                    section.groups.clear();
                }
                section
            })
            .collect();
        let path = year_page(year);
        let title = self.words.year(year);
        let page =
            Page { path: &path, template: "period.html", section: "calendar", title: &title };
        let values = context! {
            pages => Pages::new(&path, 1, &numbers(1), String::new()),
            months => shown,
            previous => around.0,
            next => around.1,
        };
        self.write_page(page, values)?;
        if total <= ENTRIES {
            return Ok(());
        }
        let keys: Vec<u8> = months.keys().copied().collect();
        for (at, (&month, entries)) in months.iter().enumerate() {
            let step = |at: Option<usize>| {
                let month = *keys.get(at?)?;
                let title = self.month_name(year, month);
                Some(Step { href: month_page(year, month), title })
            };
            let around = (step(at.checked_sub(1)), step(Some(at + 1)));
            let title = self.month_name(year, month);
            self.write_period(&month_page(year, month), &title, entries, &around)?;
        }
        Ok(())
    }

    /// A period over as many pages as it needs.
    fn write_period(
        &self,
        base: &str,
        title: &str,
        entries: &[(Day, Entry<'a>)],
        around: &(Option<Step>, Option<Step>),
    ) -> anyhow::Result<()> {
        let total = entries.len().div_ceil(ENTRIES).max(1);
        for (at, chunk) in entries.chunks(ENTRIES).enumerate() {
            let number = at + 1;
            let name = self.words.fill("page_of", &[&number.to_string(), &total.to_string()]);
            let mut month = self.month(0, 0, chunk);
            title.clone_into(&mut month.name);
            let page = Page {
                path: &path(base, number),
                template: "period.html",
                section: "calendar",
                title,
            };
            let values = context! {
                pages => Pages::new(base, number, &numbers(total), name),
                months => [month],
                previous => around.0,
                next => around.1,
            };
            self.write_page(page, values)?;
        }
        Ok(())
    }

    fn month(&self, year: i32, month: u8, entries: &[(Day, Entry<'a>)]) -> Month {
        let letters = entries.iter().filter_map(|(_, entry)| match entry {
            Entry::Letter(id) => Some(self.letter_row(*id)),
            Entry::Named(..) => None,
        });
        let named = entries.iter().filter_map(|(_, entry)| match entry {
            Entry::Named(document, context) => Some((*document, *context)),
            Entry::Letter(_) => None,
        });
        Month {
            anchor: format!("m:{month}"),
            name: self.month_name(year, month),
            href: None,
            count: entries.len(),
            letters: letters.collect(),
            groups: self.groups(named),
        }
    }

    fn month_name(&self, year: i32, month: u8) -> String {
        match month {
            0 => self.words.get("year_without_month").to_owned(),
            month => self.words.month_of(year, month),
        }
    }
}

fn year_page(year: i32) -> String {
    format!("calendar/{}.html", Dated::iso((year, 0, 0)))
}

fn month_page(year: i32, month: u8) -> String {
    format!("calendar/{}-{month:02}.html", Dated::iso((year, 0, 0)))
}
