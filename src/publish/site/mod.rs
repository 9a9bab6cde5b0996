//! The website: pages from a folder, that need no server, no network and no script to be read.

mod calendar;
mod citation;
mod correspondence;
mod data;
mod document;
mod entities;
mod groups;
mod home;
mod links;
mod map;
mod pages;
mod templates;

pub use data::DataFile;
pub use map::LAND_CREDIT;

use super::Output;
use super::search::Index;
use super::tei::NameKind;
use super::volume::Volume;
use super::words::Words;
use crate::edition::Edition;
use anyhow::{Context as _, anyhow};
use minijinja::{Environment, Value, context};
use serde::Serialize;
use std::path::Path;

/// A site that is being written.
#[derive(Debug)]
pub struct Site<'a> {
    /// What is published.
    pub volume: &'a Volume,
    /// The edition that it belongs to.
    pub edition: &'a Edition,
    /// Where it is written.
    pub output: &'a Output,
    /// What the pages say.
    pub words: Words,
    templates: Environment<'static>,
    about: Value,
}

/// An item of the menu.
#[derive(Debug, Serialize)]
struct Item {
    kind: &'static str,
    href: String,
    name: String,
}

/// A page: its path below the site, its template and the part of the menu that it belongs to.
#[derive(Debug, Clone, Copy)]
struct Page<'a> {
    path: &'a str,
    template: &'a str,
    section: &'a str,
    title: &'a str,
}

impl<'a> Site<'a> {
    /// Makes ready what all pages share.
    ///
    /// # Errors
    /// A template of the edition that cannot be read.
    pub fn new(
        volume: &'a Volume,
        edition: &'a Edition,
        templates: &Path,
        output: &'a Output,
    ) -> anyhow::Result<Self> {
        let words = Words::of(&edition.languages.main);
        let environment = templates::environment(templates)?;
        for (name, content) in templates::assets(templates)? {
            output.write(&format!("assets/{name}"), content)?;
        }
        let editors: Vec<&str> =
            edition.editors.iter().map(|editor| editor.name.as_str()).collect();
        let licence = edition.licence.as_ref();
        let about = context! {
            lang => words.tag(),
            title => edition.title,
            subtitle => edition.subtitle,
            source => edition.source,
            publisher => edition.publisher,
            published => edition.published,
            editors => joined(&words, &editors),
            licence => licence.map(|licence| licence.name.as_str()),
            licence_href => licence.and_then(|licence| address(licence.target.as_deref())),
            menu => menu(volume, &words),
        };
        Ok(Self { volume, edition, output, words, templates: environment, about })
    }

    /// Writes all pages but those of the documents, which are written one by one.
    ///
    /// # Errors
    /// A page that cannot be written, or a template of the edition that fails.
    pub fn write_indexes(&self, data: &[DataFile], index: &Index) -> anyhow::Result<()> {
        self.write_home()?;
        for kind in NameKind::ALL {
            self.write_entities(kind)?;
        }
        self.write_calendar()?;
        self.write_map()?;
        self.write_correspondence()?;
        self.write_data(data)?;
        index.write(self.output)?;
        let title = self.words.get("search");
        let page = Page { path: "search.html", template: "search.html", section: "search", title };
        self.write_page(page, context! {})
    }

    /// Renders a page and writes it.
    fn write_page(&self, page: Page<'_>, values: Value) -> anyhow::Result<()> {
        let template = self.templates.get_template(page.template)?;
        let root = "../".repeat(page.path.matches('/').count());
        let all = context! {
            site => self.about,
            w => self.words.all(),
            root => root,
            here => page.path,
            kind => page.template.trim_end_matches(".html"),
            section => page.section,
            title => page.title,
            ..values
        };
        let html = template
            .render(all)
            .map_err(|error| anyhow!("{}: {}", page.template, templates::told(&error)))?;
        self.output.write(page.path, html).with_context(|| format!("writing {}", page.path))
    }
}

/// The parts of the site that there are.
fn menu(volume: &Volume, words: &Words) -> Vec<Item> {
    let item = |kind, href: &str, word: &str| Item {
        kind,
        href: href.to_owned(),
        name: words.get(word).to_owned(),
    };
    let mut menu = vec![item("documents", "index.html", "documents")];
    for kind in NameKind::ALL {
        if volume.entities.all().iter().any(|(of, _)| *of == kind) {
            let href = format!("{}/index.html", kind.folder());
            menu.push(item(kind.folder(), &href, kind.folder()));
        }
    }
    let has_dates = volume.documents.iter().any(|facts| !facts.dates.is_empty());
    if !volume.letters.is_empty() || has_dates {
        menu.push(item("calendar", "calendar/index.html", "calendar"));
    }
    if volume.entities.all().iter().any(|(_, entity)| entity.coordinates.is_some()) {
        menu.push(item("map", "map.html", "map"));
    }
    if !volume.exchanges.is_empty() {
        menu.push(item("correspondence", "correspondence/index.html", "correspondence"));
    }
    menu.push(item("search", "search.html", "search"));
    menu.push(item("data", "data.html", "data"));
    menu
}

/// Names in a row, `and` before the last.
fn joined(words: &Words, names: &[&str]) -> Option<String> {
    match names {
        [] => None,
        [one] => Some((*one).to_owned()),
        [before @ .., last] => Some(words.fill("between", &[&before.join(", "), last])),
    }
}

/// An address that may be followed.
fn address(target: Option<&str>) -> Option<&str> {
    target.filter(|target| super::tei::is_web_address(target))
}
