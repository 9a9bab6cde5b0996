//! What a node must be for a pattern to be worth trying on it, so that rules cost only where they
//! can match.

use super::{Alternative, Pattern};
use crate::xml::tree::{Axis, ExpandedId, Kind};
use crate::xpath::atomic::Constant;
use crate::xpath::evaluate::Evaluation;
use crate::xpath::functions::Function;
use crate::xpath::select::Bound;
use crate::xpath::syntax::{Expr, ExprId, NodeTest, Program, Start, Step};

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

impl Evaluation<'_> {
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
}
