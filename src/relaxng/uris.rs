//! Which attributes hold URIs, by the types that a schema gives them.

use super::compiled::Compiled;
use super::datatypes::XSD;
use super::names::Symbol;
use super::pattern::{AttributeId, Node};

/// What a schema says of URIs in an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Uris {
    None,
    /// `anyURI`, perhaps with white space inside.
    Any,
    /// `anyURI` that a pattern keeps free of white space.
    Unbroken,
}

impl Compiled {
    /// The attributes without a namespace whose values can be URIs: the local names of element and
    /// attribute. Where `unbroken` is set, only those whose URIs have no white space.
    pub fn uri_attributes(&self, unbroken: bool) -> impl Iterator<Item = (&str, &str)> {
        let all = 0..self.attributes.len() as u32;
        let wanted: Vec<bool> = all
            .map(|id| match self.uris(AttributeId(id)) {
                Uris::None => false,
                Uris::Any => !unbroken,
                Uris::Unbroken => true,
            })
            .collect();
        let local = |symbol: Symbol| match self.attribute_names.name(symbol)? {
            ("", local) => Some(local),
            _ => None,
        };
        // The attributes of an element are sorted by name, so equal names stand side by side.
        let mut found = Vec::new();
        for element in &self.elements {
            let uris = element.attributes.iter().filter(|(_, id, _)| wanted[id.index()]);
            let mut attributes: Vec<&str> = uris.filter_map(|&(name, ..)| local(name)).collect();
            attributes.dedup();
            for name in element.names.iter().filter_map(|name| self.element_names.name(name)) {
                found.extend(attributes.iter().map(|&attribute| (name.1, attribute)));
            }
        }
        found.into_iter()
    }

    fn uris(&self, attribute: AttributeId) -> Uris {
        let mut found = Uris::None;
        let value = self.attribute(attribute).value;
        if !self.patterns.has_strings(value) {
            return found;
        }
        let mut waiting = vec![value];
        while let Some(id) = waiting.pop() {
            match self.patterns.node(id) {
                Node::Data(data) => {
                    let datatype = &self.strings.data[data.index()].datatype;
                    if datatype.library() != XSD || datatype.name() != "anyURI" {
                        continue;
                    }
                    if datatype.params().iter().any(|param| param.value.trim() == r"\S+") {
                        return Uris::Unbroken;
                    }
                    found = Uris::Any;
                }
                Node::Choice(members) => waiting.extend(self.patterns.members(members)),
                Node::Group(a, b) | Node::Interleave(a, b) => waiting.extend([a, b]),
                Node::OneOrMore(inside) | Node::List(inside) => waiting.push(inside),
                Node::NotAllowed
                | Node::Empty
                | Node::Text
                | Node::Element(_)
                | Node::Attribute(_)
                | Node::Value(_) => {}
            }
        }
        found
    }
}
