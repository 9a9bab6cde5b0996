//! The parameters of a `data` pattern.

use super::binary::{base64_octets, hex_octets};
use super::decimal::{Decimal, all_digits};
use super::library::{Kind, Measure};
use super::pattern::{Pattern, Stuck};
use super::quantity::Quantity;
use super::{DatatypeError, Param, shown, space};
use crate::diagnostic::Code;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// What the parameters of a type ask of a value, besides being one of the type.
#[derive(Debug, Default)]
pub(super) struct Facets {
    patterns: Vec<Arc<Pattern>>,
    counts: Vec<(Count, u64)>,
    bounds: Vec<(Bound, Box<str>)>,
}

/// A facet that counts something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Count {
    Length,
    MinLength,
    MaxLength,
    TotalDigits,
    FractionDigits,
}

/// A facet that a value is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    MinInclusive,
    MinExclusive,
    MaxInclusive,
    MaxExclusive,
}

/// A facet that a value does not meet.
#[derive(Debug, Clone)]
pub(super) enum Broken<'a> {
    Pattern(&'a Pattern, Stuck),
    Count(&'static str),
    Bound(&'static str, &'a str),
    Number { what: Counted, wanted: u64, got: u64 },
}

/// What a broken facet counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counted(Count, Measure);

impl Facets {
    /// Reads the parameters; none where there are no parameters.
    pub(super) fn new(
        name: &str,
        kind: Kind,
        params: &[Param],
        is_value: impl Fn(&str) -> bool,
    ) -> Result<Option<Arc<Self>>, DatatypeError> {
        let mut facets = Self::default();
        for (n, param) in params.iter().enumerate() {
            let again = params[..n].iter().any(|earlier| earlier.name == param.name);
            if again && param.name != "pattern" {
                return Err(bad(format!("`{}` may be given once only", param.name)));
            }
            facets.add(name, kind, param, &is_value)?;
        }
        Ok((!params.is_empty()).then(|| Arc::new(facets)))
    }

    fn add(
        &mut self,
        name: &str,
        kind: Kind,
        param: &Param,
        is_value: &impl Fn(&str) -> bool,
    ) -> Result<(), DatatypeError> {
        let facet = param.name.as_str();
        if let Some(count) = Count::named(facet) {
            let fits = match count {
                Count::Length | Count::MinLength | Count::MaxLength => kind.measure().is_some(),
                Count::TotalDigits | Count::FractionDigits => kind.has_digits(),
            };
            if !fits {
                return Err(bad(format!(
                    "`{facet}` does not apply to `{name}`, which has no {}",
                    count.needs()
                )));
            }
            let number = read_count(&param.value);
            let Some(number) = number.filter(|&n| n > 0 || count != Count::TotalDigits) else {
                let wanted = if count == Count::TotalDigits { "1 or more" } else { "0 or more" };
                return Err(bad(format!(
                    "`{facet}` is a whole number, {wanted}; got `{}`",
                    param.value
                )));
            };
            self.counts.push((count, number));
            return Ok(());
        }
        if let Some(bound) = Bound::named(facet) {
            if !kind.is_ordered() {
                return Err(bad(format!(
                    "`{facet}` does not apply to `{name}`, whose values have no order"
                )));
            }
            let value = space::trim(&param.value);
            if !is_value(value) {
                return Err(bad(format!(
                    "`{facet}` is a value of `{name}`; got `{}`",
                    param.value
                )));
            }
            self.bounds.push((bound, value.into()));
            return Ok(());
        }
        match facet {
            "pattern" => {
                let pattern = Pattern::new(&param.value).map_err(|error| {
                    DatatypeError::new(
                        Code::BadPattern,
                        format!("pattern `{}`: {error}", param.value),
                    )
                })?;
                self.patterns.push(pattern);
                Ok(())
            }
            "enumeration" => Err(bad("`enumeration` is no parameter; write a choice of `value`s")),
            "whiteSpace" => Err(bad("`whiteSpace` is no parameter; the type decides it")),
            _ => Err(bad(format!(
                "there is no parameter `{facet}`; known are pattern, length, minLength, maxLength, \
                 minInclusive, minExclusive, maxInclusive, maxExclusive, totalDigits and fractionDigits"
            ))),
        }
    }

    /// Whether a value of the type, its white space normalised, meets all facets.
    pub(super) fn allow(&self, kind: Kind, value: &str) -> bool {
        self.patterns.iter().all(|pattern| pattern.matches(value))
            && self.counts.iter().all(|&(count, wanted)| count.holds(kind, value, wanted))
            && self.bounds.iter().all(|(bound, limit)| bound.holds(kind, value, limit))
    }

    /// The first facet that a value does not meet.
    pub(super) fn broken(&self, kind: Kind, value: &str) -> Option<Broken<'_>> {
        if let Some(pattern) = self.patterns.iter().find(|pattern| !pattern.matches(value)) {
            return Some(Broken::Pattern(pattern, pattern.stuck(value)));
        }
        for &(count, wanted) in &self.counts {
            if !count.holds(kind, value, wanted) {
                let what = Counted(count, kind.measure().unwrap_or(Measure::Characters));
                return Some(match count.of(kind, value) {
                    Some(got) => Broken::Number { what, wanted, got },
                    None => Broken::Count(count.needs()),
                });
            }
        }
        let broken = self.bounds.iter().find(|(bound, limit)| !bound.holds(kind, value, limit));
        broken.map(|(bound, limit)| Broken::Bound(bound.words(), limit))
    }
}

