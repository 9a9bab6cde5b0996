//! Simplification (section 4 of the specification): grammars, references and combined
//! definitions become one set of elements with their content.

use super::datatypes::{Datatype, DatatypeError, Param, Value};
use super::files::{Files, Flaw};
use super::names::{Alphabet, Names};
use super::pattern::{
    AttributeId, DataId, EMPTY, ElementId, NOT_ALLOWED, PatternId, Patterns, TEXT, ValueId,
};
use super::scopes::{Scopes, Site};
use super::strings::{Data, Literal, Strings, Tokens};
use super::syntax::{Bindings, Combine, Offset, Pattern, PatternKind};
use crate::diagnostic::Code;
use hashbrown::HashMap;
use std::hash::{Hash, Hasher};

/// How many patterns a schema may have.
const MAX_PATTERNS: usize = 1 << 20;
/// How deep references and patterns may nest together.
const MAX_REFERENCE_DEPTH: usize = 250;

/// An element of the schema.
#[derive(Debug)]
pub struct Element {
    pub names: Names,
    pub content: PatternId,
    pub gloss: Option<Box<str>>,
    /// The file and the place where it is declared.
    pub place: (usize, Offset),
}

/// An attribute of the schema.
#[derive(Debug)]
pub struct Attribute {
    pub names: Names,
    pub value: PatternId,
    pub gloss: Option<Box<str>>,
}

/// A schema in simple form.
#[derive(Debug)]
pub struct Grammar {
    pub patterns: Patterns,
    pub start: PatternId,
    pub elements: Vec<Element>,
    pub attributes: Vec<Attribute>,
    pub strings: Strings,
    pub element_names: Alphabet,
    pub attribute_names: Alphabet,
}

/// Where a pattern stands while it is built.
type Ctx = Site;

#[derive(Debug, Clone, Copy)]
enum Built {
    Begun,
    Done(PatternId),
}

#[derive(Clone, Copy)]
struct Pending<'s> {
    pattern: &'s Pattern,
    site: Ctx,
}

/// A type as it is written, wherever that is.
#[derive(Clone, Copy)]
struct TypeKey<'s> {
    library: &'s str,
    name: &'s str,
    parameters: &'s [super::syntax::Param],
}

impl<'s> TypeKey<'s> {
    fn given(self) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.parameters.iter().map(|one| (&*one.name, &*one.value))
    }
}

impl PartialEq for TypeKey<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.library == other.library && self.given().eq(other.given())
    }
}

impl Eq for TypeKey<'_> {}

impl Hash for TypeKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
        self.given().for_each(|parameter| parameter.hash(state));
    }
}

