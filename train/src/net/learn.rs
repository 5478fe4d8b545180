//! The fit of one net, and what it says.

use fearless_simd::{Level, Simd, dispatch};
use unchrome::internal::{Channels, LEVEL, Lanes, N_GROUPINGS};

use super::channels::Turned;
use super::families;
use super::left_out::{self, COUNTS};
use super::loss::Loss;
use super::pass::{Page, Trace};
use super::rows::{Rows, Span};
use super::weights::{DILATIONS, Steps, Weights};
use crate::dice::Dice;

/// Blocks of a batch. From 600 to 8,000 blocks, held-out folds differed by no more than two seeds of the dice do.
const BATCH: usize = 2000;
/// Of a page that is longer the first so many blocks teach.
const LONGEST: usize = 4000;
/// How often each family of inputs is silenced on a page.
const SILENCED: f32 = 0.2;

/// How a net is fitted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// How often the fit goes through all pages.
    pub(super) epochs: usize,
    /// How often what a way of grouping shows is silenced on a page, in each layer.
    pub(super) silenced_groups: f32,
}

/// A net, and what passing through it uses again and again.
struct Fit<'a> {
    rows: &'a Rows,
    weights: Weights,
    /// Where the levels of each input begin among all; the first of all is that of what is not shown.
    starts: Vec<u32>,
    /// What each level adds to the channels.
    added: Vec<Channels>,
    trace: Trace,
    levels: Vec<u32>,
}

/// How the loss changes with the weights and with what levels add.
struct Slopes {
    weights: Weights,
    levels: Vec<Channels>,
    of_blocks: Vec<f32>,
}

/// A net for the pages of some folds.
pub(super) fn learn(rows: &Rows, enters: impl Fn(i32) -> bool, plan: Plan) -> Weights {
    let teaches = |page: &&Span| {
        rows.fold_of(page).is_some_and(&enters)
            && rows.weight[page.start..page.end].iter().any(|weight| *weight > 0.0)
    };
    let shortened = |page: &Span| Span { end: page.end.min(page.start + LONGEST), ..*page };
    let mut pages: Vec<Span> = rows.pages.iter().filter(teaches).map(shortened).collect();
    let n_blocks: usize = pages.iter().map(|page| page.end - page.start).sum();
    // The last page of a batch seldom ends where the batch would.
    let n_batches = n_blocks / BATCH * 11 / 10 + 1;
    let n_first = rows.inputs.iter().map(|input| input.rows.len()).sum();
    let mut fit = Fit::new(rows, Weights::random(n_first));
    let mut slopes = Slopes {
        weights: Weights::zero(&fit.weights),
        levels: vec![Channels::default(); fit.added.len()],
        of_blocks: Vec::new(),
    };
    let mut steps = Steps::new(&fit.weights, n_batches * plan.epochs);
    let loss = Loss::new(rows, BATCH);
    let families = families::of(rows);
    let mut dice = Dice::of("learn", 7);
    for _ in 0..plan.epochs {
        dice.shuffle(&mut pages);
        let mut rest = pages.as_slice();
        while !rest.is_empty() {
            let (batch, after) = rest.split_at(n_of_batch(rest));
            rest = after;
            slopes.clear();
            dispatch!(Level::new(), simd => fit.fill(simd, COUNTS));
            let turned = Turned::of(&fit.weights);
            for page in batch {
                let is_silenced = families::silenced(&families, SILENCED, &mut dice);
                fit.number_levels(page, &is_silenced);
                dispatch!(Level::new(), simd => fit.pass(
                    simd, page, &turned, (&loss, plan), (&mut dice, &mut slopes)));
            }
            dispatch!(Level::new(), simd => fit.back_to_inputs(simd, &mut slopes));
            steps.step(&mut fit.weights, &slopes.weights);
        }
    }
    fit.weights
}

/// How many of some pages fill a batch.
fn n_of_batch(pages: &[Span]) -> usize {
    let mut n = 0;
    let fits = |page: &&Span| {
        n += page.end - page.start;
        n <= BATCH
    };
    pages.iter().take_while(fits).count().max(1)
}

