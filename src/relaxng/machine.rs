//! The automaton of a schema, built as far as documents ask for it.
//!
//! A state is what an element may still hold. Reading a child leads to what may follow it, and
//! the child itself begins in a state of its own; what may follow waits on a stack. So the whole
//! is a pushdown automaton, deterministic also where a schema is not: where several elements of
//! the schema could be the one that was read, a state holds one pattern for each of them (its
//! threads), and the end tag tells which of them were right.
//!
//! Each state has a row: for each name the transition, computed for all names at once when a
//! document first comes there. States, rows and transitions live in a machine, which one thread
//! uses at a time; the schema below is never changed.

use super::compiled::Compiled;
use super::derive::{Memory, after_attribute, after_text, firsts, without_attributes};
use super::names::Symbol;
use super::pattern::{AttributeId, ElementId, NOT_ALLOWED, PatternId, Patterns};
use hashbrown::HashMap;
use std::sync::Arc;

/// What an element may still hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StateId(pub u32);

/// The state in which nothing is right.
pub const DEAD: StateId = StateId(0);

/// More states or patterns were needed than the limits allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exceeded;

/// An element that a name can stand for, and what may follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Step {
    /// The element.
    pub element: ElementId,
    /// The state after it.
    pub after: StateId,
}

/// The text that a state allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextRule {
    /// Any, anywhere: text changes nothing.
    Free,
    /// All that the element holds, perhaps data of a type.
    Whole,
    /// To be asked for.
    Ask,
}

#[derive(Debug)]
struct State {
    threads: Threads,
    row: Row,
    text: Option<StateId>,
    rule: TextRule,
    accepts: bool,
}

#[derive(Debug, Clone)]
enum Threads {
    One(PatternId),
    Many(Box<[PatternId]>),
}

/// For each name the number of its transition.
#[derive(Debug)]
enum Row {
    Unbuilt,
    Dense(Box<[Transition]>),
    Sparse(Box<[(Symbol, Transition)]>),
}

/// Where a name leads: to nothing, by one step (its number, from 1), or by several at once
/// (their number, with [`MANY`] set).
type Transition = u32;

/// The name can be several elements.
const MANY: Transition = 1 << 31;

/// With more names than this rows hold only the names that they allow.
const DENSE: usize = 1024;

/// The automaton.
#[derive(Debug)]
pub struct Machine {
    compiled: Arc<Compiled>,
    patterns: Patterns,
    states: Vec<State>,
    single: HashMap<PatternId, StateId>,
    several: HashMap<Box<[PatternId]>, StateId>,
    singles: Vec<Step>,
    manifold: Vec<Box<[Step]>>,
    /// The state in which each element begins, for those without correlated attributes.
    begins: Vec<Option<StateId>>,
    /// What correlated attributes leave of the content.
    attributes: HashMap<(ElementId, Vec<AttributeId>), PatternId>,
    /// Bytes of rows and transitions.
    rows: usize,
    row_limit: usize,
}

/// A name that may come, and where each reading of it leads.
pub type Allowed = (Symbol, Box<[Step]>);

impl Machine {
    /// A machine that may make so many patterns and so many bytes of rows.
    pub fn new(compiled: &Arc<Compiled>, patterns: usize, rows: usize) -> Self {
        let mut machine = Self {
            patterns: Patterns::over(&compiled.patterns, patterns),
            states: Vec::new(),
            single: HashMap::new(),
            several: HashMap::new(),
            singles: Vec::new(),
            manifold: Vec::new(),
            begins: vec![None; compiled.elements.len()],
            attributes: HashMap::new(),
            rows: 0,
            row_limit: rows,
            compiled: Arc::clone(compiled),
        };
        let dead = machine.state(NOT_ALLOWED);
        debug_assert_eq!(dead, DEAD);
        machine
    }

    /// The schema that it runs.
    pub fn compiled(&self) -> &Arc<Compiled> {
        &self.compiled
    }

    /// The patterns, those of the schema and those made since.
    pub fn patterns(&self) -> &Patterns {
        &self.patterns
    }

    /// Whether it has used so much of its room that a new one should take its place.
    pub fn is_worn(&self, patterns: usize) -> bool {
        self.patterns.exceeded() || self.patterns.len() > patterns / 2
    }

    fn check(&self) -> Result<(), Exceeded> {
        if self.patterns.exceeded() { Err(Exceeded) } else { Ok(()) }
    }

    /// The state of one pattern.
    pub fn state(&mut self, pattern: PatternId) -> StateId {
        if let Some(&known) = self.single.get(&pattern) {
            return known;
        }
        let id = self.push(Threads::One(pattern));
        self.single.insert(pattern, id);
        id
    }

    /// The state of several patterns side by side.
    pub fn state_of(&mut self, threads: &[PatternId]) -> StateId {
        if let [one] = threads {
            return self.state(*one);
        } else if threads.iter().all(|&thread| thread == NOT_ALLOWED) {
            return DEAD;
        }
        if let Some(&known) = self.several.get(threads) {
            return known;
        }
        let id = self.push(Threads::Many(threads.into()));
        self.several.insert(threads.into(), id);
        id
    }

