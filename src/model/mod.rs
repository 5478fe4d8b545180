//! The learned judge's file: a table of class words and ensembles of trees.
//!
//! `judge.bin` is written by the training program (see `train/README.md`) and read once, by name:
//! a feature that the file does not know, or that the program does not, makes the file unreadable,
//! and a test fails. All numbers are little-endian.
//!
//! | part | content |
//! |---|---|
//! | header | `unchrome judge 3`, then lines of provenance, then an empty line |
//! | names | of the features of blocks, then of pages: `u16` count, then each name ended by a line feed |
//! | class words | `u32` count, then of each its `u32` hash and `i8` log-odds in 1/32 |
//! | ensembles | in the order of [`Task`], see [`Ensemble`] |
//!
//! README.md in this folder is the model card.

pub(crate) mod reader;

use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::feature::N_FEATURES;
use crate::label::PageKind;

/// What an ensemble is for; the number is its place in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// Is the block content? For pages with markup.
    Html,
    /// The same, for pages without.
    Text,
    /// The first of as many ensembles as there are kinds of page; see [`PageKind::ALL`].
    Kind,
    /// What word-F1 will the extraction have?
    Quality = Task::Kind as isize + N_KINDS as isize,
}

const N_KINDS: usize = PageKind::ALL.len();

/// How many ensembles the file holds.
const N_ENSEMBLES: usize = Task::Quality as usize + 1;

static BYTES: &[u8] = include_bytes!("judge.bin");

static JUDGE: Lazy<Judge> = Lazy::new(|| reader::read(BYTES).unwrap_or_default());

/// The judge that the crate carries.
pub(crate) fn judge() -> &'static Judge {
    &JUDGE
}

/// The content of the file.
#[derive(Debug, Default)]
pub(crate) struct Judge {
    pub(crate) tokens: TokenTable,
    ensembles: Vec<Ensemble>,
}

impl Judge {
    /// The probability that a row's block is content.
    pub(crate) fn probability(&self, task: Task, row: &[f32]) -> f32 {
        let Some(ensemble) = self.ensembles.get(task as usize) else { return 0.0 };
        1.0 / (1.0 + (-ensemble.sum_until_settled(row)).exp())
    }

    /// What each feature adds to the log-odds of a row, tree by tree: where a tree goes from one
    /// node to the next, the mean of what is below changes, and the feature that was asked for
    /// answers for it (Saabas, "Interpreting random forests", 2014).
    pub(crate) fn contributions(&self, task: Task, row: &[f32], mut add: impl FnMut(usize, f32)) {
        let Some(ensemble) = self.ensembles.get(task as usize) else { return };
        for tree in &ensemble.trees {
            ensemble.contributions(*tree, row, &mut add);
        }
    }

    /// The probability of each kind of page, for a page's row.
    pub(crate) fn kinds(&self, row: &[f32]) -> Option<[f32; N_KINDS]> {
        let ensembles = self.ensembles.get(Task::Kind as usize..Task::Quality as usize)?;
        let mut kinds = [0.0; N_KINDS];
        for (kind, ensemble) in kinds.iter_mut().zip(ensembles) {
            *kind = ensemble.sum(row);
        }
        let most = kinds.iter().copied().fold(f32::MIN, f32::max);
        kinds.iter_mut().for_each(|kind| *kind = (*kind - most).exp());
        let sum: f32 = kinds.iter().sum();
        Some(kinds.map(|kind| kind / sum))
    }

    /// The word-F1 that is expected, for a page's row.
    pub(crate) fn quality(&self, row: &[f32]) -> Option<f32> {
        let ensemble = self.ensembles.get(Task::Quality as usize)?;
        Some(ensemble.sum(row).clamp(0.0, 1.0))
    }
}

/// Boosted regression trees; their leaves add up to log-odds, or to the quality.
#[derive(Debug, Default)]
pub(crate) struct Ensemble {
    trees: Vec<Tree>,
    nodes: Vec<Node>,
    leaves: Vec<f32>,
    /// Of each node the mean of what its training rows got.
    means: Vec<f32>,
    stops: Vec<Stop>,
}

/// After so many trees, a row whose sum is below one bound or above another is settled: hardly a
/// training row has come back from there. Most blocks of a page end at one of these.
#[derive(Debug, Clone, Copy)]
struct Stop {
    n_trees: usize,
    below: f32,
    above: f32,
    /// The log-odds of what rows below and above come to on average.
    sums: [f32; 2],
}

