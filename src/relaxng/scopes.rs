//! Grammars and what they define: includes with their overrides (4.7), combined definitions
//! (4.17), and the check that every reference leads somewhere (4.18).

use super::files::{Files, Flaw};
use super::names::Alphabet;
use super::syntax::{
    Combine, Component, Definition, NameClass, NameClassKind, Offset, Pattern, PatternKind,
};
use crate::diagnostic::Code;
use crate::xml::XMLNS_NAMESPACE;
use hashbrown::HashMap;
use std::sync::Arc;

/// How many patterns may be written in all files together, each counted where it is used.
const MAX_WRITTEN: usize = 8 << 20;
/// How deep files, grammars and patterns may nest together.
const MAX_NESTING: usize = 250;

/// Where a pattern stands: in which file, in which grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Site {
    pub file: usize,
    pub scope: Option<usize>,
}

/// Definitions of one name.
#[derive(Debug, Clone)]
pub struct Definitions<'s> {
    pub combine: Combine,
    /// Each with its file.
    pub bodies: Vec<(&'s Definition, usize)>,
}

#[derive(Debug)]
struct Grammar<'s> {
    parent: Option<usize>,
    definitions: HashMap<Option<&'s str>, Definitions<'s>>,
}

/// A definition as it was found: its name (`None` is the start), where, and in which file.
type Found<'s> = (Option<&'s Arc<str>>, &'s Definition, usize);

/// The grammars of a schema.
pub struct Scopes<'s> {
    files: &'s Files<'s>,
    grammars: Vec<Grammar<'s>>,
    by_pattern: HashMap<(Site, Offset), usize>,
    /// Every `data` and `value`.
    pub typed: Vec<(&'s Pattern, Site)>,
    pub element_names: Alphabet,
    pub attribute_names: Alphabet,
    written: usize,
    depth: usize,
}

impl<'s> Scopes<'s> {
    /// Finds all grammars and checks all references in them.
    pub fn new(files: &'s Files<'s>) -> Result<Self, Flaw> {
        let mut scopes = Self {
            files,
            grammars: Vec::new(),
            by_pattern: HashMap::new(),
            typed: Vec::new(),
            element_names: Alphabet::default(),
            attribute_names: Alphabet::default(),
            written: 0,
            depth: 0,
        };
        scopes.pattern(&files.all[0].root, Site { file: 0, scope: None })?;
        Ok(scopes)
    }

    /// The grammar around a grammar.
    pub fn parent(&self, scope: usize) -> Option<usize> {
        self.grammars[scope].parent
    }

    /// The grammar that a `grammar` pattern stands for.
    pub fn of_grammar(&self, pattern: &Pattern, site: Site) -> usize {
        self.by_pattern[&(site, pattern.at)]
    }

