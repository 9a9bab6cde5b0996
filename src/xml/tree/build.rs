//! Builds a tree from the events of a reader, in the order of the file.

use super::{Kind, Links, NONE, NameId, Named, Names, NodeId, Tree};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// The document has more nodes or more text than a tree can number (2^32).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the document is too large for its rules to be checked: more than 4 GB")
    }
}

impl std::error::Error for TooLarge {}

/// Takes the events of a reader. Ends without a start are ignored, what is open at the end is
/// closed: a tree is always whole.
#[derive(Debug)]
pub struct TreeBuilder {
    tree: Tree,
    open: Vec<u32>,
    last_child: Vec<u32>,
    full: bool,
}

impl TreeBuilder {
    /// A builder for the document that findings call `path`.
    #[must_use]
    pub fn new(path: &str) -> Self {
        let tree = Tree {
            path: Arc::from(path),
            kinds: Vec::new(),
            names: Vec::new(),
            links: Vec::new(),
            text: String::new(),
            strings: String::new(),
            table: Names::default(),
            elements: Named::default(),
            attributes: Named::default(),
            declarations: Vec::new(),
            ids: OnceLock::new(),
        };
        let mut builder = Self { tree, open: Vec::new(), last_child: Vec::new(), full: false };
        builder.push(Kind::Document, NameId::EMPTY, 0, (0, 0));
        builder.open.push(0);
        builder.last_child.push(NONE);
        builder
    }

    /// Makes room for the document at once: for about as many nodes as its text has signs of them.
    pub(super) fn reserve(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let tags = memchr::memchr_iter(b'<', bytes).count();
        let attributes = memchr::memchr_iter(b'=', bytes).count();
        // Half of the tags begin an element, and text stands before most of them.
        let nodes = tags + tags / 2 + attributes;
        let tree = &mut self.tree;
        tree.kinds.reserve(nodes);
        tree.names.reserve(nodes);
        tree.links.reserve(nodes);
    }

    /// The table in which names are interned.
    pub fn names(&mut self) -> &mut Names {
        &mut self.tree.table
    }

    /// An element begins at a byte of the file.
    pub fn start_element(&mut self, name: NameId, offset: usize) {
        let at = self.tree.text.len() as u32;
        if let Some(id) = self.push_child(Kind::Element, name, offset, (at, at)) {
            self.open.push(id);
            self.last_child.push(NONE);
        }
    }

    /// An attribute of the element that has just begun, before any of its content.
    pub fn attribute(&mut self, name: NameId, value: &str, offset: usize) {
        let range = self.push_string(value);
        if let Some(id) = self.push(Kind::Attribute, name, offset, range) {
            self.tree.links[id as usize].parent = self.open.last().copied().unwrap_or(0);
        }
    }

    /// A declaration of a namespace on the element that has just begun; an empty prefix for the
    /// default, an empty name to undeclare it.
    pub fn declare(&mut self, prefix: &str, name: &str) {
        let owner = NodeId(self.open.last().copied().unwrap_or(0));
        self.tree.declarations.push((owner, prefix.into(), name.into()));
    }

    /// Character data; what follows other character data is joined to it.
    pub fn text(&mut self, text: &str, offset: usize) {
        if text.is_empty() || self.open.len() < 2 {
            return;
        }
        if self.tree.text.len() + text.len() >= NONE as usize {
            self.full = true;
            return;
        }
        let start = self.tree.text.len() as u32;
        self.tree.text.push_str(text);
        let end = self.tree.text.len() as u32;
        let last = self.last_child.last().copied().unwrap_or(NONE);
        if last != NONE && self.tree.kinds[last as usize] == Kind::Text {
            self.tree.links[last as usize].value.1 = end;
        } else {
            self.push_child(Kind::Text, NameId::EMPTY, offset, (start, end));
        }
    }

    /// A comment.
    pub fn comment(&mut self, text: &str, offset: usize) {
        let range = self.push_string(text);
        self.push_child(Kind::Comment, NameId::EMPTY, offset, range);
    }

    /// A processing instruction.
    pub fn instruction(&mut self, target: &str, data: &str, offset: usize) {
        let name = self.tree.table.intern(target, "", target);
        let range = self.push_string(data);
        self.push_child(Kind::Instruction, name, offset, range);
    }

    /// The innermost open element ends.
    pub fn end_element(&mut self) {
        if self.open.len() > 1 {
            self.close();
        }
    }

    /// The finished tree.
    ///
    /// # Errors
    /// When the document was too large to be numbered.
    pub fn finish(mut self) -> Result<Tree, TooLarge> {
        while !self.open.is_empty() {
            self.close();
        }
        if self.full {
            return Err(TooLarge);
        }
        let mut tree = self.tree;
        tree.elements = Named::new(&tree, Kind::Element);
        tree.attributes = Named::new(&tree, Kind::Attribute);
        Ok(tree)
    }

    fn close(&mut self) {
        let Some(node) = self.open.pop() else { return };
        self.last_child.pop();
        self.tree.links[node as usize].end = self.tree.kinds.len() as u32;
        self.tree.links[node as usize].value.1 = self.tree.text.len() as u32;
    }

    fn push_child(
        &mut self,
        kind: Kind,
        name: NameId,
        offset: usize,
        value: (u32, u32),
    ) -> Option<u32> {
        let id = self.push(kind, name, offset, value)?;
        let at = id as usize;
        self.tree.links[at].parent = self.open.last().copied().unwrap_or(0);
        if let Some(last) = self.last_child.last_mut() {
            self.tree.links[at].previous = std::mem::replace(last, id);
        }
        Some(id)
    }

    fn push(&mut self, kind: Kind, name: NameId, offset: usize, value: (u32, u32)) -> Option<u32> {
        let id = self.tree.kinds.len();
        if id >= NONE as usize - 1 || offset >= NONE as usize {
            self.full = true;
            return None;
        }
        let id = id as u32;
        self.tree.kinds.push(kind);
        self.tree.names.push(name);
        let offset = offset as u32;
        self.tree.links.push(Links { parent: NONE, end: id + 1, previous: NONE, offset, value });
        Some(id)
    }

    fn push_string(&mut self, value: &str) -> (u32, u32) {
        let start = self.tree.strings.len();
        if start + value.len() >= NONE as usize {
            self.full = true;
            return (0, 0);
        }
        self.tree.strings.push_str(value);
        (start as u32, self.tree.strings.len() as u32)
    }
}
