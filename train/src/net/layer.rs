//! A layer's part of a page's way forth and back, see `Layer` in `src/model/net.rs`.

use fearless_simd::Simd;
use unchrome::internal::{Channels, EPSILON, LEAST_GATE, Lanes, N_GROUPINGS, REACH, WIDTH};

use super::channels::{Turned, Which, add, average, mix_all, mix_slopes};
use super::left_out::{self, COUNTS};
use super::pass::Page;
use super::weights::{
    ALIKE, AROUND, BIAS, DILATIONS, GAIN, GATE, GATE_BIAS, MIX, OF_ALL, OF_GATED, SHIFT, Weights,
    mix,
};
use crate::dice::Dice;

/// What a page leaves on its way through a layer.
#[derive(Debug, Default)]
pub(super) struct OfLayer {
    number: usize,
    /// Channels at mean zero and variance one, and what they were multiplied by for that.
    level: Vec<Channels>,
    scale: Vec<f32>,
    normed: Vec<Channels>,
    gates: Vec<f32>,
    /// Whether a gate is neither shut nor wide open.
    is_ajar: Vec<bool>,
    sum_of_gates: f32,
    gated: Channels,
    mean: Channels,
    groups: [Groups; N_GROUPINGS],
    around: Vec<Channels>,
    /// What the layer adds to each block.
    pub(super) added: Vec<Channels>,
}

/// One by the number of a group's blocks, and what they show on average.
#[derive(Debug, Default)]
struct Groups {
    shares: Vec<f32>,
    means: Vec<Channels>,
}

/// How the loss changes with what a page leaves on its way.
#[derive(Debug, Default)]
pub(super) struct Back {
    /// Before the call with the channels behind the layer, after it with those before.
    pub(super) blocks: Vec<Channels>,
    pub(super) mixed: Vec<Channels>,
    around: Vec<Channels>,
    normed: Vec<Channels>,
    groups: Vec<Channels>,
}

impl OfLayer {
    pub(super) fn new(number: usize) -> OfLayer {
        OfLayer { number, ..OfLayer::default() }
    }

    fn dilation(&self) -> usize {
        DILATIONS[self.number]
    }

    /// The block that stands at a place of those around another, of `n`.
    #[inline(always)]
    fn there(&self, at: usize, place: usize, n: usize) -> Option<usize> {
        let there = (at + place * self.dilation()).checked_sub(REACH / 2 * self.dilation());
        there.filter(|there| *there < n)
    }

    /// What the layer adds to blocks, some of it left out if there are dice.
    #[inline(always)]
    pub(super) fn forth<S: Simd>(
        &mut self,
        simd: S,
        blocks: &[Channels],
        page: Page<'_>,
        weights: &Weights,
        dice: Option<&mut Dice>,
    ) {
        let layer = weights.layer(self.number);
        self.norm(simd, blocks, layer);
        let start = self.see_page(simd, page, layer);
        self.see_groups(simd, page);
        self.around.clear();
        for at in 0..blocks.len() {
            let mut around = Lanes::zero(simd);
            for place in 0..REACH {
                if let Some(there) = self.there(at, place, blocks.len()) {
                    let weights = Lanes::load(simd, &layer[AROUND + place]);
                    let other = Lanes::load(simd, &self.normed[there]);
                    around = around.plus(other.times(weights));
                }
            }
            for way in page.ways(self.number) {
                let mean = &self.groups[way].means[page.groups[way][at] as usize];
                let weights = Lanes::load(simd, &layer[ALIKE + way]);
                around = around.plus(Lanes::load(simd, mean).times(weights));
            }
            self.around.push(around.keep());
        }
        mix_all(simd, start, &self.around, mix(&layer[MIX..]), &mut self.added);
        for added in &mut self.added {
            *added = Lanes::load(simd, added).rectified().keep();
        }
        for (added, times) in self.added.iter_mut().zip(left_out::channels(dice)) {
            *added = Lanes::load(simd, added).times(Lanes::load(simd, &times)).keep();
        }
    }

