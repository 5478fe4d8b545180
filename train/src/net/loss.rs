//! How wrong a net is about a page: how unlikely the labels of its blocks are, and how little is left of
//! its word-F1.

use unchrome::internal::logistic;

use super::rows::{Rows, Span};

/// How much the word-F1 of a page counts beside the likelihood of the labels of its blocks.
pub(super) const F1_WEIGHT: f32 = 0.1;

/// The loss over a batch, by page.
#[derive(Debug)]
pub(super) struct Loss<'a> {
    rows: &'a Rows,
    /// How much a block counts whose weight is one.
    pub(super) per_block: f32,
}

impl Loss<'_> {
    /// For batches of so many blocks.
    pub(super) fn new(rows: &Rows, batch: usize) -> Loss<'_> {
        let weights = rows.weight.iter().filter(|weight| **weight > 0.0);
        let (sum, n) = weights.fold((0.0, 0.0), |(sum, n), one| (sum + f64::from(*one), n + 1.0));
        Loss { rows, per_block: (n / sum) as f32 / batch as f32 }
    }

    /// How the loss changes with the log-odds of each block of a page.
    pub(super) fn slopes(&self, page: &Span, log_odds: &[f32], slopes: &mut Vec<f32>) {
        let here = page.start..page.end;
        let labels = self.rows.label[here.clone()].iter().zip(&self.rows.weight[here.clone()]);
        let words = || self.rows.words[here.clone()].iter().zip(&self.rows.matched[here.clone()]);
        let (mut kept, mut right) = (page.truth, 0.0);
        slopes.clear();
        for ((odds, (label, weight)), (words, matched)) in log_odds.iter().zip(labels).zip(words())
        {
            let p = logistic(*odds);
            slopes.push((p - label) * (weight * self.per_block));
            kept += p * words;
            right += p * matched;
        }
        if page.truth == 0.0 || page.times == 0.0 {
            return;
        }
        let times = F1_WEIGHT * page.times;
        let of = kept.max(1.0);
        for ((slope, odds), (words, matched)) in slopes.iter_mut().zip(log_odds).zip(words()) {
            let p = logistic(*odds);
            let of_kept = if kept > 1.0 { right * words / of } else { 0.0 };
            *slope -= times * 2.0 * (matched - of_kept) / of * p * (1.0 - p);
        }
    }
}
