//! The channels of a block, in the registers of the processor at hand: as many at once as it takes, and
//! in the same order on all, so that sums are the same to the last bit.
//!
//! All of it is inlined into [`fearless_simd::dispatch`], which compiles it once for each kind of processor.

use fearless_simd::{Bytes, Simd, SimdBase, SimdCvtFloat, SimdIntWiden, SimdSplit};
use fearless_simd::{f32x16, i16x32, i32x16};

/// Channels of a block, and half as many.
pub const WIDTH: usize = 32;
const HALF: usize = WIDTH / 2;

/// The channels of a block, or a weight for each, where they are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[repr(align(64))]
pub struct Channels(pub [[f32; HALF]; 2]);

/// What each channel adds to each.
pub type Mix = [Channels; WIDTH];

/// Two weights for each channel, in turns.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
pub(super) struct Twos(pub(super) [[i16; WIDTH]; 2]);

/// The channels of a block, or a weight for each, as they are reckoned with.
#[derive(Debug, Clone, Copy)]
pub struct Lanes<S: Simd>([f32x16<S>; 2]);

/// Sums of whole numbers, one for each channel.
#[derive(Clone, Copy)]
pub(super) struct Sums<S: Simd>([i32x16<S>; 2]);

impl Channels {
    /// The channel of a number.
    pub(super) fn get(&self, channel: usize) -> Option<f32> {
        self.0.as_flattened().get(channel).copied()
    }
}

impl<S: Simd> Lanes<S> {
    /// All zero.
    #[inline(always)]
    pub fn zero(simd: S) -> Lanes<S> {
        Lanes([f32x16::splat(simd, 0.0); 2])
    }

    /// From where they are kept.
    #[inline(always)]
    pub fn load(simd: S, Channels([low, high]): &Channels) -> Lanes<S> {
        Lanes([f32x16::load_array_ref(simd, low), f32x16::load_array_ref(simd, high)])
    }

    /// To where they are kept.
    #[inline(always)]
    pub fn keep(self) -> Channels {
        let Lanes([low, high]) = self;
        Channels([low.into(), high.into()])
    }

    /// The sums of both.
    #[inline(always)]
    pub fn plus(self, other: Lanes<S>) -> Lanes<S> {
        let (Lanes([a, b]), Lanes([c, d])) = (self, other);
        Lanes([a + c, b + d])
    }

    /// The products of both.
    #[inline(always)]
    pub fn times(self, other: Lanes<S>) -> Lanes<S> {
        let (Lanes([a, b]), Lanes([c, d])) = (self, other);
        Lanes([a * c, b * d])
    }

    /// All times a number.
    #[inline(always)]
    pub fn scaled(self, by: f32) -> Lanes<S> {
        let Lanes([a, b]) = self;
        Lanes([a * by, b * by])
    }

    /// All less a number.
    #[inline(always)]
    pub fn minus(self, number: f32) -> Lanes<S> {
        let Lanes([a, b]) = self;
        Lanes([a - number, b - number])
    }

    /// What is below zero as zero.
    #[inline(always)]
    pub fn rectified(self) -> Lanes<S> {
        let Lanes([a, b]) = self;
        Lanes([a.max(0.0), b.max(0.0)])
    }

    /// What belongs to a channel that is above zero in `of`, and zero elsewhere.
    #[cfg(feature = "_internal")]
    #[inline(always)]
    pub fn where_above_zero(self, simd: S, of: Lanes<S>) -> Lanes<S> {
        use fearless_simd::Select;
        let (Lanes([a, b]), Lanes([c, d])) = (self, of);
        let zero = f32x16::splat(simd, 0.0);
        Lanes([c.simd_gt(zero).select(a, zero), d.simd_gt(zero).select(b, zero)])
    }

    /// The channels with what those of `from` add to each.
    #[inline(always)]
    pub fn mixed(mut self, simd: S, from: Lanes<S>, mix: &Mix) -> Lanes<S> {
        for (from, weights) in from.keep().0.as_flattened().iter().zip(mix) {
            self = self.plus(Lanes::load(simd, weights).scaled(*from));
        }
        self
    }

    /// The sum of products.
    #[inline(always)]
    pub fn dot(self, other: Lanes<S>) -> f32 {
        self.times(other).sum()
    }

    /// The sum of all: quarters first, then in the order of their lanes.
    #[inline(always)]
    pub fn sum(self) -> f32 {
        let Lanes([low, high]) = self;
        let ((a, b), (c, d)) = (low.split(), high.split());
        let [a, b, c, d, e, f, g, h]: [f32; WIDTH / 4] = ((a + b) + (c + d)).into();
        ((a + b) + (c + d)) + ((e + f) + (g + h))
    }
}

impl<S: Simd> Sums<S> {
    #[inline(always)]
    pub(super) fn zero(simd: S) -> Sums<S> {
        Sums([i32x16::splat(simd, 0); 2])
    }

    /// The sums with two numbers times their weights.
    #[inline(always)]
    pub(super) fn plus(self, simd: S, numbers: [i16; 2], Twos([low, high]): &Twos) -> Sums<S> {
        let [[a, b], [c, d]] = numbers.map(i16::to_ne_bytes);
        let both = i32x16::splat(simd, i32::from_ne_bytes([a, b, c, d]));
        let both: i16x32<S> = both.bitcast();
        let times = |weights| both.pairwise_dot_product(i16x32::load_array_ref(simd, weights));
        let Sums([of_low, of_high]) = self;
        Sums([of_low + times(low), of_high + times(high)])
    }

    #[inline(always)]
    pub(super) fn as_lanes(self) -> Lanes<S> {
        let Sums([low, high]) = self;
        Lanes([f32x16::float_from(low), f32x16::float_from(high)])
    }
}
