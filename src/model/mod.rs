//! The learned judge's file: tables and trees.

use rustc_hash::FxHashMap;

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
