//! The `pattern` facet: regular expressions of XML Schema, run in linear time on
//! `regex-automata`.
//!
//! A pattern is parsed when its schema is read, and compiled when it is first needed. Most values
//! are ASCII and most patterns small, so there are two automata: a table over ASCII alone, tiny
//! and fast, and the whole one for values that hold more.

use regex_automata::nfa::thompson;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind, hybrid, meta};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError, Weak};

mod blocks;
mod class;
mod parse;
mod table;
mod tree;

pub(super) use parse::PatternError;
use table::Table;
use tree::{Alphabet, Class, Tree};

/// The largest automaton that a pattern may need, in states over bytes; about 20 MB.
const STATES: u64 = 500_000;
/// How far into a value the place is sought where it stops fitting.
const STUCK_BYTES: usize = 1 << 12;

/// A regular expression, matched against the whole of a value.
#[derive(Debug)]
pub(super) struct Pattern {
    source: Box<str>,
    tree: Tree,
    table: OnceLock<Option<Table>>,
    whole: OnceLock<meta::Regex>,
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
        let states = tree.states(Alphabet::Unicode);
        if states > STATES {
            return Err(PatternError::whole(format!(
                "the pattern is too large: spelled out, its repeats need {states} states, \
                 and {STATES} are allowed"
            )));
        }
        let (table, whole) = (OnceLock::new(), OnceLock::new());
        Ok(Self { source: source.into(), tree, table, whole })
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
        self.table.get_or_init(|| Table::build(&self.tree)).as_ref()
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

#[cfg(test)]
mod tests;
