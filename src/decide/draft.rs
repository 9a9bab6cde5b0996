//! Decisions on their way into their files: tried before anything is written.

use super::decision::Decision;
use super::folder::{Decisions, ENDING, sources};
use crate::Desk;
use crate::build::below;
use crate::diagnostic::Diagnostic;
use crate::edition::Edition;
use crate::files;
use crate::source::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files of decisions of an edition, with lines added that are not written yet.
#[derive(Debug, Clone)]
pub struct Draft {
    folder: PathBuf,
    input: PathBuf,
    /// The text of each file, by the name of its document.
    texts: BTreeMap<String, String>,
    changed: BTreeMap<String, usize>,
}

impl Draft {
    /// The decisions of an edition as they are, to be added to.
    ///
    /// # Errors
    /// Files that cannot be read.
    pub fn open(folder: &Path, edition: &Edition) -> Result<Self, Vec<Diagnostic>> {
        let decisions = below(folder, edition.folders.for_decisions());
        let texts = sources(&decisions)?;
        let texts = texts.into_iter().map(|(name, source)| (name, source.text().to_owned()));
        Ok(Self {
            input: below(folder, &edition.folders.input),
            texts: texts.collect(),
            folder: decisions,
            changed: BTreeMap::new(),
        })
    }

    /// Adds a decision about a document, and gives the line where it stands.
    pub fn add(&mut self, document: &str, decision: &Decision) -> usize {
        let text = self.texts.entry(document.to_owned()).or_default();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(&decision.to_json());
        text.push('\n');
        *self.changed.entry(document.to_owned()).or_default() += 1;
        text.lines().count()
    }

    /// The lines about a document, from the first.
    pub fn lines(&self, document: &str) -> impl Iterator<Item = &str> {
        self.texts.get(document).map_or("", String::as_str).lines()
    }

    /// The path of the file of a document.
    #[must_use]
    pub fn path(&self, document: &str) -> PathBuf {
        self.folder.join(format!("{document}.{ENDING}"))
    }

    /// The decisions as they would be read.
    ///
    /// # Errors
    /// Everything that is wrong with them, by file and line.
    pub fn decisions(&self, desk: &Desk) -> Result<Decisions, Vec<Diagnostic>> {
        let sources = self.texts.iter().map(|(name, text)| {
            let shown = files::printed(&self.path(name));
            (name.clone(), Source::from_text(&shown, text.as_str()))
        });
        Decisions::of(sources.collect(), &self.input, &desk.edition, &desk.authority)
    }

    /// The files that are changed, with their new content.
    #[must_use]
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let changed = self.texts.iter().filter(|(name, _)| self.changed.contains_key(*name));
        changed.map(|(name, text)| (self.path(name), text.clone().into_bytes())).collect()
    }
}
