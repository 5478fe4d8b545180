//! Fits what each word of the text says of the kind of page: a multinomial logistic regression on which words a page
//! has.

use std::collections::BTreeSet;

use crate::adagrad::Weight;
use crate::dice::Dice;
use crate::sample::{Input, Origin, Sample};
use crate::tables::{KindOdds, N_KINDS, steps};
use crate::wording::vocabulary;

/// How many words are kept: those that say most.
const MOST_WORDS: usize = 2000;

/// How often all pages are gone through.
const ROUNDS: u64 = 40;

/// The step of a weight's first gradient.
const RATE: f64 = 0.1;

/// All pages whose kind is known, each with the words that it has.
#[derive(Debug)]
pub(crate) struct Rows {
    vocabulary: Vec<u32>,
    pages: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    /// Places of words in the vocabulary, each once.
    words: Vec<u32>,
    kind: usize,
    weight: f64,
    fold: Option<u8>,
}

impl Rows {
    /// Pages count as fetched and flattened; without class names they have the same words. Those that are known by
    /// snippets are all articles: with them words alone told 78 % of the pages of wcxb-dev, without 80 %.
    pub(crate) fn of(samples: &[Sample]) -> Rows {
        let counts = |page: &&Sample| {
            let is_found = page.origin == Origin::Found && page.input != Input::Bare;
            is_found && !page.is_weak() && page.times_for_kind() > 0.0
        };
        let pages: Vec<&Sample> = samples.iter().filter(counts).collect();
        let vocabulary = vocabulary(&pages);
        let row = |page: &Sample| {
            let words = (0..page.shares.len()).flat_map(|at| page.prepared.words(at));
            let places = words.filter_map(|word| vocabulary.binary_search(&word).ok());
            let words: BTreeSet<u32> = places.map(|at| at as u32).collect();
            let words: Vec<u32> = words.into_iter().collect();
            let weight = f64::from(page.times_for_kind());
            let kind = page.kind_number()?;
            (!words.is_empty()).then_some(Row { words, kind, weight, fold: page.fold })
        };
        let pages = pages.iter().filter_map(|page| row(page)).collect();
        Rows { vocabulary, pages }
    }

    /// What the words say that say most, fitted to all pages but those of a fold.
    pub(crate) fn fit(&self, without: Option<u8>) -> KindOdds {
        let is_in = |row: &&Row| row.fold != without;
        let rows: Vec<&Row> = self.pages.iter().filter(is_in).collect();
        let all = vec![true; self.vocabulary.len()];
        let of_all = fit(&rows, &all);
        let mut times = vec![0.0; self.vocabulary.len()];
        for word in rows.iter().flat_map(|row| &row.words) {
            if let Some(times) = times.get_mut(*word as usize) {
                *times += 1.0;
            }
        }
        let says = |(weights, times): (&[Weight; N_KINDS], &f64)| {
            let weights = weights.map(|weight| weight.value);
            let mean = weights.iter().sum::<f64>() / N_KINDS as f64;
            let most = weights.iter().map(|weight| (weight - mean).abs()).fold(0.0, f64::max);
            most * f64::sqrt(*times)
        };
        let says: Vec<f64> = of_all.weights.iter().zip(&times).map(says).collect();
        let mut ranked = says.clone();
        ranked.sort_by(|a, b| b.total_cmp(a));
        let least = ranked.get(MOST_WORDS).copied().unwrap_or(0.0);
        let kept: Vec<bool> = says.iter().map(|says| *says > least).collect();
        let fit = fit(&rows, &kept);
        let words = self.vocabulary.iter().zip(&fit.weights).zip(&kept);
        let words = words.filter(|(_, is_kept)| **is_kept);
        KindOdds {
            start: fit.start.map(|start| steps(start.value)),
            words: words
                .map(|((word, weights), _)| (*word, weights.map(|weight| steps(weight.value))))
                .collect(),
        }
    }
}

/// A weight for each word and kind, and a start for each kind.
struct Fit {
    weights: Vec<[Weight; N_KINDS]>,
    start: [Weight; N_KINDS],
}

fn fit(rows: &[&Row], kept: &[bool]) -> Fit {
    let none = [Weight::ZERO; N_KINDS];
    let mut fit = Fit { weights: vec![none; kept.len()], start: none };
    let mut order: Vec<&Row> = rows.to_vec();
    for round in 0..ROUNDS {
        Dice::of("kinds", round).shuffle(&mut order);
        order.iter().for_each(|row| fit.see(row, kept));
    }
    fit
}

impl Fit {
    fn see(&mut self, row: &Row, kept: &[bool]) {
        let is_kept = |word: &usize| kept.get(*word).copied().unwrap_or(false);
        let words = || row.words.iter().map(|word| *word as usize).filter(is_kept);
        let share = 1.0 / (words().count().max(1) as f64).sqrt();
        let mut odds = self.start.map(|start| start.value);
        for weights in words().filter_map(|word| self.weights.get(word)) {
            odds.iter_mut().zip(weights).for_each(|(odds, weight)| *odds += share * weight.value);
        }
        let most = odds.iter().copied().fold(f64::MIN, f64::max);
        let shares = odds.map(|odds| (odds - most).exp());
        let sum: f64 = shares.iter().sum();
        let mut gradients = shares.map(|share| row.weight * share / sum);
        if let Some(of_kind) = gradients.get_mut(row.kind) {
            *of_kind -= row.weight;
        }
        step(&mut self.start, &gradients);
        let gradients = gradients.map(|gradient| gradient * share);
        for word in words() {
            if let Some(weights) = self.weights.get_mut(word) {
                step(weights, &gradients);
            }
        }
    }
}

fn step(weights: &mut [Weight; N_KINDS], gradients: &[f64; N_KINDS]) {
    weights.iter_mut().zip(gradients).for_each(|(weight, gradient)| weight.step(*gradient, RATE));
}

#[cfg(test)]
mod tests;
