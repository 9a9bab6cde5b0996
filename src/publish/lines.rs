//! Which line of its source file each word of a TEI document comes from.
//!
//! The letters of the TEI are laid beside those of the source, white space not counted. So it
//! works for TEI that was corrected by hand too: what was changed has no line, what follows has.

use super::tei::{Document, Step};
use crate::source::Source;
use crate::xml::tree::NodeId;
use std::collections::HashMap;

/// How many letters must agree for the two to be taken up again after a difference.
const KEY: usize = 24;
/// After how many differences the TEI is taken for another text.
const MOST_GAPS: usize = 2_000;

/// The lines at which pieces of text begin.
#[derive(Debug, Default)]
pub struct SourceLines {
    lines: HashMap<NodeId, Vec<(usize, usize)>>,
    /// For each text node, runs of letters and where they stand in the source: bytes of the node,
    /// bytes of the source.
    offsets: HashMap<NodeId, Vec<(usize, usize)>>,
}

/// A source file, ready to be laid beside the documents made from it.
#[derive(Debug)]
pub struct SourceText {
    source: Source,
    letters: Letters,
}

impl SourceText {
    /// Finds the letters of a source.
    #[must_use]
    pub fn new(source: Source) -> Self {
        let mut letters = Letters::default();
        letters.add(source.text());
        Self { source, letters }
    }

    /// The source.
    #[must_use]
    pub fn source(&self) -> &Source {
        &self.source
    }
}

/// The letters of a text, with the byte at which each stands.
#[derive(Debug, Default)]
struct Letters {
    bytes: Vec<u8>,
    places: Vec<u32>,
}

impl Letters {
    fn add(&mut self, text: &str) {
        for (at, c) in text.char_indices().filter(|(_, c)| !is_passed_over(*c)) {
            let mut buffer = [0; 4];
            for &byte in c.encode_utf8(&mut buffer).as_bytes() {
                self.bytes.push(byte);
                self.places.push(at as u32);
            }
        }
    }
}

/// What normalising may take out or put in.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}' | '-' | '\u{200C}' | '\u{200D}')
}

impl SourceLines {
    /// Lays a document beside its source.
    #[must_use]
    pub fn new(document: &Document, beside: &SourceText) -> Self {
        let Some(text) = document.text() else { return Self::default() };
        let (source, wanted) = (&beside.source, &beside.letters);
        let mut letters = Letters::default();
        let mut nodes: Vec<(usize, NodeId)> = Vec::new();
        for step in document.walk(text) {
            if let Step::Text(node, words) = step {
                nodes.push((letters.bytes.len(), node));
                letters.add(words);
            }
        }
        let places = align(&letters.bytes, &wanted.bytes);
        let mut lines = Self::default();
        let (mut last_line, mut last_block) = (0, None);
        for (at, &(start, node)) in nodes.iter().enumerate() {
            let end = nodes.get(at + 1).map_or(letters.bytes.len(), |next| next.0);
            let block = block_of(document, node);
            for (letter, place) in places.iter().enumerate().take(end).skip(start) {
                let Some(place) = *place else { continue };
                let (offset, source_at) = (letters.places[letter], wanted.places[place as usize]);
                let (offset, source_at) = (offset as usize, source_at as usize);
                let runs = lines.offsets.entry(node).or_default();
                let goes_on =
                    runs.last().is_some_and(|&(o, s)| offset - o == source_at.wrapping_sub(s));
                if !goes_on {
                    runs.push((offset, source_at));
                }
                let line = source.line_of(source_at);
                if line != last_line || (block != last_block && letter == start) {
                    lines.lines.entry(node).or_default().push((offset, line));
                    last_line = line;
                    last_block = block;
                }
            }
        }
        lines
    }

    /// The lines that begin in a text node: the byte, and the line from 1.
    #[must_use]
    pub fn in_text(&self, node: NodeId) -> &[(usize, usize)] {
        self.lines.get(&node).map_or(&[], Vec::as_slice)
    }

    /// The byte of the source that a byte of a text node stands for.
    #[must_use]
    pub fn source_of(&self, node: NodeId, offset: usize) -> Option<usize> {
        let runs = self.offsets.get(&node)?;
        let at = runs.partition_point(|&(start, _)| start <= offset).checked_sub(1)?;
        let (start, source) = runs[at];
        Some(source + (offset - start))
    }
}

fn block_of(document: &Document, node: NodeId) -> Option<NodeId> {
    let tree = document.tree();
    let mut at = tree.parent(node);
    while let Some(node) = at {
        if document.is_block(node) {
            return Some(node);
        }
        at = tree.parent(node);
    }
    None
}

/// For each byte of one text, its place in the other, where they agree.
fn align(letters: &[u8], wanted: &[u8]) -> Vec<Option<u32>> {
    let mut places = vec![None; letters.len()];
    let (mut i, mut j, mut gaps) = (0, 0, 0);
    while i < letters.len() && j < wanted.len() {
        if letters[i] == wanted[j] {
            places[i] = Some(j as u32);
            i += 1;
            j += 1;
            continue;
        }
        gaps += 1;
        if gaps > MOST_GAPS {
            break;
        }
        let key = &letters[i..letters.len().min(i + KEY)];
        if let Some(found) = memchr::memmem::find(&wanted[j..], key) {
            j += found;
            continue;
        }
        let key = &wanted[j..wanted.len().min(j + KEY)];
        match memchr::memmem::find(&letters[i..], key) {
            Some(found) => i += found,
            None => {
                i += 1;
                j += 1;
            }
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrected_words_do_not_shift_what_follows() {
        let source = Source::from_text(
            "a.txt",
            "A first line that is long enough.\nThe secnd line, with a slip in it,\nends here for good.",
        );
        let xml = "<TEI><text><p>A first line that is long enough.</p><p>The <hi>second</hi> line, \
                   with a slip in it, ends here for good.</p></text></TEI>";
        let documents = Document::read_all("a.xml", xml.as_bytes()).expect("it is XML");
        let document = &documents[0];
        let lines = SourceLines::new(document, &SourceText::new(source));
        let seen: Vec<_> = document
            .walk(document.root())
            .filter_map(|step| match step {
                Step::Text(node, text) => {
                    let starts = lines.in_text(node).iter();
                    Some(starts.map(|&(at, line)| (line, text[at..].split(' ').next())).collect())
                }
                _ => None,
            })
            .collect::<Vec<Vec<_>>>()
            .concat();
        assert_eq!(seen, [(1, Some("A")), (2, Some("The")), (3, Some("ends"))]);
    }
}
