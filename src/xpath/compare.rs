//! Comparisons of atomic values.

use super::atomic::Atom;
use super::cast::{cast, shorten};
use super::fault::Fault;
use super::syntax::Comparison;
use super::types::AtomicType;
use std::cmp::Ordering;

impl Comparison {
    /// Whether it holds of an order; none where one side is NaN.
    fn holds(self, order: Option<Ordering>) -> bool {
        match (self, order) {
            (Self::NotEqual, None) => true,
            (_, None) => false,
            (Self::Equal, Some(order)) => order.is_eq(),
            (Self::NotEqual, Some(order)) => order.is_ne(),
            (Self::Less, Some(order)) => order.is_lt(),
            (Self::LessOrEqual, Some(order)) => order.is_le(),
            (Self::Greater, Some(order)) => order.is_gt(),
            (Self::GreaterOrEqual, Some(order)) => order.is_ge(),
        }
    }

    fn needs_order(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }
}

/// `eq`, `lt` and the like: untyped text counts as a string.
pub(super) fn value_comparison(
    how: Comparison,
    left: &Atom<'_>,
    right: &Atom<'_>,
) -> Result<bool, Fault> {
    Ok(how.holds(order(left, right, how.needs_order())?))
}

/// `=`, `<` and the like between two items: untyped text takes the type of the other side.
pub(super) fn general_comparison<'a>(
    how: Comparison,
    left: &Atom<'a>,
    right: &Atom<'a>,
) -> Result<bool, Fault> {
    let typed = |text: &Atom<'a>, other: &Atom<'a>| match other {
        Atom::Untyped(_) | Atom::Text(_) | Atom::Uri(_) => Ok(text.clone()),
        _ if other.is_number() => cast(text, AtomicType::Double),
        _ => cast(text, type_of(other)),
    };
    match (left, right) {
        (Atom::Untyped(a), Atom::Untyped(b)) => Ok(how.holds(Some(a.as_str().cmp(b)))),
        (Atom::Untyped(_), _) => value_comparison(how, &typed(left, right)?, right),
        (_, Atom::Untyped(_)) => value_comparison(how, left, &typed(right, left)?),
        _ => value_comparison(how, left, right),
    }
}

/// The order of two values of comparable types; none where one is NaN.
pub(super) fn order(
    left: &Atom<'_>,
    right: &Atom<'_>,
    ordered: bool,
) -> Result<Option<Ordering>, Fault> {
    if let (Some(a), Some(b)) = (left.as_text(), right.as_text()) {
        return Ok(Some(a.as_str().cmp(b)));
    }
    if left.is_number() && right.is_number() {
        return Ok(order_of_numbers(left, right));
    }
    let incomparable = || {
        let message = format!(
            "{} (`{}`) cannot be compared with {} (`{}`)",
            left.type_name(),
            shorten(&left.to_string()),
            right.type_name(),
            shorten(&right.to_string())
        );
        Err(Fault::dynamic(message))
    };
    match (left, right) {
        (Atom::Boolean(a), Atom::Boolean(b)) => Ok(Some(a.cmp(b))),
        (Atom::Moment(a), Atom::Moment(b)) if a.kind == b.kind => {
            Ok(Some(a.instant().cmp(&b.instant())))
        }
        (Atom::Duration(a), Atom::Duration(b)) => match () {
            () if (a.months, a.nanos) == (b.months, b.nanos) => Ok(Some(Ordering::Equal)),
            () if a.months == 0 && b.months == 0 => Ok(Some(a.nanos.cmp(&b.nanos))),
            () if a.nanos == 0 && b.nanos == 0 => Ok(Some(a.months.cmp(&b.months))),
            // Months have no fixed length: such durations are unequal, and have no order.
            () if ordered => incomparable(),
            () => Ok(None),
        },
        (Atom::QName(a), Atom::QName(b)) if !ordered => {
            let same = (&a.namespace, &a.local) == (&b.namespace, &b.local);
            Ok(same.then_some(Ordering::Equal))
        }
        _ => incomparable(),
    }
}

fn order_of_numbers(left: &Atom<'_>, right: &Atom<'_>) -> Option<Ordering> {
    use super::decimal::Decimal;
    let exact = |atom: &Atom<'_>| match atom {
        Atom::Integer(value) => Some(Decimal::from_integer(*value)),
        Atom::Decimal(value) => Some(*value),
        _ => None,
    };
    if let (Atom::Integer(a), Atom::Integer(b)) = (left, right) {
        return Some(a.cmp(b));
    }
    if let (Some(a), Some(b)) = (exact(left), exact(right)) {
        return Some(a.cmp(&b));
    }
    let (a, b) = (left.as_f64()?, right.as_f64()?);
    let single = |atom: &Atom<'_>| !matches!(atom, Atom::Double(_));
    if single(left) && single(right) {
        return (a as f32).partial_cmp(&(b as f32));
    }
    a.partial_cmp(&b)
}

/// The type that untyped text is given to be compared with a value.
fn type_of(atom: &Atom<'_>) -> AtomicType {
    match atom {
        Atom::Untyped(_) | Atom::Text(_) => AtomicType::String,
        Atom::Uri(_) => AtomicType::Uri,
        Atom::Boolean(_) => AtomicType::Boolean,
        Atom::Integer(_) | Atom::Decimal(_) | Atom::Float(_) | Atom::Double(_) => {
            AtomicType::Double
        }
        Atom::Moment(moment) => AtomicType::Moment(moment.kind),
        Atom::Duration(duration) => AtomicType::Duration(duration.kind),
        Atom::QName(_) => AtomicType::QName,
    }
}
