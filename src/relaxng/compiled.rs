//! A schema ready to be run: each element with its attributes set apart from its content.

use super::datatypes::{IdKind, NamespaceContext};
use super::derive::satisfied;
use super::names::{Alphabet, Names, Symbol};
use super::pattern::{AttributeId, EMPTY, ElementId, Node, PatternId, Patterns};
use super::simplify::{Attribute, Grammar};
use super::strings::Strings;
use super::values::Check;
use std::sync::Arc;

/// A schema in the form that [`super::machine::Machine`] runs.
#[derive(Debug)]
pub struct Compiled {
    pub patterns: Arc<Patterns>,
    pub start: PatternId,
    pub elements: Vec<Element>,
    pub attributes: Vec<Attribute>,
    /// For each attribute, what its values are to the document besides text.
    pub identities: Vec<IdKind>,
    /// For each attribute name, whether it can be one of those.
    pub identified: Vec<bool>,
    pub strings: Strings,
    pub element_names: Alphabet,
    pub attribute_names: Alphabet,
    /// For each symbol, the elements that can have the name.
    pub by_symbol: Vec<Vec<ElementId>>,
    /// For each attribute, how its values are checked.
    checks: Vec<Check>,
    /// For each attribute, whether values that were right are remembered.
    steady: Vec<bool>,
    /// For each element and each attribute name, which of the element's attributes has it, from 1;
    /// [`SEVERAL`] where more than one has. Empty where that would be too large.
    rows: Vec<u16>,
}

/// More than one attribute of an element has the name.
const SEVERAL: u16 = u16::MAX;
/// How many cells the rows of attributes may have.
const MAX_CELLS: usize = 1 << 20;

/// An element: what it may be called, its attributes, its content.
#[derive(Debug)]
pub struct Element {
    pub names: Names,
    pub gloss: Option<Box<str>>,
    /// The attributes with one name each, sorted by it.
    pub attributes: Box<[(Symbol, AttributeId, Role)]>,
    /// The attributes with a name class.
    pub wide: Box<[(AttributeId, Role)]>,
    /// The attributes that must be there, whatever else is.
    pub required: Box<[AttributeId]>,
    /// What remains of the content without the attributes that do not depend on others.
    pub content: PatternId,
    /// Whether attributes are left in the content: those that depend on others, or on which the
    /// content depends.
    pub correlated: bool,
    /// The content, whatever the attributes are.
    pub relaxed: PatternId,
}

/// What an attribute is to its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It may be there.
    Optional,
    /// It must be there.
    Required,
    /// Other attributes or the content depend on it.
    Dependent,
}

/// The attributes of an element as they are found.
#[derive(Default)]
struct Found {
    named: Vec<(Symbol, AttributeId, Role)>,
    wide: Vec<(AttributeId, Role)>,
    required: Vec<AttributeId>,
}

impl Compiled {
    /// Prepares a grammar, of whose elements only some can be reached.
    pub fn new(mut grammar: Grammar, reachable: &[bool]) -> Self {
        let mut elements = Vec::with_capacity(grammar.elements.len());
        for element in std::mem::take(&mut grammar.elements) {
            let mut found = Found::default();
            let content = grammar.set_apart(element.content, &mut found);
            let correlated = grammar.patterns.has_attributes(content);
            let relaxed = if correlated {
                grammar.collect(content, &mut found);
                satisfied(&mut grammar.patterns, content)
            } else {
                content
            };
            let Found { mut named, mut wide, required } = found;
            named.sort_unstable();
            named.dedup();
            wide.sort_unstable();
            wide.dedup();
            elements.push(Element {
                names: element.names,
                gloss: element.gloss,
                attributes: named.into(),
                wide: wide.into(),
                required: required.into(),
                content,
                correlated,
                relaxed,
            });
        }
        let mut by_symbol = vec![Vec::new(); grammar.element_names.len()];
        for (index, element) in elements.iter().enumerate().filter(|(index, _)| reachable[*index]) {
            for symbol in element.names.iter() {
                by_symbol[symbol as usize].push(ElementId(index as u32));
            }
        }
        let identity = |attribute: &Attribute| match grammar.patterns.node(attribute.value) {
            Node::Data(data) => grammar.strings.data[data.index()].datatype.id_kind(),
            _ => IdKind::None,
        };
        let identities: Vec<IdKind> = grammar.attributes.iter().map(identity).collect();
        let mut identified = vec![false; grammar.attribute_names.len()];
        for (attribute, kind) in grammar.attributes.iter().zip(&identities) {
            if *kind != IdKind::None {
                attribute.names.iter().for_each(|symbol| identified[symbol as usize] = true);
            }
        }
        let (patterns, strings) = (&grammar.patterns, &grammar.strings);
        let values = grammar.attributes.iter().map(|attribute| attribute.value);
        let checks: Vec<Check> = values.map(|value| Check::new(patterns, strings, value)).collect();
        Self {
            steady: checks.iter().map(|check| check.is_steady(patterns, strings)).collect(),
            checks,
            rows: rows(&elements, grammar.attribute_names.len()),
            identities,
            identified,
            patterns: Arc::new(grammar.patterns),
            start: grammar.start,
            elements,
            attributes: grammar.attributes,
            strings: grammar.strings,
            element_names: grammar.element_names,
            attribute_names: grammar.attribute_names,
            by_symbol,
        }
    }

    /// The declaration of an element.
    pub fn element(&self, id: ElementId) -> &Element {
        &self.elements[id.index()]
    }

    /// The declaration of an attribute.
    pub fn attribute(&self, id: AttributeId) -> &Attribute {
        &self.attributes[id.index()]
    }

