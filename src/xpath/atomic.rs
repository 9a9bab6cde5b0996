//! Atomic values.

use super::decimal::Decimal;
use super::fault::Fault;
use super::temporal::{Duration, Moment};
use std::fmt;
use std::rc::Rc;

/// A string that is borrowed from a document, or was made.
#[derive(Debug, Clone)]
pub(super) enum Str<'a> {
    Borrowed(&'a str),
    Made(Rc<str>),
}

/// An atomic value.
#[derive(Debug, Clone)]
pub(super) enum Atom<'a> {
    /// What stands in a document that no schema has typed.
    Untyped(Str<'a>),
    Text(Str<'a>),
    Uri(Str<'a>),
    Boolean(bool),
    Integer(i64),
    Decimal(Decimal),
    Float(f32),
    Double(f64),
    Moment(Moment),
    Duration(Duration),
    QName(Rc<QName>),
}

/// A name as a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QName {
    pub(super) written: Box<str>,
    pub(super) namespace: Box<str>,
    pub(super) local: Box<str>,
}

/// A value that an expression names, shared between threads.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Constant {
    Text(Box<str>),
    Integer(i64),
    Decimal(Decimal),
    Double(f64),
}

impl Str<'_> {
    pub(super) fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Made(text) => text,
        }
    }
}

impl std::ops::Deref for Str<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<String> for Str<'_> {
    fn from(text: String) -> Self {
        Self::Made(text.into())
    }
}

impl<'a> From<&'a str> for Str<'a> {
    fn from(text: &'a str) -> Self {
        Self::Borrowed(text)
    }
}

impl<'a> Atom<'a> {
    pub(super) fn text(text: impl Into<Str<'a>>) -> Self {
        Self::Text(text.into())
    }

    /// The value of a constant; its string is borrowed.
    pub(super) fn constant(constant: &'a Constant) -> Self {
        match constant {
            Constant::Text(text) => Self::Text(Str::Borrowed(text)),
            Constant::Integer(value) => Self::Integer(*value),
            Constant::Decimal(value) => Self::Decimal(*value),
            Constant::Double(value) => Self::Double(*value),
        }
    }

    /// The string of a string-like value.
    pub(super) fn as_text(&self) -> Option<&Str<'a>> {
        match self {
            Self::Untyped(text) | Self::Text(text) | Self::Uri(text) => Some(text),
            Self::Boolean(_)
            | Self::Integer(_)
            | Self::Decimal(_)
            | Self::Float(_)
            | Self::Double(_)
            | Self::Moment(_)
            | Self::Duration(_)
            | Self::QName(_) => None,
        }
    }

    /// The value as `xs:string`.
    pub(super) fn to_text(&self) -> Str<'a> {
        match self.as_text() {
            Some(text) => text.clone(),
            None => self.to_string().into(),
        }
    }

    /// Whether it is of one of the four types of numbers.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Integer(_) | Self::Decimal(_) | Self::Float(_) | Self::Double(_))
    }

    /// The value of a number as a double.
    pub(super) fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Integer(value) => Some(*value as f64),
            Self::Decimal(value) => Some(value.to_f64()),
            Self::Float(value) => Some(f64::from(*value)),
            Self::Double(value) => Some(*value),
            Self::Untyped(_)
            | Self::Text(_)
            | Self::Uri(_)
            | Self::Boolean(_)
            | Self::Moment(_)
            | Self::Duration(_)
            | Self::QName(_) => None,
        }
    }

    /// The type, as a message names it.
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::Untyped(_) => "untyped text",
            Self::Text(_) => "a string",
            Self::Uri(_) => "a URI",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Decimal(_) => "a decimal",
            Self::Float(_) => "a float",
            Self::Double(_) => "a double",
            Self::Moment(moment) => match moment.kind {
                super::temporal::MomentKind::Date => "a date",
                super::temporal::MomentKind::DateTime => "a dateTime",
                super::temporal::MomentKind::Time => "a time",
                _ => "a part of a date",
            },
            Self::Duration(_) => "a duration",
            Self::QName(_) => "a QName",
        }
    }

    /// The effective boolean value of one atomic value.
    pub(super) fn truth(&self) -> Result<bool, Fault> {
        match self {
            Self::Boolean(value) => Ok(*value),
            Self::Untyped(text) | Self::Text(text) | Self::Uri(text) => Ok(!text.is_empty()),
            Self::Integer(value) => Ok(*value != 0),
            Self::Decimal(value) => Ok(!value.is_zero()),
            Self::Float(value) => Ok(*value != 0.0 && !value.is_nan()),
            Self::Double(value) => Ok(*value != 0.0 && !value.is_nan()),
            Self::Moment(_) | Self::Duration(_) | Self::QName(_) => {
                Err(Fault::dynamic(format!("{} is neither true nor false", self.type_name())))
            }
        }
    }
}

impl fmt::Display for Atom<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Untyped(text) | Self::Text(text) | Self::Uri(text) => f.write_str(text),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Decimal(value) => write!(f, "{value}"),
            Self::Float(value) => {
                let (small, large) = (value.abs() < 1e-6, value.abs() >= 1e6);
                let exponent = *value != 0.0 && (small || large);
                write_float(f, &format!("{value}"), &format!("{value:E}"), exponent)
            }
            Self::Double(value) => {
                let (small, large) = (value.abs() < 1e-6, value.abs() >= 1e6);
                let exponent = *value != 0.0 && (small || large);
                write_float(f, &format!("{value}"), &format!("{value:E}"), exponent)
            }
            Self::Moment(value) => write!(f, "{value}"),
            Self::Duration(value) => write!(f, "{value}"),
            Self::QName(name) => f.write_str(&name.written),
        }
    }
}

/// The form that XPath gives floating-point numbers: plain near 1, with an exponent elsewhere.
fn write_float(
    f: &mut fmt::Formatter<'_>,
    plain: &str,
    scientific: &str,
    exponent: bool,
) -> fmt::Result {
    match plain {
        "inf" => f.write_str("INF"),
        "-inf" => f.write_str("-INF"),
        "NaN" => f.write_str("NaN"),
        _ if !exponent => f.write_str(plain),
        _ => match scientific.split_once('E') {
            Some((mantissa, power)) if !mantissa.contains('.') => write!(f, "{mantissa}.0E{power}"),
            _ => f.write_str(scientific),
        },
    }
}