/// The log-odds of the rows of pages of some folds; of others zero.
pub(super) fn predict(rows: &Rows, weights: &Weights, is_asked: impl Fn(i32) -> bool) -> Vec<f32> {
    let mut log_odds = vec![0.0; rows.label.len()];
    let mut fit = Fit::new(rows, weights.clone());
    let nothing = vec![false; rows.inputs.len()];
    dispatch!(Level::new(), simd => fit.fill(simd, 1.0));
    for page in rows.pages.iter().filter(|page| rows.fold_of(page).is_some_and(&is_asked)) {
        fit.number_levels(page, &nothing);
        let Fit { trace, weights, added, levels, .. } = &mut fit;
        let blocks = blocks(rows, page, levels);
        dispatch!(Level::new(), simd => trace.forth(simd, blocks, added, weights, None));
        log_odds[page.start..page.end].copy_from_slice(&trace.log_odds);
    }
    log_odds
}

/// A page with all that it shows.
fn blocks<'a>(rows: &'a Rows, page: &Span, levels: &'a [u32]) -> Page<'a> {
    Page {
        levels,
        n_inputs: rows.inputs.len(),
        words: &rows.words[page.start..page.end],
        groups: rows.groups.each_ref().map(|of_rows| &of_rows[page.start..page.end]),
        is_shown: [[true; N_GROUPINGS]; DILATIONS.len()],
    }
}

impl Slopes {
    fn clear(&mut self) {
        self.weights.rows.fill(Channels::default());
        self.levels.fill(Channels::default());
    }
}

impl Fit<'_> {
    fn new(rows: &Rows, weights: Weights) -> Fit<'_> {
        let mut n = 1;
        let mut starts = Vec::new();
        for input in &rows.inputs {
            starts.push(n as u32);
            n += input.n_levels();
        }
        let added = vec![Channels::default(); n];
        Fit { rows, weights, starts, added, trace: Trace::default(), levels: Vec::new() }
    }

    /// The numbers of the levels of a page's blocks, but of inputs that are silenced.
    fn number_levels(&mut self, page: &Span, is_silenced: &[bool]) {
        let n = self.rows.inputs.len();
        self.levels.clear();
        for levels in self.rows.levels[page.start * n..page.end * n].chunks_exact(n) {
            let inputs = levels.iter().zip(&self.starts).zip(is_silenced);
            self.levels.extend(inputs.map(|((level, start), is_silenced)| {
                if *is_silenced { 0 } else { start + u32::from(*level) }
            }));
        }
    }

    /// What each level adds, so many times.
    #[inline(always)]
    fn fill<S: Simd>(&mut self, simd: S, times: f32) {
        let mut weights = self.weights.rows.iter();
        for (input, start) in self.rows.inputs.iter().zip(&self.starts) {
            let added = &mut self.added[*start as usize..][..input.n_levels()];
            added.fill(Channels::default());
            for (levels, weights) in input.rows.iter().zip(weights.by_ref()) {
                let weights = Lanes::load(simd, weights);
                for (added, level) in added.iter_mut().zip(levels) {
                    let more = weights.scaled(f32::from(*level) * LEVEL * times);
                    *added = Lanes::load(simd, added).plus(more).keep();
                }
            }
        }
    }

    /// From the slopes of what levels add to those of the weights of inputs.
    #[inline(always)]
    fn back_to_inputs<S: Simd>(&self, simd: S, slopes: &mut Slopes) {
        let mut to = slopes.weights.rows.iter_mut();
        for (input, start) in self.rows.inputs.iter().zip(&self.starts) {
            let of_levels = &slopes.levels[*start as usize..][..input.n_levels()];
            for (levels, to) in input.rows.iter().zip(to.by_ref()) {
                let mut sum = Lanes::zero(simd);
                for (slope, level) in of_levels.iter().zip(levels) {
                    let times = f32::from(*level) * LEVEL * COUNTS;
                    sum = sum.plus(Lanes::load(simd, slope).scaled(times));
                }
                *to = sum.keep();
            }
        }
    }

    /// A page's way forth and back, with some of it left out at random.
    #[inline(always)]
    fn pass<S: Simd>(
        &mut self,
        simd: S,
        page: &Span,
        turned: &Turned,
        (loss, plan): (&Loss<'_>, Plan),
        (dice, slopes): (&mut Dice, &mut Slopes),
    ) {
        left_out::levels(&mut self.levels, dice);
        let mut blocks = blocks(self.rows, page, &self.levels);
        for is_shown in blocks.is_shown.as_flattened_mut() {
            *is_shown = dice.share() >= plan.silenced_groups;
        }
        let (trace, weights) = (&mut self.trace, &self.weights);
        trace.forth(simd, blocks, &self.added, weights, Some(dice));
        loss.slopes(page, &trace.log_odds, &mut slopes.of_blocks);
        let to = (&mut slopes.weights, slopes.levels.as_mut_slice());
        trace.back(simd, blocks, (weights, turned), &slopes.of_blocks, to);
    }
}
