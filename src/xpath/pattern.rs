//! Patterns of XSLT, which the contexts of Schematron rules are: does a node match?
//!
//! A pattern is cut at each `//` into segments, and a node is matched from right to left. Each
//! segment is taken as near to the node as it fits, which leaves the most ancestors for the
//! segments before it: no backtracking is needed, whatever the pattern.

mod triggers;

use super::evaluate::{Evaluation, Focus};
use super::fault::Fault;
use super::functions::Function;
use super::parse::Scope;
use super::select::Selection;
use super::syntax::{Expr, ExprId, NodeTest, Program, Start, Step};
use super::value::Node;
use crate::xml::tree::{Axis, Kind, NodeId};

pub use triggers::{Pulled, Trigger};

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct Pattern {
    alternatives: Vec<Alternative>,
}

#[derive(Debug, Clone)]
enum Alternative {
    Path(PathPattern),
    /// An expression that must select the node, from the node or one of its ancestors.
    Selecting(ExprId),
}

#[derive(Debug, Clone, Default)]
struct PathPattern {
    /// Steps with `/` between them; between segments stands `//`.
    segments: Vec<Vec<PatternStep>>,
    /// Whether the first segment begins at the document node.
    rooted: bool,
}

#[derive(Debug, Clone)]
struct PatternStep {
    axis: Axis,
    test: NodeTest,
    predicates: Vec<ExprId>,
}

impl Program {
    /// Adds a pattern.
    ///
    /// # Errors
    /// When it is no pattern of XSLT, or not supported.
    pub fn pattern(&mut self, text: &str, scope: &Scope) -> Result<Pattern, Fault> {
        let expr = self.parse(text, scope)?;
        let alternatives = self.alternatives(expr)?;
        Ok(Pattern { alternatives })
    }

    fn alternatives(&self, id: ExprId) -> Result<Vec<Alternative>, Fault> {
        if let Some(paths) = self.paths(id) {
            return Ok(paths.into_iter().map(Alternative::Path).collect());
        }
        match self.expr(id) {
            Expr::Union(parts) => {
                let mut all = Vec::new();
                for &part in parts {
                    all.extend(self.alternatives(part)?);
                }
                Ok(all)
            }
            Expr::Path(..)
            | Expr::Filter(..)
            | Expr::Intersect(..)
            | Expr::Except(..)
            | Expr::Variable(_)
            | Expr::Call(Function::Id | Function::Doc | Function::Root, _) => {
                Ok(vec![Alternative::Selecting(id)])
            }
            _ => {
                let message = "a context is a path to nodes, such as `tei:p`";
                Err(Fault::syntax(self.offset(id), message))
            }
        }
    }

    /// An expression as paths, where it is made of nothing but paths downwards.
    fn paths(&self, id: ExprId) -> Option<Vec<PathPattern>> {
        match self.expr(id) {
            Expr::Union(parts) => {
                let mut all = Vec::new();
                for &part in parts {
                    all.extend(self.paths(part)?);
                }
                Some(all)
            }
            Expr::Context => {
                let step =
                    PatternStep { axis: Axis::Self_, test: NodeTest::Any, predicates: Vec::new() };
                Some(vec![PathPattern { segments: vec![vec![step]], rooted: false }])
            }
            Expr::Filter(base, predicates) => {
                if predicates.iter().any(|&p| self.is_positional(p)) {
                    return None;
                }
                let mut all = self.paths(*base)?;
                for path in &mut all {
                    path.segments.last_mut()?.last_mut()?.predicates.extend(predicates);
                }
                Some(all)
            }
            Expr::Path(start, steps) => {
                let mut all = match start {
                    Start::Root => {
                        vec![PathPattern { segments: vec![Vec::new()], rooted: true }]
                    }
                    Start::Focus => {
                        vec![PathPattern { segments: vec![Vec::new()], rooted: false }]
                    }
                    Start::Expr(base) => self.paths(*base)?,
                };
                for step in steps {
                    all = self.extended(all, step)?;
                }
                Some(all)
            }
            _ => None,
        }
    }

    fn extended(&self, mut all: Vec<PathPattern>, step: &Step) -> Option<Vec<PathPattern>> {
        /// More alternatives than this are matched by selection.
        const MAX_ALTERNATIVES: usize = 1000;
        match step {
            Step::Axis { axis, test, predicates } => {
                let (down, axis) = match axis {
                    Axis::Child | Axis::Attribute => (false, *axis),
                    Axis::Descendant => (true, Axis::Child),
                    Axis::DescendantOrSelf
                        if matches!(test, NodeTest::Any | NodeTest::Element)
                            && predicates.is_empty() =>
                    {
                        for path in &mut all {
                            path.segments.push(Vec::new());
                        }
                        return Some(all);
                    }
                    _ => return None,
                };
                let counts = predicates.iter().any(|&p| self.is_positional(p));
                if down && counts {
                    return None;
                }
                for path in &mut all {
                    if down {
                        path.segments.push(Vec::new());
                    }
                    let step = PatternStep { axis, test: *test, predicates: predicates.clone() };
                    path.segments.last_mut()?.push(step);
                }
                Some(all)
            }
            Step::Expr(inner) => {
                let inner = self.paths(*inner)?;
                let relative = inner.iter().all(|path| {
                    let first = path.segments.first().and_then(|segment| segment.first());
                    !path.rooted && first.is_some_and(|step| step.axis != Axis::Self_)
                });
                if !relative || all.len() * inner.len() > MAX_ALTERNATIVES {
                    return None;
                }
                let mut joined = Vec::new();
                for path in &all {
                    for tail in &inner {
                        let mut path = path.clone();
                        let (first, rest) = tail.segments.split_first()?;
                        path.segments.last_mut()?.extend(first.iter().cloned());
                        path.segments.extend(rest.iter().cloned());
                        joined.push(path);
                    }
                }
                Some(joined)
            }
        }
    }
}

