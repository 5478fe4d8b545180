//! The first step of the net: what a block's features add to its channels.
//!
//! A feature comes in by its level, that of the bin its value falls in; every channel has a weight
//! for each input. Levels and weights are whole numbers, so that sums are exact, and the same on all
//! processors.

use wide::{bytemuck, i16x16, i32x8};

use super::net::{Channels, Hidden, LANES, NONE, WIDTH, plus, plus_times};
use crate::feature::ABSENT;

/// What a level of one stands for: levels of the file are in 1/127.
const LEVEL: f32 = 1.0 / 127.0;

/// Most inputs whose levels times weights fit a sum.
const MAX_INPUTS: usize = i32::MAX as usize / (i16::MAX as usize * (i8::MAX as usize + 1));

/// How a feature becomes an input, and what that adds to each channel.
#[derive(Debug, Clone)]
pub(super) struct Input {
    pub(super) bins: Bins,
    /// The level of an absent value, then those of all bins, in [`LEVEL`].
    pub(super) levels: Vec<i8>,
    pub(super) weights: Channels,
}

/// The bins of a feature: eight for each doubling of 1 + |value| · scale.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Bins {
    pub(super) feature: u16,
    pub(super) scale: f32,
    pub(super) first: i32,
    /// How many there are after the first.
    pub(super) last: i32,
}

/// Several inputs, their parts side by side, so that a processor takes several at once.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    /// Of all features up to the last one that is an input: its bins, and the number of its first
    /// level. Of other features nothing of it is used.
    scales: Vec<f32>,
    firsts: Vec<i32>,
    lasts: Vec<i32>,
    starts: Vec<i32>,
    /// The levels of all inputs, after one that is zero.
    levels: Vec<i16>,
    pairs: Vec<Pair>,
    /// What a level of one with a weight of one adds.
    unit: f32,
}

/// Two inputs: their features, and their weights in turns, channel by channel.
#[derive(Debug)]
struct Pair {
    features: [u16; 2],
    weights: [i16x16; WIDTH / LANES],
}

/// A feature that is none: the second of a pair where there is but one.
const NO_FEATURE: u16 = u16::MAX;

/// What each bin of a feature adds to the channels.
#[derive(Debug)]
pub(super) struct Names {
    bins: Bins,
    /// By the number of the level.
    sums: Vec<Channels>,
}

impl Bins {
    #[inline]
    fn level(self, value: f32) -> i32 {
        level(value, self.scale, self.first, self.last)
    }
}

/// The number of a value's level: that of its bin, told from the bits of the number (its exponent
/// and the three bits after it), after the level of absent values.
#[inline]
fn level(value: f32, scale: f32, first: i32, last: i32) -> i32 {
    let bits = (1.0 + value.abs() * scale).to_bits() as i32;
    let size = (bits - 1.0_f32.to_bits() as i32) >> 20;
    let bin = if value < 0.0 { -size } else { size };
    let at = (bin - first).max(0).min(last) + 1;
    if value > ABSENT { at } else { 0 }
}

/// The number of the level that is zero.
const ZERO: i32 = 0;

impl Inputs {
    /// `None` if there are more than a sum can hold.
    pub(super) fn new(inputs: &[Input]) -> Option<Inputs> {
        if inputs.len() > MAX_INPUTS {
            return None;
        }
        let weights = inputs.iter().flat_map(|input| &input.weights).flat_map(|w| w.to_array());
        let largest = weights.fold(0.0, |largest: f32, weight| largest.max(weight.abs()));
        let weight = largest / f32::from(i16::MAX);
        let mut all = Inputs { levels: vec![0], unit: weight * LEVEL, ..Inputs::default() };
        inputs.iter().try_for_each(|input| all.push_levels(input))?;
        all.pairs = inputs.chunks(2).map(|pair| Pair::new(pair, weight)).collect();
        Some(all)
    }

    fn push_levels(&mut self, input: &Input) -> Option<()> {
        let Bins { feature, scale, first, last } = input.bins;
        let at = usize::from(feature);
        let n_features = self.scales.len().max(at + 1);
        self.scales.resize(n_features, 0.0);
        for numbers in [&mut self.firsts, &mut self.lasts, &mut self.starts] {
            numbers.resize(n_features, ZERO);
        }
        *self.scales.get_mut(at)? = scale;
        *self.firsts.get_mut(at)? = first;
        *self.lasts.get_mut(at)? = last;
        *self.starts.get_mut(at)? = i32::try_from(self.levels.len()).ok()?;
        self.levels.extend(input.levels.iter().copied().map(i16::from));
        Some(())
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.pairs.iter().flat_map(|pair| pair.features).filter(|one| *one != NO_FEATURE).count()
    }

