//! The text of a document as HTML. Every word of the TEI comes into the page, in its order; what is
//! added for the reader carries `data-ui`.
//!
//! Two rules of HTML shape this. What is phrase must not hold blocks: an element that holds one
//! becomes a `div`, whatever it is called. And links must not hold links: a name around another
//! name is a `span`, and its own words are linked one stretch at a time.

mod frames;
mod looks;
mod markers;
mod tags;

use super::anchors::Anchors;
use super::escape::push_text;
use super::facts::Read;
use super::lines::SourceLines;
use super::tei::{Dated, Document, NameKind, Notes, Place, Step, parts_words};
use crate::xml::tree::NodeId;
use frames::Frame;
pub(super) use looks::classes as look_classes;
use std::collections::VecDeque;
use std::fmt::Write as _;
use tags::Shapes;

/// Where the names, references and dates of a document lead in the site.
pub trait Links {
    /// The page of what a name names, and what the index calls it.
    fn entity(&self, kind: NameKind, place: &Place) -> Option<Target>;
    /// The page, or the address, that a pointer leads to.
    fn place(&self, place: &Place) -> Option<Target>;
    /// The page of a date in the calendar, and the date in words.
    fn date(&self, dated: &Dated) -> Option<Target>;
    /// `Note 3`, as it is spoken.
    fn note(&self, label: &str) -> String;
    /// `Back to the text from note 3`.
    fn back(&self, label: &str) -> String;
    /// `Page 3`.
    fn page(&self, number: &str) -> String;
    /// `Paragraph 3, link`.
    fn paragraph(&self, number: usize) -> String;
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The address, ready for HTML but for escaping.
    pub href: String,
    /// What is there; shown when the pointer rests on the link. May be empty.
    pub title: String,
}

/// What a page needs besides the text itself.
#[derive(Debug, Default)]
pub struct Body {
    /// The text.
    pub text: String,
    /// Notes that stood in the run of the text, as an end section; empty where there are none.
    pub notes: String,
    /// The notes once more, each to be shown beside its marker.
    pub popovers: String,
    /// The headings, with their anchors and depth from 2.
    pub headings: Vec<Heading>,
    /// Whether anything differs between the reading and the diplomatic view.
    pub has_views: bool,
    /// Whether lines of the source are known.
    pub has_lines: bool,
}

/// A heading of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Where it is.
    pub anchor: String,
    /// Its words.
    pub words: String,
    /// 2 to 6.
    pub level: usize,
}

/// Writes the text of a document.
#[must_use]
pub fn body(read: &Read, links: &dyn Links, lines: &SourceLines) -> Body {
    let Some(text) = read.document.text() else { return Body::default() };
    let mut writer = Writer::new(read, links, lines);
    writer.element(text);
    let mut body = Body { text: std::mem::take(&mut writer.html), ..Body::default() };
    while let Some(note) = writer.inline_notes.pop_front() {
        writer.end_note(note);
    }
    body.notes = std::mem::take(&mut writer.html);
    body.headings = std::mem::take(&mut writer.headings);
    body.has_views = writer.has_views;
    body.has_lines = writer.has_lines;
    writer.is_copy = true;
    for &note in read.notes.all() {
        if writer.is_shown_beside(note) {
            writer.popover(note);
        }
    }
    body.popovers = writer.html;
    body
}

/// Writes HTML, element by element.
struct Writer<'a> {
    document: &'a Document,
    read: &'a Read,
    notes: &'a Notes,
    anchors: &'a Anchors,
    links: &'a dyn Links,
    lines: &'a SourceLines,
    html: String,
    frames: Vec<Frame>,
    shapes: Shapes,
    /// Where words lead that stand in no link of their own, the innermost last.
    run_links: Vec<Target>,
    /// Notes met in the run of the text, to be written at the end.
    inline_notes: VecDeque<NodeId>,
    headings: Vec<Heading>,
    /// The part of the text that the last of them heads.
    headed: Option<NodeId>,
    /// How many links and buttons are open: at most one.
    inside_link: usize,
    has_views: bool,
    has_lines: bool,
    /// A second copy of a note: without identifiers and without markers of its own.
    is_copy: bool,
}

impl<'a> Writer<'a> {
    fn new(read: &'a Read, links: &'a dyn Links, lines: &'a SourceLines) -> Self {
        Self {
            document: &read.document,
            read,
            notes: &read.notes,
            anchors: &read.anchors,
            links,
            lines,
            html: String::new(),
            frames: Vec::new(),
            shapes: Shapes::default(),
            run_links: Vec::new(),
            inline_notes: VecDeque::new(),
            headings: Vec::new(),
            headed: None,
            inside_link: 0,
            has_views: false,
            has_lines: false,
            is_copy: false,
        }
    }

    /// Writes an element and all in it.
    fn element(&mut self, node: NodeId) {
        let mut walk = self.document.walk(node);
        while let Some(step) = walk.next() {
            match step {
                Step::Open(node) => {
                    if self.is_moved(node) {
                        self.inline_marker(node);
                        walk.pass_over();
                        self.frames.push(Frame::silent());
                    } else {
                        self.open(node);
                    }
                }
                Step::Text(node, text) => self.text(node, text),
                Step::Close(_) => self.close(),
            }
        }
    }

    /// Writes what is in an element, without the element.
    fn content(&mut self, node: NodeId) {
        let children: Vec<NodeId> = self.document.tree().children(node).collect();
        for child in children {
            match self.document.tree().kind(child) {
                crate::xml::tree::Kind::Text => {
                    self.text(child, self.document.tree().value(child));
                }
                crate::xml::tree::Kind::Element => self.element(child),
                _ => {}
            }
        }
    }

    /// Whether an element is a note in the run of the text, which is written at the end.
    fn is_moved(&self, node: NodeId) -> bool {
        self.document.tree().local_name(node) == "note"
            && !self.is_copy
            && self.notes.is_inline(self.document, node)
    }

    fn text(&mut self, node: NodeId, text: &str) {
        let link = match self.inside_link {
            0 if !text.trim().is_empty() => self.run_links.last().cloned(),
            _ => None,
        };
        if let Some(target) = &link {
            self.link_start(target, "");
        }
        self.words(node, text);
        if link.is_some() {
            self.html.push_str("</a>");
        }
    }

    /// Writes words, with a mark where a line of the source begins.
    fn words(&mut self, node: NodeId, text: &str) {
        let mut from = 0;
        if !self.is_copy {
            for &(at, line) in self.lines.in_text(node) {
                if text.is_char_boundary(at) && at >= from {
                    push_text(&mut self.html, &text[from..at]);
                    let _ = write!(self.html, "<span class=\"ln\" data-n=\"{line}\"></span>");
                    self.has_lines = true;
                    from = at;
                }
            }
        }
        push_text(&mut self.html, &text[from..]);
    }

    /// The start tag of a link; `class` may be empty.
    fn link_start(&mut self, target: &Target, class: &str) {
        self.html.push_str("<a");
        if !class.is_empty() {
            self.attribute("class", class);
        }
        self.attribute("href", &target.href);
        if !target.title.is_empty() {
            self.attribute("title", &target.title);
        }
        self.html.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        push_text(&mut self.html, value);
        self.html.push('"');
    }

    /// What stands before the start tag of an element: the space that a break implies.
    fn space_before(&mut self, node: NodeId) {
        let name = self.document.tree().local_name(node);
        let parts = parts_words(name, self.document.attribute(node, "break"));
        if parts && !self.html.ends_with(['\n', ' ', '>']) {
            self.html.push(' ');
        }
    }
}
