//! Symmetric trees over the features of single blocks, asked beside the net where that is not sure: what
//! is learned so differently errs elsewhere, and the mean of both errs less.
//!
//! All branches of a level ask the same question (oblivious decision trees; Kohavi, "Bottom-up induction
//! of oblivious read-once decision graphs", 1994; Prokhorenkova et al., "CatBoost: unbiased boosting with
//! categorical features", 2018), so that the answers are the number of the leaf, and many blocks are
//! asked at once. `train/symmetric.py` grows them.

use std::array::from_fn;

use fearless_simd::{Level, Simd, SimdBase, SimdMask, dispatch};
use fearless_simd::{f32x16, i32x16};

use super::net::Sheet;
use crate::feature::{ABSENT, is_of_page};

/// Blocks that are asked at once.
const AT_ONCE: usize = 16;

/// Where the log-odds of the net are this far from even, it alone tells; from one less on, trees tell the
/// less the surer it is. As in `train/symmetric.py`.
const SURE: f32 = 4.0;

/// Most questions of a tree, and leaves.
pub(super) const MOST_LEVELS: usize = 6;
const MOST_LEAVES: usize = 1 << MOST_LEVELS;

/// Symmetric trees, and how much the net counts beside them.
#[derive(Debug, Default)]
pub(super) struct Symmetric {
    of_net: f32,
    bias: f32,
    /// The features that are asked for, each once; and the same where they are those of a block.
    features: Vec<u16>,
    of_blocks: Vec<Option<u16>>,
    trees: Vec<Tree>,
}

/// A tree as files have it.
#[derive(Debug)]
pub(super) struct Levels {
    pub(super) questions: Vec<Question>,
    /// By the answers, the first of which is the lowest bit: one for a value above the threshold.
    pub(super) leaves: Vec<f32>,
}

/// Is the value of a feature above a threshold?
#[derive(Debug, Clone, Copy)]
pub(super) struct Question {
    pub(super) feature: u16,
    pub(super) threshold: f32,
}

#[derive(Debug)]
struct Tree {
    /// Of each the column, which is that of its feature among those asked for, and its threshold.
    questions: [(u16, f32); MOST_LEVELS],
    leaves: [f32; MOST_LEAVES],
}

/// The values of a feature in some blocks.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Column([f32; AT_ONCE]);

impl Symmetric {
    /// `None` if a tree has more levels than there is room for, or not as many leaves as answers.
    pub(super) fn new(of_net: f32, bias: f32, trees: &[Levels]) -> Option<Symmetric> {
        let questions = trees.iter().flat_map(|tree| &tree.questions);
        let mut features: Vec<u16> = questions.map(|question| question.feature).collect();
        features.sort_unstable();
        features.dedup();
        let trees = trees.iter().map(|tree| Tree::new(tree, &features)).collect::<Option<_>>()?;
        let of_blocks = features.iter().map(|it| (!is_of_page(usize::from(*it))).then_some(*it));
        Some(Symmetric { of_net, bias, of_blocks: of_blocks.collect(), features, trees })
    }

    /// How many trees there are.
    #[cfg(test)]
    pub(super) fn n_trees(&self) -> usize {
        self.trees.len()
    }

    /// Makes of the log-odds by the net those of net and trees.
    pub(super) fn join(&self, log_odds: &mut [f32], sheet: Sheet<'_>) {
        dispatch!(Level::new(), simd => self.reckon(simd, log_odds, sheet));
    }

    /// The same on a given processor.
    #[inline(always)]
    pub(super) fn reckon<S: Simd>(&self, simd: S, log_odds: &mut [f32], sheet: Sheet<'_>) {
        let in_doubt: Vec<usize> = (0..log_odds.len())
            .filter(|at| log_odds.get(*at).is_some_and(|it| it.abs() < SURE))
            .collect();
        let mut columns = self.columns(sheet);
        for blocks in in_doubt.chunks(AT_ONCE) {
            self.fill(&mut columns, blocks, sheet);
            for (block, sum) in blocks.iter().zip(self.sums(simd, &columns)) {
                if let Some(log_odds) = log_odds.get_mut(*block) {
                    let asked = (SURE - log_odds.abs()).min(1.0);
                    *log_odds += asked * (*log_odds * self.of_net + sum - *log_odds);
                }
            }
        }
    }

    /// A column for each feature, with what is the page's, or absent.
    fn columns(&self, sheet: Sheet<'_>) -> Vec<Column> {
        let of_page = sheet.rows.get(..sheet.width).unwrap_or_default();
        let value = |feature: u16| of_page.get(usize::from(feature)).copied().unwrap_or(ABSENT);
        self.features.iter().map(|feature| Column([value(*feature); AT_ONCE])).collect()
    }

    /// Fills in what some blocks have of the features of blocks.
    fn fill(&self, columns: &mut [Column], blocks: &[usize], sheet: Sheet<'_>) {
        for (Column(values), feature) in columns.iter_mut().zip(&self.of_blocks) {
            let Some(feature) = feature.map(usize::from).filter(|it| *it < sheet.width) else {
                continue;
            };
            for (value, block) in values.iter_mut().zip(blocks) {
                *value = sheet.rows.get(block * sheet.width + feature).copied().unwrap_or(ABSENT);
            }
        }
    }

    /// The sum of the trees for each of some blocks.
    #[inline(always)]
    fn sums<S: Simd>(&self, simd: S, columns: &[Column]) -> [f32; AT_ONCE] {
        let mut sums = [self.bias; AT_ONCE];
        for tree in &self.trees {
            let mut leaves = i32x16::splat(simd, 0);
            for (level, (column, threshold)) in tree.questions.iter().enumerate() {
                let Some(Column(values)) = columns.get(usize::from(*column)) else { continue };
                let values = f32x16::load_array_ref(simd, values);
                let is_above = values.simd_gt(f32x16::splat(simd, *threshold));
                leaves |= is_above.to_vector() & i32x16::splat(simd, 1 << level);
            }
            let leaves: [i32; AT_ONCE] = leaves.into();
            for (sum, leaf) in sums.iter_mut().zip(leaves) {
                *sum += tree.leaf(leaf);
            }
        }
        sums
    }
}

impl Tree {
    fn new(tree: &Levels, features: &[u16]) -> Option<Tree> {
        let Levels { questions, leaves } = tree;
        if questions.len() > MOST_LEVELS || leaves.len() != 1 << questions.len() {
            return None;
        }
        // Nothing is above infinity: levels that a tree has not lead to the same leaves.
        let mut laid_out = [(0, f32::INFINITY); MOST_LEVELS];
        for (place, question) in laid_out.iter_mut().zip(questions) {
            let column = features.binary_search(&question.feature).ok()?;
            *place = (u16::try_from(column).ok()?, question.threshold);
        }
        let leaf = |at: usize| leaves.get(at).copied().unwrap_or_default();
        Some(Tree { questions: laid_out, leaves: from_fn(leaf) })
    }

    /// A leaf by its number, of which there are no more than answers.
    #[inline(always)]
    #[allow(clippy::indexing_slicing)]
    fn leaf(&self, at: i32) -> f32 {
        self.leaves[at as usize % MOST_LEAVES]
    }
}
