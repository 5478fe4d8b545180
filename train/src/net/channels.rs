//! Sums over channels that the way forth and the way back share.

use std::array::from_fn;

use fearless_simd::Simd;
use unchrome::internal::{Channels, Lanes, Mix, WIDTH};

use super::weights::{DILATIONS, MIX, OF_ALL, OF_GATED, SECOND_LAST, Weights, mix};

/// Adds to channels where they are kept.
#[inline(always)]
pub(super) fn add<S: Simd>(simd: S, to: &mut Channels, more: Lanes<S>) {
    *to = Lanes::load(simd, to).plus(more).keep();
}

/// What each of some blocks adds to the channels of `start`: two at once, so that one need not wait for its sums.
#[inline(always)]
pub(super) fn mix_all<S: Simd>(
    simd: S,
    start: Lanes<S>,
    from: &[Channels],
    mix: &Mix,
    to: &mut Vec<Channels>,
) {
    to.clear();
    let (twos, rest) = from.as_chunks::<2>();
    for [a, b] in twos {
        let (mut of_a, mut of_b) = (start, start);
        let both = a.0.as_flattened().iter().zip(b.0.as_flattened());
        for ((a, b), weights) in both.zip(mix) {
            let weights = Lanes::load(simd, weights);
            of_a = of_a.plus(weights.scaled(*a));
            of_b = of_b.plus(weights.scaled(*b));
        }
        to.push(of_a.keep());
        to.push(of_b.keep());
    }
    for from in rest {
        to.push(start.mixed(simd, Lanes::load(simd, from), mix).keep());
    }
}

/// Adds to the slopes of a mix those of some blocks, of each what went in times the slope of what came out:
/// four at once, so that slopes are loaded more seldom.
#[inline(always)]
pub(super) fn mix_slopes<S: Simd>(
    simd: S,
    slopes: &mut [Channels],
    from: &[Channels],
    out: &[Channels],
) {
    let slopes = &mut slopes[..WIDTH];
    let ((fours, rest), (out_fours, out_rest)) = (from.as_chunks::<4>(), out.as_chunks::<4>());
    for (from, out) in fours.iter().zip(out_fours) {
        let [a, b, c, d] = out.each_ref().map(|out| Lanes::load(simd, out));
        let [i, j, k, l] = from.each_ref().map(|from| from.0.as_flattened());
        for (at, slope) in slopes.iter_mut().enumerate() {
            let first = a.scaled(i[at]).plus(b.scaled(j[at]));
            let second = c.scaled(k[at]).plus(d.scaled(l[at]));
            add(simd, slope, first.plus(second));
        }
    }
    for (from, out) in rest.iter().zip(out_rest) {
        let out = Lanes::load(simd, out);
        for (slope, from) in slopes.iter_mut().zip(from.0.as_flattened()) {
            add(simd, slope, out.scaled(*from));
        }
    }
}

/// The sum of some channels over the blocks of each group, times the group's share.
#[inline(always)]
pub(super) fn average<S: Simd>(
    simd: S,
    of_block: &[u32],
    shares: &[f32],
    from: &[Channels],
    means: &mut Vec<Channels>,
) {
    means.clear();
    means.resize(shares.len(), Channels::default());
    for (group, from) in of_block.iter().zip(from) {
        add(simd, &mut means[*group as usize], Lanes::load(simd, from));
    }
    for (mean, share) in means.iter_mut().zip(shares) {
        *mean = Lanes::load(simd, mean).scaled(*share).keep();
    }
}

/// The weights of all mixes turned, by what comes out and then by what goes in: for the way back.
#[derive(Debug)]
pub(super) struct Turned(Vec<Mix>);

/// Which mix of a layer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which {
    Around,
    Gated,
    All,
}

impl Turned {
    pub(super) fn of(weights: &Weights) -> Turned {
        let mut mixes = Vec::new();
        for layer in 0..DILATIONS.len() {
            let layer = weights.layer(layer);
            mixes.extend([MIX, OF_GATED, OF_ALL].map(|start| turned(mix(&layer[start..]))));
        }
        mixes.push(turned(mix(&weights.end()[SECOND_LAST..])));
        Turned(mixes)
    }

    pub(super) fn mix(&self, layer: usize, which: Which) -> &Mix {
        &self.0[3 * layer + which as usize]
    }

    pub(super) fn second_last(&self) -> &Mix {
        &self.0[3 * DILATIONS.len()]
    }
}

fn turned(mix: &Mix) -> Mix {
    from_fn(|out| {
        let mut row = Channels::default();
        for (number, from) in row.0.as_flattened_mut().iter_mut().zip(mix) {
            *number = from.0.as_flattened()[out];
        }
        row
    })
}
