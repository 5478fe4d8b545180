//! The subtitle: the line that sums the article up, between its headline and its text.

use super::class_words::{Shows, shows};
use crate::html::Tag;
use crate::label::{Label, Reason, Verdict};
use crate::metadata::Headline;
use crate::metadata::claim::{Claims, Field, Source};
use crate::metadata::fold;
use crate::page::{Block, NONE, Page};

/// Blocks below the headline among which it stands.
const AFTER: usize = 6;

/// Bytes of a subtitle. A shorter line is a label, a longer one the beginning of the text.
const LENGTH: std::ops::RangeInclusive<u32> = 24..=420;

/// Blocks of an element whose name may speak of one line in it, and how far out it stands.
const MOST_BLOCKS: usize = 2;
const FURTHEST: usize = 3;

/// The least part of their words that the subtitle and the page's description share, where they are
/// the same.
const LEAST_SHARED: f32 = 0.9;

/// Adds the subtitle below a headline: what class words call one, or what shows the page's
/// description and stands apart from the text.
pub(in crate::metadata) fn read(
    page: &Page,
    verdicts: &[Verdict],
    headline: &Headline,
    claims: &mut Claims,
) {
    let Some(at) = headline.block else { return };
    let descriptions: Vec<String> =
        claims.of(Field::Description).iter().map(|claim| fold::words(&claim.value)).collect();
    let blocks = page.blocks.iter().zip(verdicts).enumerate();
    let below = blocks.skip(at + 1).take(AFTER);
    let may_be =
        |verdict: &Verdict| verdict.label == Label::Body || verdict.reason == Reason::Model;
    let lines = below.filter(|(_, (block, verdict))| {
        may_be(verdict)
            && !block.hidden
            && page.block_text(block) != headline.text
            && block.link_bytes * 2 < block.len()
            && LENGTH.contains(&block.len())
    });
    for (at, (block, _)) in lines {
        let shown = || descriptions.iter().any(|other| is_same(page.block_text(block), other));
        let source = if is_called_so(page, block) {
            Source::ClassWords
        } else if stands_apart(page, at, block) && shown() {
            Source::Text
        } else {
            continue;
        };
        let at = u32::try_from(at).ok();
        return claims.add_at(Field::Subtitle, page.block_text(block), source, at);
    }
}

/// True if class words of the elements right around a block call it a subtitle, and it is no caption.
fn is_called_so(page: &Page, block: &Block) -> bool {
    if page.ancestors(block.element).any(|(_, element)| element.tag == Tag::Figure) {
        return false;
    }
    let around = page.ancestors(block.element).take(FURTHEST);
    let mut around = around.take_while(|(_, it)| Page::blocks_in(it).len() <= MOST_BLOCKS);
    around.any(|(_, element)| shows(page.tokens_of(element)).any(Shows::SUBTITLE))
}

fn is_same(line: &str, description: &str) -> bool {
    !description.is_empty() && fold::overlap(&fold::words(line), description) >= LEAST_SHARED
}

/// True for a block that is a heading, or does not stand beside the next line of the text: many a
/// description is the first paragraph.
fn stands_apart(page: &Page, at: usize, block: &Block) -> bool {
    let parent = |block: &Block| page.element(block.element).map_or(NONE, |it| it.parent);
    let tag = page.element(block.element).map_or(Tag::Other, |element| element.tag);
    let mut after = page.blocks.iter().skip(at + 1).filter(|block| !block.hidden);
    tag.heading_level().is_some()
        || after
            .find(|block| LENGTH.contains(&block.len()))
            .is_some_and(|next| next.element != block.element && parent(next) != parent(block))
}
