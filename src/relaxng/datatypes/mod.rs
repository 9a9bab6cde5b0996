//! Datatypes of RELAX NG: the built-in library, W3C XML Schema Part 2 (second edition), and the
//! ID types of DTD compatibility.
//!
//! A [`Datatype`] is made once for each `data` pattern and then only asked; asking allocates
//! nothing for the types that editions use, and takes time linear in the value.

use crate::diagnostic::Code;
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

mod binary;
mod calendar;
mod decimal;
mod duration;
mod explain;
mod facets;
mod library;
pub mod names;
mod pattern;
mod quantity;
mod space;
mod uri;

pub use explain::explain_any;
use facets::Facets;
use library::{Item, Kind, White};
use quantity::Quantity;
pub(crate) use space::collapse;

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
    facets: Option<Arc<Facets>>,
    named: Arc<Named>,
    id_kind: IdKind,
}

/// What a datatype was made from, for messages and for equality.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Named {
    library: String,
    name: String,
    params: Vec<Param>,
}

/// A value of a `value` pattern, ready to be compared.
///
/// Equal ones accept the same texts; two that accept the same texts need not be equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Value {
    datatype: Datatype,
    form: Form,
}

/// A value in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Form {
    /// Compared character by character, its white space normalised.
    Text(Box<str>),
    /// A text of an ordered type, read anew at each comparison.
    Quantity(Box<str>),
    Boolean(bool),
    Octets(Box<[u8]>),
    Name {
        namespace: Box<str>,
        local: Box<str>,
    },
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
        let (kind, id_kind) = library::find(library, name)?;
        if let Some(param) = params.first()
            && library != XSD
        {
            let message = format!("`{name}` takes no parameters, got `{}`", param.name);
            return Err(DatatypeError::new(Code::BadFacet, message));
        }
        let facets = Facets::new(name, kind, params, |limit| is_lexical(kind, limit, ctx))?;
        let named = Named { library: library.into(), name: name.into(), params: params.to_vec() };
        Ok(Self { kind, facets, named: Arc::new(named), id_kind })
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
        match &self.facets {
            None if matches!(self.kind, Kind::Text(_)) => true,
            None => is_lexical(self.kind, space::trim(value), ctx),
            Some(facets) => {
                let value = self.normalised(value);
                is_lexical(self.kind, &value, ctx) && facets.allow(self.kind, &value)
            }
        }
    }

    /// Why a value does not belong to it, a sentence for an editor; none when it does.
    #[must_use]
    pub fn explain(&self, value: &str, ctx: &dyn NamespaceContext) -> Option<String> {
        if self.check(value, ctx) {
            return None;
        }
        let value = self.normalised(value);
        if !is_lexical(self.kind, &value, ctx) {
            return Some(explain::lexical(self.kind, &value, ctx));
        }
        let broken = self.facets.as_ref().and_then(|facets| facets.broken(self.kind, &value));
        broken.map(|broken| broken.sentence(&value))
    }

    /// Compiles the text of a `value` pattern of this type; `ctx` is where the pattern stands.
    ///
    /// # Errors
    /// When the text is no value of the type.
    pub fn value(&self, text: &str, ctx: &dyn NamespaceContext) -> Result<Value, DatatypeError> {
        let form = self.form(text, ctx).ok_or_else(|| {
            let why = self.explain(text, ctx).unwrap_or_default();
            let message = format!("`{text}` is no value of `{}`: {why}", self.name());
            DatatypeError::new(Code::BadValuePattern, message)
        })?;
        Ok(Value { datatype: self.clone(), form })
    }

    fn form(&self, text: &str, ctx: &dyn NamespaceContext) -> Option<Form> {
        if !self.check(text, ctx) {
            return None;
        }
        let text = self.normalised(text);
        Some(match self.kind {
            Kind::Boolean => Form::Boolean(matches!(&*text, "true" | "1")),
            Kind::HexBinary => Form::Octets(binary::hex_decode(&text)?.into()),
            Kind::Base64Binary => Form::Octets(binary::base64_decode(&text)?.into()),
            Kind::QName => {
                let (prefix, local) = text.split_once(':').unwrap_or(("", &text));
                let namespace = ctx.namespace(prefix).unwrap_or_default();
                Form::Name { namespace: namespace.into(), local: local.into() }
            }
            Kind::Decimal
            | Kind::Integer { .. }
            | Kind::Float
            | Kind::Double
            | Kind::Duration
            | Kind::Moment(_) => Form::Quantity(text.into()),
            Kind::Text(_)
            | Kind::Language
            | Kind::Name
            | Kind::NcName
            | Kind::Nmtoken
            | Kind::List(_)
            | Kind::Entity
            | Kind::AnyUri => Form::Text(text.into()),
        })
    }

    /// The value with its white space as the type treats it.
    fn normalised<'a>(&self, value: &'a str) -> Cow<'a, str> {
        match self.kind.white() {
            White::Preserve => Cow::Borrowed(value),
            White::Replace => space::replace(value),
            White::Collapse if self.kind.holds_spaces() => space::collapse(value),
            // White space within is wrong, however much of it.
            White::Collapse => Cow::Borrowed(space::trim(value)),
        }
    }

    /// What its values are to the document besides text.
    #[must_use]
    pub fn id_kind(&self) -> IdKind {
        self.id_kind
    }

    /// Whether the namespaces in scope decide what a value means (`QName`, `NOTATION`).
    #[must_use]
    pub fn needs_namespaces(&self) -> bool {
        self.kind == Kind::QName
    }
}