    fn push(&mut self, threads: Threads) -> StateId {
        let all = match &threads {
            Threads::One(pattern) => std::slice::from_ref(pattern),
            Threads::Many(patterns) => patterns,
        };
        let whole = all.iter().any(|&pattern| self.patterns.has_strings(pattern));
        let accepts = all.iter().any(|&pattern| self.patterns.is_nullable(pattern));
        let rule = if whole { TextRule::Whole } else { TextRule::Ask };
        let id = StateId(self.states.len() as u32);
        self.states.push(State { threads, row: Row::Unbuilt, text: None, rule, accepts });
        id
    }

    /// The patterns of a state, one a thread.
    pub fn threads(&self, state: StateId) -> &[PatternId] {
        match &self.states[state.0 as usize].threads {
            Threads::One(pattern) => std::slice::from_ref(pattern),
            Threads::Many(patterns) => patterns,
        }
    }

    /// Whether the element may end here, in one of the threads at least.
    #[inline]
    pub fn accepts(&self, state: StateId) -> bool {
        self.states[state.0 as usize].accepts
    }

    /// What text means here.
    #[inline]
    pub fn text_rule(&self, state: StateId) -> TextRule {
        self.states[state.0 as usize].rule
    }

    /// The state after text that is not white space alone; dead where none is allowed.
    pub fn after_text(&mut self, state: StateId) -> Result<StateId, Exceeded> {
        if let Some(known) = self.states[state.0 as usize].text {
            return Ok(known);
        }
        let threads = self.threads(state).to_vec();
        let mut memory = Memory::default();
        let left: Vec<_> = threads
            .iter()
            .map(|&thread| after_text(&mut self.patterns, &mut memory, thread))
            .collect();
        self.check()?;
        let next = self.state_of(&left);
        let here = &mut self.states[state.0 as usize];
        here.text = Some(next);
        if next == state && here.rule == TextRule::Ask {
            here.rule = TextRule::Free;
        }
        Ok(next)
    }

    /// What a child of this name can be; nothing where none is allowed.
    #[inline]
    pub fn steps(&mut self, state: StateId, symbol: Symbol) -> Result<&[Step], Exceeded> {
        let transition = match &self.states[state.0 as usize].row {
            Row::Dense(row) => row[symbol as usize],
            Row::Sparse(row) => find(row, symbol),
            Row::Unbuilt => {
                self.build(state)?;
                match &self.states[state.0 as usize].row {
                    Row::Dense(row) => row[symbol as usize],
                    Row::Sparse(row) => find(row, symbol),
                    Row::Unbuilt => 0,
                }
            }
        };
        Ok(self.transition(transition))
    }

    #[inline]
    fn transition(&self, transition: Transition) -> &[Step] {
        if transition == 0 {
            &[]
        } else if transition & MANY == 0 {
            std::slice::from_ref(&self.singles[transition as usize - 1])
        } else {
            &self.manifold[(transition & !MANY) as usize]
        }
    }

    /// The names that a state allows, in the order of the alphabet.
    pub fn allowed(&mut self, state: StateId) -> Result<Vec<Allowed>, Exceeded> {
        if matches!(self.states[state.0 as usize].row, Row::Unbuilt) {
            self.build(state)?;
        }
        let of = |&(symbol, transition): &(Symbol, Transition)| {
            (symbol, self.transition(transition).into())
        };
        Ok(match &self.states[state.0 as usize].row {
            Row::Dense(row) => {
                let numbered = row.iter().enumerate().map(|(at, &number)| (at as Symbol, number));
                numbered.filter(|&(_, number)| number != 0).map(|pair| of(&pair)).collect()
            }
            Row::Sparse(row) => row.iter().map(of).collect(),
            Row::Unbuilt => Vec::new(),
        })
    }

    /// Computes the row of a state.
    #[cold]
    fn build(&mut self, state: StateId) -> Result<(), Exceeded> {
        let threads = self.threads(state).to_vec();
        // What each element leaves of each thread.
        let mut left: Vec<(ElementId, usize, PatternId)> = Vec::new();
        let (mut found, mut memory) = (Vec::new(), Memory::default());
        for (thread, &pattern) in threads.iter().enumerate() {
            found.clear();
            firsts(&mut self.patterns, &mut memory, pattern, &mut found);
            self.check()?;
            left.extend(found.iter().map(|&(element, rest)| (element, thread, rest)));
        }
        left.sort_unstable();
        left.dedup();
        let mut entries: Vec<(Symbol, Step)> = Vec::with_capacity(left.len());
        let mut rest = vec![NOT_ALLOWED; threads.len()];
        for one in left.chunk_by(|a, b| a.0 == b.0) {
            let element = one[0].0;
            rest.fill(NOT_ALLOWED);
            for same in one.chunk_by(|a, b| a.1 == b.1) {
                rest[same[0].1] = match same {
                    [(_, _, only)] => *only,
                    several => {
                        let several: Vec<_> = several.iter().map(|&(.., rest)| rest).collect();
                        self.patterns.choice(&several)
                    }
                };
            }
            self.check()?;
            let step = Step { element, after: self.state_of(&rest) };
            if step.after != DEAD {
                let names = &self.compiled.elements[element.index()].names;
                entries.extend(names.iter().map(|symbol| (symbol, step)));
            }
        }
        entries.sort_by_key(|&(symbol, step)| (symbol, step.element));
        self.fill(state, &entries);
        Ok(())
    }

