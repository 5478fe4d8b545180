//! The learned judge's file: tables of class words and of words, nets, and trees.
//!
//! `judge.bin` is written by the training program (see `train/README.md`) and read once, by name:
//! a feature that the file does not know, or that the program does not, makes the file unreadable,
//! and a test fails. All numbers are little-endian.
//!
//! | part | content |
//! |---|---|
//! | header | `unchrome judge 7`, then lines of provenance, then an empty line |
//! | names | of the features of blocks, then of pages: `u16` count, then each name ended by a line feed |
//! | class words | `u32` count, then of each its `u32` hash and `i8` log-odds in 1/32 |
//! | words | the same: hashes of words of the text, and what each speaks for |
//! | kinds | `i8` a kind that all start from; `u32` count, then of each word its `u32` hash and an `i8` a kind; in 1/32 |
//! | ensembles | one a kind of page, then that of quality, see [`Ensemble`] |
//! | blocks | of pages with markup, then of pages without: the net, see [`Net`], and the trees beside it |
//!
//! README.md in this folder is the model card.

mod ensemble;
pub(crate) mod inputs;
pub(crate) mod lanes;
pub(crate) mod net;
pub(crate) mod reader;
mod symmetric;
mod tables;

pub(crate) use ensemble::Ensemble;
pub(crate) use net::{N_GROUPINGS, Net, Sheet};
use once_cell::sync::Lazy;
use symmetric::Symmetric;
pub(crate) use tables::{ClassTable, KindTable, KindWords, Table, Tables, WordTable};

use crate::feature::N_FEATURES;
use crate::label::PageKind;

pub(crate) const N_KINDS: usize = PageKind::ALL.len();

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
    /// One a kind of page.
    kinds: Option<[Ensemble; N_KINDS]>,
    quality: Option<Ensemble>,
    /// Of pages with markup, and of pages without.
    blocks: [OfBlocks; 2],
}

/// What judges the blocks of one input.
#[derive(Debug, Default)]
struct OfBlocks {
    net: Net,
    trees: Symmetric,
}

impl Judge {
    /// The log-odds of each block of a page to be content.
    pub(crate) fn log_odds(&self, has_markup: bool, sheet: Sheet<'_>) -> Vec<f32> {
        let [of_markup, of_text] = &self.blocks;
        if has_markup { of_markup } else { of_text }.log_odds(sheet)
    }

    /// The probability of each kind of page, for a page's row.
    pub(crate) fn kinds(&self, row: &[f32]) -> Option<[f32; N_KINDS]> {
        let kinds = self.kinds.as_ref()?;
        Some(shares(kinds.each_ref().map(|ensemble| ensemble.sum(row))))
    }

    /// The word-F1 that is expected, for a page's row.
    pub(crate) fn quality(&self, row: &[f32]) -> Option<f32> {
        self.quality.as_ref().map(|quality| quality.sum(row).clamp(0.0, 1.0))
    }
}

impl OfBlocks {
    fn log_odds(&self, sheet: Sheet<'_>) -> Vec<f32> {
        let mut log_odds = self.net.log_odds(sheet);
        self.trees.join(&mut log_odds, sheet);
        log_odds
    }
}

/// The probability of log-odds.
pub fn logistic(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
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
