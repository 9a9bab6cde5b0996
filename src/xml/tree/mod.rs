//! A compact tree of an XML document: parallel vectors, interned names, source offsets.
//!
//! Nodes are numbered in document order, attributes between their element and its children, so
//! that comparing two numbers compares two places. All character data stands in one buffer, so
//! that the string value of an element is one slice of it.

mod axes;
mod build;
mod names;
mod read;

pub use axes::Axis;
pub use build::{TooLarge, TreeBuilder};
pub use names::{ExpandedId, NameId, Names};
pub(crate) use read::Growing;

pub use super::XML_NAMESPACE;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// A node by its place in document order; the document node is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// The whole document, above the root element.
    Document,
    /// An element.
    Element,
    /// An attribute; namespace declarations are none.
    Attribute,
    /// Character data, never empty, never beside another text node.
    Text,
    /// A comment.
    Comment,
    /// A processing instruction.
    Instruction,
}

/// A document that was read; it never changes.
#[derive(Debug, Clone)]
pub struct Tree {
    path: Arc<str>,
    kinds: Vec<Kind>,
    names: Vec<NameId>,
    links: Vec<Links>,
    text: String,
    strings: String,
    table: Names,
    /// The elements and the attributes of each expanded name, in document order.
    elements: Named,
    attributes: Named,
    /// Declarations of namespaces: the element, the prefix, the name.
    declarations: Vec<(NodeId, Box<str>, Box<str>)>,
    /// The `xml:id` attributes, by value, then by place.
    ids: OnceLock<Vec<NodeId>>,
}

/// Where a node stands.
#[derive(Debug, Clone, Copy)]
struct Links {
    parent: u32,
    /// One past the last node of the subtree.
    end: u32,
    /// The sibling before; `NONE` for a first child, and for attributes.
    previous: u32,
    offset: u32,
    /// For elements and text, bytes of `text`; for the rest, bytes of `strings`.
    value: (u32, u32),
}

/// Nodes by their expanded names: those of name `n` stand from `starts[n]` to `starts[n + 1]`.
#[derive(Debug, Clone, Default)]
struct Named {
    nodes: Vec<NodeId>,
    starts: Vec<u32>,
}

impl Named {
    /// Sorts the nodes of a kind by their names.
    fn new(tree: &Tree, kind: Kind) -> Self {
        let name = |at: usize| tree.table.expanded(tree.names[at]).index();
        let of_kind = || (0..tree.kinds.len()).filter(|&at| tree.kinds[at] == kind);
        let mut starts = vec![0; tree.table.expanded_len() + 1];
        of_kind().for_each(|at| starts[name(at) + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut nodes = vec![NodeId::DOCUMENT; next.last().copied().unwrap_or(0) as usize];
        for at in of_kind() {
            let place = &mut next[name(at)];
            nodes[*place as usize] = NodeId(at as u32);
            *place += 1;
        }
        Self { nodes, starts }
    }

    fn get(&self, name: ExpandedId) -> &[NodeId] {
        match self.starts.get(name.index()..name.index() + 2) {
            Some(&[start, end]) => &self.nodes[start as usize..end as usize],
            Some(_) | None => &[],
        }
    }
}

/// No node.
const NONE: u32 = u32::MAX;

impl NodeId {
    /// The document node.
    pub const DOCUMENT: Self = Self(0);

    /// Its number in document order.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl Tree {
    /// The name that findings give the document.
    #[must_use]
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// How many nodes there are, attributes and the document node included; at least 1.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "there is always the document node")]
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Every node in document order, attributes included.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.kinds.len() as u32).map(NodeId)
    }

    /// The node with a number.
    ///
    /// # Panics
    /// When there is no such node.
    #[must_use]
    pub fn node(&self, index: usize) -> NodeId {
        assert!(index < self.len(), "a tree of {} nodes has no node {index}", self.len());
        NodeId(index as u32)
    }

    /// What the node is.
    #[must_use]
    pub fn kind(&self, node: NodeId) -> Kind {
        self.kinds[node.index()]
    }

    /// The names of the document.
    #[must_use]
    pub fn table(&self) -> &Names {
        &self.table
    }

    /// The interned name of an element, attribute or processing instruction; for other nodes the
    /// empty name.
    #[must_use]
    pub fn name_id(&self, node: NodeId) -> NameId {
        self.names[node.index()]
    }

    /// The name as it is written, with its prefix; empty for nodes without a name.
    #[must_use]
    pub fn name(&self, node: NodeId) -> &str {
        self.table.written(self.name_id(node))
    }

    /// The local part of the name; empty for nodes without a name.
    #[must_use]
    pub fn local_name(&self, node: NodeId) -> &str {
        self.table.local(self.name_id(node))
    }

    /// The namespace name; empty for none.
    #[must_use]
    pub fn namespace(&self, node: NodeId) -> &str {
        self.table.namespace(self.name_id(node))
    }

