//! One step of a path: the nodes of an axis that a test and predicates select.

use super::atomic::{Atom, Constant};
use super::evaluate::{Evaluation, Focus};
use super::fault::Fault;
use super::syntax::{Expr, ExprId, NameTest, NodeTest, Shape};
use super::truth::effective_boolean;
use super::value::{Item, Node};
use crate::xml::tree::{Axis, ExpandedId, Kind, NodeId, Tree};
use std::ops::ControlFlow;

/// A name test as far as one document knows its names.
#[derive(Debug, Clone)]
pub(super) enum Bound {
    /// No name of the document fits.
    Never,
    /// One name.
    One(ExpandedId),
    /// Several, by the number of the name.
    Several(Vec<bool>),
}

impl Bound {
    fn new(test: &NameTest, tree: &Tree) -> Self {
        let names = tree.table();
        if let (Some(namespace), Some(local)) = (&test.namespace, &test.local) {
            return names.expanded_id(namespace, local).map_or(Self::Never, Self::One);
        }
        let fits = names.all_expanded().map(|(_, namespace, local)| {
            test.namespace.as_deref().is_none_or(|wanted| wanted == namespace)
                && test.local.as_deref().is_none_or(|wanted| wanted == local)
        });
        Self::Several(fits.collect())
    }

    #[inline]
    pub(super) fn fits(&self, name: ExpandedId) -> bool {
        match self {
            Self::Never => false,
            Self::One(wanted) => *wanted == name,
            Self::Several(fits) => fits[name.index()],
        }
    }
}

/// A step as it is taken from one node.
#[derive(Clone, Copy)]
pub(super) struct Selection<'s> {
    pub(super) axis: Axis,
    pub(super) test: NodeTest,
    pub(super) predicates: &'s [ExprId],
}

/// What happens to the nodes that a step selects: true to go on.
pub(super) type Sink<'s> = dyn FnMut(Node) -> Result<bool, Fault> + 's;

/// Whether the visitor goes on, or why not.
type Flow = ControlFlow<Result<(), Fault>>;

impl<'a> Evaluation<'a> {
    pub(super) fn bound(&self, tree: u32, test: u32) -> &Bound {
        let all = self.bound[tree as usize].get_or_init(|| {
            let tree = self.documents.tree(tree);
            self.program.names.iter().map(|test| Bound::new(test, tree)).collect()
        });
        &all[test as usize]
    }

    /// Whether a node passes a test, whatever the axis.
    pub(super) fn node_matches(&self, node: Node, test: NodeTest) -> bool {
        self.matches_in(self.tree(node), node.tree, node.id, test)
    }

    #[inline]
    fn matches_in(&self, tree: &Tree, number: u32, id: NodeId, test: NodeTest) -> bool {
        let kind = tree.kind(id);
        let named = |wanted: Kind, test: u32| {
            kind == wanted && self.bound(number, test).fits(tree.table().expanded(tree.name_id(id)))
        };
        match test {
            NodeTest::Any => true,
            NodeTest::Element => kind == Kind::Element,
            NodeTest::Attribute => kind == Kind::Attribute,
            NodeTest::Text => kind == Kind::Text,
            NodeTest::Comment => kind == Kind::Comment,
            NodeTest::Instruction => kind == Kind::Instruction,
            NodeTest::Document => kind == Kind::Document,
            NodeTest::ElementNamed(test) => named(Kind::Element, test),
            NodeTest::AttributeNamed(test) => named(Kind::Attribute, test),
            NodeTest::InstructionNamed(test) => named(Kind::Instruction, test),
        }
    }

    /// Gives the selected nodes to `sink` in the order of the axis, until it says no.
    pub(super) fn select(
        &self,
        from: Node,
        step: Selection<'_>,
        outer: &Focus<'a>,
        sink: &mut Sink<'_>,
    ) -> Result<(), Fault> {
        let needs_size = step.predicates.iter().any(|&p| self.program.facts(p).last);
        if needs_size {
            return self.select_whole(from, step, outer, sink);
        }
        let counts = step.predicates.iter().any(|&p| self.program.is_positional(p));
        let mut passed = if counts { vec![0_usize; step.predicates.len()] } else { Vec::new() };
        let mut visit = |node: Node| -> Result<bool, Fault> {
            let mut last_one = false;
            for (at, &predicate) in step.predicates.iter().enumerate() {
                let position = passed.get_mut(at).map_or(1, |count| {
                    *count += 1;
                    *count
                });
                if let Some(wanted) = self.literal_position(predicate) {
                    if position != wanted {
                        // No later node can have this position.
                        return Ok(position < wanted);
                    }
                    last_one = true;
                } else if !self.holds(predicate, &outer.inner(Item::Node(node), position, 0))? {
                    return Ok(!last_one);
                }
            }
            Ok(sink(node)? && !last_one)
        };
        self.walk(from, step.axis, step.test, &mut visit)
    }

