//! Features about the headings above and around a block.

use super::Features;
use super::names::Feature::{
    HeadingAboveLevel, HeadingAboveLink, HeadingAboveMark, HeadingsNear, SinceHeading,
};
use crate::label::Marks;
use crate::page::{Block, Page};

/// Headings are counted this many blocks around.
const NEAR: usize = 10;

/// Measures what stands above: how far up the last heading is, its level, whether it is a link,
/// and what rules say of it.
pub(super) fn measure(page: &Page, marks: &Marks, features: &mut Features) {
    if !page.has_markup {
        return;
    }
    let level = |block: &Block| page.heading_level(block.element);
    let levels: Vec<Option<u8>> = page.blocks.iter().map(level).collect();
    let mut above: Option<(usize, u8)> = None;
    for (at, level) in levels.iter().enumerate() {
        if let Some((heading, level)) = above {
            let link = features.tallies.get(heading).map_or(0.0, |tally| tally.link_density);
            let mark = marks.blocks.get(heading).copied().flatten();
            features.set(at, SinceHeading, (at - heading) as f32);
            features.set(at, HeadingAboveLevel, f32::from(level));
            features.set(at, HeadingAboveLink, link);
            features.set(at, HeadingAboveMark, mark.map_or(-1.0, |m| f32::from(m.label as u8)));
        }
        let near = levels.iter().skip(at.saturating_sub(NEAR)).take(2 * NEAR + 1);
        features.set(at, HeadingsNear, near.flatten().count() as f32);
        if let Some(level) = level {
            above = Some((at, *level));
        }
    }
}
