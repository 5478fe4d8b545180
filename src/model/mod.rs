//! The learned judge's file: tables of class words and of words, ensembles of trees, and nets.
//!
//! `judge.bin` is written by the training program (see `train/README.md`) and read once, by name:
//! a feature that the file does not know, or that the program does not, makes the file unreadable,
//! and a test fails. All numbers are little-endian.
//!
//! | part | content |
//! |---|---|
//! | header | `unchrome judge 5`, then lines of provenance, then an empty line |
//! | names | of the features of blocks, then of pages: `u16` count, then each name ended by a line feed |
//! | class words | `u32` count, then of each its `u32` hash and `i8` log-odds in 1/32 |
//! | words | the same: hashes of words of the text, and what each speaks for |
//! | kinds | `i8` a kind that all start from; `u32` count, then of each word its `u32` hash and an `i8` a kind; in 1/32 |
//! | ensembles | in the order of [`Task`], see [`Ensemble`] |
//! | nets | of pages with markup, of pages without, see [`Net`] |
//!
//! README.md in this folder is the model card.

mod ensemble;
mod inputs;
mod lanes;
mod net;
pub(crate) mod reader;
mod tables;

pub(crate) use ensemble::Ensemble;
pub(crate) use net::{Hidden, Net, Sheet};
use once_cell::sync::Lazy;
pub(crate) use tables::{ClassTable, KindTable, KindWords, Table, Tables, WordTable};

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

impl Task {
    /// The one that judges blocks of a page with markup, or without.
    pub(crate) fn of_blocks(has_markup: bool) -> Task {
        if has_markup { Task::Html } else { Task::Text }
    }
}

pub(crate) const N_KINDS: usize = PageKind::ALL.len();

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
    pub(crate) tables: Tables,
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
        Some(shares(kinds))
    }

    /// The word-F1 that is expected, for a page's row.
    pub(crate) fn quality(&self, row: &[f32]) -> Option<f32> {
        let ensemble = self.ensembles.get(Task::Quality as usize)?;
        Some(ensemble.sum(row).clamp(0.0, 1.0))
    }
}

/// Probabilities from log-odds.
fn shares(mut odds: [f32; N_KINDS]) -> [f32; N_KINDS] {
    let most = odds.iter().copied().fold(f32::MIN, f32::max);
    odds.iter_mut().for_each(|odds| *odds = (*odds - most).exp());
    let sum: f32 = odds.iter().sum();
    odds.map(|odds| odds / sum)
}

const _: () = assert!(N_FEATURES <= u16::MAX as usize);

#[cfg(test)]
mod tests;
