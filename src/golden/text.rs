//! Which white space is text and which is layout.
//!
//! Layout is: white space alone where only elements may stand; a run with a line break at the edge
//! of a block. Any other run with a line break is one space, as it is for every reader of TEI.
//! A run without a line break, and all white space under `xml:space="preserve"`, is text.

use super::names::Names;
use super::reading::{Chunk, Piece, Reading, TagKind};
use super::tei::{Content, Role};
use std::ops::Range;

/// Second pass: lays the text of a reading, its blocks and its zones.
pub(super) fn lay(reading: &mut Reading, chunks: &[Chunk], names: &Names) {
    judge_unknown(reading, chunks, names);
    let characters = chunks.iter().map(|chunk| chunk.text.len()).sum();
    reading.text.reserve(characters);
    let mut layer = Layer { written: 0, open: Vec::new(), chunk: 0, last: None };
    let mut tag = 0;
    while tag < reading.tags.len() {
        // A text goes on across comments and instructions.
        let mut end = tag;
        while matches!(reading.tags[end].kind, TagKind::Point(..)) && end + 1 < reading.tags.len() {
            end += 1;
        }
        layer.node(reading, chunks, tag..end);
        layer.pass(reading, end);
        tag = end + 1;
    }
    reading.breaks.dedup();
    reading.tail = layer.written;
}

