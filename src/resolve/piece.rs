//! What resolving makes: the three parts of a page, and in its body the letters that can become
//! files of their own.

use crate::layer::Span;
use crate::tree::{Element, Node};

/// A page as a tree: the three parts of TEI's `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// `front`, where there is anything above the text.
    pub front: Option<Element>,
    /// What stands in the `body`, in order.
    pub body: Vec<Piece>,
    /// `back`, where there are notes or anything below the text.
    pub back: Option<Element>,
}

/// A part of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// An element of the page's own.
    Own(Node),
    /// One of several letters.
    Letter(Letter),
}

/// One of several letters of a page, with its enclosures and notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What its file and its identifiers are called by.
    pub key: String,
    /// Its text.
    pub span: Span,
    /// What stands in its `body`.
    pub body: Vec<Node>,
    /// What stands in its `back`: its notes.
    pub back: Vec<Node>,
}

impl Resolved {
    /// All of it as one TEI `text`: letters are divisions of the body, each before its notes.
    #[must_use]
    pub fn into_text(self) -> Element {
        let body = self.body.into_iter().flat_map(|piece| match piece {
            Piece::Own(node) => vec![node],
            Piece::Letter(letter) => [letter.body, letter.back].concat(),
        });
        Element::new("text").child_some(self.front).child(body_of(body)).child_some(self.back)
    }

    /// The page's own `text` with what `include` makes of each letter in its place, and the
    /// letters, each a `text` of its own.
    #[must_use]
    pub fn into_texts(
        self,
        include: impl Fn(&Letter) -> Element,
    ) -> (Element, Vec<(String, Element)>) {
        if !self.body.iter().any(|piece| matches!(piece, Piece::Letter(_))) {
            return (self.into_text(), Vec::new());
        }
        let mut group = Element::new("group");
        let mut letters = Vec::new();
        let mut own = Vec::new();
        for piece in self.body {
            match piece {
                Piece::Own(node) => own.push(node),
                Piece::Letter(letter) => {
                    group = between(group, std::mem::take(&mut own)).child(include(&letter));
                    let back = (!letter.back.is_empty())
                        .then(|| Element::new("back").children(letter.back));
                    let text = Element::new("text").child(body_of(letter.body)).child_some(back);
                    letters.push((letter.key, text));
                }
            }
        }
        let group = between(group, own);
        let page = Element::new("text").child_some(self.front).child(group).child_some(self.back);
        (page, letters)
    }
}

/// A group with what stands between two of its letters: a `text` as they are.
fn between(group: Element, own: Vec<Node>) -> Element {
    if own.is_empty() { group } else { group.child(Element::new("text").child(body_of(own))) }
}

/// A body must hold something; what is only notes or furniture has an empty paragraph.
fn body_of(nodes: impl IntoIterator<Item = Node>) -> Element {
    let body = Element::new("body").children(nodes);
    if body.children.is_empty() { body.child(Element::new("p")) } else { body }
}
