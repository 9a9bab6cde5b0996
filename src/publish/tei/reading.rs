//! The words of a document as they are read: blocks parted by empty lines, white space made single,
//! notes and page furniture apart, and over them the spans of the markup.

use super::{Break, Document, break_of, is_hidden_name, parts_words};
use crate::xml::tree::NodeId;
use std::ops::Range;

/// The part of a document's text that a block belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// The text itself.
    Text,
    /// Notes.
    Notes,
    /// Running heads, page numbers, lines of navigation: `fw`.
    Furniture,
}

/// A stretch of text between two breaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The element that its first word stands in, or the block around that.
    pub node: NodeId,
    /// Which part of the text.
    pub stream: Stream,
}

/// The text of an element within a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The element.
    pub node: NodeId,
}

/// The words of a document.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// All of it: the text, then the notes, then the furniture, parted by empty lines.
    pub text: String,
    /// The blocks in the order of the text.
    pub blocks: Vec<Block>,
    /// The spans by start, the outer first.
    pub spans: Vec<Span>,
    /// Where the text comes from, by its offsets.
    pub origins: Vec<Origin>,
}

/// Text that stands in the TEI without a break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Where it begins in the text of the reading, in bytes.
    pub at: usize,
    /// The text node.
    pub node: NodeId,
    /// Where it begins in the node, in bytes.
    pub offset: usize,
}

/// Text as it grows.
#[derive(Debug, Default)]
struct Flow {
    text: String,
    blocks: Vec<Block>,
    spans: Vec<Span>,
    origins: Vec<Origin>,
    pending: Option<Break>,
    /// Elements whose first letter is still to come, or has come at an offset.
    open: Vec<(NodeId, Option<usize>, bool)>,
}

impl Reading {
    /// Reads a document: of two readings of a place the edited one (`corr`, `reg`, `expan`,
    /// `lem`), without what was deleted and without words for machines.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let Some(text) = document.text() else { return Self::default() };
        let tree = document.tree();
        let (mut notes, mut furniture) = (Flow::default(), Flow::default());
        let mut flows = vec![Flow::default()];
        let mut walk = document.walk(text);
        while let Some(step) = walk.next() {
            match step {
                super::Step::Open(node) => {
                    let name = tree.local_name(node);
                    if is_passed_over(document, node) {
                        walk.pass_over();
                    }
                    if stream_of(name).is_some() {
                        flows.push(Flow::default());
                    }
                    let Some(flow) = flows.last_mut() else { continue };
                    flow.open(document, node);
                }
                super::Step::Text(node, words) => {
                    if let Some(flow) = flows.last_mut() {
                        flow.push(node, words);
                    }
                }
                super::Step::Close(node) => {
                    let Some(flow) = flows.last_mut() else { continue };
                    flow.close(document, node);
                    if let Some(stream) = stream_of(tree.local_name(node))
                        && flows.len() > 1
                        && let Some(done) = flows.pop()
                    {
                        match stream {
                            Stream::Furniture => furniture.append(done),
                            Stream::Notes | Stream::Text => notes.append(done),
                        }
                    }
                }
            }
        }
        let body = flows.into_iter().next().unwrap_or_default();
        Self::joined([body, notes, furniture])
    }

    fn joined(flows: [Flow; 3]) -> Self {
        let mut all = Flow::default();
        let streams = [Stream::Text, Stream::Notes, Stream::Furniture];
        for (mut flow, stream) in flows.into_iter().zip(streams) {
            for block in &mut flow.blocks {
                block.stream = stream;
            }
            all.append(flow);
        }
        let mut spans = all.spans;
        spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end), span.node));
        Self { text: all.text, blocks: all.blocks, spans, origins: all.origins }
    }

    /// The blocks of one part, as text with an empty line between them; spans do not follow.
    #[must_use]
    pub fn stream(&self, stream: Stream) -> &str {
        let mut blocks = self.blocks.iter().filter(|block| block.stream == stream);
        let Some(first) = blocks.next() else { return "" };
        let last = blocks.next_back().unwrap_or(first);
        &self.text[first.range.start..last.range.end]
    }

    /// The text node that a byte of the text comes from, and the byte in it.
    #[must_use]
    pub fn origin(&self, at: usize) -> Option<(NodeId, usize)> {
        let before = self.origins.partition_point(|origin| origin.at <= at).checked_sub(1)?;
        let origin = &self.origins[before];
        Some((origin.node, origin.offset + (at - origin.at)))
    }

    /// The block that holds a byte of the text.
    #[must_use]
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        let at = self.blocks.partition_point(|block| block.range.end <= offset);
        self.blocks.get(at).filter(|block| block.range.contains(&offset))
    }
}

impl Flow {
    fn open(&mut self, document: &Document, node: NodeId) {
        let name = document.tree().local_name(node);
        let block = document.is_block(node);
        if block {
            self.part(break_of(name));
        } else if parts_words(name, document.attribute(node, "break")) {
            self.part(Break::Space);
        }
        self.open.push((node, None, block));
    }

    fn close(&mut self, document: &Document, node: NodeId) {
        let Some(at) = self.open.iter().rposition(|(open, ..)| *open == node) else { return };
        let (node, start, block) = self.open.remove(at);
        if block {
            self.part(break_of(document.tree().local_name(node)));
        } else if let Some(start) = start {
            self.spans.push(Span { range: start..self.text.len(), node });
        }
    }

    fn part(&mut self, by: Break) {
        self.pending = self.pending.max(Some(by));
    }

