//! What the judge sees of each block: a row of named figures, computed here and nowhere else, for
//! training and for use alike.

mod context;
mod groups;
mod heading;
mod names;
pub(crate) mod page_row;
mod parts;
mod record;
mod tally;
mod title;
mod tree;
mod wording;
mod words;

pub(crate) use context::FAR_BLOCKS;
pub(crate) use names::{Feature, N_FEATURES, N_TEXT_FEATURES, NAMES, is_of_page};
pub(crate) use parts::credits;
pub(crate) use tally::Tally;
pub(crate) use tree::FAR;
#[cfg(feature = "_internal")]
pub(crate) use wording::first_words;

use crate::label::{Label, Marks};
use crate::model::{Judge, N_GROUPINGS, N_KINDS, Sheet, Tables};
use crate::page::Page;

/// The value of a feature that the input cannot show, such as a tag in flattened text. Below
/// every value that occurs, so that a tree can tell it apart.
pub(crate) const ABSENT: f32 = -1e9;

/// The features of all blocks of a page, one row a block.
#[derive(Debug, Default)]
pub(crate) struct Features {
    rows: Vec<f32>,
    /// How long a row is: without markup, only as long as what can be seen then.
    width: usize,
    /// What was counted in each block's text.
    pub(crate) tallies: Vec<Tally>,
    /// Of each block its group among those that look alike, and among the records of a list; without
    /// markup, among those that look alike and among those that do so roughly.
    groups: [Vec<u32>; N_GROUPINGS],
    /// How likely each kind of page is by its words alone.
    by_words: [f32; N_KINDS],
}

impl Features {
    fn new(page: &Page) -> Features {
        let width = if page.has_markup { N_FEATURES } else { N_TEXT_FEATURES };
        Features { rows: vec![ABSENT; page.blocks.len() * width], width, ..Features::default() }
    }

    /// The row of a block; what is beyond its end is absent.
    pub(crate) fn row(&self, block: usize) -> &[f32] {
        self.rows.get(block * self.width..(block + 1) * self.width).unwrap_or(&[])
    }

    /// The log-odds of each block to be content, by a judge.
    pub(crate) fn log_odds(&self, judge: &Judge) -> Vec<f32> {
        let words: Vec<f32> = self.tallies.iter().map(|tally| tally.n_parts).collect();
        let groups = self.groups.each_ref().map(Vec::as_slice);
        let sheet = Sheet { rows: &self.rows, width: self.width, words: &words, groups };
        judge.log_odds(self.has_markup(), sheet)
    }

    /// How many words a block has.
    pub(crate) fn n_words(&self, block: usize) -> f32 {
        self.tallies.get(block).map_or(0.0, |tally| tally.n_runs)
    }

    /// How many words a block has, if scripts that do not part words are counted as if they did.
    pub(crate) fn n_words_of_any_script(&self, block: usize) -> f32 {
        self.tallies.get(block).map_or(0.0, |tally| tally.n_words)
    }

    /// True for a block right above the heading of teasers.
    pub(crate) fn is_above_teasers(&self, block: usize) -> bool {
        self.get(block, Feature::UntilTeaser) == 1.0
    }

    /// True if markup could be seen.
    pub(crate) fn has_markup(&self) -> bool {
        self.width == N_FEATURES
    }

    fn get(&self, block: usize, feature: Feature) -> f32 {
        self.row(block).get(feature as usize).copied().unwrap_or(ABSENT)
    }

    /// True for a block around which class words speak of comments.
    pub(crate) fn is_comment(&self, block: usize) -> bool {
        (0.0..tree::FAR).contains(&self.get(block, Feature::GroupComment))
    }

    /// The block that shows the page's title, if it stands in the first main heading.
    pub(crate) fn main_heading(&self) -> Option<usize> {
        self.titled().filter(|_| self.get(0, Feature::SinceTitle) == self.get(0, Feature::SinceH1))
    }

    /// The block that shows the page's title.
    pub(crate) fn titled(&self) -> Option<usize> {
        let since = self.get(0, Feature::SinceTitle);
        // Counted in blocks: the first one is as many before it.
        (since > ABSENT).then_some(-since as usize)
    }

