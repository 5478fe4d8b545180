//! What spoke for the judge's verdict on a block, in facts that a reader can check by eye.
//!
//! The judge is a net, whose sums say nothing to a reader. So a second, additive model is asked: plain facts
//! about a block, each with a weight, fitted to what the judge says of the blocks of labelled pages
//! (`train --evidence`; a global surrogate: Molnar, "Interpretable Machine Learning", chapter "Global Surrogate").
//! What is told are the facts that weigh most of those that hold of a block more than of others (for an additive
//! model these are its Shapley values: Lundberg and Lee, "A Unified Approach to Interpreting Model Predictions", 2017).

use once_cell::sync::Lazy;

use crate::feature::Features;
use crate::table::rows;

mod facts;

use facts::Block;
pub use facts::Evidence;

const SOURCE: &str = include_str!("evidence/weights.tsv");

/// At most so many facts are told of a block.
const MOST: usize = 3;

/// A fact is told if it weighs at least this share of the weightiest one, and this much in log-odds.
const LEAST_SHARE: f32 = 0.25;
const LEAST: f32 = 0.1;

/// What a fact weighs on pages of an input, and how far it holds of their blocks on average.
#[derive(Debug, Clone, Copy)]
struct Weight {
    evidence: Evidence,
    weight: f32,
    mean: f32,
}

impl Weight {
    /// What it weighs where it holds wholly.
    fn most(&self) -> f32 {
        self.weight * (1.0 - self.mean)
    }
}

/// The facts that can be told of pages with markup and of text, for content and against it, those first that can
/// weigh most.
static WEIGHTS: Lazy<[[Vec<Weight>; 2]; 2]> = Lazy::new(|| {
    let rows: Vec<Vec<&str>> = rows(SOURCE).collect();
    let weight = |evidence: &Evidence, column: usize| {
        let row = rows.iter().find(|row| row.first() == Some(&evidence.word()))?;
        let number = |column: usize| row.get(column)?.parse().ok();
        Some(Weight { evidence: *evidence, weight: number(column)?, mean: number(column + 1)? })
    };
    let weights = |column: usize, speaks_for: bool| {
        let facts = Evidence::ALL.iter().filter(|evidence| evidence.speaks_for() == speaks_for);
        let mut weights: Vec<Weight> = facts
            .filter_map(|evidence| weight(evidence, column))
            .filter(|weight| weight.most() >= LEAST)
            .collect();
        weights.sort_by(|a, b| b.most().total_cmp(&a.most()));
        weights
    };
    [1, 3].map(|column| [false, true].map(|speaks_for| weights(column, speaks_for)))
});

/// The facts that spoke for a verdict, weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Told {
    facts: [Option<Evidence>; MOST],
}

impl Told {
    /// As many as there are.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Evidence> + use<> {
        self.facts.into_iter().flatten()
    }
}

/// What is known of a page once it is judged.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) features: &'a Features,
    /// Of each block, the probability of being content.
    pub(crate) probabilities: &'a [f32],
}

impl Seen<'_> {
    /// What spoke most strongly for keeping a block, or for dropping it.
    pub(crate) fn told(&self, at: usize, kept: bool) -> Told {
        let weights = &WEIGHTS[usize::from(!self.features.has_markup())][usize::from(kept)];
        let block = Block::of(self, at);
        let mut told = Told::default();
        let mut weighs = [0.0_f32; MOST];
        for fact in weights {
            if fact.most() <= weighs[MOST - 1] {
                break;
            }
            // What holds of most blocks tells little of this one.
            let more = fact.evidence.strength(&block) - fact.mean;
            let mut next = (Some(fact.evidence), fact.weight * more);
            for (fact, weight) in told.facts.iter_mut().zip(&mut weighs) {
                if next.1 > *weight {
                    next = (std::mem::replace(fact, next.0), std::mem::replace(weight, next.1));
                }
            }
        }
        let least = (weighs[0] * LEAST_SHARE).max(LEAST);
        for (fact, weight) in told.facts.iter_mut().zip(weighs) {
            fact.take_if(|_| weight < least);
        }
        // What happened to the pieces around is told last: it is true of most, and says not why.
        told.facts.sort_by_key(|fact| fact.map_or(2, |fact| u8::from(fact.is_around())));
        told
    }

    /// How far each fact holds of a block, in the order of [`Evidence::ALL`].
    #[cfg(feature = "_internal")]
    pub(crate) fn row(&self, at: usize) -> Vec<f32> {
        let block = Block::of(self, at);
        Evidence::ALL.iter().map(|evidence| evidence.strength(&block)).collect()
    }
}

#[cfg(test)]
mod tests;
