//! Fits what facts about a block weigh when a verdict of the judge is explained: an additive model of what
//! the judge says, by logistic regression on its probabilities, facts that speak for content with weights of
//! zero and more, those that speak against it with weights of zero and less.

use std::fmt::Write;
use std::fs;
use std::io;
use std::path::Path;

use evaluate::each::each;
use unchrome::internal::{self, Fact};

use crate::adagrad::{Weight, logistic};
use crate::dice::Dice;
use crate::sample::Sample;

/// The command that writes the weights.
const COMMAND: &str = "cargo run --release -p train -- --evidence --data DIR";

/// How often all pages are gone through, and the length of steps.
const EPOCHS: usize = 12;
const RATE: f64 = 0.05;

/// The pages of this fold show what the weights are worth.
const HELD_OUT: u8 = 0;

/// A judged page: of each block how far each fact holds, and the probability of being content.
struct Page {
    fold: Option<u8>,
    has_markup: bool,
    blocks: Vec<(Vec<f32>, f32)>,
}

/// Fits the weights to what the crate's judge says of the pages that enter training, and makes a table of how
/// well they stand for it on held-out ones.
///
/// # Errors
///
/// If a thread fails.
pub fn fit(samples: &[Sample]) -> io::Result<(String, String)> {
    let page = |sample: &Sample| {
        let blocks = sample.prepared.facts();
        Ok(Page { fold: sample.fold, has_markup: sample.input.has_markup(), blocks })
    };
    let mut pages = each(samples, page)?;
    pages.retain(|page| page.fold.is_some() && !page.blocks.is_empty());
    let facts = internal::facts();
    let mut table =
        String::from("How an additive model of facts stands for the judge on held-out pages\n");
    let mut columns = Vec::new();
    for (name, has_markup) in [("markup", true), ("text", false)] {
        let of_input: Vec<&Page> =
            pages.iter().filter(|page| page.has_markup == has_markup).collect();
        let (held_out, rest): (Vec<&Page>, Vec<&Page>) =
            of_input.iter().partition(|page| page.fold == Some(HELD_OUT));
        let (agree, explained) = Model::fit(&facts, &rest).fidelity(&held_out);
        let _ = writeln!(
            table,
            "{name:<8} {:>6} pages: says the same of {agree:.3} of the blocks, explains {explained:.3} of the variance",
            held_out.len()
        );
        columns.push((Model::fit(&facts, &of_input), means(&facts, &of_input)));
    }
    let mut lines =
        format!("# fact\tweight and mean for markup\tthe same for text (fitted by `{COMMAND}`)\n");
    for (at, fact) in facts.iter().enumerate() {
        let _ = write!(lines, "{}", fact.word);
        for (model, means) in &columns {
            let _ = write!(lines, "\t{:.2}\t{:.3}", model.weights[at].value.abs(), means[at]);
        }
        lines.push('\n');
    }
    Ok((lines, table))
}

/// Writes the file of the weights.
///
/// # Errors
///
/// If that fails.
pub fn write(lines: &str) -> io::Result<()> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../src/label/evidence"));
    fs::write(folder.join("weights.tsv"), lines)
}

/// How far each fact holds of the blocks of a page, on average.
fn means(facts: &[Fact], pages: &[&Page]) -> Vec<f64> {
    let mut sums = vec![0.0; facts.len()];
    for page in pages {
        let share = 1.0 / (pages.len() * page.blocks.len()) as f64;
        for (row, _) in &page.blocks {
            sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += share * f64::from(*value));
        }
    }
    sums
}

struct Model {
    bias: Weight,
    weights: Vec<Weight>,
}

impl Model {
    fn fit(facts: &[Fact], pages: &[&Page]) -> Model {
        let mut model = Model { bias: Weight::ZERO, weights: vec![Weight::ZERO; facts.len()] };
        // What the judge says of the blocks around tells most, and a reader least: it weighs only what the other
        // facts leave open.
        model.go_through(facts, pages, false);
        model.go_through(facts, pages, true);
        model
    }

    /// Fits the weights of the facts about the blocks around, or of all others.
    fn go_through(&mut self, facts: &[Fact], pages: &[&Page], around: bool) {
        let mut order: Vec<usize> = (0..pages.len()).collect();
        let mut dice = Dice::of("evidence", 0);
        for epoch in 0..EPOCHS {
            dice.shuffle(&mut order);
            let rate = RATE * (1.0 - epoch as f64 / EPOCHS as f64);
            for page in order.iter().filter_map(|at| pages.get(*at)) {
                self.step(facts, page, around, rate);
            }
        }
    }

    /// Goes down the mean of a page's gradients.
    fn step(&mut self, facts: &[Fact], page: &Page, around: bool, rate: f64) {
        let mut slope = vec![0.0; self.weights.len()];
        let mut slope_of_bias = 0.0;
        for (row, probability) in &page.blocks {
            let miss = logistic(self.sum(row)) - f64::from(*probability);
            slope_of_bias += miss;
            for (slope, value) in slope.iter_mut().zip(row) {
                *slope += miss * f64::from(*value);
            }
        }
        let n = page.blocks.len() as f64;
        self.bias.step(slope_of_bias / n, rate);
        let all = self.weights.iter_mut().zip(slope).zip(facts);
        for ((weight, slope), fact) in all.filter(|(_, fact)| fact.is_around == around) {
            weight.step(slope / n, rate);
            weight.value =
                if fact.speaks_for { weight.value.max(0.0) } else { weight.value.min(0.0) };
        }
    }

    fn sum(&self, row: &[f32]) -> f64 {
        let terms =
            self.weights.iter().zip(row).map(|(weight, value)| weight.value * f64::from(*value));
        self.bias.value + terms.sum::<f64>()
    }

    /// On how many blocks the model is on the side of the judge, and how much of the variance of its
    /// probabilities it explains; each page counts the same.
    fn fidelity(&self, pages: &[&Page]) -> (f64, f64) {
        let mut agree = 0.0;
        let (mut sum, mut squares, mut missed) = (0.0, 0.0, 0.0);
        for page in pages {
            let weight = 1.0 / page.blocks.len() as f64;
            for (row, probability) in &page.blocks {
                let (said, judged) = (logistic(self.sum(row)), f64::from(*probability));
                agree += weight * f64::from(u8::from((said >= 0.5) == (judged >= 0.5)));
                sum += weight * judged;
                squares += weight * judged * judged;
                missed += weight * (said - judged).powi(2);
            }
        }
        let n = pages.len().max(1) as f64;
        let variance = squares / n - (sum / n).powi(2);
        (agree / n, 1.0 - missed / n / variance.max(1e-9))
    }
}
