//! One document run through the automaton. Validation goes on after an error, so that each
//! independent one is found, once.

use super::compiled::Compiled;
use super::datatypes::NamespaceContext;
use super::identities::Identities;
use super::level::{CHILD, DAMAGED, FREE, Level, MANY, TEXT_TOLD};
use super::machine::{DEAD, Exceeded, Machine, StateId, Step, TextRule};
use super::names::Symbol;
use super::right_values::RightValues;
use super::search::Rescue;
use super::strings::is_blank;
use crate::diagnostic::Code;
use crate::xml::tree::Growing;
use crate::xml::{Document, Event, Limits, NameId, Reader, Tag, XmlError};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// What a validation may use, and how much it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// The limits of reading.
    pub xml: Limits,
    /// Patterns that the automaton may make beyond those of the schema, about 60 bytes each.
    pub patterns: usize,
    /// Bytes that the rows of the automaton may take before they are forgotten and built anew.
    pub rows: usize,
    /// How many findings are told before the rest is left out.
    pub findings: usize,
}

impl Default for Options {
    /// The limits of reading, 2^20 patterns, 64 MiB of rows, 1,000 findings.
    fn default() -> Self {
        Self { xml: Limits::default(), patterns: 1 << 20, rows: 64 << 20, findings: 1000 }
    }
}

/// A finding at an offset of the decoded document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub at: usize,
    pub code: Code,
    pub message: String,
    pub help: Option<String>,
    /// The place of another thing that the message is about.
    pub first: Option<usize>,
}

impl Told {
    pub fn new(at: usize, code: Code, message: String) -> Self {
        Self { at, code, message, help: None, first: None }
    }
}

/// Why a run ends before the document does.
pub(super) enum Stop {
    IllFormed(XmlError),
    Exceeded,
    Enough,
}

impl From<Exceeded> for Stop {
    fn from(_: Exceeded) -> Self {
        Self::Exceeded
    }
}

/// The text of an element so far, where all of it counts.
#[derive(Debug, Default)]
struct Gathered<'d> {
    text: Option<Cow<'d, str>>,
    at: usize,
}

/// A name of the document in the alphabets of the schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct AttributeName {
    pub symbol: Symbol,
    pub is_xml_id: bool,
    /// Whether its values can be identifiers, or point at them.
    pub identifies: bool,
}

/// A validation.
pub(super) struct Run<'r, 'd> {
    pub compiled: &'r Compiled,
    pub machine: &'r mut Machine,
    pub reader: Reader<'d>,
    pub here: Level,
    levels: Vec<Level>,
    /// For the open elements that may be several, what may follow each.
    forks: Vec<Box<[StateId]>>,
    element_symbols: Vec<Option<Symbol>>,
    pub attribute_names: Vec<Option<AttributeName>>,
    text: Gathered<'d>,
    pub identities: Identities<'d>,
    pub right_values: RightValues<'d>,
    /// Namespaces of which it was told that they are the wrong ones.
    pub wrong_namespaces: HashSet<String>,
    /// What was found out about a name that a state does not allow.
    pub searches: HashMap<(StateId, Symbol), Rescue>,
    pub told: Vec<Told>,
    most: usize,
    /// The tree of the document, where one is wanted.
    growing: Option<Growing<'d>>,
}

/// Where a value stands: the namespaces in scope and the entities of the document.
pub(super) struct InScope<'r, 'd>(pub &'r Reader<'d>);

impl NamespaceContext for InScope<'_, '_> {
    fn namespace(&self, prefix: &str) -> Option<&str> {
        self.0.namespace(prefix).filter(|namespace| !namespace.is_empty())
    }

    fn is_unparsed_entity(&self, name: &str) -> bool {
        self.0.is_unparsed_entity(name)
    }
}

/// What a validation gives.
pub(super) struct Outcome<'d> {
    /// The findings, in the order of the document.
    pub told: Vec<Told>,
    /// The tree, where one was to be grown and the document is well-formed.
    pub grown: Option<Growing<'d>>,
}

