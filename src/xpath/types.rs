//! The types that an expression can name.

/// A simple type of XML Schema that values can be cast to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names of XML Schema")]
pub(super) enum AtomicType {
    AnyAtomic,
    Untyped,
    String,
    NormalizedString,
    Token,
    Language,
    NmToken,
    Name,
    NcName,
    Uri,
    Boolean,
    Decimal,
    /// `xs:integer` and the types derived from it, with the first and last value.
    Integer(i64, i64),
    Float,
    Double,
    Moment(super::temporal::MomentKind),
    Duration(super::temporal::DurationKind),
    QName,
}

/// A target of `cast` and `castable`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SingleType {
    pub(super) atomic: AtomicType,
    /// Whether nothing is a value too.
    pub(super) optional: bool,
}

/// A target of `instance of` and `treat as`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SequenceType {
    pub(super) item: ItemType,
    pub(super) least: usize,
    pub(super) most: usize,
}

/// What each item of a sequence must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ItemType {
    Any,
    Node(super::syntax::NodeTest),
    Atomic(AtomicType),
}

impl AtomicType {
    /// The type with a local name in the namespace of XML Schema; none for the few that are not
    /// evaluated here.
    pub(super) fn parse(local: &str) -> Option<Self> {
        use super::temporal::{DurationKind, MomentKind};
        let limit = |bits: u32| (1_i64 << (bits - 1)) - 1;
        Some(match local {
            "anyAtomicType" => Self::AnyAtomic,
            "untypedAtomic" => Self::Untyped,
            "string" => Self::String,
            "normalizedString" => Self::NormalizedString,
            "token" => Self::Token,
            "language" => Self::Language,
            "NMTOKEN" => Self::NmToken,
            "Name" => Self::Name,
            "NCName" | "ID" | "IDREF" | "ENTITY" => Self::NcName,
            "anyURI" => Self::Uri,
            "boolean" => Self::Boolean,
            "decimal" => Self::Decimal,
            "integer" | "long" => Self::Integer(i64::MIN, i64::MAX),
            "int" => Self::Integer(-limit(32) - 1, limit(32)),
            "short" => Self::Integer(-limit(16) - 1, limit(16)),
            "byte" => Self::Integer(-limit(8) - 1, limit(8)),
            "nonNegativeInteger" | "unsignedLong" => Self::Integer(0, i64::MAX),
            "positiveInteger" => Self::Integer(1, i64::MAX),
            "nonPositiveInteger" => Self::Integer(i64::MIN, 0),
            "negativeInteger" => Self::Integer(i64::MIN, -1),
            "unsignedInt" => Self::Integer(0, limit(33)),
            "unsignedShort" => Self::Integer(0, limit(17)),
            "unsignedByte" => Self::Integer(0, limit(9)),
            "float" => Self::Float,
            "double" => Self::Double,
            "dateTime" => Self::Moment(MomentKind::DateTime),
            "date" => Self::Moment(MomentKind::Date),
            "time" => Self::Moment(MomentKind::Time),
            "gYearMonth" => Self::Moment(MomentKind::YearMonth),
            "gYear" => Self::Moment(MomentKind::Year),
            "gMonthDay" => Self::Moment(MomentKind::MonthDay),
            "gMonth" => Self::Moment(MomentKind::Month),
            "gDay" => Self::Moment(MomentKind::Day),
            "duration" => Self::Duration(DurationKind::Any),
            "yearMonthDuration" => Self::Duration(DurationKind::YearMonth),
            "dayTimeDuration" => Self::Duration(DurationKind::DayTime),
            "QName" => Self::QName,
            _ => return None,
        })
    }

    /// Whether `instance of` can tell it from its neighbours: values do not remember that they
    /// were cast to a subtype.
    pub(super) fn is_told_apart(self) -> bool {
        match self {
            Self::AnyAtomic
            | Self::Untyped
            | Self::String
            | Self::Uri
            | Self::Boolean
            | Self::Decimal
            | Self::Float
            | Self::Double
            | Self::Moment(_)
            | Self::Duration(_)
            | Self::QName => true,
            Self::Integer(first, last) => (first, last) == (i64::MIN, i64::MAX),
            Self::NormalizedString
            | Self::Token
            | Self::Language
            | Self::NmToken
            | Self::Name
            | Self::NcName => false,
        }
    }
}