struct Builder<'s> {
    files: &'s Files<'s>,
    scopes: Scopes<'s>,
    patterns: Patterns,
    strings: Strings,
    /// Definitions by grammar and name (`None` is the start).
    built: HashMap<(usize, Option<&'s str>), Built>,
    elements: Vec<Pending<'s>>,
    attributes: Vec<(Pending<'s>, PatternId)>,
    types: HashMap<TypeKey<'s>, (u32, Datatype)>,
    data: HashMap<(u32, PatternId), DataId>,
    values: HashMap<Value, ValueId>,
    depth: usize,
}

/// Simplifies a schema.
pub fn simplify(files: &Files<'_>) -> Result<Grammar, Flaw> {
    let mut builder = Builder {
        files,
        scopes: Scopes::new(files)?,
        patterns: Patterns::new(MAX_PATTERNS),
        strings: Strings::default(),
        built: HashMap::new(),
        elements: Vec::new(),
        attributes: Vec::new(),
        types: HashMap::new(),
        data: HashMap::new(),
        values: HashMap::new(),
        depth: 0,
    };
    builder.check_types()?;
    let site = Site { file: 0, scope: None };
    let start = builder.pattern(&files.all[0].root, site)?;
    let mut contents = Vec::new();
    while contents.len() < builder.elements.len() {
        let Pending { pattern, site } = builder.elements[contents.len()];
        let PatternKind::Element { content, .. } = &pattern.kind else {
            unreachable!("only elements are pending here")
        };
        contents.push(builder.group(content, site)?);
        if builder.patterns.exceeded() {
            let message = "the schema has more patterns, or nests them deeper, than the limit";
            return Err(files.flaw(Code::SchemaLimit, site.file, pattern.at, message));
        }
    }
    if builder.patterns.exceeded() {
        let message = "the schema has more patterns, or nests them deeper, than the limit";
        return Err(files.flaw(Code::SchemaLimit, 0, 0, message));
    }
    Ok(builder.finish(start, contents))
}

impl<'s> Builder<'s> {
    fn flaw(&self, code: Code, site: Ctx, at: Offset, message: impl Into<String>) -> Flaw {
        self.files.flaw(code, site.file, at, message)
    }

    /// Makes every type that the schema names, used or not, so that a wrong one is always found.
    fn check_types(&mut self) -> Result<(), Flaw> {
        for (pattern, site) in std::mem::take(&mut self.scopes.typed) {
            match &pattern.kind {
                PatternKind::Data { library, name, parameters, .. } => {
                    let key = TypeKey { library, name, parameters };
                    self.datatype(key, pattern.at, site)?;
                }
                PatternKind::Value { library, name, value, context } => {
                    let key = TypeKey { library, name, parameters: &[] };
                    let (_, datatype) = self.datatype(key, pattern.at, site)?;
                    self.value(&datatype, value, context)
                        .map_err(|error| self.of_type(&error, site, pattern.at))?;
                }
                _ => unreachable!("only data and values have types"),
            }
        }
        Ok(())
    }

    fn of_type(&self, error: &DatatypeError, site: Ctx, at: Offset) -> Flaw {
        self.flaw(error.code(), site, at, error.to_string())
    }

    fn datatype(
        &mut self,
        key: TypeKey<'s>,
        at: Offset,
        site: Ctx,
    ) -> Result<(u32, Datatype), Flaw> {
        if let Some(known) = self.types.get(&key) {
            return Ok(known.clone());
        }
        let given = |(name, value): (&str, &str)| Param { name: name.into(), value: value.into() };
        let parameters: Vec<Param> = key.given().map(given).collect();
        let made = Datatype::new(key.library, key.name, &parameters, &());
        let datatype = made.map_err(|error| self.of_type(&error, site, at))?;
        let made = (self.types.len() as u32, datatype);
        self.types.insert(key, made.clone());
        Ok(made)
    }

    fn value(
        &mut self,
        datatype: &Datatype,
        text: &str,
        context: &Bindings,
    ) -> Result<ValueId, DatatypeError> {
        let value = datatype.value(text, context)?;
        let next = ValueId(self.strings.values.len() as u32);
        let id = *self.values.entry(value.clone()).or_insert(next);
        if id == next {
            self.strings.values.push(Literal { value, text: text.into() });
        }
        Ok(id)
    }

    fn group(&mut self, content: &'s [Pattern], site: Ctx) -> Result<PatternId, Flaw> {
        if let [one] = content {
            return self.pattern(one, site);
        }
        let parts = self.all(content, site)?;
        Ok(parts.into_iter().rev().fold(EMPTY, |rest, part| self.patterns.group(part, rest)))
    }

    /// The parts of an interleave as a tree that is as flat as can be.
    fn interleave(&mut self, parts: &[PatternId]) -> PatternId {
        match parts {
            [] => EMPTY,
            [one] => *one,
            [..] => {
                let (left, right) = parts.split_at(parts.len() / 2);
                let (left, right) = (self.interleave(left), self.interleave(right));
                self.patterns.interleave(left, right)
            }
        }
    }

    fn all(&mut self, content: &'s [Pattern], site: Ctx) -> Result<Vec<PatternId>, Flaw> {
        content.iter().map(|pattern| self.pattern(pattern, site)).collect()
    }

    fn pattern(&mut self, pattern: &'s Pattern, site: Ctx) -> Result<PatternId, Flaw> {
        self.depth += 1;
        if self.depth > MAX_REFERENCE_DEPTH {
            let message = format!("patterns and references nest deeper than {MAX_REFERENCE_DEPTH}");
            return Err(self.flaw(Code::SchemaLimit, site, pattern.at, message));
        }
        let id = match &pattern.kind {
            PatternKind::Element { name, .. } => {
                self.scopes.element_names.mention_class(name);
                let id = ElementId(self.elements.len() as u32);
                self.elements.push(Pending { pattern, site });
                self.patterns.element(id)
            }
            PatternKind::Attribute { name, content } => {
                self.scopes.attribute_names.mention_class(name);
                let value = match content.first() {
                    Some(value) => self.pattern(value, site)?,
                    None => TEXT,
                };
                if value == NOT_ALLOWED {
                    NOT_ALLOWED
                } else {
                    let id = AttributeId(self.attributes.len() as u32);
                    self.attributes.push((Pending { pattern, site }, value));
                    self.patterns.attribute(id)
                }
            }
            PatternKind::Group(content) => self.group(content, site)?,
            PatternKind::Interleave(content) => {
                let parts = self.all(content, site)?;
                self.interleave(&parts)
            }
            PatternKind::Choice(content) => {
                let members = self.all(content, site)?;
                self.patterns.choice(&members)
            }
            PatternKind::Optional(content) => {
                let inside = self.group(content, site)?;
                self.patterns.optional(inside)
            }
            PatternKind::ZeroOrMore(content) => {
                let inside = self.group(content, site)?;
                self.patterns.zero_or_more(inside)
            }
            PatternKind::OneOrMore(content) => {
                let inside = self.group(content, site)?;
                self.patterns.one_or_more(inside)
            }
            PatternKind::List(content) => {
                let inside = self.group(content, site)?;
                self.patterns.list(inside)
            }
            PatternKind::Mixed(content) => {
                let inside = self.group(content, site)?;
                self.patterns.interleave(inside, TEXT)
            }
            PatternKind::Ref(name) => self.definition(site.scope, Some(name), pattern.at, site)?,
            PatternKind::ParentRef(name) => {
                let parent = site.scope.and_then(|scope| self.scopes.parent(scope));
                self.definition(parent, Some(name), pattern.at, site)?
            }
            PatternKind::Empty => EMPTY,
            PatternKind::NotAllowed => NOT_ALLOWED,
            PatternKind::Text => TEXT,
            PatternKind::Value { .. } => self.value_pattern(pattern, site)?,
            PatternKind::Data { except, .. } => {
                let except = self.all(except, site)?;
                self.data_pattern(pattern, site, &except)?
            }
            PatternKind::External(_) => {
                let file = self.files.links[&(site.file, pattern.at)];
                let inner = Site { file, ..site };
                self.pattern(&self.files.all[file].root, inner)?
            }
            PatternKind::Grammar(_) => {
                let scope = self.scopes.of_grammar(pattern, site);
                self.definition(Some(scope), None, pattern.at, site)?
            }
        };
        self.depth -= 1;
        Ok(id)
    }

    fn value_pattern(&mut self, pattern: &'s Pattern, site: Ctx) -> Result<PatternId, Flaw> {
        let PatternKind::Value { library, name, value, context } = &pattern.kind else {
            unreachable!("only asked for values")
        };
        let key = TypeKey { library, name, parameters: &[] };
        let (_, datatype) = self.datatype(key, pattern.at, site)?;
        let id = self
            .value(&datatype, value, context)
            .map_err(|error| self.of_type(&error, site, pattern.at))?;
        Ok(self.patterns.value(id))
    }

    fn data_pattern(
        &mut self,
        pattern: &'s Pattern,
        site: Ctx,
        except: &[PatternId],
    ) -> Result<PatternId, Flaw> {
        let PatternKind::Data { library, name, parameters, .. } = &pattern.kind else {
            unreachable!("only asked for data")
        };
        let key = TypeKey { library, name, parameters };
        let (number, datatype) = self.datatype(key, pattern.at, site)?;
        let except = self.patterns.choice(except);
        let next = DataId(self.strings.data.len() as u32);
        let id = *self.data.entry((number, except)).or_insert(next);
        if id == next {
            self.strings.data.push(Data { datatype, except });
        }
        Ok(self.patterns.data(id))
    }

    /// The pattern of a definition (`None` is the start), all of its name combined (4.17).
    fn definition(
        &mut self,
        scope: Option<usize>,
        name: Option<&'s str>,
        at: Offset,
        site: Ctx,
    ) -> Result<PatternId, Flaw> {
        let scope = scope.expect("the scopes have refused references outside grammars");
        let key = (scope, name);
        match self.built.get(&key) {
            Some(Built::Done(id)) => return Ok(*id),
            Some(Built::Begun) => {
                let name = name.unwrap_or("start");
                let message = format!("`{name}` refers to itself without an element between");
                return Err(self.flaw(Code::SchemaDefinition, site, at, message));
            }
            None => {}
        }
        self.depth += 1;
        self.built.insert(key, Built::Begun);
        let definitions = self.scopes.definitions(scope, name).clone();
        let mut parts = Vec::with_capacity(definitions.bodies.len());
        for (definition, file) in definitions.bodies {
            let inner = Site { file, scope: Some(scope) };
            parts.push(self.group(&definition.content, inner)?);
        }
        let id = match definitions.combine {
            Combine::Choice => self.patterns.choice(&parts),
            Combine::Interleave => self.interleave(&parts),
        };
        self.depth -= 1;
        self.built.insert(key, Built::Done(id));
        Ok(id)
    }

    fn finish(mut self, start: PatternId, contents: Vec<PatternId>) -> Grammar {
        let (element_names, attribute_names) = (
            std::mem::take(&mut self.scopes.element_names),
            std::mem::take(&mut self.scopes.attribute_names),
        );
        let elements = self.elements.iter().zip(contents).map(|(pending, content)| {
            let (Pattern { at, gloss, kind }, site) = (pending.pattern, pending.site);
            let names = match kind {
                PatternKind::Element { name, .. } => element_names.names_of(name),
                _ => unreachable!("only elements are pending here"),
            };
            Element { names, content, gloss: gloss.clone(), place: (site.file, *at) }
        });
        let elements = elements.collect();
        let attributes = self.attributes.iter().map(|(pending, value)| {
            let Pattern { gloss, kind, .. } = pending.pattern;
            let names = match kind {
                PatternKind::Attribute { name, .. } => attribute_names.names_of(name),
                _ => unreachable!("only attributes are pending here"),
            };
            Attribute { names, value: *value, gloss: gloss.clone() }
        });
        let attributes = attributes.collect();
        let (patterns, strings) = (self.patterns, self.strings);
        Grammar { patterns, start, elements, attributes, strings, element_names, attribute_names }
    }
}

impl Grammar {
    /// Makes the automaton of every list; none of them is larger than the limit.
    pub fn compile_lists(&mut self, lists: &[PatternId]) -> bool {
        for &inside in lists {
            if self.strings.lists.contains_key(&inside) {
                continue;
            }
            let Some(tokens) = Tokens::new(&self.patterns, inside) else { return false };
            self.strings.lists.insert(inside, tokens);
        }
        true
    }
}
