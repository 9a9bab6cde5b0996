//! XPath 2, as far as the rules of editions need it: every axis but `namespace`, predicates, all
//! comparisons, arithmetic, sequences, quantified, conditional and `for` expressions, simple
//! types, and the functions of the lists in `functions.rs`. From XPath 3 come `||`, `!` and
//! `let`, which Schematron files use.
//!
//! Expressions are parsed into a [`Program`], which holds no value and is shared between threads,
//! and evaluated by an [`Evaluation`] over the documents of a [`Documents`]. What is not
//! supported is a [`Fault`] when it is parsed. Every evaluation has a number of steps that it may
//! take; recursion is bounded by the depth of the expression, which is bounded too.
//!
//! ```
//! use rubricate::xml::{Limits, tree::{NodeId, Tree}};
//! use rubricate::xpath::{Documents, Evaluation, Node, Program, Scope};
//! let tree = Tree::read("a.xml", b"<a><b n='1'/><b n='2'/></a>", Limits::default())?;
//! let mut program = Program::default();
//! let sum = program.parse("sum(//b/@n)", &Scope::default())?;
//! let documents = Documents::new(tree.into(), None);
//! let evaluation = Evaluation::new(&program, &documents, None, 1_000);
//! assert_eq!(evaluation.text_at(sum, Node::of_main(NodeId::DOCUMENT))?, "3");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod arithmetic;
mod atomic;
mod call;
mod cast;
mod compare;
mod convert;
mod decimal;
mod evaluate;
mod fault;
mod functions;
mod general;
mod lexer;
mod parse;
mod path;
mod pattern;
mod regex;
mod select;
mod syntax;
mod temporal;
mod truth;
mod types;
mod value;

pub use decimal::Decimal;
pub use evaluate::Evaluation;
pub use fault::{Fault, FaultKind};
pub use parse::Scope;
pub use pattern::{Pattern, Pulled, Trigger};
pub use regex::compile_regex;
pub use syntax::{ExprId, Program, Slot};
pub use temporal::{Duration, DurationKind, Moment, MomentKind, days_in_month};
pub use value::{Documents, Library, Node};

#[cfg(test)]
mod tests;
