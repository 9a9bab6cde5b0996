//! The `pattern` facet: regular expressions of XML Schema, run in linear time on
//! `regex-automata`.
//!
//! A pattern is parsed when its schema is read, and compiled when it is first needed. Most values
//! are ASCII and most patterns small, so there are two automata: a table over ASCII alone, tiny
//! and fast, and the whole one for values that hold more.

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::{start, syntax};
use regex_automata::{Anchored, MatchKind, hybrid, meta};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, Weak};

mod blocks;
mod class;
mod parse;
mod tree;

pub(super) use parse::PatternError;
use tree::{Alphabet, Class, Tree};

/// The largest automaton that a pattern may need, in states over bytes; about 20 MB.
const STATES: u64 = 500_000;
/// Above this a table over ASCII is not tried.
const TABLE_STATES: u64 = 5_000;
/// The largest table over ASCII, in bytes; a pattern that needs more does without.
const TABLE_BYTES: usize = 1 << 18;

/// How far into a value the place is sought where it stops fitting.
const STUCK_BYTES: usize = 1 << 12;

/// A regular expression, matched against the whole of a value.
#[derive(Debug)]
pub(super) struct Pattern {
    source: Box<str>,
    tree: Tree,
    states: u64,
    table: OnceLock<Option<Table>>,
    whole: OnceLock<meta::Regex>,
}

/// The automaton over ASCII; any other byte leads to the dead state.
#[derive(Debug)]
struct Table {
    automaton: dense::DFA<Vec<u32>>,
    start: regex_automata::util::primitives::StateID,
}

/// Where a value stops fitting a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stuck {
    /// At this character, counted from 0: no value that fits goes on so.
    At(usize),
    /// At its end: it is only the beginning of a value that fits.
    End,
}

