//! A TEI document as its readers meet it: whose TEI it is does not matter.
//!
//! Elements are known by their local names, whatever their namespace, so that files of TEI P4 and
//! files without a namespace are read too. What is not known is kept and shown as plain text.
//! Nothing here recurses: documents may be as deep as the reader of XML allows.

mod breaks;
mod header;
mod kinds;
mod letters;
mod notes;
mod pointers;
mod reading;
mod walk;

pub use breaks::{Break, break_of, parts_words};
pub use header::{Dated, Head, Open, Responsible};
pub use kinds::{NameKind, is_flow, is_hidden_name, name_kind};
pub use letters::{Letter, Party};
pub use notes::Notes;
pub use pointers::{Place, Pointers, is_web_address};
pub use reading::{Block, Origin, Reading, Span, Stream};
pub use walk::{Step, Walk};

use crate::xml::tree::{Kind, NodeId, Tree, XML_NAMESPACE};
use crate::xml::{Limits, XmlError};
use std::collections::HashSet;
use std::sync::Arc;

/// How many documents a file may hold: a `teiCorpus` of more is one that nobody reads as pages.
const MOST: usize = 10_000;

/// One TEI document.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file, below the folder of the edition's TEI, with `/`.
    pub path: Arc<str>,
    /// Which document of the file, from 0: a `teiCorpus` holds several.
    pub part: usize,
    tree: Arc<Tree>,
    root: NodeId,
    text: Option<NodeId>,
    flow: Arc<Vec<bool>>,
}

impl Document {
    /// The documents of a file; none where it is XML, but no TEI.
    ///
    /// # Errors
    /// The first thing that is not XML.
    pub fn read_all(path: &str, bytes: &[u8]) -> Result<Vec<Self>, XmlError> {
        let tree = Arc::new(Tree::read(path, bytes, Limits::default())?);
        let flow = Arc::new(flow(&tree));
        let roots = roots(&tree);
        let documents = roots.into_iter().enumerate().map(|(part, root)| Self {
            path: path.into(),
            part,
            text: text_of(&tree, root),
            tree: Arc::clone(&tree),
            root,
            flow: Arc::clone(&flow),
        });
        Ok(documents.collect())
    }

    /// The tree it stands in.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// Its root element.
    #[must_use]
    pub fn root(&self) -> NodeId {
        self.root
    }

    /// The element that holds its text: `text`, or `sourceDoc` where there is no other.
    #[must_use]
    pub fn text(&self) -> Option<NodeId> {
        self.text
    }

    /// Whether it holds registers and nothing to read: lists in `standOff`, or a text of nothing
    /// but lists of persons, places, organisations, events or works.
    #[must_use]
    pub fn is_register(&self) -> bool {
        let tree = &self.tree;
        let has_list = self
            .below(self.root)
            .any(|node| !matches!(kinds::list_of(tree.local_name(node)), None | Some("")));
        let Some(text) = self.text else {
            let children = tree.children(self.root);
            return has_list || children.into_iter().any(|n| tree.local_name(n) == "standOff");
        };
        let holds_words = self
            .below(text)
            .any(|node| matches!(tree.local_name(node), "p" | "ab" | "l" | "u" | "sp" | "line"));
        has_list && !holds_words && self.below(text).any(|node| is_list(tree, node))
    }

    /// The elements below a node, in document order, itself left out.
    pub fn below(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<'_> {
        let tree = &self.tree;
        let nodes = node.index() + 1..tree.subtree_end(node);
        nodes.map(|at| tree.node(at)).filter(|&node| tree.kind(node) == Kind::Element)
    }

    /// The first element of a name below a node.
    #[must_use]
    pub fn first_below(&self, node: NodeId, name: &str) -> Option<NodeId> {
        self.below(node).find(|&found| self.tree.local_name(found) == name)
    }

    /// Whether one of the elements around a node has such a name.
    #[must_use]
    pub fn is_inside(&self, node: NodeId, named: impl Fn(&str) -> bool) -> bool {
        let around = std::iter::successors(self.tree.parent(node), |&at| self.tree.parent(at));
        around.into_iter().any(|at| named(self.tree.local_name(at)))
    }

