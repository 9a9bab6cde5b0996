//! Notes and the places in the text that they belong to.

use super::Document;
use crate::xml::tree::NodeId;
use std::collections::HashMap;

/// The notes of a text.
#[derive(Debug, Default)]
pub struct Notes {
    /// The notes in document order, each with what it is called.
    labels: HashMap<NodeId, String>,
    order: Vec<NodeId>,
    /// The note that a marker leads to.
    markers: HashMap<NodeId, NodeId>,
    /// The first marker of a note.
    first: HashMap<NodeId, NodeId>,
}

impl Notes {
    /// Finds the notes of a document and their markers: `ref` and `ptr` that point to a note, and
    /// elements that a note points to with `@target`.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut notes = Self::default();
        let Some(text) = document.text() else { return notes };
        let tree = document.tree();
        let is_note = |node: NodeId| tree.local_name(node) == "note";
        let order: Vec<NodeId> = document.below(text).filter(|&node| is_note(node)).collect();
        if order.is_empty() {
            return notes;
        }
        let by_id: HashMap<&str, NodeId> =
            order.iter().filter_map(|&note| Some((document.id(note)?, note))).collect();
        for node in document.below(text) {
            if matches!(tree.local_name(node), "ref" | "ptr" | "anchor" | "seg")
                && let Some(target) = document.attribute(node, "target")
                && let Some(&note) = target.trim().strip_prefix('#').and_then(|id| by_id.get(id))
                && !tree.is_below(node, note)
            {
                notes.link(node, note);
            }
        }
        for &note in &order {
            let target = document.attribute(note, "target").unwrap_or_default().trim();
            let place = target.strip_prefix('#').and_then(|id| tree.element_by_id(id));
            if let Some(place) = place
                && matches!(tree.local_name(place), "anchor" | "ref" | "ptr")
                && tree.is_below(place, text)
            {
                notes.link(place, note);
            }
        }
        notes.name(document, order);
        notes
    }

    fn link(&mut self, marker: NodeId, note: NodeId) {
        self.markers.entry(marker).or_insert(note);
        self.first.entry(note).or_insert(marker);
    }

    /// What each note is called: its `@n`, the label before it, its marker, or a number.
    fn name(&mut self, document: &Document, order: Vec<NodeId>) {
        for (at, &note) in order.iter().enumerate() {
            let given = document.attribute(note, "n").map(str::trim).filter(|n| !n.is_empty());
            let marked = || {
                let words = document.words(*self.first.get(&note)?);
                Some(words).filter(|words| !words.is_empty())
            };
            let label = given.map(str::to_owned).or_else(marked);
            self.labels.insert(note, label.unwrap_or_else(|| (at + 1).to_string()));
        }
        self.order = order;
    }

    /// The notes in document order.
    #[must_use]
    pub fn all(&self) -> &[NodeId] {
        &self.order
    }

    /// What a note is called.
    #[must_use]
    pub fn label(&self, note: NodeId) -> &str {
        self.labels.get(&note).map_or("", String::as_str)
    }

    /// The note that an element is the marker of.
    #[must_use]
    pub fn of_marker(&self, marker: NodeId) -> Option<NodeId> {
        self.markers.get(&marker).copied()
    }

    /// The first marker of a note; none where the note stands at its own place.
    #[must_use]
    pub fn marker_of(&self, note: NodeId) -> Option<NodeId> {
        self.first.get(&note).copied()
    }

    /// Whether a note stands in the run of the text and is its own marker.
    #[must_use]
    pub fn is_inline(&self, document: &Document, note: NodeId) -> bool {
        !document.is_block(note) || !super::is_flow(document.tree(), note)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_lead_to_notes_from_either_side() {
        let xml = "<TEI><text><body><p>a<ref target='#n1'>*</ref> b<anchor xml:id='a2'/> c<note>in</note>\
                   </p></body><back><note xml:id='n1'>x</note><note target='#a2' n='2'>y</note>\
                   </back></text></TEI>";
        let documents = Document::read_all("a.xml", xml.as_bytes()).expect("it is XML");
        let notes = Notes::of(&documents[0]);
        let seen: Vec<_> = (notes.all().iter())
            .map(|&n| {
                (notes.label(n), notes.marker_of(n).is_some(), notes.is_inline(&documents[0], n))
            })
            .collect();
        assert_eq!(seen, [("1", false, true), ("*", true, false), ("2", true, false)]);
    }
}
