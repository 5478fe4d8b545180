//! A page's way through a net, and the way back from how wrong the answers are to the weights.

use fearless_simd::Simd;
use unchrome::internal::{Channels, Lanes, N_GROUPINGS};

use super::channels::{Turned, add, mix_all, mix_slopes};
use super::layer::{Back, OfLayer};
use super::weights::{DILATIONS, LAST, LAST_BIAS, SECOND_LAST, SECOND_LAST_BIAS, Weights, mix};
use crate::dice::Dice;

/// The blocks of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Page<'a> {
    /// Of each block the numbers of its inputs' levels among all; 0 for those that are not shown.
    pub(super) levels: &'a [u32],
    pub(super) n_inputs: usize,
    pub(super) words: &'a [f32],
    pub(super) groups: [&'a [u32]; N_GROUPINGS],
    /// Which ways of grouping are shown to each layer.
    pub(super) is_shown: [[bool; N_GROUPINGS]; DILATIONS.len()],
}

impl Page<'_> {
    /// The ways of grouping that are shown to a layer.
    #[inline(always)]
    pub(super) fn ways(&self, layer: usize) -> impl Iterator<Item = usize> + use<> {
        let is_shown = self.is_shown[layer];
        (0..N_GROUPINGS).filter(move |way| is_shown[*way])
    }

    pub(super) fn n_words(&self) -> f32 {
        self.words.iter().sum::<f32>().max(1.0)
    }
}

/// What the levels of inputs add to the channels, or how the loss changes with that: a row for what is
/// not shown, then one for each level.
pub(super) type Levels = [Channels];

/// What a page leaves on its way.
#[derive(Debug)]
pub(super) struct Trace {
    /// The channels of each block before the first layer, and after the last.
    first: Vec<Channels>,
    blocks: Vec<Channels>,
    layers: [OfLayer; DILATIONS.len()],
    second_last: Vec<Channels>,
    /// What the net says of each block.
    pub(super) log_odds: Vec<f32>,
    back: Back,
}

impl Default for Trace {
    fn default() -> Trace {
        Trace {
            first: Vec::new(),
            blocks: Vec::new(),
            layers: std::array::from_fn(OfLayer::new),
            second_last: Vec::new(),
            log_odds: Vec::new(),
            back: Back::default(),
        }
    }
}

impl Trace {
    /// The log-odds of a page's blocks; of layers something is left out if there are dice.
    #[inline(always)]
    pub(super) fn forth<S: Simd>(
        &mut self,
        simd: S,
        page: Page<'_>,
        levels: &Levels,
        weights: &Weights,
        mut dice: Option<&mut Dice>,
    ) {
        let bias = Lanes::load(simd, weights.bias());
        self.blocks.clear();
        for of_block in page.levels.chunks_exact(page.n_inputs) {
            let mut sum = bias;
            for level in of_block {
                sum = sum.plus(Lanes::load(simd, &levels[*level as usize]));
            }
            self.blocks.push(sum.rectified().keep());
        }
        self.first.clone_from(&self.blocks);
        for layer in &mut self.layers {
            layer.forth(simd, &self.blocks, page, weights, dice.as_deref_mut());
            for (block, added) in self.blocks.iter_mut().zip(&layer.added) {
                add(simd, block, Lanes::load(simd, added));
            }
        }
        let end = weights.end();
        let bias = Lanes::load(simd, &end[SECOND_LAST_BIAS]);
        mix_all(simd, bias, &self.blocks, mix(&end[SECOND_LAST..]), &mut self.second_last);
        let last = Lanes::load(simd, &end[LAST]);
        let last_bias = end[LAST_BIAS].0[0][0];
        self.log_odds.clear();
        for block in &mut self.second_last {
            let rectified = Lanes::load(simd, block).rectified();
            *block = rectified.keep();
            self.log_odds.push(last_bias + rectified.dot(last));
        }
    }

    /// Adds to `slopes` how the loss changes with the weights but those of inputs, and with what levels
    /// add, where `slope` is how it changes with the log-odds of each block.
    #[inline(always)]
    pub(super) fn back<S: Simd>(
        &mut self,
        simd: S,
        page: Page<'_>,
        (weights, turned): (&Weights, &Turned),
        slope: &[f32],
        (slopes, of_levels): (&mut Weights, &mut Levels),
    ) {
        self.back_end(simd, weights, slope, slopes.end_mut());
        let Back { mixed, blocks, .. } = &mut self.back;
        mix_all(simd, Lanes::zero(simd), mixed, turned.second_last(), blocks);
        for layer in self.layers.iter().rev() {
            layer.back(simd, page, (weights, turned), &mut self.back, slopes);
        }
        let mut of_bias = Lanes::zero(simd);
        let of_blocks = page.levels.chunks_exact(page.n_inputs);
        for ((of_block, first), slope) in of_blocks.zip(&self.first).zip(&self.back.blocks) {
            let slope = Lanes::load(simd, slope).where_above_zero(simd, Lanes::load(simd, first));
            of_bias = of_bias.plus(slope);
            for level in of_block {
                add(simd, &mut of_levels[*level as usize], slope);
            }
        }
        add(simd, slopes.bias_mut(), of_bias);
    }

    /// The last two steps.
    #[inline(always)]
    fn back_end<S: Simd>(
        &mut self,
        simd: S,
        weights: &Weights,
        slope: &[f32],
        to: &mut [Channels],
    ) {
        let last = Lanes::load(simd, &weights.end()[LAST]);
        let (mut of_last, mut of_bias) = (Lanes::zero(simd), Lanes::zero(simd));
        let out = &mut self.back.mixed;
        out.clear();
        for (block, slope) in self.second_last.iter().zip(slope) {
            let block = Lanes::load(simd, block);
            of_last = of_last.plus(block.scaled(*slope));
            let one = last.scaled(*slope).where_above_zero(simd, block);
            of_bias = of_bias.plus(one);
            out.push(one.keep());
        }
        add(simd, &mut to[LAST], of_last);
        add(simd, &mut to[SECOND_LAST_BIAS], of_bias);
        to[LAST_BIAS].0[0][0] += slope.iter().sum::<f32>();
        mix_slopes(simd, &mut to[SECOND_LAST..], &self.blocks, out);
    }
}
