//! A small convolutional network over the blocks of a page: what one block is can often be told only
//! from those around it, and from the page as a whole.
//!
//! Every block has [`WIDTH`] channels. The first step fills them from the block's features; each
//! layer adds what the block and four blocks around it show, and what the page shows in all; the
//! last two steps turn them into log-odds. The layers are depthwise separable convolutions with
//! growing distances (Yu and Koltun, "Multi-scale context aggregation by dilated convolutions",
//! 2016; Chollet, "Xception", 2017). `train/net.py` fits it.

use wide::f32x8;

use super::inputs::{Inputs, Names};

/// Channels of a block, and how many a processor takes at once.
pub(super) const WIDTH: usize = 32;
pub(super) const LANES: usize = 8;

/// Blocks that a layer looks at: two before, the block, and two after, each so many blocks apart.
pub(super) const REACH: usize = 5;

/// Added to a variance, so that nothing is divided by zero; what `torch.nn.LayerNorm` adds.
const EPSILON: f32 = 1e-5;

/// The least that a block counts for in what a page shows in all; as in `train/net.py`.
const LEAST_GATE: f32 = 1e-6;

pub(super) type Channels = [f32x8; WIDTH / LANES];

/// What each channel adds to each.
pub(super) type Mix = [Channels; WIDTH];

pub(super) const NONE: Channels = [f32x8::ZERO; WIDTH / LANES];

/// The blocks of a page as the net reads them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet<'a> {
    /// The features of all blocks, one after the other.
    pub(crate) rows: &'a [f32],
    /// How many each has.
    pub(crate) width: usize,
    /// How many words each has.
    pub(crate) words: &'a [f32],
}

/// What the net is not shown, to see what it makes of that.
#[derive(Clone, Copy)]
pub(crate) enum Hidden<'a> {
    Nothing,
    /// The blocks around each.
    Neighbours,
    /// Features, by their place in a row.
    Features(&'a dyn Fn(usize) -> bool),
}

/// The net of one input.
#[derive(Debug, Default)]
pub(crate) struct Net {
    /// How many times the log-odds of the trees count beside those of the net.
    pub(super) share_of_trees: f32,
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
    pub(super) mix: Box<Mix>,
    /// What the page shows: its words by how much they matter, and all blocks alike.
    pub(super) of_gated: Box<Mix>,
    pub(super) of_all: Box<Mix>,
    pub(super) bias: Channels,
}

impl Net {
    /// The log-odds of each block to be content.
    pub(super) fn log_odds(&self, sheet: Sheet<'_>, hidden: Hidden<'_>) -> Vec<f32> {
        let mut blocks = self.fill(sheet, hidden);
        let mut normed = Vec::with_capacity(blocks.len());
        for layer in &self.layers {
            layer.add(&mut blocks, &mut normed, sheet.words, hidden);
        }
        blocks.iter().map(|block| self.last(block)).collect()
    }

    /// The channels of each block, from its features.
    fn fill(&self, sheet: Sheet<'_>, hidden: Hidden<'_>) -> Vec<Channels> {
        let rows = sheet.rows.chunks_exact(sheet.width.max(1));
        let first = rows.clone().next().unwrap_or_default();
        let mut numbers = Vec::new();
        let page = self.of_page.add(self.bias, first, hidden, &mut numbers);
        let fill = |row| {
            let block = self.of_block.add(page, row, hidden, &mut numbers);
            let named = self.names.iter().filter(|names| !hidden.covers(names.feature()));
            rectified(named.fold(block, |block, names| names.add(block, row)))
        };
        rows.map(fill).collect()
    }

    fn last(&self, block: &Channels) -> f32 {
        let mixed = rectified(mixed(self.second_last_bias, block, &self.second_last));
        self.last_bias + dot(&mixed, &self.last)
    }
}

impl Hidden<'_> {
    #[inline]
    pub(super) fn covers(self, feature: u16) -> bool {
        matches!(self, Hidden::Features(is_hidden) if is_hidden(usize::from(feature)))
    }
}

