//! A small convolutional network over the blocks of a page: what one block is can often be told only
//! from those around it, and from the page as a whole.
//!
//! Every block has [`WIDTH`] channels. The first step fills them from the block's features; each
//! layer adds what the block and four blocks around it show, what the blocks of its groups show on
//! average, and what the page shows in all; the last two steps turn them into log-odds. The layers are
//! depthwise separable convolutions with growing distances (Yu and Koltun, "Multi-scale context
//! aggregation by dilated convolutions", 2016; Chollet, "Xception", 2017). `train/src/net/` fits it.

use fearless_simd::{Level, Simd, dispatch};

use super::inputs::{Inputs, Names};
use super::lanes::{Channels, Lanes, Mix, WIDTH};

/// Blocks that a layer looks at: two before, the block, and two after, each so many blocks apart.
pub const REACH: usize = 5;

/// Ways in which the blocks of a page are grouped.
pub const N_GROUPINGS: usize = 2;

/// Added to a variance, so that nothing is divided by zero; what `torch.nn.LayerNorm` adds.
pub const EPSILON: f32 = 1e-5;

/// The least that a block counts for in what a page shows in all.
pub const LEAST_GATE: f32 = 1e-6;

/// The blocks of a page as the net reads them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet<'a> {
    /// The features of all blocks, one after the other.
    pub(crate) rows: &'a [f32],
    /// How many each has.
    pub(crate) width: usize,
    /// How many words each has.
    pub(crate) words: &'a [f32],
    /// The number of the group that each belongs to, by each way.
    pub(crate) groups: [&'a [u32]; N_GROUPINGS],
}

/// The net of one input.
#[derive(Debug, Default)]
pub(crate) struct Net {
    /// Inputs that are the same for all blocks of a page.
    pub(super) of_page: Inputs,
    /// Inputs of a block.
    pub(super) of_block: Inputs,
    /// Features of a block whose numbers are names.
    pub(super) names: Vec<Names>,
    pub(super) bias: Channels,
    pub(super) layers: Vec<Layer>,
    pub(super) second_last: Box<Mix>,
    pub(super) second_last_bias: Channels,
    pub(super) last: Channels,
    pub(super) last_bias: f32,
}

/// One layer.
#[derive(Debug)]
pub(super) struct Layer {
    /// From one block that is looked at to the next.
    pub(super) dilation: usize,
    pub(super) gain: Channels,
    pub(super) shift: Channels,
    pub(super) gate: Channels,
    pub(super) gate_bias: f32,
    pub(super) around: [Channels; REACH],
    /// For each way of grouping.
    pub(super) alike: [Channels; N_GROUPINGS],
    pub(super) mix: Box<Mix>,
    /// What the page shows: its words by how much they matter, and all blocks alike.
    pub(super) of_gated: Box<Mix>,
    pub(super) of_all: Box<Mix>,
    pub(super) bias: Channels,
}

impl Net {
    /// The log-odds of each block to be content.
    pub(super) fn log_odds(&self, sheet: Sheet<'_>) -> Vec<f32> {
        dispatch!(Level::new(), simd => self.reckon(simd, sheet))
    }

    /// The same on a given processor.
    #[inline(always)]
    pub(super) fn reckon<S: Simd>(&self, simd: S, sheet: Sheet<'_>) -> Vec<f32> {
        let mut blocks = self.fill(simd, sheet);
        let mut scratch = Scratch {
            normed: Vec::with_capacity(blocks.len()),
            groupings: sheet.groups.map(Grouping::new),
        };
        for layer in &self.layers {
            layer.add(simd, &mut blocks, sheet.words, &mut scratch);
        }
        let mut log_odds = Vec::with_capacity(blocks.len());
        for block in &blocks {
            log_odds.push(self.last(simd, block));
        }
        log_odds
    }

    /// The channels of each block, from its features.
    #[inline(always)]
    fn fill<S: Simd>(&self, simd: S, sheet: Sheet<'_>) -> Vec<Channels> {
        let rows = sheet.rows.chunks_exact(sheet.width.max(1));
        let first = rows.clone().next().unwrap_or_default();
        let mut numbers = Vec::new();
        let bias = Lanes::load(simd, &self.bias);
        let page = self.of_page.add(simd, bias, first, &mut numbers);
        let mut blocks = Vec::with_capacity(rows.len());
        for row in rows {
            let mut block = self.of_block.add(simd, page, row, &mut numbers);
            for names in &self.names {
                block = names.add(simd, block, row);
            }
            blocks.push(block.rectified().keep());
        }
        blocks
    }

    #[inline(always)]
    fn last<S: Simd>(&self, simd: S, block: &Channels) -> f32 {
        let bias = Lanes::load(simd, &self.second_last_bias);
        let mixed = bias.mixed(simd, Lanes::load(simd, block), &self.second_last).rectified();
        self.last_bias + mixed.dot(Lanes::load(simd, &self.last))
    }
}

