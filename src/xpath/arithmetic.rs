//! `+ - * div idiv mod` on numbers, dates and durations.

use super::atomic::Atom;
use super::cast::{cast, shorten};
use super::decimal::Decimal;
use super::fault::Fault;
use super::syntax::Operator;
use super::temporal::{Duration, DurationKind, Moment};
use super::types::AtomicType;

/// The value of `left operator right`.
pub(super) fn arithmetic<'a>(
    operator: Operator,
    left: &Atom<'a>,
    right: &Atom<'a>,
) -> Result<Atom<'a>, Fault> {
    let (left, right) = (typed(left)?, typed(right)?);
    if left.is_number() && right.is_number() {
        return numbers(operator, &left, &right);
    }
    let made = match (operator, &left, &right) {
        (Operator::Add, Atom::Moment(a), Atom::Duration(b))
        | (Operator::Add, Atom::Duration(b), Atom::Moment(a)) => later(*a, *b, 1),
        (Operator::Subtract, Atom::Moment(a), Atom::Duration(b)) => later(*a, *b, -1),
        (Operator::Subtract, Atom::Moment(a), Atom::Moment(b)) if a.kind == b.kind => {
            let nanos = a.instant() - b.instant();
            Some(Atom::Duration(Duration { kind: DurationKind::DayTime, months: 0, nanos }))
        }
        (Operator::Add, Atom::Duration(a), Atom::Duration(b)) => sum(*a, *b, 1),
        (Operator::Subtract, Atom::Duration(a), Atom::Duration(b)) => sum(*a, *b, -1),
        (Operator::Multiply, Atom::Duration(a), factor)
        | (Operator::Multiply, factor, Atom::Duration(a)) => scaled(*a, factor.as_f64()),
        (Operator::Divide, Atom::Duration(a), Atom::Duration(b)) => {
            let quotient = match a.kind {
                DurationKind::YearMonth => a.months as f64 / b.months as f64,
                DurationKind::DayTime | DurationKind::Any => a.nanos as f64 / b.nanos as f64,
            };
            Decimal::from_f64(quotient).filter(|_| a.kind == b.kind).map(Atom::Decimal)
        }
        (Operator::Divide, Atom::Duration(a), divisor) => {
            scaled(*a, divisor.as_f64().map(|d| 1.0 / d))
        }
        _ => None,
    };
    made.ok_or_else(|| {
        let message = format!(
            "there is no arithmetic between {} (`{}`) and {} (`{}`)",
            left.type_name(),
            shorten(&left.to_string()),
            right.type_name(),
            shorten(&right.to_string())
        );
        Fault::dynamic(message)
    })
}

/// Untyped text is a double in arithmetic.
pub(super) fn typed<'a>(atom: &Atom<'a>) -> Result<Atom<'a>, Fault> {
    match atom {
        Atom::Untyped(_) => cast(atom, AtomicType::Double),
        _ => Ok(atom.clone()),
    }
}

fn overflow() -> Fault {
    Fault::dynamic("the result of the arithmetic is too large")
}

fn by_zero() -> Fault {
    Fault::dynamic("there is no division by zero")
}

fn numbers<'a>(operator: Operator, left: &Atom<'_>, right: &Atom<'_>) -> Result<Atom<'a>, Fault> {
    match (left, right) {
        (Atom::Integer(a), Atom::Integer(b)) if operator != Operator::Divide => {
            integers(operator, *a, *b)
        }
        (Atom::Integer(_) | Atom::Decimal(_), Atom::Integer(_) | Atom::Decimal(_)) => {
            decimals(operator, exact(left), exact(right))
        }
        _ => {
            let both = left.as_f64().zip(right.as_f64());
            let (a, b) = both.expect("the caller saw that both are numbers");
            let value = match operator {
                Operator::Add => a + b,
                Operator::Subtract => a - b,
                Operator::Multiply => a * b,
                Operator::Divide => a / b,
                Operator::Modulo => a % b,
                Operator::IntegerDivide => return whole_quotient(a, b),
            };
            let double = matches!(left, Atom::Double(_)) || matches!(right, Atom::Double(_));
            Ok(if double { Atom::Double(value) } else { Atom::Float(value as f32) })
        }
    }
}

fn exact(atom: &Atom<'_>) -> Decimal {
    match atom {
        Atom::Integer(value) => Decimal::from_integer(*value),
        Atom::Decimal(value) => *value,
        _ => Decimal::from_integer(0),
    }
}

fn integers<'a>(operator: Operator, a: i64, b: i64) -> Result<Atom<'a>, Fault> {
    let value = match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.checked_sub(b),
        Operator::Multiply => a.checked_mul(b),
        Operator::Divide | Operator::IntegerDivide if b == 0 => return Err(by_zero()),
        Operator::Modulo if b == 0 => return Err(by_zero()),
        Operator::Divide | Operator::IntegerDivide => a.checked_div(b),
        Operator::Modulo => Some(a.checked_rem(b).unwrap_or(0)),
    };
    value.map(Atom::Integer).ok_or_else(overflow)
}

fn decimals<'a>(operator: Operator, a: Decimal, b: Decimal) -> Result<Atom<'a>, Fault> {
    let divides = matches!(operator, Operator::Divide | Operator::IntegerDivide | Operator::Modulo);
    if divides && b.is_zero() {
        return Err(by_zero());
    }
    let value = match operator {
        Operator::Add => a.checked_add(b),
        Operator::Subtract => a.subtract(b),
        Operator::Multiply => a.multiply(b),
        Operator::Divide => a.divide(b),
        Operator::Modulo => a.remainder(b),
        Operator::IntegerDivide => {
            let quotient = a.divide(b).and_then(Decimal::truncate);
            return quotient.map(Atom::Integer).ok_or_else(overflow);
        }
    };
    value.map(Atom::Decimal).ok_or_else(overflow)
}

fn whole_quotient<'a>(a: f64, b: f64) -> Result<Atom<'a>, Fault> {
    if b == 0.0 {
        return Err(by_zero());
    }
    let quotient = (a / b).trunc();
    Decimal::from_f64(quotient).and_then(Decimal::truncate).map(Atom::Integer).ok_or_else(overflow)
}

fn later<'a>(moment: Moment, by: Duration, sign: i64) -> Option<Atom<'a>> {
    let moved = moment.plus_months(by.months.checked_mul(sign)?)?;
    moved.plus_nanos(by.nanos.checked_mul(i128::from(sign))?).map(Atom::Moment)
}

fn sum<'a>(a: Duration, b: Duration, sign: i64) -> Option<Atom<'a>> {
    let months = a.months.checked_add(b.months.checked_mul(sign)?)?;
    let nanos = a.nanos.checked_add(b.nanos.checked_mul(i128::from(sign))?)?;
    (a.kind == b.kind).then_some(Atom::Duration(Duration { kind: a.kind, months, nanos }))
}

fn scaled<'a>(duration: Duration, factor: Option<f64>) -> Option<Atom<'a>> {
    let factor = factor.filter(|factor| factor.is_finite())?;
    // Nanoseconds that a double holds exactly make some hundred days; longer ones are rounded.
    let months = (duration.months as f64 * factor).round();
    let nanos = (duration.nanos as f64 * factor).round();
    let fits = months.abs() < 1e12 && nanos.abs() < 1e30;
    fits.then_some(Atom::Duration(Duration {
        kind: duration.kind,
        months: months as i64,
        nanos: nanos as i128,
    }))
}