/// Validates a document, and grows its tree at the same time where one is given.
pub(super) fn validate<'d>(
    document: &'d Document<'_>,
    machine: &mut Machine,
    options: &Options,
    growing: Option<Growing<'d>>,
) -> Outcome<'d> {
    let compiled = std::sync::Arc::clone(machine.compiled());
    let start = machine.state(compiled.start);
    let mut run = Run {
        compiled: &compiled,
        machine,
        reader: document.reader(),
        here: Level::new(start),
        levels: Vec::new(),
        forks: Vec::new(),
        element_symbols: Vec::new(),
        attribute_names: Vec::new(),
        text: Gathered::default(),
        identities: Identities::default(),
        right_values: RightValues::default(),
        wrong_namespaces: HashSet::new(),
        searches: HashMap::new(),
        told: Vec::new(),
        most: options.findings,
        growing,
    };
    let mut ended = run.run();
    let at = run.reader.span().start;
    if let Err(Stop::Exceeded | Stop::Enough) = &ended {
        let message = match &ended {
            Err(Stop::Enough) => {
                format!("there are more than {} findings; the rest is left out", options.findings)
            }
            _ => format!(
                "the schema needs more than {} patterns to follow this document; what comes after \
                 this place was not validated",
                options.patterns
            ),
        };
        let code = match &ended {
            Err(Stop::Enough) => Code::TooManyFindings,
            _ => Code::XmlLimit,
        };
        run.told.push(Told::new(at, code, message));
        // Whether the rest is well-formed is still to be seen.
        ended = run.read_on();
    } else if ended.is_ok() {
        let room = options.findings.saturating_sub(run.told.len());
        let identities = std::mem::take(&mut run.identities);
        run.told.extend(identities.dangling().into_iter().take(room));
    }
    let Run { mut told, mut growing, .. } = run;
    if let Err(Stop::IllFormed(error)) = ended {
        told.push(ill_formed(error));
        growing = None;
    }
    told.sort_by_key(|one| one.at);
    Outcome { told, grown: growing }
}

/// The finding of a document that is not well-formed.
pub(super) fn ill_formed(error: XmlError) -> Told {
    Told::new(error.at, error.kind.into(), error.message)
}

