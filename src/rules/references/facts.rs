//! What one document says about identifiers and pointers, so that its tree need not be kept.

use super::pointers::{Pointers, TEI};
use crate::source::LineColumn;
use crate::xml::Lines;
use crate::xml::tree::{Kind, NodeId, Tree, XML_NAMESPACE};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The identifiers, pointers and private prefixes of one document.
#[derive(Debug, Clone)]
pub struct DocumentFacts {
    /// The name that findings give the document.
    pub path: Arc<str>,
    pub(super) ids: BTreeMap<Box<str>, Vec<Bearer>>,
    pub(super) pointers: Vec<Pointer>,
    pub(super) prefixes: Vec<Prefix>,
}

/// An element that bears an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bearer {
    pub(super) at: LineColumn,
    pub(super) element: Box<str>,
}

/// One value of a pointing attribute.
#[derive(Debug, Clone)]
pub(super) struct Pointer {
    pub(super) at: LineColumn,
    pub(super) element: Box<str>,
    pub(super) attribute: Box<str>,
    pub(super) value: Box<str>,
    /// The `xml:base` in force, where there is one.
    pub(super) base: Option<Box<str>>,
}

/// A `prefixDef`.
#[derive(Debug, Clone)]
pub(super) struct Prefix {
    pub(super) ident: Box<str>,
    pub(super) pattern: Box<str>,
    pub(super) replacement: Box<str>,
    pub(super) at: LineColumn,
}

impl DocumentFacts {
    /// Reads what a document says.
    #[must_use]
    pub fn of(tree: &Tree, lines: &Lines<'_>, pointers: &Pointers) -> Self {
        let place = |node| lines.place(tree.offset(node));
        let mut ids: BTreeMap<Box<str>, Vec<Bearer>> = BTreeMap::new();
        for &attribute in tree.id_attributes() {
            let Some(element) = tree.parent(attribute) else { continue };
            let bearer = Bearer { at: place(element), element: tree.name(element).into() };
            ids.entry(tree.value(attribute).trim().into()).or_default().push(bearer);
        }
        let based = tree.table().expanded_id(XML_NAMESPACE, "base").is_some();
        let mut found = Vec::new();
        for attribute in tree.nodes().filter(|&node| tree.kind(node) == Kind::Attribute) {
            let Some(element) = tree.parent(attribute) else { continue };
            let points = tree.namespace(attribute).is_empty()
                && pointers.contains(tree.local_name(element), tree.local_name(attribute));
            // An example of encoding is not the encoding of this document.
            if !points || tree.namespace(element) == "http://www.tei-c.org/ns/Examples" {
                continue;
            }
            let base = if based { base_of(tree, element) } else { None };
            for value in tree.value(attribute).split_ascii_whitespace() {
                found.push(Pointer {
                    at: place(attribute),
                    element: tree.name(element).into(),
                    attribute: tree.name(attribute).into(),
                    value: value.into(),
                    base: base.map(Into::into),
                });
            }
        }
        let prefixes = tree.elements(TEI, "prefixDef").iter().map(|&element| {
            let get = |name| tree.attribute(element, "", name).unwrap_or_default().into();
            Prefix {
                ident: get("ident"),
                pattern: get("matchPattern"),
                replacement: get("replacementPattern"),
                at: place(element),
            }
        });
        let prefixes = prefixes.collect();
        Self { path: Arc::clone(tree.path()), ids, pointers: found, prefixes }
    }

    /// Whether an element bears the identifier.
    #[must_use]
    pub fn has_id(&self, id: &str) -> bool {
        self.ids.contains_key(id)
    }
}

/// The innermost `xml:base`.
fn base_of(tree: &Tree, element: NodeId) -> Option<&str> {
    let mut at = Some(element);
    while let Some(node) = at {
        if let Some(base) = tree.attribute(node, XML_NAMESPACE, "base") {
            return Some(base);
        }
        at = tree.parent(node);
    }
    None
}
