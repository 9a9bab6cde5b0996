//! The XML syntax of RELAX NG (section 3 of the specification) read into a syntax tree.
//!
//! `ns`, `datatypeLibrary`, prefixes and `xml:base` are resolved while reading (4.2 to 4.5, 4.8,
//! 4.10); annotations are skipped, except that `a:documentation` becomes a gloss.

use super::datatypes::names::is_ncname;
use super::syntax::{
    Bindings, Combine, Component, Definition, Include, Offset, Param, Pattern, PatternKind,
    Reference, SchemaFile, SyntaxError,
};
use crate::diagnostic::Code;
use crate::xml::{Document, Event, Limits, Reader, XmlError};
use hashbrown::HashSet;
use std::sync::Arc;

mod elements;
mod name_classes;

use elements::{Element, Scope};

/// The namespace of the XML syntax.
pub const RELAXNG: &str = "http://relaxng.org/ns/structure/1.0";
/// The namespace of `a:documentation`.
const ANNOTATIONS: &str = "http://relaxng.org/ns/compatibility/annotations/1.0";

/// Reads a schema in the XML syntax. `path` is what findings name and what references in the
/// file are relative to; `namespace` is the `ns` that it inherits from the file that refers to it.
///
/// # Errors
/// The first place where the file is not well-formed or not RELAX NG.
pub fn read(bytes: &[u8], path: &str, namespace: &str) -> Result<SchemaFile, SyntaxError> {
    let document = Document::new(bytes, Limits::default()).map_err(|error| ill_formed(&error))?;
    let mut parser = Parser {
        reader: document.reader(),
        depth: 0,
        bindings: Bindings::default(),
        names: HashSet::new(),
        patterns: Vec::new(),
    };
    let root = loop {
        match parser.event()? {
            Some(Event::Start(_)) => {
                let tag = parser.tag()?;
                let scope = Scope {
                    namespace: namespace.into(),
                    library: "".into(),
                    base: Arc::new(Vec::new()),
                };
                let Some(tag) = tag else {
                    let at = parser.reader.span().start;
                    return Err(wrong(at, "the root is no element of RELAX NG"));
                };
                break parser.pattern(&tag, &scope)?;
            }
            Some(_) => {}
            None => return Err(wrong(0, "the schema is empty")),
        }
    };
    while parser.event()?.is_some() {}
    Ok(SchemaFile { path: path.into(), root })
}

/// The finding for a schema that is not well-formed.
fn ill_formed(error: &XmlError) -> SyntaxError {
    SyntaxError { code: error.kind.into(), at: error.at, message: error.message.clone() }
}

fn wrong(at: Offset, message: impl Into<String>) -> SyntaxError {
    SyntaxError { code: Code::SchemaSyntax, at, message: message.into() }
}

struct Parser<'d> {
    reader: Reader<'d>,
    depth: usize,
    /// The bindings last used, shared by the values that stand under the same ones.
    bindings: Bindings,
    /// Names of definitions and types, each held once.
    names: HashSet<Arc<str>>,
    /// The patterns read so far of the elements that are open, the innermost last.
    patterns: Vec<Pattern>,
}

