//! A pattern as a tree over classes of characters, and what it becomes for `regex-automata`.

use regex_syntax::hir::{
    Class as HirClass, ClassUnicode, ClassUnicodeRange, Hir, Look, Repetition,
};
use regex_syntax::utf8::Utf8Sequences;
use std::sync::Arc;

/// A set of characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Class(ClassUnicode);

/// A pattern. It nests no deeper than the parser allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tree {
    Class(Arc<Class>),
    Sequence(Vec<Tree>),
    Choice(Vec<Tree>),
    /// At least and, where there is a limit, at most so many times.
    Repeat(Box<Tree>, u32, Option<u32>),
}

impl Default for Class {
    /// The empty class.
    fn default() -> Self {
        Self(ClassUnicode::empty())
    }
}

impl Class {
    pub(super) fn one(c: char) -> Self {
        Self::of([(c, c)])
    }

    pub(super) fn of(ranges: impl IntoIterator<Item = (char, char)>) -> Self {
        Self(ClassUnicode::new(
            ranges.into_iter().map(|(first, last)| ClassUnicodeRange::new(first, last)),
        ))
    }

    pub(super) fn from_unicode(class: ClassUnicode) -> Self {
        Self(class)
    }

    pub(super) fn insert(&mut self, first: char, last: char) {
        self.0.push(ClassUnicodeRange::new(first, last));
    }

    pub(super) fn unite(&mut self, other: &Self) {
        self.0.union(&other.0);
    }

    pub(super) fn subtract(&mut self, other: &Self) {
        self.0.difference(&other.0);
    }

    pub(super) fn negated(&self) -> Self {
        let mut class = self.0.clone();
        class.negate();
        Self(class)
    }

    pub(super) fn contains(&self, c: char) -> bool {
        let ranges = self.0.ranges();
        let after = ranges.partition_point(|range| range.end() < c);
        ranges.get(after).is_some_and(|range| range.start() <= c)
    }

    /// How many states an automaton over bytes needs for it, at most.
    fn states(&self, alphabet: Alphabet) -> u64 {
        if alphabet == Alphabet::Ascii {
            // One state, whatever the ranges: each is a range of bytes.
            return 1;
        }
        let sequences = |range: &ClassUnicodeRange| {
            Utf8Sequences::new(range.start(), range.end())
                .map(|sequence| sequence.len() as u64)
                .sum::<u64>()
        };
        self.0.ranges().iter().map(sequences).sum::<u64>() + 1
    }

    fn ascii(&self) -> ClassUnicode {
        let mut class = self.0.clone();
        class.intersect(&ClassUnicode::new([ClassUnicodeRange::new('\0', '\x7f')]));
        class
    }
}

/// Which characters an automaton is built for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// Values of ASCII alone; a small automaton.
    Ascii,
    Unicode,
}

impl Tree {
    pub(super) fn sequence(mut parts: Vec<Self>) -> Self {
        if parts.len() == 1 { parts.remove(0) } else { Self::Sequence(parts) }
    }

    pub(super) fn choice(mut branches: Vec<Self>) -> Self {
        if branches.len() == 1 { branches.remove(0) } else { Self::Choice(branches) }
    }

    /// How many states an automaton over bytes needs for it, at most; repeats count as often
    /// as they are spelled out.
    pub(super) fn states(&self, alphabet: Alphabet) -> u64 {
        match self {
            Self::Class(class) => class.states(alphabet),
            Self::Sequence(parts) | Self::Choice(parts) => {
                parts.iter().map(|part| part.states(alphabet)).fold(1, u64::saturating_add)
            }
            Self::Repeat(inner, least, most) => {
                let times = most.unwrap_or(least.saturating_add(1));
                (inner.states(alphabet).saturating_add(1)).saturating_mul(times.max(1).into())
            }
        }
    }

    /// The pattern for `regex-automata`, without anchors.
    pub(super) fn hir(&self, alphabet: Alphabet) -> Hir {
        match self {
            Self::Class(class) => Hir::class(HirClass::Unicode(match alphabet {
                Alphabet::Ascii => class.ascii(),
                Alphabet::Unicode => class.0.clone(),
            })),
            Self::Sequence(parts) => Hir::concat(parts.iter().map(|p| p.hir(alphabet)).collect()),
            Self::Choice(parts) => {
                Hir::alternation(parts.iter().map(|p| p.hir(alphabet)).collect())
            }
            Self::Repeat(inner, min, max) => Hir::repetition(Repetition {
                min: *min,
                max: *max,
                greedy: true,
                sub: Box::new(inner.hir(alphabet)),
            }),
        }
    }

    /// The pattern for `regex-automata`, from the beginning of the value to its end.
    pub(super) fn anchored(&self) -> Hir {
        let inner = self.hir(Alphabet::Unicode);
        Hir::concat(vec![Hir::look(Look::Start), inner, Hir::look(Look::End)])
    }
}
