//! The learned judge's file: a table of class words and ensembles of trees.
//!
//! `judge.bin` is written by the training program (see `train/README.md`) and read once, by name:
//! a feature that the file does not know, or that the program does not, makes the file unreadable,
//! and a test fails. All numbers are little-endian.
//!
//! | part | content |
//! |---|---|
//! | header | `unchrome judge 2`, then lines of provenance, then an empty line |
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
    /// The probability of each row that its block is content.
    pub(crate) fn probabilities(&self, task: Task, rows: &[&[f32]]) -> Vec<f32> {
        let Some(ensemble) = self.ensembles.get(task as usize) else {
            return vec![0.0; rows.len()];
        };
        let mut sums = Vec::with_capacity(rows.len());
        for lane in rows.chunks(LANES) {
            // The last lane is filled up with its first row; the sums beyond it are cut off.
            let filled = std::array::from_fn(|at| lane.get(at).or(lane.first()).copied());
            sums.extend(ensemble.sums(&filled.map(Option::unwrap_or_default)));
        }
        sums.truncate(rows.len());
        sums.into_iter().map(|sum: f32| 1.0 / (1.0 + (-sum).exp())).collect()
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

/// Rows that go down a tree side by side: a step waits for the memory of the step before, so that
/// single rows leave the processor idle. Of 4, 8 and 16 the figure is not critical.
const LANES: usize = 8;

/// Boosted regression trees; their leaves add up to log-odds, or to the quality.
#[derive(Debug, Default)]
pub(crate) struct Ensemble {
    /// The nodes of all trees, one tree after the other, its root first and its leaves last.
    nodes: Vec<Node>,
    /// One past the last node of each tree.
    ends: Vec<usize>,
}

/// A decision: rows whose feature is at most `threshold` go left. A leaf has itself as both
/// children, and its value in place of the threshold.
#[derive(Debug, Clone, Copy)]
struct Node {
    threshold: f32,
    feature: u16,
    /// Left and right, as indices among the nodes of the tree.
    children: [u16; 2],
}

impl Ensemble {
    /// The sum of the leaves that one row reaches.
    fn sum(&self, row: &[f32]) -> f32 {
        self.sums(&[row; LANES])[0]
    }

    /// The sums of the leaves that the rows reach.
    fn sums(&self, rows: &[&[f32]; LANES]) -> [f32; LANES] {
        let mut sums = [0.0; LANES];
        let mut start = 0;
        for end in &self.ends {
            let tree = self.nodes.get(start..*end).unwrap_or(&[]);
            start = *end;
            let leaves = leaves(tree, rows);
            for (sum, leaf) in sums.iter_mut().zip(leaves) {
                *sum += leaf;
            }
        }
        sums
    }
}

/// The values of the leaves that rows reach in a tree. Children come after their parents, so that
/// every row arrives.
fn leaves(tree: &[Node], rows: &[&[f32]; LANES]) -> [f32; LANES] {
    let mut at = [0_u16; LANES];
    let mut moves = true;
    while moves {
        moves = false;
        for (at, row) in at.iter_mut().zip(rows) {
            let Some(node) = tree.get(usize::from(*at)) else { continue };
            let value = row.get(usize::from(node.feature)).copied();
            let right = value.unwrap_or(crate::feature::ABSENT) > node.threshold;
            let next = if right { node.children[1] } else { node.children[0] };
            moves |= next != *at;
            *at = next;
        }
    }
    at.map(|at| tree.get(usize::from(at)).map_or(0.0, |leaf| leaf.threshold))
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
