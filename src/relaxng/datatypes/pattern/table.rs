//! The automaton of a pattern over ASCII, as one flat table.

use super::tree::{Alphabet, Tree};
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};
use std::collections::HashMap;

/// Above this many states of the undetermined automaton a table is not tried.
const TRIED: u64 = 5_000;
/// The most rows of a table; 256 bytes each. A pattern that needs more does without.
const MOST: usize = 512;
/// The most memory for making one, in bytes.
const MEMORY: usize = 1 << 20;

/// How values of ASCII are matched.
#[derive(Debug)]
pub(super) enum Table {
    /// The pattern is a class repeated without end, as most are: each byte is looked at alone.
    Run {
        bytes: Box<[bool; 128]>,
        may_be_empty: bool,
    },
    Rows(Rows),
}

/// A row for each state: the next state for each byte of ASCII, and whether a value may end here.
/// State 0 is dead: nothing that fits goes on from there.
#[derive(Debug)]
pub(super) struct Rows {
    next: Vec<[u16; 128]>,
    ends: Vec<bool>,
    start: u16,
}

impl Table {
    /// The table of a pattern, where it is small enough.
    pub(super) fn build(tree: &Tree) -> Option<Self> {
        if let Tree::Repeat(inner, least @ 0..=1, None) = tree
            && let Tree::Class(class) = &**inner
        {
            let bytes = std::array::from_fn(|byte| class.contains(char::from(byte as u8)));
            return Some(Self::Run { bytes: Box::new(bytes), may_be_empty: *least == 0 });
        }
        Rows::build(tree).map(Self::Rows)
    }

    /// Whether the value fits; none where that depends on a character beyond ASCII.
    pub(super) fn matches(&self, value: &str) -> Option<bool> {
        match self {
            Self::Run { bytes, may_be_empty } => {
                for &byte in value.as_bytes() {
                    if !byte.is_ascii() {
                        return None;
                    }
                    if !bytes[usize::from(byte & 0x7f)] {
                        return Some(false);
                    }
                }
                Some(*may_be_empty || !value.is_empty())
            }
            Self::Rows(rows) => rows.matches(value),
        }
    }
}

impl Rows {
    fn build(tree: &Tree) -> Option<Self> {
        if tree.states(Alphabet::Ascii) > TRIED {
            return None;
        }
        let nfa = thompson::Compiler::new().build_from_hir(&tree.hir(Alphabet::Ascii)).ok()?;
        let config = dense::Config::new()
            // All matches, so that a short branch does not end the search for a long one.
            .match_kind(MatchKind::All)
            .start_kind(StartKind::Anchored)
            .accelerate(false)
            .dfa_size_limit(Some(MEMORY))
            .determinize_size_limit(Some(MEMORY));
        let automaton = dense::Builder::new().configure(config).build_from_nfa(&nfa).ok()?;
        let begin = start::Config::new().anchored(Anchored::Yes);
        let start = automaton.start_state(&begin).ok()?;
        let mut table = Self { next: vec![[0; 128]], ends: vec![false], start: 0 };
        let mut numbers = HashMap::new();
        let mut found = Vec::new();
        table.start = table.number(&automaton, start, &mut numbers, &mut found)?;
        while let Some((state, number)) = found.pop() {
            for byte in 0..128 {
                let next = automaton.next_state(state, byte);
                let next = table.number(&automaton, next, &mut numbers, &mut found)?;
                table.next[usize::from(number)][usize::from(byte)] = next;
            }
        }
        Some(table)
    }

    /// The row of a state, made where it is new; none where there are too many.
    fn number(
        &mut self,
        automaton: &dense::DFA<Vec<u32>>,
        state: StateID,
        numbers: &mut HashMap<StateID, u16>,
        found: &mut Vec<(StateID, u16)>,
    ) -> Option<u16> {
        if automaton.is_dead_state(state) {
            return Some(0);
        }
        if let Some(&number) = numbers.get(&state) {
            return Some(number);
        }
        if self.next.len() == MOST {
            return None;
        }
        let number = self.next.len() as u16;
        self.next.push([0; 128]);
        self.ends.push(automaton.is_match_state(automaton.next_eoi_state(state)));
        numbers.insert(state, number);
        found.push((state, number));
        Some(number)
    }

    fn matches(&self, value: &str) -> Option<bool> {
        let mut state = self.start;
        for &byte in value.as_bytes() {
            if !byte.is_ascii() {
                return None;
            }
            state = self.next[usize::from(state)][usize::from(byte & 0x7f)];
            if state == 0 {
                return Some(false);
            }
        }
        Some(self.ends[usize::from(state)])
    }
}
