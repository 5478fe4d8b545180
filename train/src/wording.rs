//! Fits what each word of the text adds to the log-odds of a block to be content: a logistic regression on the words
//! of a block.

use std::collections::{BTreeMap, BTreeSet};

use crate::adagrad::{Weight, logistic};
use crate::dice::Dice;
use crate::sample::{Input, Sample};
use crate::tables::{Odds, steps};

/// Words on fewer pages than this say more about a page than about a word.
const FEWEST_PAGES: u32 = 20;

/// How often all blocks are gone through.
const ROUNDS: u64 = 3;

/// The step of a word's first gradient.
const RATE: f64 = 0.05;

/// The blocks of all pages that teach, each with its known words.
#[derive(Debug)]
pub(crate) struct Rows {
    /// The hashes of the known words, in order.
    vocabulary: Vec<u32>,
    /// For all blocks, one after the other, the places of their words in the vocabulary.
    words: Vec<u32>,
    blocks: Vec<Row>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    start: usize,
    end: usize,
    is_content: bool,
    weight: f64,
    fold: Option<u8>,
}

impl Rows {
    /// Pages count as fetched and flattened; without class names they have the same words.
    pub(crate) fn of(samples: &[Sample]) -> Rows {
        let teaches =
            |page: &&Sample| page.input != Input::Bare && page.teaches() && !page.is_weak();
        let pages: Vec<&Sample> = samples.iter().filter(teaches).collect();
        let vocabulary = vocabulary(&pages);
        let (mut words, mut blocks) = (Vec::new(), Vec::new());
        for page in pages {
            for ((at, share), weight) in page.shares.iter().enumerate().zip(page.weights()) {
                let start = words.len();
                let known = |word: u32| vocabulary.binary_search(&word).ok();
                words.extend(
                    page.prepared.words(at).into_iter().filter_map(known).map(|at| at as u32),
                );
                let (is_content, fold) = (share.is_content(), page.fold);
                let weight = f64::from(weight);
                if words.len() > start && weight > 0.0 {
                    blocks.push(Row { start, end: words.len(), is_content, weight, fold });
                }
            }
        }
        Rows { vocabulary, words, blocks }
    }

    /// The weights of all words, fitted to the blocks of all pages but those of a fold. Words that make no
    /// difference are left out.
    pub(crate) fn fit(&self, without: Option<u8>) -> Odds {
        let is_in = |row: &&Row| row.fold != without;
        let mut rows: Vec<Row> = self.blocks.iter().filter(is_in).copied().collect();
        let mean = rows.iter().map(|row| row.weight).sum::<f64>() / rows.len().max(1) as f64;
        let n = self.vocabulary.len();
        let mut fit = Fit { weights: vec![Weight::ZERO; n], bias: Weight::ZERO };
        for round in 0..ROUNDS {
            Dice::of("wording", round).shuffle(&mut rows);
            for row in &rows {
                let words = self.words.get(row.start..row.end).unwrap_or(&[]);
                fit.see(words, row.is_content, row.weight / mean);
            }
        }
        let odds =
            self.vocabulary.iter().zip(&fit.weights).map(|(word, odds)| (*word, steps(odds.value)));
        odds.filter(|(_, steps)| *steps != 0).collect()
    }
}

/// The words that stand on enough pages of those as fetched, in the order of their hashes.
pub(crate) fn vocabulary(pages: &[&Sample]) -> Vec<u32> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for page in pages.iter().filter(|page| page.input == Input::Html) {
        let words = (0..page.shares.len()).flat_map(|at| page.prepared.words(at));
        for word in words.collect::<BTreeSet<u32>>() {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts.into_iter().filter(|(_, n)| *n >= FEWEST_PAGES).map(|(word, _)| word).collect()
}

/// A weight for each word, and a bias.
struct Fit {
    weights: Vec<Weight>,
    bias: Weight,
}

impl Fit {
    fn see(&mut self, words: &[u32], is_content: bool, times: f64) {
        let share = 1.0 / (words.len() as f64).sqrt();
        let weight = |word: &u32| self.weights.get(*word as usize).map_or(0.0, |it| it.value);
        let odds = self.bias.value + share * words.iter().map(weight).sum::<f64>();
        let p = logistic(odds);
        let gradient = times * (p - f64::from(u8::from(is_content)));
        self.bias.step(gradient, RATE);
        for word in words {
            if let Some(weight) = self.weights.get_mut(*word as usize) {
                weight.step(gradient * share, RATE);
            }
        }
    }
}

#[cfg(test)]
mod tests;
