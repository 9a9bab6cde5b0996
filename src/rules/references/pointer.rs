//! The pointers of a document: one for each value of an attribute that points.

use super::pointers::Pointers;
use crate::xml::tree::{ExpandedId, NodeId, Tree, XML_NAMESPACE};

/// The namespace in which TEI shows examples of encoding.
const EXAMPLES: &str = "http://www.tei-c.org/ns/Examples";

/// One value of a pointing attribute.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pointer<'t> {
    /// The attribute.
    pub(super) attribute: NodeId,
    pub(super) element: NodeId,
    pub(super) value: &'t str,
    /// The `xml:base` in force, where there is one.
    pub(super) base: Option<&'t str>,
}

/// The pointers of a document, attribute by attribute.
pub(super) fn all<'t>(tree: &'t Tree, pointers: &Pointers) -> Vec<Pointer<'t>> {
    let based = tree.table().expanded_id(XML_NAMESPACE, "base").is_some();
    let mut found = Vec::new();
    for (name, namespace, local) in tree.table().all_expanded() {
        let nodes = tree.attributes_named(name);
        if nodes.is_empty() || !namespace.is_empty() || !pointers.has(local) {
            continue;
        }
        let mut bears = Known::default();
        for &attribute in nodes {
            let Some(element) = tree.parent(attribute) else { continue };
            // An example of encoding is not the encoding of this document.
            let points = || {
                pointers.contains(tree.local_name(element), local)
                    && tree.namespace(element) != EXAMPLES
            };
            if !bears.get_or(tree.table().expanded(tree.name_id(element)), points) {
                continue;
            }
            let base = if based { base_of(tree, element) } else { None };
            let values = tree.value(attribute).split_ascii_whitespace();
            found.extend(values.map(|value| Pointer { attribute, element, value, base }));
        }
    }
    found
}

/// What was found out about elements, by their names.
#[derive(Default)]
struct Known(Vec<Option<bool>>);

impl Known {
    fn get_or(&mut self, name: ExpandedId, ask: impl FnOnce() -> bool) -> bool {
        if self.0.len() <= name.index() {
            self.0.resize(name.index() + 1, None);
        }
        *self.0[name.index()].get_or_insert_with(ask)
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
