//! Decimal numbers of any size, compared exactly; no floating point comes near them.

use std::cmp::Ordering;

/// A decimal number, borrowed from its text. `whole` has no leading and `fraction` no trailing
/// zero, and zero is not negative, so equal numbers are equal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    /// Reads `-12.50`, `+1`, `1.` or `.5`; none for anything else.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (negative, digits) = split_sign(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let zero = whole.is_empty() && fraction.is_empty();
        Some(Self { negative: negative && !zero, whole, fraction })
    }

    /// How many digits the number needs, before and after the point.
    pub(super) fn total_digits(self) -> u64 {
        (self.whole.len() + self.fraction.len()) as u64
    }

    /// How many digits the number needs after the point.
    pub(super) fn fraction_digits(self) -> u64 {
        self.fraction.len() as u64
    }
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let size = (self.whole.len().cmp(&other.whole.len()))
            .then_with(|| self.whole.cmp(other.whole))
            .then_with(|| self.fraction.cmp(other.fraction));
        match (self.negative, other.negative) {
            (false, false) => size,
            (true, true) => size.reverse(),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Whether a text is a whole number between two bounds.
pub(super) fn is_integer(text: &str, least: Option<i128>, most: Option<i128>) -> bool {
    let (negative, digits) = split_sign(text);
    if digits.is_empty() || !all_digits(digits) {
        return false;
    }
    if least.is_none() && most.is_none() {
        return true;
    }
    let digits = digits.trim_start_matches('0');
    // No type has a bound of more than 20 digits, so a longer number is beyond all bounds.
    let size = match digits.len() {
        0..=18 => digits.bytes().fold(0_i64, |n, digit| n * 10 + i64::from(digit - b'0')).into(),
        19..=30 => digits.bytes().fold(0_i128, |n, digit| n * 10 + i128::from(digit - b'0')),
        _ => i128::MAX,
    };
    let number = if negative { -size } else { size };
    least.is_none_or(|least| least <= number) && most.is_none_or(|most| number <= most)
}

/// The sign and what follows it.
pub(super) fn split_sign(text: &str) -> (bool, &str) {
    match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        Some(_) | None => (false, text),
    }
}

pub(super) fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_of_any_size_are_told_apart() {
        let long = "9".repeat(60);
        let longer = format!("{long}.{}1", "0".repeat(60));
        assert!(Decimal::read(&long) < Decimal::read(&longer));
        assert_eq!(Decimal::read("-0.0"), Decimal::read("+00"));
        assert_eq!(Decimal::read("01.50"), Decimal::read("1.5"));
        for bad in ["", ".", "-", "+-1", "1..", "1e1", "1 ", "１"] {
            assert_eq!(Decimal::read(bad), None, "{bad}");
        }
    }

    #[test]
    fn bounds_of_integers_are_included() {
        assert!(is_integer("-0128", Some(-128), Some(127)));
        assert!(!is_integer("128", Some(-128), Some(127)));
        assert!(!is_integer(&"9".repeat(99), None, Some(0)));
        assert!(is_integer(&format!("-{}", "9".repeat(99)), None, Some(0)));
        assert!(is_integer("-0", Some(0), None) && !is_integer("1.0", None, None));
    }

    proptest! {
        /// Two numbers over the same power of ten compare as their numerators do.
        #[test]
        fn decimals_compare_as_exact_fractions(
            a in -10_i128.pow(15)..10_i128.pow(15), a_places in 0_u32..12,
            b in -10_i128.pow(15)..10_i128.pow(15), b_places in 0_u32..12,
        ) {
            let text = |n: i128, places: u32| {
                let unit = 10_i128.pow(places);
                let sign = if n < 0 { "-" } else { "" };
                let (whole, rest) = (n.abs() / unit, n.abs() % unit);
                format!("{sign}{whole}.{rest:0width$}", width = places as usize)
            };
            let (x, y) = (text(a, a_places), text(b, b_places));
            let exact = (a * 10_i128.pow(b_places)).cmp(&(b * 10_i128.pow(a_places)));
            let read = |text| Decimal::read(text).expect("it was written as a decimal");
            // A number without places is written `12.0`: one digit more than it needs.
            prop_assert_eq!(read(&x).cmp(&read(&y)), exact);
        }
    }
}
