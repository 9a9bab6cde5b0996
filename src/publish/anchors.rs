//! What can be linked to in a page: the identifiers of the TEI, and numbers for paragraphs that
//! have none.

use super::tei::Document;
use crate::xml::tree::NodeId;
use std::collections::{HashMap, HashSet};

/// The anchors of a document's text. Those that are made up here hold a colon, which no `xml:id`
/// can.
#[derive(Debug, Default)]
pub struct Anchors {
    ids: HashMap<NodeId, String>,
    numbers: HashMap<NodeId, usize>,
    known: HashSet<String>,
}

impl Anchors {
    /// Gives every element its `xml:id`, where it is the first to have it, and every paragraph,
    /// stanza, heading and note without one a number.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut anchors = Self::default();
        let Some(text) = document.text() else { return anchors };
        let tree = document.tree();
        let mut seen = HashSet::new();
        let (mut paragraph, mut other) = (0, 0);
        let mut apart = 0;
        for node in std::iter::once(text).chain(document.below(text)) {
            let name = tree.local_name(node);
            if name == "note" {
                apart = apart.max(tree.subtree_end(node));
            }
            let counted = matches!(name, "p" | "ab" | "lg" | "sp") && node.index() >= apart;
            if counted && !anchors.numbers.contains_key(&tree.parent(node).unwrap_or(text)) {
                paragraph += 1;
                anchors.numbers.insert(node, paragraph);
            }
            match document.id(node) {
                Some(id) if !id.contains(char::is_whitespace) && seen.insert(id) => {
                    anchors.ids.insert(node, id.to_owned());
                }
                _ if anchors.numbers.contains_key(&node) => {
                    anchors.ids.insert(node, format!("p:{paragraph}"));
                }
                _ if matches!(name, "head" | "note" | "table" | "list" | "closer" | "opener") => {
                    other += 1;
                    anchors.ids.insert(node, format!("e:{other}"));
                }
                _ => {}
            }
        }
        anchors.known = anchors.ids.values().cloned().collect();
        anchors
    }

    /// The anchor of an element.
    #[must_use]
    pub fn id(&self, node: NodeId) -> Option<&str> {
        self.ids.get(&node).map(String::as_str)
    }

    /// Whether there is such an anchor.
    #[must_use]
    pub fn has(&self, id: &str) -> bool {
        self.known.contains(id)
    }

    /// The anchors that the TEI gives, sorted.
    #[must_use]
    pub fn given(&self) -> Vec<Box<str>> {
        let given = self.ids.values().filter(|id| !id.contains(':'));
        let mut given: Vec<Box<str>> = given.map(|id| id.as_str().into()).collect();
        given.sort_unstable();
        given
    }

    /// The number of a paragraph in its document, from 1.
    #[must_use]
    pub fn number(&self, node: NodeId) -> Option<usize> {
        self.numbers.get(&node).copied()
    }

    /// The anchor of an element, or of the nearest around it; empty where there is none.
    #[must_use]
    pub fn nearest(&self, document: &Document, node: NodeId) -> &str {
        let mut at = Some(node);
        while let Some(node) = at {
            let is_block = document.is_block(node) || document.tree().local_name(node) == "note";
            if is_block && let Some(id) = self.id(node) {
                return id;
            }
            at = document.tree().parent(node);
        }
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_numbered_and_identifiers_kept() {
        let xml = "<TEI><text><body><p xml:id='a'>x<note><p>n</p></note></p><p>y</p>\
                   <sp><p xml:id='a'>z</p></sp></body></text></TEI>";
        let documents = Document::read_all("a.xml", xml.as_bytes()).expect("it is XML");
        let document = &documents[0];
        let anchors = Anchors::of(document);
        let seen: Vec<_> = (document.below(document.root()))
            .filter(|&n| matches!(document.tree().local_name(n), "p" | "sp" | "note"))
            .map(|n| (anchors.id(n), anchors.number(n)))
            .collect();
        assert_eq!(
            seen,
            [
                (Some("a"), Some(1)),
                (Some("e:1"), None),
                (None, None),
                (Some("p:2"), Some(2)),
                (Some("p:3"), Some(3)),
                (None, None)
            ]
        );
    }
}