impl Pattern {
    /// The pattern of a text; patterns of the same text are one while any of them is in use.
    pub(super) fn new(source: &str) -> Result<Arc<Self>, PatternError> {
        static SHARED: LazyLock<Mutex<HashMap<Box<str>, Weak<Pattern>>>> =
            LazyLock::new(Mutex::default);
        // A panic while the lock was held cannot have left the map half changed.
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pattern) = shared.get(source).and_then(Weak::upgrade) {
            return Ok(pattern);
        }
        let pattern = Arc::new(Self::parse(source)?);
        if shared.len() == shared.capacity() {
            shared.retain(|_, pattern| pattern.strong_count() > 0);
        }
        shared.insert(source.into(), Arc::downgrade(&pattern));
        Ok(pattern)
    }

    fn parse(source: &str) -> Result<Self, PatternError> {
        let tree = parse::parse(source)?;
        let states = tree.states();
        if states > STATES {
            return Err(PatternError::whole(format!(
                "the pattern is too large: spelled out, its repeats need {states} states, \
                 and {STATES} are allowed"
            )));
        }
        let (table, whole) = (OnceLock::new(), OnceLock::new());
        Ok(Self { source: source.into(), tree, states, table, whole })
    }

    /// The pattern as written.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// Whether the whole value fits.
    pub(super) fn matches(&self, value: &str) -> bool {
        match self.table().map(|table| table.matches(value)) {
            Some(Some(verdict)) => verdict,
            Some(None) | None => self.matches_unicode(value),
        }
    }

    fn matches_unicode(&self, value: &str) -> bool {
        match self.run() {
            Some((class, least, most)) => {
                let fits = value.chars().all(|c| class.contains(c));
                fits && {
                    let count = value.chars().count() as u64;
                    u64::from(least) <= count && most.is_none_or(|most| count <= most.into())
                }
            }
            None => self.whole().is_match(value),
        }
    }

    /// The class and the bounds of a pattern that is one class repeated, as most are.
    fn run(&self) -> Option<(&Class, u32, Option<u32>)> {
        match &self.tree {
            Tree::Class(class) => Some((class, 1, Some(1))),
            Tree::Repeat(inner, least, most) => match &**inner {
                Tree::Class(class) => Some((class, *least, *most)),
                Tree::Sequence(_) | Tree::Choice(_) | Tree::Repeat(..) => None,
            },
            Tree::Sequence(_) | Tree::Choice(_) => None,
        }
    }

    fn table(&self) -> Option<&Table> {
        let build = || (self.states <= TABLE_STATES).then(|| Table::build(&self.tree)).flatten();
        self.table.get_or_init(build).as_ref()
    }

    fn whole(&self) -> &meta::Regex {
        self.whole.get_or_init(|| {
            let config = meta::Config::new()
                .match_kind(MatchKind::LeftmostFirst)
                .utf8_empty(true)
                .nfa_size_limit(None);
            let built =
                meta::Builder::new().configure(config).build_from_hir(&self.tree.anchored());
            built.expect("it needs few states, and no size is limited")
        })
    }

    /// Where a value that does not fit goes wrong first. It is slow, and asked for one message;
    /// a value longer than a message can show is not followed to its end.
    pub(super) fn stuck(&self, value: &str) -> Stuck {
        let nfa = thompson::Compiler::new().build_from_hir(&self.tree.hir(Alphabet::Unicode));
        let config = hybrid::dfa::Config::new()
            .match_kind(MatchKind::All)
            .skip_cache_capacity_check(true)
            .cache_capacity(1 << 22);
        let automaton = nfa
            .ok()
            .and_then(|nfa| hybrid::dfa::Builder::new().configure(config).build_from_nfa(nfa).ok());
        let Some(automaton) = automaton else { return Stuck::End };
        let mut cache = automaton.create_cache();
        let begin = start::Config::new().anchored(Anchored::Yes);
        let Ok(mut state) = automaton.start_state(&mut cache, &begin) else { return Stuck::End };
        for (at, byte) in value.bytes().enumerate().take(STUCK_BYTES) {
            // A state cannot be looked at for whether it leads on; each way on must be tried.
            state = automaton.next_state(&mut cache, state, byte).unwrap_or(state);
            let mut next = |byte| automaton.next_state(&mut cache, state, byte);
            let goes_on = (0..=255).any(|byte| next(byte).is_ok_and(|next| !next.is_dead()));
            let ends = automaton.next_eoi_state(&mut cache, state).is_ok_and(|end| end.is_match());
            if !goes_on && !ends {
                let at = (0..=at).rev().find(|&at| value.is_char_boundary(at)).unwrap_or(0);
                return Stuck::At(value[..at].chars().count());
            }
        }
        Stuck::End
    }
}

impl Table {
    fn build(tree: &Tree) -> Option<Self> {
        let nfa = thompson::Compiler::new().build_from_hir(&tree.hir(Alphabet::Ascii)).ok()?;
        let config = dense::Config::new()
            // All matches, so that a short branch does not end the search for a long one.
            .match_kind(MatchKind::All)
            .start_kind(StartKind::Anchored)
            .accelerate(false)
            .dfa_size_limit(Some(TABLE_BYTES))
            .determinize_size_limit(Some(TABLE_BYTES));
        let automaton = dense::Builder::new()
            .configure(config)
            .syntax(syntax::Config::new().utf8(true))
            .build_from_nfa(&nfa)
            .ok()?;
        let begin = start::Config::new().anchored(Anchored::Yes);
        let start = automaton.start_state(&begin).ok()?;
        Some(Self { automaton, start })
    }

    /// Whether the value fits; none where that depends on a character beyond ASCII.
    fn matches(&self, value: &str) -> Option<bool> {
        let mut state = self.start;
        for &byte in value.as_bytes() {
            state = self.automaton.next_state(state, byte);
            if self.automaton.is_dead_state(state) {
                return byte.is_ascii().then_some(false);
            }
        }
        let end = self.automaton.next_eoi_state(state);
        Some(self.automaton.is_match_state(end))
    }
}

#[cfg(test)]
mod tests;