    /// The channels with what a row's inputs add; `numbers` is used for those of their levels.
    pub(super) fn add(
        &self,
        channels: Channels,
        row: &[f32],
        hidden: Hidden<'_>,
        numbers: &mut Vec<i32>,
    ) -> Channels {
        // What is beyond a row's end is absent, which is the first level.
        numbers.clone_from(&self.starts);
        let bins = self.scales.iter().zip(&self.firsts).zip(&self.lasts);
        for ((number, value), ((scale, first), last)) in numbers.iter_mut().zip(row).zip(bins) {
            *number += level(*value, *scale, *first, *last);
        }
        if let Hidden::Features(is_hidden) = hidden {
            let features = numbers.iter_mut().enumerate();
            features.filter(|(at, _)| is_hidden(*at)).for_each(|(_, number)| *number = ZERO);
        }
        let level = |feature: u16| {
            let number = numbers.get(usize::from(feature)).copied().unwrap_or(ZERO);
            self.levels.get(number as usize).copied().unwrap_or(0)
        };
        let sums = self.pairs.iter().fold([i32x8::ZERO; WIDTH / LANES], |sums, pair| {
            pair.add(sums, pair.features.map(level))
        });
        plus_times(channels, &sums.map(i32x8::round_float), self.unit)
    }
}

impl Pair {
    /// Of one or two inputs, their weights in whole numbers of `unit`.
    fn new(inputs: &[Input], unit: f32) -> Pair {
        let whole = |input: Option<&Input>, lanes: usize, lane: usize| {
            let weights = input.and_then(|input| input.weights.get(lanes));
            let weight = weights.and_then(|weights| weights.as_array().get(lane));
            // A number too large or none at all becomes the nearest whole one.
            weight.map_or(0, |weight| (weight / unit).round() as i16)
        };
        let of_lanes = |lanes| {
            let weights: [i16; 2 * LANES] =
                std::array::from_fn(|at| whole(inputs.get(at % 2), lanes, at / 2));
            i16x16::new(weights)
        };
        let feature = |at| inputs.get(at).map_or(NO_FEATURE, |input: &Input| input.bins.feature);
        Pair { features: [feature(0), feature(1)], weights: std::array::from_fn(of_lanes) }
    }

    /// The sums with what two levels add.
    #[inline]
    fn add(
        &self,
        [a, b, c, d]: [i32x8; WIDTH / LANES],
        [first, second]: [i16; 2],
    ) -> [i32x8; WIDTH / LANES] {
        let levels: i32 = bytemuck::cast([first, second]);
        let levels: i16x16 = bytemuck::cast(i32x8::splat(levels));
        let [of_a, of_b, of_c, of_d] = self.weights;
        [a + levels.dot(of_a), b + levels.dot(of_b), c + levels.dot(of_c), d + levels.dot(of_d)]
    }
}

impl Names {
    /// The sums of inputs of one feature; `None` if they part its values in several ways.
    pub(super) fn new(inputs: &[Input]) -> Option<Names> {
        let Input { bins, levels, .. } = inputs.first()?;
        let mut sums = vec![NONE; levels.len()];
        for input in inputs {
            if input.bins != *bins || input.levels.len() != sums.len() {
                return None;
            }
            for (sum, level) in sums.iter_mut().zip(&input.levels) {
                *sum = plus_times(*sum, &input.weights, f32::from(*level) * LEVEL);
            }
        }
        Some(Names { bins: *bins, sums })
    }

    /// The feature whose numbers are names.
    #[inline]
    pub(super) fn feature(&self) -> u16 {
        self.bins.feature
    }

    /// The channels with what a row's name adds.
    #[inline]
    pub(super) fn add(&self, block: Channels, row: &[f32]) -> Channels {
        let value = row.get(usize::from(self.bins.feature)).copied().unwrap_or(ABSENT);
        let number = self.bins.level(value);
        self.sums.get(number as usize).map_or(block, |sums| plus(block, sums))
    }
}
