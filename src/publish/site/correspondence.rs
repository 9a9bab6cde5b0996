//! Who wrote to whom: a table of those with most letters, and a page for each exchange.

use super::entities::Row as Entry;
use super::groups::Row;
use super::pages::{Pages, ROWS, numbers, path};
use super::{Page, Site};
use minijinja::context;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many writers and readers the table shows.
const SIDE: usize = 30;
const BASE: &str = "correspondence/index.html";

#[derive(Debug, Serialize)]
struct Name {
    href: String,
    name: String,
}

#[derive(Debug, Serialize)]
struct Line {
    href: String,
    name: String,
    cells: Vec<Cell>,
}

/// A number in a table, the shade that goes with it, and where it leads.
#[derive(Debug, Default, Serialize)]
pub(super) struct Cell {
    pub(super) count: usize,
    pub(super) heat: usize,
    pub(super) href: String,
    pub(super) label: String,
}

/// The least number that has the darkest shade: where all are few, none stands out.
const MANY: usize = 6;

/// A shade from 1 to 5 for a number beside the greatest.
pub(super) fn heat(count: usize, most: usize) -> usize {
    let share = (1.0 + count as f64).ln() / (1.0 + most.max(MANY) as f64).ln();
    ((share * 5.0).ceil() as usize).clamp(1, 5)
}

impl Site<'_> {
    pub(super) fn write_correspondence(&self) -> anyhow::Result<()> {
        let volume = self.volume;
        if volume.exchanges.is_empty() {
            return Ok(());
        }
        let mut sent = BTreeMap::<(usize, usize), usize>::new();
        for &id in &volume.letters {
            let letter = volume.letter(id);
            for one in volume.correspondents(&letter.sent) {
                for other in volume.correspondents(&letter.received) {
                    *sent.entry((one, other)).or_default() += 1;
                }
            }
        }
        let (writers, all_writers) = self.most(sent.iter().map(|((one, _), n)| (*one, *n)));
        let (readers, all_readers) = self.most(sent.iter().map(|((_, other), n)| (*other, *n)));
        let partial = writers.len() < all_writers || readers.len() < all_readers;
        let most = sent.values().copied().max().unwrap_or(1);
        let lines: Vec<Line> = writers
            .iter()
            .map(|&writer| {
                let cells = readers.iter().map(|&reader| self.cell(&sent, (writer, reader), most));
                let name = self.name_of(writer);
                Line { href: name.href, name: name.name, cells: cells.collect() }
            })
            .collect();
        let columns: Vec<Name> = readers.iter().map(|&reader| self.name_of(reader)).collect();
        let exchanges = self.exchanges();
        let chunks: Vec<&[Entry]> = exchanges.chunks(ROWS).collect();
        for (at, chunk) in chunks.iter().enumerate() {
            let number = at + 1;
            let total = chunks.len();
            let name = self.words.fill("page_of", &[&number.to_string(), &total.to_string()]);
            let page = Page {
                path: &path(BASE, number),
                template: "correspondence.html",
                section: "correspondence",
                title: self.words.get("correspondence"),
            };
            let values = context! {
                pages => Pages::new(BASE, number, &numbers(total), name),
                count => volume.letters.len(),
                partial => partial,
                columns => columns,
                rows => lines,
                exchanges => chunk,
            };
            self.write_page(page, values)?;
        }
        let pairs: Vec<_> = volume.exchanges.keys().copied().collect();
        pairs.par_iter().try_for_each(|&pair| self.write_exchange(pair))
    }

    /// Those with most letters, by name; and how many there are in all.
    fn most(&self, counts: impl Iterator<Item = (usize, usize)>) -> (Vec<usize>, usize) {
        let mut sums = BTreeMap::<usize, usize>::new();
        for (at, count) in counts {
            *sums.entry(at).or_default() += count;
        }
        let all = sums.len();
        let mut ranked: Vec<(usize, usize)> = sums.into_iter().map(|(at, n)| (n, at)).collect();
        ranked.sort_by_key(|&(count, at)| (std::cmp::Reverse(count), at));
        let mut kept: Vec<usize> = ranked.into_iter().take(SIDE).map(|(_, at)| at).collect();
        kept.sort_by_cached_key(|&at| {
            super::super::volume::sort_key(&self.volume.entities.all()[at].1.name)
        });
        (kept, all)
    }

    fn cell(
        &self,
        sent: &BTreeMap<(usize, usize), usize>,
        (writer, reader): (usize, usize),
        most: usize,
    ) -> Cell {
        let Some(&count) = sent.get(&(writer, reader)) else { return Cell::default() };
        if writer == reader {
            return Cell::default();
        }
        let name = |at: usize| self.volume.entities.all()[at].1.name.as_str();
        let letters = self.words.count(count, "letters_one", "letters_count");
        Cell {
            count,
            heat: heat(count, most),
            href: self.volume.exchange_page((writer.min(reader), writer.max(reader))),
            label: format!("{}: {} → {}", letters, name(writer), name(reader)),
        }
    }

    fn name_of(&self, at: usize) -> Name {
        let name = self.volume.entities.all()[at].1.name.clone();
        Name { href: self.volume.entity_page(at), name }
    }

    /// All exchanges, those with most letters first.
    fn exchanges(&self) -> Vec<Entry> {
        let all = self.volume.entities.all();
        let mut rows: Vec<Entry> = (self.volume.exchanges.iter())
            .map(|(&pair, letters)| Entry {
                href: self.volume.exchange_page(pair),
                name: format!("{} – {}", all[pair.0].1.name, all[pair.1].1.name),
                life: None,
                count: letters.len(),
            })
            .collect();
        rows.sort_by(|one, other| (other.count, &one.name).cmp(&(one.count, &other.name)));
        rows
    }

    fn write_exchange(&self, pair: (usize, usize)) -> anyhow::Result<()> {
        let letters = &self.volume.exchanges[&pair];
        let base = self.volume.exchange_page(pair);
        let total = letters.len().div_ceil(ROWS);
        let (one, other) = (self.name_of(pair.0), self.name_of(pair.1));
        let title = format!("{} – {}", one.name, other.name);
        for (at, chunk) in letters.chunks(ROWS).enumerate() {
            let number = at + 1;
            let rows: Vec<Row> = chunk.iter().map(|&id| self.letter_row(id)).collect();
            let name = self.words.fill("page_of", &[&number.to_string(), &total.to_string()]);
            let page = Page {
                path: &path(&base, number),
                template: "exchange.html",
                section: "correspondence",
                title: &title,
            };
            let values = context! {
                pages => Pages::new(&base, number, &numbers(total), name),
                count => letters.len(),
                one => one,
                other => other,
                rows => rows,
            };
            self.write_page(page, values)?;
        }
        Ok(())
    }
}
