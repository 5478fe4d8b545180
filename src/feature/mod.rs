//! What the judge sees of each block: a row of named figures, computed here and nowhere else, for
//! training and for use alike.

mod context;
mod groups;
mod heading;
mod names;
pub(crate) mod page_row;
mod record;
mod tally;
mod title;
mod tree;

pub(crate) use names::{Feature, N_FEATURES, NAMES};
pub(crate) use tally::Tally;

use crate::label::Marks;
use crate::model::TokenTable;
use crate::page::Page;

/// The value of a feature that the input cannot show, such as a tag in flattened text. Below
/// every value that occurs, so that a tree can tell it apart.
pub(crate) const ABSENT: f32 = -1e9;

/// The features of all blocks of a page, one row a block.
#[derive(Debug, Default)]
pub(crate) struct Features {
    rows: Vec<f32>,
    /// What was counted in each block's text.
    pub(crate) tallies: Vec<Tally>,
}

impl Features {
    fn new(n_blocks: usize) -> Features {
        Features { rows: vec![ABSENT; n_blocks * N_FEATURES], ..Features::default() }
    }

    /// The row of a block.
    pub(crate) fn row(&self, block: usize) -> &[f32] {
        self.rows.get(block * N_FEATURES..(block + 1) * N_FEATURES).unwrap_or(&[])
    }

    /// How many words a block has.
    pub(crate) fn n_words(&self, block: usize) -> f32 {
        self.tallies.get(block).map_or(0.0, |tally| tally.n_runs)
    }

    fn get(&self, block: usize, feature: Feature) -> f32 {
        self.row(block).get(feature as usize).copied().unwrap_or(ABSENT)
    }

    /// True for a block around which class words speak of comments.
    pub(crate) fn is_comment(&self, block: usize) -> bool {
        (0.0..tree::FAR).contains(&self.get(block, Feature::GroupComment))
    }

    /// True for a block of code, and for one that is a heading.
    pub(crate) fn is_code_or_heading(&self, block: usize) -> bool {
        (0.0..tree::FAR).contains(&self.get(block, Feature::TagPre))
            || (1.0..tree::NO_HEADING).contains(&self.get(block, Feature::HeadingLevel))
                && self.get(block, Feature::Marked) <= 0.0
    }

    fn set(&mut self, block: usize, feature: Feature, value: f32) {
        if let Some(slot) = self.rows.get_mut(block * N_FEATURES + feature as usize) {
            *slot = value;
        }
    }

    fn set_at(&mut self, block: usize, place: usize, value: f32) {
        if let Some(slot) = self.rows.get_mut(block * N_FEATURES + place) {
            *slot = value;
        }
    }

    /// Copies some features of one block to another.
    fn copy(&mut self, from: usize, to: usize, places: std::ops::RangeInclusive<usize>) {
        let (start, end) = (from * N_FEATURES + places.start(), from * N_FEATURES + places.end());
        if end < self.rows.len() && to * N_FEATURES + places.end() < self.rows.len() {
            self.rows.copy_within(start..=end, to * N_FEATURES + places.start());
        }
    }

    /// All rows, one after the other.
    #[cfg(feature = "_internal")]
    pub(crate) fn rows(&self) -> &[f32] {
        &self.rows
    }
}

/// Measures every block of a page.
pub(crate) fn measure(page: &Page, marks: &Marks, tokens: &TokenTable) -> Features {
    let mut features = Features::new(page.blocks.len());
    features.tallies = tally::count(page);
    let sums = tally::Sums::of(page, &features.tallies);
    context::measure(page, marks, &sums, &mut features);
    title::measure(page, &sums, &mut features);
    heading::measure(page, marks, &mut features);
    record::measure(page, &sums, &mut features);
    if page.has_markup {
        tree::measure(page, &sums, tokens, &mut features);
    }
    features
}
