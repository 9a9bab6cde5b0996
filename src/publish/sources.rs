//! Which files are published, and which text each was made from.

use super::MANIFEST;
use super::lines::SourceText;
use super::volume::natural_key;
use crate::edition::Edition;
use crate::exchange::cmif;
use crate::source::Source;
use anyhow::Context as _;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// How many sources are kept: documents of one source follow one another.
const KEPT: usize = 4;

/// The TEI files below a folder, as paths with `/`, in the order in which people count. What was
/// published, hidden files and links to folders are passed over.
///
/// # Errors
/// A folder that cannot be listed.
pub fn tei_files(folder: &Path) -> anyhow::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(below) = folders.pop() {
        let here = folder.join(&below);
        if here.join(MANIFEST).exists() {
            continue;
        }
        let entries = std::fs::read_dir(&here).with_context(|| here.display().to_string())?;
        for entry in entries {
            let entry = entry.with_context(|| here.display().to_string())?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let path = if below.is_empty() { name.clone() } else { format!("{below}/{name}") };
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path == cmif::FILE {
                // The list of the letters is none of the documents.
            } else if Path::new(&name).extension().is_some_and(|end| {
                end.eq_ignore_ascii_case("xml") || end.eq_ignore_ascii_case("tei")
            }) {
                found.push(path);
            }
        }
    }
    // Without the ending, the file of a page comes before those of its letters.
    let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
    found.sort_by_cached_key(|path| (natural_key(&stem(path)), path.clone()));
    Ok(found)
}

/// The texts that documents were made from, each read once as long as it is needed.
#[derive(Debug)]
pub struct Sources<'a> {
    edition: &'a Edition,
    input: PathBuf,
    kept: Mutex<VecDeque<(String, Option<Arc<SourceText>>)>>,
}

impl<'a> Sources<'a> {
    /// The texts in the input folder of an edition.
    #[must_use]
    pub fn new(edition: &'a Edition, folder: &Path) -> Self {
        let input = crate::build::below(folder, &edition.folders.input);
        Self { edition, input, kept: Mutex::default() }
    }

    /// The text of a document: by the file that its header names, else by its own name, else by
    /// the folder that it stands in, else by the start of its name.
    #[must_use]
    pub fn of(&self, path: &str, file: Option<&str>) -> Option<Arc<SourceText>> {
        let own = path.rsplit_once('.').map(|(stem, _)| stem);
        let around = path.rsplit_once('/').map(|(folder, _)| folder);
        let names = [file.filter(|file| is_plain(file)), own, around];
        names
            .into_iter()
            .flatten()
            .chain(own.into_iter().flat_map(shorter))
            .find_map(|name| self.named(name))
    }

    fn named(&self, name: &str) -> Option<Arc<SourceText>> {
        let look = |kept: &VecDeque<(String, Option<Arc<SourceText>>)>| {
            kept.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone())
        };
        let lock = || self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = look(&lock()) {
            return known;
        }
        let text = ["txt", "TXT", "Txt"].iter().find_map(|end| {
            let path = self.input.join(format!("{name}.{end}"));
            if !path.is_file() {
                return None;
            }
            let shown = crate::files::printed(&path);
            let source = Source::read(&path, &shown, self.edition.encoding).ok()?;
            Some(Arc::new(SourceText::new(source)))
        });
        let mut kept = lock();
        kept.push_back((name.to_owned(), text.clone()));
        if kept.len() > KEPT {
            kept.pop_front();
        }
        text
    }
}

/// A name without its last parts: the letters of `volume` are `volume-l1` and so on.
fn shorter(name: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(name), |name| {
        name.rsplit_once(['-', '.', '_']).map(|(before, _)| before)
    })
    .skip(1)
}

/// Whether a name in a header cannot lead out of the input folder.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}
