//! Which blocks to keep, given the probability that each is content.

use crate::feature::Features;
use crate::options::Favor;

/// How much more a wrong word weighs than a missed one where precision is favoured (β² of the
/// F-measure is its inverse). A choice, not a fit.
const PRECISION_TILT: f32 = 4.0;

/// What is added to the log-odds of every block of a page that is surely an article. Articles have
/// sharp borders: with markup, a point won 0.008 word-F1 on held-out news in languages that were
/// never trained on and 0.001 on articles of wcxb-dev; on the other kinds of page it lost 0.001 to
/// 0.008, so it is scaled by the probability of the kind. Without markup half a point won 0.01 on
/// the former and lost 0.001 on the latter; a whole one lost 0.003 more.
const ARTICLE_SHIFT: [f32; 2] = [-0.5, -1.0];

/// What is at least this likely to be content stays above one half: the shift alone drops nothing
/// of which the judge is sure. One half here lost 0.003 on the same news.
const SURE: f32 = 0.6;

/// Blocks between two kept ones, so many in a row and at least this likely to be content, stay too:
/// a line of code, an item of a list, a short answer. On wcxb-dev 0.001 word-F1 with markup and 0.002
/// without; on news of other sets 0.001 to 0.002 were lost.
const LONGEST_GAP: usize = 2;
const LIKELY_BESIDE: f32 = 0.3;

/// Without markup a paragraph of so many words beside a kept block stays as well, if it is as likely:
/// the last one of an article stands before teasers with nothing to tell it from them. It changed
/// word-F1 by less than 0.001 on wcxb-dev and lost 0.002 on fundus-a; a lost paragraph is worse than a
/// teaser too many.
const SHORTEST_BESIDE: f32 = 20.0;

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

/// Keeps what stands in small gaps between kept blocks, see [`LONGEST_GAP`], and on pages without
/// markup the paragraphs beside them, see [`SHORTEST_BESIDE`]. Gaps go by the probabilities of the
/// decision, for a newsletter's prompt stands in one too.
pub(crate) fn smooth(
    keep: &mut [bool],
    features: &Features,
    (probabilities, shifted): (&[f32], &[f32]),
    has_markup: bool,
) {
    let is_likely = |p: &[f32], at: usize| p.get(at).is_some_and(|p| *p >= LIKELY_BESIDE);
    let kept: Vec<usize> = (0..keep.len()).filter(|at| keep.get(*at) == Some(&true)).collect();
    let mut more = Vec::new();
    for pair in kept.windows(2) {
        if let [before, after] = pair
            && after - before <= LONGEST_GAP + 1
        {
            more.extend((before + 1..*after).filter(|at| is_likely(shifted, *at)));
        }
    }
    if !has_markup {
        let n_words = |at: usize| features.tallies.get(at).map_or(0.0, |tally| tally.n_runs);
        let beside = kept.iter().flat_map(|at| [at.checked_sub(1), at.checked_add(1)]).flatten();
        more.extend(
            beside.filter(|at| is_likely(probabilities, *at) && n_words(*at) >= SHORTEST_BESIDE),
        );
    }
    for at in more {
        if let Some(slot) = keep.get_mut(at) {
            *slot = true;
        }
    }
}

/// Probabilities for the decision on a page that is an article with probability `p_article`.
pub(crate) fn shifted(probabilities: &[f32], p_article: f32, has_markup: bool) -> Vec<f32> {
    // Odds times the exponential of the shift, as a probability again; 0 and 1 stay.
    let factor = (ARTICLE_SHIFT[usize::from(has_markup)] * p_article).exp();
    let shift = |p: &f32| {
        let shifted = p * factor / (1.0 - p + p * factor);
        if *p < SURE { shifted } else { shifted.max(0.5) }
    };
    probabilities.iter().map(shift).collect()
}

#[cfg(test)]
mod tests;
