//! Functions on numbers.

use super::super::arithmetic::{arithmetic, typed};
use super::super::atomic::Atom;
use super::super::cast::cast;
use super::super::compare::order;
use super::super::decimal::Decimal;
use super::super::fault::Fault;
use super::super::functions::Function as F;
use super::super::syntax::Operator;
use super::super::types::AtomicType;
use super::super::value::Seq;
use super::Call;
use std::cmp::Ordering;

impl<'a> Call<'_, 'a> {
    pub(super) fn of_numbers(&self) -> Result<Seq<'a>, Fault> {
        match self.function {
            F::Number => {
                let atom = self.atom(0)?;
                let number = atom.and_then(|atom| cast(&atom, AtomicType::Double).ok());
                Ok(Seq::atom(number.unwrap_or(Atom::Double(f64::NAN))))
            }
            F::Abs => self.each(Decimal::absolute, f64::abs),
            F::Floor => self.each(Decimal::floor, f64::floor),
            F::Ceiling => self.each(Decimal::ceiling, f64::ceil),
            F::Round => self.rounding(false),
            F::RoundHalfToEven => self.rounding(true),
            F::Sum => {
                let atoms = self.atoms(0)?;
                if atoms.is_empty() {
                    return match self.count() {
                        1 => Ok(Seq::integer(0)),
                        _ => self.seq(1),
                    };
                }
                total(&atoms).map(Seq::atom)
            }
            F::Avg => {
                let atoms = self.atoms(0)?;
                if atoms.is_empty() {
                    return Ok(Seq::Empty);
                }
                let count = Atom::Integer(atoms.len() as i64);
                arithmetic(Operator::Divide, &total(&atoms)?, &count).map(Seq::atom)
            }
            F::Max => self.extreme(Ordering::Greater),
            _ => self.extreme(Ordering::Less),
        }
    }

    fn each(&self, exact: fn(Decimal) -> Decimal, float: fn(f64) -> f64) -> Result<Seq<'a>, Fault> {
        let Some(number) = self.number(0)? else { return Ok(Seq::Empty) };
        Ok(Seq::atom(match number {
            Atom::Integer(value) if self.function == F::Abs => {
                Atom::Integer(value.saturating_abs())
            }
            Atom::Decimal(value) => Atom::Decimal(exact(value)),
            Atom::Double(value) => Atom::Double(float(value)),
            Atom::Float(value) => Atom::Float(float(f64::from(value)) as f32),
            whole => whole,
        }))
    }

    fn rounding(&self, half_to_even: bool) -> Result<Seq<'a>, Fault> {
        let digits = if self.count() > 1 { self.integer(1)? } else { 0 };
        let Some(number) = self.number(0)? else { return Ok(Seq::Empty) };
        let float = |value: f64| {
            Decimal::from_f64(value).map_or(value, |v| v.round(digits, half_to_even).to_f64())
        };
        Ok(Seq::atom(match number {
            Atom::Integer(value) => {
                let rounded = Decimal::from_integer(value).round(digits, half_to_even);
                Atom::Integer(rounded.truncate().unwrap_or(value))
            }
            Atom::Decimal(value) => Atom::Decimal(value.round(digits, half_to_even)),
            Atom::Double(value) => Atom::Double(float(value)),
            Atom::Float(value) => Atom::Float(float(f64::from(value)) as f32),
            other => other,
        }))
    }

    fn extreme(&self, wanted: Ordering) -> Result<Seq<'a>, Fault> {
        let mut best: Option<Atom<'a>> = None;
        for atom in self.atoms(0)? {
            let atom = typed(&atom)?;
            if matches!(atom.as_f64(), Some(value) if value.is_nan()) {
                return Ok(Seq::atom(atom));
            }
            let better = match &best {
                None => true,
                Some(best) => order(&atom, best, true)? == Some(wanted),
            };
            if better {
                best = Some(atom);
            }
        }
        Ok(best.map_or(Seq::Empty, Seq::atom))
    }
}

fn total<'a>(atoms: &[Atom<'a>]) -> Result<Atom<'a>, Fault> {
    let mut sum: Option<Atom<'a>> = None;
    for atom in atoms {
        let atom = typed(atom)?;
        sum = Some(match sum {
            None if atom.is_number() || matches!(atom, Atom::Duration(_)) => atom,
            None => {
                let message = format!("there is no sum of {}", atom.type_name());
                return Err(Fault::dynamic(message));
            }
            Some(sum) => arithmetic(Operator::Add, &sum, &atom)?,
        });
    }
    Ok(sum.unwrap_or(Atom::Integer(0)))
}