impl Count {
    fn named(facet: &str) -> Option<Self> {
        Some(match facet {
            "length" => Self::Length,
            "minLength" => Self::MinLength,
            "maxLength" => Self::MaxLength,
            "totalDigits" => Self::TotalDigits,
            "fractionDigits" => Self::FractionDigits,
            _ => return None,
        })
    }

    /// What a type must have for the facet to apply.
    fn needs(self) -> &'static str {
        match self {
            Self::Length | Self::MinLength | Self::MaxLength => "length",
            Self::TotalDigits | Self::FractionDigits => "decimal digits",
        }
    }

    fn holds(self, kind: Kind, value: &str, wanted: u64) -> bool {
        if kind.measure() == Some(Measure::Nothing) {
            return true;
        }
        self.of(kind, value).is_some_and(|got| match self {
            Self::Length => got == wanted,
            Self::MinLength => got >= wanted,
            Self::MaxLength | Self::TotalDigits | Self::FractionDigits => got <= wanted,
        })
    }

    /// How much of it a value has.
    fn of(self, kind: Kind, value: &str) -> Option<u64> {
        match self {
            Self::TotalDigits => Decimal::read(value).map(Decimal::total_digits),
            Self::FractionDigits => Decimal::read(value).map(Decimal::fraction_digits),
            Self::Length | Self::MinLength | Self::MaxLength => match kind.measure()? {
                Measure::Characters => Some(value.chars().count() as u64),
                Measure::Items => Some(space::words(value).count() as u64),
                Measure::Octets if kind == Kind::HexBinary => hex_octets(value),
                Measure::Octets => base64_octets(value),
                Measure::Nothing => None,
            },
        }
    }
}

impl Bound {
    fn named(facet: &str) -> Option<Self> {
        Some(match facet {
            "minInclusive" => Self::MinInclusive,
            "minExclusive" => Self::MinExclusive,
            "maxInclusive" => Self::MaxInclusive,
            "maxExclusive" => Self::MaxExclusive,
            _ => return None,
        })
    }

    /// What a value must be, before the limit is named.
    fn words(self) -> &'static str {
        match self {
            Self::MinInclusive => "at least",
            Self::MinExclusive => "more than",
            Self::MaxInclusive => "at most",
            Self::MaxExclusive => "less than",
        }
    }

    /// Whether a value is on the right side. What cannot be ordered is not.
    fn holds(self, kind: Kind, value: &str, limit: &str) -> bool {
        let order = Quantity::read(kind, value)
            .and_then(|value| value.order(&Quantity::read(kind, limit)?));
        order.is_some_and(|order| match self {
            Self::MinInclusive => order != Ordering::Less,
            Self::MinExclusive => order == Ordering::Greater,
            Self::MaxInclusive => order != Ordering::Greater,
            Self::MaxExclusive => order == Ordering::Less,
        })
    }
}

impl fmt::Display for Broken<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern(pattern, Stuck::End) => {
                write!(f, "it ends too early for the pattern `{}`", pattern.source())
            }
            Self::Pattern(pattern, Stuck::At(n)) => {
                write!(f, "character {} does not fit the pattern `{}`", n + 1, pattern.source())
            }
            Self::Count(what) => write!(f, "it has no {what}"),
            Self::Bound(words, limit) => write!(f, "it must be {words} `{limit}`"),
            Self::Number { what, wanted, got } => write!(f, "{} {wanted}, got {got}", what.words()),
        }
    }
}

impl Broken<'_> {
    /// The sentence for an editor, who sees the value; characters are named, not counted.
    pub(super) fn sentence(&self, value: &str) -> String {
        let Self::Pattern(pattern, stuck) = self else { return self.to_string() };
        let source = pattern.source();
        match stuck {
            Stuck::End if value.is_empty() => {
                format!("it is empty, and the pattern `{source}` wants more")
            }
            Stuck::End => self.to_string(),
            Stuck::At(n) => match value.chars().nth(*n) {
                Some(c) if c.is_whitespace() => {
                    format!("{} is not allowed by the pattern `{source}`", shown(c))
                }
                Some(c) => format!(
                    "{} does not fit the pattern `{source}` (character {})",
                    shown(c),
                    n + 1
                ),
                None => self.to_string(),
            },
        }
    }
}

impl Counted {
    fn words(self) -> String {
        let Self(count, measure) = self;
        let unit = match measure {
            Measure::Characters | Measure::Nothing => "characters",
            Measure::Items => "items",
            Measure::Octets => "octets",
        };
        match count {
            Count::Length => format!("the number of {unit} must be"),
            Count::MinLength => format!("the number of {unit} must be at least"),
            Count::MaxLength => format!("the number of {unit} must be at most"),
            Count::TotalDigits => "the number of digits must be at most".into(),
            Count::FractionDigits => "the number of digits after the point must be at most".into(),
        }
    }
}

/// A whole number, however long: more than fits is as good as the most that fits.
fn read_count(text: &str) -> Option<u64> {
    let text = space::trim(text);
    let digits = text.strip_prefix('+').unwrap_or(text);
    (!digits.is_empty() && all_digits(digits)).then(|| digits.parse().unwrap_or(u64::MAX))
}

fn bad(message: impl Into<String>) -> DatatypeError {
    DatatypeError::new(Code::BadFacet, message)
}
