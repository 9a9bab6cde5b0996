//! The indexes of persons, places and organisations, and a page for each entry.

use super::super::entities::{Entity, scheme_shown};
use super::super::tei::NameKind;
use super::super::volume::sort_key;
use super::pages::{Pages, ROWS, numbers, path};
use super::{Page, Site, address};
use minijinja::context;
use rayon::prelude::*;
use serde::Serialize;

/// How many mentions a page shows.
const MENTIONS: usize = 200;

#[derive(Debug, Serialize)]
struct Initial {
    initial: String,
    rows: Vec<Row>,
}

/// An entry in a list.
#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) life: Option<String>,
    pub(super) count: usize,
}

#[derive(Debug, Serialize)]
struct Number {
    href: Option<String>,
    name: String,
}

#[derive(Debug, Serialize)]
struct Fact {
    name: String,
    words: String,
}

impl Site<'_> {
    pub(super) fn write_entities(&self, kind: NameKind) -> anyhow::Result<()> {
        let all = self.volume.entities_of(kind);
        if all.is_empty() {
            return Ok(());
        }
        let base = format!("{}/index.html", kind.folder());
        let chunks: Vec<&[usize]> = all.chunks(ROWS).collect();
        let names: Vec<String> = match chunks.len() {
            1 => numbers(1),
            _ => chunks.iter().map(|chunk| self.range_of(chunk)).collect(),
        };
        for (at, chunk) in chunks.iter().enumerate() {
            let number = at + 1;
            let title =
                self.words.fill("page_of", &[&number.to_string(), &chunks.len().to_string()]);
            let page = Page {
                path: &path(&base, number),
                template: "index.html",
                section: kind.folder(),
                title: self.words.get(kind.folder()),
            };
            let values = context! {
                pages => Pages::new(&base, number, &names, title),
                count => all.len(),
                groups => self.by_initial(chunk),
            };
            self.write_page(page, values)?;
        }
        all.par_iter().try_for_each(|&entity| self.write_entity(entity))
    }

    /// `Mohn – Rask`: the first and the last name of a page.
    fn range_of(&self, chunk: &[usize]) -> String {
        let name = |at: Option<&usize>| {
            let name = at.map(|&at| self.volume.entities.all()[at].1.name.as_str());
            let name = name.unwrap_or_default().split([',', '(']).next().unwrap_or_default().trim();
            name.chars().take(12).collect::<String>()
        };
        format!("{} – {}", name(chunk.first()), name(chunk.last()))
    }

    fn by_initial(&self, chunk: &[usize]) -> Vec<Initial> {
        let mut groups: Vec<Initial> = Vec::new();
        for &at in chunk {
            let row = self.entity_row(at);
            let first = sort_key(&row.name).chars().next();
            let initial = match first {
                Some(c) if c.is_alphabetic() => c.to_uppercase().to_string(),
                _ => "#".to_owned(),
            };
            match groups.last_mut() {
                Some(group) if group.initial == initial => group.rows.push(row),
                _ => groups.push(Initial { initial, rows: vec![row] }),
            }
        }
        groups
    }

    pub(super) fn entity_row(&self, at: usize) -> Row {
        let entity = &self.volume.entities.all()[at].1;
        Row {
            href: self.volume.entity_page(at),
            name: entity.name.clone(),
            life: life(entity),
            count: self.volume.mentions[at].len(),
        }
    }

    fn write_entity(&self, at: usize) -> anyhow::Result<()> {
        let (kind, entity) = &self.volume.entities.all()[at];
        let mentions = &self.volume.mentions[at];
        let base = self.volume.entity_page(at);
        let total = mentions.len().div_ceil(MENTIONS).max(1);
        for number in 1..=total {
            let from = (number - 1) * MENTIONS;
            let shown = &mentions[from..mentions.len().min(from + MENTIONS)];
            let contexts = shown.iter().map(|&(document, mention)| {
                let document = document as usize;
                let mentions = &self.volume.documents[document].mentions;
                (document, &mentions[mention as usize].context)
            });
            let title = self.words.fill("page_of", &[&number.to_string(), &total.to_string()]);
            let (role, more) = notes(entity);
            let page = Page {
                path: &path(&base, number),
                template: "entity.html",
                section: kind.folder(),
                title: &entity.name,
            };
            let values = context! {
                pages => Pages::new(&base, number, &numbers(total), title),
                life => life(entity),
                role => role,
                more => more,
                unlisted => !entity.listed,
                aliases => Some(entity.aliases.join("; ")).filter(|names| !names.is_empty()),
                coordinates => entity.coordinates.map(|(lat, lon)| format!("{lat}, {lon}")),
                numbers => numbers_of(entity),
                exchanges => self.exchanges_of(at),
                count => mentions.len(),
                groups => self.groups(contexts),
            };
            self.write_page(page, values)?;
        }
        Ok(())
    }

    /// The exchanges of letters that an entry takes part in, those with most letters first.
    fn exchanges_of(&self, at: usize) -> Vec<Row> {
        let pairs = self.volume.partners.get(&at).map_or(&[][..], Vec::as_slice);
        let mut rows: Vec<Row> = pairs
            .iter()
            .map(|&pair| {
                let other = if pair.0 == at { pair.1 } else { pair.0 };
                Row {
                    href: self.volume.exchange_page(pair),
                    name: self.volume.entities.all()[other].1.name.clone(),
                    life: None,
                    count: self.volume.exchanges[&pair].len(),
                }
            })
            .collect();
        rows.sort_by(|one, other| (other.count, &one.name).cmp(&(one.count, &other.name)));
        rows
    }
}

/// What an entry is, and what else the register notes.
fn notes(entity: &Entity) -> (Option<String>, Vec<Fact>) {
    let is_role = |kind: Option<&str>| matches!(kind, None | Some("role" | "bio" | "description"));
    let own = entity.notes.iter().filter(|(kind, _)| is_role(kind.as_deref()));
    let own: Vec<&str> = own.map(|(_, words)| words.as_str()).collect();
    let others = entity.notes.iter().filter_map(|(kind, words)| {
        let kind = kind.as_deref().filter(|kind| !is_role(Some(kind)))?;
        Some(Fact { name: kind.replace(['_', '-'], " "), words: words.clone() })
    });
    (Some(own.join(" ")).filter(|words| !words.is_empty()), others.collect())
}

fn numbers_of(entity: &Entity) -> Vec<Number> {
    let number = |number: &super::super::entities::Number| Number {
        href: address(number.uri.as_deref()).map(str::to_owned),
        name: format!("{} {}", scheme_shown(&number.scheme), number.value).trim().to_owned(),
    };
    entity.numbers.iter().map(number).collect()
}

/// `1870–1924`.
pub(super) fn life(entity: &Entity) -> Option<String> {
    // A year, as far as the words begin with one; dates before our era keep all of it.
    let year = |date: &Option<String>| {
        let date = date.as_deref()?;
        let end = date.char_indices().skip(1).find(|(_, c)| *c == '-').map(|(at, _)| at);
        Some(date[..end.unwrap_or(date.len())].to_owned())
    };
    match (year(&entity.life.0), year(&entity.life.1)) {
        (None, None) => None,
        (one, other) => Some(format!("{}–{}", one.unwrap_or_default(), other.unwrap_or_default())),
    }
}
