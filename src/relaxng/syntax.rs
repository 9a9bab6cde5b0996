//! A schema as it is written, before simplification: what the reader of the XML syntax and the
//! parser of the compact syntax both produce.
//!
//! What is inherited along the tree of a file (`ns`, `datatypeLibrary`, namespace bindings) is
//! already resolved onto the patterns that it concerns; what crosses files (`include`,
//! `externalRef`, references) and all rewriting of section 4.8 and after is left to the compiler.
//! Trees are no deeper than [`MAX_DEPTH`]: both readers refuse what nests deeper, so whoever walks
//! a tree may recurse.

use super::datatypes::NamespaceContext;
use crate::diagnostic::Code;
use std::sync::Arc;

/// How deep patterns, name classes and grammars may nest in one file.
pub const MAX_DEPTH: usize = 200;

/// A byte offset into the decoded text of the file that the node stands in.
pub type Offset = usize;

/// One schema file, read.
#[derive(Debug, Clone)]
pub struct SchemaFile {
    /// The path or name that findings give it, and that its references are relative to.
    pub path: Arc<str>,
    /// The root pattern; offsets are into the decoded text of the file. A compact file that begins with a grammar's content gives a
    /// [`PatternKind::Grammar`].
    pub root: Pattern,
}

/// A pattern with its place.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Where its first character stands.
    pub at: Offset,
    /// The first `a:documentation` (`##` in the compact syntax) that is about it, white space
    /// collapsed; kept on elements, attributes and values.
    pub gloss: Option<Box<str>>,
    /// What it is.
    pub kind: PatternKind,
}

/// The patterns of section 3. Where several children mean a group (`element`, `optional`,
/// `oneOrMore`, `list`, `mixed`…) they are listed as they stand.
#[derive(Debug, Clone)]
pub enum PatternKind {
    /// `element`; the content has at least one pattern.
    Element {
        /// Its names.
        name: NameClass,
        /// Its content, a group.
        content: Vec<Pattern>,
    },
    /// `attribute`; no content means `text`. Never more than one pattern.
    Attribute {
        /// Its names.
        name: NameClass,
        /// Its value.
        content: Vec<Pattern>,
    },
    /// `group` (`,`).
    Group(Vec<Pattern>),
    /// `interleave` (`&`).
    Interleave(Vec<Pattern>),
    /// `choice` (`|`).
    Choice(Vec<Pattern>),
    /// `optional` (`?`) of a group.
    Optional(Vec<Pattern>),
    /// `zeroOrMore` (`*`) of a group.
    ZeroOrMore(Vec<Pattern>),
    /// `oneOrMore` (`+`) of a group.
    OneOrMore(Vec<Pattern>),
    /// `list` of a group.
    List(Vec<Pattern>),
    /// `mixed` of a group.
    Mixed(Vec<Pattern>),
    /// `ref` to a definition of this grammar.
    Ref(Arc<str>),
    /// `parentRef` (`parent`) to a definition of the grammar around this one.
    ParentRef(Arc<str>),
    /// `empty`.
    Empty,
    /// `notAllowed`.
    NotAllowed,
    /// `text`.
    Text,
    /// `value`.
    Value {
        /// The datatype library, resolved; `""` is the built-in one.
        library: Arc<str>,
        /// The type; `token` of the built-in library where none was written.
        name: Arc<str>,
        /// The literal, as written.
        value: Box<str>,
        /// The namespaces in scope.
        context: Bindings,
    },
    /// `data`.
    Data {
        /// The datatype library, resolved.
        library: Arc<str>,
        /// The type.
        name: Arc<str>,
        /// Its parameters, in order.
        parameters: Vec<Param>,
        /// What is excepted, a choice; empty where nothing is.
        except: Vec<Pattern>,
    },
    /// `externalRef` (`external`).
    External(Reference),
    /// `grammar`.
    Grammar(Vec<Component>),
}

/// A `param` of a `data` pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// Where it stands.
    pub at: Offset,
    /// Its name.
    pub name: Box<str>,
    /// Its value, as written.
    pub value: Box<str>,
}

/// A reference to another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The reference as written.
    pub href: Box<str>,
    /// `xml:base` attributes in force, outermost first; the path of the file comes before them.
    /// The compact syntax has none.
    pub base: Vec<Arc<str>>,
    /// The `ns` that the other file inherits where it declares none of its own.
    pub namespace: Arc<str>,
}

/// What a grammar holds.
#[derive(Debug, Clone)]
pub enum Component {
    /// `start`.
    Start(Definition),
    /// `define`; the name first.
    Define(Arc<str>, Definition),
    /// `div`.
    Div(Vec<Component>),
    /// `include`.
    Include(Include),
}

/// The body of `start` or `define`.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Where it stands.
    pub at: Offset,
    /// How it is combined with others of its name.
    pub combine: Option<Combine>,
    /// Its content, a group of at least one; `start` has exactly one.
    pub content: Vec<Pattern>,
}

/// The `combine` attribute (`|=`, `&=`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combine {
    /// `choice`.
    Choice,
    /// `interleave`.
    Interleave,
}

/// An `include` with what it overrides.
#[derive(Debug, Clone)]
pub struct Include {
    /// Where it stands.
    pub at: Offset,
    /// The grammar that is included.
    pub reference: Reference,
    /// The definitions that replace those of the included grammar: starts, definitions, divs.
    pub overrides: Vec<Component>,
}

/// A name class with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameClass {
    /// Where it stands.
    pub at: Offset,
    /// What it is.
    pub kind: NameClassKind,
}

/// The name classes of section 3, prefixes and `ns` resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameClassKind {
    /// One name.
    Name {
        /// Its namespace, `""` for none.
        namespace: Arc<str>,
        /// Its local part.
        local: Box<str>,
    },
    /// `anyName` (`*`), with its exceptions (a choice, empty where there are none).
    AnyName(Vec<NameClass>),
    /// `nsName` (`p:*`), with its exceptions.
    NsName(Arc<str>, Vec<NameClass>),
    /// `choice`.
    Choice(Vec<NameClass>),
}

/// The namespaces in scope at a `value`: prefix and namespace name, the innermost last.
#[derive(Debug, Clone, Default)]
pub struct Bindings(pub Arc<[(Box<str>, Arc<str>)]>);

impl NamespaceContext for Bindings {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        if prefix == "xml" {
            return Some(crate::xml::XML_NAMESPACE);
        }
        self.0.iter().rev().find(|(name, _)| &**name == prefix).map(|(_, namespace)| &**namespace)
    }
}

/// Why a schema file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// The code under which it is reported.
    pub code: Code,
    /// Where, in the decoded text of the file.
    pub at: Offset,
    /// What is wrong, lower case.
    pub message: String,
}

impl Pattern {
    /// A pattern without a gloss.
    #[must_use]
    pub fn new(at: Offset, kind: PatternKind) -> Self {
        Self { at, gloss: None, kind }
    }
}
