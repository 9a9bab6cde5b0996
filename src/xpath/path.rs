//! Paths and sets of nodes.

use super::evaluate::{Evaluation, Focus, check_length, no_context};
use super::fault::Fault;
use super::select::Selection;
use super::syntax::{Expr, ExprId, Start, Step};
use super::value::{Item, Node, Seq};
use crate::xml::tree::{Axis, NodeId};
use std::collections::HashSet;

impl<'a> Evaluation<'a> {
    /// The value of a path: nodes in document order without duplicates, or the atomic values of
    /// its last step.
    pub(super) fn path(
        &self,
        start: Start,
        steps: &[Step],
        focus: &Focus<'a>,
    ) -> Result<Seq<'a>, Fault> {
        if let ([], Start::Root) = (steps, start) {
            return Ok(Seq::nodes(&self.starts(start, focus)?));
        }
        let Some((last, before)) = steps.split_last() else {
            return Ok(Seq::nodes(&self.starts(start, focus)?));
        };
        // `$x/…` and `f()/…` begin with a value that may not be nodes; so may inner steps.
        let nodes = self.run(start, before, focus)?;
        match last {
            Step::Axis { axis, test, predicates } => {
                let step = Selection { axis: *axis, test: *test, predicates };
                Ok(Seq::nodes(&self.step(&nodes, step, focus)?))
            }
            Step::Expr(inner) => self.mapped(&nodes, *inner, focus),
        }
    }

    /// The nodes after some steps, of which none may give atomic values.
    fn run(&self, start: Start, steps: &[Step], focus: &Focus<'a>) -> Result<Vec<Node>, Fault> {
        let mut nodes = self.starts(start, focus)?;
        for step in steps {
            if nodes.is_empty() {
                break;
            }
            nodes = match step {
                Step::Axis { axis, test, predicates } => {
                    let step = Selection { axis: *axis, test: *test, predicates };
                    self.step(&nodes, step, focus)?
                }
                Step::Expr(inner) => only_nodes(&self.mapped(&nodes, *inner, focus)?)?,
            };
        }
        Ok(nodes)
    }

    fn starts(&self, start: Start, focus: &Focus<'a>) -> Result<Vec<Node>, Fault> {
        let here = match (start, &focus.item) {
            (Start::Expr(base), _) => {
                let mut nodes = only_nodes(&self.eval(base, focus)?)?;
                in_order(&mut nodes);
                return Ok(nodes);
            }
            (_, Some(Item::Node(node))) => *node,
            (_, Some(Item::Atom(atom))) => {
                let message = format!("a path cannot begin at {}", atom.type_name());
                return Err(Fault::dynamic(message));
            }
            (_, None) => return Err(no_context()),
        };
        Ok(vec![match start {
            Start::Root => Node { tree: here.tree, id: NodeId::DOCUMENT },
            Start::Focus | Start::Expr(_) => here,
        }])
    }

    /// A step that is an expression: its values at each node, in order; nodes become a set.
    fn mapped(&self, nodes: &[Node], inner: ExprId, focus: &Focus<'a>) -> Result<Seq<'a>, Fault> {
        let mut items = Vec::new();
        for (at, &node) in nodes.iter().enumerate() {
            let here = focus.inner(Item::Node(node), at + 1, nodes.len());
            items.extend(self.eval(inner, &here)?.into_vec());
            check_length(items.len())?;
        }
        let count = items.iter().filter(|item| matches!(item, Item::Node(_))).count();
        if count == 0 {
            return Ok(items.into());
        }
        if count < items.len() {
            return Err(Fault::dynamic("a step gives both nodes and other values"));
        }
        let mut found = only_nodes(&items.into())?;
        in_order(&mut found);
        Ok(Seq::nodes(&found))
    }

    /// Whether a path of nodes selects any; the last step stops at the first.
    pub(super) fn path_exists(
        &self,
        start: Start,
        steps: &[Step],
        focus: &Focus<'a>,
    ) -> Result<bool, Fault> {
        let Some((Step::Axis { axis, test, predicates }, before)) = steps.split_last() else {
            return Ok(!self.path(start, steps, focus)?.as_slice().is_empty());
        };
        let mut found = false;
        let step = Selection { axis: *axis, test: *test, predicates };
        let mut look = |node: Node| {
            self.select(node, step, focus, &mut |_| {
                found = true;
                Ok(false)
            })?;
            Ok(found)
        };
        if let (Start::Focus, [], Some(Item::Node(node))) = (start, before, &focus.item) {
            return look(*node);
        }
        for node in self.run(start, before, focus)? {
            if look(node)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One step from a set of nodes in document order to the next such set.
    pub(super) fn step(
        &self,
        from: &[Node],
        step: Selection<'_>,
        focus: &Focus<'a>,
    ) -> Result<Vec<Node>, Fault> {
        let mut found = Vec::new();
        let mut push = |node: Node| {
            found.push(node);
            check_length(found.len())?;
            Ok(true)
        };
        let counts = step.predicates.iter().any(|&p| self.program.is_positional(p));
        if from.len() == 1 || counts {
            for &node in from {
                self.select(node, step, focus, &mut push)?;
            }
            if from.len() == 1 && step.axis.is_reverse() {
                found.reverse();
                return Ok(found);
            }
        } else {
            for node in self.without_repetition(from, step.axis)? {
                self.select(node.0, Selection { axis: node.1, ..step }, focus, &mut push)?;
            }
        }
        in_order(&mut found);
        Ok(found)
    }

    /// The nodes and axes from which a step meets each node about once: the subtrees of nested
    /// nodes, the ancestors and the siblings of neighbours are the same ones again.
    fn without_repetition(&self, from: &[Node], axis: Axis) -> Result<Vec<(Node, Axis)>, Fault> {
        let same = |nodes: &[Node]| nodes.iter().map(|&node| (node, axis)).collect();
        Ok(match axis {
            Axis::Self_ | Axis::Child | Axis::Attribute => same(from),
            Axis::Descendant | Axis::DescendantOrSelf => {
                let mut outer: Vec<Node> = Vec::new();
                for &node in from {
                    let inside = outer.last().is_some_and(|&last| {
                        last.tree == node.tree && self.tree(last).is_below(node.id, last.id)
                    });
                    if !inside {
                        outer.push(node);
                    }
                }
                same(&outer)
            }
            Axis::Following => {
                let first = |tree: u32| {
                    let of_tree = from.iter().filter(|node| node.tree == tree);
                    of_tree.min_by_key(|node| self.tree(**node).subtree_end(node.id))
                };
                same(&trees(from).into_iter().filter_map(first).copied().collect::<Vec<_>>())
            }
            Axis::Preceding => {
                let last = |tree: u32| from.iter().rfind(|node| node.tree == tree);
                same(&trees(from).into_iter().filter_map(last).copied().collect::<Vec<_>>())
            }
            Axis::Parent | Axis::Ancestor | Axis::AncestorOrSelf => self.upwards(from, axis)?,
            Axis::FollowingSibling => self.siblings(from.iter(), axis)?,
            Axis::PrecedingSibling => self.siblings(from.iter().rev(), axis)?,
        })
    }

    /// Every parent or ancestor once, each to be taken as itself.
    fn upwards(&self, from: &[Node], axis: Axis) -> Result<Vec<(Node, Axis)>, Fault> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for &node in from {
            let tree = self.tree(node);
            let mut at = match axis {
                Axis::AncestorOrSelf => Some(node.id),
                _ => tree.parent(node.id),
            };
            while let Some(id) = at {
                self.spend(1)?;
                let here = Node { tree: node.tree, id };
                if !seen.insert(here) {
                    break;
                }
                found.push((here, Axis::Self_));
                at = if axis == Axis::Parent { None } else { tree.parent(id) };
            }
        }
        Ok(found)
    }

    fn siblings<'n>(
        &self,
        from: impl Iterator<Item = &'n Node>,
        axis: Axis,
    ) -> Result<Vec<(Node, Axis)>, Fault> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for &node in from {
            let tree = self.tree(node);
            let next = |id| match axis {
                Axis::FollowingSibling => tree.next_sibling(id),
                _ => tree.previous_sibling(id),
            };
            let mut at = next(node.id);
            while let Some(id) = at {
                self.spend(1)?;
                let here = Node { tree: node.tree, id };
                if !seen.insert(here) {
                    break;
                }
                found.push((here, Axis::Self_));
                at = next(id);
            }
        }
        Ok(found)
    }

    /// The nodes of an expression, in document order without duplicates.
    pub(super) fn nodes(&self, id: ExprId, focus: &Focus<'a>) -> Result<Vec<Node>, Fault> {
        let made = match self.program.expr(id) {
            Expr::Union(parts) => {
                let mut all = Vec::new();
                for &part in parts {
                    all.extend(self.nodes(part, focus)?);
                    check_length(all.len())?;
                }
                Ok(all)
            }
            Expr::Intersect(a, b) => {
                let (mut all, other) = (self.nodes(*a, focus)?, self.nodes(*b, focus)?);
                all.retain(|node| other.binary_search(node).is_ok());
                Ok(all)
            }
            Expr::Except(a, b) => {
                let (mut all, other) = (self.nodes(*a, focus)?, self.nodes(*b, focus)?);
                all.retain(|node| other.binary_search(node).is_err());
                Ok(all)
            }
            _ => only_nodes(&self.eval(id, focus)?),
        };
        let mut nodes = made.map_err(|fault| fault.at(self.program.offset(id)))?;
        in_order(&mut nodes);
        Ok(nodes)
    }

    /// A sequence with predicates after it, which count in the order of the sequence.
    pub(super) fn filter(
        &self,
        base: ExprId,
        predicates: &[ExprId],
        focus: &Focus<'a>,
    ) -> Result<Seq<'a>, Fault> {
        let mut value = self.eval(base, focus)?;
        for &predicate in predicates {
            let size = value.as_slice().len();
            let mut kept = Vec::new();
            for (at, item) in value.as_slice().iter().enumerate() {
                self.spend(1)?;
                if self.holds(predicate, &focus.inner(item.clone(), at + 1, size))? {
                    kept.push(item.clone());
                }
            }
            value = kept.into();
        }
        Ok(value)
    }
}

fn trees(nodes: &[Node]) -> Vec<u32> {
    let mut trees: Vec<_> = nodes.iter().map(|node| node.tree).collect();
    trees.dedup();
    trees
}

fn only_nodes(value: &Seq<'_>) -> Result<Vec<Node>, Fault> {
    let node = |item: &Item<'_>| match item {
        Item::Node(node) => Ok(*node),
        Item::Atom(atom) => {
            Err(Fault::dynamic(format!("nodes are wanted, not {}", atom.type_name())))
        }
    };
    value.as_slice().iter().map(node).collect()
}

/// Document order without duplicates.
fn in_order(nodes: &mut Vec<Node>) {
    if !nodes.is_sorted_by(|a, b| a < b) {
        nodes.sort_unstable();
        nodes.dedup();
    }
}
