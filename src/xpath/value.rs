//! Values: sequences of nodes and atomic values.

use super::atomic::Atom;
use super::fault::Fault;
use crate::xml::tree::{NodeId, Tree};
use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

/// A node of one of the documents of an evaluation; the order is document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node {
    pub(super) tree: u32,
    pub(super) id: NodeId,
}

#[derive(Debug, Clone)]
pub(super) enum Item<'a> {
    Node(Node),
    Atom(Atom<'a>),
}

/// A sequence; one item needs no allocation, and a copy of many none either.
#[derive(Debug, Clone)]
pub(super) enum Seq<'a> {
    Empty,
    One(Item<'a>),
    Many(Rc<Vec<Item<'a>>>),
}

impl Node {
    /// A node of the document that is checked.
    #[must_use]
    pub fn of_main(id: NodeId) -> Self {
        Self { tree: 0, id }
    }

    /// The node within its tree.
    #[must_use]
    pub fn id(self) -> NodeId {
        self.id
    }
}

impl<'a> Seq<'a> {
    pub(super) fn atom(atom: Atom<'a>) -> Self {
        Self::One(Item::Atom(atom))
    }

    pub(super) fn boolean(value: bool) -> Self {
        Self::atom(Atom::Boolean(value))
    }

    pub(super) fn integer(value: usize) -> Self {
        Self::atom(Atom::Integer(i64::try_from(value).unwrap_or(i64::MAX)))
    }

    pub(super) fn text(text: impl Into<super::atomic::Str<'a>>) -> Self {
        Self::atom(Atom::text(text))
    }

    pub(super) fn as_slice(&self) -> &[Item<'a>] {
        match self {
            Self::Empty => &[],
            Self::One(item) => std::slice::from_ref(item),
            Self::Many(items) => items,
        }
    }

    pub(super) fn into_vec(self) -> Vec<Item<'a>> {
        match self {
            Self::Empty => Vec::new(),
            Self::One(item) => vec![item],
            Self::Many(items) => Rc::try_unwrap(items).unwrap_or_else(|shared| (*shared).clone()),
        }
    }

    pub(super) fn nodes(nodes: &[Node]) -> Self {
        match nodes {
            [] => Self::Empty,
            [node] => Self::One(Item::Node(*node)),
            _ => Self::Many(Rc::new(nodes.iter().map(|&node| Item::Node(node)).collect())),
        }
    }
}

impl<'a> From<Vec<Item<'a>>> for Seq<'a> {
    fn from(mut items: Vec<Item<'a>>) -> Self {
        match items.len() {
            0 => Self::Empty,
            1 => items.pop().map_or(Self::Empty, Self::One),
            _ => Self::Many(Rc::new(items)),
        }
    }
}

impl<'a> FromIterator<Item<'a>> for Seq<'a> {
    fn from_iter<I: IntoIterator<Item = Item<'a>>>(items: I) -> Self {
        items.into_iter().collect::<Vec<_>>().into()
    }
}

/// Other documents, where expressions may ask for them with `doc()`.
pub trait Library: Sync {
    /// The document that `uri` names when it stands in the document `base`.
    ///
    /// # Errors
    /// A sentence for the reader of the findings, where it cannot be had.
    fn load(&self, base: &str, uri: &str) -> Result<Arc<Tree>, String>;
}

/// How many documents one evaluation may read.
pub(super) const MAX_TREES: usize = 64;

/// The document that is checked, and those that expressions asked for.
pub struct Documents<'l> {
    trees: [OnceCell<Arc<Tree>>; MAX_TREES],
    library: Option<&'l dyn Library>,
}

impl<'l> Documents<'l> {
    /// A document to be checked; `library` gives the others, if `doc()` is allowed.
    #[must_use]
    pub fn new(tree: Arc<Tree>, library: Option<&'l dyn Library>) -> Self {
        let documents = Self { trees: [const { OnceCell::new() }; MAX_TREES], library };
        documents.trees[0].get_or_init(|| tree);
        documents
    }

    /// The document that is checked.
    #[must_use]
    pub fn main(&self) -> &Tree {
        self.tree(0)
    }

    pub(super) fn tree(&self, number: u32) -> &Tree {
        self.trees[number as usize].get().expect("nodes are only made of trees that were loaded")
    }

    /// The number of a document, which is loaded unless it was before.
    pub(super) fn load(&self, base: u32, uri: &str) -> Result<u32, Fault> {
        let Some(library) = self.library else {
            return Err(Fault::dynamic("other files are not read without `--root`"));
        };
        let tree = library.load(self.tree(base).path(), uri).map_err(Fault::dynamic)?;
        for (number, cell) in self.trees.iter().enumerate() {
            let known = cell.get_or_init(|| Arc::clone(&tree));
            if known.path() == tree.path() {
                return Ok(number as u32);
            }
        }
        Err(Fault::dynamic(format!("more than {MAX_TREES} documents are not read")))
    }
}
