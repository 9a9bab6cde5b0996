//! The learning itself: stochastic gradients of the likelihood, with FTRL-Proximal, which leaves
//! most weights at zero (McMahan and others 2013).

use super::labels::{Chain, Example};
use crate::annotate::unlisted::decode::Lattice;
use crate::annotate::unlisted::model::{LABELS, Model, NEVER, Scores};
use hashbrown::HashMap;

/// How often all chains are gone through.
const ROUNDS: usize = 7;
/// How far a step goes.
const RATE: f32 = 0.12;
/// What smooths the first steps.
const SMOOTH: f32 = 1.0;
/// What a weight must overcome to be other than zero.
const SPARSE: f32 = 0.35;
/// What draws weights to zero.
const SHRINK: f32 = 1.0;
/// How many of 16 times the word itself is left out, and how many what the lists say of it.
const LEFT_OUT: (u32, u32) = (10, 1);
/// The largest weight that is kept.
const MOST: f32 = 5.0;
/// The seed of the order of chains.
const SEED: u64 = 0x5eed_0f0a_a11e_4a3d;

/// One weight while it is learnt.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    pull: f32,
    squares: f32,
}

impl Slot {
    fn weight(self) -> f32 {
        if self.pull.abs() <= SPARSE {
            return 0.0;
        }
        let rest = self.pull - SPARSE.copysign(self.pull);
        -rest / ((SMOOTH + self.squares.sqrt()) / RATE + SHRINK)
    }

    fn learn(&mut self, gradient: f32) {
        let squares = self.squares + gradient * gradient;
        let rate = (squares.sqrt() - self.squares.sqrt()) / RATE;
        self.pull += gradient - rate * self.weight();
        self.squares = squares;
    }
}

/// All weights while they are learnt.
struct Slots {
    index: HashMap<u32, u32>,
    rows: Vec<[Slot; LABELS]>,
    after: [[Slot; LABELS]; LABELS],
    first: [Slot; LABELS],
    last: [Slot; LABELS],
}

/// Learns a model from chains; `told` is called after each round.
pub fn learn(chains: &[Chain], mut told: impl FnMut(usize, f64)) -> (Model, f64) {
    let mut slots = Slots::new(chains);
    let mut order: Vec<u32> = (0..chains.len() as u32).collect();
    let mut random = Random(SEED);
    let mut loss = 0.0;
    for round in 1..=ROUNDS {
        random.shuffle(&mut order);
        let mut sum = 0.0;
        for &at in &order {
            let out = (random.next() % 16 < LEFT_OUT.0, random.next() % 16 < LEFT_OUT.1);
            sum += f64::from(slots.step(&chains[at as usize], out));
        }
        loss = sum / chains.len().max(1) as f64;
        told(round, loss);
    }
    (slots.model(), loss)
}

impl Slots {
    /// A row for each feature that is met twice at least.
    fn new(chains: &[Chain]) -> Self {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for token in chains.iter().flat_map(|chain| &chain.tokens) {
            for feature in &token.features {
                *counts.entry(*feature).or_default() += 1;
            }
        }
        let mut often: Vec<u32> =
            counts.into_iter().filter(|(_, count)| *count > 1).map(|(key, _)| key).collect();
        often.sort_unstable();
        let index = often.iter().enumerate().map(|(at, key)| (*key, at as u32)).collect();
        Self {
            rows: vec![[Slot::default(); LABELS]; often.len()],
            index,
            after: [[Slot::default(); LABELS]; LABELS],
            first: [Slot::default(); LABELS],
            last: [Slot::default(); LABELS],
        }
    }

    /// The rows of a token; without those of the word itself, and of the lists, where they are
    /// left out.
    fn rows_of(&self, token: &Example, (own, listed): (bool, bool)) -> Vec<u32> {
        let kept = token.features.iter().enumerate().filter(|(at, _)| {
            let left = *at < token.own && own || (token.own..token.listed).contains(at) && listed;
            !left
        });
        kept.filter_map(|(_, key)| self.index.get(key)).copied().collect()
    }

    /// Learns from one chain, and gives its loss.
    fn step(&mut self, chain: &Chain, out: (bool, bool)) -> f32 {
        let rows: Vec<Vec<u32>> =
            chain.tokens.iter().map(|token| self.rows_of(token, out)).collect();
        let scores: Vec<Scores> = rows
            .iter()
            .map(|rows| {
                let mut sum = [0.0; LABELS];
                for row in rows {
                    for (sum, slot) in sum.iter_mut().zip(&self.rows[*row as usize]) {
                        *sum += slot.weight();
                    }
                }
                sum
            })
            .collect();
        let mut known = scores.clone();
        for (scores, token) in known.iter_mut().zip(&chain.tokens) {
            for (label, score) in scores.iter_mut().enumerate() {
                if token.allowed >> label & 1 == 0 {
                    *score += NEVER;
                }
            }
        }
        let ends = self.ends();
        let (free, bound) = (Lattice::new(&ends, &scores), Lattice::new(&ends, &known));
        let loss = free.total() - bound.total();
        // A chain that the gold contradicts, or that says nothing, teaches nothing.
        if !(1.0e-4..1.0e3).contains(&loss) {
            return loss.clamp(0.0, 1.0);
        }
        let last = rows.len() - 1;
        for (at, rows) in rows.iter().enumerate() {
            for label in 0..LABELS {
                let gradient = free.label(at, label) - bound.label(at, label);
                if gradient.abs() > 1.0e-4 {
                    for row in rows {
                        self.rows[*row as usize][label].learn(gradient);
                    }
                    if at == 0 {
                        self.first[label].learn(gradient);
                    }
                    if at == last {
                        self.last[label].learn(gradient);
                    }
                }
                for next in (0..LABELS).filter(|_| at < last) {
                    let gradient = free.pair(at, label, next) - bound.pair(at, label, next);
                    if gradient.abs() > 1.0e-4 {
                        self.after[label][next].learn(gradient);
                    }
                }
            }
        }
        loss
    }

    /// The weights between labels alone, as a model.
    fn ends(&self) -> Model {
        let weights = |slots: &[Slot; LABELS]| slots.map(Slot::weight);
        let after = std::array::from_fn(|label| weights(&self.after[label]));
        Model::new(&[], 1.0, after, (weights(&self.first), weights(&self.last)))
    }

    /// The model, its weights rounded to steps; a row of nothing is left out.
    fn model(&self) -> Model {
        const STEPS: f32 = 127.0;
        let step = MOST / STEPS;
        let mut rows: Vec<(u32, [i8; LABELS])> = self
            .index
            .iter()
            .map(|(key, at)| {
                let row = self.rows[*at as usize];
                (*key, row.map(|slot| (slot.weight() / step).round().clamp(-STEPS, STEPS) as i8))
            })
            .filter(|(_, row)| row.iter().any(|weight| *weight != 0))
            .collect();
        rows.sort_unstable();
        let ends = self.ends();
        Model::new(&rows, step, ends.after, (ends.first, ends.last))
    }
}

/// A generator of numbers that look random (Knuth's MMIX constants), the same at every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }

    fn shuffle(&mut self, list: &mut [u32]) {
        for at in (1..list.len()).rev() {
            let other = self.next() as usize % (at + 1);
            list.swap(at, other);
        }
    }
}