    /// Where the node begins in its file, in bytes.
    #[must_use]
    pub fn offset(&self, node: NodeId) -> usize {
        self.links[node.index()].offset as usize
    }

    /// The string value, as XPath defines it, without a copy.
    #[must_use]
    pub fn value(&self, node: NodeId) -> &str {
        let (start, end) = self.links[node.index()].value;
        let range = start as usize..end as usize;
        match self.kind(node) {
            Kind::Document | Kind::Element | Kind::Text => &self.text[range],
            Kind::Attribute | Kind::Comment | Kind::Instruction => &self.strings[range],
        }
    }

    /// The attributes of an element, in the order of the file.
    pub fn attributes(&self, element: NodeId) -> impl Iterator<Item = NodeId> + use<'_> {
        self.attribute_range(element).map(NodeId)
    }

    fn attribute_range(&self, element: NodeId) -> Range<u32> {
        let first = element.0 + 1;
        if self.kind(element) != Kind::Element {
            return first..first;
        }
        let rest = &self.kinds[first as usize..];
        let count = rest.iter().take_while(|&&kind| kind == Kind::Attribute).count();
        first..first + count as u32
    }

    /// The value of an attribute by namespace (empty for none) and local name.
    #[must_use]
    pub fn attribute(&self, element: NodeId, namespace: &str, local: &str) -> Option<&str> {
        self.attribute_node(element, namespace, local).map(|node| self.value(node))
    }

    /// The attribute node by namespace (empty for none) and local name.
    #[must_use]
    pub fn attribute_node(&self, element: NodeId, namespace: &str, local: &str) -> Option<NodeId> {
        self.attributes(element)
            .find(|&node| self.local_name(node) == local && self.namespace(node) == namespace)
    }

    /// The elements of an expanded name, in document order.
    #[must_use]
    pub fn elements_named(&self, name: ExpandedId) -> &[NodeId] {
        self.elements.get(name)
    }

    /// The attributes of an expanded name, in document order.
    #[must_use]
    pub fn attributes_named(&self, name: ExpandedId) -> &[NodeId] {
        self.attributes.get(name)
    }

    /// The elements with a namespace and local name, in document order.
    #[must_use]
    pub fn elements(&self, namespace: &str, local: &str) -> &[NodeId] {
        self.table.expanded_id(namespace, local).map_or(&[], |id| self.elements_named(id))
    }

    /// The root element; none in a document that was too broken to have one.
    #[must_use]
    pub fn root(&self) -> Option<NodeId> {
        self.children(NodeId::DOCUMENT).find(|&node| self.kind(node) == Kind::Element)
    }

    /// The `xml:id` attributes of the document, by value, then in document order.
    #[must_use]
    pub fn id_attributes(&self) -> &[NodeId] {
        self.ids.get_or_init(|| {
            let Some(wanted) = self.table.expanded_id(XML_NAMESPACE, "id") else {
                return Vec::new();
            };
            let mut found = self.attributes_named(wanted).to_vec();
            found.sort_by_key(|&node| (self.value(node).trim_ascii(), node));
            found
        })
    }

    /// The first element whose `xml:id` is `id`.
    #[must_use]
    pub fn element_by_id(&self, id: &str) -> Option<NodeId> {
        let ids = self.id_attributes();
        let at = ids.partition_point(|&node| self.value(node).trim_ascii() < id);
        let node = *ids.get(at)?;
        (self.value(node).trim_ascii() == id).then(|| NodeId(self.links[node.index()].parent))
    }

    /// The namespace that a prefix (empty for the default) stands for at an element.
    #[must_use]
    pub fn namespace_of_prefix(&self, element: NodeId, prefix: &str) -> Option<&str> {
        if prefix == "xml" {
            return Some(XML_NAMESPACE);
        }
        let mut at = Some(element);
        while let Some(node) = at {
            let from = self.declarations.partition_point(|&(owner, ..)| owner < node);
            let here = self.declarations[from..].iter().take_while(|&&(owner, ..)| owner == node);
            for (_, declared, name) in here {
                if declared.as_ref() == prefix {
                    return (!name.is_empty()).then_some(name.as_ref());
                }
            }
            at = self.parent(node);
        }
        None
    }

    /// The prefixes in scope at an element, sorted; `xml` among them.
    #[must_use]
    pub fn prefixes(&self, element: NodeId) -> Vec<&str> {
        let mut found = vec!["xml"];
        let mut at = Some(element);
        while let Some(node) = at {
            let from = self.declarations.partition_point(|&(owner, ..)| owner < node);
            let here = self.declarations[from..].iter().take_while(|&&(owner, ..)| owner == node);
            found.extend(here.map(|(_, prefix, _)| prefix.as_ref()));
            at = self.parent(node);
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|prefix| self.namespace_of_prefix(element, prefix).is_some());
        found
    }
}

#[cfg(test)]
pub(crate) mod tests;
