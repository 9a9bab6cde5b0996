//! Start and end tags.

use super::super::tei::{Dated, is_right_to_left, name_kind};
use super::tags::Tag;
use super::{Heading, Target, Writer, looks};
use crate::xml::tree::NodeId;
use std::fmt::Write as _;

/// How many parts around a heading are counted: its level is 6 long before.
const MOST_PARTS: usize = 64;

/// An element that is open.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// The end tag; empty where there was no start tag.
    close: String,
    /// Whether the words in it lead somewhere, though it could not be made a link as a whole.
    has_run_link: bool,
    /// Whether it is a link or a button.
    is_link: bool,
}

impl Frame {
    /// An element of which nothing is written.
    pub(super) fn silent() -> Self {
        Self { close: String::new(), has_run_link: false, is_link: false }
    }
}

/// Elements whose content is shown in one of the two views alone, or looks different in them.
const DIPLOMATIC: &[&str] =
    &["sic", "orig", "am", "del", "surplus", "rdg", "fw", "lb", "add", "supplied", "ex", "unclear"];

impl Writer<'_> {
    pub(super) fn open(&mut self, node: NodeId) {
        self.space_before(node);
        let tree = self.document.tree();
        let name = tree.local_name(node);
        if DIPLOMATIC.contains(&name) {
            self.has_views = true;
        }
        if let Some(note) = self.notes.of_marker(node)
            && !self.is_copy
        {
            let close = self.marker_start(node, note);
            self.inside_link += 1;
            self.frames.push(Frame { close, has_run_link: false, is_link: true });
            return;
        }
        if name == "include" {
            self.included(node);
            self.frames.push(Frame::silent());
            return;
        }
        match self.shapes.tag(self.document, node) {
            Tag::Heading => self.open_heading(node),
            Tag::Line => {
                self.html.push_str("<br class=\"t-lb\">");
                self.frames.push(Frame::silent());
            }
            Tag::Milestone => {
                self.milestone(node);
                self.frames.push(Frame::silent());
            }
            Tag::Plain(element) => self.open_plain(node, element),
        }
    }

    /// A document that stands in a file of its own (`xi:include`): a link to its page.
    fn included(&mut self, node: NodeId) {
        let Some(href) = self.document.attribute(node, "href") else { return };
        let place = self.read.pointers.resolve(href);
        if let Some(target) = self.links.place(&place).filter(|_| !self.is_copy) {
            let title = target.title.clone();
            self.html.push_str("<p class=\"included\" data-ui>");
            self.link_start(&target, "");
            super::push_text(&mut self.html, &title);
            self.html.push_str("</a></p>");
        }
    }

    fn open_plain(&mut self, node: NodeId, element: &'static str) {
        let phrase = !self.document.is_block(node) && element != "p";
        let target = if phrase && self.inside_link == 0 { self.target(node) } else { None };
        let whole = target.is_some() && !self.holds_links(node);
        let element = if whole { "a" } else { element };
        self.html.push('<');
        self.html.push_str(element);
        let classes = self.classes(node);
        self.attribute("class", &classes);
        self.identify(node);
        if let Some(language) = self.document.language(node) {
            self.attribute("lang", language);
            match (is_right_to_left(language), self.is_right_to_left()) {
                (true, false) => self.attribute("dir", "rtl"),
                (false, true) => self.attribute("dir", "ltr"),
                _ => {}
            }
        }
        if element == "ol"
            && let Some(start) =
                self.document.attribute(node, "n").and_then(|n| n.parse::<i32>().ok())
        {
            let _ = write!(self.html, " start=\"{start}\"");
        }
        if matches!(element, "td" | "th") {
            self.spans_of_cell(node);
        }
        let mut frame =
            Frame { close: format!("</{element}>"), has_run_link: false, is_link: whole };
        if let Some(target) = target {
            if whole {
                self.attribute("href", &target.href);
                self.inside_link += 1;
            } else {
                frame.has_run_link = true;
                self.run_links.push(target.clone());
            }
            if !target.title.is_empty() && whole {
                self.attribute("title", &target.title);
            }
        } else if let Some(title) = self.title(node) {
            self.attribute("title", &title);
        }
        self.html.push('>');
        if !self.is_copy
            && let Some(number) = self.anchors.number(node)
        {
            self.paragraph_link(node, number);
        }
        if self.document.tree().local_name(node) == "note" {
            self.note_label(node);
        }
        self.frames.push(frame);
    }

    fn open_heading(&mut self, node: NodeId) {
        let tree = self.document.tree();
        let mut level = 2;
        let mut around = tree.parent(node).and_then(|part| tree.parent(part));
        for _ in 0..MOST_PARTS {
            let Some(part) = around else { break };
            level += usize::from(self.shapes.is_headed(self.document, part));
            around = tree.parent(part);
        }
        let level = level.min(6);
        let _ = write!(self.html, "<h{level}");
        let classes = self.classes(node);
        self.attribute("class", &classes);
        self.identify(node);
        self.html.push('>');
        if !self.is_copy {
            self.list_heading(node, level);
        }
        self.frames.push(Frame {
            close: format!("</h{level}>"),
            has_run_link: false,
            is_link: false,
        });
    }

    /// Adds a heading to the contents of the page; several of one part are one.
    fn list_heading(&mut self, node: NodeId, level: usize) {
        let words = self.document.words(node);
        let part = self.document.tree().parent(node);
        if part.is_some()
            && self.headed == part
            && let Some(heading) = self.headings.last_mut()
        {
            let ends = heading.words.ends_with(|c: char| c.is_ascii_punctuation());
            heading.words.push_str(if ends { " " } else { ": " });
            heading.words.push_str(&words);
            return;
        }
        self.headed = part;
        let anchor = self.anchors.id(node).unwrap_or_default().to_owned();
        self.headings.push(Heading { anchor, words, level });
    }

    /// Whether the text as a whole runs from right to left.
    fn is_right_to_left(&self) -> bool {
        let language = self.document.text().and_then(|text| self.document.language(text));
        let language = language.or_else(|| self.document.language(self.document.root()));
        language.is_some_and(is_right_to_left)
    }

    pub(super) fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        self.html.push_str(&frame.close);
        if frame.is_link {
            self.inside_link -= 1;
        }
        if frame.has_run_link {
            self.run_links.pop();
        }
    }

    /// The classes: the name of the element, its look, and what the style sheet needs to know.
    fn classes(&self, node: NodeId) -> String {
        let document = self.document;
        let name = document.tree().local_name(node);
        let mut classes = format!("t-{}", if name.is_ascii() { name } else { "other" });
        for look in looks::classes(document, node) {
            classes.push(' ');
            classes.push_str(look);
        }
        if name == "div" && document.attribute(node, "type") == Some("notes") {
            classes.push_str(" notes");
        }
        if matches!(document.attribute(node, "cert"), Some("low" | "medium" | "unknown")) {
            classes.push_str(" unsure");
        }
        // Brackets that the text has need none from the style sheet.
        if matches!(name, "supplied" | "ex" | "gap" | "unclear")
            && document.words(node).starts_with(['[', '(', '<', '⟨'])
        {
            classes.push_str(" bracketed");
        }
        classes
    }

    fn identify(&mut self, node: NodeId) {
        if !self.is_copy
            && let Some(id) = self.anchors.id(node)
        {
            let id = id.to_owned();
            self.attribute("id", &id);
        }
    }

    /// The columns and rows that a cell takes, where they are numbers that HTML allows.
    fn spans_of_cell(&mut self, node: NodeId) {
        for (name, html) in [("cols", "colspan"), ("rows", "rowspan")] {
            let number = self.document.attribute(node, name).and_then(|n| n.trim().parse().ok());
            if let Some(number @ 2..=100_u32) = number {
                let _ = write!(self.html, " {html}=\"{number}\"");
            }
        }
    }

    /// Where an element leads.
    fn target(&self, node: NodeId) -> Option<Target> {
        let document = self.document;
        let name = document.tree().local_name(node);
        if name == "date" {
            return self.links.date(&Dated::of(document, node)?);
        }
        if let Some(kind) = name_kind(name, document.attribute(node, "type")) {
            let mut places = self.read.pointed(node).into_iter();
            return places.find_map(|place| self.links.entity(kind, &place));
        }
        if matches!(name, "ref" | "ptr") {
            let pointers = document.attribute(node, "target")?;
            let mut places = self.read.pointers.resolve_all(pointers);
            return places.find_map(|place| self.links.place(&place));
        }
        None
    }

    /// Whether an element holds what becomes a link or a button, or may.
    fn holds_links(&self, node: NodeId) -> bool {
        let tree = self.document.tree();
        self.document.below(node).any(|child| {
            let name = tree.local_name(child);
            matches!(name, "ref" | "ptr" | "note" | "date" | "anchor" | "seg")
                || name_kind(name, self.document.attribute(child, "type")).is_some()
        })
    }

    /// What is shown when the pointer rests on an element: values that the words do not give.
    fn title(&self, node: NodeId) -> Option<String> {
        let document = self.document;
        let says = |name: &str| document.attribute(node, name).map(str::trim);
        let title = match document.tree().local_name(node) {
            "gap" => {
                let extent = [says("reason"), says("quantity"), says("extent"), says("unit")];
                extent.into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
            "unclear" | "supplied" => says("reason").unwrap_or_default().to_owned(),
            "foreign" => String::new(),
            "date" => says("when-custom").or_else(|| says("when")).unwrap_or_default().to_owned(),
            _ => String::new(),
        };
        Some(title).filter(|title| !title.is_empty())
    }
}
