//! The lines near the headline, among which byline and dateline stand.

use std::ops::Range;

use crate::label::{Label, Verdict};
use crate::page::{Block, Page};

/// Blocks before the headline and after it that may belong to its byline.
const BEFORE: usize = 8;
const AFTER: usize = 24;

/// Bytes of running text after which the article has begun, and how many such blocks end what stands near
/// the headline; of a short paragraph that was kept, and how many of them are worth one.
const LONG_BLOCK: u32 = 220;
const MAX_LONG_BLOCKS: usize = 2;
const SHORT_BLOCK: u32 = 60;
const SHORT_PER_LONG: usize = 2;

/// Blocks below a short text, beside its last one, that may sign it.
const FOOT: usize = 10;

/// The blocks around the headline, and those right below a text that ends close to it.
#[derive(Debug, Clone)]
pub(super) struct Near {
    pub(super) head: Range<usize>,
    foot: Range<usize>,
}

impl Near {
    pub(super) fn of(page: &Page, verdicts: &[Verdict], headline: Option<usize>) -> Near {
        let at = headline.unwrap_or(0);
        let is = |nth: usize, label| verdicts.get(nth).is_some_and(|it| it.label == label);
        let is_body = |nth: usize| is(nth, Label::Body);
        let (mut n_long, mut n_short) = (0, 0);
        let (mut end, mut end_of_all) = (at + 1, at + 1);
        for (nth, block) in page.blocks.iter().enumerate().skip(at + 1).take(AFTER) {
            let is_long = is_running(block);
            n_long += usize::from(is_long);
            n_short += usize::from(!is_long && block.len() > SHORT_BLOCK && is_body(nth));
            if n_long >= MAX_LONG_BLOCKS {
                break;
            }
            end_of_all += 1;
            if n_long * SHORT_PER_LONG + n_short < MAX_LONG_BLOCKS * SHORT_PER_LONG {
                end += 1;
            }
        }
        // The last line that was kept may sign as well.
        let last = (0..page.blocks.len()).rfind(|nth| is_body(*nth)).unwrap_or(0);
        let foot = last.max(end)..(last + 1 + FOOT).min(end_of_all);
        // There begins what others wrote.
        let others = foot.clone().find(|nth| is(*nth, Label::Comment) || is(*nth, Label::Teaser));
        let foot = foot.start..others.unwrap_or(foot.end);
        Near { head: at.saturating_sub(BEFORE)..end, foot }
    }

    pub(super) fn contains(&self, block: usize) -> bool {
        self.head.contains(&block) || self.foot.contains(&block)
    }

    /// All of them, from above.
    pub(super) fn blocks(&self) -> impl Iterator<Item = usize> {
        self.head.clone().chain(self.foot.clone())
    }
}

/// True for a block of running text.
pub(super) fn is_running(block: &Block) -> bool {
    block.len() > LONG_BLOCK && block.link_bytes * 2 < block.len()
}