/// Unknown elements: white space is layout where they hold no other text and break lines at all of
/// it; children of such are blocks.
fn judge_unknown(reading: &mut Reading, chunks: &[Chunk], names: &Names) {
    // For each element: whether it has text, has white space alone, and lacks a break in some.
    let mut has = vec![(false, false, false); reading.elements.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut chunk = 0;
    let mut tag = 0;
    while tag < reading.tags.len() {
        let mut end = tag;
        while matches!(reading.tags[end].kind, TagKind::Point(..)) && end + 1 < reading.tags.len() {
            end += 1;
        }
        let first = chunk;
        while chunks.get(chunk).is_some_and(|chunk| chunk.tag <= end) {
            chunk += 1;
        }
        if let Some(&element) = open.last()
            && first < chunk
        {
            let mut node = chunks[first..chunk].iter();
            if node.clone().all(|chunk| chunk.text.bytes().all(is_space)) {
                has[element].1 = true;
                has[element].2 |= !node.any(|chunk| chunk.text.contains('\n'));
            } else {
                has[element].0 = true;
            }
        }
        match reading.tags[end].kind {
            TagKind::Start(element) => open.push(element),
            TagKind::End(_) => {
                open.pop();
            }
            TagKind::Point(..) => {}
        }
        tag = end + 1;
    }
    for (element, (text, white, unbroken)) in has.into_iter().enumerate() {
        let nature = names.nature(reading.elements[element].name);
        if nature.content == Content::Unknown {
            reading.elements[element].elements_alone = !text && white && !unbroken;
        }
        if nature.role.is_none() {
            let in_blocks = match reading.elements[element].parent {
                Some(parent) => {
                    let parent = &reading.elements[parent];
                    parent.elements_alone && parent.role == Role::Block
                }
                None => true,
            };
            reading.elements[element].role = if in_blocks { Role::Block } else { Role::Annotation };
        }
    }
}

struct Layer {
    /// File bytes that belong to a piece or tag already.
    written: usize,
    open: Vec<usize>,
    chunk: usize,
    /// The tag passed last that is no point.
    last: Option<usize>,
}

impl Layer {
    /// Puts a tag at the present end of the text.
    fn pass(&mut self, reading: &mut Reading, tag: usize) {
        let at = reading.text.len();
        let passed = &mut reading.tags[tag];
        passed.lead = self.written.min(passed.raw.start);
        self.written = passed.raw.end;
        passed.at = at;
        let element = match passed.kind {
            TagKind::Point(..) => return,
            TagKind::Start(element) => {
                self.open.push(element);
                element
            }
            TagKind::End(element) => {
                self.open.pop();
                element
            }
        };
        self.last = Some(tag);
        let inside = self.open.last().copied();
        let zone = inside.map(|inside| reading.elements[inside].zone);
        if let Some(zone) = zone
            && reading.zones.last().map(|&(_, last)| last) != Some(zone)
        {
            if reading.zones.last().is_some_and(|&(start, _)| start == at) {
                reading.zones.pop();
            }
            reading.zones.push((at, zone));
        }
        if matches!(reading.elements[element].role, Role::Block | Role::Note) {
            reading.breaks.push(at);
        }
    }

    /// Lays the text before the tag at the end of the range, and the points that stand in it.
    fn node(&mut self, reading: &mut Reading, chunks: &[Chunk], tags: Range<usize>) {
        let first = self.chunk;
        while chunks.get(self.chunk).is_some_and(|chunk| chunk.tag <= tags.end) {
            self.chunk += 1;
        }
        let chunks = &chunks[first..self.chunk];
        let mut layout = self.layout(reading, chunks, tags.end).into_iter().peekable();
        let mut next_tag = tags.start;
        let mut offset = 0;
        for chunk in chunks {
            while next_tag < chunk.tag {
                self.point(reading, next_tag);
                next_tag += 1;
            }
            let end = offset + chunk.text.len();
            let mut at = offset;
            while at < end {
                let begin = layout.peek().map_or(end, |(run, _)| run.start.clamp(at, end));
                if begin > at {
                    self.keep(reading, chunk, at - offset..begin - offset);
                    at = begin;
                    continue;
                }
                let (run, kind) = layout.peek().expect("the run that begins here");
                let stop = run.end.min(end);
                // A run that began in an earlier chunk has its space already.
                if *kind == Layout::Space && run.start == at {
                    self.space(reading, chunk, at - offset..stop - offset);
                }
                if stop == run.end {
                    layout.next();
                }
                at = stop;
            }
            offset = end;
        }
        for point in next_tag..tags.end {
            self.point(reading, point);
        }
    }

    /// The runs of a text, divided into chunks, that do not stand for themselves.
    fn layout(
        &self,
        reading: &Reading,
        chunks: &[Chunk],
        next_tag: usize,
    ) -> Vec<(Range<usize>, Layout)> {
        let Some(&parent) = self.open.last() else { return Vec::new() };
        let joined: String;
        let node: &str = match chunks {
            [] => return Vec::new(),
            [only] => &only.text,
            [_, ..] => {
                joined = chunks.iter().map(|chunk| &*chunk.text).collect();
                &joined
            }
        };
        if reading.preserves_space(parent) {
            Vec::new()
        } else if reading.elements[parent].elements_alone && node.bytes().all(is_space) {
            vec![(0..node.len(), Layout::Nothing)]
        } else {
            runs(node, (self.begins_block(reading), ends_block(reading, next_tag)))
        }
    }

    /// A point in the middle of a text.
    fn point(&mut self, reading: &mut Reading, tag: usize) {
        let at = reading.text.len();
        let point = &mut reading.tags[tag];
        point.lead = self.written.min(point.raw.start);
        point.at = at;
        self.written = point.raw.end;
    }

    /// Takes characters as they stand.
    fn keep(&mut self, reading: &mut Reading, chunk: &Chunk, part: Range<usize>) {
        let at = reading.text.len();
        reading.text.push_str(&chunk.text[part.clone()]);
        let raw = if chunk.verbatim {
            chunk.raw.start + part.start..chunk.raw.start + part.end
        } else {
            // The whole reference stands for its character, the whole section for its text.
            chunk.raw.clone()
        };
        self.piece(reading, at, raw, chunk.verbatim);
    }

    /// Takes a run with a line break as one space.
    fn space(&mut self, reading: &mut Reading, chunk: &Chunk, part: Range<usize>) {
        let at = reading.text.len();
        reading.text.push(' ');
        let raw = if chunk.raw.len() == chunk.text.len() {
            chunk.raw.start + part.start..chunk.raw.start + part.end
        } else {
            chunk.raw.clone()
        };
        self.piece(reading, at, raw, false);
    }

    fn piece(&mut self, reading: &mut Reading, at: usize, raw: Range<usize>, verbatim: bool) {
        let at = at..reading.text.len();
        let lead = self.written.min(raw.start);
        // Parts of one CDATA section share its bytes.
        if let Some(last) = reading.pieces.last_mut()
            && last.raw == raw
        {
            last.at.end = at.end;
            return;
        }
        self.written = raw.end;
        reading.pieces.push(Piece { at, raw, lead, verbatim });
    }

    /// Whether a text that follows the last tag begins a line of its own.
    fn begins_block(&self, reading: &Reading) -> bool {
        let Some(last) = self.last else { return true };
        match reading.tags[last].kind {
            TagKind::Start(element) => {
                matches!(reading.elements[element].role, Role::Block | Role::Note)
            }
            TagKind::End(element) => reading.elements[element].role == Role::Block,
            TagKind::Point(..) => false,
        }
    }
}

/// Whether a text that goes on to this tag ends its line.
fn ends_block(reading: &Reading, tag: usize) -> bool {
    match reading.tags[tag].kind {
        TagKind::Start(element) => reading.elements[element].role == Role::Block,
        TagKind::End(element) => {
            matches!(reading.elements[element].role, Role::Block | Role::Note)
        }
        TagKind::Point(..) => false,
    }
}

/// What a run of white space with a line break stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Nothing,
    Space,
}

/// The runs of white space that hold a line break.
fn runs(node: &str, (begins, ends): (bool, bool)) -> Vec<(Range<usize>, Layout)> {
    let bytes = node.as_bytes();
    let mut runs = Vec::new();
    let mut from = 0;
    while let Some(found) = memchr::memchr(b'\n', &bytes[from..]) {
        let at = from + found;
        let start = from + bytes[from..at].iter().rposition(|&b| !is_space(b)).map_or(0, |i| i + 1);
        let end = at + bytes[at..].iter().position(|&b| !is_space(b)).unwrap_or(bytes.len() - at);
        let edge = (start == 0 && begins) || (end == bytes.len() && ends);
        runs.push((start..end, if edge { Layout::Nothing } else { Layout::Space }));
        from = end;
    }
    runs
}

/// White space of XML.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
