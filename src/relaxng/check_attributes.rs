//! The attributes of a start tag against the declaration of its element.

use super::compiled::{Element, Role};
use super::datatypes::IdKind;
use super::machine::{Exceeded, StateId};
use super::names::Symbol;
use super::pattern::{AttributeId, ElementId, NOT_ALLOWED};
use super::validate::{AttributeName, InScope, Run, Stop};
use crate::diagnostic::Code;
use crate::xml::{NameId, XML_NAMESPACE};
use std::borrow::Cow;

/// What is wrong with the attributes of an element. Numbers are places in the start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// The element does not have it.
    NotAllowed(usize),
    /// Its value is none of these.
    BadValue(usize, Vec<AttributeId>),
    /// It must be there.
    Missing(AttributeId),
    /// One of these must be there; none can be named where the list is empty.
    MissingOne(Vec<AttributeId>),
    /// It is allowed, but not with the others.
    Clashes(usize),
}

impl Run<'_, '_> {
    /// Checks the attributes and tells what is wrong; the state in which the element begins.
    #[inline]
    pub fn attributes(&mut self, element: ElementId) -> Result<StateId, Stop> {
        match self.plain_attributes(element) {
            Some(identifies) => {
                if identifies {
                    self.identify(element)?;
                }
                Ok(self.machine.begin(element))
            }
            None => self.wrong_attributes(element),
        }
    }

    /// Whether one of the attributes can be an identifier or a reference; none where they are not
    /// right, or not easily seen to be.
    #[inline]
    fn plain_attributes(&mut self, id: ElementId) -> Option<bool> {
        let compiled = self.compiled;
        let element = compiled.element(id);
        if element.correlated {
            return None;
        }
        let mut required = element.required.len();
        let mut identifies = false;
        for at in 0..self.reader.attributes().len() {
            let name = self.attribute_name(self.reader.attributes()[at].name);
            let &[(_, attribute, role)] = compiled.named(id, name.symbol) else { return None };
            let value = &self.reader.attributes()[at].value;
            // What was right before is right again, if namespaces have no say in it.
            let known = match value {
                Cow::Borrowed(text) if compiled.is_steady(attribute) => Some(*text),
                Cow::Borrowed(_) | Cow::Owned(_) => None,
            };
            if !known.is_some_and(|text| self.right_values.has(attribute, text)) {
                if !compiled.fits(attribute, value, &InScope(&self.reader)) {
                    return None;
                }
                if let Some(text) = known {
                    self.right_values.keep(attribute, text);
                }
            }
            required -= usize::from(role == Role::Required);
            identifies |= name.identifies;
        }
        (required == 0).then_some(identifies)
    }

    /// The same where something is wrong, or needs a closer look.
    #[cold]
    fn wrong_attributes(&mut self, element: ElementId) -> Result<StateId, Stop> {
        let (state, problems) = self.check_attributes(element)?;
        for problem in problems {
            self.tell_attribute(element, &problem)?;
        }
        self.identify(element)?;
        Ok(state)
    }

    /// Checks the attributes silently.
    pub fn check_attributes(&mut self, id: ElementId) -> Result<(StateId, Vec<Problem>), Exceeded> {
        let compiled = self.compiled;
        let element = compiled.element(id);
        let mut problems = Vec::new();
        let mut required = 0;
        // For each attribute on which others depend: its number, and what it can be.
        let mut dependent: Vec<(usize, Vec<AttributeId>)> = Vec::new();
        for at in 0..self.reader.attributes().len() {
            let symbol = self.attribute_name(self.reader.attributes()[at].name).symbol;
            let attribute = &self.reader.attributes()[at];
            let context = InScope(&self.reader);
            let value_fits = |id: AttributeId| compiled.fits(id, &attribute.value, &context);
            match compiled.named(id, symbol) {
                [] => {}
                &[(_, id, role)] => {
                    if role == Role::Required {
                        required += 1;
                    }
                    if !value_fits(id) {
                        problems.push(Problem::BadValue(at, vec![id]));
                    }
                    if role == Role::Dependent {
                        let wide = wide(element, compiled, symbol);
                        let more = wide.filter(|&id| value_fits(id));
                        dependent.push((at, [id].into_iter().chain(more).collect()));
                    }
                    continue;
                }
                several => {
                    let all = several.iter().map(|&(_, id, _)| id);
                    let all: Vec<_> = all.chain(wide(element, compiled, symbol)).collect();
                    let fitting: Vec<_> =
                        all.iter().copied().filter(|&id| value_fits(id)).collect();
                    if fitting.is_empty() {
                        problems.push(Problem::BadValue(at, all.clone()));
                        dependent.push((at, all));
                    } else {
                        dependent.push((at, fitting));
                    }
                    continue;
                }
            }
            let all: Vec<_> = wide(element, compiled, symbol).collect();
            if all.is_empty() {
                problems.push(Problem::NotAllowed(at));
                continue;
            }
            let fitting: Vec<_> = all.iter().copied().filter(|&id| value_fits(id)).collect();
            let depends = |id: &AttributeId| element.wide.contains(&(*id, Role::Dependent));
            if fitting.is_empty() {
                problems.push(Problem::BadValue(at, all.clone()));
            }
            let fitting = if fitting.is_empty() { all } else { fitting };
            if fitting.iter().all(depends) {
                dependent.push((at, fitting));
            }
        }
        if required < element.required.len() {
            self.missing(element, &mut problems);
        }
        if !element.correlated {
            return Ok((self.machine.begin(id), problems));
        }
        let matched: Vec<_> = dependent.iter().map(|(_, ids)| ids.clone()).collect();
        let content = self.machine.with_attributes(id, &matched)?;
        if content != NOT_ALLOWED {
            return Ok((self.machine.state(content), problems));
        }
        if problems.is_empty() && element.content != NOT_ALLOWED {
            problems.push(self.clash(element, &dependent));
        } else if problems.is_empty() {
            problems.push(Problem::MissingOne(Vec::new()));
        }
        Ok((self.machine.begin(id), problems))
    }

