//! Which types the libraries have, and how each reads its values.

use super::calendar::Shape;
use super::{BUILT_IN, COMPATIBILITY, DatatypeError, IdKind, XSD};
use crate::diagnostic::Code;

/// How a type reads its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Any characters.
    Text(White),
    Language,
    Name,
    NcName,
    Nmtoken,
    /// One word or more.
    List(Item),
    Entity,
    Boolean,
    Decimal,
    /// Whole numbers between two bounds, both included.
    Integer {
        least: Option<i128>,
        most: Option<i128>,
    },
    Float,
    Double,
    Duration,
    Moment(Shape),
    HexBinary,
    Base64Binary,
    AnyUri,
    /// A name whose prefix must be declared: `QName` and `NOTATION`.
    QName,
}

/// What is done with white space before a value is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum White {
    Preserve,
    Replace,
    Collapse,
}

/// What a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    Nmtoken,
    NcName,
    Entity,
}

/// What the `length` facets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    Characters,
    Items,
    Octets,
    /// Every length is right: names with a prefix have none that means anything.
    Nothing,
}

impl Kind {
    pub(super) fn white(self) -> White {
        if let Self::Text(white) = self { white } else { White::Collapse }
    }

    /// Whether a value may hold white space once its ends are trimmed.
    pub(super) fn holds_spaces(self) -> bool {
        matches!(self, Self::Text(_) | Self::List(_) | Self::Base64Binary | Self::AnyUri)
    }

    /// What its length is counted in; none where it has no length.
    pub(super) fn measure(self) -> Option<Measure> {
        match self {
            Self::Text(_)
            | Self::Language
            | Self::Name
            | Self::NcName
            | Self::Nmtoken
            | Self::Entity
            | Self::AnyUri => Some(Measure::Characters),
            Self::List(_) => Some(Measure::Items),
            Self::HexBinary | Self::Base64Binary => Some(Measure::Octets),
            Self::QName => Some(Measure::Nothing),
            Self::Boolean
            | Self::Decimal
            | Self::Integer { .. }
            | Self::Float
            | Self::Double
            | Self::Duration
            | Self::Moment(_) => None,
        }
    }

    /// Whether its values have an order, be it a partial one.
    pub(super) fn is_ordered(self) -> bool {
        matches!(
            self,
            Self::Decimal
                | Self::Integer { .. }
                | Self::Float
                | Self::Double
                | Self::Duration
                | Self::Moment(_)
        )
    }

    /// Whether `totalDigits` and `fractionDigits` mean something.
    pub(super) fn has_digits(self) -> bool {
        matches!(self, Self::Decimal | Self::Integer { .. })
    }
}

/// The type of a name in a library, and whether it is one of the ID types.
pub(super) fn find(library: &str, name: &str) -> Result<(Kind, IdKind), DatatypeError> {
    let (found, names) = match library {
        BUILT_IN => (built_in(name), "`string` and `token`"),
        XSD => (xsd(name), "the types of W3C XML Schema, such as `date`, `anyURI`, `token`"),
        COMPATIBILITY => (compatibility(name), "`ID`, `IDREF` and `IDREFS`"),
        _ => {
            return Err(DatatypeError::new(
                Code::UnknownDatatypeLibrary,
                format!(
                    "no datatype library `{library}` is known; known are `{XSD}` and `{COMPATIBILITY}`"
                ),
            ));
        }
    };
    found.ok_or_else(|| {
        let nearest = XSD_NAMES.iter().find(|known| known.eq_ignore_ascii_case(name));
        let message = match nearest {
            Some(known) if library == XSD => {
                format!("there is no datatype `{name}`; it is written `{known}`")
            }
            Some(known) if library == BUILT_IN => format!(
                "`{name}` is not in the built-in library; `{known}` needs datatypeLibrary=\"{XSD}\""
            ),
            Some(_) | None => {
                format!("there is no datatype `{name}` in the library, which has {names}")
            }
        };
        DatatypeError::new(Code::UnknownDatatype, message)
    })
}

fn built_in(name: &str) -> Option<(Kind, IdKind)> {
    match name {
        "string" => Some((Kind::Text(White::Preserve), IdKind::None)),
        "token" => Some((Kind::Text(White::Collapse), IdKind::None)),
        _ => None,
    }
}

fn compatibility(name: &str) -> Option<(Kind, IdKind)> {
    if matches!(name, "ID" | "IDREF" | "IDREFS") { xsd(name) } else { None }
}

fn integer(least: Option<i128>, most: Option<i128>) -> Kind {
    Kind::Integer { least, most }
}