impl<'d> Run<'_, 'd> {
    fn run(&mut self) -> Result<(), Stop> {
        while let Some(event) = self.reader.next_event().map_err(Stop::IllFormed)? {
            if let Some(tree) = &mut self.growing {
                tree.take(&self.reader, &event);
            }
            match event {
                Event::Start(tag) => self.start(tag)?,
                Event::End(_) => self.end()?,
                Event::Text(piece) => self.text(piece.text)?,
                Event::Comment(_) | Event::Instruction(_) => {}
                Event::Skipped(name) => {
                    let message = format!("entity `{name}` is declared in another file");
                    let help = "external entities are not read: put its text here";
                    self.tell(Code::EntityNotRead, message, Some(help.into()))?;
                }
            }
        }
        Ok(())
    }

    /// Reads the rest of the document without validating it.
    fn read_on(&mut self) -> Result<(), Stop> {
        while let Some(event) = self.reader.next_event().map_err(Stop::IllFormed)? {
            if let Some(tree) = &mut self.growing {
                tree.take(&self.reader, &event);
            }
        }
        Ok(())
    }

    /// Adds a finding at the start of the event that was read last.
    pub fn tell(&mut self, code: Code, message: String, help: Option<String>) -> Result<(), Stop> {
        let at = self.reader.span().start;
        self.tell_at(at, code, message, help)
    }

    pub fn tell_at(
        &mut self,
        at: usize,
        code: Code,
        message: String,
        help: Option<String>,
    ) -> Result<(), Stop> {
        if self.told.len() >= self.most {
            return Err(Stop::Enough);
        }
        self.told.push(Told { help, ..Told::new(at, code, message) });
        Ok(())
    }

    #[inline]
    fn element_symbol(&mut self, name: NameId) -> Symbol {
        match self.element_symbols.get(name.index()) {
            Some(Some(symbol)) => *symbol,
            Some(None) | None => self.new_symbol(name),
        }
    }

    #[cold]
    fn new_symbol(&mut self, name: NameId) -> Symbol {
        if self.element_symbols.len() <= name.index() {
            self.element_symbols.resize(name.index() + 1, None);
        }
        let found = self.reader.name(name);
        let symbol = self.compiled.element_names.symbol(found.namespace, found.local);
        self.element_symbols[name.index()] = Some(symbol);
        symbol
    }

    fn start(&mut self, tag: Tag<'d>) -> Result<(), Stop> {
        let symbol = self.element_symbol(tag.name);
        if let Some(text) = self.text.text.take() {
            // The text before a child cannot be data of a type.
            if !is_blank(&text) {
                self.plain_text(self.text.at)?;
            }
        }
        self.here.mark(CHILD);
        if self.here.is(FREE) {
            return self.start_anywhere(tag, symbol);
        }
        match self.machine.steps(self.here.state, symbol)? {
            &[step] => self.enter(symbol, step),
            [] => self.misplaced(tag, symbol),
            several => {
                let several = several.to_vec();
                self.enter_many(symbol, &several)
            }
        }
    }

    /// Goes into an element that can only be one of the schema.
    pub fn enter(&mut self, symbol: Symbol, step: Step) -> Result<(), Stop> {
        let state = self.attributes(step.element)?;
        self.push(
            Level { after: step.after, element: Some(step.element), ..Level::new(state) },
            symbol,
        );
        Ok(())
    }

    /// Goes into an element that can be several of the schema: those whose attributes are right.
    pub fn enter_many(&mut self, symbol: Symbol, steps: &[Step]) -> Result<(), Stop> {
        if let [one] = steps {
            return self.enter(symbol, *one);
        }
        let mut right = Vec::new();
        let (mut best, mut fewest) = (0, usize::MAX);
        for (at, step) in steps.iter().enumerate() {
            let (state, problems) = self.check_attributes(step.element)?;
            if problems.is_empty() {
                right.push((*step, state));
            } else if problems.len() < fewest {
                (best, fewest) = (at, problems.len());
            }
        }
        match right[..] {
            [] => self.enter(symbol, steps[best]),
            [(step, _)] => self.enter(symbol, step),
            [(first, _), ..] => {
                self.identify(first.element)?;
                let threads: Vec<_> =
                    right.iter().map(|&(_, state)| self.machine.threads(state)[0]).collect();
                let state = self.machine.state_of(&threads);
                let mut level = Level { element: Some(first.element), ..Level::new(state) };
                level.mark(MANY);
                self.forks.push(right.iter().map(|(step, _)| step.after).collect());
                self.push(level, symbol);
                Ok(())
            }
        }
    }

    /// Goes into an element of which nothing is known.
    pub fn enter_free(&mut self, symbol: Symbol) {
        let mut level = Level { after: self.here.state, ..Level::new(DEAD) };
        level.mark(FREE);
        self.push(level, symbol);
    }

    fn push(&mut self, level: Level, symbol: Symbol) {
        self.here.last = Some(symbol);
        self.levels.push(self.here);
        self.here = level;
    }

    #[inline]
    fn text(&mut self, text: Cow<'d, str>) -> Result<(), Stop> {
        if self.here.is(FREE) {
            return Ok(());
        }
        match self.machine.text_rule(self.here.state) {
            TextRule::Free => Ok(()),
            TextRule::Ask => {
                if is_blank(&text) {
                    Ok(())
                } else {
                    self.plain_text(self.reader.span().start)
                }
            }
            TextRule::Whole => {
                match &mut self.text.text {
                    Some(before) => before.to_mut().push_str(&text),
                    None => {
                        self.text = Gathered { text: Some(text), at: self.reader.span().start };
                    }
                }
                Ok(())
            }
        }
    }

    /// Text that stands beside elements, or in an element that takes any.
    fn plain_text(&mut self, at: usize) -> Result<(), Stop> {
        let next = self.machine.after_text(self.here.state)?;
        if next != DEAD {
            self.here.state = next;
            return Ok(());
        }
        if !self.here.is(TEXT_TOLD) {
            self.here.mark(TEXT_TOLD);
            self.misplaced_text(at)?;
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Stop> {
        let text = self.text.text.take();
        let level = self.here;
        let Some(parent) = self.levels.pop() else { return Ok(()) };
        let mut right = true;
        let mut threads = None;
        if !level.is(FREE) {
            let whole = self.machine.text_rule(level.state) == TextRule::Whole;
            if whole && !level.is(CHILD) {
                let text = text.unwrap_or_default();
                let fits = self.fitting(level.state, &text);
                right = fits.contains(&true);
                if !right {
                    self.wrong_text(level, &text)?;
                }
                threads = Some(fits);
            } else {
                if let Some(text) = text.filter(|text| !is_blank(text)) {
                    drop(text);
                    self.plain_text(self.text.at)?;
                }
                let state = self.here.state;
                right = self.machine.accepts(state);
                if !right && !self.here.is(DAMAGED) {
                    self.incomplete()?;
                }
            }
        }
        let state = self.here.state;
        self.here = parent;
        if level.is(MANY) {
            let after = self.forks.pop().expect("each level with several has its fork");
            let fits = |at: usize| {
                let pattern = self.machine.threads(state).get(at);
                match &threads {
                    Some(threads) => threads[at],
                    None => pattern.is_some_and(|&id| self.machine.patterns().is_nullable(id)),
                }
            };
            let fitting = after.iter().enumerate().filter(|&(at, _)| !right || fits(at));
            let fitting: Vec<StateId> = fitting.map(|(_, &state)| state).collect();
            if !self.here.is(FREE) {
                self.here.state = self.machine.join(&fitting)?;
            }
        } else if !self.here.is(FREE) {
            self.here.state = level.after;
        }
        Ok(())
    }

    /// Which threads of a state match the whole text of an element.
    fn fitting(&self, state: StateId, text: &str) -> Vec<bool> {
        let context = InScope(&self.reader);
        let (patterns, strings) = (self.machine.patterns(), &self.compiled.strings);
        let threads = self.machine.threads(state).iter();
        threads.map(|&id| strings.matches(patterns, id, text, &context)).collect()
    }
}
