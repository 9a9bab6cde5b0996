//! Source files as they are: their text, never edited, and where its lines begin.

use std::ops::Range;
use std::sync::Arc;

/// A text as it stands in its file, decoded to UTF-8 and otherwise untouched.
///
/// Offsets into it are bytes of the decoded text, held in [`SourceSpan`]s so that they are never
/// taken for offsets of the normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    path: Arc<str>,
    text: String,
    lines: Vec<usize>,
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
    /// A source from a text that is already decoded; `path` is what findings name.
    #[must_use]
    pub fn from_text(path: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        let lines = line_starts(&text);
        Self { path: path.into(), text, lines }
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

    /// How the file was encoded.
    #[must_use]
    pub fn encoding(&self) -> &str {
        "UTF-8"
    }

    /// The line and column of a byte offset; an offset past the end gives the end.
    ///
    /// Lines end with LF, CR LF, or CR alone.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.lines.partition_point(|&start| start <= offset);
        let start = self.lines[line - 1];
        LineColumn { line, column: self.text[start..offset].chars().count() + 1 }
    }
}

impl SourceSpan {
    /// The span as a range, to slice the source text with.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Where each line begins; the first is always 0.
fn line_starts(text: &str) -> Vec<usize> {
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