    /// The same where a predicate asks for `last()`: one predicate after the other.
    fn select_whole(
        &self,
        from: Node,
        step: Selection<'_>,
        outer: &Focus<'a>,
        sink: &mut Sink<'_>,
    ) -> Result<(), Fault> {
        let mut nodes = Vec::new();
        self.walk(from, step.axis, step.test, &mut |node| {
            nodes.push(node);
            Ok(true)
        })?;
        for &predicate in step.predicates {
            let size = nodes.len();
            let mut kept = Vec::new();
            for (at, &node) in nodes.iter().enumerate() {
                if self.holds(predicate, &outer.inner(Item::Node(node), at + 1, size))? {
                    kept.push(node);
                }
            }
            nodes = kept;
        }
        for node in nodes {
            if !sink(node)? {
                break;
            }
        }
        Ok(())
    }

    /// The position that a predicate such as `[2]` asks for.
    fn literal_position(&self, predicate: ExprId) -> Option<usize> {
        match self.program.expr(predicate) {
            Expr::Literal(Constant::Integer(value)) => {
                Some(usize::try_from(*value).unwrap_or(usize::MAX))
            }
            _ => None,
        }
    }

    /// Whether a predicate holds: a number asks for the position, all else for truth.
    pub(super) fn holds(&self, predicate: ExprId, focus: &Focus<'a>) -> Result<bool, Fault> {
        match self.program.facts(predicate).shape {
            Shape::Boolean | Shape::Nodes | Shape::Text => self.truth(predicate, focus),
            Shape::Number | Shape::Any => {
                let value = self.eval(predicate, focus)?;
                match value.as_slice() {
                    [Item::Atom(Atom::Integer(wanted))] => {
                        Ok(usize::try_from(*wanted) == Ok(focus.position))
                    }
                    [Item::Atom(atom)] if atom.is_number() => {
                        Ok(atom.as_f64() == Some(focus.position as f64))
                    }
                    _ => effective_boolean(&value)
                        .map_err(|fault| fault.at(self.program.offset(predicate))),
                }
            }
        }
    }

    /// The nodes of an axis that pass a test. Names are looked up where the axis is long.
    fn walk(
        &self,
        from: Node,
        axis: Axis,
        test: NodeTest,
        visit: &mut Sink<'_>,
    ) -> Result<(), Fault> {
        let tree = self.tree(from);
        if let NodeTest::ElementNamed(name) | NodeTest::AttributeNamed(name) = test {
            match self.bound(from.tree, name) {
                Bound::Never => return Ok(()),
                Bound::One(name) if matches!(test, NodeTest::ElementNamed(_)) => {
                    if let Some(done) = self.walk_named(from, axis, *name, visit) {
                        return done;
                    }
                }
                Bound::One(_) | Bound::Several(_) => {}
            }
        }
        let flow: Flow = tree.walk(from.id, axis, |id| {
            if let Err(fault) = self.spend(1) {
                return ControlFlow::Break(Err(fault));
            }
            if !self.matches_in(tree, from.tree, id, test) {
                return ControlFlow::Continue(());
            }
            go_on(visit(Node { tree: from.tree, id }))
        });
        match flow {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(done) => done,
        }
    }

    /// The long axes over the list of the elements of a name.
    fn walk_named(
        &self,
        from: Node,
        axis: Axis,
        name: ExpandedId,
        visit: &mut Sink<'_>,
    ) -> Option<Result<(), Fault>> {
        let tree = self.tree(from);
        let all = tree.elements_named(name);
        let before = |end: usize| all.partition_point(|node| node.index() < end);
        let (start, end) = (from.id.index(), tree.subtree_end(from.id));
        let found: &[NodeId] = match axis {
            Axis::Descendant => &all[before(start + 1)..before(end)],
            Axis::DescendantOrSelf => &all[before(start)..before(end)],
            Axis::Following if tree.kind(from.id) != Kind::Attribute => &all[before(end)..],
            Axis::Preceding => &all[..before(start)],
            _ => return None,
        };
        let mut give = |id: NodeId| -> Flow {
            if let Err(fault) = self.spend(1) {
                return ControlFlow::Break(Err(fault));
            }
            if axis == Axis::Preceding && tree.is_below(from.id, id) {
                return ControlFlow::Continue(());
            }
            go_on(visit(Node { tree: from.tree, id }))
        };
        let flow = if axis == Axis::Preceding {
            found.iter().rev().try_for_each(|&id| give(id))
        } else {
            found.iter().try_for_each(|&id| give(id))
        };
        Some(match flow {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(done) => done,
        })
    }
}

fn go_on(answer: Result<bool, Fault>) -> Flow {
    match answer {
        Ok(true) => ControlFlow::Continue(()),
        Ok(false) => ControlFlow::Break(Ok(())),
        Err(fault) => ControlFlow::Break(Err(fault)),
    }
}
