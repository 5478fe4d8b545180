//! Where else a line stands: a heading is often the last step of the way to the page, or an entry of its menu.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use super::owner::owners;
use crate::label::Marks;
use crate::page::{Block, Page};

/// Lines above and below in which the same line stands near.
const NEAR: usize = 4;

/// Lines of the foot of a page.
const FOOT: usize = 30;

/// The longest line that is looked for, in bytes.
const LONGEST: u32 = 300;

/// The lines of a page by what they say, case aside.
#[derive(Debug)]
pub(super) struct Again<'a> {
    page: &'a Page,
    /// Of each line.
    keys: Vec<u64>,
    /// How many lines have a key.
    n_times: FxHashMap<u64, usize>,
    /// What the lines say that tell who owns the rights, case aside.
    owners: String,
}

impl Again<'_> {
    /// Counts how often each line of a page stands on it.
    pub(super) fn of<'a>(page: &'a Page, marks: &Marks) -> Again<'a> {
        let keys: Vec<u64> = page.blocks.iter().map(|block| key(page, block)).collect();
        let mut n_times = FxHashMap::default();
        for key in keys.iter().filter(|key| **key != 0) {
            *n_times.entry(*key).or_insert(0) += 1;
        }
        let owners = owners(page, marks).map(|line| line.to_lowercase() + "\n").collect();
        Again { page, keys, n_times, owners }
    }

    fn key(&self, at: usize) -> u64 {
        self.keys.get(at).copied().unwrap_or(0)
    }

    fn is_same(&self, at: usize, mut others: Range<usize>) -> bool {
        let own = self.key(at);
        own != 0 && others.any(|other| self.key(other) == own)
    }

    /// True if the same line stands a few lines above.
    pub(super) fn is_above(&self, at: usize) -> bool {
        self.is_same(at, at.saturating_sub(NEAR)..at)
    }

    /// True if the same line stands a few lines below.
    pub(super) fn is_below(&self, at: usize) -> bool {
        self.is_same(at, at + 1..at + 1 + NEAR)
    }

    /// How often the line stands elsewhere on the page.
    pub(super) fn n_times(&self, at: usize) -> usize {
        self.n_times.get(&self.key(at)).map_or(0, |n| n.saturating_sub(1))
    }

    /// True if the same line stands among the last ones of the page.
    pub(super) fn is_far_below(&self, at: usize) -> bool {
        let from = (at + 1 + NEAR).max(self.keys.len().saturating_sub(FOOT));
        self.is_same(at, from..self.keys.len())
    }

    /// True if a line that tells who owns the rights holds a text: that of the site's name.
    pub(super) fn is_owner(&self, text: &str) -> bool {
        !self.owners.is_empty() && self.owners.contains(&text.to_lowercase())
    }

    /// True if a line a few lines above goes on after something else with this one, and ends with it:
    /// "Home > Sport > Football" above "Football".
    pub(super) fn ends_above(&self, at: usize) -> bool {
        let text = |at: usize| self.page.blocks.get(at).map_or("", |it| self.page.block_text(it));
        let own = text(at);
        let mut above = (at.saturating_sub(NEAR)..at).map(text);
        !own.is_empty() && above.any(|line| line.len() > own.len() && line.ends_with(own))
    }
}

/// The bit that tells small letters of ASCII from capitals, in each of eight bytes.
const CASE: u64 = 0x2020_2020_2020_2020;

/// What a line says, case of ASCII aside, as a number; 0 for a line that is hidden, empty or long.
fn key(page: &Page, block: &Block) -> u64 {
    let text = page.block_text(block);
    if block.hidden || block.len() > LONGEST || text.is_empty() {
        return 0;
    }
    let mut hasher = FxHasher::default();
    for part in text.as_bytes().chunks(size_of::<u64>()) {
        let mut letters = [0; size_of::<u64>()];
        letters.iter_mut().zip(part).for_each(|(slot, byte)| *slot = *byte);
        hasher.write_u64(u64::from_le_bytes(letters) | CASE);
    }
    hasher.write_usize(text.len());
    hasher.finish() | 1
}