fn xsd(name: &str) -> Option<(Kind, IdKind)> {
    let kind = match name {
        // The last two are of XPath's data model; the conformance suite has them here.
        "string" | "untypedAtomic" | "anyAtomicType" => Kind::Text(White::Preserve),
        "normalizedString" => Kind::Text(White::Replace),
        "token" => Kind::Text(White::Collapse),
        "language" => Kind::Language,
        "Name" => Kind::Name,
        "NCName" => Kind::NcName,
        "NMTOKEN" => Kind::Nmtoken,
        "NMTOKENS" => Kind::List(Item::Nmtoken),
        "ID" => return Some((Kind::NcName, IdKind::Id)),
        "IDREF" => return Some((Kind::NcName, IdKind::Idref)),
        "IDREFS" => return Some((Kind::List(Item::NcName), IdKind::Idrefs)),
        "ENTITY" => return Some((Kind::Entity, IdKind::Entity)),
        "ENTITIES" => return Some((Kind::List(Item::Entity), IdKind::Entities)),
        "boolean" => Kind::Boolean,
        "decimal" => Kind::Decimal,
        "integer" => integer(None, None),
        "nonPositiveInteger" => integer(None, Some(0)),
        "negativeInteger" => integer(None, Some(-1)),
        "nonNegativeInteger" => integer(Some(0), None),
        "positiveInteger" => integer(Some(1), None),
        "long" => integer(Some(i64::MIN.into()), Some(i64::MAX.into())),
        "int" => integer(Some(i32::MIN.into()), Some(i32::MAX.into())),
        "short" => integer(Some(i16::MIN.into()), Some(i16::MAX.into())),
        "byte" => integer(Some(i8::MIN.into()), Some(i8::MAX.into())),
        "unsignedLong" => integer(Some(0), Some(u64::MAX.into())),
        "unsignedInt" => integer(Some(0), Some(u32::MAX.into())),
        "unsignedShort" => integer(Some(0), Some(u16::MAX.into())),
        "unsignedByte" => integer(Some(0), Some(u8::MAX.into())),
        "float" => Kind::Float,
        "double" => Kind::Double,
        "duration" => Kind::Duration,
        "dateTime" => Kind::Moment(Shape::DateTime),
        "time" => Kind::Moment(Shape::Time),
        "date" => Kind::Moment(Shape::Date),
        "gYearMonth" => Kind::Moment(Shape::YearMonth),
        "gYear" => Kind::Moment(Shape::Year),
        "gMonthDay" => Kind::Moment(Shape::MonthDay),
        "gDay" => Kind::Moment(Shape::Day),
        "gMonth" => Kind::Moment(Shape::Month),
        "hexBinary" => Kind::HexBinary,
        "base64Binary" => Kind::Base64Binary,
        "anyURI" => Kind::AnyUri,
        "QName" | "NOTATION" => Kind::QName,
        _ => return None,
    };
    Some((kind, IdKind::None))
}

/// The names of the XML Schema library, to name the right one where only the case is wrong.
const XSD_NAMES: [&str; 46] = [
    "string",
    "normalizedString",
    "token",
    "language",
    "Name",
    "NCName",
    "NMTOKEN",
    "NMTOKENS",
    "ID",
    "IDREF",
    "IDREFS",
    "ENTITY",
    "ENTITIES",
    "boolean",
    "decimal",
    "integer",
    "nonPositiveInteger",
    "negativeInteger",
    "nonNegativeInteger",
    "positiveInteger",
    "long",
    "int",
    "short",
    "byte",
    "unsignedLong",
    "unsignedInt",
    "unsignedShort",
    "unsignedByte",
    "float",
    "double",
    "duration",
    "dateTime",
    "time",
    "date",
    "gYearMonth",
    "gYear",
    "gMonthDay",
    "gDay",
    "gMonth",
    "hexBinary",
    "base64Binary",
    "anyURI",
    "QName",
    "NOTATION",
    "untypedAtomic",
    "anyAtomicType",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_name_is_a_type() {
        assert!(XSD_NAMES.iter().all(|name| xsd(name).is_some()));
    }

    #[test]
    fn a_name_in_the_wrong_case_or_library_is_put_right() {
        let message = |library, name| find(library, name).unwrap_err().to_string();
        assert_eq!(message(XSD, "anyUri"), "there is no datatype `anyUri`; it is written `anyURI`");
        assert_eq!(
            message(BUILT_IN, "date"),
            format!(
                "`date` is not in the built-in library; `date` needs datatypeLibrary=\"{XSD}\""
            )
        );
        assert_eq!(
            message(COMPATIBILITY, "id"),
            "there is no datatype `id` in the library, which has `ID`, `IDREF` and `IDREFS`"
        );
        assert_eq!(find("urn:x", "date").unwrap_err().code(), Code::UnknownDatatypeLibrary);
    }
}
