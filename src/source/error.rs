//! Why a source could not be read.

use super::LineColumn;
use crate::diagnostic::{Code, Diagnostic};
use std::fmt;
use std::sync::Arc;

/// Why a source could not be read; [`ReadError::into_diagnostic`] adds which.
#[derive(Debug)]
pub enum ReadError {
    /// The system does not give it.
    Unreadable(std::io::Error),
    /// It has no byte.
    Empty,
    /// It has too many.
    TooLarge {
        /// The number of bytes that are read.
        most: u64,
    },
    /// It is no plain text.
    Binary {
        /// What it is instead, with its article.
        kind: &'static str,
    },
    /// Bytes that its encoding does not know.
    Undecodable {
        /// The encoding's name.
        encoding: &'static str,
        /// The offset of the first such byte, from 0.
        offset: usize,
        /// The same as line and column of the text before it.
        at: LineColumn,
        /// The bytes there, four at most.
        bytes: Vec<u8>,
    },
    /// It is not UTF-8, and what else it is cannot be told.
    Unknown {
        /// The encoding that is more likely than others.
        likely: Option<&'static str>,
        /// The offset of the first byte that is not UTF-8, from 0.
        offset: usize,
        /// The line of that byte; the column counts as if the bytes were letters.
        at: LineColumn,
    },
}

impl ReadError {
    /// The finding about the file at `path`, with its code and place.
    #[must_use]
    pub fn into_diagnostic(self, path: &Arc<str>) -> Diagnostic {
        let (code, at) = match self {
            Self::Unreadable(_) => (Code::UnreadableInput, None),
            Self::Empty => (Code::EmptyInput, None),
            Self::TooLarge { .. } => (Code::OversizedInput, None),
            Self::Binary { .. } => (Code::BinaryInput, None),
            Self::Undecodable { at, .. } => (Code::UndecodableInput, Some(at)),
            Self::Unknown { at, .. } => (Code::UnknownEncoding, Some(at)),
        };
        let mut finding = Diagnostic::new(code, path, at, self.to_string());
        finding.help = self.help().map(str::to_owned);
        finding
    }

    fn help(&self) -> Option<&'static str> {
        match self {
            Self::Unreadable(_) | Self::Empty | Self::TooLarge { .. } => None,
            Self::Binary { .. } => Some("save it as plain text"),
            Self::Undecodable { .. } | Self::Unknown { .. } => {
                Some("name the right one as `encoding` under `[input]` in edition.toml")
            }
        }
    }
}

/// The message alone, without the path and the place.
impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => write!(f, "the file cannot be read: {error}"),
            Self::Empty => write!(f, "the file is empty"),
            Self::TooLarge { most, .. } => {
                write!(f, "the file is too large: documents have {most} bytes at most")
            }
            Self::Binary { kind, .. } => write!(f, "the file is {kind}, wanted plain text"),
            Self::Undecodable { encoding, offset, bytes, .. } => {
                write!(f, "byte {offset} is no {encoding}: got")?;
                bytes.iter().try_for_each(|byte| write!(f, " {byte:02X}"))
            }
            Self::Unknown { likely, offset, .. } => {
                write!(f, "byte {offset} is no UTF-8, and too little tells the encoding")?;
                match likely {
                    Some(likely) => write!(f, "; likely {likely}"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(error) => Some(error),
            Self::Empty
            | Self::TooLarge { .. }
            | Self::Binary { .. }
            | Self::Undecodable { .. }
            | Self::Unknown { .. } => None,
        }
    }
}