/// What a layer reckons on its way.
struct Scratch<'a> {
    normed: Vec<Channels>,
    groupings: [Grouping<'a>; N_GROUPINGS],
}

/// The blocks of a page by their groups.
struct Grouping<'a> {
    of_block: &'a [u32],
    /// Of each group one by the number of its blocks.
    shares: Vec<f32>,
    /// What its blocks show on average.
    means: Vec<Channels>,
}

impl<'a> Grouping<'a> {
    fn new(of_block: &'a [u32]) -> Grouping<'a> {
        let n = of_block.iter().max().map_or(0, |last| *last as usize + 1);
        let mut counts = vec![0.0_f32; n];
        for group in of_block {
            if let Some(count) = counts.get_mut(*group as usize) {
                *count += 1.0;
            }
        }
        let shares = counts.into_iter().map(|count| 1.0 / count.max(1.0)).collect();
        Grouping { of_block, shares, means: vec![Channels::default(); n] }
    }

    #[inline(always)]
    fn average<S: Simd>(&mut self, simd: S, normed: &[Channels]) {
        self.means.fill(Channels::default());
        for (group, normed) in self.of_block.iter().zip(normed) {
            if let Some(sum) = self.means.get_mut(*group as usize) {
                *sum = Lanes::load(simd, sum).plus(Lanes::load(simd, normed)).keep();
            }
        }
        for (sum, share) in self.means.iter_mut().zip(&self.shares) {
            *sum = Lanes::load(simd, sum).scaled(*share).keep();
        }
    }

    /// What the group of a block shows.
    #[inline(always)]
    fn mean(&self, block: usize) -> Option<&Channels> {
        self.means.get(*self.of_block.get(block)? as usize)
    }
}

impl Layer {
    /// Adds to each block's channels what it, the blocks around it, those of its groups and the page
    /// show.
    #[inline(always)]
    fn add<S: Simd>(
        &self,
        simd: S,
        blocks: &mut [Channels],
        words: &[f32],
        scratch: &mut Scratch<'_>,
    ) {
        let Scratch { normed, groupings } = scratch;
        normed.clear();
        for block in blocks.iter() {
            normed.push(self.normed(simd, block).keep());
        }
        for grouping in groupings.iter_mut() {
            grouping.average(simd, normed);
        }
        let of_page = self.of_page(simd, normed, words);
        for (at, block) in blocks.iter_mut().enumerate() {
            let mut around = Lanes::zero(simd);
            for (place, weights) in self.around.iter().enumerate() {
                let there = (at + place * self.dilation).checked_sub(REACH / 2 * self.dilation);
                if let Some(other) = there.and_then(|there| normed.get(there)) {
                    let other = Lanes::load(simd, other);
                    around = around.plus(other.times(Lanes::load(simd, weights)));
                }
            }
            for (grouping, weights) in groupings.iter().zip(&self.alike) {
                if let Some(mean) = grouping.mean(at) {
                    let mean = Lanes::load(simd, mean);
                    around = around.plus(mean.times(Lanes::load(simd, weights)));
                }
            }
            let shown = of_page.mixed(simd, around, &self.mix).rectified();
            *block = Lanes::load(simd, block).plus(shown).keep();
        }
    }

    /// The channels, brought to mean zero and variance one.
    #[inline(always)]
    fn normed<S: Simd>(&self, simd: S, block: &Channels) -> Lanes<S> {
        let block = Lanes::load(simd, block);
        let apart = block.minus(block.sum() / WIDTH as f32);
        let variance = apart.dot(apart) / WIDTH as f32;
        let scale = 1.0 / (variance + EPSILON).sqrt();
        let gained = apart.times(Lanes::load(simd, &self.gain)).scaled(scale);
        Lanes::load(simd, &self.shift).plus(gained)
    }

    /// What the page shows in all.
    #[inline(always)]
    fn of_page<S: Simd>(&self, simd: S, normed: &[Channels], words: &[f32]) -> Lanes<S> {
        let (mut gated, mut all, mut sum) = (Lanes::zero(simd), Lanes::zero(simd), 0.0);
        let n_words = words.iter().sum::<f32>().max(1.0);
        let weights = Lanes::load(simd, &self.gate);
        for (block, words) in normed.iter().zip(words) {
            let block = Lanes::load(simd, block);
            let open = (self.gate_bias + block.dot(weights)) / 6.0 + 0.5;
            let gate = open.clamp(0.0, 1.0) * words / n_words + LEAST_GATE;
            sum += gate;
            gated = gated.plus(block.scaled(gate));
            all = all.plus(block);
        }
        let gated = gated.scaled(1.0 / sum.max(LEAST_GATE));
        let all = all.scaled(1.0 / normed.len().max(1) as f32);
        let bias = Lanes::load(simd, &self.bias);
        bias.mixed(simd, gated, &self.of_gated).mixed(simd, all, &self.of_all)
    }
}