/// Whether a trimmed text is a value of the type, facets left aside.
fn is_lexical(kind: Kind, value: &str, ctx: &dyn NamespaceContext) -> bool {
    match kind {
        Kind::Text(_) => true,
        Kind::Language => is_language(value),
        Kind::Name => names::is_name(value),
        Kind::NcName => names::is_ncname(value),
        Kind::Nmtoken => names::is_nmtoken(value),
        Kind::Entity => is_entity(value, ctx),
        Kind::List(item) => {
            let mut words = space::words(value).peekable();
            words.peek().is_some()
                && words.all(|word| match item {
                    Item::Nmtoken => names::is_nmtoken(word),
                    Item::NcName => names::is_ncname(word),
                    Item::Entity => is_entity(word, ctx),
                })
        }
        Kind::Boolean => matches!(value, "true" | "false" | "1" | "0"),
        Kind::Integer { least, most } => decimal::is_integer(value, least, most),
        Kind::Float | Kind::Double => quantity::is_float(value),
        Kind::Decimal | Kind::Duration | Kind::Moment(_) => Quantity::read(kind, value).is_some(),
        Kind::HexBinary => binary::hex_octets(value).is_some(),
        Kind::Base64Binary => binary::base64_octets(value).is_some(),
        Kind::AnyUri => uri::flaw(value).is_none(),
        Kind::QName => {
            let prefix = value.split_once(':').map(|(prefix, _)| prefix);
            names::is_qname(value) && prefix.is_none_or(|prefix| ctx.namespace(prefix).is_some())
        }
    }
}

/// Letters, one to eight, then letters and digits, one to eight, after each hyphen.
fn is_language(value: &str) -> bool {
    value.split('-').enumerate().all(|(n, part)| {
        (1..=8).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_alphabetic() || n > 0 && byte.is_ascii_digit())
    })
}

fn is_entity(value: &str, ctx: &dyn NamespaceContext) -> bool {
    names::is_ncname(value) && ctx.is_unparsed_entity(value)
}

impl Value {
    /// Whether a text means the same value; `ctx` is where the text stands. A text that is no
    /// value of the type does not.
    #[must_use]
    pub fn same(&self, text: &str, ctx: &dyn NamespaceContext) -> bool {
        let kind = self.datatype.kind;
        match &self.form {
            // What is spelled like a value is one, unless it depends on the document.
            Form::Text(wanted) => {
                self.datatype.normalised(text) == **wanted && self.datatype.check(text, ctx)
            }
            Form::Quantity(wanted) => {
                let text = space::trim(text);
                let both = (Quantity::read(kind, wanted), Quantity::read(kind, text));
                matches!(both, (Some(wanted), Some(got)) if got.same(&wanted))
                    && is_lexical(kind, text, ctx)
            }
            Form::Boolean(_) | Form::Octets(_) | Form::Name { .. } => {
                self.datatype.form(text, ctx).is_some_and(|form| form == self.form)
            }
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
