//! Datatypes of RELAX NG: the built-in library, W3C XML Schema Part 2 (second edition), and the
//! ID types of DTD compatibility.
//!
//! A [`Datatype`] is made once for each `data` pattern and then only asked; asking allocates
//! nothing for the types that editions use, and takes time linear in the value.

use crate::diagnostic::Code;
use std::fmt;
use std::sync::Arc;

mod library;
pub mod names;
mod space;

use library::Kind;

/// The library of `string` and `token`, RELAX NG's own.
pub const BUILT_IN: &str = "";
/// The library of W3C XML Schema Part 2.
pub const XSD: &str = "http://www.w3.org/2001/XMLSchema-datatypes";
/// The library of ID, IDREF and IDREFS, from RELAX NG DTD Compatibility.
pub const COMPATIBILITY: &str = "http://relaxng.org/ns/compatibility/datatypes/1.0";

/// What a value may mean by where it stands: the namespaces in scope, the unparsed entities of
/// the document. `()` is the context without either.
pub trait NamespaceContext {
    /// The namespace of a prefix; the empty prefix asks for the default namespace. None where
    /// nothing is declared.
    fn namespace(&self, prefix: &str) -> Option<&str>;

    /// Whether the document type declares an unparsed entity of this name.
    fn is_unparsed_entity(&self, name: &str) -> bool {
        let _ = name;
        false
    }
}

impl NamespaceContext for () {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        (prefix == "xml").then_some("http://www.w3.org/XML/1998/namespace")
    }
}

/// One `param` of a `data` pattern: a facet and its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Param {
    /// The facet, such as `pattern`.
    pub name: String,
    /// Its value, as written.
    pub value: String,
}

/// What a value is to the document besides text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdKind {
    /// Nothing: most types.
    None,
    /// It names the element that it stands on.
    Id,
    /// It points at one ID.
    Idref,
    /// It points at several, separated by white space.
    Idrefs,
    /// It names an unparsed entity.
    Entity,
    /// It names several, separated by white space.
    Entities,
}

/// A datatype with its facets: what a `data` pattern asks of a value.
///
/// Equal datatypes have the same library, name and parameters, and so accept the same values.
/// Cloning is cheap.
#[derive(Debug, Clone)]
pub struct Datatype {
    kind: Kind,
    named: Arc<Named>,
}

/// What a datatype was made from, for messages and for equality.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Named {
    library: String,
    name: String,
    params: Vec<Param>,
}

/// A value of a `value` pattern, ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Value {
    datatype: Datatype,
    form: Form,
}

/// A value in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Form {
    /// Compared character by character, white space as the type treats it.
    Text(Box<str>),
}

/// Why a schema's datatype cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatatypeError {
    code: Code,
    message: String,
}

impl Datatype {
    /// The datatype `name` of a library, restricted by its parameters; `ctx` is where the
    /// `data` pattern stands.
    ///
    /// # Errors
    /// When the library or the type is unknown, or a parameter is unknown, not allowed for
    /// the type, or no value of it.
    pub fn new(
        library: &str,
        name: &str,
        params: &[Param],
        ctx: &dyn NamespaceContext,
    ) -> Result<Self, DatatypeError> {
        let _ = ctx;
        let kind = library::find(library, name)?;
        if let Some(param) = params.first() {
            return Err(DatatypeError::new(
                Code::BadFacet,
                format!("`{name}` takes no parameters, got `{}`", param.name),
            ));
        }
        let named = Named { library: library.into(), name: name.into(), params: params.to_vec() };
        Ok(Self { kind, named: Arc::new(named) })
    }

    /// The URI of its library.
    #[must_use]
    pub fn library(&self) -> &str {
        &self.named.library
    }

    /// Its name in the library.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.named.name
    }

    /// Its parameters, as written.
    #[must_use]
    pub fn params(&self) -> &[Param] {
        &self.named.params
    }

    /// Whether a value belongs to it. `ctx` is where the value stands.
    #[must_use]
    pub fn check(&self, value: &str, ctx: &dyn NamespaceContext) -> bool {
        let _ = (value, ctx);
        match self.kind {
            Kind::String | Kind::Token => true,
        }
    }

    /// Why a value does not belong to it, a sentence for an editor; none when it does.
    #[must_use]
    pub fn explain(&self, value: &str, ctx: &dyn NamespaceContext) -> Option<String> {
        let _ = (value, ctx);
        None
    }

    /// Compiles the text of a `value` pattern of this type; `ctx` is where the pattern stands.
    ///
    /// # Errors
    /// When the text is no value of the type.
    pub fn value(&self, text: &str, ctx: &dyn NamespaceContext) -> Result<Value, DatatypeError> {
        let _ = ctx;
        let form = match self.kind {
            Kind::String => Form::Text(text.into()),
            Kind::Token => Form::Text(space::collapse(text).into()),
        };
        Ok(Value { datatype: self.clone(), form })
    }

    /// What its values are to the document besides text.
    #[must_use]
    pub fn id_kind(&self) -> IdKind {
        IdKind::None
    }

    /// Whether the namespaces in scope decide what a value means (`QName`, `NOTATION`).
    #[must_use]
    pub fn needs_namespaces(&self) -> bool {
        false
    }
}

/// Why a value belongs to none of several types, as in a choice of datatypes (TEI writes its
/// dates so); none when it belongs to one of them.
#[must_use]
pub fn explain_any(
    datatypes: &[&Datatype],
    value: &str,
    ctx: &dyn NamespaceContext,
) -> Option<String> {
    let mut reasons = datatypes.iter().map(|datatype| datatype.explain(value, ctx));
    let first = reasons.next()??;
    reasons.all(|reason| reason.is_some()).then_some(first)
}

impl Value {
    /// Whether a text means the same value; `ctx` is where the text stands. A text that is no
    /// value of the type does not.
    #[must_use]
    pub fn same(&self, text: &str, ctx: &dyn NamespaceContext) -> bool {
        let _ = ctx;
        match &self.form {
            Form::Text(wanted) => match self.datatype.kind {
                Kind::String => **wanted == *text,
                Kind::Token => space::collapse(text) == **wanted,
            },
        }
    }

    /// The type it is a value of.
    #[must_use]
    pub fn datatype(&self) -> &Datatype {
        &self.datatype
    }
}

impl PartialEq for Datatype {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.named, &other.named) || self.named == other.named
    }
}

impl Eq for Datatype {}

impl std::hash::Hash for Datatype {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.named.hash(state);
    }
}

impl DatatypeError {
    fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// The code under which it is reported.
    #[must_use]
    pub fn code(&self) -> Code {
        self.code
    }
}

impl fmt::Display for DatatypeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DatatypeError {}

/// A character as a message shows it: white space and what has no shape by name.
fn shown(c: char) -> String {
    match c {
        ' ' => "a space".into(),
        '\t' => "a tab".into(),
        '\n' | '\r' => "a line end".into(),
        '\u{a0}' => "a no-break space".into(),
        c if c.is_control() || c.is_whitespace() => format!("the character U+{:04X}", c as u32),
        c => format!("`{c}`"),
    }
}
