//! The normalised text and the map that leads each of its bytes back to the source.

use crate::layer::Span;
use crate::source::SourceSpan;
use std::ops::Range;

/// Why a piece of text differs from its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// A byte order mark at the start was taken off.
    ByteOrderMark,
    /// CR LF or CR became LF.
    LineEnd,
    /// Letters and combining marks were composed (Unicode NFC).
    Composition,
    /// A run of spaces or tabs became one space, or none at a line's edge.
    Spaces,
    /// A no-break or typographic space became a space.
    NoBreakSpace,
    /// A soft hyphen was taken out.
    SoftHyphen,
    /// A word broken over two lines was joined.
    BrokenWord,
    /// A character that XML does not allow was taken out.
    Control,
    /// A space before a punctuation mark was taken out.
    SpaceBeforePunctuation,
}

/// A stretch of text and the stretch of source that it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the normalised text; empty where something was taken out.
    pub text: Range<usize>,
    /// Bytes of the source text; never empty.
    pub source: Range<usize>,
    /// Why they differ; none where the text is the source, byte for byte.
    pub why: Option<Change>,
}

/// The pieces in order. They tile both the text and the source without a gap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
}

/// A normalised text with the way back to its source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    text: String,
    map: OffsetMap,
}

impl Text {
    /// A text that is its own source, byte for byte.
    #[must_use]
    pub fn verbatim(text: impl Into<String>) -> Self {
        let mut built = Self::default();
        built.push_verbatim(&text.into());
        built
    }

    /// The normalised text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The way back to the source.
    #[must_use]
    pub fn map(&self) -> &OffsetMap {
        &self.map
    }

    /// The source that a span of text stands for: for verbatim text exactly, for changed text the
    /// whole of the changed stretch.
    #[must_use]
    pub fn source_of(&self, span: Span) -> SourceSpan {
        let start = self.map.source_start(span.start);
        let end = if span.is_empty() { start } else { self.map.source_end(span.end) };
        SourceSpan { start, end: end.max(start) }
    }

    /// Adds source text as it is.
    pub(crate) fn push_verbatim(&mut self, source: &str) {
        self.push(source, source.len(), None);
    }

    /// Adds `text` for the next `source_len` bytes of the source.
    pub(crate) fn push(&mut self, text: &str, source_len: usize, why: Option<Change>) {
        if source_len == 0 {
            return;
        }
        let (at, from) = self.map.ends();
        self.text.push_str(text);
        let (text_end, source_end) = (at + text.len(), from + source_len);
        match self.map.pieces.last_mut() {
            Some(last) if last.why.is_none() && why.is_none() => {
                last.text.end = text_end;
                last.source.end = source_end;
            }
            _ => {
                self.map.pieces.push(Piece { text: at..text_end, source: from..source_end, why });
            }
        }
    }
}

impl OffsetMap {
    /// The pieces, in the order of the text and of the source.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    fn ends(&self) -> (usize, usize) {
        self.pieces.last().map_or((0, 0), |last| (last.text.end, last.source.end))
    }

    /// The source offset where the character at a text offset begins.
    fn source_start(&self, offset: usize) -> usize {
        let at = self.pieces.partition_point(|piece| piece.text.end <= offset);
        self.pieces.get(at).map_or(self.ends().1, |piece| match piece.why {
            None => piece.source.start + (offset - piece.text.start),
            Some(_) => piece.source.start,
        })
    }

    /// The source offset where the character before a text offset ends.
    fn source_end(&self, offset: usize) -> usize {
        let at = self.pieces.partition_point(|piece| piece.text.end < offset);
        self.pieces.get(at).map_or(self.ends().1, |piece| match piece.why {
            None => piece.source.start + (offset - piece.text.start),
            Some(_) => piece.source.end,
        })
    }
}