    fn fill(&mut self, state: StateId, entries: &[(Symbol, Step)]) {
        let symbols = self.compiled.element_names.len();
        let size = if symbols <= DENSE { symbols * 4 } else { entries.len() * 8 };
        self.rows += size + entries.len() * 24;
        if self.rows > self.row_limit {
            // Rows are only a memory of what the states say: forgotten, they are built again.
            self.states.iter_mut().for_each(|state| state.row = Row::Unbuilt);
            self.singles.clear();
            self.manifold.clear();
            self.rows = size + entries.len() * 24;
        }
        let mut numbered: Vec<(Symbol, Transition)> = Vec::new();
        let mut last: Option<(&[(Symbol, Step)], Transition)> = None;
        for same in entries.chunk_by(|a, b| a.0 == b.0) {
            let equal = |other: &[(Symbol, Step)]| {
                other.len() == same.len() && other.iter().zip(same).all(|(a, b)| a.1 == b.1)
            };
            let number = match last {
                // The names of a wildcard share a transition.
                Some((other, number)) if equal(other) => number,
                Some(_) | None => match same {
                    [(_, step)] => {
                        self.singles.push(*step);
                        self.singles.len() as Transition
                    }
                    several => {
                        self.manifold.push(several.iter().map(|&(_, step)| step).collect());
                        (self.manifold.len() - 1) as Transition | MANY
                    }
                },
            };
            last = Some((same, number));
            numbered.push((same[0].0, number));
        }
        self.states[state.0 as usize].row = if symbols <= DENSE {
            let mut row = vec![0; symbols].into_boxed_slice();
            for (symbol, number) in numbered {
                row[symbol as usize] = number;
            }
            Row::Dense(row)
        } else {
            Row::Sparse(numbered.into())
        };
    }

    /// The state in which an element begins whose attributes do not touch its content.
    #[inline]
    pub fn begin(&mut self, element: ElementId) -> StateId {
        if let Some(known) = self.begins[element.index()] {
            return known;
        }
        let state = self.state(self.compiled.elements[element.index()].relaxed);
        self.begins[element.index()] = Some(state);
        state
    }

    /// What an element may hold whose correlated attributes are these: for each attribute of the
    /// document those of the schema that it could be.
    pub fn with_attributes(
        &mut self,
        element: ElementId,
        matched: &[Vec<AttributeId>],
    ) -> Result<PatternId, Exceeded> {
        // The order of the attributes says nothing.
        let mut sorted: Vec<&[AttributeId]> = matched.iter().map(|one| &**one).collect();
        sorted.sort_unstable();
        let mut key = Vec::new();
        for one in &sorted {
            key.extend_from_slice(one);
            key.push(AttributeId(u32::MAX));
        }
        let key = (element, key);
        if let Some(&known) = self.attributes.get(&key) {
            return Ok(known);
        }
        let mut left = self.compiled.elements[element.index()].content;
        for one in sorted {
            left = after_attribute(&mut self.patterns, &mut Memory::default(), left, one);
        }
        let left = without_attributes(&mut self.patterns, left);
        self.check()?;
        self.attributes.insert(key, left);
        Ok(left)
    }

    /// What remains of a pattern after one attribute; for messages.
    pub fn after_attribute(&mut self, pattern: PatternId, matched: &[AttributeId]) -> PatternId {
        after_attribute(&mut self.patterns, &mut Memory::default(), pattern, matched)
    }

    /// What remains of a pattern without more attributes; for messages.
    pub fn without_attributes(&mut self, pattern: PatternId) -> PatternId {
        without_attributes(&mut self.patterns, pattern)
    }

    /// The state that several threads lead to that were right together.
    pub fn join(&mut self, states: &[StateId]) -> Result<StateId, Exceeded> {
        if let [one] = states {
            return Ok(*one);
        }
        let width = states.iter().map(|&state| self.threads(state).len()).max().unwrap_or(1);
        let mut joined = Vec::with_capacity(width);
        for at in 0..width {
            // A dead state has one thread, whatever the others have.
            let parts: Vec<_> =
                states.iter().filter_map(|&state| self.threads(state).get(at).copied()).collect();
            joined.push(self.patterns.choice(&parts));
        }
        self.check()?;
        Ok(self.state_of(&joined))
    }
}

fn find(row: &[(Symbol, Transition)], symbol: Symbol) -> Transition {
    row.binary_search_by_key(&symbol, |entry| entry.0).map_or(0, |at| row[at].1)
}
