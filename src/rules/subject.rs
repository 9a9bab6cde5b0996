//! What rules look at.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::LineColumn;
use crate::xml::Lines;
use crate::xml::tree::{NodeId, Tree};

/// A document as the rules see it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s> {
    /// The document.
    pub tree: &'s Tree,
    /// Where its lines begin.
    pub lines: &'s Lines<'s>,
}

impl Subject<'_> {
    /// The line and the column at which a node begins.
    #[must_use]
    pub fn place(self, node: NodeId) -> LineColumn {
        self.lines.place(self.tree.offset(node))
    }

    /// A finding about a node.
    pub(super) fn finding(
        self,
        code: Code,
        node: NodeId,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(code, self.tree.path(), Some(self.place(node)), message)
    }
}
