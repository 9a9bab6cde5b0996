//! The axes of XPath over a tree. No axis recurses, whatever the depth.

use super::{Kind, NONE, NodeId, Tree};
use std::ops::ControlFlow;

/// Where a step of a path goes. The namespace axis is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names of XPath")]
pub enum Axis {
    Child,
    Descendant,
    DescendantOrSelf,
    Attribute,
    Self_,
    Parent,
    Ancestor,
    AncestorOrSelf,
    Following,
    FollowingSibling,
    Preceding,
    PrecedingSibling,
}

impl Axis {
    /// The axis with a name of XPath.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "child" => Self::Child,
            "descendant" => Self::Descendant,
            "descendant-or-self" => Self::DescendantOrSelf,
            "attribute" => Self::Attribute,
            "self" => Self::Self_,
            "parent" => Self::Parent,
            "ancestor" => Self::Ancestor,
            "ancestor-or-self" => Self::AncestorOrSelf,
            "following" => Self::Following,
            "following-sibling" => Self::FollowingSibling,
            "preceding" => Self::Preceding,
            "preceding-sibling" => Self::PrecedingSibling,
            _ => return None,
        })
    }

    /// Whether it runs against document order.
    #[must_use]
    pub fn is_reverse(self) -> bool {
        matches!(
            self,
            Self::Parent
                | Self::Ancestor
                | Self::AncestorOrSelf
                | Self::Preceding
                | Self::PrecedingSibling
        )
    }
}

impl Tree {
    /// The parent; none for the document node.
    #[must_use]
    pub fn parent(&self, node: NodeId) -> Option<NodeId> {
        linked(self.links[node.index()].parent)
    }

    /// One past the last node of the subtree, in document order.
    #[must_use]
    pub fn subtree_end(&self, node: NodeId) -> usize {
        self.links[node.index()].end as usize
    }

    /// The children, in order.
    pub fn children(&self, node: NodeId) -> impl Iterator<Item = NodeId> + use<'_> {
        let end = self.links[node.index()].end;
        let mut at = self.attribute_range(node).end;
        std::iter::from_fn(move || {
            (at < end).then(|| {
                let child = NodeId(at);
                at = self.links[at as usize].end;
                child
            })
        })
    }

    /// The sibling after; none for attributes.
    #[must_use]
    pub fn next_sibling(&self, node: NodeId) -> Option<NodeId> {
        let parent = self.parent(node)?;
        let next = self.links[node.index()].end;
        (self.kind(node) != Kind::Attribute && next < self.links[parent.index()].end)
            .then_some(NodeId(next))
    }

    /// The sibling before; none for attributes.
    #[must_use]
    pub fn previous_sibling(&self, node: NodeId) -> Option<NodeId> {
        linked(self.links[node.index()].previous)
    }

    /// Whether `node` lies below `ancestor`.
    #[must_use]
    pub fn is_below(&self, node: NodeId, ancestor: NodeId) -> bool {
        ancestor < node && node.index() < self.subtree_end(ancestor)
    }

    /// Visits the nodes of an axis in the order of the axis (against document order for the
    /// reverse axes) until `visit` breaks. Attributes come only on their own axis, on `self` and
    /// on the `-or-self` axes of an attribute.
    pub fn walk<B>(
        &self,
        node: NodeId,
        axis: Axis,
        mut visit: impl FnMut(NodeId) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        match axis {
            Axis::Self_ => visit(node),
            Axis::Child => self.children(node).try_for_each(visit),
            Axis::Attribute => self.attributes(node).try_for_each(visit),
            Axis::Parent => self.parent(node).map_or(ControlFlow::Continue(()), visit),
            Axis::Ancestor => self.walk_up(self.parent(node), visit),
            Axis::AncestorOrSelf => self.walk_up(Some(node), visit),
            Axis::Descendant => self.walk_range(node.0 + 1, self.links[node.index()].end, visit),
            Axis::DescendantOrSelf => {
                visit(node)?;
                self.walk_range(node.0 + 1, self.links[node.index()].end, visit)
            }
            Axis::Following => {
                // What follows an attribute begins with the content of its element.
                let from = match self.kind(node) {
                    Kind::Attribute => node.0 + 1,
                    _ => self.links[node.index()].end,
                };
                self.walk_range(from, self.kinds.len() as u32, visit)
            }
            Axis::FollowingSibling => {
                let mut at = self.next_sibling(node);
                while let Some(sibling) = at {
                    visit(sibling)?;
                    at = self.next_sibling(sibling);
                }
                ControlFlow::Continue(())
            }
            Axis::PrecedingSibling => {
                let mut at = self.previous_sibling(node);
                while let Some(sibling) = at {
                    visit(sibling)?;
                    at = self.previous_sibling(sibling);
                }
                ControlFlow::Continue(())
            }
            Axis::Preceding => self.walk_back(node, visit),
        }
    }

    fn walk_range<B>(
        &self,
        from: u32,
        to: u32,
        visit: impl FnMut(NodeId) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        (from..to)
            .filter(|&at| self.kinds[at as usize] != Kind::Attribute)
            .map(NodeId)
            .try_for_each(visit)
    }

    fn walk_up<B>(
        &self,
        mut at: Option<NodeId>,
        mut visit: impl FnMut(NodeId) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        while let Some(node) = at {
            visit(node)?;
            at = self.parent(node);
        }
        ControlFlow::Continue(())
    }

    /// The nodes before, without the ancestors: those whose subtree ends before the node begins.
    fn walk_back<B>(
        &self,
        node: NodeId,
        mut visit: impl FnMut(NodeId) -> ControlFlow<B>,
    ) -> ControlFlow<B> {
        let mut ancestor = self.parent(node);
        for at in (0..node.0).rev() {
            if ancestor == Some(NodeId(at)) {
                ancestor = self.parent(NodeId(at));
            } else if self.kinds[at as usize] != Kind::Attribute {
                visit(NodeId(at))?;
            }
        }
        ControlFlow::Continue(())
    }
}

fn linked(raw: u32) -> Option<NodeId> {
    (raw != NONE).then_some(NodeId(raw))
}
