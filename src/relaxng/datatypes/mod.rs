//! Datatypes: what a `data` or `value` pattern asks of a string.
//!
//! The engine knows datatypes through [`Datatype`] alone: made once when a schema is compiled,
//! asked for every attribute value and every text of an element that holds data.

use std::fmt;

/// The namespace that each prefix stands for where a value was written; only `QName` and
/// `NOTATION` look at it.
pub trait NamespaceContext {
    /// The namespace name bound to a prefix (`""` for the default namespace), or none where the
    /// prefix is not declared. An undeclared default namespace is `Some("")`.
    fn namespace(&self, prefix: &str) -> Option<&str>;
}

/// A context in which no prefix is declared.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoNamespaces;

impl NamespaceContext for NoNamespaces {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        prefix.is_empty().then_some("")
    }
}

/// One `param` of a `data` pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter<'a> {
    /// Its name, such as `pattern` or `minInclusive`.
    pub name: &'a str,
    /// Its value, as written.
    pub value: &'a str,
}

/// Why a schema's `data` or `value` names no usable datatype.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatatypeError {
    /// The library is not known.
    Library(String),
    /// The library is known, the type is not.
    Type(String),
    /// The parameter with this index in the list is not one of the type, or its value is wrong;
    /// with the reason.
    Parameter(usize, String),
}

impl fmt::Display for DatatypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Library(library) => write!(f, "`{library}` is no datatype library known here"),
            Self::Type(name) => write!(f, "`{name}` is no type of this library"),
            Self::Parameter(_, why) => f.write_str(why),
        }
    }
}

impl std::error::Error for DatatypeError {}

/// What a type means for identifiers (RELAX NG DTD compatibility).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Identity {
    /// Nothing.
    None,
    /// The value is the identifier of its element.
    Id,
    /// The value names an identifier of the document.
    Idref,
    /// The value names several.
    Idrefs,
}

/// A datatype with its parameters.
#[derive(Debug, Clone)]
pub struct Datatype {
    builtin: Builtin,
}

/// A value of a datatype, as a `value` pattern holds it: two literals are the same when they
/// stand for the same value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Builtin {
    String,
    Token,
}

impl Datatype {
    /// The type `name` of the library with this URI (`""` is the built-in one) with parameters.
    ///
    /// # Errors
    /// The library, the type or a parameter that is not known, or a wrong value of one.
    pub fn new(
        library: &str,
        name: &str,
        parameters: &[Parameter<'_>],
    ) -> Result<Self, DatatypeError> {
        if !library.is_empty() {
            return Err(DatatypeError::Library(library.to_owned()));
        }
        let builtin = match name {
            "string" => Builtin::String,
            "token" => Builtin::Token,
            other => return Err(DatatypeError::Type(other.to_owned())),
        };
        match parameters {
            [] => Ok(Self { builtin }),
            [first, ..] => Err(DatatypeError::Parameter(
                0,
                format!("`{name}` has no parameter `{}`", first.name),
            )),
        }
    }

    /// Whether a literal stands for a value of the type. White space is as in the document.
    #[must_use]
    pub fn is_allowed(&self, _literal: &str, _context: &dyn NamespaceContext) -> bool {
        true
    }

    /// The same, with a reason that a scholar understands.
    ///
    /// # Errors
    /// Why the literal is not allowed: a clause in lower case, without the literal itself, such as
    /// ``month needs two digits``.
    pub fn allows(&self, _literal: &str, _context: &dyn NamespaceContext) -> Result<(), String> {
        Ok(())
    }

    /// The value that a literal of the schema stands for.
    ///
    /// # Errors
    /// Why it stands for none.
    pub fn value(&self, literal: &str, _context: &dyn NamespaceContext) -> Result<Value, String> {
        Ok(Value { text: self.text_of(literal) })
    }

    /// Whether a literal of the document stands for this value.
    #[must_use]
    pub fn is_value(&self, value: &Value, literal: &str, _context: &dyn NamespaceContext) -> bool {
        value.text == self.text_of(literal)
    }

    /// What the type means for identifiers.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity::None
    }

    fn text_of(&self, literal: &str) -> String {
        match self.builtin {
            Builtin::String => literal.to_owned(),
            Builtin::Token => {
                let words = literal.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
                words.collect::<Vec<_>>().join(" ")
            }
        }
    }
}