    /// Walks through an element and all in it.
    #[must_use]
    pub fn walk(&self, node: NodeId) -> Walk<'_> {
        Walk::new(&self.tree, node)
    }

    /// Whether an element holds blocks, or is one.
    #[must_use]
    pub fn is_block(&self, node: NodeId) -> bool {
        self.flow[node.index()]
    }

    /// An attribute without a namespace.
    #[must_use]
    pub fn attribute(&self, node: NodeId, name: &str) -> Option<&str> {
        self.tree.attribute(node, "", name)
    }

    /// Its `xml:id`, or the `id` of TEI P4.
    #[must_use]
    pub fn id(&self, node: NodeId) -> Option<&str> {
        let given = self.tree.attribute(node, XML_NAMESPACE, "id");
        given.or_else(|| self.attribute(node, "id")).map(str::trim).filter(|id| !id.is_empty())
    }

    /// Its language, as it says itself.
    #[must_use]
    pub fn language(&self, node: NodeId) -> Option<&str> {
        self.tree.attribute(node, XML_NAMESPACE, "lang").filter(|tag| is_language(tag))
    }

    /// The words of an element, white space made single.
    #[must_use]
    pub fn words(&self, node: NodeId) -> String {
        let words: Vec<&str> = self.tree.value(node).split_whitespace().collect();
        words.join(" ")
    }
}

/// Whether a tag is written as BCP 47 has it, so that it can stand in HTML.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Languages that are written from right to left where their tag names no script (CLDR).
const RIGHT_TO_LEFT: &[&str] =
    &["ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];
/// Scripts that run from right to left (ISO 15924).
const RIGHT_TO_LEFT_SCRIPTS: &[&str] = &["adlm", "arab", "hebr", "nkoo", "samr", "syrc", "thaa"];

/// Whether text in a language runs from right to left; a script in its tag decides.
#[must_use]
pub fn is_right_to_left(tag: &str) -> bool {
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    let script =
        parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    match script {
        Some(script) => RIGHT_TO_LEFT_SCRIPTS.contains(&script),
        None => RIGHT_TO_LEFT.contains(&primary),
    }
}

fn is_list(tree: &Tree, node: NodeId) -> bool {
    kinds::list_of(tree.local_name(node)).is_some()
}

/// The root elements of the documents in a file. A document without a text is one only where it
/// stands alone.
fn roots(tree: &Tree) -> Vec<NodeId> {
    let Some(root) = tree.root() else { return Vec::new() };
    match tree.local_name(root) {
        "TEI" | "TEI.2" => vec![root],
        "teiCorpus" | "teiCorpus.2" => {
            let elements = (root.index()..tree.subtree_end(root)).map(|at| tree.node(at));
            let inner = elements.filter(|&node| {
                tree.kind(node) == Kind::Element && matches!(tree.local_name(node), "TEI" | "TEI.2")
            });
            inner.take(MOST).collect()
        }
        _ => Vec::new(),
    }
}

fn text_of(tree: &Tree, root: NodeId) -> Option<NodeId> {
    let child = |name: &str| tree.children(root).find(|&node| tree.local_name(node) == name);
    child("text").or_else(|| child("sourceDoc"))
}

/// For each node whether it is a block or holds one.
fn flow(tree: &Tree) -> Vec<bool> {
    let mut flow = vec![false; tree.len()];
    for at in (0..tree.len()).rev() {
        let node = tree.node(at);
        if tree.kind(node) == Kind::Element && is_flow(tree, node) {
            flow[at] = true;
        }
        if flow[at]
            && let Some(parent) = tree.parent(node)
            && !kinds::is_apart(tree.local_name(node))
        {
            flow[parent.index()] = true;
        }
    }
    flow
}

/// Identifiers that occur more than once in a document's file; the first element keeps its own.
#[must_use]
pub fn doubled_ids(document: &Document) -> HashSet<NodeId> {
    let mut seen = HashSet::new();
    let ids = document.below(document.root).filter(|&node| document.id(node).is_some());
    ids.filter(|&node| !document.id(node).is_some_and(|id| seen.insert(id.to_owned()))).collect()
}
