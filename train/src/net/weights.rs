//! The weights of a net, one row of channels after the other, and how a step changes them (AdamW;
//! Loshchilov and Hutter, "Decoupled weight decay regularization", 2019), with a rate that rises and falls
//! once (Smith and Topin, "Super-convergence", 2018).

use std::f32::consts::PI;

use unchrome::internal::{Channels, Mix, N_GROUPINGS, REACH, WIDTH};

use crate::dice::Dice;

/// Of each layer the distance between the blocks that it looks at.
pub(super) const DILATIONS: [usize; 4] = [1, 3, 9, 1];

/// Where a layer's weights lie, from its first row on.
pub(super) const GAIN: usize = 0;
pub(super) const SHIFT: usize = 1;
pub(super) const GATE: usize = 2;
/// Its first number only.
pub(super) const GATE_BIAS: usize = 3;
pub(super) const AROUND: usize = 4;
pub(super) const ALIKE: usize = AROUND + REACH;
pub(super) const MIX: usize = ALIKE + N_GROUPINGS;
pub(super) const OF_GATED: usize = MIX + WIDTH;
pub(super) const OF_ALL: usize = OF_GATED + WIDTH;
pub(super) const BIAS: usize = OF_ALL + WIDTH;
const LAYER: usize = BIAS + 1;

/// Where the last steps' weights lie, after the layers.
pub(super) const SECOND_LAST: usize = 0;
pub(super) const SECOND_LAST_BIAS: usize = WIDTH;
pub(super) const LAST: usize = WIDTH + 1;
pub(super) const LAST_BIAS: usize = WIDTH + 2;
const END: usize = WIDTH + 3;

/// Largest rate of a step.
const RATE: f32 = 2e-3;
const DECAY: f32 = 0.02;
/// The steps for which the rate rises, as a share of all.
const RISE: f32 = 0.15;
/// The first rate as a share of the largest, and the last as a share of the first.
const FIRST_RATE: f32 = 1.0 / 25.0;
const LAST_RATE: f32 = 1e-4;
/// How much of the mean gradient stays: at the ends, and where the rate is largest.
const MOMENTUM: [f32; 2] = [0.95, 0.85];
const OF_SQUARES: f32 = 0.999;
const EPSILON: f32 = 1e-8;
/// Slopes that are longer in all are made so long.
const LONGEST: f32 = 1.0;

#[derive(Debug, Clone)]
pub(super) struct Weights {
    pub(super) rows: Vec<Channels>,
    /// How many rows the inputs have.
    pub(super) n_first: usize,
}

impl Weights {
    /// Small random ones, each step's the smaller the more goes into it, as `torch.nn.Linear` has them.
    pub(super) fn random(n_first: usize) -> Weights {
        let n_rows = n_first + 1 + DILATIONS.len() * LAYER + END;
        let mut all = Weights { rows: vec![Channels::default(); n_rows], n_first };
        let mut dice = Dice::of("weights", 7);
        let mut fill = |rows: &mut [Channels], bound: f32| {
            for weight in rows.iter_mut().flat_map(|row| row.0.as_flattened_mut()) {
                *weight = (dice.share() * 2.0 - 1.0) * bound;
            }
        };
        let bound = |n: usize| 1.0 / (n as f32).sqrt();
        fill(&mut all.rows[..n_first + 1], bound(n_first));
        for layer in 0..DILATIONS.len() {
            let rows = all.layer_mut(layer);
            rows[GAIN] = Channels([[1.0; WIDTH / 2]; 2]);
            fill(&mut rows[GATE..GATE_BIAS], bound(WIDTH));
            fill(&mut rows[AROUND..ALIKE], bound(REACH));
            // A deviation of 1 / REACH.
            fill(&mut rows[ALIKE..MIX], 3.0_f32.sqrt() / REACH as f32);
            fill(&mut rows[MIX..OF_GATED], bound(WIDTH));
            fill(&mut rows[OF_GATED..BIAS], bound(2 * WIDTH));
            fill(&mut rows[BIAS..], bound(WIDTH));
        }
        fill(&mut all.end_mut()[..LAST_BIAS], bound(WIDTH));
        all
    }

