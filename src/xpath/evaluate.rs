//! Evaluates compiled expressions over the documents of a [`Documents`].

use super::arithmetic::{arithmetic, typed};
use super::atomic::{Atom, Str};
use super::cast::cast;
use super::compare::value_comparison;
use super::fault::{Fault, FaultKind};
use super::regex::Patterns;
use super::select::Bound;
use super::syntax::{Expr, ExprId, NodeComparison, Operator, Program, Slot};
use super::temporal::Moment;
use super::types::AtomicType;
use super::value::{Documents, Item, MAX_TREES, Node, Seq};
use crate::xml::tree::{Kind, Tree};
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// The values that a general comparison looks in, as text, by the expression and the tree.
type Lookups = HashMap<(ExprId, u32), Rc<HashSet<String>>>;

/// One document and what is known of it so far: values of variables, values that are the same
/// everywhere, and the steps that are left to spend.
pub struct Evaluation<'a> {
    pub(super) program: &'a Program,
    pub(super) documents: &'a Documents<'a>,
    main: &'a Tree,
    pub(super) bound: [OnceCell<Vec<Bound>>; MAX_TREES],
    slots: RefCell<Vec<Result<Seq<'a>, Fault>>>,
    fixed: RefCell<HashMap<(ExprId, u32), Seq<'a>>>,
    pub(super) lookups: RefCell<Lookups>,
    pub(super) patterns: Patterns,
    /// The moment that `current-dateTime()` gives.
    pub(super) now: Option<Moment>,
    fuel: Cell<u64>,
}

/// The context of an evaluation.
#[derive(Debug, Clone)]
pub(super) struct Focus<'a> {
    pub(super) item: Option<Item<'a>>,
    pub(super) position: usize,
    pub(super) size: usize,
    pub(super) current: Option<Node>,
}

/// Items of one sequence; more is no rule's business, and would not fit into memory.
pub(super) const MAX_ITEMS: usize = 1 << 22;

impl<'a> Focus<'a> {
    /// The context in which a rule is evaluated at a node.
    pub(super) fn at(node: Node) -> Self {
        Self { item: Some(Item::Node(node)), position: 1, size: 1, current: Some(node) }
    }

    pub(super) fn inner(&self, item: Item<'a>, position: usize, size: usize) -> Self {
        Self { item: Some(item), position, size, current: self.current }
    }
}

impl<'a> Evaluation<'a> {
    /// An evaluation over a document. `now` is what `current-dateTime()` gives: results must not
    /// depend on a clock that the caller does not know of.
    #[must_use]
    pub fn new(
        program: &'a Program,
        documents: &'a Documents<'a>,
        now: Option<Moment>,
        fuel: u64,
    ) -> Self {
        let slots = (0..program.slots).map(|_| Ok(Seq::Empty)).collect();
        Self {
            program,
            documents,
            main: documents.main(),
            bound: [const { OnceCell::new() }; MAX_TREES],
            slots: RefCell::new(slots),
            fixed: RefCell::default(),
            lookups: RefCell::default(),
            patterns: Patterns::default(),
            now,
            fuel: Cell::new(fuel),
        }
    }

