//! The page that lists what may be downloaded.

use super::{Page, Site};
use minijinja::context;
use serde::Serialize;

/// A file for other tools, or a folder of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Its path below the site; with `/` at the end for a folder.
    pub path: String,
    /// What it holds.
    pub about: String,
}

#[derive(Debug, Serialize)]
struct Shown<'a> {
    href: Option<String>,
    name: &'a str,
    about: &'a str,
}

impl Site<'_> {
    pub(super) fn write_data(&self, files: &[DataFile]) -> anyhow::Result<()> {
        let shown = files.iter().map(|file| Shown {
            // A folder cannot be shown without a server.
            href: (!file.path.ends_with('/')).then(|| super::super::escape::path(&file.path)),
            name: &file.path,
            about: &file.about,
        });
        let files: Vec<Shown> = shown.collect();
        let title = self.words.get("data");
        let page = Page { path: "data.html", template: "data.html", section: "data", title };
        self.write_page(page, context! { files => files })
    }
}
