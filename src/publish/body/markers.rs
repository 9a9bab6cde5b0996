//! Notes and their markers, page breaks, the numbers of paragraphs.

use super::super::escape::fragment;
use super::Writer;
use crate::xml::tree::NodeId;
use std::fmt::Write as _;

impl Writer<'_> {
    /// Whether a note is shown beside its marker.
    pub(super) fn is_shown_beside(&self, note: NodeId) -> bool {
        self.notes.marker_of(note).is_some() || self.notes.is_inline(self.document, note)
    }

    /// The identifier of the copy of a note that its marker shows.
    fn popover_id(&self, note: NodeId) -> String {
        let id = self.anchors.id(note).map_or_else(|| note.index().to_string(), str::to_owned);
        format!("note:{id}")
    }

    /// The start of a marker; its own words follow. What closes it is returned.
    pub(super) fn marker_start(&mut self, marker: NodeId, note: NodeId) -> String {
        self.html.push_str("<sup class=\"marker\"");
        match self.anchors.id(marker).map(str::to_owned) {
            Some(id) => self.attribute("id", &id),
            None => {
                let id = back_id(note);
                if self.notes.marker_of(note) == Some(marker) {
                    self.attribute("id", &id);
                }
            }
        }
        self.html.push_str("><button type=\"button\"");
        let popover = self.popover_id(note);
        self.attribute("popovertarget", &popover);
        let label = self.notes.label(note).to_owned();
        let words = self.document.words(marker);
        let shown = if words.is_empty() { &label } else { &words };
        let spoken = self.links.note(shown);
        self.attribute("aria-label", &spoken);
        self.html.push('>');
        if words.is_empty() {
            self.ui(&label);
        }
        "</button></sup>".to_owned()
    }

    /// The marker of a note that stands in the run of the text; the note is written at the end.
    pub(super) fn inline_marker(&mut self, note: NodeId) {
        self.inline_notes.push_back(note);
        if self.notes.marker_of(note).is_some() {
            return;
        }
        let label = self.notes.label(note).to_owned();
        let was_link = self.inside_link > 0;
        self.html.push_str("<sup class=\"marker\" data-ui");
        let id = back_id(note);
        self.attribute("id", &id);
        self.html.push('>');
        if !was_link {
            self.html.push_str("<button type=\"button\"");
            let popover = self.popover_id(note);
            self.attribute("popovertarget", &popover);
            let spoken = self.links.note(&label);
            self.attribute("aria-label", &spoken);
            self.html.push('>');
        }
        super::push_text(&mut self.html, &label);
        self.html.push_str(if was_link { "</sup>" } else { "</button></sup>" });
    }

    /// A note at the end of the page.
    pub(super) fn end_note(&mut self, note: NodeId) {
        self.html.push_str("<div class=\"t-note\" role=\"note\"");
        self.identify_note(note);
        self.html.push('>');
        self.note_label(note);
        self.html.push_str("<div class=\"note-text\">");
        self.content(note);
        self.html.push_str("</div></div>\n");
    }

    fn identify_note(&mut self, note: NodeId) {
        if let Some(id) = self.anchors.id(note).map(str::to_owned) {
            self.attribute("id", &id);
        }
    }

    /// What a note is called, and the way back to its marker.
    pub(super) fn note_label(&mut self, note: NodeId) {
        if self.is_copy {
            return;
        }
        let label = self.notes.label(note).to_owned();
        let marker = self.notes.marker_of(note);
        let own = marker.and_then(|marker| self.anchors.id(marker)).map(str::to_owned);
        if marker.is_some() || self.notes.is_inline(self.document, note) {
            let href = fragment(&own.unwrap_or_else(|| back_id(note)));
            self.html.push_str("<a class=\"back\" data-ui");
            self.attribute("href", &href);
            let spoken = self.links.back(&label);
            self.attribute("aria-label", &spoken);
            self.html.push('>');
            super::push_text(&mut self.html, &label);
            self.html.push_str("</a> ");
        } else if !self.has_label_before(note) {
            self.html.push_str("<span class=\"back\" data-ui>");
            super::push_text(&mut self.html, &label);
            self.html.push_str("</span> ");
        }
    }

    fn has_label_before(&self, note: NodeId) -> bool {
        let tree = self.document.tree();
        let mut at = tree.previous_sibling(note);
        while let Some(node) = at {
            match tree.local_name(node) {
                "" => at = tree.previous_sibling(node),
                name => return name == "label",
            }
        }
        false
    }

    /// A copy of a note, to be shown beside its marker.
    pub(super) fn popover(&mut self, note: NodeId) {
        self.html.push_str("<div class=\"note-beside\" popover");
        let id = self.popover_id(note);
        self.attribute("id", &id);
        self.html.push('>');
        let label = self.notes.label(note).to_owned();
        self.html.push_str("<span class=\"back\">");
        super::push_text(&mut self.html, &label);
        self.html.push_str("</span> ");
        self.content(note);
        self.html.push_str("</div>\n");
    }

    /// The mark of a page, a column or another unit that begins.
    pub(super) fn milestone(&mut self, node: NodeId) {
        let name = self.document.tree().local_name(node);
        let number = self.document.attribute(node, "n").unwrap_or_default().trim().to_owned();
        if name != "pb" || number.is_empty() {
            let _ = write!(
                self.html,
                "<span class=\"t-{}\"></span>",
                if name == "pb" { "pb" } else { "ms" }
            );
            return;
        }
        self.html.push_str("<span class=\"t-pb\" data-ui role=\"doc-pagebreak\"");
        let spoken = self.links.page(&number);
        self.attribute("aria-label", &spoken);
        self.attribute("data-n", &number);
        if !self.is_copy
            && let Some(id) = self.anchors.id(node).map(str::to_owned)
        {
            self.attribute("id", &id);
        }
        self.html.push_str("></span>");
    }

    /// The number of a paragraph, which is a link to it.
    pub(super) fn paragraph_link(&mut self, node: NodeId, number: usize) {
        let Some(id) = self.anchors.id(node) else { return };
        let href = fragment(id);
        self.html.push_str("<a class=\"pn\" data-ui");
        self.attribute("href", &href);
        let spoken = self.links.paragraph(number);
        self.attribute("aria-label", &spoken);
        let _ = write!(self.html, ">{number}</a>");
    }

    /// Words that are not of the text.
    pub(super) fn ui(&mut self, words: &str) {
        self.html.push_str("<span data-ui>");
        super::push_text(&mut self.html, words);
        self.html.push_str("</span>");
    }
}

/// The identifier of the place in the text that a note leads back to.
fn back_id(note: NodeId) -> String {
    format!("back:{}", note.index())
}