    /// The definitions of a name that is known to be defined; `None` is the start.
    pub fn definitions(&self, scope: usize, name: Option<&'s str>) -> &Definitions<'s> {
        &self.grammars[scope].definitions[&name]
    }

    fn flaw<T>(
        &self,
        code: Code,
        site: Site,
        at: Offset,
        message: impl Into<String>,
    ) -> Result<T, Flaw> {
        Err(self.files.flaw(code, site.file, at, message))
    }

    fn pattern(&mut self, pattern: &'s Pattern, site: Site) -> Result<(), Flaw> {
        self.depth += 1;
        self.written += 1;
        if self.depth > MAX_NESTING || self.written > MAX_WRITTEN {
            let message = "the schema is larger or nests deeper than the limit";
            return self.flaw(Code::SchemaLimit, site, pattern.at, message);
        }
        match &pattern.kind {
            PatternKind::Element { name, content } => {
                self.name_class(name, site, Except::None)?;
                self.patterns(content, site)?;
            }
            PatternKind::Attribute { name, content } => {
                self.name_class(name, site, Except::None)?;
                self.attribute_name(name, site)?;
                self.patterns(content, site)?;
            }
            PatternKind::Group(content)
            | PatternKind::Interleave(content)
            | PatternKind::Choice(content)
            | PatternKind::Optional(content)
            | PatternKind::ZeroOrMore(content)
            | PatternKind::OneOrMore(content)
            | PatternKind::List(content)
            | PatternKind::Mixed(content) => self.patterns(content, site)?,
            PatternKind::Data { except, .. } => {
                self.typed.push((pattern, site));
                self.patterns(except, site)?;
            }
            PatternKind::Value { .. } => self.typed.push((pattern, site)),
            PatternKind::Ref(name) => self.reference(site.scope, name, pattern.at, site)?,
            PatternKind::ParentRef(name) => {
                let parent = site.scope.and_then(|scope| self.grammars[scope].parent);
                self.reference(parent, name, pattern.at, site)?;
            }
            PatternKind::Empty | PatternKind::NotAllowed | PatternKind::Text => {}
            PatternKind::External(_) => {
                let file = self.files.links[&(site.file, pattern.at)];
                self.pattern(&self.files.all[file].root, Site { file, ..site })?;
            }
            PatternKind::Grammar(components) => {
                self.grammar(components, pattern.at, site)?;
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn patterns(&mut self, content: &'s [Pattern], site: Site) -> Result<(), Flaw> {
        content.iter().try_for_each(|pattern| self.pattern(pattern, site))
    }

    fn reference(
        &self,
        scope: Option<usize>,
        name: &str,
        at: Offset,
        site: Site,
    ) -> Result<(), Flaw> {
        let Some(scope) = scope else {
            let message = format!("`{name}` is referred to outside a grammar that could define it");
            return self.flaw(Code::SchemaDefinition, site, at, message);
        };
        if self.grammars[scope].definitions.contains_key(&Some(name)) {
            return Ok(());
        }
        let names = self.grammars[scope].definitions.keys().flatten().copied();
        let near = crate::relaxng::nearest::nearest(name, names);
        let hint = near.map(|near| format!("; `{near}` is")).unwrap_or_default();
        self.flaw(Code::SchemaDefinition, site, at, format!("`{name}` is not defined{hint}"))
    }

    fn grammar(&mut self, components: &'s [Component], at: Offset, site: Site) -> Result<(), Flaw> {
        let mut found: Vec<Found<'s>> = Vec::new();
        self.gather(components, site, &mut found)?;
        let scope = self.grammars.len();
        let definitions = self.combine(&found, site)?;
        if !definitions.contains_key(&None) {
            let message = "the grammar has no start";
            return self.flaw(Code::SchemaDefinition, site, at, message);
        }
        self.grammars.push(Grammar { parent: site.scope, definitions });
        self.by_pattern.insert((site, at), scope);
        for (_, definition, file) in found {
            self.patterns(&definition.content, Site { file, scope: Some(scope) })?;
        }
        Ok(())
    }

    /// The definitions of a grammar with those that it includes, overridden ones left out.
    fn gather(
        &mut self,
        components: &'s [Component],
        site: Site,
        found: &mut Vec<Found<'s>>,
    ) -> Result<(), Flaw> {
        self.depth += 1;
        if self.depth > MAX_NESTING || found.len() > MAX_WRITTEN {
            let message = "the schema is larger or nests deeper than the limit";
            return self.flaw(Code::SchemaLimit, site, 0, message);
        }
        for component in components {
            match component {
                Component::Start(definition) => found.push((None, definition, site.file)),
                Component::Define(name, definition) => {
                    found.push((Some(name), definition, site.file));
                }
                Component::Div(inner) => self.gather(inner, site, found)?,
                Component::Include(include) => {
                    let file = self.files.links[&(site.file, include.at)];
                    let PatternKind::Grammar(included) = &self.files.all[file].root.kind else {
                        let message = "what is included is no grammar";
                        return self.flaw(Code::SchemaDefinition, site, include.at, message);
                    };
                    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
                    self.gather(included, Site { file, ..site }, &mut theirs)?;
                    self.gather(&include.overrides, site, &mut ours)?;
                    let overridden: Vec<_> = ours.iter().map(|&(name, ..)| name).collect();
                    for (name, definition, _) in &ours {
                        if theirs.iter().all(|(other, ..)| other != name) {
                            let name = name.map_or("start", |name| &**name);
                            let message = format!(
                                "`{name}` overrides nothing: the included grammar has none"
                            );
                            let at = definition.at;
                            return self.flaw(Code::SchemaDefinition, site, at, message);
                        }
                    }
                    theirs.retain(|(name, ..)| !overridden.contains(name));
                    found.append(&mut theirs);
                    found.append(&mut ours);
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn combine(
        &self,
        found: &[Found<'s>],
        site: Site,
    ) -> Result<HashMap<Option<&'s str>, Definitions<'s>>, Flaw> {
        let mut all: HashMap<Option<&'s str>, Definitions<'s>> =
            HashMap::with_capacity(found.len());
        let mut plain: HashMap<Option<&'s str>, usize> = HashMap::with_capacity(found.len());
        let mut stated: HashMap<Option<&'s str>, Combine> = HashMap::new();
        for &(name, definition, file) in found {
            let key = name.map(|name| &**name);
            let told = key.unwrap_or("start");
            let site = Site { file, ..site };
            if let Some(combine) = definition.combine {
                if *stated.entry(key).or_insert(combine) != combine {
                    let message = format!("`{told}` is combined in two ways");
                    return self.flaw(Code::SchemaDefinition, site, definition.at, message);
                }
            } else {
                let count = plain.entry(key).or_insert(0);
                *count += 1;
                if *count > 1 {
                    let message = format!("`{told}` is defined twice without `combine`");
                    return self.flaw(Code::SchemaDefinition, site, definition.at, message);
                }
            }
            let fresh = || Definitions { combine: Combine::Choice, bodies: Vec::new() };
            let entry = all.entry(key).or_insert_with(fresh);
            entry.bodies.push((definition, file));
            if let Some(&combine) = stated.get(&key) {
                entry.combine = combine;
            }
        }
        Ok(all)
    }

    /// What `except` may hold (4.16).
    fn name_class(&self, class: &NameClass, site: Site, within: Except) -> Result<(), Flaw> {
        let (inner, except) = match &class.kind {
            NameClassKind::Name { .. } => return Ok(()),
            NameClassKind::AnyName(inner) => {
                if within != Except::None {
                    let message = "`anyName` cannot be excepted from a name class";
                    return self.flaw(Code::SchemaRestriction, site, class.at, message);
                }
                (inner, Except::AnyName)
            }
            NameClassKind::NsName(_, inner) => {
                if within == Except::NsName {
                    let message = "`nsName` cannot be excepted from `nsName`";
                    return self.flaw(Code::SchemaRestriction, site, class.at, message);
                }
                // Within the exceptions of `anyName` it keeps its own, stricter rule.
                (inner, Except::NsName)
            }
            NameClassKind::Choice(inner) => (inner, within),
        };
        inner.iter().try_for_each(|class| self.name_class(class, site, except))
    }

    /// No attribute is a namespace declaration (4.16).
    fn attribute_name(&self, class: &NameClass, site: Site) -> Result<(), Flaw> {
        let (inner, namespace) = match &class.kind {
            NameClassKind::Name { namespace, local } => {
                if namespace.is_empty() && &**local == "xmlns" {
                    let message = "`xmlns` is no attribute: it declares a namespace";
                    return self.flaw(Code::SchemaRestriction, site, class.at, message);
                }
                (&[][..], Some(namespace))
            }
            NameClassKind::AnyName(inner) | NameClassKind::Choice(inner) => (&inner[..], None),
            NameClassKind::NsName(namespace, inner) => (&inner[..], Some(namespace)),
        };
        // The specification writes the URI without the slash that it has in XML.
        let declares = |namespace: &str| {
            namespace == XMLNS_NAMESPACE || namespace == XMLNS_NAMESPACE.trim_end_matches('/')
        };
        if namespace.is_some_and(|namespace| declares(namespace)) {
            let message = "no attribute is in the namespace of namespace declarations";
            return self.flaw(Code::SchemaRestriction, site, class.at, message);
        }
        inner.iter().try_for_each(|class| self.attribute_name(class, site))
    }
}

/// Within the exceptions of which name class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Except {
    None,
    AnyName,
    NsName,
}
