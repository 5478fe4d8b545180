//! The tables of hashed words that features look up.

use rustc_hash::FxHashMap;

use super::{N_KINDS, shares};
use crate::sieve::Sieve;

/// What features look up.
#[derive(Debug, Default, Clone)]
pub(crate) struct Tables {
    /// Class and id words: how much more often they stand around content than around chrome.
    pub(crate) class_words: ClassTable,
    /// Words of the text: what each adds to the log-odds of a block to be content.
    pub(crate) words: WordTable,
    /// What words of the text say of the kind of page.
    pub(crate) kinds: KindTable,
}

/// A table of class and id words. Most of those of a page are unknown; one bit of the sieve in sixteen or so
/// is set.
pub(crate) type ClassTable = Table<512>;

/// A table of words of the text.
pub(crate) type WordTable = Table<2048>;

/// Log-odds of words, by their hashes.
#[derive(Debug, Default, Clone)]
pub(crate) struct Table<const N: usize> {
    odds: FxHashMap<u32, f32>,
    sieve: Sieve<N>,
}

impl<const N: usize> Table<N> {
    /// A table of word hashes and their log-odds.
    pub(crate) fn new(odds: impl IntoIterator<Item = (u32, f32)>) -> Table<N> {
        let odds = odds.into_iter();
        let mut table = Table::default();
        table.odds.reserve(odds.size_hint().0);
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

/// What words say of the kind of page.
#[derive(Debug, Default, Clone)]
pub(crate) struct KindTable {
    start: [f32; N_KINDS],
    odds: Vec<[f32; N_KINDS]>,
    places: FxHashMap<u32, u32>,
    sieve: Sieve<1024>,
}

impl KindTable {
    /// A table of what kinds start from, and of word hashes and what each adds.
    pub(crate) fn new(
        start: [f32; N_KINDS],
        words: impl IntoIterator<Item = (u32, [f32; N_KINDS])>,
    ) -> KindTable {
        let words = words.into_iter();
        let mut table = KindTable { start, ..KindTable::default() };
        table.places.reserve(words.size_hint().0);
        for (place, (word, odds)) in (0..).zip(words) {
            table.places.insert(word, place);
            table.sieve.insert(word);
            table.odds.push(odds);
        }
        table
    }
}

/// The words of one page that say something of its kind.
#[derive(Debug)]
pub(crate) struct KindWords<'a> {
    table: &'a KindTable,
    seen: Vec<bool>,
    n_seen: usize,
    odds: [f32; N_KINDS],
}

impl<'a> KindWords<'a> {
    pub(crate) fn new(table: &'a KindTable) -> KindWords<'a> {
        KindWords { table, seen: vec![false; table.odds.len()], n_seen: 0, odds: [0.0; N_KINDS] }
    }

    /// Sees a word; it counts once.
    pub(crate) fn see(&mut self, word: u32) {
        if !self.table.sieve.may_hold(word) {
            return;
        }
        let Some(place) = self.table.places.get(&word).map(|place| *place as usize) else { return };
        let (Some(seen), Some(odds)) = (self.seen.get_mut(place), self.table.odds.get(place))
        else {
            return;
        };
        if !std::mem::replace(seen, true) {
            self.n_seen += 1;
            self.odds.iter_mut().zip(odds).for_each(|(sum, odds)| *sum += odds);
        }
    }

    /// How likely each kind of page is by its words alone.
    pub(crate) fn probabilities(&self) -> [f32; N_KINDS] {
        let root = (self.n_seen.max(1) as f32).sqrt();
        let mut odds = self.table.start;
        odds.iter_mut().zip(self.odds).for_each(|(odds, sum)| *odds += sum / root);
        shares(odds)
    }
}
