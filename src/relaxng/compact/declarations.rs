//! The prefixes of a compact schema (section 4 of the specification).

use super::tokens::TokenKind;
use super::{Parser, Result, wrong};
use crate::diagnostic::Code;
use crate::relaxng::datatypes::XSD;
use crate::relaxng::syntax::{Bindings, Offset, SyntaxError};
use crate::xml::XML_NAMESPACE;
use std::sync::Arc;

/// What the declarations at the head of a file say.
pub(super) struct Declarations {
    /// The namespace that the referring file passes on.
    inherited: Arc<str>,
    /// The namespace of element names without a prefix, once declared.
    default: Option<Arc<str>>,
    namespaces: Vec<(Box<str>, Arc<str>)>,
    datatypes: Vec<(Box<str>, Arc<str>)>,
    bindings: Option<Bindings>,
}

impl Declarations {
    pub(super) fn new(inherited: &str) -> Self {
        let inherited = inherited.into();
        let (namespaces, datatypes) = (Vec::new(), Vec::new());
        Self { inherited, default: None, namespaces, datatypes, bindings: None }
    }

    /// The namespace of element names without a prefix.
    pub(super) fn default(&self) -> Arc<str> {
        Arc::clone(self.default.as_ref().unwrap_or(&self.inherited))
    }

    /// The namespace of a prefix.
    pub(super) fn namespace(&self, prefix: &str, at: Offset) -> Result<Arc<str>> {
        if prefix == "xml" {
            return Ok(XML_NAMESPACE.into());
        }
        let found = self.namespaces.iter().find(|(own, _)| **own == *prefix);
        found.map(|(_, namespace)| Arc::clone(namespace)).ok_or_else(|| SyntaxError {
            code: Code::CompactPrefix,
            at,
            message: format!("the prefix `{prefix}` is not declared: `namespace {prefix} = \"…\"`"),
        })
    }

    /// The datatype library of a prefix.
    pub(super) fn library(&self, prefix: &str, at: Offset) -> Result<Arc<str>> {
        let found = self.datatypes.iter().find(|(own, _)| **own == *prefix);
        match found {
            Some((_, library)) => Ok(Arc::clone(library)),
            None if prefix == "xsd" => Ok(XSD.into()),
            None => Err(SyntaxError {
                code: Code::CompactPrefix,
                at,
                message: format!(
                    "the datatype prefix `{prefix}` is not declared: `datatypes {prefix} = \"…\"`"
                ),
            }),
        }
    }

    /// The namespaces in scope at a value: the same everywhere, so they are put together once.
    pub(super) fn bindings(&mut self) -> Bindings {
        if self.bindings.is_none() {
            let default = ("".into(), self.default());
            let all = std::iter::once(default).chain(self.namespaces.iter().cloned()).collect();
            self.bindings = Some(Bindings(all));
        }
        self.bindings.clone().unwrap_or_default()
    }

    fn declare(&mut self, prefix: &str, namespace: &Arc<str>, at: Offset) -> Result<()> {
        if prefix == "xmlns" {
            return wrong(at, "`xmlns` is no prefix that can be declared");
        }
        if (prefix == "xml") != (**namespace == *XML_NAMESPACE) {
            let message = format!("`xml` stands for `{XML_NAMESPACE}`, and no other prefix does");
            return wrong(at, message);
        }
        bind(&mut self.namespaces, prefix, namespace, at)
    }
}

/// Binds a prefix. The same may be said twice, but not two things of one prefix.
fn bind(
    bound: &mut Vec<(Box<str>, Arc<str>)>,
    prefix: &str,
    uri: &Arc<str>,
    at: Offset,
) -> Result<()> {
    match bound.iter().find(|(own, _)| **own == *prefix) {
        Some((_, other)) if other != uri => {
            wrong(at, format!("`{prefix}` is declared already, as `{other}`"))
        }
        Some(_) => Ok(()),
        None => {
            bound.push((prefix.into(), Arc::clone(uri)));
            Ok(())
        }
    }
}

impl Parser {
    /// The declarations at the head of a file.
    pub(super) fn declarations(&mut self) -> Result<()> {
        loop {
            let at = self.at();
            let token = self.peek();
            if token.is_keyword("namespace") {
                self.advance();
                let prefix = self.name("a prefix")?;
                let namespace = self.namespace_uri()?;
                self.declarations.declare(&prefix, &namespace, at)?;
            } else if token.is_keyword("default") {
                self.advance();
                if !self.peek().is_keyword("namespace") {
                    return self.unexpected("`namespace`");
                }
                self.advance();
                let prefix = if self.peek().is("=") { None } else { Some(self.name("a prefix")?) };
                let namespace = self.namespace_uri()?;
                let declared = &mut self.declarations.default;
                if declared.as_ref().is_some_and(|other| *other != namespace) {
                    return wrong(at, "another default namespace is declared already");
                }
                *declared = Some(Arc::clone(&namespace));
                if let Some(prefix) = prefix {
                    self.declarations.declare(&prefix, &namespace, at)?;
                }
            } else if token.is_keyword("datatypes") {
                self.advance();
                let prefix = self.name("a prefix")?;
                self.expect("=")?;
                let library: Arc<str> = self.literal()?.into();
                if prefix == "xsd" && *library != *XSD {
                    return wrong(at, format!("`xsd` stands for `{XSD}`"));
                }
                if !is_library(&library) {
                    let message = format!("`{library}` is no absolute URI without a fragment");
                    return wrong(at, message);
                }
                bind(&mut self.declarations.datatypes, &prefix, &library, at)?;
            } else {
                return Ok(());
            }
        }
    }

    /// `=` and a literal, or `inherit`.
    fn namespace_uri(&mut self) -> Result<Arc<str>> {
        self.expect("=")?;
        if self.peek().is_keyword("inherit") {
            self.advance();
            return Ok(Arc::clone(&self.declarations.inherited));
        }
        if matches!(self.peek().kind, TokenKind::Literal(_)) {
            return Ok(self.literal()?.into());
        }
        self.unexpected("a namespace in quotes, or `inherit`,")
    }

    /// `inherit = p` after the name of another file; the default namespace where it is missing.
    pub(super) fn inherit(&mut self) -> Result<Arc<str>> {
        if !self.peek().is_keyword("inherit") {
            return Ok(self.declarations.default());
        }
        self.advance();
        self.expect("=")?;
        let at = self.at();
        let prefix = self.name("a prefix")?;
        self.declarations.namespace(&prefix, at)
    }
}

/// A datatype library is an absolute URI without a fragment, or nothing (4.3 of RELAX NG).
fn is_library(uri: &str) -> bool {
    let Some((scheme, rest)) = uri.split_once(':') else { return uri.is_empty() };
    !rest.is_empty()
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        && !uri.contains('#')
}
