//! Which document of an edition an edited file is.

use super::Edited;
use crate::Desk;
use crate::build::below;
use crate::files;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A document of an edition, and which of its files is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its name: its path below the input folder without the ending.
    pub document: String,
    /// What the file is named by after its page: nothing, or `.` and a letter's key.
    pub suffix: String,
}

/// Why it cannot be said which document a file is.
#[derive(Debug)]
pub enum NotFound {
    /// Neither the header nor the name of the file is that of a document.
    Nowhere(Vec<String>),
    /// There are several.
    Several(Vec<String>),
    /// The input folder cannot be listed.
    Unread(io::Error),
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &[String]| names.join("`, `");
        match self {
            Self::Nowhere(names) if names.is_empty() => f.write_str("the edition has no documents"),
            Self::Nowhere(names) => {
                write!(f, "no document of the edition is named `{}`", list(names))
            }
            Self::Several(names) => write!(f, "several documents fit: `{}`", list(names)),
            Self::Unread(error) => error.fmt(f),
        }
    }
}

/// Finds the document that a file was generated from: by its place below the output folder, by
/// what its header calls it, by its own name.
///
/// # Errors
/// No document of that name, or several.
pub fn find(path: &Path, edited: &Edited, edition: &Path, desk: &Desk) -> Result<Found, NotFound> {
    let folders = &desk.edition.folders;
    let documents = files::documents(&below(edition, &folders.input)).map_err(NotFound::Unread)?;
    let names: Vec<String> =
        documents.iter().map(|path| files::printed(&path.with_extension(""))).collect();
    let whole = |path: PathBuf| path.canonicalize().unwrap_or(path);
    let output = whole(below(edition, &folders.output));
    let place = whole(path.to_path_buf());
    let place =
        place.strip_prefix(&output).ok().map(|path| files::printed(&path.with_extension("")));
    let placed = place.as_deref().and_then(|place| longest(&names, place, |name| name));
    if let Some(found) = placed {
        return Ok(found);
    }
    let own = path.file_stem().map(|stem| files::printed(Path::new(stem)));
    let wanted: Vec<String> = edited.name().map(str::to_owned).into_iter().chain(own).collect();
    for wanted in &wanted {
        let Some(best) = longest(&names, wanted, last) else { continue };
        let is_named_so = |name: &&String| last(name) == last(&best.document);
        let same: Vec<String> = names.iter().filter(is_named_so).cloned().collect();
        return if same.len() == 1 { Ok(best) } else { Err(NotFound::Several(same)) };
    }
    Err(NotFound::Nowhere(wanted))
}

/// The last part of a name.
fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// What a file is named by after a page; none where it is not named after it.
fn suffix(page: &str, file: &str) -> Option<String> {
    let rest = file.strip_prefix(page)?;
    (rest.is_empty() || rest.starts_with('.')).then(|| rest.to_owned())
}

/// The document with the longest name that a file is named after.
fn longest(names: &[String], file: &str, part: fn(&str) -> &str) -> Option<Found> {
    let fits = names.iter().filter_map(|name| Some((name, suffix(part(name), file)?)));
    let (document, suffix) = fits.min_by_key(|(_, suffix)| suffix.len())?;
    Some(Found { document: document.clone(), suffix })
}
