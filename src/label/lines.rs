//! The blocks of a page as lines to look up.

use crate::html::Tag;
use crate::lexicon::{Found, fold, look_up};
use crate::page::{Block, Page};

/// Longest block in bytes that is looked up: labels are shorter, and share a line with nothing.
pub(super) const MAX_LABEL_BYTES: u32 = 200;

/// What a block is to the rules.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    pub(super) found: Found,
    /// The label holds the name of a network among other words.
    pub(super) patterned: bool,
    /// Nothing but ornaments or a number.
    pub(super) blank: bool,
    /// Ends with a colon and is long enough to be a sentence, or is an item after such a line.
    pub(super) introduces: bool,
    /// Stands in a cell of a table.
    pub(super) in_table: bool,
}

/// Shortest introduction of a list, in bytes; "Share this article:" is shorter.
const MIN_INTRODUCTION: u32 = 30;

impl Line {
    /// May stand between the labels of one bar.
    pub(super) fn is_filler(&self) -> bool {
        self.blank
    }
}

/// Looks up every block of a page.
pub(super) fn read(page: &Page) -> Vec<Line> {
    let mut folded = String::new();
    let mut listing = false;
    let line = |block: &Block| {
        let mut line = line_of(page, block, &mut folded);
        let item = listing && block.len() < MIN_INTRODUCTION && line.found.topics.is_none();
        line.introduces |= item;
        listing = line.introduces;
        line
    };
    page.blocks.iter().map(line).collect()
}

fn line_of(page: &Page, block: &Block, folded: &mut String) -> Line {
    let text = page.block_text(block);
    let introduces = block.len() >= MIN_INTRODUCTION && text.trim_end().ends_with([':', '：']);
    if block.len() > MAX_LABEL_BYTES {
        return Line { introduces, ..Line::default() };
    }
    fold(text, folded);
    let found = look_up(folded);
    Line {
        found,
        patterned: found.n_networks > 0 && !found.is_whole,
        blank: folded.is_empty() || folded == "0",
        introduces: introduces && found.topics.is_none(),
        in_table: is_in_table(page, block),
    }
}

pub(super) fn is_in_table(page: &Page, block: &Block) -> bool {
    page.element(block.element).is_some_and(|element| matches!(element.tag, Tag::Td | Tag::Th))
}
