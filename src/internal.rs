//! What the training program reaches: pages as the judge sees them. Not part of the API.

use rustc_hash::FxHashSet;

use crate::feature::{self, Features, N_FEATURES, NAMES};
use crate::label::{self, Marks};
use crate::model::TokenTable;
use crate::options::Format;
use crate::page::Page;
use crate::{html, plain};

/// A page that has been read and marked.
#[derive(Debug)]
pub struct Prepared {
    page: Page,
    marks: Marks,
}

/// The rows of a page's blocks.
#[derive(Debug)]
pub struct Rows(Features);

/// A table of class words, see `model`.
#[derive(Debug, Default, Clone)]
pub struct Tokens(TokenTable);

/// The names of the features, in row order.
pub fn feature_names() -> &'static [&'static str] {
    NAMES
}

/// A table from word hashes and log-odds.
pub fn tokens(odds: &[(u32, f32)]) -> Tokens {
    Tokens(TokenTable::new(odds.iter().copied()))
}

/// Reads a page with the lean reader and gives the number of its blocks: what reading alone costs.
pub fn count_blocks(source: &str) -> usize {
    html::read(source).blocks.len()
}

impl Prepared {
    /// Reads and marks a page.
    pub fn new(source: &str, format: Format) -> Prepared {
        let page = if format == Format::Html { html::read(source) } else { plain::read(source) };
        let marks = label::mark(&page);
        Prepared { page, marks }
    }

    /// The text of every block.
    pub fn texts(&self) -> Vec<&str> {
        self.page.blocks.iter().map(|block| self.page.block_text(block)).collect()
    }

    /// Whether the block carries a mark that no judge may overrule.
    pub fn is_sure(&self, block: usize) -> bool {
        self.marks.blocks.get(block).copied().flatten().is_some_and(|mark| mark.sure)
    }

    /// The class words on the path from a block to the root, each once.
    pub fn path_tokens(&self, block: usize) -> Vec<u32> {
        let Some(block) = self.page.blocks.get(block) else { return Vec::new() };
        let mut seen = FxHashSet::default();
        let path = self.page.ancestors(block.element);
        let mut found: Vec<u32> = path
            .flat_map(|(_, element)| self.page.tokens_of(element).iter().copied())
            .filter(|token| seen.insert(*token))
            .collect();
        found.sort_unstable();
        found
    }

    /// Measures all blocks .
    pub fn measure(&self, tokens: &Tokens) -> Rows {
        Rows(feature::measure(&self.page, &self.marks, &tokens.0))
    }
}

impl Rows {
    /// All rows, one after the other; see [`feature_names`].
    pub fn values(&self) -> &[f32] {
        self.0.rows()
    }

    /// The length of a row.
    pub fn width() -> usize {
        N_FEATURES
    }

    /// Length of each block in letters.
    pub fn lens(&self) -> Vec<f32> {
        self.0.tallies.iter().map(|tally| tally.len).collect()
    }
}