    /// True for a block that rules take for a part of comments.
    pub(crate) fn is_comment_sign(&self, block: usize) -> bool {
        self.get(block, Feature::SinceComment) == 0.0
    }

    /// True for a block of code.
    pub(crate) fn is_code(&self, block: usize) -> bool {
        (0.0..tree::FAR).contains(&self.get(block, Feature::TagPre))
    }

    /// True for a block of code, a part of a list of definitions, and for a heading.
    pub(crate) fn is_code_or_label(&self, block: usize) -> bool {
        self.is_code(block)
            || (0.0..tree::FAR).contains(&self.get(block, Feature::TagDefinition))
            || (1.0..tree::NO_HEADING).contains(&self.get(block, Feature::HeadingLevel))
                && self.get(block, Feature::Marked) <= 0.0
    }

    /// True for a block that a label opens which a sign parts from the rest, unless it names the
    /// author, for one that ends in the credit of an image, and for the label of a form.
    pub(crate) fn is_labelled(&self, block: usize) -> bool {
        let is_apart = self.get(block, Feature::OpensApart) == parts::BY_SIGN;
        is_apart && self.get(block, Feature::Opens) != parts::BYLINE
            || self.get(block, Feature::Credits) > 0.0
            || self.get(block, Feature::Marked) == f32::from(Label::Form as u8)
    }

    fn set(&mut self, block: usize, feature: Feature, value: f32) {
        self.set_at(block, feature as usize, value);
    }

    /// Sets a feature that is the same for all blocks: it stands in the row of the first one only.
    fn set_of_page(&mut self, feature: Feature, value: f32) {
        self.set(0, feature, value);
    }

    fn set_at(&mut self, block: usize, place: usize, value: f32) {
        debug_assert!(place < self.width, "{place} is beyond a row's end");
        if let Some(slot) = self.rows.get_mut(block * self.width + place) {
            *slot = value;
        }
    }

    /// Copies some features of one block to another.
    fn copy(&mut self, from: usize, to: usize, places: std::ops::RangeInclusive<usize>) {
        let (start, end) = (from * self.width + places.start(), from * self.width + places.end());
        if end < self.rows.len() && to * self.width + places.end() < self.rows.len() {
            self.rows.copy_within(start..=end, to * self.width + places.start());
        }
    }

    /// Of each block the numbers of its groups.
    #[cfg(feature = "_internal")]
    pub(crate) fn groups(&self) -> Vec<[f32; N_GROUPINGS]> {
        let [alike, records] = &self.groups;
        alike.iter().zip(records).map(|(alike, record)| [*alike as f32, *record as f32]).collect()
    }

    /// All rows at full length, one after the other, each with what is the same for all.
    #[cfg(feature = "_internal")]
    pub(crate) fn rows(&self) -> Vec<f32> {
        let of_page: [bool; N_FEATURES] = std::array::from_fn(is_of_page);
        let row = |row: &[f32]| {
            let value = |(place, of_page): (usize, &bool)| {
                let row = if *of_page { self.row(0) } else { row };
                row.get(place).copied().unwrap_or(ABSENT)
            };
            of_page.iter().enumerate().map(value).collect::<Vec<f32>>()
        };
        self.rows.chunks(self.width.max(1)).flat_map(row).collect()
    }
}

/// Measures every block of a page.
pub(crate) fn measure(page: &Page, marks: &Marks, tables: &Tables) -> Features {
    let mut features = Features::new(page);
    features.tallies = tally::count(page);
    let sums = tally::Sums::of(page, &features.tallies);
    context::measure(page, marks, &sums, &mut features);
    parts::measure(page, &mut features);
    wording::measure(page, tables, &mut features);
    title::measure(page, &sums, &mut features);
    heading::measure(page, marks, &mut features);
    record::measure(page, &sums, &mut features);
    if page.has_markup {
        tree::measure(page, &sums, &tables.class_words, &mut features);
        record::part_by_depth(&mut features);
    }
    features
}
