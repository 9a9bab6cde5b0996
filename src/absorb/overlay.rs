//! The words of an edited file laid over those of the generated one.

use super::page::Page;
use crate::golden::sequence::matches;
use hashbrown::HashMap;
use std::ops::Range;

/// Which characters of two pages are the same ones, and what differs.
#[derive(Debug)]
pub struct Overlay {
    /// Stretches that are the same, in order: the generated side, and where the edited one begins.
    same: Vec<(Range<usize>, usize)>,
    /// How long the two are.
    ends: (usize, usize),
    /// What differs, in order.
    pub changes: Vec<TextChange>,
    /// How many words of the generated page are the same, and how many there are.
    pub kept: (usize, usize),
}

/// Words that differ; one side may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextChange {
    /// Characters of the generated page.
    pub old: Range<usize>,
    /// Characters of the edited page.
    pub new: Range<usize>,
}

impl Overlay {
    /// Lays an edited page over a generated one.
    #[must_use]
    pub fn new(old: &Page, new: &Page) -> Self {
        let (old_words, new_words) = (words(old), words(new));
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut number = |text| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *numbers.entry(text).or_insert(next)
        };
        let old_items: Vec<u32> =
            old_words.iter().map(|word| number(&old.chars[word.clone()])).collect();
        let new_items: Vec<u32> =
            new_words.iter().map(|word| number(&new.chars[word.clone()])).collect();
        let runs = matches(&old_items, &new_items);
        let mut overlay = Self {
            same: Vec::new(),
            ends: (old.chars.len(), new.chars.len()),
            changes: Vec::new(),
            kept: (runs.iter().map(|run| run.len).sum(), old_words.len()),
        };
        let mut done = (0, 0);
        let span = |words: &[Range<usize>], from: usize, to: usize, end: usize| {
            let start = words.get(from).map_or(end, |word| word.start);
            start..words.get(to).map_or(end, |word| word.start)
        };
        let ends = (old_words.len(), new_words.len());
        let last = (ends.0, ends.1, 0);
        for (a, b, len) in runs.iter().map(|run| (run.old, run.new, run.len)).chain([last]) {
            let gap = TextChange {
                old: span(&old_words, done.0, a, old.chars.len()),
                new: span(&new_words, done.1, b, new.chars.len()),
            };
            overlay.gap(gap, (old, new));
            let stretch = span(&old_words, a, a + len, old.chars.len());
            let at = span(&new_words, b, b, new.chars.len()).start;
            overlay.push(stretch, at);
            done = (a + len, b + len);
        }
        overlay
    }

    /// Words that are not the same in both, or the same characters with other spaces.
    fn gap(&mut self, gap: TextChange, (old, new): (&Page, &Page)) {
        if gap.old.is_empty() && gap.new.is_empty() {
            return;
        }
        if old.chars[gap.old.clone()] != new.chars[gap.new.clone()] {
            self.changes.push(gap);
            return;
        }
        let inner = gap.old.start + 1..gap.old.end;
        let differs = inner.clone().any(|at| {
            let other = at - gap.old.start + gap.new.start;
            if old.breaks.contains(&at) || new.breaks.contains(&other) {
                return false;
            }
            match (old.spaces.get(&at), new.spaces.get(&other)) {
                (None, Some(came)) => !came.is_wrapped,
                (Some(went), None) => !went.is_alone,
                (Some(_), Some(_)) | (None, None) => false,
            }
        });
        self.push(gap.old.clone(), gap.new.start);
        if differs {
            self.changes.push(gap);
        }
    }

    fn push(&mut self, old: Range<usize>, new: usize) {
        if old.is_empty() {
            return;
        }
        match self.same.last_mut() {
            Some((last, at)) if last.end == old.start && *at + last.len() == new => {
                last.end = old.end;
            }
            _ => self.same.push((old, new)),
        }
    }

    /// The span of the generated page that is a span of the edited one; none where its first or
    /// its last character is not the same.
    #[must_use]
    pub fn old_of(&self, new: &Range<usize>) -> Option<Range<usize>> {
        let start = self.old_at(new.start)?;
        let last = self.old_at(new.end.checked_sub(1)?)?;
        (start <= last).then_some(start..last + 1)
    }

    fn old_at(&self, new: usize) -> Option<usize> {
        let at = self.same.partition_point(|(_, start)| *start <= new).checked_sub(1)?;
        let (old, start) = &self.same[at];
        (new - start < old.len()).then(|| old.start + (new - start))
    }

    /// The span of the edited page nearest to a span of the generated one.
    #[must_use]
    pub fn new_near(&self, old: &Range<usize>) -> Range<usize> {
        let start = self.new_at(old.start);
        start..self.new_at(old.end).max(start)
    }

    fn new_at(&self, old: usize) -> usize {
        let at = self.same.partition_point(|(stretch, _)| stretch.start <= old);
        match at.checked_sub(1).and_then(|at| self.same.get(at)) {
            Some((stretch, new)) => new + (old - stretch.start).min(stretch.len()),
            None => 0,
        }
    }

    /// The span of the generated page nearest to a span of the edited one.
    #[must_use]
    pub fn old_near(&self, new: &Range<usize>) -> Range<usize> {
        let start = match self.old_at(new.start) {
            Some(start) => start,
            None => self.same_after(new.start).map_or(self.ends.0, |(old, _)| old.start),
        };
        if new.is_empty() {
            return start..start;
        }
        let end = match self.old_at(new.end - 1) {
            Some(last) => last + 1,
            None => self.same_after(new.end).map_or(self.ends.0, |(old, _)| old.start),
        };
        start..end.max(start)
    }

    fn same_after(&self, new: usize) -> Option<&(Range<usize>, usize)> {
        self.same.get(self.same.partition_point(|(_, start)| *start < new))
    }

    /// Whether words that differ stand in a span of the generated page, or at its edge.
    #[must_use]
    pub fn touches(&self, old: &Range<usize>) -> bool {
        self.changes.iter().any(|change| change.old.start <= old.end && old.start <= change.old.end)
    }
}

/// The words of a page: characters without white space or the edge of a block between them.
fn words(page: &Page) -> Vec<Range<usize>> {
    let mut edges: Vec<usize> =
        page.spaces.keys().chain(&page.breaks).copied().chain([0, page.chars.len()]).collect();
    edges.sort_unstable();
    edges.dedup();
    edges.windows(2).map(|pair| pair[0]..pair[1]).collect()
}
