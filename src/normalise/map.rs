//! The normalised text and the map that leads each of its bytes back to the source.

use super::Change;
use crate::layer::Span;
use crate::source::SourceSpan;
use std::collections::BTreeMap;
use std::ops::Range;

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
///
/// Only the changed pieces are stored; what lies between them is verbatim, so that a text without
/// changes needs no map, whatever its length.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OffsetMap {
    changed: Vec<Piece>,
    text_len: usize,
    source_len: usize,
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
        let text = text.into();
        let map = OffsetMap { changed: Vec::new(), text_len: text.len(), source_len: text.len() };
        Self { text, map }
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
    /// whole of the changed stretch. An empty span stands for what was taken out at that place:
    /// at the start of a line for its indentation, where a page ended for the form feed.
    #[must_use]
    pub fn source_of(&self, span: Span) -> SourceSpan {
        let (start, end) = if span.is_empty() {
            (self.map.source_end(span.end), self.map.source_start(span.start))
        } else {
            (self.map.source_start(span.start), self.map.source_end(span.end))
        };
        SourceSpan { start: start.min(end), end: end.max(start) }
    }

    /// An empty text with room for `capacity` bytes.
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity), map: OffsetMap::default() }
    }

    /// Adds source text as it is.
    pub(super) fn push_verbatim(&mut self, source: &str) {
        self.text.push_str(source);
        self.map.text_len += source.len();
        self.map.source_len += source.len();
    }

    /// Adds `text` for the next `source_len` bytes of the source.
    pub(super) fn push_changed(&mut self, text: &str, source_len: usize, why: Change) {
        self.text.push_str(text);
        let map = &mut self.map;
        let (at, from) = (map.text_len, map.source_len);
        map.text_len += text.len();
        map.source_len += source_len;
        match map.changed.last_mut() {
            // Neighbours that are both taken out for one reason are one piece.
            Some(last) if text.is_empty() && last.continues(at, from, why) => {
                last.source.end = map.source_len;
            }
            _ => map.changed.push(Piece {
                text: at..map.text_len,
                source: from..map.source_len,
                why: Some(why),
            }),
        }
    }
}

impl Piece {
    fn continues(&self, text: usize, source: usize, why: Change) -> bool {
        self.text.is_empty()
            && self.text.end == text
            && self.source.end == source
            && self.why == Some(why)
    }
}

impl OffsetMap {
    /// The pieces, in the order of the text and of the source, the verbatim ones among them.
    pub fn pieces(&self) -> impl Iterator<Item = Piece> + '_ {
        let ends = std::iter::once((self.text_len, self.source_len, None));
        let mut done = (0, 0);
        self.changed
            .iter()
            .map(|piece| (piece.text.start, piece.source.start, Some(piece)))
            .chain(ends)
            .flat_map(move |(text, source, piece)| {
                let verbatim = (source > done.1).then_some(Piece {
                    text: done.0..text,
                    source: done.1..source,
                    why: None,
                });
                if let Some(piece) = piece {
                    done = (piece.text.end, piece.source.end);
                }
                verbatim.into_iter().chain(piece.cloned())
            })
    }

    /// The pieces where text and source differ, in order.
    #[must_use]
    pub fn changed(&self) -> &[Piece] {
        &self.changed
    }

    /// How often each change was made; what the header's `encodingDesc` tells.
    #[must_use]
    pub fn tally(&self) -> BTreeMap<Change, usize> {
        let mut tally = BTreeMap::new();
        for why in self.changed.iter().filter_map(|piece| piece.why) {
            *tally.entry(why).or_default() += 1;
        }
        tally
    }

    /// The source offset where the character at a text offset begins.
    fn source_start(&self, offset: usize) -> usize {
        let at = self.changed.partition_point(|piece| piece.text.end <= offset);
        match self.changed.get(at) {
            Some(piece) if piece.text.start <= offset => piece.source.start,
            _ => self.verbatim_after(at, offset),
        }
    }

    /// The source offset where the character before a text offset ends.
    fn source_end(&self, offset: usize) -> usize {
        let at = self.changed.partition_point(|piece| piece.text.end < offset);
        match self.changed.get(at) {
            Some(piece) if piece.text.start < offset => piece.source.end,
            _ => self.verbatim_after(at, offset),
        }
    }

    /// The source offset of verbatim text before the changed piece `at`.
    fn verbatim_after(&self, at: usize, offset: usize) -> usize {
        let (text, source) = at
            .checked_sub(1)
            .map_or((0, 0), |last| (self.changed[last].text.end, self.changed[last].source.end));
        (source + (offset - text)).min(self.source_len)
    }
}
