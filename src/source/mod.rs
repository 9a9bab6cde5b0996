//! Source files as they are: their text, never edited, and where its lines begin.

mod decode;
mod encoding;
mod error;
mod guess;
mod kind;

pub use encoding::{Encoding, Reading};
pub use error::ReadError;

use crate::diagnostic::{Code, Diagnostic};
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// The largest file that is read, in bytes: documents are texts that people read.
const LARGEST: u64 = 1 << 30;

/// A text as it stands in its file, decoded to UTF-8 and otherwise untouched.
///
/// Offsets into it are bytes of the decoded text, held in [`SourceSpan`]s so that they are never
/// taken for offsets of the normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    path: Arc<str>,
    /// Its folder below that of the input, with a slash at its end; empty in the input folder.
    folder: Arc<str>,
    text: String,
    lines: Vec<usize>,
    reading: Reading,
}

/// Bytes of the decoded source text, half open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceSpan {
    /// First byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

/// A place a reader can find: line and column, both counted from 1, the column in characters
/// (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The character within the line, from 1.
    pub column: usize,
}

impl Source {
    /// The name of its file without folder and ending.
    #[must_use]
    pub fn stem(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        file.rsplit_once('.').map_or(file, |(stem, _)| stem)
    }

    /// The same with the path of its file below the folder of the input, from where its output
    /// points to the registers.
    #[must_use]
    pub fn located(mut self, path: &Path) -> Self {
        let printed = crate::files::printed(path);
        self.folder = printed[..printed.rfind('/').map_or(0, |slash| slash + 1)].into();
        self
    }

    /// Its folder below that of the input, with a slash at its end; empty in the input folder.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// A source from a text that is already decoded; `path` is what findings name.
    #[must_use]
    pub fn from_text(path: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        let lines = line_starts(&text);
        Self { path: path.into(), folder: "".into(), text, lines, reading: Reading::default() }
    }

    /// Reads a file; `shown` is what findings name.
    ///
    /// A byte order mark decides the encoding; then `declared`, what the edition says of its
    /// input. Without either, text that is UTF-8 is read so, UTF-16 is recognised by its spaces,
    /// and a legacy encoding is guessed where the text leaves hardly a doubt. A byte order mark
    /// stays in the text, for normalising to take out.
    ///
    /// # Errors
    /// A file that cannot be read, is empty, is too large, is no text, or does not decode.
    pub fn read(path: &Path, shown: &str, declared: Option<Encoding>) -> Result<Self, ReadError> {
        Self::from_bytes(shown, Self::bytes(path)?, declared)
    }

    /// The bytes of a file, and at most one more than it may have.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
        let file = std::fs::File::open(path).map_err(ReadError::Unreadable)?;
        let mut bytes = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(ReadError::Unreadable)?;
        Ok(bytes)
    }

    /// The same from bytes that are already read, such as standard input.
    ///
    /// # Errors
    /// Bytes that are none, too many, no text, or that do not decode.
    pub fn from_bytes(
        shown: &str,
        bytes: Vec<u8>,
        declared: Option<Encoding>,
    ) -> Result<Self, ReadError> {
        if bytes.len() as u64 > LARGEST {
            return Err(ReadError::TooLarge { most: LARGEST });
        }
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        let (text, reading) = decode::decode(bytes, declared)?;
        let lines = line_starts(&text);
        Ok(Self { path: shown.into(), folder: "".into(), text, lines, reading })
    }

    /// How the bytes became text.
    #[must_use]
    pub fn reading(&self) -> Reading {
        self.reading
    }

    /// The name of the encoding that it was read in.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        self.reading.encoding().name()
    }

    /// What the reader of the output should know of how the file was read: a guessed encoding.
    #[must_use]
    pub fn findings(&self) -> Vec<Diagnostic> {
        let message = match self.reading {
            Reading::Guessed(encoding) => format!("read as {encoding}, by its letters"),
            Reading::Marked { encoding, declared: Some(declared) } if encoding != declared => {
                format!("read as {encoding}, as its byte order mark says, not as {declared}")
            }
            Reading::Marked { .. } | Reading::Declared(_) | Reading::Recognised(_) => {
                return Vec::new();
            }
        };
        let mut finding = Diagnostic::new(Code::GuessedEncoding, &self.path, None, message);
        finding.help = Some("name it as `encoding` under `[input]` in edition.toml".to_owned());
        vec![finding]
    }

    /// The name that findings give it.
    #[must_use]
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The decoded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line of a byte offset, from 1; an offset past the end gives the last.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset)
    }

    /// The line and column of a byte offset; an offset past the end gives the end.
    ///
    /// Lines end with LF, CR LF, or CR alone.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        place_in(&self.text, &self.lines, offset)
    }
}

/// The line and the column, in characters, of a byte offset in a text whose lines begin at
/// `starts`; past the end means the end.
pub(crate) fn place_in(text: &str, starts: &[usize], offset: usize) -> LineColumn {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    let line = starts.partition_point(|&start| start <= offset);
    let start = starts[line - 1];
    LineColumn { line, column: text[start..offset].chars().count() + 1 }
}

impl SourceSpan {
    /// The span as a range, to slice the source text with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Where each line begins; the first is always 0. Lines end with LF, CR LF, or CR alone.
pub(crate) fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') {
            continue;
        }
        starts.push(at + 1);
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, offset: usize) -> (usize, usize) {
        let at = Source::from_text("t", text).line_column(offset);
        (at.line, at.column)
    }

    #[test]
    fn columns_count_characters_from_one() {
        assert_eq!(place("é1\nb", 2), (1, 2));
        assert_eq!(place("é1\nb", 4), (2, 1));
        assert_eq!(place("é1\nb", 99), (2, 2));
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        assert_eq!(place("a\r\nb\rc\nd", 7), (4, 1));
        assert_eq!(place("", 0), (1, 1));
    }
}
