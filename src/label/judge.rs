//! Gives every block its verdict: sure marks first, then the learned judge.

use super::{Label, Mark, Marks, Reason, Verdict};
use crate::feature::{self, Features};
use crate::model::{self, Task};
use crate::options::{Favor, Options};
use crate::page::Page;

/// Judges a page: features, probabilities, the decision, and a label with a reason for each block.
pub(crate) fn judge(page: &Page, marks: &Marks, options: &Options) -> Vec<Verdict> {
    let judge = model::judge();
    let task = if page.has_markup { Task::Html } else { Task::Text };
    let features = feature::measure(page, marks, &judge.tokens);
    let is_sure = |at: usize| mark_of(marks, at).is_some_and(|mark| mark.sure);
    let open: Vec<usize> = (0..page.blocks.len()).filter(|at| !is_sure(*at)).collect();
    let rows: Vec<&[f32]> = open.iter().map(|at| features.row(*at)).collect();
    let mut probabilities = vec![0.0; page.blocks.len()];
    for (at, probability) in open.iter().zip(judge.probabilities(task, &rows)) {
        if let Some(slot) = probabilities.get_mut(*at) {
            *slot = probability;
        }
    }
    let keep = decide(&features, &probabilities, options.favor());
    let verdict = |(at, probability): (usize, &f32)| {
        let kept = keep.get(at).copied().unwrap_or(false);
        verdict(mark_of(marks, at), kept, *probability)
    };
    probabilities.iter().enumerate().map(verdict).collect()
}

fn mark_of(marks: &Marks, at: usize) -> Option<Mark> {
    marks.blocks.get(at).copied().flatten()
}

fn verdict(mark: Option<Mark>, kept: bool, probability: f32) -> Verdict {
    match mark {
        Some(mark) if mark.sure => {
            Verdict { label: mark.label, reason: Reason::Rule(mark.rule), probability }
        }
        _ if kept => Verdict { label: Label::Body, reason: Reason::Model, probability },
        Some(mark) => Verdict { label: mark.label, reason: Reason::Rule(mark.rule), probability },
        None => Verdict { label: Label::Boilerplate, reason: Reason::Model, probability },
    }
}

/// Chooses the blocks that make the expected F1 of the article's words greatest: by falling
/// probability, the prefix with the highest 2·Σp·n / (Σkept n + Σp·n), n being the words of a
/// block. Of all cuts through the order this one is best if the probabilities are right
/// (Ye, Chai, Lee and Chieu, "Optimizing F-measures", 2012).
fn decide(features: &Features, probabilities: &[f32], favor: Favor) -> Vec<bool> {
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
    keep
}

/// How much more a wrong word weighs than a missed one where precision is favoured (β² of the
/// F-measure is its inverse). A choice, not a fit.
const PRECISION_TILT: f32 = 4.0;