    #[inline(always)]
    fn norm<S: Simd>(&mut self, simd: S, blocks: &[Channels], layer: &[Channels]) {
        let gain = Lanes::load(simd, &layer[GAIN]);
        let shift = Lanes::load(simd, &layer[SHIFT]);
        self.level.clear();
        self.scale.clear();
        self.normed.clear();
        for block in blocks {
            let block = Lanes::load(simd, block);
            let apart = block.minus(block.sum() / WIDTH as f32);
            let scale = 1.0 / (apart.dot(apart) / WIDTH as f32 + EPSILON).sqrt();
            let level = apart.scaled(scale);
            self.level.push(level.keep());
            self.scale.push(scale);
            self.normed.push(level.times(gain).plus(shift).keep());
        }
    }

    /// What the page shows in all, mixed.
    #[inline(always)]
    fn see_page<S: Simd>(&mut self, simd: S, page: Page<'_>, layer: &[Channels]) -> Lanes<S> {
        let weights = Lanes::load(simd, &layer[GATE]);
        let bias = layer[GATE_BIAS].0[0][0];
        let n_words = page.n_words();
        let (mut gated, mut all, mut sum) = (Lanes::zero(simd), Lanes::zero(simd), 0.0);
        self.gates.clear();
        self.is_ajar.clear();
        for (block, words) in self.normed.iter().zip(page.words) {
            let block = Lanes::load(simd, block);
            let open = (bias + block.dot(weights)) / 6.0 + 0.5;
            let gate = open.clamp(0.0, 1.0) * words / n_words + LEAST_GATE;
            self.gates.push(gate);
            self.is_ajar.push(open > 0.0 && open < 1.0);
            sum += gate;
            gated = gated.plus(block.scaled(gate));
            all = all.plus(block);
        }
        self.sum_of_gates = sum.max(LEAST_GATE);
        self.gated = gated.scaled(1.0 / self.sum_of_gates).keep();
        self.mean = all.scaled(1.0 / self.normed.len().max(1) as f32).keep();
        let start = Lanes::load(simd, &layer[BIAS]);
        let (gated, mean) = (Lanes::load(simd, &self.gated), Lanes::load(simd, &self.mean));
        start.mixed(simd, gated, mix(&layer[OF_GATED..])).mixed(simd, mean, mix(&layer[OF_ALL..]))
    }

    #[inline(always)]
    fn see_groups<S: Simd>(&mut self, simd: S, page: Page<'_>) {
        for (Groups { shares, means }, of_block) in self.groups.iter_mut().zip(page.groups) {
            let n = of_block.iter().max().map_or(0, |last| *last as usize + 1);
            shares.clear();
            shares.resize(n, 0.0);
            of_block.iter().for_each(|group| shares[*group as usize] += 1.0);
            shares.iter_mut().for_each(|share| *share = 1.0 / share.max(1.0));
            average(simd, of_block, shares, &self.normed, means);
        }
    }

    /// Adds to the slopes of the weights, and goes in `back` from the channels behind the layer to those
    /// before it.
    #[inline(always)]
    pub(super) fn back<S: Simd>(
        &self,
        simd: S,
        page: Page<'_>,
        (weights, turned): (&Weights, &Turned),
        back: &mut Back,
        slopes: &mut Weights,
    ) {
        let (layer, to) = (weights.layer(self.number), slopes.layer_mut(self.number));
        let zero = Lanes::zero(simd);
        let mut of_start = zero;
        back.mixed.clear();
        for (slope, added) in back.blocks.iter().zip(&self.added) {
            let slope = Lanes::load(simd, slope).scaled(COUNTS);
            let one = slope.where_above_zero(simd, Lanes::load(simd, added));
            of_start = of_start.plus(one);
            back.mixed.push(one.keep());
        }
        add(simd, &mut to[BIAS], of_start);
        mix_slopes(simd, &mut to[MIX..], &self.around, &back.mixed);
        let mix = turned.mix(self.number, Which::Around);
        mix_all(simd, zero, &back.mixed, mix, &mut back.around);
        mix_slopes(simd, &mut to[OF_GATED..], &[self.gated], &[of_start.keep()]);
        mix_slopes(simd, &mut to[OF_ALL..], &[self.mean], &[of_start.keep()]);
        let of_gated = zero.mixed(simd, of_start, turned.mix(self.number, Which::Gated));
        let of_mean = zero.mixed(simd, of_start, turned.mix(self.number, Which::All));
        self.back_around(simd, layer, back, to);
        self.back_groups(simd, page, layer, back, to);
        self.back_page(simd, page, (layer, [of_gated, of_mean]), &mut back.normed, to);
        self.back_norm(simd, layer, back, to);
    }

