//! Effective boolean values, had without the value itself where that is possible.

use super::evaluate::{Evaluation, Focus};
use super::fault::{Fault, FaultKind};
use super::functions::Function;
use super::syntax::{Expr, ExprId, Quantifier, Shape};
use super::value::{Item, Seq};

impl<'a> Evaluation<'a> {
    /// The effective boolean value, without the value where it can be had without.
    pub(super) fn truth(&self, id: ExprId, focus: &Focus<'a>) -> Result<bool, Fault> {
        self.truth_of(id, focus).map_err(|fault| fault.at(self.program.offset(id)))
    }

    fn truth_of(&self, id: ExprId, focus: &Focus<'a>) -> Result<bool, Fault> {
        self.spend(1)?;
        match self.program.expr(id) {
            Expr::Or(parts) => self.decided(parts, true, focus),
            Expr::And(parts) => self.decided(parts, false, focus),
            Expr::General(how, a, b) => self.general(*how, *a, *b, focus),
            Expr::InstanceOf(a, wanted) => {
                let value = self.eval(*a, focus)?;
                Ok(self.is_instance(&value, *wanted))
            }
            Expr::Castable(a, wanted) => self.is_castable(*a, *wanted, focus),
            Expr::Quantified(quantifier, slot, source, body) => {
                let wanted = *quantifier == Quantifier::Some;
                for item in self.eval(*source, focus)?.as_slice() {
                    self.set(*slot, Ok(Seq::One(item.clone())));
                    if self.truth(*body, focus)? == wanted {
                        return Ok(wanted);
                    }
                }
                Ok(!wanted)
            }
            Expr::If(condition, then, other) => {
                let branch = if self.truth(*condition, focus)? { *then } else { *other };
                self.truth(branch, focus)
            }
            Expr::Call(Function::Not, arguments) => Ok(!self.truth(arguments[0], focus)?),
            Expr::Call(Function::Boolean, arguments) => self.truth(arguments[0], focus),
            Expr::Call(Function::Exists, arguments) => self.exists(arguments[0], focus),
            Expr::Call(Function::Empty, arguments) => Ok(!self.exists(arguments[0], focus)?),
            Expr::Union(parts) => {
                for &part in parts {
                    if self.exists_node(part, focus)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Expr::Path(..) if self.program.facts(id).shape == Shape::Nodes => {
                self.exists(id, focus)
            }
            _ => effective_boolean(&self.eval(id, focus)?),
        }
    }

    /// `or` (decided by a true part) and `and` (by a false one). XPath leaves the order to the
    /// processor: a part without value does not matter where another part decides.
    fn decided(&self, parts: &[ExprId], decisive: bool, focus: &Focus<'a>) -> Result<bool, Fault> {
        let mut failed = None;
        for &part in parts {
            match self.truth(part, focus) {
                Ok(value) if value == decisive => return Ok(decisive),
                Ok(_) => {}
                Err(fault) if fault.kind() == FaultKind::Cost => return Err(fault),
                Err(fault) => {
                    failed.get_or_insert(fault);
                }
            }
        }
        failed.map_or(Ok(!decisive), Err)
    }

    /// Whether the value of an expression is not empty.
    pub(super) fn exists(&self, id: ExprId, focus: &Focus<'a>) -> Result<bool, Fault> {
        match self.program.expr(id) {
            Expr::Path(start, steps)
                if self.program.facts(id).shape == Shape::Nodes
                    && !self.program.facts(id).is_fixed() =>
            {
                self.path_exists(*start, steps, focus)
            }
            _ => Ok(!self.eval(id, focus)?.as_slice().is_empty()),
        }
    }

    fn exists_node(&self, id: ExprId, focus: &Focus<'a>) -> Result<bool, Fault> {
        if self.program.facts(id).shape == Shape::Nodes {
            self.exists(id, focus)
        } else {
            Ok(!self.nodes(id, focus)?.is_empty())
        }
    }
}

/// The effective boolean value of a sequence.
pub(super) fn effective_boolean(value: &Seq<'_>) -> Result<bool, Fault> {
    match value.as_slice() {
        [] => Ok(false),
        [Item::Node(_), ..] => Ok(true),
        [Item::Atom(atom)] => atom.truth(),
        many => {
            let message = format!("{} values together are neither true nor false", many.len());
            Err(Fault::dynamic(message))
        }
    }
}
