//! Decisions about every place of some words.

use super::decision::Signed;
use super::ground::Ground;
use super::locate::stands_alone;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::LineColumn;
use aho_corasick::AhoCorasick;
use std::ops::Range;

/// The decisions that are about every document, ready to be looked for.
#[derive(Debug, Default)]
pub struct Everywhere {
    decisions: Vec<Signed>,
    finder: Finder,
}

/// Finds the words of decisions in flat text, all at once.
#[derive(Debug, Default)]
pub struct Finder {
    words: Option<AhoCorasick>,
}

impl Everywhere {
    /// Those of a file for the whole edition. What fits a single place has no place there.
    pub(super) fn new(mut decisions: Vec<Signed>, faults: &mut Vec<Diagnostic>) -> Self {
        for signed in &mut decisions {
            let at = &signed.decision.at;
            if at.paragraph.is_some() || at.occurrence.is_some() || at.between.is_some() {
                let message = "a decision about one place stands among those about the edition";
                let place = Some(LineColumn { line: signed.line, column: 1 });
                let mut fault = Diagnostic::new(Code::DecisionValue, &signed.path, place, message);
                fault.help = Some("move it to the file that is named as its document".to_owned());
                faults.push(fault);
            }
            signed.decision.everywhere = true;
        }
        let finder = Finder::new(decisions.iter());
        Self { decisions, finder }
    }

    /// The decisions, in the order of their file.
    #[must_use]
    pub fn decisions(&self) -> &[Signed] {
        &self.decisions
    }

    /// Every place of their words in flat text: which decision, and where.
    #[must_use]
    pub fn places(&self, ground: &Ground) -> Vec<(usize, Range<usize>)> {
        self.finder.places(ground, &self.decisions.iter().collect::<Vec<_>>())
    }
}

impl Finder {
    /// A finder of the words of decisions.
    #[must_use]
    pub fn new<'s>(decisions: impl Iterator<Item = &'s Signed>) -> Self {
        let words: Vec<&str> = decisions.map(|signed| signed.decision.at.exact.as_str()).collect();
        // The automaton has room for what fits into memory; beyond that there are no decisions.
        Self { words: (!words.is_empty()).then(|| AhoCorasick::new(words)).and_then(Result::ok) }
    }

    /// Every place of the words where what stands around them fits as well.
    #[must_use]
    pub fn places(&self, ground: &Ground, decisions: &[&Signed]) -> Vec<(usize, Range<usize>)> {
        let Some(words) = &self.words else { return Vec::new() };
        let flat = ground.flat();
        let fits = |number: usize, range: &Range<usize>| {
            let at = &decisions[number].decision.at;
            let given = !at.prefix.is_empty() || !at.suffix.is_empty();
            (given || stands_alone(flat, range.start, &at.exact))
                && flat[..range.start].ends_with(&at.prefix)
                && flat[range.end..].starts_with(&at.suffix)
        };
        words
            .find_overlapping_iter(flat)
            .map(|hit| (hit.pattern().as_usize(), hit.range()))
            .filter(|(number, range)| fits(*number, range))
            .collect()
    }
}