/// Where a tree's nodes and leaves begin; it has one leaf more than nodes.
#[derive(Debug, Clone, Copy)]
struct Tree {
    first_node: u32,
    first_leaf: u32,
    n_nodes: u32,
}

/// A decision: rows whose feature is at most `threshold` go left. Eight bytes, so that an ensemble
/// stays in the fastest cache.
#[derive(Debug, Clone, Copy)]
struct Node {
    threshold: f32,
    feature: u16,
    /// Left and right: a node of the tree, or the complement of one of its leaves.
    children: [i8; 2],
}

impl Node {
    fn next(self, row: &[f32]) -> i8 {
        let value = row.get(usize::from(self.feature)).copied().unwrap_or(crate::feature::ABSENT);
        let [left, right] = self.children;
        if value > self.threshold { right } else { left }
    }
}

/// The place of a leaf, or none for a node.
fn leaf_at(child: i8) -> Option<usize> {
    (child < 0).then(|| usize::from((!child).unsigned_abs()))
}

impl Ensemble {
    fn sum(&self, row: &[f32]) -> f32 {
        self.trees.iter().map(|tree| self.leaf(*tree, row)).sum()
    }

    /// The same, but a row that the first trees are sure of goes no further, see [`Stop`].
    fn sum_until_settled(&self, row: &[f32]) -> f32 {
        let (mut sum, mut rest) = (0.0, self.trees.as_slice());
        let mut n_done = 0;
        for stop in &self.stops {
            let n = stop.n_trees.saturating_sub(n_done).min(rest.len());
            let (here, after) = rest.split_at(n);
            sum = here.iter().fold(sum, |sum, tree| sum + self.leaf(*tree, row));
            let [below, above] = stop.sums;
            if sum < stop.below {
                return below;
            }
            if sum > stop.above {
                return above;
            }
            (rest, n_done) = (after, n_done + n);
        }
        rest.iter().fold(sum, |sum, tree| sum + self.leaf(*tree, row))
    }

    fn contributions(&self, tree: Tree, row: &[f32], add: &mut impl FnMut(usize, f32)) {
        let Some((nodes, leaves)) = self.parts(tree) else { return };
        let means = self.means.get(tree.first_node as usize..).unwrap_or(&[]);
        let mean = |child: i8| match leaf_at(child) {
            Some(leaf) => leaves.get(leaf).copied().unwrap_or(0.0),
            None => means.get(usize::from(child.unsigned_abs())).copied().unwrap_or(0.0),
        };
        let mut at = 0_i8;
        while let Some(node) = usize::try_from(at).ok().and_then(|at| nodes.get(at)) {
            let next = node.next(row);
            add(usize::from(node.feature), mean(next) - mean(at));
            at = next;
        }
    }

    fn leaf(&self, tree: Tree, row: &[f32]) -> f32 {
        let Some((nodes, leaves)) = self.parts(tree) else { return 0.0 };
        let mut leaf = 0;
        let mut next = nodes.first();
        while let Some(node) = next {
            let child = node.next(row);
            match leaf_at(child) {
                Some(at) => {
                    leaf = at;
                    break;
                }
                None => next = nodes.get(usize::from(child.unsigned_abs())),
            }
        }
        leaves.get(leaf).copied().unwrap_or(0.0)
    }

    fn parts(&self, tree: Tree) -> Option<(&[Node], &[f32])> {
        let (node, leaf, n) =
            (tree.first_node as usize, tree.first_leaf as usize, tree.n_nodes as usize);
        Some((self.nodes.get(node..node + n)?, self.leaves.get(leaf..=leaf + n)?))
    }
}

/// Log-odds of class and id words: how much more often they stand around content than around
/// chrome.
#[derive(Debug, Default, Clone)]
pub(crate) struct TokenTable {
    odds: FxHashMap<u32, f32>,
}

impl TokenTable {
    /// A table of word hashes and their log-odds.
    pub(crate) fn new(odds: impl IntoIterator<Item = (u32, f32)>) -> TokenTable {
        TokenTable { odds: odds.into_iter().collect() }
    }

    /// The log-odds of a word, if it is known.
    pub(crate) fn get(&self, token: u32) -> Option<f32> {
        self.odds.get(&token).copied()
    }
}

const _: () = assert!(N_FEATURES <= u16::MAX as usize);

#[cfg(test)]
mod tests;
