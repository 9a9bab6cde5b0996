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
        self.elements.iter().flat_map(move |element| {
            let named: Vec<(Symbol, AttributeId)> =
                element.attributes.iter().map(|&(symbol, id, _)| (symbol, id)).collect();
            let found =
                named.into_iter().filter(|(_, id)| wanted[id.index()]).filter_map(|(symbol, _)| {
                    let (namespace, local) = self.attribute_names.name(symbol)?;
                    namespace.is_empty().then_some(local)
                });
            let found: Vec<&str> = found.collect();
            let names = element.names.iter().filter_map(|symbol| self.element_names.name(symbol));
            names.flat_map(move |(_, name)| {
                let found = found.clone();
                found.into_iter().map(move |attribute| (name, attribute))
            })
        })
    }

    fn uris(&self, attribute: AttributeId) -> Uris {
        let mut found = Uris::None;
        let mut waiting = vec![self.attribute(attribute).value];
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
