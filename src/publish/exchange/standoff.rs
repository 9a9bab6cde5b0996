//! Stand-off markup as JSON Lines: the text, and spans over it in Unicode code points.

use super::super::tei::{Stream, name_kind};
use super::Subject;
use crate::xml::tree::NodeId;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

#[derive(Serialize)]
struct Document<'a> {
    id: &'a str,
    file: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    unit: &'static str,
    text: &'a str,
    blocks: Vec<Block<'a>>,
    spans: Vec<Span<'a>>,
}

#[derive(Serialize)]
struct Block<'a> {
    start: usize,
    end: usize,
    kind: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    id: &'a str,
    part: &'static str,
}

#[derive(Serialize)]
struct Span<'a> {
    start: usize,
    end: usize,
    kind: &'a str,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entities: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<Place>,
}

/// Where a span begins and ends in the source file: bytes of its text in UTF-8, and the line.
#[derive(Serialize)]
struct Place {
    start: usize,
    end: usize,
    line: usize,
}

/// A document as one line.
pub fn line(subject: &Subject<'_>) -> String {
    let reading = subject.reading;
    let facts = &subject.volume.documents[subject.document];
    let points = CodePoints::new(&reading.text);
    let tree = subject.read.document.tree();
    let blocks = reading.blocks.iter().map(|block| Block {
        start: points.of(block.range.start),
        end: points.of(block.range.end),
        kind: tree.local_name(block.node),
        id: subject.read.anchors.nearest(&subject.read.document, block.node),
        part: match block.stream {
            Stream::Text => "text",
            Stream::Notes => "notes",
            Stream::Furniture => "furniture",
        },
    });
    let spans = reading.spans.iter().map(|span| Span {
        start: points.of(span.range.start),
        end: points.of(span.range.end),
        kind: tree.local_name(span.node),
        attributes: tree.attributes(span.node).map(|at| (tree.name(at), tree.value(at))).collect(),
        entities: subject.entities(span.node),
        source: subject.place(&span.range),
    });
    let document = Document {
        id: &subject.volume.slugs[subject.document],
        file: &facts.path,
        title: &facts.title,
        source: subject.source.map(|source| &**source.source().path()),
        unit: "code points",
        text: &reading.text,
        blocks: blocks.collect(),
        spans: spans.collect(),
    };
    serde_json::to_string(&document).expect("texts and numbers can be written as JSON") + "\n"
}

impl<'a> Subject<'a> {
    /// The entries that a name points to.
    fn entities(&self, node: NodeId) -> Vec<&'a str> {
        let document = &self.read.document;
        let name = document.tree().local_name(node);
        if name_kind(name, document.attribute(node, "type")).is_none() {
            return Vec::new();
        }
        let places = self.read.pointed(node).into_iter();
        let found = places.filter_map(|place| self.volume.entities.find(&place));
        found.map(|at| self.volume.entities.all()[at].1.id.as_str()).collect()
    }

    /// Where a stretch of the text stands in the source.
    fn place(&self, range: &Range<usize>) -> Option<Place> {
        let source = self.source?.source();
        let last = self.reading.text[range.clone()].char_indices().next_back()?;
        let (node, offset) = self.reading.origin(range.start)?;
        let start = self.lines.source_of(node, offset)?;
        let (node, offset) = self.reading.origin(range.start + last.0)?;
        let end = self.lines.source_of(node, offset)? + last.1.len_utf8();
        (start < end).then(|| Place { start, end, line: source.line_of(start) })
    }
}

/// Offsets in code points for offsets in bytes.
struct CodePoints<'t> {
    text: &'t str,
    /// The code points before each of the steps.
    steps: Vec<usize>,
}

/// How many bytes a step has.
const STEP: usize = 256;

impl<'t> CodePoints<'t> {
    fn new(text: &'t str) -> Self {
        let starts = |bytes: &[u8]| bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        let mut steps = vec![0];
        for chunk in text.as_bytes().chunks(STEP) {
            let before = steps.last().copied().unwrap_or(0);
            steps.push(before + starts(chunk));
        }
        Self { text, steps }
    }

    fn of(&self, at: usize) -> usize {
        let step = at / STEP;
        let rest = &self.text.as_bytes()[step * STEP..at];
        self.steps[step] + rest.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_code_points() {
        let text = "é".repeat(300) + "x";
        let points = CodePoints::new(&text);
        assert_eq!((points.of(0), points.of(2), points.of(600), points.of(601)), (0, 1, 300, 301));
    }
}