    pub(super) fn zero(like: &Weights) -> Weights {
        Weights { rows: vec![Channels::default(); like.rows.len()], n_first: like.n_first }
    }

    pub(super) fn bias(&self) -> &Channels {
        &self.rows[self.n_first]
    }

    pub(super) fn bias_mut(&mut self) -> &mut Channels {
        &mut self.rows[self.n_first]
    }

    pub(super) fn layer(&self, layer: usize) -> &[Channels] {
        let start = self.n_first + 1 + layer * LAYER;
        &self.rows[start..start + LAYER]
    }

    pub(super) fn layer_mut(&mut self, layer: usize) -> &mut [Channels] {
        let start = self.n_first + 1 + layer * LAYER;
        &mut self.rows[start..start + LAYER]
    }

    pub(super) fn end(&self) -> &[Channels] {
        &self.rows[self.rows.len() - END..]
    }

    pub(super) fn end_mut(&mut self) -> &mut [Channels] {
        let start = self.rows.len() - END;
        &mut self.rows[start..]
    }
}

/// The mix that rows of weights begin with.
pub(super) fn mix(rows: &[Channels]) -> &Mix {
    &rows.as_chunks().0[0]
}

/// What the steps up to now leave behind.
#[derive(Debug)]
pub(super) struct Steps {
    /// Means of slopes, and of their squares.
    means: Vec<Channels>,
    squares: Vec<Channels>,
    n: usize,
    /// How many there will be.
    of: usize,
}

impl Steps {
    pub(super) fn new(weights: &Weights, of: usize) -> Steps {
        let zero = vec![Channels::default(); weights.rows.len()];
        Steps { means: zero.clone(), squares: zero, n: 0, of }
    }

    /// Rate of the next step, and how much of the mean of slopes stays.
    fn next(&self) -> (f32, f32) {
        let (at, top) = (self.n as f32, RISE * self.of as f32 - 1.0);
        let between = |from: f32, to: f32, share: f32| {
            to + (from - to) / 2.0 * (1.0 + (PI * share.clamp(0.0, 1.0)).cos())
        };
        let [ends, middle] = MOMENTUM;
        let first = RATE * FIRST_RATE;
        if at <= top {
            let share = at / top.max(1.0);
            return (between(first, RATE, share), between(ends, middle, share));
        }
        let share = (at - top) / (self.of as f32 - 1.0 - top).max(1.0);
        (between(RATE, first * LAST_RATE, share), between(middle, ends, share))
    }

    /// Changes weights against their slopes.
    pub(super) fn step(&mut self, weights: &mut Weights, slopes: &Weights) {
        let numbers = slopes.rows.iter().flat_map(|row| row.0.as_flattened());
        let length = numbers.map(|it| f64::from(it * it)).sum::<f64>().sqrt() as f32;
        let shortened = (LONGEST / (length + 1e-6)).min(1.0);
        let (rate, momentum) = self.next();
        self.n += 1;
        // Means start from zero: what the first steps lack for that is made up for.
        let times = |stays: f32| 1.0 / (1.0 - stays.powi(self.n as i32));
        let (of_means, of_squares) = (times(momentum), times(OF_SQUARES));
        let rows = weights.rows.iter_mut().zip(&slopes.rows);
        let behind = self.means.iter_mut().zip(&mut self.squares);
        for ((row, slopes), (means, squares)) in rows.zip(behind) {
            let row = row.0.as_flattened_mut().iter_mut().zip(slopes.0.as_flattened());
            let behind = means.0.as_flattened_mut().iter_mut().zip(squares.0.as_flattened_mut());
            for ((weight, slope), (mean, square)) in row.zip(behind) {
                let slope = slope * shortened;
                *mean += (slope - *mean) * (1.0 - momentum);
                *square += (slope * slope - *square) * (1.0 - OF_SQUARES);
                *weight -= *weight * rate * DECAY;
                *weight -= rate * *mean * of_means / ((*square * of_squares).sqrt() + EPSILON);
            }
        }
    }
}