impl Layer {
    /// Adds to each block's channels what it, the blocks around it and the page show.
    fn add(
        &self,
        blocks: &mut [Channels],
        normed: &mut Vec<Channels>,
        words: &[f32],
        hidden: Hidden<'_>,
    ) {
        let places = match hidden {
            Hidden::Neighbours => REACH / 2..REACH / 2 + 1,
            _ => 0..REACH,
        };
        normed.clear();
        normed.extend(blocks.iter().map(|block| self.normed(block)));
        let of_page = self.of_page(normed, words);
        for (at, block) in blocks.iter_mut().enumerate() {
            let mut around = NONE;
            for (place, weights) in places.clone().zip(&self.around[places.clone()]) {
                let there = (at + place * self.dilation).checked_sub(REACH / 2 * self.dilation);
                if let Some(other) = there.and_then(|there| normed.get(there)) {
                    around = plus(around, &times(*other, weights));
                }
            }
            *block = plus(*block, &rectified(mixed(of_page, &around, &self.mix)));
        }
    }

    /// The channels, brought to mean zero and variance one.
    #[inline]
    fn normed(&self, block: &Channels) -> Channels {
        let mean = sum(block) / WIDTH as f32;
        let apart = plus(*block, &[f32x8::splat(-mean); WIDTH / LANES]);
        let variance = dot(&apart, &apart) / WIDTH as f32;
        let scale = 1.0 / (variance + EPSILON).sqrt();
        plus_times(self.shift, &times(apart, &self.gain), scale)
    }

    /// What the page shows in all.
    fn of_page(&self, normed: &[Channels], words: &[f32]) -> Channels {
        let (mut gated, mut all, mut sum) = (NONE, NONE, 0.0);
        let n_words = words.iter().sum::<f32>().max(1.0);
        for (block, words) in normed.iter().zip(words) {
            let open = (self.gate_bias + dot(block, &self.gate)) / 6.0 + 0.5;
            let gate = open.clamp(0.0, 1.0) * words / n_words + LEAST_GATE;
            sum += gate;
            gated = plus_times(gated, block, gate);
            all = plus(all, block);
        }
        let gated = plus_times(NONE, &gated, 1.0 / sum.max(LEAST_GATE));
        let all = plus_times(NONE, &all, 1.0 / normed.len().max(1) as f32);
        mixed(mixed(self.bias, &gated, &self.of_gated), &all, &self.of_all)
    }
}

/// The channels with what those of `from` add to each.
#[inline]
fn mixed(mut channels: Channels, from: &Channels, mix: &Mix) -> Channels {
    for (lanes, weights) in from.iter().zip(mix.as_chunks::<LANES>().0) {
        let [a, b, c, d, e, f, g, h] = lanes.to_array();
        let [of_a, of_b, of_c, of_d, of_e, of_f, of_g, of_h] = weights;
        channels = plus_times(channels, of_a, a);
        channels = plus_times(channels, of_b, b);
        channels = plus_times(channels, of_c, c);
        channels = plus_times(channels, of_d, d);
        channels = plus_times(channels, of_e, e);
        channels = plus_times(channels, of_f, f);
        channels = plus_times(channels, of_g, g);
        channels = plus_times(channels, of_h, h);
    }
    channels
}

// Written out, since loops over four lanes are left as loops.

#[inline]
fn rectified([a, b, c, d]: Channels) -> Channels {
    let zero = f32x8::ZERO;
    [a.max(zero), b.max(zero), c.max(zero), d.max(zero)]
}

#[inline]
pub(super) fn plus([a, b, c, d]: Channels, [e, f, g, h]: &Channels) -> Channels {
    [a + e, b + f, c + g, d + h]
}

#[inline]
pub(super) fn plus_times([a, b, c, d]: Channels, [e, f, g, h]: &Channels, times: f32) -> Channels {
    let times = f32x8::splat(times);
    [a + e * times, b + f * times, c + g * times, d + h * times]
}

#[inline]
fn times([a, b, c, d]: Channels, [e, f, g, h]: &Channels) -> Channels {
    [a * e, b * f, c * g, d * h]
}

/// The sum of products.
#[inline]
fn dot(a: &Channels, b: &Channels) -> f32 {
    sum(&times(*a, b))
}

/// The sum of all, lanes first, then in an order that is the same on all processors.
#[inline]
fn sum([a, b, c, d]: &Channels) -> f32 {
    let [a, b, c, d, e, f, g, h] = ((*a + *b) + (*c + *d)).to_array();
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}