    /// The attributes of an element with this very name.
    #[inline]
    pub fn named(&self, element: ElementId, symbol: Symbol) -> &[(Symbol, AttributeId, Role)] {
        let all = &self.element(element).attributes;
        let cell = element.index() * self.attribute_names.len() + symbol as usize;
        match self.rows.get(cell) {
            Some(0) => &[],
            Some(&at) if at != SEVERAL => std::slice::from_ref(&all[usize::from(at) - 1]),
            Some(_) | None => {
                let start = all.partition_point(|entry| entry.0 < symbol);
                let length = all[start..].iter().take_while(|entry| entry.0 == symbol).count();
                &all[start..start + length]
            }
        }
    }

    /// Whether a value that was right for an attribute is right anywhere in a document, and worth
    /// remembering.
    #[inline]
    pub fn is_steady(&self, id: AttributeId) -> bool {
        self.steady[id.index()]
    }

    /// Whether a value is right for an attribute.
    #[inline]
    pub fn fits(&self, id: AttributeId, value: &str, context: &dyn NamespaceContext) -> bool {
        self.checks[id.index()].fits(&self.patterns, &self.strings, value, context)
    }

    /// The local name that messages give an element: its first one.
    pub fn element_name(&self, id: ElementId) -> &str {
        self.element(id)
            .names
            .iter()
            .find_map(|symbol| self.element_names.name(symbol))
            .map_or("*", |n| n.1)
    }

    /// The name that messages give an attribute.
    pub fn attribute_name(&self, id: AttributeId) -> String {
        let names = &self.attribute(id).names;
        let name = names.iter().find_map(|symbol| self.attribute_names.name(symbol));
        name.map_or("*".into(), |(namespace, local)| prefixed(namespace, local))
    }
}

/// The rows of attributes of all elements; none where they would be too large.
fn rows(elements: &[Element], symbols: usize) -> Vec<u16> {
    if elements.len() * symbols > MAX_CELLS {
        return Vec::new();
    }
    let mut rows = vec![0; elements.len() * symbols];
    for (element, row) in elements.iter().zip(rows.chunks_mut(symbols)) {
        for (at, (symbol, ..)) in element.attributes.iter().enumerate() {
            let cell = &mut row[*symbol as usize];
            let one = u16::try_from(at + 1).unwrap_or(SEVERAL);
            *cell = if *cell == 0 { one } else { SEVERAL };
        }
    }
    rows
}

/// The name of an attribute as it is usually written.
pub fn prefixed(namespace: &str, local: &str) -> String {
    if namespace == crate::xml::XML_NAMESPACE { format!("xml:{local}") } else { local.into() }
}

impl Grammar {
    /// Takes the attributes out of a content that do not depend on anything.
    fn set_apart(&mut self, id: PatternId, found: &mut Found) -> PatternId {
        if !self.patterns.has_attributes(id) {
            return id;
        }
        match self.patterns.node(id) {
            Node::Attribute(attribute) => match self.attributes[attribute.index()].names {
                Names::One(symbol) => {
                    found.named.push((symbol, attribute, Role::Required));
                    found.required.push(attribute);
                    EMPTY
                }
                Names::Many(..) => id,
            },
            Node::Choice(members) => {
                let [EMPTY, optional] = *self.patterns.members(members) else { return id };
                match self.patterns.node(optional) {
                    Node::Attribute(attribute) => match self.attributes[attribute.index()].names {
                        Names::One(symbol) => {
                            found.named.push((symbol, attribute, Role::Optional));
                            EMPTY
                        }
                        Names::Many(..) => id,
                    },
                    Node::OneOrMore(inside) => match self.patterns.node(inside) {
                        Node::Attribute(attribute) => {
                            match self.attributes[attribute.index()].names {
                                Names::One(symbol) => {
                                    found.named.push((symbol, attribute, Role::Optional));
                                }
                                Names::Many(..) => found.wide.push((attribute, Role::Optional)),
                            }
                            EMPTY
                        }
                        _ => id,
                    },
                    _ => id,
                }
            }
            Node::Group(..) => {
                let (mut parts, mut rest) = (Vec::new(), id);
                while let Node::Group(head, tail) = self.patterns.node(rest) {
                    parts.push(self.set_apart(head, found));
                    rest = tail;
                }
                let last = self.set_apart(rest, found);
                parts.into_iter().rev().fold(last, |rest, part| self.patterns.group(part, rest))
            }
            Node::Interleave(a, b) => {
                let (a, b) = (self.set_apart(a, found), self.set_apart(b, found));
                self.patterns.interleave(a, b)
            }
            Node::OneOrMore(_)
            | Node::NotAllowed
            | Node::Empty
            | Node::Text
            | Node::Element(_)
            | Node::Data(_)
            | Node::Value(_)
            | Node::List(_) => id,
        }
    }

    /// Finds the attributes that are left in a content.
    fn collect(&self, content: PatternId, found: &mut Found) {
        let mut todo = vec![content];
        let mut seen = std::collections::HashSet::new();
        while let Some(id) = todo.pop() {
            if !self.patterns.has_attributes(id) || !seen.insert(id) {
                continue;
            }
            match self.patterns.node(id) {
                Node::Attribute(attribute) => match self.attributes[attribute.index()].names {
                    Names::One(symbol) => found.named.push((symbol, attribute, Role::Dependent)),
                    Names::Many(..) => found.wide.push((attribute, Role::Dependent)),
                },
                Node::Choice(members) => todo.extend(self.patterns.members(members)),
                Node::Group(a, b) | Node::Interleave(a, b) => todo.extend([a, b]),
                Node::OneOrMore(inside) => todo.push(inside),
                Node::NotAllowed
                | Node::Empty
                | Node::Text
                | Node::Element(_)
                | Node::Data(_)
                | Node::Value(_)
                | Node::List(_) => {}
            }
        }
    }
}
