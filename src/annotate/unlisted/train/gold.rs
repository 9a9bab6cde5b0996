//! A text with scholars' own markup: `NAME.txt` and `NAME.json`, as `../shared/gold` has them.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// A document of the gold.
#[derive(Debug, Clone)]
pub struct Gold {
    /// The text, as a transcriber typed it.
    pub text: String,
    /// Its language, a BCP 47 tag.
    pub language: String,
    /// Where each kind of markup is complete.
    pub scope: BTreeMap<String, String>,
    /// The markup, in bytes of the text.
    pub spans: Vec<Marked>,
}

/// A marked span.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// `person`, `place`, `org`, or a part of a letter such as `signed`.
    pub kind: String,
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
    /// Whether it is a description or lies in another of its kind, and may be missed.
    pub optional: bool,
}

/// A gold file that cannot be read.
#[derive(Debug)]
pub enum GoldError {
    /// The file system said no.
    Io(PathBuf, io::Error),
    /// It is no gold file.
    Json(PathBuf, serde_json::Error),
    /// A span reaches past the text.
    Span(PathBuf, usize),
}

impl fmt::Display for GoldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Json(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Span(path, at) => {
                write!(f, "{}: a span ends at {at}, past the end of the text", path.display())
            }
        }
    }
}

impl std::error::Error for GoldError {}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    scope: BTreeMap<String, String>,
    spans: Vec<Item>,
}

#[derive(Deserialize)]
struct Item {
    kind: String,
    start: usize,
    end: usize,
    #[serde(default)]
    form: Option<String>,
    #[serde(default)]
    inner: Option<bool>,
}

impl Gold {
    /// Reads all documents of a folder, by name.
    ///
    /// # Errors
    /// A file that is missing or unsound.
    pub fn read_folder(folder: &Path) -> Result<Vec<Self>, GoldError> {
        let at = |error| GoldError::Io(folder.to_path_buf(), error);
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(at)? {
            let path = entry.map_err(at)?.path();
            if path.extension().is_some_and(|extension| extension == "json") {
                paths.push(path);
            }
        }
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }

    /// Reads one document by its JSON file.
    ///
    /// # Errors
    /// A file that is missing or unsound.
    pub fn read(path: &Path) -> Result<Self, GoldError> {
        let open = |path: &Path| {
            fs::read_to_string(path).map_err(|error| GoldError::Io(path.to_path_buf(), error))
        };
        let text = open(&path.with_extension("txt"))?;
        let file: File = serde_json::from_str(&open(path)?)
            .map_err(|error| GoldError::Json(path.to_path_buf(), error))?;
        // The offsets of the file count characters.
        let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        bytes.push(text.len());
        let byte = |at: usize| {
            bytes.get(at).copied().ok_or_else(|| GoldError::Span(path.to_path_buf(), at))
        };
        let mut spans = Vec::with_capacity(file.spans.len());
        for item in file.spans {
            let (start, end) = (byte(item.start)?, byte(item.end)?);
            let described = item.form.is_some_and(|form| form == "rs" || form == "implied");
            let optional = described
                || item.inner == Some(true)
                || !text[start..end].chars().any(char::is_uppercase);
            spans.push(Marked { kind: item.kind, start, end, optional });
        }
        let language = file.lang.unwrap_or_else(|| "en".to_owned());
        Ok(Self { text, language, scope: file.scope, spans })
    }
}
