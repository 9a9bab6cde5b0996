//! Blocks and their nested marks as elements.

use super::element::{NoteId, element, reading};
use super::inline::{self, Part};
use super::{Letter, Piece, Resolved, is_leaf};
use crate::annotate::Mark;
use crate::diagnostic::Finding;
use crate::layer::{Annotation, Span};
use crate::structure::{Block, BlockKind, Structure};
use crate::tree::{Element, Node};
use std::collections::BTreeMap;

/// What the building of the tree knows: the parts of each leaf, nested, and the counters of ids.
pub struct Outline<'a> {
    marks: &'a [Annotation],
    /// The nested parts of a leaf, by its start.
    parts: BTreeMap<usize, Vec<Part>>,
    /// How many parts each mark has; a divided one is linked.
    divided: Vec<usize>,
    written: Vec<usize>,
    /// What stands before the identifiers: nothing, or the letter that they are of.
    scope: String,
    numbers: BTreeMap<&'static str, usize>,
    notes: Vec<NoteId>,
    /// How many notes were written.
    noted: usize,
    /// How many markers of each note were written.
    markers: BTreeMap<usize, usize>,
}

impl<'a> Outline<'a> {
    /// Nests the parts of every leaf.
    pub fn new(
        marks: &'a [Annotation],
        leaves: &[Span],
        parts: Vec<Vec<Part>>,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut divided = vec![0; marks.len()];
        let mut nested = BTreeMap::new();
        for (leaf, parts) in leaves.iter().zip(parts) {
            let parts = inline::nest(&parts, marks, findings);
            for part in &parts {
                divided[part.mark] += 1;
            }
            nested.insert(leaf.start, parts);
        }
        let written = vec![0; marks.len()];
        let (numbers, notes) = (BTreeMap::new(), Vec::new());
        let (scope, markers) = (String::new(), BTreeMap::new());
        let parts = nested;
        Self { marks, parts, divided, written, scope, numbers, notes, noted: 0, markers }
    }

    /// The tree of the document.
    pub fn build(mut self, structure: &Structure) -> Resolved {
        self.notes = note_ids(structure);
        let front = self.region("front", &structure.front);
        let mut body = Vec::new();
        for block in &structure.body {
            match &block.kind {
                BlockKind::Text { key } => body.push(Piece::Letter(self.letter(block, key))),
                _ => body.extend(self.block(block).into_iter().map(Piece::Own)),
            }
        }
        let back = self.region("back", &structure.back);
        Resolved { front, body, back }
    }

    /// One of several letters; its identifiers begin with its key.
    fn letter(&mut self, block: &Block, key: &str) -> Letter {
        let outer = std::mem::replace(&mut self.scope, scope(key));
        let numbers = std::mem::take(&mut self.numbers);
        let mut letter =
            Letter { key: key.to_owned(), span: block.span, body: Vec::new(), back: Vec::new() };
        for part in &block.children {
            let notes = matches!(part.kind, BlockKind::Notes | BlockKind::Source);
            let nodes = self.block(part);
            if notes { &mut letter.back } else { &mut letter.body }.extend(nodes);
        }
        self.scope = outer;
        self.numbers = numbers;
        letter
    }

    fn region(&mut self, name: &'static str, blocks: &[Block]) -> Option<Element> {
        let children: Vec<Node> = blocks.iter().flat_map(|block| self.block(block)).collect();
        (!children.is_empty()).then(|| Element::new(name).children(children))
    }

