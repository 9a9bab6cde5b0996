//! Values that have an order: numbers, dates, durations.

use super::calendar::Moment;
use super::decimal::{Decimal, all_digits, split_sign};
use super::duration::Duration;
use super::library::Kind;
use std::cmp::Ordering;

/// A value of an ordered type.
#[derive(Debug, Clone, Copy)]
pub(super) enum Quantity<'a> {
    Decimal(Decimal<'a>),
    /// Both floating types; a float is widened after it is rounded.
    Float(f64),
    Moment(Moment<'a>),
    Duration(Duration<'a>),
}

impl<'a> Quantity<'a> {
    /// Reads a value whose ends are trimmed; none where the type has no order or the text is
    /// none of its values. Bounds of integer types are not looked at.
    pub(super) fn read(kind: Kind, text: &'a str) -> Option<Self> {
        match kind {
            Kind::Decimal | Kind::Integer { .. } => Decimal::read(text).map(Self::Decimal),
            Kind::Double => is_float(text).then(|| Self::Float(number(text, str::parse))),
            Kind::Float => {
                let single = |text: &str| text.parse::<f32>().map(f64::from);
                is_float(text).then(|| Self::Float(number(text, single)))
            }
            Kind::Moment(shape) => Moment::read(shape, text).map(Self::Moment),
            Kind::Duration => Duration::read(text).map(Self::Duration),
            Kind::Text(_)
            | Kind::Language
            | Kind::Name
            | Kind::NcName
            | Kind::Nmtoken
            | Kind::List(_)
            | Kind::Entity
            | Kind::Boolean
            | Kind::HexBinary
            | Kind::Base64Binary
            | Kind::AnyUri
            | Kind::QName => None,
        }
    }

    /// Which comes first; none where that is not determined.
    pub(super) fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Decimal(a), Self::Decimal(b)) => Some(a.cmp(b)),
            // NaN equals itself and is comparable to nothing else (section 3.2.4).
            (Self::Float(a), Self::Float(b)) if a.is_nan() && b.is_nan() => Some(Ordering::Equal),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(b),
            (Self::Moment(a), Self::Moment(b)) => a.order(b),
            (Self::Duration(a), Self::Duration(b)) => a.order(b),
            (Self::Decimal(_) | Self::Float(_) | Self::Moment(_) | Self::Duration(_), _) => None,
        }
    }

    /// Whether the two are one value.
    pub(super) fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Moment(a), Self::Moment(b)) => a.same(b),
            (Self::Duration(a), Self::Duration(b)) => a == b,
            (Self::Decimal(_) | Self::Float(_) | Self::Moment(_) | Self::Duration(_), _) => {
                self.order(other) == Some(Ordering::Equal)
            }
        }
    }
}

/// Whether a text is a floating-point number: a decimal, perhaps with an exponent, or one of
/// `INF`, `-INF` and `NaN`.
pub(super) fn is_float(text: &str) -> bool {
    if matches!(text, "INF" | "-INF" | "NaN") {
        return true;
    }
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return Decimal::read(text).is_some();
    };
    let (_, digits) = split_sign(exponent);
    Decimal::read(mantissa).is_some() && !digits.is_empty() && all_digits(digits)
}

/// The number of a text that is one.
fn number<E>(text: &str, parse: impl Fn(&str) -> Result<f64, E>) -> f64 {
    match text {
        "INF" => f64::INFINITY,
        "-INF" => f64::NEG_INFINITY,
        // What `is_float` accepts, Rust reads; nothing else gets here.
        text => parse(text).unwrap_or(f64::NAN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(kind: Kind, a: &str, b: &str) -> Option<Ordering> {
        let read = |text| Quantity::read(kind, text).expect("a quantity");
        read(a).order(&read(b))
    }

    #[test]
    fn floats_round_and_are_not_decimals() {
        assert_eq!(order(Kind::Double, "1e400", "INF"), Some(Ordering::Equal));
        assert_eq!(order(Kind::Float, "0.1", "0.10000000001"), Some(Ordering::Equal));
        assert_eq!(order(Kind::Double, "0.1", "0.10000000001"), Some(Ordering::Less));
        assert_eq!(order(Kind::Double, "-0", "0"), Some(Ordering::Equal));
        assert_eq!(order(Kind::Double, "NaN", "NaN"), Some(Ordering::Equal));
        assert_eq!(order(Kind::Double, "NaN", "INF"), None);
        for bad in ["inf", "+INF", "nan", "1e", "e1", "1e1.0", "", "0x1", "1e 1", "infinity"] {
            assert!(!is_float(bad), "{bad}");
        }
        assert!(is_float("1.E-5") && is_float("+.5e+07"));
    }
}
