//! Patterns of XSLT, which the contexts of Schematron rules are: does a node match?
//!
//! A pattern is cut at each `//` into segments, and a node is matched from right to left. Each
//! segment is taken as near to the node as it fits, which leaves the most ancestors for the
//! segments before it: no backtracking is needed, whatever the pattern.

use super::evaluate::{Evaluation, Focus};
use super::fault::Fault;
use super::functions::Function;
use super::parse::Scope;
use super::select::{Bound, Selection};
use super::syntax::{Expr, ExprId, NodeTest, Program, Start, Step};
use super::value::Node;
use crate::xml::tree::{Axis, ExpandedId, Kind, NodeId};

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

/// What a node must be for a pattern to be worth trying on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trigger {
    test: NodeTest,
    /// An attribute without which no element matches.
    attribute: Option<u32>,
    /// Whether only children of the document node match.
    top: bool,
}

/// Which names a trigger is pulled by.
#[derive(Debug, Clone, Copy)]
pub enum Pulled<'e> {
    /// None of the document.
    None,
    /// One.
    One(ExpandedId),
    /// Those that are set, by the number of the name.
    Several(&'e [bool]),
    /// Every one.
    All,
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

    /// The attribute without which an expression is false.
    fn required_attribute(&self, id: ExprId) -> Option<u32> {
        match self.expr(id) {
            Expr::Path(Start::Focus, steps) => match steps.as_slice() {
                [
                    Step::Axis {
                        axis: Axis::Attribute, test: NodeTest::AttributeNamed(name), ..
                    },
                ] => Some(*name),
                _ => None,
            },
            Expr::And(parts) => parts.iter().find_map(|&part| self.required_attribute(part)),
            Expr::General(_, a, b) | Expr::Value(_, a, b) => {
                self.required_attribute(*a).or_else(|| self.required_attribute(*b))
            }
            Expr::Call(Function::StartsWith | Function::Contains, arguments) => {
                use super::atomic::Constant;
                match self.expr(arguments[1]) {
                    Expr::Literal(Constant::Text(part)) if !part.is_empty() => {
                        self.required_attribute(arguments[0])
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

impl Pattern {
    /// One trigger for each alternative: a node that pulls none of them does not match.
    #[must_use]
    pub fn triggers(&self, program: &Program) -> Vec<Trigger> {
        let anything = Trigger { test: NodeTest::Any, attribute: None, top: false };
        let of = |alternative: &Alternative| match alternative {
            Alternative::Selecting(_) => anything,
            Alternative::Path(path) => match path.segments.last().and_then(|s| s.last()) {
                None => Trigger { test: NodeTest::Document, attribute: None, top: false },
                Some(step) => {
                    let steps = path.segments.iter().map(Vec::len).sum::<usize>();
                    let top = path.rooted && path.segments.len() == 1 && steps == 1;
                    let mut predicates = step.predicates.iter();
                    let attribute = predicates.find_map(|&p| program.required_attribute(p));
                    Trigger { test: step.test, attribute, top }
                }
            },
        };
        self.alternatives.iter().map(of).collect()
    }
}

impl<'a> Evaluation<'a> {
    /// Whether a trigger is best waited for by the attribute that an element must have.
    #[must_use]
    pub fn waits_for_attribute(&self, trigger: Trigger) -> bool {
        // An element with a name of its own is rarer than its attributes.
        let named = match trigger.test {
            NodeTest::ElementNamed(test) => self.program.names[test as usize].local.is_some(),
            _ => false,
        };
        trigger.attribute.is_some() && !named
    }

    /// Whether only children of the document node can pull a trigger.
    #[must_use]
    pub fn waits_for_top(&self, trigger: Trigger) -> bool {
        trigger.top
    }

    /// The names of attributes whose elements pull the trigger; none where it asks for no attribute.
    #[must_use]
    pub fn waits_for(&self, trigger: Trigger) -> Pulled<'_> {
        trigger.attribute.map_or(Pulled::None, |test| self.pulled_by_name(test))
    }

    /// The names of the nodes of a kind that pull the trigger, attributes of elements aside.
    #[must_use]
    pub fn pulls(&self, trigger: Trigger, kind: Kind) -> Pulled<'_> {
        let all_of = |wanted| if kind == wanted { Pulled::All } else { Pulled::None };
        match trigger.test {
            NodeTest::Any => Pulled::All,
            NodeTest::Element => all_of(Kind::Element),
            NodeTest::Attribute => all_of(Kind::Attribute),
            NodeTest::Text => all_of(Kind::Text),
            NodeTest::Comment => all_of(Kind::Comment),
            NodeTest::Instruction => all_of(Kind::Instruction),
            NodeTest::Document => all_of(Kind::Document),
            NodeTest::ElementNamed(test) if kind == Kind::Element => self.pulled_by_name(test),
            NodeTest::AttributeNamed(test) if kind == Kind::Attribute => self.pulled_by_name(test),
            NodeTest::InstructionNamed(test) if kind == Kind::Instruction => {
                self.pulled_by_name(test)
            }
            NodeTest::ElementNamed(_)
            | NodeTest::AttributeNamed(_)
            | NodeTest::InstructionNamed(_) => Pulled::None,
        }
    }

    fn pulled_by_name(&self, test: u32) -> Pulled<'_> {
        match self.bound(0, test) {
            Bound::Never => Pulled::None,
            Bound::One(name) => Pulled::One(*name),
            Bound::Several(fits) => Pulled::Several(fits),
        }
    }

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