    #[inline(always)]
    fn back_around<S: Simd>(
        &self,
        simd: S,
        layer: &[Channels],
        Back { around, normed, .. }: &mut Back,
        to: &mut [Channels],
    ) {
        normed.clear();
        normed.resize(around.len(), Channels::default());
        for place in 0..REACH {
            let weights = Lanes::load(simd, &layer[AROUND + place]);
            let mut slope = Lanes::zero(simd);
            for (at, around) in around.iter().enumerate() {
                let Some(there) = self.there(at, place, normed.len()) else { continue };
                let around = Lanes::load(simd, around);
                slope = slope.plus(around.times(Lanes::load(simd, &self.normed[there])));
                add(simd, &mut normed[there], around.times(weights));
            }
            add(simd, &mut to[AROUND + place], slope);
        }
    }

    #[inline(always)]
    fn back_groups<S: Simd>(
        &self,
        simd: S,
        page: Page<'_>,
        layer: &[Channels],
        Back { around, normed, groups, .. }: &mut Back,
        to: &mut [Channels],
    ) {
        for way in page.ways(self.number) {
            let Groups { shares, means } = &self.groups[way];
            let weights = Lanes::load(simd, &layer[ALIKE + way]);
            let mut slope = Lanes::zero(simd);
            for (group, around) in page.groups[way].iter().zip(around.iter()) {
                let mean = Lanes::load(simd, &means[*group as usize]);
                slope = slope.plus(Lanes::load(simd, around).times(mean));
            }
            add(simd, &mut to[ALIKE + way], slope);
            average(simd, page.groups[way], shares, around, groups);
            for (group, normed) in page.groups[way].iter().zip(normed.iter_mut()) {
                let mean = Lanes::load(simd, &groups[*group as usize]);
                add(simd, normed, mean.times(weights));
            }
        }
    }

    #[inline(always)]
    fn back_page<S: Simd>(
        &self,
        simd: S,
        page: Page<'_>,
        (layer, [of_gated, of_mean]): (&[Channels], [Lanes<S>; 2]),
        normed: &mut [Channels],
        to: &mut [Channels],
    ) {
        let (sum, n_words) = (self.sum_of_gates, page.n_words());
        let weights = Lanes::load(simd, &layer[GATE]);
        let of_all = of_mean.scaled(1.0 / normed.len().max(1) as f32);
        let along = Lanes::load(simd, &self.gated).dot(of_gated);
        let (mut slope, mut of_bias) = (Lanes::zero(simd), 0.0);
        for (at, normed) in normed.iter_mut().enumerate() {
            let block = Lanes::load(simd, &self.normed[at]);
            let mut more = of_all.plus(of_gated.scaled(self.gates[at] / sum));
            if self.is_ajar[at] {
                let of_open = (block.dot(of_gated) - along) / sum * page.words[at] / n_words / 6.0;
                slope = slope.plus(block.scaled(of_open));
                of_bias += of_open;
                more = more.plus(weights.scaled(of_open));
            }
            add(simd, normed, more);
        }
        add(simd, &mut to[GATE], slope);
        to[GATE_BIAS].0[0][0] += of_bias;
    }

    #[inline(always)]
    fn back_norm<S: Simd>(
        &self,
        simd: S,
        layer: &[Channels],
        Back { blocks, normed, .. }: &mut Back,
        to: &mut [Channels],
    ) {
        let gain = Lanes::load(simd, &layer[GAIN]);
        let (mut of_gain, mut of_shift) = (Lanes::zero(simd), Lanes::zero(simd));
        let levels = self.level.iter().zip(&self.scale);
        for ((slope, normed), (level, scale)) in blocks.iter_mut().zip(normed).zip(levels) {
            let (normed, level) = (Lanes::load(simd, normed), Lanes::load(simd, level));
            of_gain = of_gain.plus(normed.times(level));
            of_shift = of_shift.plus(normed);
            let of_level = normed.times(gain);
            let along = of_level.dot(level) / WIDTH as f32;
            let apart = of_level.minus(of_level.sum() / WIDTH as f32).plus(level.scaled(-along));
            add(simd, slope, apart.scaled(*scale));
        }
        add(simd, &mut to[GAIN], of_gain);
        add(simd, &mut to[SHIFT], of_shift);
    }
}
