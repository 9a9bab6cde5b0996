//! A way through a document that any depth can take: what opens, text, what closes.

use crate::xml::tree::{Kind, NodeId, Tree};

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'t> {
    /// An element begins.
    Open(NodeId),
    /// Character data, as it stands in the file.
    Text(NodeId, &'t str),
    /// The element ends.
    Close(NodeId),
}

/// The steps through an element; comments and processing instructions are passed over.
#[derive(Debug, Clone)]
pub struct Walk<'t> {
    tree: &'t Tree,
    at: usize,
    end: usize,
    open: Vec<NodeId>,
}

impl<'t> Walk<'t> {
    /// Begins at an element, whose own start is the first step.
    #[must_use]
    pub fn new(tree: &'t Tree, node: NodeId) -> Self {
        Self { tree, at: node.index(), end: tree.subtree_end(node), open: Vec::new() }
    }

    /// Passes over the content of the element that was opened last: its end is the next step.
    pub fn pass_over(&mut self) {
        if let Some(&node) = self.open.last() {
            self.at = self.at.max(self.tree.subtree_end(node));
        }
    }

    /// The elements that are open, the outermost first.
    #[must_use]
    pub fn open(&self) -> &[NodeId] {
        &self.open
    }
}

impl<'t> Iterator for Walk<'t> {
    type Item = Step<'t>;

    fn next(&mut self) -> Option<Step<'t>> {
        loop {
            if let Some(&node) = self.open.last()
                && self.at >= self.tree.subtree_end(node)
            {
                self.open.pop();
                return Some(Step::Close(node));
            }
            if self.at >= self.end {
                return None;
            }
            let node = self.tree.node(self.at);
            self.at += 1;
            match self.tree.kind(node) {
                Kind::Element => {
                    self.open.push(node);
                    return Some(Step::Open(node));
                }
                Kind::Text => return Some(Step::Text(node, self.tree.value(node))),
                Kind::Document | Kind::Attribute | Kind::Comment | Kind::Instruction => {}
            }
        }
    }
}