impl<'a> Evaluation<'a> {
    /// Whether a node matches a pattern.
    ///
    /// # Errors
    /// When a predicate has no value there, or it costs too much.
    pub fn matches(&self, pattern: &Pattern, node: Node) -> Result<bool, Fault> {
        for alternative in &pattern.alternatives {
            self.spend(1)?;
            let matched = match alternative {
                Alternative::Path(path) => self.matches_path(path, node)?,
                Alternative::Selecting(expr) => self.is_selected(*expr, node)?,
            };
            if matched {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn matches_path(&self, path: &PathPattern, node: Node) -> Result<bool, Fault> {
        let tree = self.tree(node);
        let segments = &path.segments;
        if let ([segment], false) = (segments.as_slice(), path.rooted)
            && !segment.is_empty()
        {
            return match self.segment_top(segment, node) {
                Some(_) => self.segment_holds(segment, node, node),
                None => Ok(false),
            };
        }
        // Where the next segment must end; only the last one ends at the node itself.
        let mut at = Some(node.id);
        for (index, segment) in segments.iter().enumerate().rev() {
            let anchored = index == 0 && path.rooted;
            let fixed = index + 1 == segments.len();
            if segment.is_empty() {
                // `/` alone, or the nothing before `//` and after it.
                let document = at.is_some_and(|id| tree.kind(id) == Kind::Document);
                match (fixed, anchored) {
                    (true, true) => return Ok(document),
                    (_, true) => return Ok(true),
                    (_, false) => continue,
                }
            }
            let mut found = None;
            while let Some(end) = at {
                self.spend(1)?;
                let here = Node { id: end, ..node };
                if let Some(top) = self.segment_top(segment, here) {
                    let above = tree.parent(top);
                    let on_top = above.is_none_or(|id| id == NodeId::DOCUMENT);
                    if (!anchored || on_top) && self.segment_holds(segment, here, node)? {
                        found = Some(above);
                        break;
                    }
                }
                if fixed {
                    break;
                }
                at = tree.parent(end);
            }
            let Some(above) = found else { return Ok(false) };
            at = above;
        }
        Ok(true)
    }

    /// The node of the first step, where the names of a segment fit with its last step at `end`.
    fn segment_top(&self, segment: &[PatternStep], end: Node) -> Option<NodeId> {
        let tree = self.tree(end);
        let mut at = end;
        for (index, step) in segment.iter().enumerate().rev() {
            let kind = tree.kind(at.id);
            let on_axis = match step.axis {
                Axis::Attribute => kind == Kind::Attribute,
                Axis::Child => !matches!(kind, Kind::Attribute | Kind::Document),
                _ => true,
            };
            if !on_axis || !self.node_matches(at, step.test) {
                return None;
            }
            if index > 0 {
                at = Node { id: tree.parent(at.id)?, ..at };
            }
        }
        Some(at.id)
    }

    /// Whether the predicates of a segment hold whose names fit with its last step at `end`.
    fn segment_holds(
        &self,
        segment: &[PatternStep],
        end: Node,
        current: Node,
    ) -> Result<bool, Fault> {
        let tree = self.tree(end);
        let mut at = end;
        for step in segment.iter().rev() {
            if !step.predicates.is_empty() && !self.step_holds(step, at, current)? {
                return Ok(false);
            }
            let Some(parent) = tree.parent(at.id) else { break };
            at = Node { id: parent, ..at };
        }
        Ok(true)
    }

    fn step_holds(&self, step: &PatternStep, node: Node, current: Node) -> Result<bool, Fault> {
        let focus = Focus { current: Some(current), ..Focus::at(node) };
        if step.predicates.iter().any(|&p| self.program.is_positional(p)) {
            return self.has_position(step, node, &focus);
        }
        for &predicate in &step.predicates {
            if !self.holds(predicate, &focus)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a step from the parent, with its predicates, selects the node.
    fn has_position(
        &self,
        step: &PatternStep,
        node: Node,
        focus: &Focus<'a>,
    ) -> Result<bool, Fault> {
        let Some(parent) = self.tree(node).parent(node.id) else { return Ok(false) };
        let selection =
            Selection { axis: step.axis, test: step.test, predicates: &step.predicates };
        let mut found = false;
        self.select(Node { id: parent, ..node }, selection, focus, &mut |selected| {
            found = selected == node;
            Ok(selected < node)
        })?;
        Ok(found)
    }

    fn is_selected(&self, expr: ExprId, node: Node) -> Result<bool, Fault> {
        let tree = self.tree(node);
        let mut at = Some(node.id);
        while let Some(id) = at {
            let focus = Focus { current: Some(node), ..Focus::at(Node { id, ..node }) };
            if self.nodes(expr, &focus)?.binary_search(&node).is_ok() {
                return Ok(true);
            }
            at = tree.parent(id);
        }
        Ok(false)
    }
}
