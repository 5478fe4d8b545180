//! What spoke for the judge's verdict on a block, in facts that a reader can check by eye.
//!
//! The judge is a net, whose sums say nothing to a reader. So a second, additive model is asked: plain facts
//! about a block, each with a weight, fitted to what the judge says of the blocks of labelled pages
//! (`train --evidence`; a global surrogate: Molnar, "Interpretable Machine Learning", chapter "Global Surrogate").
//! What is told are the facts that weigh most of those that hold of a block more than of others (for an additive
//! model these are its Shapley values: Lundberg and Lee, "A Unified Approach to Interpreting Model Predictions", 2017).

use once_cell::sync::Lazy;

use crate::feature::Features;

mod facts;

pub use facts::Evidence;
use facts::{Block, Speaks};

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
    let numbers = |evidence: Evidence| -> Vec<f32> {
        let mut lines = SOURCE.lines().filter(|line| !line.starts_with('#'));
        let line = lines.find_map(|line| line.strip_prefix(evidence.word())?.strip_prefix('\t'));
        line.into_iter()
            .flat_map(|line| line.split('\t'))
            .filter_map(|it| it.parse().ok())
            .collect()
    };
    let weights = |nth: usize, speaks: Speaks| {
        let weight = |evidence: &Evidence| match numbers(*evidence).chunks_exact(2).nth(nth) {
            Some(&[weight, mean]) => Some(Weight { evidence: *evidence, weight, mean }),
            _ => None,
        };
        let facts = Evidence::ALL.iter().filter(|evidence| evidence.speaks() == speaks);
        let mut weights: Vec<Weight> =
            facts.filter_map(weight).filter(|weight| weight.most() >= LEAST).collect();
        weights.sort_by(|a, b| b.most().total_cmp(&a.most()));
        weights
    };
    [0, 1].map(|nth| [weights(nth, Speaks::Against), weights(nth, Speaks::For)])
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

#[cfg(feature = "_internal")]
pub use fit::{FACTS, Fact};

/// What the fit of the weights goes by.
#[cfg(feature = "_internal")]
mod fit {
    use once_cell::sync::Lazy;

    use super::{Evidence, Speaks};

    /// A fact about a block.
    #[derive(Debug)]
    pub struct Fact {
        /// Its word in the file of the weights.
        pub word: &'static str,
        /// Whether it speaks for content.
        pub speaks_for: bool,
        /// Whether it is about the verdicts on the blocks around.
        pub is_around: bool,
    }

    /// All facts, in the order of a row.
    pub static FACTS: Lazy<Vec<Fact>> = Lazy::new(|| {
        let fact = |evidence: &Evidence| Fact {
            word: evidence.word(),
            speaks_for: evidence.speaks() == Speaks::For,
            is_around: evidence.is_around(),
        };
        Evidence::ALL.iter().map(fact).collect()
    });
}

#[cfg(test)]
mod tests;
