//! The page that lists what may be downloaded.

use super::{Page, Site};
use minijinja::context;
use serde::Serialize;

/// A file for other tools, or a folder of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// Its path below the site; with `/` at the end for a folder.
    pub path: String,
    /// The key of the words that say what it holds.
    pub about: &'static str,
    /// What fills the gap in these words.
    pub of: String,
    /// What its format is called in every language.
    pub format: &'static str,
}

impl DataFile {
    /// A file that its words alone tell.
    #[must_use]
    pub fn new(path: impl Into<String>, about: &'static str, format: &'static str) -> Self {
        Self { path: path.into(), about, of: String::new(), format }
    }
}

#[derive(Debug, Serialize)]
struct Shown<'a> {
    href: Option<String>,
    name: &'a str,
    about: String,
    format: &'static str,
}

impl Site<'_> {
    pub(super) fn write_data(&self, files: &[DataFile]) -> anyhow::Result<()> {
        let shown = files.iter().map(|file| Shown {
            // A folder cannot be shown without a server.
            href: (!file.path.ends_with('/')).then(|| super::super::escape::path(&file.path)),
            name: &file.path,
            about: self.words.fill(file.about, &[&file.of]),
            format: file.format,
        });
        let files: Vec<Shown> = shown.collect();
        let title = self.words.get("data");
        let page = Page { path: "data.html", template: "data.html", section: "data", title };
        self.write_page(page, context! { files => files })
    }
}
