//! Which types a library has.

use super::{BUILT_IN, DatatypeError};
use crate::diagnostic::Code;

/// How a type reads its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    String,
    Token,
}

/// The type of a name in a library.
pub(super) fn find(library: &str, name: &str) -> Result<Kind, DatatypeError> {
    if library != BUILT_IN {
        return Err(DatatypeError::new(
            Code::UnknownDatatypeLibrary,
            format!("no datatype library `{library}` is known"),
        ));
    }
    match name {
        "string" => Ok(Kind::String),
        "token" => Ok(Kind::Token),
        _ => Err(DatatypeError::new(
            Code::UnknownDatatype,
            format!("the built-in library has `string` and `token`, got `{name}`"),
        )),
    }
}
