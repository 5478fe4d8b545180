//! A conditional logit (McFadden, "Conditional logit analysis of qualitative choice behavior", 1974),
//! fitted by Newton's method.

use std::io;

use unchrome::internal::HEADLINE_NAMES;

use super::Page;

/// What keeps weights small, in squares of them, figures brought to a variance of one.
const RIDGE: f64 = 0.002;

/// Steps of Newton's method, and how far one goes at most: which of a page's lines is its title is told
/// by the weights where several fit, and far steps can miss.
const STEPS: usize = 24;
const MAX_STEP: f64 = 1.0;

/// The weights fitted to pages of some folds.
pub(super) fn weights(pages: &[Page], enters: impl Fn(Option<u8>) -> bool) -> io::Result<Vec<f32>> {
    let n = HEADLINE_NAMES.len();
    let known = |page: &&Page| enters(page.fold) && page.is_title.contains(&true);
    let pages: Vec<&Page> = pages.iter().filter(known).collect();
    if pages.is_empty() {
        return Err(io::Error::other("no page has a title among its lines"));
    }
    let scales = scales(&pages, n);
    let mut weights = vec![0.0; n];
    for _ in 0..STEPS {
        let (mut slope, mut bend) = (vec![0.0; n], vec![vec![0.0; n]; n]);
        let mut whole = 0.0;
        for page in &pages {
            add(page, &scales, &weights, &mut slope, &mut bend);
            whole += page.times;
        }
        for at in 0..n {
            slope[at] -= 2.0 * RIDGE * whole * weights[at];
            bend[at][at] += 2.0 * RIDGE * whole;
        }
        let step = solve(bend, slope);
        let longest = step.iter().fold(MAX_STEP, |longest: f64, step| longest.max(step.abs()));
        let part = MAX_STEP / longest;
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight += part * step);
    }
    Ok(weights.iter().zip(&scales).map(|(weight, scale)| (weight * scale) as f32).collect())
}

/// One over the deviation of each figure.
fn scales(pages: &[&Page], n: usize) -> Vec<f64> {
    let rows = || pages.iter().flat_map(|page| &page.rows);
    let count = rows().count() as f64;
    let scale = |at: usize| {
        let values = || rows().map(move |row| f64::from(row[at]));
        let mean = values().sum::<f64>() / count;
        let variance = values().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        1.0 / (variance.sqrt() + 1e-6)
    };
    (0..n).map(scale).collect()
}

/// Adds what a page says of how the likelihood changes with the weights, and how that changes.
fn add(page: &Page, scales: &[f64], weights: &[f64], slope: &mut [f64], bend: &mut [Vec<f64>]) {
    let scaled = |row: &Vec<f32>| -> Vec<f64> {
        row.iter().zip(scales).map(|(value, scale)| f64::from(*value) * scale).collect()
    };
    let rows: Vec<Vec<f64>> = page.rows.iter().map(scaled).collect();
    let sum = |row: &Vec<f64>| row.iter().zip(weights).map(|(a, b)| a * b).sum::<f64>();
    let sums: Vec<f64> = rows.iter().map(sum).collect();
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    let parts: Vec<f64> = sums.iter().map(|sum| (sum - most).exp()).collect();
    let whole: f64 = parts.iter().sum();
    let titled = || parts.iter().zip(&page.is_title).filter(|(_, is)| **is);
    let of_title: f64 = titled().map(|(part, _)| *part).sum();
    let mut mean = vec![0.0; weights.len()];
    for ((row, part), is_title) in rows.iter().zip(&parts).zip(&page.is_title) {
        let likely = part / whole;
        let wanted = if *is_title { part / of_title } else { 0.0 };
        for (at, value) in row.iter().enumerate() {
            mean[at] += likely * value;
            slope[at] += page.times * (wanted - likely) * value;
            for (other, more) in row.iter().zip(bend[at].iter_mut()) {
                *more += page.times * likely * value * other;
            }
        }
    }
    for (row, at) in bend.iter_mut().zip(&mean) {
        row.iter_mut().zip(&mean).for_each(|(more, other)| *more -= page.times * at * other);
    }
}

/// Solves linear equations by elimination, the largest factor of a column first.
fn solve(mut factors: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let n = right.len();
    for at in 0..n {
        let largest =
            (at..n).max_by(|a, b| factors[*a][at].abs().total_cmp(&factors[*b][at].abs()));
        let largest = largest.unwrap_or(at);
        factors.swap(at, largest);
        right.swap(at, largest);
        for below in at + 1..n {
            let times = factors[below][at] / factors[at][at];
            let (above, rest) = factors.split_at_mut(below);
            for (to, from) in rest[0].iter_mut().zip(&above[at]).skip(at) {
                *to -= times * from;
            }
            right[below] -= times * right[at];
        }
    }
    for at in (0..n).rev() {
        let known: f64 = (at + 1..n).map(|after| factors[at][after] * right[after]).sum();
        right[at] = (right[at] - known) / factors[at][at];
    }
    right
}

#[cfg(test)]
mod tests {
    use unchrome::internal::HEADLINE_NAMES;

    use super::{Page, solve, weights};

    #[test]
    fn equations_are_solved() {
        let solved = solve(vec![vec![0.0, 2.0], vec![1.0, 1.0]], vec![4.0, 5.0]);
        assert!((solved[0] - 3.0).abs() < 1e-9 && (solved[1] - 2.0).abs() < 1e-9, "{solved:?}");
    }

    #[test]
    fn a_figure_that_tells_titles_apart_gets_its_weight() {
        let row = |value: f32| {
            let mut row = vec![0.0; HEADLINE_NAMES.len()];
            row[3] = value;
            row
        };
        let page = |n| Page {
            group: String::new(),
            fold: Some(0),
            times: 1.0,
            rows: vec![row(0.0), row(1.0 + n as f32), row(0.5)],
            is_title: vec![false, true, false],
        };
        let pages: Vec<Page> = (0..20).map(page).collect();
        let weights = weights(&pages, |fold| fold.is_some()).unwrap();
        assert!(weights[3] > 0.1, "{weights:?}");
        assert!(weights.iter().enumerate().all(|(at, weight)| at == 3 || weight.abs() < 1e-3));
    }
}
