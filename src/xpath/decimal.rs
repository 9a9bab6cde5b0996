//! `xs:decimal`: 18 digits after the point, 20 before it. More is an overflow, never a loss.

use std::cmp::Ordering;
use std::fmt;

/// A decimal number, in units of 10^-18.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(i128);

const DIGITS: usize = 18;
const ONE: i128 = 1_000_000_000_000_000_000;

impl Decimal {
    /// A whole number.
    #[must_use]
    pub fn from_integer(value: i64) -> Self {
        Self(i128::from(value) * ONE)
    }

    /// The lexical form of `xs:decimal`; digits past the 18th after the point are dropped.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction)
        {
            return None;
        }
        let mut units: i128 = 0;
        let fraction = &fraction[..fraction.len().min(DIGITS)];
        let padding = DIGITS - fraction.len();
        let written = whole.bytes().chain(fraction.bytes());
        for digit in written.chain(std::iter::repeat_n(b'0', padding)) {
            units = units.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
        }
        Some(Self(if negative { -units } else { units }))
    }

    /// A floating-point number; none for infinities, NaN and what is too large.
    #[must_use]
    pub fn from_f64(value: f64) -> Option<Self> {
        // 10^20 and more does not fit; the display of the rest is a plain decimal.
        (value.is_finite() && value.abs() < 1e20).then(|| Self::parse(&format!("{value}")))?
    }

    /// As a floating-point number.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The whole part, towards zero; none where it does not fit.
    #[must_use]
    pub fn truncate(self) -> Option<i64> {
        i64::try_from(self.0 / ONE).ok()
    }

    /// Whether there is nothing after the point.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0 % ONE == 0
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The largest whole number not above it.
    #[must_use]
    pub fn floor(self) -> Self {
        Self(self.0.div_euclid(ONE).saturating_mul(ONE))
    }

    /// The smallest whole number not below it.
    #[must_use]
    pub fn ceiling(self) -> Self {
        Self(-Self(-self.0).floor().0)
    }

    /// Rounded to some digits after the point; halves go up.
    #[must_use]
    pub fn round(self, digits: i64, half_to_even: bool) -> Self {
        let Ok(digits) = usize::try_from(digits.max(-20) + 20) else { return self };
        let digits = digits as i64 - 20;
        if digits >= DIGITS as i64 {
            return self;
        }
        let Some(unit) = 10_i128.checked_pow((DIGITS as i64 - digits) as u32) else {
            return Self(0);
        };
        let (quotient, rest) = (self.0.div_euclid(unit), self.0.rem_euclid(unit));
        let up = match rest.cmp(&(unit - rest)) {
            Ordering::Less => false,
            Ordering::Equal => !half_to_even || quotient % 2 != 0,
            Ordering::Greater => true,
        };
        Self((quotient + i128::from(up)).saturating_mul(unit))
    }

    /// The sum; none when it overflows.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The difference; none when it overflows.
    #[must_use]
    pub fn subtract(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The product, cut after the 18th digit; none when it overflows.
    #[must_use]
    pub fn multiply(self, other: Self) -> Option<Self> {
        let (whole, part) = (self.0 / ONE, self.0 % ONE);
        let (other_whole, other_part) = (other.0 / ONE, other.0 % ONE);
        let sum = whole.checked_mul(other.0)?.checked_add(part.checked_mul(other_whole)?)?;
        sum.checked_add(part.checked_mul(other_part)? / ONE).map(Self)
    }

    /// The quotient, cut after the 18th digit; none when it overflows or `other` is 0.
    #[must_use]
    pub fn divide(self, other: Self) -> Option<Self> {
        let mut quotient = self.0.checked_div(other.0)?;
        let mut rest = self.0 % other.0;
        for _ in 0..DIGITS {
            rest = rest.checked_mul(10)?;
            quotient = quotient.checked_mul(10)?.checked_add(rest / other.0)?;
            rest %= other.0;
        }
        Some(Self(quotient))
    }

    /// The remainder, with the sign of `self`; none when `other` is 0.
    #[must_use]
    pub fn remainder(self, other: Self) -> Option<Self> {
        self.0.checked_rem(other.0).map(Self)
    }

    /// Without its sign.
    #[must_use]
    pub fn absolute(self) -> Self {
        Self(self.0.abs())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let units = self.0.unsigned_abs();
        let one = ONE.unsigned_abs();
        write!(f, "{sign}{}", units / one)?;
        let fraction = format!("{:018}", units % one);
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() { Ok(()) } else { write!(f, ".{fraction}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn decimals_are_exact() {
        let sum = decimal("0.1").checked_add(decimal("0.2")).unwrap();
        assert_eq!(sum, decimal("0.3"));
        assert_eq!(decimal("1.5").multiply(decimal("-1.5")).unwrap().to_string(), "-2.25");
        assert_eq!(decimal("1").divide(decimal("8")).unwrap().to_string(), "0.125");
        assert_eq!(decimal("1").divide(decimal("0")), None);
        assert_eq!(decimal("-7").remainder(decimal("2")).unwrap().to_string(), "-1");
    }

    #[test]
    fn halves_round_up_or_to_even() {
        assert_eq!(decimal("2.5").round(0, false).to_string(), "3");
        assert_eq!(decimal("-2.5").round(0, false).to_string(), "-2");
        assert_eq!(decimal("2.5").round(0, true).to_string(), "2");
        assert_eq!(decimal("3.14159").round(2, false).to_string(), "3.14");
        assert_eq!(decimal("1250").round(-2, true).to_string(), "1200");
    }

    #[test]
    fn floor_and_ceiling_go_their_ways() {
        assert_eq!(decimal("-1.5").floor().to_string(), "-2");
        assert_eq!(decimal("-1.5").ceiling().to_string(), "-1");
        assert_eq!(decimal(".5").truncate(), Some(0));
    }

    #[test]
    fn what_is_no_decimal_is_none() {
        for text in ["", ".", "1e5", "1.2.3", "--1", " 1"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
        assert_eq!(Decimal::parse(&"9".repeat(40)), None);
    }
}
