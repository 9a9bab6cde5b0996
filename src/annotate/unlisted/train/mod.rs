//! Learning the model from texts with scholars' own markup: `rubricate train`.
//!
//! One thread, no clock, no network: the same texts give the same bytes.

mod gold;
mod labels;
mod learn;
mod weak;

pub use gold::{Gold, GoldError, Marked};

use super::model::Model;
use labels::{Chain, chains};
use learn::learn;

/// What a training run did.
#[derive(Debug)]
pub struct Trained {
    /// The model.
    pub model: Model,
    /// How many documents it learnt from.
    pub documents: usize,
    /// How many chains, and how many tokens in them.
    pub chains: usize,
    /// The tokens of all chains.
    pub tokens: usize,
    /// The mean loss of a chain in the last round, in nats.
    pub loss: f64,
}

/// Learns a model from documents, in their order; `told` is called after each round with its
/// number and its mean loss.
#[must_use]
pub fn train(documents: &[Gold], told: impl FnMut(usize, f64)) -> Trained {
    let all: Vec<Chain> = documents.iter().flat_map(chains).collect();
    let tokens = all.iter().map(|chain| chain.tokens.len()).sum();
    let (count, documents) = (all.len(), documents.len());
    let (model, loss) = learn(&all, told);
    Trained { model, documents, chains: count, tokens, loss }
}
