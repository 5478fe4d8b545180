//! The learned judge's file: a table of class words, ensembles of trees, and nets.
//!
//! `judge.bin` is written by the training program (see `train/README.md`) and read once, by name:
//! a feature that the file does not know, or that the program does not, makes the file unreadable,
//! and a test fails. All numbers are little-endian.
//!
//! | part | content |
//! |---|---|
//! | header | `unchrome judge 4`, then lines of provenance, then an empty line |
//! | names | of the features of blocks, then of pages: `u16` count, then each name ended by a line feed |
//! | class words | `u32` count, then of each its `u32` hash and `i8` log-odds in 1/32 |
//! | ensembles | in the order of [`Task`], see [`Ensemble`] |
//! | nets | of pages with markup, of pages without, see [`Net`] |
//!
//! README.md in this folder is the model card.

mod ensemble;
mod inputs;
mod lanes;
mod net;
pub(crate) mod reader;

pub(crate) use ensemble::Ensemble;
pub(crate) use net::{Hidden, Net, Sheet};
use once_cell::sync::Lazy;
use rustc_hash::FxHashMap;

use crate::feature::N_FEATURES;
use crate::label::PageKind;
use crate::sieve::Sieve;

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

impl Task {
    /// The one that judges blocks of a page with markup, or without.
    pub(crate) fn of_blocks(has_markup: bool) -> Task {
        if has_markup { Task::Html } else { Task::Text }
    }
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
    /// Of pages with markup, and of pages without.
    nets: [Net; 2],
}

impl Judge {
    /// What the net adds to the log-odds of each block of a page.
    pub(crate) fn of_net(&self, task: Task, sheet: Sheet<'_>, hidden: Hidden<'_>) -> Vec<f32> {
        self.net(task).map(|net| net.log_odds(sheet, hidden)).unwrap_or_default()
    }

    /// The probability that a row's block is content, given what the net has of it.
    pub(crate) fn probability(&self, task: Task, row: &[f32], of_net: f32) -> f32 {
        let (Some(ensemble), Some(net)) = (self.ensembles.get(task as usize), self.net(task))
        else {
            return 0.0;
        };
        let odds = ensemble.sum(row) * net.share_of_trees + of_net;
        1.0 / (1.0 + (-odds).exp())
    }

    fn net(&self, task: Task) -> Option<&Net> {
        self.nets.get(task as usize)
    }

    /// What each feature adds to the log-odds of a row by the trees, one after the other: where a tree goes from one
    /// node to the next, the mean of what is below changes, and the feature that was asked for
    /// answers for it (Saabas, "Interpreting random forests", 2014).
    pub(crate) fn contributions(&self, task: Task, row: &[f32], mut add: impl FnMut(usize, f32)) {
        let (Some(ensemble), Some(net)) = (self.ensembles.get(task as usize), self.net(task))
        else {
            return;
        };
        ensemble.contributions(row, &mut |feature, by| add(feature, by * net.share_of_trees));
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

/// Log-odds of class and id words: how much more often they stand around content than around
/// chrome.
#[derive(Debug, Default, Clone)]
pub(crate) struct TokenTable {
    odds: FxHashMap<u32, f32>,
    /// Most words of a page are unknown; one bit in sixteen or so is set.
    sieve: Sieve<512>,
}

impl TokenTable {
    /// A table of word hashes and their log-odds.
    pub(crate) fn new(odds: impl IntoIterator<Item = (u32, f32)>) -> TokenTable {
        let mut table = TokenTable::default();
        for (token, odds) in odds {
            table.odds.insert(token, odds);
            table.sieve.insert(token);
        }
        table
    }

    /// The log-odds of a word, if it is known.
    pub(crate) fn get(&self, token: u32) -> Option<f32> {
        if self.sieve.may_hold(token) { self.odds.get(&token).copied() } else { None }
    }
}

const _: () = assert!(N_FEATURES <= u16::MAX as usize);

#[cfg(test)]
mod tests;
