//! Which blocks to keep, given the probability that each is content.

use crate::feature::Features;
use crate::options::Favor;

/// How much more a wrong word weighs than a missed one where precision is favoured (β² of the
/// F-measure is its inverse). A choice, not a fit.
const PRECISION_TILT: f32 = 4.0;

/// What is added to the log-odds of every block of a page that is surely an article. Articles have
/// sharp borders: half a point won 0.01 word-F1 on held-out news in languages that were never
/// trained on and 0.001 on articles of wcxb-dev; on the other kinds of page it won nothing, so it
/// is scaled by the probability of the kind.
const ARTICLE_SHIFT: f32 = -0.5;

/// The blocks to keep, and what is expected of them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Decision {
    /// For each block whether it is kept.
    pub(crate) keep: Vec<bool>,
    /// The expected F1 of their words, 0 to 1, if the probabilities are right.
    pub(crate) expected: f32,
}

/// Chooses the blocks that make the expected F1 of the article's words greatest: by falling
/// probability, the prefix with the highest 2·Σp·n / (Σkept n + Σp·n), n being the words of a
/// block. Of all cuts through the order this one is best if the probabilities are right
/// (Ye, Chai, Lee and Chieu, "Optimizing F-measures", 2012).
pub(crate) fn decide(features: &Features, probabilities: &[f32], favor: Favor) -> Decision {
    let tilt = match favor {
        Favor::Balance => 1.0,
        Favor::Precision => PRECISION_TILT,
        Favor::Recall => 1.0 / PRECISION_TILT,
    };
    let n_words = |at: usize| features.tallies.get(at).map_or(0.0, |tally| tally.n_runs);
    let p = |at: usize| probabilities.get(at).copied().unwrap_or(0.0);
    let mut order: Vec<usize> = (0..probabilities.len()).collect();
    order.sort_by(|a, b| p(*b).total_cmp(&p(*a)).then(a.cmp(b)));
    let total: f32 = order.iter().map(|at| p(*at) * n_words(*at)).sum();
    let (mut hits, mut kept, mut best, mut best_rank) = (0.0, 0.0, 0.0, 0);
    for (rank, at) in order.iter().enumerate() {
        hits += p(*at) * n_words(*at);
        kept += n_words(*at);
        let expected = (1.0 + tilt) * hits / (kept * tilt + total).max(f32::MIN_POSITIVE);
        if expected > best {
            (best, best_rank) = (expected, rank + 1);
        }
    }
    let mut keep = vec![false; probabilities.len()];
    for at in order.iter().take(best_rank) {
        if let Some(slot) = keep.get_mut(*at) {
            *slot = true;
        }
    }
    Decision { keep, expected: best }
}

/// Probabilities for the decision on a page that is an article with probability `p_article`.
pub(crate) fn shifted(probabilities: &[f32], p_article: f32) -> Vec<f32> {
    // Odds times the exponential of the shift, as a probability again; 0 and 1 stay.
    let factor = (ARTICLE_SHIFT * p_article).exp();
    // What is more likely content than not stays at one half: the shift alone drops nothing.
    let shift = |p: &f32| {
        let shifted = p * factor / (1.0 - p + p * factor);
        if *p < 0.5 { shifted } else { shifted.max(0.5) }
    };
    probabilities.iter().map(shift).collect()
}

#[cfg(test)]
mod tests;
