//! Which element of HTML stands for which of TEI.

use super::super::tei::Document;
use crate::xml::tree::{Kind, NodeId, Tree};
use std::collections::HashMap;

/// How an element of TEI is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// With this element; what kind of content it may hold was seen to.
    Plain(&'static str),
    /// As a heading, whose level is counted.
    Heading,
    /// As an empty element: a line begins.
    Line,
    /// As an empty mark: a page or column begins, something is milestone.
    Milestone,
}

/// What is found out about an element once, however many children ask for it.
#[derive(Debug, Default)]
pub struct Shapes {
    regular: HashMap<NodeId, bool>,
    headed: HashMap<NodeId, bool>,
}

impl Shapes {
    /// The tag of an element. An element that holds blocks gets one that may.
    pub fn tag(&mut self, document: &Document, node: NodeId) -> Tag {
        let tree = document.tree();
        let name = tree.local_name(node);
        let block = document.is_block(node);
        match name {
            "lb" => return Tag::Line,
            "pb" | "cb" | "gb" | "milestone" if tree.value(node).is_empty() => {
                return Tag::Milestone;
            }
            "head" if is_heading(document, node) => return Tag::Heading,
            _ => {}
        }
        Tag::Plain(match name {
            "div" | "div0" | "div1" | "div2" | "div3" | "div4" | "div5" | "div6" | "div7"
                if self.is_headed(document, node) =>
            {
                "section"
            }
            "p" | "ab" if !holds_blocks(document, node) && !is_in_phrase(document, node) => "p",
            "list" if self.is_regular(document, node) => {
                let rend = document.attribute(node, "rend");
                let kind = rend.or_else(|| document.attribute(node, "type"));
                let numbered = kind.is_some_and(|kind| matches!(kind, "ordered" | "numbered"));
                if numbered { "ol" } else { "ul" }
            }
            "table" if self.is_regular(document, node) => "table",
            "item" if self.is_in(document, node, "list") => "li",
            "row" if self.is_in(document, node, "table") => "tr",
            "cell" if self.is_in_table(document, node) => {
                if document.attribute(node, "role") == Some("label") { "th" } else { "td" }
            }
            "quote" | "cit" if block && !is_in_phrase(document, node) => "blockquote",
            "figure" if !is_in_phrase(document, node) => "figure",
            _ if block => "div",
            "emph" => "em",
            "title" => "cite",
            "del" => "del",
            "foreign" => "i",
            "hi" => super::looks::element(document, node),
            _ => "span",
        })
    }

    /// Whether a part of the text has a heading.
    pub fn is_headed(&mut self, document: &Document, part: NodeId) -> bool {
        *self.headed.entry(part).or_insert_with(|| {
            let tree = document.tree();
            elements(tree, part)
                .any(|child| tree.local_name(child) == "head" && is_heading(document, child))
        })
    }

    /// Whether a list holds items and nothing else, a table rows of cells and nothing else.
    fn is_regular(&mut self, document: &Document, node: NodeId) -> bool {
        *self.regular.entry(node).or_insert_with(|| {
            let tree = document.tree();
            if is_in_phrase(document, node) {
                return false;
            }
            match tree.local_name(node) {
                "list" => holds_only(document, node, "item"),
                "table" => {
                    holds_only(document, node, "row")
                        && elements(tree, node).all(|row| holds_only(document, row, "cell"))
                }
                _ => false,
            }
        })
    }

    fn is_in(&mut self, document: &Document, node: NodeId, name: &str) -> bool {
        let parent = document.tree().parent(node);
        parent.is_some_and(|parent| {
            document.tree().local_name(parent) == name && self.is_regular(document, parent)
        })
    }

    fn is_in_table(&mut self, document: &Document, cell: NodeId) -> bool {
        document.tree().parent(cell).is_some_and(|row| self.is_in(document, row, "table"))
    }
}

/// Whether an element stands in one that is written as a phrase; it must then be one that HTML
/// allows there.
fn is_in_phrase(document: &Document, node: NodeId) -> bool {
    document.tree().parent(node).is_some_and(|parent| !document.is_block(parent))
}

fn holds_blocks(document: &Document, node: NodeId) -> bool {
    elements(document.tree(), node).any(|child| document.is_block(child))
}

fn elements(tree: &Tree, node: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    tree.children(node).filter(|&child| tree.kind(child) == Kind::Element)
}

/// Whether a `head` heads a part of the text, has words, and holds phrases alone.
fn is_heading(document: &Document, node: NodeId) -> bool {
    let tree = document.tree();
    let parent = tree.parent(node).map_or("", |parent| tree.local_name(parent));
    let of_part =
        parent.starts_with("div") || matches!(parent, "front" | "body" | "back" | "group");
    of_part && !tree.value(node).trim().is_empty() && !holds_blocks(document, node)
}

/// Whether there are children, no text between them, and each has this name.
fn holds_only(document: &Document, node: NodeId, name: &str) -> bool {
    let tree = document.tree();
    tree.children(node).all(|child| match tree.kind(child) {
        Kind::Element => tree.local_name(child) == name,
        Kind::Text => tree.value(child).trim().is_empty(),
        _ => true,
    }) && elements(tree, node).next().is_some()
}
