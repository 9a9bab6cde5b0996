//! Notes at the place of their markers, as many tools expect them.

use super::super::facts::Read;
use super::{Action, Dropped, Gone, Rules, attributes};
use crate::xml::tree::{Kind, NodeId};
use std::collections::HashMap;

/// Which note goes where, and what is then of no use.
#[derive(Debug, Default)]
pub(super) struct Moves {
    /// The note that takes the place of a marker.
    notes: HashMap<NodeId, NodeId>,
    /// Notes that were moved, their labels, and divisions of which nothing is left.
    gone: Gone,
    /// Of these the ones with words that are in the text nowhere else.
    lost: Vec<NodeId>,
}

impl Moves {
    /// Finds the notes that have a marker elsewhere. The first marker gets the note.
    pub(super) fn of(read: &Read) -> Self {
        let (document, tree) = (&read.document, read.document.tree());
        let mut moves = Self::default();
        for &note in read.notes.all() {
            let Some(marker) = read.notes.marker_of(note) else { continue };
            if matches!(tree.local_name(marker), "ref" | "ptr" | "anchor") {
                moves.notes.insert(marker, note);
                moves.gone.insert(note);
                let label = before(read, note).filter(|&label| tree.local_name(label) == "label");
                moves.gone.extend(label);
            }
        }
        // A division of notes goes when its heading is all that is left of it; what is around it
        // goes when nothing is.
        let around: Vec<NodeId> = document.below(document.root()).collect();
        for &node in around.iter().rev() {
            if !matches!(tree.local_name(node), "div" | "back" | "noteGrp") {
                continue;
            }
            let children: Vec<NodeId> =
                tree.children(node).filter(|&child| tree.kind(child) == Kind::Element).collect();
            let left: Vec<NodeId> =
                children.iter().copied().filter(|child| !moves.gone.contains(child)).collect();
            let heading = left.iter().all(|&child| tree.local_name(child) == "head");
            if left.len() < children.len() && heading {
                moves.lost.extend(&left);
                moves.gone.insert(node);
            }
        }
        moves
    }

    /// What becomes of an element because of its notes; none where nothing does.
    pub(super) fn action(
        &self,
        read: &Read,
        node: NodeId,
        dropped: &mut Dropped,
    ) -> Option<Action> {
        let tree = read.document.tree();
        if self.gone.contains(&node) {
            self.list(read, node, dropped);
            return Some(Action::Drop);
        }
        let &note = self.notes.get(&node)?;
        let words = read.document.words(node);
        if !words.is_empty() {
            let what = format!("words of {}", tree.local_name(node));
            dropped.add(read, node, what, &words);
        }
        if let Some(id) = read.document.id(node) {
            let what = format!("{}/@xml:id", tree.local_name(node));
            dropped.add(read, node, what, id);
        }
        let mut attributes = attributes(read, note);
        attributes.retain(|(name, _)| name != "target");
        for (name, value) in [("n", read.notes.label(note)), ("place", "foot")] {
            if !attributes.iter().any(|(known, _)| known == name) {
                attributes.push((name.to_owned(), value.to_owned()));
            }
        }
        Some(Action::Note { note, attributes })
    }

    /// Lists the words that go with an element: headings, and labels of notes that have moved.
    fn list(&self, read: &Read, node: NodeId, dropped: &mut Dropped) {
        let tree = read.document.tree();
        for inner in std::iter::once(node).chain(read.document.below(node)) {
            let name = tree.local_name(inner);
            if self.lost.contains(&inner) || (name == "label" && self.gone.contains(&inner)) {
                dropped.add(read, inner, name.to_owned(), tree.value(inner));
            }
        }
    }
}

/// The element before.
fn before(read: &Read, node: NodeId) -> Option<NodeId> {
    let tree = read.document.tree();
    let mut at = tree.previous_sibling(node);
    while let Some(node) = at {
        match tree.kind(node) {
            Kind::Element => return Some(node),
            Kind::Text if !tree.value(node).trim().is_empty() => return None,
            _ => at = tree.previous_sibling(node),
        }
    }
    None
}

/// The rules: notes move, all else stays.
pub(super) struct Inline<'a> {
    pub(super) moves: Moves,
    pub(super) dropped: &'a mut Dropped,
}

impl Rules for Inline<'_> {
    fn action(&mut self, read: &Read, node: NodeId) -> Action {
        let name = read.document.tree().name(node).to_owned();
        let stays = || Action::Keep { name, attributes: attributes(read, node) };
        self.moves.action(read, node, self.dropped).unwrap_or_else(stays)
    }
}
