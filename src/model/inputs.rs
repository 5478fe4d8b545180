//! The first step of the net: what a block's features add to its channels.
//!
//! A feature comes in by its level, that of the bin its value falls in; every channel has a weight
//! for each input. Levels and weights are whole numbers, so that sums are exact, and the same on all
//! processors.

use std::array::from_fn;

use fearless_simd::Simd;

use super::lanes::{Channels, Lanes, Sums, Twos, WIDTH};
use crate::feature::ABSENT;

/// What a level of one stands for: levels of the file are in 1/127.
pub const LEVEL: f32 = 1.0 / 127.0;

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
    weights: Twos,
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
    #[inline(always)]
    fn level(self, value: f32) -> i32 {
        level(value, self.scale, self.first, self.last)
    }
}

/// The bin of a value, told from the bits of the number: its exponent and the three bits after it.
#[inline(always)]
pub fn bin(value: f32, scale: f32) -> i32 {
    let bits = (1.0 + value.abs() * scale).to_bits() as i32;
    let size = (bits - 1.0_f32.to_bits() as i32) >> 20;
    if value < 0.0 { -size } else { size }
}

/// The number of a value's level: that of its bin, where bins are those from `first` on and `last` more,
/// after the level of absent values.
#[inline(always)]
pub fn level(value: f32, scale: f32, first: i32, last: i32) -> i32 {
    let at = (bin(value, scale) - first).max(0).min(last) + 1;
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
        let weights = inputs.iter().flat_map(|input| input.weights.0.as_flattened());
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
    #[inline(always)]
    pub(super) fn add<S: Simd>(
        &self,
        simd: S,
        channels: Lanes<S>,
        row: &[f32],
        numbers: &mut Vec<i32>,
    ) -> Lanes<S> {
        // What is beyond a row's end is absent, which is the first level.
        numbers.clone_from(&self.starts);
        let bins = self.scales.iter().zip(&self.firsts).zip(&self.lasts);
        for ((number, value), ((scale, first), last)) in numbers.iter_mut().zip(row).zip(bins) {
            *number += level(*value, *scale, *first, *last);
        }
        let mut sums = Sums::zero(simd);
        for pair in &self.pairs {
            let levels = pair.features.map(|feature| self.level(numbers, feature));
            sums = sums.plus(simd, levels, &pair.weights);
        }
        channels.plus(sums.as_lanes().scaled(self.unit))
    }

    /// The level of a feature.
    #[inline(always)]
    fn level(&self, numbers: &[i32], feature: u16) -> i16 {
        let number = numbers.get(usize::from(feature)).copied().unwrap_or(ZERO);
        self.levels.get(number as usize).copied().unwrap_or(0)
    }
}

impl Pair {
    /// Of one or two inputs, their weights in whole numbers of `unit`.
    fn new(inputs: &[Input], unit: f32) -> Pair {
        let whole = |input: usize, channel: usize| {
            let weight = inputs.get(input).and_then(|input| input.weights.get(channel));
            // A number too large or none at all becomes the nearest whole one.
            weight.map_or(0, |weight| (weight / unit).round() as i16)
        };
        let half = |first: usize| from_fn(|at| whole(at % 2, first + at / 2));
        let feature = |at| inputs.get(at).map_or(NO_FEATURE, |input: &Input| input.bins.feature);
        Pair { features: [feature(0), feature(1)], weights: Twos([half(0), half(WIDTH / 2)]) }
    }
}

impl Names {
    /// The sums of inputs of one feature; `None` if they part its values in several ways.
    pub(super) fn new(inputs: &[Input]) -> Option<Names> {
        let Input { bins, levels, .. } = inputs.first()?;
        let mut sums = vec![Channels::default(); levels.len()];
        for input in inputs {
            if input.bins != *bins || input.levels.len() != sums.len() {
                return None;
            }
            let weights = input.weights.0.as_flattened();
            for (sum, level) in sums.iter_mut().zip(&input.levels) {
                for (sum, weight) in sum.0.as_flattened_mut().iter_mut().zip(weights) {
                    *sum += weight * (f32::from(*level) * LEVEL);
                }
            }
        }
        Some(Names { bins: *bins, sums })
    }

    /// The channels with what a row's name adds.
    #[inline(always)]
    pub(super) fn add<S: Simd>(&self, simd: S, block: Lanes<S>, row: &[f32]) -> Lanes<S> {
        let value = row.get(usize::from(self.bins.feature)).copied().unwrap_or(ABSENT);
        let number = self.bins.level(value);
        match self.sums.get(number as usize) {
            Some(sums) => block.plus(Lanes::load(simd, sums)),
            None => block,
        }
    }
}