    /// The elements of a block.
    fn block(&mut self, block: &Block) -> Vec<Node> {
        let element = match &block.kind {
            BlockKind::Furniture(kind) => Element::new("fw").with("type", kind.as_str()),
            BlockKind::TitlePage => return vec![self.title_page(block).into()],
            BlockKind::Title { main } => {
                Element::new("titlePart").with("type", if *main { "main" } else { "sub" })
            }
            BlockKind::Byline => Element::new("byline"),
            BlockKind::Division { role, n } => {
                let id = self.id("d");
                Element::new("div")
                    .with("type", role.clone())
                    .with_some("n", n.clone())
                    .with("xml:id", id)
            }
            BlockKind::Text { .. } => {
                return block.children.iter().flat_map(|part| self.block(part)).collect();
            }
            BlockKind::Letter { kind, n } => {
                let id = self.id("l");
                let letter = Element::new("div")
                    .with("type", kind.clone())
                    .with_some("n", n.clone())
                    .with("xml:id", id);
                return vec![self.with_text(letter, block).into()];
            }
            BlockKind::Part => {
                let id = self.id("d");
                let part = Element::new("div").with("type", "part").with("xml:id", id);
                return vec![self.with_text(part, block).into()];
            }
            BlockKind::NumberHead => {
                let id = self.id("h");
                Element::new("head").with("type", "number").with("xml:id", id)
            }
            BlockKind::DocDate => Element::new("docDate"),
            BlockKind::Opener => Element::new("opener"),
            BlockKind::Closer => Element::new("closer"),
            BlockKind::Postscript => Element::new("postscript"),
            BlockKind::Address => Element::new("address"),
            BlockKind::AddressLine => Element::new("addrLine"),
            BlockKind::Dateline => Element::new("dateline"),
            BlockKind::Salute => Element::new("salute"),
            BlockKind::Signed => Element::new("signed"),
            BlockKind::Segment(kind) => Element::new("seg").with("type", *kind),
            BlockKind::Source => Element::new("div").with("type", "source"),
            BlockKind::SourceLine => {
                let id = self.id("p");
                Element::new("p").with("xml:id", id)
            }
            BlockKind::Head | BlockKind::NotesHead => {
                let id = self.id("h");
                Element::new("head").with("xml:id", id)
            }
            BlockKind::Paragraph => {
                let id = self.id("p");
                Element::new("p").with("xml:id", id)
            }
            BlockKind::Quotation => {
                let id = self.id("q");
                Element::new("quote").with("xml:id", id)
            }
            BlockKind::List => Element::new("list"),
            BlockKind::Item => Element::new("item"),
            BlockKind::PageBreak { n } => {
                let number = Element::new("fw").with("type", "pageNum");
                return vec![
                    Element::new("pb").with("n", n.clone()).into(),
                    self.fill(number, block).into(),
                ];
            }
            BlockKind::Notes => Element::new("div").with("type", "notes"),
            BlockKind::Note { n, label } => {
                return self.note(block, n.as_deref(), *label);
            }
        };
        vec![self.fill(element, block).into()]
    }

    /// An element with the text of a leaf, or with the parts of a container.
    fn fill(&mut self, element: Element, block: &Block) -> Element {
        if is_leaf(block) {
            let children = self.inline(block.span);
            element.children(children)
        } else {
            let children: Vec<Node> =
                block.children.iter().flat_map(|child| self.block(child)).collect();
            element.children(children)
        }
    }

    /// A letter or a part of one. TEI has closers below paragraphs alone: one that has no text gets
    /// an empty one.
    fn with_text(&mut self, element: Element, block: &Block) -> Element {
        let is_bottom =
            |kind: &BlockKind| matches!(kind, BlockKind::Closer | BlockKind::Postscript);
        let is_top = |kind: &BlockKind| {
            matches!(
                kind,
                BlockKind::Head | BlockKind::NumberHead | BlockKind::DocDate | BlockKind::Opener
            )
        };
        let below = block.children.iter().position(|child| is_bottom(&child.kind));
        let bare = below.filter(|at| block.children[..*at].iter().all(|child| is_top(&child.kind)));
        let mut element = element;
        for (at, child) in block.children.iter().enumerate() {
            if bare == Some(at) {
                element = element.child(Element::new("p"));
            }
            element = element.children(self.block(child));
        }
        element
    }

    fn title_page(&mut self, block: &Block) -> Element {
        let mut page = Element::new("titlePage");
        let mut titles = Vec::new();
        for part in &block.children {
            let title = matches!(part.kind, BlockKind::Title { .. });
            if !title && !titles.is_empty() {
                page = page.child(Element::new("docTitle").children(std::mem::take(&mut titles)));
            }
            let nodes = self.block(part);
            if title {
                titles.extend(nodes);
            } else {
                page = page.children(nodes);
            }
        }
        if titles.is_empty() { page } else { page.child(Element::new("docTitle").children(titles)) }
    }

    /// A note after its label; its text in paragraphs where they are several. The label stands
    /// beside the note, so that who shows the note elsewhere has its words alone.
    fn note(&mut self, block: &Block, n: Option<&str>, label: Option<Span>) -> Vec<Node> {
        let id = self.notes[self.noted].note();
        self.noted += 1;
        let label = label.map(|label| Element::new("label").child(Node::Text(label)));
        let note = Element::new("note").with("xml:id", id).with_some("n", n);
        let children = match block.children.as_slice() {
            [only] => self.inline(only.span),
            several => several.iter().flat_map(|block| self.block(block)).collect(),
        };
        label.into_iter().map(Node::from).chain([note.children(children).into()]).collect()
    }