    fn push(&mut self, node: NodeId, words: &str) {
        let mut runs_on = false;
        for (offset, c) in words.char_indices() {
            if c.is_whitespace() {
                self.part(Break::Space);
                runs_on = false;
                continue;
            }
            let begins = self.text.is_empty() || self.pending >= Some(Break::Line);
            if !self.text.is_empty() {
                self.text.push_str(match self.pending {
                    None | Some(Break::None) => "",
                    Some(Break::Space) => " ",
                    Some(Break::Line) => "\n",
                    Some(Break::Paragraph) => "\n\n",
                });
            }
            self.pending = None;
            let at = self.text.len();
            if !runs_on {
                self.origins.push(Origin { at, node, offset });
                runs_on = true;
            }
            self.text.push(c);
            let end = self.text.len();
            for open in self.open.iter_mut().rev().take_while(|open| open.1.is_none()) {
                open.1 = Some(at);
            }
            if begins {
                let inner = self.open.iter().rev().find(|open| open.2).or(self.open.first());
                let node = inner.map_or(NodeId::DOCUMENT, |open| open.0);
                self.blocks.push(Block { range: at..end, node, stream: Stream::Text });
            } else if let Some(block) = self.blocks.last_mut() {
                block.range.end = end;
            }
        }
    }

    /// Adds text that is finished, after an empty line.
    fn append(&mut self, done: Flow) {
        if done.text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let by = self.text.len();
        let moved = |range: Range<usize>| range.start + by..range.end + by;
        self.text.push_str(&done.text);
        let blocks = done.blocks.into_iter();
        self.blocks.extend(blocks.map(|block| Block { range: moved(block.range), ..block }));
        let origins = done.origins.into_iter();
        self.origins.extend(origins.map(|origin| Origin { at: origin.at + by, ..origin }));
        let spans = done.spans.into_iter();
        self.spans.extend(spans.map(|span| Span { range: moved(span.range), node: span.node }));
    }
}

/// The part of the text that an element begins; none where it goes on with the one it stands in.
fn stream_of(name: &str) -> Option<Stream> {
    match name {
        "note" => Some(Stream::Notes),
        "fw" => Some(Stream::Furniture),
        _ => None,
    }
}

/// Whether an element is no part of the edited reading.
fn is_passed_over(document: &Document, node: NodeId) -> bool {
    let tree = document.tree();
    let name = tree.local_name(node);
    if is_hidden_name(name) || matches!(name, "del" | "surplus" | "teiHeader") {
        return true;
    }
    let Some(parent) = tree.parent(node) else { return false };
    let beside =
        |names: &[&str]| tree.children(parent).any(|child| names.contains(&tree.local_name(child)));
    match (tree.local_name(parent), name) {
        ("choice", "sic") => beside(&["corr"]),
        ("choice", "orig") => beside(&["reg"]),
        ("choice", "abbr" | "am") => beside(&["expan", "ex"]),
        ("choice", "seg" | "unclear") | ("app" | "rdgGrp", "rdg") => {
            beside(&["lem"]) || has_twin_before(document, parent, node)
        }
        ("app", "rdgGrp") => beside(&["lem"]),
        _ => false,
    }
}

/// Whether a sibling of the same name stands before it.
fn has_twin_before(document: &Document, parent: NodeId, node: NodeId) -> bool {
    let tree = document.tree();
    let mut children = tree.children(parent);
    children.any(|child| child < node && tree.local_name(child) == tree.local_name(node))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> (Document, Reading) {
        let xml = format!("<TEI><text><body>{body}</body></text></TEI>");
        let mut documents = Document::read_all("a.xml", xml.as_bytes()).expect("it is XML");
        let document = documents.remove(0);
        let reading = Reading::of(&document);
        (document, reading)
    }

    #[test]
    fn words_are_parted_as_the_elements_say() {
        let (_, reading) = read(
            "<p>one<lb/>two<lb break='no'/>three\n <hi>fo</hi>ur</p><table><row><cell>a</cell>\
             <cell>b</cell></row><row><cell>c</cell></row></table>",
        );
        assert_eq!(reading.text, "one twothree four\n\na b\nc");
    }

    #[test]
    fn notes_and_furniture_stand_apart() {
        let (_, reading) = read("<fw>Page</fw><p>one<note>x <p>y</p></note> two</p><p>three</p>");
        assert_eq!(reading.stream(Stream::Text), "one two\n\nthree");
        assert_eq!(reading.stream(Stream::Notes), "x\n\ny");
        assert_eq!(reading.stream(Stream::Furniture), "Page");
    }

    #[test]
    fn the_edited_reading_is_taken() {
        let (_, reading) = read(
            "<p><choice><sic>teh</sic><corr>the</corr></choice> <del>old</del> \
             <app><rdg>x</rdg><rdg>y</rdg></app><choice><abbr>Mr</abbr></choice></p>",
        );
        assert_eq!(reading.text, "the xMr");
    }

    #[test]
    fn spans_cover_the_words_of_their_element() {
        let (document, reading) =
            read("<p>To <persName> <roleName>Sir</roleName> Ada </persName>.</p>");
        let seen: Vec<_> = (reading.spans.iter())
            .map(|s| (document.tree().local_name(s.node), &reading.text[s.range.clone()]))
            .collect();
        assert_eq!(seen, [("persName", "Sir Ada"), ("roleName", "Sir")]);
        assert_eq!(reading.text, "To Sir Ada .");
        let origin = reading.origin(7).map(|(node, at)| &document.tree().value(node)[at..]);
        assert_eq!(origin, Some("Ada "));
    }
}
