//! Which attributes point: a table for TEI, or what a RELAX NG schema says.

use crate::xml::tree::{Kind, NodeId, Tree};
use std::collections::{BTreeMap, BTreeSet};

const RELAX_NG: &str = "http://relaxng.org/ns/structure/1.0";
/// The namespace of TEI.
pub(crate) const TEI: &str = "http://www.tei-c.org/ns/1.0";

/// The attributes without a namespace whose values point somewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pointers {
    /// By the local name of the attribute.
    attributes: BTreeMap<String, Bearers>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Bearers {
    All,
    /// The local names of the elements.
    Some(BTreeSet<String>),
}

impl Pointers {
    /// The pointers of TEI P5.
    #[must_use]
    pub fn tei() -> Self {
        let mut attributes = BTreeMap::new();
        for line in include_str!("tei.txt").lines().filter(|line| !line.starts_with('#')) {
            let Some((name, elements)) = line.split_once(": ") else { continue };
            let bearers = match elements {
                "*" => Bearers::All,
                _ => Bearers::Some(elements.split(' ').map(str::to_owned).collect()),
            };
            attributes.insert(name.to_owned(), bearers);
        }
        Self { attributes }
    }

    /// The attributes that a RELAX NG schema in the XML syntax gives the type of a pointer: a
    /// URI without white space, which is how TEI writes it, or any URI where the schema is not
    /// one of TEI.
    #[must_use]
    pub fn of_schema(schema: &Tree) -> Self {
        let is_tei = schema
            .elements(RELAX_NG, "element")
            .iter()
            .any(|&element| schema.attribute(element, "", "name") == Some("teiHeader"));
        let reading = Reading::new(schema, is_tei);
        let mut attributes = BTreeMap::new();
        for &element in schema.elements(RELAX_NG, "element") {
            let Some(name) = schema.attribute(element, "", "name") else { continue };
            for attribute in reading.pointers_of(element) {
                let bearers = attributes
                    .entry(attribute.to_owned())
                    .or_insert_with(|| Bearers::Some(BTreeSet::new()));
                if let Bearers::Some(elements) = bearers {
                    elements.insert(local(name).to_owned());
                }
            }
        }
        Self { attributes }
    }

    /// Whether there is no pointer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// Whether an attribute of an element points.
    #[must_use]
    pub fn contains(&self, element: &str, attribute: &str) -> bool {
        match self.attributes.get(attribute) {
            None => false,
            Some(Bearers::All) => true,
            Some(Bearers::Some(elements)) => elements.contains(element),
        }
    }
}

struct Reading<'s> {
    schema: &'s Tree,
    is_tei: bool,
    defines: BTreeMap<&'s str, Vec<NodeId>>,
}

impl<'s> Reading<'s> {
    fn new(schema: &'s Tree, is_tei: bool) -> Self {
        let mut defines: BTreeMap<&str, Vec<NodeId>> = BTreeMap::new();
        for &define in schema.elements(RELAX_NG, "define") {
            if let Some(name) = schema.attribute(define, "", "name") {
                defines.entry(name).or_default().push(define);
            }
        }
        Self { schema, is_tei, defines }
    }

    /// The names of the pointers that an element may bear, through references, without those of
    /// the elements inside.
    fn pointers_of(&self, element: NodeId) -> BTreeSet<&'s str> {
        let schema = self.schema;
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<NodeId> = schema.children(element).collect();
        while let Some(node) = waiting.pop() {
            if schema.kind(node) != Kind::Element || schema.namespace(node) != RELAX_NG {
                continue;
            }
            match schema.local_name(node) {
                "element" | "data" | "value" => {}
                "attribute" => {
                    if let Some(name) = schema.attribute(node, "", "name")
                        && !name.contains(':')
                        && self.is_pointer(node)
                    {
                        found.insert(name);
                    }
                }
                "ref" | "parentRef" => {
                    let name = schema.attribute(node, "", "name").unwrap_or_default();
                    if seen.insert(name) {
                        let defines = self.defines.get(name).into_iter().flatten();
                        waiting.extend(defines.flat_map(|&define| schema.children(define)));
                    }
                }
                _ => waiting.extend(schema.children(node)),
            }
        }
        found
    }

    /// Whether the values of an attribute are URIs, through references too.
    fn is_pointer(&self, attribute: NodeId) -> bool {
        let schema = self.schema;
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<NodeId> = schema.children(attribute).collect();
        while let Some(node) = waiting.pop() {
            if schema.kind(node) != Kind::Element || schema.namespace(node) != RELAX_NG {
                continue;
            }
            match schema.local_name(node) {
                "data" => {
                    let mut parameters = schema.children(node);
                    let no_space = parameters.any(|param| schema.value(param).trim() == r"\S+");
                    let is_uri = schema.attribute(node, "", "type") == Some("anyURI");
                    if is_uri && (no_space || !self.is_tei) {
                        return true;
                    }
                }
                "ref" | "parentRef" => {
                    let name = schema.attribute(node, "", "name").unwrap_or_default();
                    if seen.insert(name) {
                        let defines = self.defines.get(name).into_iter().flatten();
                        waiting.extend(defines.flat_map(|&define| schema.children(define)));
                    }
                }
                _ => waiting.extend(schema.children(node)),
            }
        }
        false
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::xml::tree::tests::tree;

    #[test]
    fn tei_points_with_these_attributes() {
        let pointers = Pointers::tei();
        for (element, attribute) in
            [("persName", "ref"), ("sp", "who"), ("app", "from"), ("rdg", "wit"), ("p", "corresp")]
        {
            assert!(pointers.contains(element, attribute), "{element}/@{attribute}");
        }
        for (element, attribute) in [("date", "from"), ("p", "n"), ("div", "type")] {
            assert!(!pointers.contains(element, attribute), "{element}/@{attribute}");
        }
    }

    #[test]
    fn a_schema_says_which_attributes_point() {
        let schema = tree(
            "<grammar xmlns='http://relaxng.org/ns/structure/1.0'>\
             <define name='link'><attribute name='to'><data type='anyURI'/></attribute></define>\
             <define name='a'><element name='a'><ref name='link'/><element name='b'>\
             <attribute name='n'><text/></attribute></element></element></define></grammar>",
        );
        let pointers = Pointers::of_schema(&schema);
        assert!(pointers.contains("a", "to"));
        assert!(!pointers.contains("b", "to") && !pointers.contains("b", "n"));
    }
}
