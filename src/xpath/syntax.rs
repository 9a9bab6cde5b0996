//! Compiled expressions: a flat arena, in which names, functions and variables are resolved.

use super::atomic::Constant;
use super::functions::Function;
use super::types::{SequenceType, SingleType};
use crate::xml::tree::Axis;

/// An expression of a [`Program`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub(super) u32);

/// A place for the value of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub(super) u32);

/// Compiled expressions that belong together, such as those of one schema. It holds no value and
/// is shared between documents and threads.
#[derive(Debug, Clone, Default)]
pub struct Program {
    exprs: Vec<Expr>,
    facts: Vec<Facts>,
    offsets: Vec<u32>,
    pub(super) names: Vec<NameTest>,
    pub(super) slots: u32,
}

#[derive(Debug, Clone)]
pub(super) enum Expr {
    Literal(Constant),
    Sequence(Vec<ExprId>),
    Variable(Slot),
    Context,
    Current,
    Or(Vec<ExprId>),
    And(Vec<ExprId>),
    General(Comparison, ExprId, ExprId),
    Value(Comparison, ExprId, ExprId),
    Node(NodeComparison, ExprId, ExprId),
    Range(ExprId, ExprId),
    Join(Vec<ExprId>),
    Arithmetic(Operator, ExprId, ExprId),
    Negate(ExprId),
    Plus(ExprId),
    Union(Vec<ExprId>),
    Intersect(ExprId, ExprId),
    Except(ExprId, ExprId),
    InstanceOf(ExprId, SequenceType),
    TreatAs(ExprId, SequenceType),
    Castable(ExprId, SingleType),
    Cast(ExprId, SingleType),
    If(ExprId, ExprId, ExprId),
    For(Slot, ExprId, ExprId),
    Let(Slot, ExprId, ExprId),
    Quantified(Quantifier, Slot, ExprId, ExprId),
    Map(ExprId, ExprId),
    Path(Start, Vec<Step>),
    Filter(ExprId, Vec<ExprId>),
    Call(Function, Vec<ExprId>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeComparison {
    Is,
    Before,
    After,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    IntegerDivide,
    Modulo,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantifier {
    Some,
    Every,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// The document node of the tree of the context node.
    Root,
    /// The context item.
    Focus,
    /// The value of an expression.
    Expr(ExprId),
}

#[derive(Debug, Clone)]
pub(super) enum Step {
    Axis { axis: Axis, test: NodeTest, predicates: Vec<ExprId> },
    Expr(ExprId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodeTest {
    /// `node()`
    Any,
    /// `element()`, or `*` on an axis of elements.
    Element,
    /// `attribute()`, or `*` on the attribute axis.
    Attribute,
    Text,
    Comment,
    Instruction,
    Document,
    /// An element of a name.
    ElementNamed(u32),
    /// An attribute of a name.
    AttributeNamed(u32),
    /// A processing instruction of a name.
    InstructionNamed(u32),
}

/// A name with wildcards; no namespace is the empty string.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct NameTest {
    pub(super) namespace: Option<Box<str>>,
    pub(super) local: Option<Box<str>>,
}

/// What can be said of the value of an expression before it is evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One boolean.
    Boolean,
    /// A number, or nothing.
    Number,
    /// A string, or nothing.
    Text,
    /// Nodes, perhaps none.
    Nodes,
    Any,
}

/// What an expression looks at. All false: its value is the same everywhere in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "four independent questions")]
pub(super) struct Facts {
    pub(super) shape: Shape,
    /// The context item.
    pub(super) focus: bool,
    /// The position or the size of the context.
    pub(super) position: bool,
    /// The size of the context.
    pub(super) last: bool,
    /// `current()`, or a variable.
    pub(super) outer: bool,
    pub(super) depth: u16,
}

/// Evaluation recurses as deep as expressions nest; the stack of a thread holds this many.
pub(super) const MAX_DEPTH: u16 = 100;

impl Facts {
    pub(super) const CONSTANT: Self = Self {
        shape: Shape::Any,
        focus: false,
        position: false,
        last: false,
        outer: false,
        depth: 1,
    };

    /// Whether the value depends on the document alone.
    pub(super) fn is_fixed(self) -> bool {
        !(self.focus || self.position || self.last || self.outer)
    }

    fn with(mut self, inner: Self) -> Self {
        self.focus |= inner.focus;
        self.position |= inner.position;
        self.last |= inner.last;
        self.with_inner_focus(inner)
    }

    /// With a part that is evaluated with a focus of its own, such as a predicate.
    fn with_inner_focus(mut self, inner: Self) -> Self {
        self.outer |= inner.outer;
        self.depth = self.depth.max(inner.depth.saturating_add(1));
        self
    }
}

impl Program {
    pub(super) fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    pub(super) fn facts(&self, id: ExprId) -> Facts {
        self.facts[id.0 as usize]
    }

    /// The byte of its expression at which a part of it begins.
    pub(super) fn offset(&self, id: ExprId) -> usize {
        self.offsets[id.0 as usize] as usize
    }

    pub(super) fn name_test(&mut self, test: NameTest) -> u32 {
        let found = self.names.iter().position(|known| *known == test);
        found.unwrap_or_else(|| {
            self.names.push(test);
            self.names.len() - 1
        }) as u32
    }

    /// A place for one more variable.
    pub fn new_slot(&mut self) -> Slot {
        self.slots += 1;
        Slot(self.slots - 1)
    }

    pub(super) fn push(&mut self, expr: Expr, offset: usize) -> ExprId {
        let facts = self.facts_of(&expr);
        let id = ExprId(self.exprs.len() as u32);
        self.exprs.push(expr);
        self.facts.push(facts);
        self.offsets.push(offset as u32);
        id
    }

    fn facts_of(&self, expr: &Expr) -> Facts {
        let shaped = |shape| Facts { shape, ..Facts::CONSTANT };
        let over = |shape, parts: &[ExprId]| {
            parts.iter().fold(shaped(shape), |facts, &part| facts.with(self.facts(part)))
        };
        match expr {
            Expr::Literal(constant) => shaped(match constant {
                Constant::Text(_) => Shape::Text,
                Constant::Integer(_) | Constant::Decimal(_) | Constant::Double(_) => Shape::Number,
            }),
            Expr::Variable(_) => Facts { outer: true, ..shaped(Shape::Any) },
            Expr::Current => Facts { outer: true, ..shaped(Shape::Nodes) },
            Expr::Context => Facts { focus: true, ..shaped(Shape::Any) },
            Expr::Sequence(parts) => {
                let all_nodes = parts.iter().all(|&part| self.facts(part).shape == Shape::Nodes);
                over(if all_nodes { Shape::Nodes } else { Shape::Any }, parts)
            }
            Expr::Or(parts) | Expr::And(parts) => over(Shape::Boolean, parts),
            Expr::General(_, a, b) => over(Shape::Boolean, &[*a, *b]),
            // An empty operand gives nothing, whose boolean value is false as well.
            Expr::Value(_, a, b) | Expr::Node(_, a, b) => over(Shape::Boolean, &[*a, *b]),
            Expr::Range(a, b) | Expr::Arithmetic(_, a, b) => over(Shape::Any, &[*a, *b]),
            Expr::Join(parts) => over(Shape::Text, parts),
            Expr::Negate(a) | Expr::Plus(a) => over(Shape::Any, &[*a]),
            Expr::Union(parts) => over(Shape::Nodes, parts),
            Expr::Intersect(a, b) | Expr::Except(a, b) => over(Shape::Nodes, &[*a, *b]),
            Expr::InstanceOf(a, _) => over(Shape::Boolean, &[*a]),
            Expr::Castable(a, _) => over(Shape::Boolean, &[*a]),
            Expr::TreatAs(a, _) => over(self.facts(*a).shape, &[*a]),
            Expr::Cast(a, _) => over(Shape::Any, &[*a]),
            Expr::If(c, a, b) => {
                let (then, other) = (self.facts(*a).shape, self.facts(*b).shape);
                over(if then == other { then } else { Shape::Any }, &[*c, *a, *b])
            }
            Expr::For(_, a, b) | Expr::Let(_, a, b) => over(Shape::Any, &[*a, *b]),
            Expr::Quantified(_, _, a, b) => over(Shape::Boolean, &[*a, *b]),
            Expr::Map(a, b) => {
                let facts = over(self.facts(*b).shape, &[*a]);
                facts.with_inner_focus(self.facts(*b))
            }
            Expr::Path(start, steps) => self.facts_of_path(*start, steps),
            Expr::Filter(base, predicates) => {
                let facts = over(self.facts(*base).shape, &[*base]);
                predicates.iter().fold(facts, |facts, &p| facts.with_inner_focus(self.facts(p)))
            }
            Expr::Call(function, arguments) => {
                let mut facts = over(function.shape(), arguments);
                facts.last |= *function == Function::Last;
                facts.position |= matches!(function, Function::Position | Function::Last);
                facts
            }
        }
    }

    fn facts_of_path(&self, start: Start, steps: &[Step]) -> Facts {
        let mut facts = Facts { shape: Shape::Nodes, ..Facts::CONSTANT };
        match start {
            Start::Root => {}
            Start::Focus => facts.focus = true,
            Start::Expr(base) => facts = facts.with(self.facts(base)),
        }
        for step in steps {
            match step {
                Step::Axis { predicates, .. } => {
                    for &predicate in predicates {
                        facts = facts.with_inner_focus(self.facts(predicate));
                    }
                }
                Step::Expr(inner) => {
                    facts = facts.with_inner_focus(self.facts(*inner));
                    facts.shape = self.facts(*inner).shape;
                }
            }
        }
        facts
    }

    /// Whether a predicate can select by position: it is, or may be, a number, or asks for one.
    pub(super) fn is_positional(&self, predicate: ExprId) -> bool {
        let facts = self.facts(predicate);
        facts.position || matches!(facts.shape, Shape::Number | Shape::Any)
    }
}
