//! What is told about elements and text: what is wrong, and what can be done.

use super::level::{DAMAGED, FREE};
use super::machine::Step;
use super::names::Symbol;
use super::nearest::nearest;
use super::pattern::ElementId;
use super::search::{Rescue, candidates, missing_at_end, rescue, text_holders};
use super::validate::{Run, Stop};
use crate::diagnostic::Code;
use crate::xml::Tag;

/// The namespace of TEI.
const TEI: &str = "http://www.tei-c.org/ns/1.0";
/// How TEI says what other vocabularies call by these names: name, then the way of TEI.
const TEI_WAYS: &str = include_str!("tei-ways.tsv");
/// How many names a message lists.
const MOST_NAMES: usize = 6;
/// How many things to do a message offers.
const MOST_WAYS: usize = 3;

impl<'d> Run<'_, 'd> {
    /// An element that is not allowed where it stands: told, and gone into in the likeliest way.
    #[cold]
    pub fn misplaced(&mut self, tag: Tag<'d>, symbol: Symbol) -> Result<(), Stop> {
        if !self.is_known(symbol) {
            return self.unknown(tag, symbol);
        }
        let state = self.here.state;
        let found = match self.searches.get(&(state, symbol)) {
            Some(known) => known.clone(),
            None => {
                let found = rescue(self.machine, state, symbol)?;
                self.searches.insert((state, symbol), found.clone());
                found
            }
        };
        let written = tag.written;
        let within = self.here.element.map(|parent| self.compiled.element_name(parent).to_owned());
        let Some(within) = within else {
            let names = self.names(self.here.state)?;
            let message = format!("`<{written}>` cannot be the root of the document");
            self.tell(Code::MisplacedElement, message, Some(format!("the root is {names}")))?;
            return self.enter_anyhow(symbol, self.here.state);
        };
        if let Rescue::Missing { before, steps } = found {
            let missing = self.sequence(&before);
            let message = format!("{missing} is missing in `<{within}>` before `<{written}>`");
            let help = self.gloss(before.first().and_then(|place| place.first()).copied());
            self.tell(Code::MissingElement, message, help)?;
            return self.enter_many(symbol, &steps);
        }
        if let Some(earlier) = self.comes_earlier(symbol)? {
            let message =
                format!("`<{written}>` is not allowed after `<{earlier}>` in `<{within}>`");
            let help = format!("it stands earlier in `<{within}>`, and not more often than that");
            self.here.mark(DAMAGED);
            self.tell(Code::MisplacedElement, message, Some(help))?;
            return self.enter_anyhow(symbol, state);
        }
        let message = format!("`<{written}>` is not allowed in `<{within}>` here");
        match found {
            Rescue::Wrapper { around, after } => {
                let ways = self.list(&around, MOST_WAYS, "or");
                self.tell(Code::MisplacedElement, message, Some(format!("put it in {ways}")))?;
                self.enter_anyhow(symbol, after)
            }
            Rescue::Wrappers { outer, inner, after } => {
                let (outer, inner) =
                    (self.compiled.element_name(outer), self.compiled.element_name(inner));
                let help = format!("put it in `<{inner}>`, and that in `<{outer}>`");
                self.tell(Code::MisplacedElement, message, Some(help))?;
                self.enter_anyhow(symbol, after)
            }
            Rescue::Missing { .. } | Rescue::None => {
                let help = match self.names(state)?.as_str() {
                    "" => format!("no element is allowed at this place of `<{within}>`"),
                    names => format!("allowed here: {names}"),
                };
                self.here.mark(DAMAGED);
                self.tell(Code::MisplacedElement, message, Some(help))?;
                self.enter_anyhow(symbol, state)
            }
        }
    }

    /// Whether the schema has an element with this very name.
    fn is_known(&self, symbol: Symbol) -> bool {
        let elements = &self.compiled.by_symbol[symbol as usize];
        elements.iter().any(|&id| !self.compiled.element(id).names.is_infinite())
    }

    /// The elements that can have a name, whatever may follow them.
    fn of_name(&self, symbol: Symbol, after: super::machine::StateId) -> Vec<Step> {
        let elements = self.compiled.by_symbol[symbol as usize].iter();
        let own = elements.filter(|&&id| !self.compiled.element(id).names.is_infinite());
        own.map(|&element| Step { element, after }).collect()
    }

    fn enter_anyhow(&mut self, symbol: Symbol, after: super::machine::StateId) -> Result<(), Stop> {
        let steps = self.of_name(symbol, after);
        if steps.is_empty() {
            self.here.state = after;
            self.enter_free(symbol);
            return Ok(());
        }
        self.enter_many(symbol, &steps)
    }

    /// An element inside one of which nothing is known.
    pub fn start_anywhere(&mut self, tag: Tag<'d>, symbol: Symbol) -> Result<(), Stop> {
        let namespace = self.reader.name(tag.name).namespace;
        let foreign = self.compiled.element_names.names().all(|(known, _)| known != namespace);
        if self.is_known(symbol) {
            return self.enter_anyhow(symbol, super::machine::DEAD);
        } else if foreign {
            // All of a foreign vocabulary was told with its outermost element.
            self.enter_free(symbol);
            return Ok(());
        }
        self.unknown(tag, symbol)
    }

    /// An element whose name the schema does not have.
    fn unknown(&mut self, tag: Tag<'d>, symbol: Symbol) -> Result<(), Stop> {
        let name = self.reader.name(tag.name);
        let (namespace, local) = (name.namespace.to_owned(), name.local.to_owned());
        let written = tag.written;
        let compiled = self.compiled;
        let elsewhere = compiled.element_names.names().position(|(_, other)| other == local);
        if let Some(right) = elsewhere.filter(|&at| self.is_known(at as Symbol)) {
            return self.wrong_namespace(tag, &namespace, right as Symbol);
        }
        let message = format!("the schema has no element `<{written}>`");
        let foreign = compiled.element_names.names().all(|(other, _)| other != namespace);
        if foreign && !namespace.is_empty() {
            let help = format!("nor any other of its namespace, `{namespace}`");
            self.tell(Code::UnknownElement, message, Some(help))?;
            self.here.mark(DAMAGED);
            self.enter_free(symbol);
            return Ok(());
        }
        let allowed =
            if self.here.is(FREE) { Vec::new() } else { self.machine.allowed(self.here.state)? };
        let here: Vec<(&str, Symbol)> = allowed
            .iter()
            .filter_map(|&(symbol, _)| Some((compiled.element_names.name(symbol)?.1, symbol)))
            .collect();
        let way = TEI_WAYS.lines().find_map(|line| line.strip_prefix(&*local)?.strip_prefix('\t'));
        let way = way.filter(|_| compiled.element_names.names().any(|(uri, _)| uri == TEI));
        let near = nearest(&local, here.iter().map(|&(name, _)| name));
        if let Some(near) = near.filter(|_| way.is_none()) {
            let help = format!("did you mean `<{near}>`?");
            self.tell(Code::UnknownElement, message, Some(help))?;
            let meant = here.iter().find(|&&(name, _)| name == near).expect("it is one of them").1;
            let steps = self.machine.steps(self.here.state, meant)?.to_vec();
            return self.enter_many(meant, &steps);
        }
        let anywhere = || nearest(&local, compiled.element_names.names().map(|(_, name)| name));
        let help = match (way, anywhere()) {
            (Some(way), _) => Some(format!("TEI writes {way}")),
            (None, Some(near)) => {
                Some(format!("did you mean `<{near}>`? It is not allowed at this place either"))
            }
            (None, None) => None,
        };
        self.tell(Code::UnknownElement, message, help)?;
        self.here.mark(DAMAGED);
        self.enter_free(symbol);
        Ok(())
    }

    /// An element with a known name in another namespace: told once for each namespace.
    fn wrong_namespace(
        &mut self,
        tag: Tag<'d>,
        namespace: &str,
        right: Symbol,
    ) -> Result<(), Stop> {
        let (wanted, local) = self.compiled.element_names.name(right).expect("a mentioned name");
        if self.wrong_namespaces.insert(namespace.to_owned()) {
            let called = |uri: &str| match uri {
                "" => "in no namespace".to_owned(),
                uri => format!("in the namespace `{uri}`"),
            };
            let written = tag.written;
            let message = format!(
                "`<{written}>` is {}; the schema has `<{local}>` {}",
                called(namespace),
                called(wanted)
            );
            let help = match wanted {
                "" => "take the namespace declaration away".to_owned(),
                uri => format!("declare it on the root element: xmlns=\"{uri}\""),
            };
            self.tell(Code::UnknownElement, message, Some(help))?;
        }
        if self.here.is(FREE) {
            return self.enter_anyhow(right, super::machine::DEAD);
        }
        let steps = self.machine.steps(self.here.state, right)?.to_vec();
        if steps.is_empty() { self.misplaced(tag, right) } else { self.enter_many(right, &steps) }
    }

    /// The last child, where the element would have been allowed before it.
    fn comes_earlier(&mut self, symbol: Symbol) -> Result<Option<String>, Stop> {
        let (Some(parent), Some(last)) = (self.here.element, self.here.last) else {
            return Ok(None);
        };
        let begin = self.machine.begin(parent);
        if self.machine.steps(begin, symbol)?.is_empty() {
            return Ok(None);
        }
        let last = self.compiled.element_names.name(last);
        Ok(Some(last.map_or("its last child", |(_, local)| local).to_owned()))
    }

    /// An element that ends too early.
    #[cold]
    pub fn incomplete(&mut self) -> Result<(), Stop> {
        let within = self.here.element.map_or("*", |id| self.compiled.element_name(id)).to_owned();
        let missing = missing_at_end(self.machine, self.here.state)?;
        let first = missing.first().and_then(|place| place.first()).copied();
        let message = if missing.is_empty() {
            format!("`<{within}>` is incomplete")
        } else {
            format!("`<{within}>` is incomplete: {} is missing", self.sequence(&missing))
        };
        let help = self.gloss(first);
        self.tell(Code::MissingElement, message, help)
    }

    /// Text where none is allowed.
    #[cold]
    pub fn misplaced_text(&mut self, at: usize) -> Result<(), Stop> {
        let within = self.here.element.map_or("*", |id| self.compiled.element_name(id)).to_owned();
        let holders = text_holders(self.machine, self.here.state)?;
        let help = if holders.is_empty() {
            None
        } else {
            Some(format!("put it in {}", self.list(&holders, MOST_WAYS, "or")))
        };
        let message = format!("text is not allowed in `<{within}>` here");
        self.tell_at(at, Code::MisplacedText, message, help)
    }

    /// The names that a state allows, as a list for a message.
    fn names(&mut self, state: super::machine::StateId) -> Result<String, Stop> {
        let elements: Vec<_> =
            candidates(self.machine, state)?.into_iter().map(|step| step.element).collect();
        Ok(self.list(&elements, MOST_NAMES, "or"))
    }

    /// Elements that are missing one after the other.
    fn sequence(&self, places: &[Vec<ElementId>]) -> String {
        let told: Vec<_> = places.iter().map(|place| self.list(place, MOST_WAYS, "or")).collect();
        told.join(", then ")
    }

    /// Elements as `<a>`, `<b>` or `<c>`.
    fn list(&self, elements: &[ElementId], most: usize, last: &str) -> String {
        let mut names: Vec<&str> = Vec::new();
        for &element in elements {
            let name = self.compiled.element_name(element);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.sort_by_key(|name| (name.len(), *name));
        enumerate(names.iter().map(|name| format!("`<{name}>`")).collect(), most, last)
    }

    /// What the schema says about an element.
    fn gloss(&self, element: Option<ElementId>) -> Option<String> {
        let gloss = self.compiled.element(element?).gloss.as_deref()?;
        Some(gloss.to_owned())
    }
}

/// Several things in a sentence; of many only the first are named.
pub(super) fn enumerate(mut things: Vec<String>, most: usize, last: &str) -> String {
    let others = things.len().saturating_sub(most);
    things.truncate(most);
    if others > 0 {
        let others = format!("{others} other{}", if others == 1 { "" } else { "s" });
        things.push(others);
    }
    match things.pop() {
        None => String::new(),
        Some(only) if things.is_empty() => only,
        Some(end) => format!("{} {last} {end}", things.join(", ")),
    }
}