    /// The document that is checked.
    #[must_use]
    pub fn main(&self) -> &'a Tree {
        self.main
    }

    /// The steps that are left.
    #[must_use]
    pub fn fuel(&self) -> u64 {
        self.fuel.get()
    }

    /// Sets the steps that may be spent from now on.
    pub fn refuel(&self, fuel: u64) {
        self.fuel.set(fuel);
    }

    /// The effective boolean value of an expression at a node.
    ///
    /// # Errors
    /// When the expression has no value there, or costs too much.
    pub fn truth_at(&self, expr: ExprId, node: Node) -> Result<bool, Fault> {
        self.truth(expr, &Focus::at(node))
    }

    /// The value of an expression at a node as text, items with a space between.
    ///
    /// # Errors
    /// When the expression has no value there, or costs too much.
    pub fn text_at(&self, expr: ExprId, node: Node) -> Result<String, Fault> {
        let value = self.eval(expr, &Focus::at(node))?;
        let mut text = String::new();
        for (at, item) in value.as_slice().iter().enumerate() {
            if at > 0 {
                text.push(' ');
            }
            let part = self.string(item);
            self.spend_text(part.len())?;
            text.push_str(&part);
        }
        Ok(text)
    }

    /// The nodes that an expression selects at a node, in document order.
    ///
    /// # Errors
    /// When the value is not nodes alone, or there is none.
    pub fn nodes_at(&self, expr: ExprId, node: Node) -> Result<Vec<Node>, Fault> {
        self.nodes(expr, &Focus::at(node))
    }

    /// Gives a variable the value of an expression at a node. A failure is kept, and met again
    /// where the variable is used.
    pub fn bind(&self, slot: Slot, expr: ExprId, node: Node) {
        let value = self.eval(expr, &Focus::at(node));
        self.set(slot, value);
    }

    /// The name of a node as it is written; empty for nodes without a name.
    #[must_use]
    pub fn name_of(&self, node: Node) -> &'a str {
        self.tree(node).name(node.id)
    }

    pub(super) fn set(&self, slot: Slot, value: Result<Seq<'a>, Fault>) {
        self.slots.borrow_mut()[slot.0 as usize] = value;
    }

    #[inline]
    pub(super) fn tree(&self, node: Node) -> &'a Tree {
        if node.tree == 0 { self.main } else { self.documents.tree(node.tree) }
    }

    #[inline]
    pub(super) fn spend(&self, steps: u64) -> Result<(), Fault> {
        match self.fuel.get().checked_sub(steps) {
            Some(left) => {
                self.fuel.set(left);
                Ok(())
            }
            None => Err(cost("the evaluation takes too many steps")),
        }
    }

    /// Spends for text that is made: memory is bounded as well.
    pub(super) fn spend_text(&self, bytes: usize) -> Result<(), Fault> {
        self.spend(bytes as u64 / 8)
    }

    pub(super) fn eval(&self, id: ExprId, focus: &Focus<'a>) -> Result<Seq<'a>, Fault> {
        self.spend(1)?;
        let fixed = match self.program.expr(id) {
            Expr::Path(..) | Expr::Call(..) | Expr::Filter(..) | Expr::Union(..) => {
                self.fixed_key(id, focus)
            }
            _ => None,
        };
        if let Some(key) = fixed
            && let Some(known) = self.fixed.borrow().get(&key)
        {
            return Ok(known.clone());
        }
        let value = self.eval_anew(id, focus).map_err(|f| f.at(self.program.offset(id)))?;
        if let Some(key) = fixed {
            self.fixed.borrow_mut().insert(key, value.clone());
        }
        Ok(value)
    }

    /// The key of a value that is the same everywhere in a document.
    pub(super) fn fixed_key(&self, id: ExprId, focus: &Focus<'a>) -> Option<(ExprId, u32)> {
        if !self.program.facts(id).is_fixed() {
            return None;
        }
        match focus.item {
            Some(Item::Node(node)) => Some((id, node.tree)),
            Some(Item::Atom(_)) | None => None,
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table: one arm for each kind of expression")]
    fn eval_anew(&self, id: ExprId, focus: &Focus<'a>) -> Result<Seq<'a>, Fault> {
        match self.program.expr(id) {
            Expr::Literal(constant) => Ok(Seq::atom(Atom::constant(constant))),
            Expr::Variable(slot) => self.slots.borrow()[slot.0 as usize].clone(),
            Expr::Context => match &focus.item {
                Some(item) => Ok(Seq::One(item.clone())),
                None => Err(no_context()),
            },
            Expr::Current => match focus.current {
                Some(node) => Ok(Seq::One(Item::Node(node))),
                None => Err(Fault::dynamic("`current()` is nothing here")),
            },
            Expr::Sequence(parts) => {
                let mut items = Vec::new();
                for &part in parts {
                    items.extend(self.eval(part, focus)?.into_vec());
                    check_length(items.len())?;
                }
                Ok(items.into())
            }
            Expr::Or(_)
            | Expr::And(_)
            | Expr::General(..)
            | Expr::InstanceOf(..)
            | Expr::Castable(..)
            | Expr::Quantified(..) => self.truth(id, focus).map(Seq::boolean),
            Expr::Value(how, a, b) => {
                let (Some(a), Some(b)) = (self.atom(*a, focus)?, self.atom(*b, focus)?) else {
                    return Ok(Seq::Empty);
                };
                value_comparison(*how, &a, &b).map(Seq::boolean)
            }
            Expr::Node(how, a, b) => {
                let (Some(a), Some(b)) = (self.node(*a, focus)?, self.node(*b, focus)?) else {
                    return Ok(Seq::Empty);
                };
                Ok(Seq::boolean(match how {
                    NodeComparison::Is => a == b,
                    NodeComparison::Before => a < b,
                    NodeComparison::After => a > b,
                }))
            }
            Expr::Range(a, b) => self.range(*a, *b, focus),
            Expr::Join(parts) => {
                let mut text = String::new();
                for &part in parts {
                    if let Some(atom) = self.atom(part, focus)? {
                        self.spend_text(text.len())?;
                        text.push_str(&atom.to_text());
                    }
                }
                Ok(Seq::text(text))
            }
            Expr::Arithmetic(how, a, b) => self.arithmetic(*how, *a, *b, focus),
            Expr::Negate(a) | Expr::Plus(a) => {
                let Some(atom) = self.atom(*a, focus)? else { return Ok(Seq::Empty) };
                let factor = if matches!(self.program.expr(id), Expr::Negate(_)) { -1 } else { 1 };
                arithmetic(Operator::Multiply, &typed(&atom)?, &Atom::Integer(factor))
                    .map(Seq::atom)
            }
            Expr::Union(_) | Expr::Intersect(..) | Expr::Except(..) => {
                Ok(Seq::nodes(&self.nodes(id, focus)?))
            }
            Expr::TreatAs(a, wanted) => {
                let value = self.eval(*a, focus)?;
                if self.is_instance(&value, *wanted) {
                    Ok(value)
                } else {
                    Err(Fault::dynamic("the value is not of the type of `treat as`"))
                }
            }
            Expr::Cast(a, wanted) => self.cast(*a, *wanted, focus),
            Expr::If(condition, then, other) => {
                let branch = if self.truth(*condition, focus)? { *then } else { *other };
                self.eval(branch, focus)
            }
            Expr::For(slot, source, body) => {
                let mut items = Vec::new();
                for item in self.eval(*source, focus)?.as_slice() {
                    self.set(*slot, Ok(Seq::One(item.clone())));
                    items.extend(self.eval(*body, focus)?.into_vec());
                    check_length(items.len())?;
                }
                Ok(items.into())
            }
            Expr::Let(slot, source, body) => {
                let value = self.eval(*source, focus)?;
                self.set(*slot, Ok(value));
                self.eval(*body, focus)
            }
            Expr::Map(base, body) => {
                let base = self.eval(*base, focus)?;
                let size = base.as_slice().len();
                let mut items = Vec::new();
                for (at, item) in base.as_slice().iter().enumerate() {
                    let inner = focus.inner(item.clone(), at + 1, size);
                    items.extend(self.eval(*body, &inner)?.into_vec());
                    check_length(items.len())?;
                }
                Ok(items.into())
            }
            Expr::Path(start, steps) => self.path(*start, steps, focus),
            Expr::Filter(base, predicates) => self.filter(*base, predicates, focus),
            Expr::Call(function, arguments) => self.call(*function, arguments, focus),
        }
    }

    fn range(&self, a: ExprId, b: ExprId, focus: &Focus<'a>) -> Result<Seq<'a>, Fault> {
        let (Some(first), Some(last)) = (self.integer(a, focus)?, self.integer(b, focus)?) else {
            return Ok(Seq::Empty);
        };
        if first > last {
            return Ok(Seq::Empty);
        }
        let length = usize::try_from(last.abs_diff(first)).unwrap_or(usize::MAX);
        check_length(length.saturating_add(1))?;
        self.spend(length as u64)?;
        Ok((first..=last).map(|value| Item::Atom(Atom::Integer(value))).collect())
    }

    fn arithmetic(
        &self,
        how: Operator,
        a: ExprId,
        b: ExprId,
        focus: &Focus<'a>,
    ) -> Result<Seq<'a>, Fault> {
        let (Some(a), Some(b)) = (self.atom(a, focus)?, self.atom(b, focus)?) else {
            return Ok(Seq::Empty);
        };
        arithmetic(how, &a, &b).map(Seq::atom)
    }

    /// The typed value of an item: that of a node is untyped text.
    pub(super) fn atomize(&self, item: &Item<'a>) -> Atom<'a> {
        match item {
            Item::Atom(atom) => atom.clone(),
            Item::Node(node) => {
                let tree = self.tree(*node);
                let text = Str::Borrowed(tree.value(node.id));
                match tree.kind(node.id) {
                    Kind::Comment | Kind::Instruction => Atom::Text(text),
                    Kind::Document | Kind::Element | Kind::Attribute | Kind::Text => {
                        Atom::Untyped(text)
                    }
                }
            }
        }
    }

    /// The string value of an item.
    pub(super) fn string(&self, item: &Item<'a>) -> Str<'a> {
        match item {
            Item::Atom(atom) => atom.to_text(),
            Item::Node(node) => Str::Borrowed(self.tree(*node).value(node.id)),
        }
    }

    /// The value of an expression that has one atomic item, or none.
    pub(super) fn atom(&self, id: ExprId, focus: &Focus<'a>) -> Result<Option<Atom<'a>>, Fault> {
        let value = self.eval(id, focus)?;
        self.only(&value).map(|item| item.map(|item| self.atomize(item)))
    }

    pub(super) fn only<'s>(&self, value: &'s Seq<'a>) -> Result<Option<&'s Item<'a>>, Fault> {
        match value.as_slice() {
            [] => Ok(None),
            [item] => Ok(Some(item)),
            [first, ..] => {
                let shown = super::cast::shorten(&self.string(first)).into_owned();
                let count = value.as_slice().len();
                let message =
                    format!("one value is wanted, there are {count}, the first of them `{shown}`");
                Err(Fault::dynamic(message))
            }
        }
    }

    fn integer(&self, id: ExprId, focus: &Focus<'a>) -> Result<Option<i64>, Fault> {
        let Some(atom) = self.atom(id, focus)? else { return Ok(None) };
        match &atom {
            Atom::Integer(value) => Ok(Some(*value)),
            Atom::Untyped(_) => match cast(&atom, AtomicType::Integer(i64::MIN, i64::MAX))? {
                Atom::Integer(value) => Ok(Some(value)),
                _ => Ok(None),
            },
            other => {
                Err(Fault::dynamic(format!("an integer is wanted, not {}", other.type_name())))
            }
        }
    }

    /// The one node that an expression selects, or none.
    pub(super) fn node(&self, id: ExprId, focus: &Focus<'a>) -> Result<Option<Node>, Fault> {
        let value = self.eval(id, focus)?;
        match self.only(&value)? {
            None => Ok(None),
            Some(Item::Node(node)) => Ok(Some(*node)),
            Some(Item::Atom(atom)) => {
                Err(Fault::dynamic(format!("a node is wanted, not {}", atom.type_name())))
            }
        }
    }
}

pub(super) fn no_context() -> Fault {
    Fault::dynamic("there is no context item here")
}

pub(super) fn cost(message: &str) -> Fault {
    Fault::new(FaultKind::Cost, usize::MAX, message)
}

pub(super) fn check_length(length: usize) -> Result<(), Fault> {
    if length > MAX_ITEMS { Err(cost("a sequence gets more than 4 million items")) } else { Ok(()) }
}