    /// The required attributes that are not there.
    #[cold]
    fn missing(&self, element: &Element, problems: &mut Vec<Problem>) {
        for &attribute in &element.required {
            let names = &self.compiled.attribute(attribute).names;
            let there = self.reader.attributes().iter().any(|given| {
                let known = self.attribute_names[given.name.index()];
                known.is_some_and(|known| names.has(known.symbol))
            });
            if !there {
                problems.push(Problem::Missing(attribute));
            }
        }
    }

    /// Why attributes that are each allowed are not allowed together.
    #[cold]
    fn clash(&mut self, element: &Element, dependent: &[(usize, Vec<AttributeId>)]) -> Problem {
        let mut left = element.content;
        for (at, ids) in dependent {
            let next = self.machine.after_attribute(left, ids);
            if next == NOT_ALLOWED {
                return Problem::Clashes(*at);
            }
            left = next;
        }
        let mut candidates = Vec::new();
        for &(_, id, role) in &element.attributes {
            if role == Role::Dependent {
                let with = self.machine.after_attribute(left, &[id]);
                if self.machine.without_attributes(with) != NOT_ALLOWED {
                    candidates.push(id);
                }
            }
        }
        Problem::MissingOne(candidates)
    }

    /// Keeps the identifiers of the element and the references that it makes.
    pub fn identify(&mut self, element: ElementId) -> Result<(), Stop> {
        for at in 0..self.reader.attributes().len() {
            let attribute = &self.reader.attributes()[at];
            let known = self.attribute_names.get(attribute.name.index()).copied().flatten();
            let Some(name) = known.filter(|name| name.identifies) else { continue };
            let kind = match self.compiled.named(element, name.symbol) {
                _ if name.is_xml_id => IdKind::Id,
                [(_, id, _), ..] => self.compiled.identities[id.index()],
                [] => IdKind::None,
            };
            let (value, place) = (attribute.value.clone(), attribute.at);
            match kind {
                IdKind::None | IdKind::Entity | IdKind::Entities => {}
                IdKind::Idref => self.identities.refer(value, place),
                IdKind::Idrefs => self.identities.refer_to_all(&value, place),
                IdKind::Id => {
                    if let Some(first) = self.identities.give(value.clone(), place) {
                        let message = format!("the identifier `{value}` is given twice");
                        let code =
                            if name.is_xml_id { Code::DuplicateId } else { Code::RepeatedId };
                        self.tell_at(place, code, message, None)?;
                        self.told.last_mut().expect("just told").first = Some(first);
                    }
                }
            }
        }
        Ok(())
    }

    #[inline]
    fn attribute_name(&mut self, name: NameId) -> AttributeName {
        match self.attribute_names.get(name.index()) {
            Some(Some(known)) => *known,
            Some(None) | None => self.new_attribute(name),
        }
    }

    #[cold]
    fn new_attribute(&mut self, name: NameId) -> AttributeName {
        if self.attribute_names.len() <= name.index() {
            self.attribute_names.resize(name.index() + 1, None);
        }
        let found = self.reader.name(name);
        let symbol = self.compiled.attribute_names.symbol(found.namespace, found.local);
        let is_xml_id = found.namespace == XML_NAMESPACE && found.local == "id";
        let identifies = is_xml_id || self.compiled.identified[symbol as usize];
        let known = AttributeName { symbol, is_xml_id, identifies };
        self.attribute_names[name.index()] = Some(known);
        known
    }
}

/// The attributes of an element whose name class has this name.
fn wide<'c>(
    element: &'c Element,
    compiled: &'c super::compiled::Compiled,
    symbol: Symbol,
) -> impl Iterator<Item = AttributeId> + 'c {
    let has = move |id: &AttributeId| compiled.attribute(*id).names.has(symbol);
    element.wide.iter().map(|&(id, _)| id).filter(has)
}