    /// The text of a leaf with its marks.
    fn inline(&mut self, leaf: Span) -> Vec<Node> {
        let parts = self.parts.remove(&leaf.start).unwrap_or_default();
        // The elements around the present place, the innermost last; the first is the leaf's own.
        let mut open = vec![Open { element: Element::new("p"), span: leaf, reading: None }];
        let mut at = leaf.start;
        for part in parts {
            at = close(&mut open, at, part.span.start);
            fill_to(&mut open, at, part.span.start);
            at = part.span.start;
            let reading = reading(&self.marks[part.mark]);
            open.push(Open { element: self.marked(part), span: part.span, reading });
        }
        at = close(&mut open, at, leaf.end);
        fill_to(&mut open, at, leaf.end);
        open.pop().map_or(Vec::new(), |open| open.element.children)
    }

    /// The element of a part; the parts of a divided mark are linked in a row.
    fn marked(&mut self, part: Part) -> Element {
        let annotation = &self.marks[part.mark];
        let mut element = element(annotation, &self.notes);
        if let Mark::Marker { note } = annotation.mark {
            // A note with several markers is pointed to from each of them.
            let times = self.markers.entry(note).or_default();
            *times += 1;
            let mut attributes = element.attributes.iter_mut();
            let id = attributes.find(|(name, _)| *name == "xml:id");
            if let Some((_, id)) = id.filter(|_| *times > 1) {
                id.push_str(&format!(".{times}"));
            }
        }
        let (number, of) = (self.written[part.mark], self.divided[part.mark]);
        self.written[part.mark] += 1;
        if of > 1 {
            let id = |number: usize| format!("x{}.{}", part.mark + 1, number + 1);
            element = element.with("xml:id", id(number));
            if number + 1 < of {
                element = element.with("next", format!("#{}", id(number + 1)));
            }
            if number > 0 {
                element = element.with("prev", format!("#{}", id(number - 1)));
            }
        }
        element
    }

    fn id(&mut self, letter: &'static str) -> String {
        let number = self.numbers.entry(letter).or_default();
        *number += 1;
        format!("{}{letter}{number}", self.scope)
    }
}

/// What the identifiers of one of several letters begin with.
fn scope(key: &str) -> String {
    format!("l{key}.")
}

/// The identifiers of the notes: numbered through the page, or through each of its letters.
fn note_ids(structure: &Structure) -> Vec<NoteId> {
    let mut ids = Vec::new();
    let mut own = 0;
    for block in structure.blocks() {
        let (scope, mut number) = match &block.kind {
            BlockKind::Text { key } => (scope(key), 0),
            _ => (String::new(), own),
        };
        block.walk(&mut |block| {
            if matches!(block.kind, BlockKind::Note { .. }) {
                number += 1;
                ids.push(NoteId { scope: scope.clone(), number });
            }
        });
        if scope.is_empty() {
            own = number;
        }
    }
    ids
}

/// An element whose text is being put into it.
struct Open {
    element: Element,
    span: Span,
    /// What an editor reads instead of it.
    reading: Option<Element>,
}

/// Closes the elements that end at or before a place, but never the first; gives the place that
/// the text has reached.
fn close(open: &mut Vec<Open>, mut at: usize, until: usize) -> usize {
    while open.len() > 1
        && let Some(Open { mut element, span, reading }) =
            open.pop_if(|open| open.span.end <= until)
    {
        push_text(&mut element.children, at, span.end);
        if element.name == "gap" {
            // A gap holds no text of its own; what the editors printed for it describes it.
            let printed = std::mem::take(&mut element.children);
            element.children = vec![Element::new("desc").children(printed).into()];
        }
        if element.name == "choice" {
            let printed = element.children.split_off(1);
            element.children.insert(0, Element::new("sic").children(printed).into());
        }
        at = span.end;
        let done = match reading {
            Some(reading) => Element::new("choice").child(element).child(reading),
            None => element,
        };
        if let Some(outer) = open.last_mut() {
            outer.element.children.push(done.into());
        }
    }
    at
}

/// Gives the innermost element the text up to a place.
fn fill_to(open: &mut [Open], at: usize, until: usize) {
    if let Some(open) = open.last_mut() {
        push_text(&mut open.element.children, at, until);
    }
}

fn push_text(children: &mut Vec<Node>, from: usize, to: usize) {
    if from < to {
        children.push(Node::Text(Span::new(from, to)));
    }
}
