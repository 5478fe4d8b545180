//! Text against text: overlap of words and of four-word shingles.
//!
//! Words are runs of letters, numbers and `_`, as Python's `\w+` finds them: unlike with the
//! `\w` of Unicode's UTS 18, combining marks part words.

use std::hash::Hash;

use once_cell::sync::Lazy;
use regex::Regex;
use rustc_hash::FxHashMap;

static WORD: Lazy<Regex> = Lazy::new(|| Regex::new(r"[\p{L}\p{N}_]+").expect("a valid pattern"));

/// Words in a shingle.
const SHINGLE: usize = 4;

/// How much of an extraction is right (precision), how much of what is right it has (recall).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// 0 to 1.
    pub precision: f64,
    /// 0 to 1.
    pub recall: f64,
    /// The harmonic mean of both.
    pub f1: f64,
}

/// Overlap of the words of two texts as multisets, without regard to case: WCXB's measure.
///
/// Of two empty texts all is right; of one empty and one not, nothing is.
///
/// ```
/// let overlap = evaluate::score::words("A red bridge", "the red bridge");
/// assert!((overlap.f1 - 2.0 / 3.0).abs() < 1e-9);
/// ```
pub fn words(extracted: &str, truth: &str) -> Overlap {
    let (extracted, truth) = (extracted.to_lowercase(), truth.to_lowercase());
    let extracted = words_of(&extracted);
    let truth = words_of(&truth);
    if extracted.is_empty() || truth.is_empty() {
        let all = f64::from(u8::from(extracted.is_empty() && truth.is_empty()));
        return Overlap { precision: all, recall: all, f1: all };
    }
    let n_common = common(extracted.iter(), truth.iter()) as f64;
    let (precision, recall) = (n_common / extracted.len() as f64, n_common / truth.len() as f64);
    Overlap { precision, recall, f1: harmonic(precision, recall) }
}

/// Precision and recall of four-word shingles, case counting: the measure of ScrapingHub's article
/// benchmark. Of a text shorter than four words, all of it is one shingle. `None` where there is
/// nothing to divide by.
pub fn shingles(extracted: &str, truth: &str) -> (Option<f64>, Option<f64>) {
    let (extracted, truth) = (words_of(extracted), words_of(truth));
    let (extracted, truth) = (shingles_of(&extracted), shingles_of(&truth));
    let n_common = common(extracted.iter(), truth.iter()) as f64;
    let share = |of: &[&[&str]]| (!of.is_empty()).then(|| n_common / of.len() as f64);
    (share(&extracted), share(&truth))
}

/// The harmonic mean of two shares; 0 if both are.
pub fn harmonic(a: f64, b: f64) -> f64 {
    if a + b > 0.0 { 2.0 * a * b / (a + b) } else { 0.0 }
}

/// The mean; not a number of nothing.
pub fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, n) = values.into_iter().fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
    sum / n
}

/// The bounds between which 95 % of the means of resampled values lie (200 resamples).
pub fn interval(values: &[f64]) -> (f64, f64) {
    const RESAMPLES: usize = 200;
    const OUTSIDE: usize = RESAMPLES / 40;
    let mut random = Random(1);
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| mean((0..values.len()).filter_map(|_| random.choose(values))))
        .collect();
    means.sort_by(f64::total_cmp);
    let at = |index: usize| means.get(index).copied().unwrap_or(f64::NAN);
    (at(OUTSIDE), at(RESAMPLES - 1 - OUTSIDE))
}

/// The words of a text, in order, as [`words`] and [`shingles`] count them.
pub fn words_of(text: &str) -> Vec<&str> {
    WORD.find_iter(text).map(|found| found.as_str()).collect()
}

fn shingles_of<'a, 'b>(words: &'a [&'b str]) -> Vec<&'a [&'b str]> {
    match words.len() {
        0 => Vec::new(),
        n => words.windows(n.min(SHINGLE)).collect(),
    }
}

/// How many items two multisets have in common.
fn common<T: Hash + Eq>(a: impl Iterator<Item = T>, b: impl Iterator<Item = T>) -> usize {
    let mut counts: FxHashMap<T, usize> = FxHashMap::default();
    b.for_each(|item| *counts.entry(item).or_default() += 1);
    let mut take = |item: T| match counts.get_mut(&item) {
        Some(n) if *n > 0 => {
            *n -= 1;
            true
        }
        _ => false,
    };
    a.filter_map(|item| take(item).then_some(())).count()
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn choose(&mut self, values: &[f64]) -> Option<f64> {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^= bits >> 31;
        let index = (u128::from(bits) * values.len() as u128) >> 64;
        values.get(index as usize).copied()
    }
}

#[cfg(test)]
mod tests;