impl<'d> Parser<'d> {
    fn event(&mut self) -> Result<Option<Event<'d>>, SyntaxError> {
        self.reader.next_event().map_err(|error| ill_formed(&error))
    }

    /// A text that many patterns share.
    fn shared(&mut self, text: &str) -> Arc<str> {
        Arc::clone(self.names.get_or_insert_with(text, |text| text.into()))
    }

    fn pattern(&mut self, element: &Element<'d>, outer: &Scope) -> Result<Pattern, SyntaxError> {
        let at = element.at;
        self.deeper(at)?;
        let scope = outer.within(element);
        let mut gloss = None;
        let kind = match element.local {
            "element" => {
                let (name, content) = self.named(element, &scope, &mut gloss)?;
                if content.is_empty() {
                    return Err(wrong(at, "`element` has no pattern for its content"));
                }
                PatternKind::Element { name, content }
            }
            "attribute" => {
                let (name, content) = self.named(element, &scope, &mut gloss)?;
                if content.len() > 1 {
                    return Err(wrong(at, "`attribute` has more than one pattern"));
                }
                PatternKind::Attribute { name, content }
            }
            "group" => PatternKind::Group(self.patterns(element, &scope)?),
            "interleave" => PatternKind::Interleave(self.patterns(element, &scope)?),
            "choice" => PatternKind::Choice(self.patterns(element, &scope)?),
            "optional" => PatternKind::Optional(self.patterns(element, &scope)?),
            "zeroOrMore" => PatternKind::ZeroOrMore(self.patterns(element, &scope)?),
            "oneOrMore" => PatternKind::OneOrMore(self.patterns(element, &scope)?),
            "list" => PatternKind::List(self.patterns(element, &scope)?),
            "mixed" => PatternKind::Mixed(self.patterns(element, &scope)?),
            "ref" | "parentRef" => {
                let name = self.reference_name(element)?;
                self.nothing(element.local)?;
                if element.local == "ref" {
                    PatternKind::Ref(name)
                } else {
                    PatternKind::ParentRef(name)
                }
            }
            "empty" => {
                self.nothing("empty")?;
                PatternKind::Empty
            }
            "notAllowed" => {
                self.nothing("notAllowed")?;
                PatternKind::NotAllowed
            }
            "text" => {
                self.nothing("text")?;
                PatternKind::Text
            }
            "value" => self.value(element, &scope)?,
            "data" => self.data(element, &scope)?,
            "externalRef" => {
                let reference = reference(element, &scope)?;
                self.nothing("externalRef")?;
                PatternKind::External(reference)
            }
            "grammar" => PatternKind::Grammar(self.components("grammar", &scope, true)?),
            other => return Err(wrong(at, format!("`{other}` is no pattern of RELAX NG"))),
        };
        self.depth -= 1;
        Ok(Pattern { at, gloss, kind })
    }

    /// The name of a `ref` or `define`.
    fn reference_name(&mut self, element: &Element<'_>) -> Result<Arc<str>, SyntaxError> {
        match &element.name {
            Some(name) if is_ncname(name) => Ok(self.shared(name)),
            Some(name) => Err(wrong(element.at, format!("`{name}` is no name of a definition"))),
            None => Err(wrong(element.at, format!("`{}` has no name", element.local))),
        }
    }

    /// An element that holds nothing.
    fn nothing(&mut self, parent: &str) -> Result<(), SyntaxError> {
        match self.child(parent, &mut None)? {
            None => Ok(()),
            Some(child) => Err(wrong(child.at, format!("`{parent}` is empty"))),
        }
    }

    /// One or more patterns. Documentation after a `value` is about that value.
    fn patterns(
        &mut self,
        element: &Element<'_>,
        scope: &Scope,
    ) -> Result<Vec<Pattern>, SyntaxError> {
        let patterns = self.some_patterns(element.local, scope, &mut None)?;
        if patterns.is_empty() {
            return Err(wrong(element.at, format!("`{}` has no pattern", element.local)));
        }
        Ok(patterns)
    }

    fn some_patterns(
        &mut self,
        parent: &str,
        scope: &Scope,
        gloss: &mut Option<Box<str>>,
    ) -> Result<Vec<Pattern>, SyntaxError> {
        let first = self.patterns.len();
        loop {
            let mut own = None;
            let of_value = match self.patterns[first..].last_mut() {
                Some(last) if matches!(last.kind, PatternKind::Value { .. }) => {
                    own = last.gloss.take();
                    true
                }
                _ => false,
            };
            let child = self.child(parent, if of_value { &mut own } else { &mut *gloss })?;
            if let Some(last) = self.patterns.last_mut().filter(|_| of_value) {
                last.gloss = own;
            }
            let Some(child) = child else { return Ok(self.patterns.drain(first..).collect()) };
            let pattern = self.pattern(&child, scope)?;
            self.patterns.push(pattern);
        }
    }

    fn value(&mut self, element: &Element<'_>, scope: &Scope) -> Result<PatternKind, SyntaxError> {
        // Without a type the library in scope does not count either (4.4).
        let (library, name) = match &element.datatype {
            Some(name) => (Arc::clone(&scope.library), Arc::clone(name)),
            None => (self.shared(""), self.shared("token")),
        };
        if !is_ncname(&name) {
            return Err(wrong(element.at, format!("`{name}` is no name of a type")));
        }
        let mut context = self.in_force();
        if &*name == "QName" || &*name == "NOTATION" {
            // An unprefixed QName is in the `ns` in force, not in the default namespace.
            let mut bound: Vec<_> = context.0.to_vec();
            bound.push(("".into(), Arc::clone(&scope.namespace)));
            context = Bindings(bound.into());
        }
        let value = self.text("value")?.into();
        Ok(PatternKind::Value { library, name, value, context })
    }

    fn in_force(&mut self) -> Bindings {
        let now = || self.reader.namespaces().filter(|(prefix, _)| *prefix != "xml");
        let known = self.bindings.0.iter().map(|(prefix, uri)| (&**prefix, &**uri));
        if !known.eq(now()) {
            let bound = now().map(|(prefix, uri)| (prefix.into(), uri.into()));
            self.bindings = Bindings(bound.collect());
        }
        self.bindings.clone()
    }

    fn data(&mut self, element: &Element<'_>, scope: &Scope) -> Result<PatternKind, SyntaxError> {
        let Some(name) = element.datatype.clone() else {
            return Err(wrong(element.at, "`data` has no type"));
        };
        if !is_ncname(&name) {
            return Err(wrong(element.at, format!("`{name}` is no name of a type")));
        }
        let (mut parameters, mut except) = (Vec::new(), None);
        while let Some(child) = self.child("data", &mut None)? {
            match child.local {
                "param" if except.is_none() => {
                    let Some(name) = child.name.as_deref().filter(|name| is_ncname(name)) else {
                        return Err(wrong(child.at, "`param` has no name"));
                    };
                    let value = self.text("param")?.into();
                    parameters.push(Param { at: child.at, name: name.into(), value });
                }
                "except" if except.is_none() => {
                    self.deeper(child.at)?;
                    let inner = scope.within(&child);
                    except = Some(self.patterns(&child, &inner)?);
                    self.depth -= 1;
                }
                other => {
                    let message =
                        format!("`{other}` cannot stand here: `data` holds `param`, then `except`");
                    return Err(wrong(child.at, message));
                }
            }
        }
        let library = Arc::clone(&scope.library);
        Ok(PatternKind::Data { library, name, parameters, except: except.unwrap_or_default() })
    }

    /// What a grammar, `div` or `include` holds.
    fn components(
        &mut self,
        parent: &str,
        outer: &Scope,
        includes: bool,
    ) -> Result<Vec<Component>, SyntaxError> {
        let mut components = Vec::new();
        while let Some(child) = self.child(parent, &mut None)? {
            self.deeper(child.at)?;
            let scope = outer.within(&child);
            components.push(match child.local {
                "start" => {
                    let definition = self.definition(&child, &scope)?;
                    if definition.content.len() > 1 {
                        return Err(wrong(child.at, "`start` has more than one pattern"));
                    }
                    Component::Start(definition)
                }
                "define" => {
                    let name = self.reference_name(&child)?;
                    Component::Define(name, self.definition(&child, &scope)?)
                }
                "div" => Component::Div(self.components("div", &scope, includes)?),
                "include" if includes => {
                    let reference = reference(&child, &scope)?;
                    let overrides = self.components("include", &scope, false)?;
                    Component::Include(Include { at: child.at, reference, overrides })
                }
                other => {
                    return Err(wrong(child.at, format!("`{other}` cannot stand in `{parent}`")));
                }
            });
            self.depth -= 1;
        }
        Ok(components)
    }

    fn definition(
        &mut self,
        element: &Element<'_>,
        scope: &Scope,
    ) -> Result<Definition, SyntaxError> {
        let combine = match element.combine.as_deref() {
            None => None,
            Some("choice") => Some(Combine::Choice),
            Some("interleave") => Some(Combine::Interleave),
            Some(other) => {
                let message = format!("combine is choice or interleave, not `{other}`");
                return Err(wrong(element.at, message));
            }
        };
        let content = self.patterns(element, scope)?;
        Ok(Definition { at: element.at, combine, content })
    }
}

fn reference(element: &Element<'_>, scope: &Scope) -> Result<Reference, SyntaxError> {
    let Some(href) = &element.href else {
        return Err(wrong(element.at, format!("`{}` has no href", element.local)));
    };
    if href.contains('#') {
        let message = format!("`{href}` points into a file; a schema is a whole file");
        return Err(wrong(element.at, message));
    }
    Ok(Reference {
        href: href.as_ref().into(),
        base: scope.base.to_vec(),
        namespace: Arc::clone(&scope.namespace),
    })
}
