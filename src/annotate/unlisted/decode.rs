//! From the scores of a chain to its names, each with its probability.

use super::model::{ALL, LABELS, Label, Model, NEVER, Scores};

/// A name within a chain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Segment {
    /// Its first token, counted in the chain.
    pub start: usize,
    /// The token after its last one.
    pub end: usize,
    /// The label of its first token, which says its kind.
    pub label: Label,
    /// The probability of just this name, from 0 to 1.
    pub probability: f32,
}

/// The sum of all labellings of a chain, in both directions.
pub struct Lattice<'a> {
    model: &'a Model,
    scores: &'a [Scores],
    /// The logarithm of the sum of all labellings up to a token that end in a label.
    forward: Vec<Scores>,
    /// The same of all labellings after a token.
    backward: Vec<Scores>,
    total: f32,
}

/// Whether labels may follow each other, as a score.
#[must_use]
pub fn order(label: usize, before: Option<usize>) -> f32 {
    if ALL[label].may_follow(before.map(|before| ALL[before])) { 0.0 } else { NEVER }
}

impl<'a> Lattice<'a> {
    /// Sums up a chain that has at least one token.
    #[must_use]
    pub fn new(model: &'a Model, scores: &'a [Scores]) -> Self {
        let count = scores.len();
        let mut forward = vec![[NEVER; LABELS]; count];
        let mut backward = vec![[0.0; LABELS]; count];
        for label in 0..LABELS {
            forward[0][label] = model.first[label] + order(label, None) + scores[0][label];
            backward[count - 1][label] = model.last[label];
        }
        for at in 1..count {
            for label in 0..LABELS {
                let ways = std::array::from_fn(|before| {
                    forward[at - 1][before]
                        + model.after[before][label]
                        + order(label, Some(before))
                });
                forward[at][label] = log_sum(&ways) + scores[at][label];
            }
        }
        for at in (0..count - 1).rev() {
            for label in 0..LABELS {
                let ways = std::array::from_fn(|next| {
                    backward[at + 1][next]
                        + scores[at + 1][next]
                        + model.after[label][next]
                        + order(next, Some(label))
                });
                backward[at][label] = log_sum(&ways);
            }
        }
        let ends = std::array::from_fn(|label| forward[count - 1][label] + model.last[label]);
        let total = log_sum(&ends);
        Self { model, scores, forward, backward, total }
    }

    /// The logarithm of the sum over all labellings.
    #[must_use]
    pub fn total(&self) -> f32 {
        self.total
    }

    /// The probability of a label at a token.
    #[must_use]
    pub fn label(&self, at: usize, label: usize) -> f32 {
        (self.forward[at][label] + self.backward[at][label] - self.total).exp()
    }

    /// The probability of a label at a token and another at the next.
    #[must_use]
    pub fn pair(&self, at: usize, label: usize, next: usize) -> f32 {
        let way = self.forward[at][label]
            + self.model.after[label][next]
            + order(next, Some(label))
            + self.scores[at + 1][next]
            + self.backward[at + 1][next];
        (way - self.total).exp()
    }

    /// The probability of a name from `start` to `end` whose first token has a label.
    #[must_use]
    pub fn segment(&self, start: usize, end: usize, label: Label) -> f32 {
        let Some(on) = label.on() else { return 0.0 };
        let mut way = self.forward[start][label as usize];
        let mut last = label as usize;
        for at in start + 1..end {
            way += self.model.after[last][on as usize] + self.scores[at][on as usize];
            last = on as usize;
        }
        if end < self.scores.len() {
            let ways = std::array::from_fn(|next| {
                if next == on as usize {
                    return NEVER;
                }
                self.model.after[last][next]
                    + order(next, Some(last))
                    + self.scores[end][next]
                    + self.backward[end][next]
            });
            way += log_sum(&ways);
        } else {
            way += self.model.last[last];
        }
        (way - self.total).exp()
    }
}

/// The logarithm of a sum of exponentials.
#[inline]
fn log_sum(ways: &Scores) -> f32 {
    /// What is so far below the greatest adds nothing that 24 bits could hold.
    const FAINT: f32 = -25.0;
    let most = ways.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let below = ways.iter().map(|way| way - most);
    most + below.filter(|way| *way > FAINT).map(f32::exp).sum::<f32>().ln()
}

/// The names of a chain by the best labelling, where no name is held back by `reserve`, in order:
/// with a reserve below zero fainter names are found too, and their probability tells.
#[must_use]
pub fn names(model: &Model, scores: &[Scores], reserve: f32) -> Vec<Segment> {
    let labels = best(model, scores, reserve);
    if labels.iter().all(|label| *label == Label::Out as usize) {
        return Vec::new();
    }
    let lattice = Lattice::new(model, scores);
    let mut found = Vec::new();
    let mut at = 0;
    while at < labels.len() {
        let label = ALL[labels[at]];
        let start = at;
        at += 1;
        let Some(on) = label.on() else { continue };
        while at < labels.len() && labels[at] == on as usize {
            at += 1;
        }
        let probability = lattice.segment(start, at, label);
        found.push(Segment { start, end: at, label, probability });
    }
    found
}

/// The best labelling (Viterbi), with a handicap for no name.
fn best(model: &Model, scores: &[Scores], reserve: f32) -> Vec<usize> {
    let held = |at: usize, label: usize| {
        scores[at][label] + if label == Label::Out as usize { reserve } else { 0.0 }
    };
    let mut reached: Scores =
        std::array::from_fn(|label| model.first[label] + order(label, None) + held(0, label));
    let mut from: Vec<[u8; LABELS]> = vec![[0; LABELS]];
    for at in 1..scores.len() {
        let mut next = [f32::NEG_INFINITY; LABELS];
        let mut back = [0; LABELS];
        for label in 0..LABELS {
            for (before, score) in reached.iter().enumerate() {
                let way = score + model.after[before][label] + order(label, Some(before));
                if way > next[label] {
                    (next[label], back[label]) = (way, before as u8);
                }
            }
            next[label] += held(at, label);
        }
        reached = next;
        from.push(back);
    }
    let mut label = (0..LABELS)
        .max_by(|a, b| (reached[*a] + model.last[*a]).total_cmp(&(reached[*b] + model.last[*b])))
        .unwrap_or_default();
    let mut labels = vec![0; scores.len()];
    for at in (0..scores.len()).rev() {
        labels[at] = label;
        label = from[at][label] as usize;
    }
    labels
}
