//! A file that bears witness to a text: read, decoded and found to have a sound prolog.

use super::reading::Refusal;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::LineColumn;
use crate::xml::{Document, Limits, Lines};
use std::fmt;
use std::sync::Arc;

/// An XML file in memory, by the name that findings give it.
#[derive(Debug)]
pub struct Witness<'b> {
    path: Arc<str>,
    document: Document<'b>,
}

/// Why a file cannot be compared, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The file.
    pub path: Arc<str>,
    /// The place in it; none where it could not be opened.
    pub at: Option<LineColumn>,
    /// What is wrong.
    pub message: String,
}

impl<'b> Witness<'b> {
    /// Decodes the bytes of a file.
    ///
    /// # Errors
    /// Bytes that are not in the encoding they claim; a prolog that is not well-formed.
    pub fn new(path: &str, bytes: &'b [u8]) -> Result<Self, Unreadable> {
        let document = Document::new(bytes, Limits::default()).map_err(|error| Unreadable {
            path: path.into(),
            // The place is one of the decoded text, which there may not be.
            at: std::str::from_utf8(bytes).ok().map(|text| Lines::new(text).place(error.at)),
            message: error.message,
        })?;
        Ok(Self { path: path.into(), document })
    }

    /// The name that findings give it.
    #[must_use]
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// Where its lines begin.
    #[must_use]
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(self.document.text())
    }

    pub(super) fn document(&self) -> &Document<'b> {
        &self.document
    }

    pub(super) fn refused(&self, refusal: &Refusal) -> Unreadable {
        Unreadable {
            path: Arc::clone(&self.path),
            at: Some(self.lines().place(refusal.at)),
            message: refusal.message.clone(),
        }
    }
}

impl Unreadable {
    /// The finding that says so.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        Diagnostic::new(Code::GoldenUnreadable, &self.path, self.at, self.message.clone())
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.path)?;
        if let Some(at) = self.at {
            write!(f, "{at}:")?;
        }
        write!(f, " {}", self.message)
    }
}

impl std::error::Error for Unreadable {}
