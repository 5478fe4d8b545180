//! Word-F1: overlap of word multisets.

use rustc_hash::FxHashMap;

/// Runs of letters, digits and underscores, in lower case.
pub fn runs(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|run| !run.is_empty())
        .map(str::to_lowercase)
}

/// Precision, recall and F1 of a text against the truth.
pub fn word_f1(found: impl Iterator<Item = String>, truth: &str) -> (f64, f64, f64) {
    let mut counts: FxHashMap<String, i64> = FxHashMap::default();
    let mut n_truth = 0;
    for run in runs(truth) {
        *counts.entry(run).or_default() += 1;
        n_truth += 1;
    }
    let (mut n_found, mut n_both) = (0, 0);
    for run in found {
        n_found += 1;
        if let Some(count) = counts.get_mut(&run).filter(|count| **count > 0) {
            *count -= 1;
            n_both += 1;
        }
    }
    if n_truth == 0 {
        return if n_found == 0 { (1.0, 1.0, 1.0) } else { (0.0, 0.0, 0.0) };
    }
    if n_both == 0 {
        return (0.0, 0.0, 0.0);
    }
    let (p, r) = (f64::from(n_both) / f64::from(n_found), f64::from(n_both) / f64::from(n_truth));
    (p, r, 2.0 * p * r / (p + r))
}
