//! How features become inputs of a net: sorted into bins, each of which has a level.

use unchrome::internal::{ABSENT, net_bin, net_level};

/// Most bins of a feature, eight for each doubling of 1 + |value| · scale.
const BINS: i32 = 255;

/// Features whose numbers are names: each value has weights of its own.
const NAMES: [&str; 5] = ["marked", "own_tag", "ending", "beginning", "opens"];

/// One feature as the net reads it.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) feature: usize,
    pub(super) scale: f32,
    /// The first bin.
    pub(super) first: i32,
    /// For each of its rows of weights how much that counts, in parts of [`LEVEL`](unchrome::internal::LEVEL): at absent values, then
    /// at the bins.
    pub(super) rows: Vec<Vec<i8>>,
}

impl Input {
    /// `None` if all values are the same, or absent or zero. `sample` has values of the feature.
    pub(super) fn new(feature: usize, name: &str, sample: &[f32]) -> Option<Input> {
        let first = sample.first()?;
        let seen: Vec<f32> = sample.iter().copied().filter(|value| *value > ABSENT).collect();
        if sample.iter().all(|value| value == first) || seen.iter().all(|value| *value == 0.0) {
            return None;
        }
        let is_name = NAMES.contains(&name);
        let scale = if is_name { 1.0 } else { scale_of(&seen) };
        let mut keys: Vec<i32> = seen.iter().map(|value| net_bin(*value, scale)).collect();
        keys.sort_unstable();
        let low = (*keys.first()?).max(*keys.get(keys.len() / 2)? - BINS / 2);
        let high = (*keys.last()?).min(low + BINS - 2);
        let mut counts = vec![0_usize; (high - low + 1) as usize];
        for key in &keys {
            counts[(key.clamp(&low, &high) - low) as usize] += 1;
        }
        let rows = if is_name { of_names(&counts) } else { vec![of_ranks(&counts)] };
        Some(Input { feature, scale, first: low, rows })
    }

    /// How many levels it has, that of absent values among them.
    pub(super) fn n_levels(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// The number of the level of a value.
    pub(super) fn level(&self, value: f32) -> u8 {
        net_level(value, self.scale, self.first, self.n_levels() as i32 - 2) as u8
    }

    /// As the judge's file has it: one input for each row of weights.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        for levels in &self.rows {
            out.extend((self.feature as u16).to_le_bytes());
            out.extend(self.scale.to_le_bytes());
            out.extend((self.first as i16).to_le_bytes());
            out.push(levels.len() as u8);
            out.extend(levels.iter().map(|level| level.to_le_bytes()[0]));
        }
    }
}

/// A power of two that spreads the sizes of a feature's values over bins: it brings their median
/// to 4, or one below 1 to 8; counts, with a median in between, keep their size.
fn scale_of(seen: &[f32]) -> f32 {
    let mut sizes: Vec<f32> = seen.iter().map(|it| it.abs()).filter(|it| *it != 0.0).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied().unwrap_or(1.0);
    if (1.0..=4.0).contains(&size) {
        return 1.0;
    }
    (if size > 4.0 { 4.0 } else { 8.0 } / size).log2().round().exp2()
}

/// Each value that is there has a row of its own.
fn of_names(counts: &[usize]) -> Vec<Vec<i8>> {
    let is_there = |at: &usize| counts[*at] > 0;
    let row = |bin: usize| {
        let mut levels = vec![0; counts.len() + 1];
        levels[bin + 1] = i8::MAX;
        levels
    };
    (0..counts.len()).filter(is_there).map(row).collect()
}

/// The level of a bin is the mean rank of its values, from -1 to 1.
fn of_ranks(counts: &[usize]) -> Vec<i8> {
    let n: usize = counts.iter().sum();
    let mut below = 0;
    let level = |count: &usize| {
        let rank = (below as f32 + *count as f32 / 2.0) / n as f32;
        below += count;
        ((rank * 2.0 - 1.0) * f32::from(i8::MAX)).round() as i8
    };
    std::iter::once(0).chain(counts.iter().map(level)).collect()
}
