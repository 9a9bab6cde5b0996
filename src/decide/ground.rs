//! The text that anchors hold on to: words with single spaces between them, in paragraphs.
//!
//! A line that was wrapped elsewhere, or indented, reads the same here, so that a quotation still
//! fits.

use crate::layer::Span;
use crate::structure::Structure;
use hashbrown::HashMap;
use std::ops::Range;

/// A text as anchors read it. Its offsets, called *flat*, are bytes of [`Ground::flat`].
#[derive(Debug)]
pub struct Ground {
    flat: String,
    /// Where flat text and text drift apart: a flat offset and the text offset that is the same
    /// place; between two of them they run in step.
    steps: Vec<(usize, usize)>,
    paragraphs: Vec<Paragraph>,
    by_hash: HashMap<u64, Vec<usize>>,
}

/// A leaf of the document's structure, as flat text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its flat text.
    pub range: Range<usize>,
    /// What tells its words from others; see [`hash`].
    pub hash: u64,
}

impl Ground {
    /// The ground of a text with its blocks.
    #[must_use]
    pub fn new(text: &str, structure: &Structure) -> Self {
        Self::of_leaves(text, structure.leaves().into_iter().map(|leaf| leaf.span).collect())
    }

    /// The ground of a text whose paragraphs have these spans.
    #[must_use]
    pub fn of_leaves(text: &str, mut leaves: Vec<Span>) -> Self {
        leaves.sort_unstable();
        let (flat, steps) = flatten(text);
        let mut ground = Self {
            flat,
            steps,
            paragraphs: Vec::with_capacity(leaves.len()),
            by_hash: HashMap::new(),
        };
        for leaf in leaves {
            let Some(range) = ground.flat_of(leaf) else { continue };
            let hash = hash(&ground.flat[range.clone()]);
            ground.by_hash.entry(hash).or_default().push(ground.paragraphs.len());
            ground.paragraphs.push(Paragraph { range, hash });
        }
        ground
    }

    /// The flat text.
    #[must_use]
    pub fn flat(&self) -> &str {
        &self.flat
    }

    /// The paragraphs in order.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The paragraphs with a hash, by their numbers.
    #[must_use]
    pub fn with_hash(&self, hash: u64) -> &[usize] {
        self.by_hash.get(&hash).map_or(&[], Vec::as_slice)
    }

    /// The number of the paragraph that a flat offset lies in, or of the last one before it.
    #[must_use]
    pub fn paragraph_at(&self, flat: usize) -> Option<usize> {
        self.paragraphs.partition_point(|paragraph| paragraph.range.start <= flat).checked_sub(1)
    }

    /// The text that flat text stands for.
    #[must_use]
    pub fn text_of(&self, flat: &Range<usize>) -> Span {
        // The end is that of the last character, so that no white space after it comes along.
        let last = flat.end.max(flat.start + 1) - 1;
        let start = self.text_at(flat.start);
        Span::new(start, (self.text_at(last) + 1).max(start))
    }

    fn text_at(&self, flat: usize) -> usize {
        let step = self.steps.partition_point(|&(at, _)| at <= flat);
        step.checked_sub(1).map_or(flat, |step| {
            let (from, text) = self.steps[step];
            text + (flat - from)
        })
    }

    /// The flat text of a span, without white space at its ends; none where it holds nothing else.
    #[must_use]
    pub fn flat_of(&self, span: Span) -> Option<Range<usize>> {
        let (start, end) = (self.flat_at(span.start), self.flat_at(span.end));
        let words = self.flat.get(start..end)?;
        let start = start + (words.len() - words.trim_start_matches(' ').len());
        let end = start + words.trim_matches(' ').len();
        (start < end).then_some(start..end)
    }

    /// The flat offset of a text offset; within white space that of the next word.
    fn flat_at(&self, text: usize) -> usize {
        let step = self.steps.partition_point(|&(_, at)| at <= text);
        let behind = step.checked_sub(1).map_or((0, 0), |step| self.steps[step]);
        let flat = behind.0 + (text - behind.1);
        // Past the end of a stretch lies the white space that was taken out there.
        self.steps.get(step).map_or(flat.min(self.flat.len()), |&(next, _)| flat.min(next))
    }
}

/// A text with each run of white space as one space, and none at its ends.
#[must_use]
pub fn squeeze(text: &str) -> String {
    flatten(text).0
}

/// The flat text, and where it drifts from the text.
fn flatten(text: &str) -> (String, Vec<(usize, usize)>) {
    let mut flat = String::with_capacity(text.len());
    let mut steps = Vec::new();
    let mut drift = 0;
    let mut start = 0;
    for word in text.split(char::is_whitespace) {
        if !word.is_empty() {
            if !flat.is_empty() {
                flat.push(' ');
            }
            if start - flat.len() != drift {
                drift = start - flat.len();
                steps.push((flat.len(), start));
            }
            flat.push_str(word);
        }
        start += word.len();
        start += text[start..].chars().next().map_or(0, char::len_utf8);
    }
    (flat, steps)
}

/// What tells a paragraph's words from others: FNV-1a, 64 bits, of its flat text.
#[must_use]
pub fn hash(flat: &str) -> u64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    flat.bytes().fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_and_indentation_read_the_same() {
        assert_eq!(squeeze(" one\n  two\u{a0}\u{2003}three \n"), "one two three");
        assert_eq!(squeeze(" \n"), "");
    }

    #[test]
    fn flat_text_leads_back_and_forth() {
        let text = "  a\n\nbé  c\u{a0}d\n";
        let ground = Ground::of_leaves(text, vec![Span::new(2, 3), Span::new(5, 14)]);
        assert_eq!(ground.flat(), "a bé c d");
        for word in ["a", "bé", "c", "d", "bé  c", "c\u{a0}d"] {
            let at = text.find(word).expect("it is there");
            let span = Span::new(at, at + word.len());
            let flat = ground.flat_of(span).expect("it holds words");
            assert_eq!(ground.flat()[flat.clone()], squeeze(word));
            assert_eq!(ground.text_of(&flat), span);
        }
        assert_eq!(ground.flat_of(Span::new(3, 5)), None);
        assert_eq!(ground.flat_of(Span::new(0, 5)), Some(0..1));
        assert_eq!(ground.paragraph_at(0), Some(0));
        assert_eq!(ground.paragraph_at(5), Some(1));
        assert_eq!(ground.with_hash(hash("bé c d")), [1]);
    }
}
