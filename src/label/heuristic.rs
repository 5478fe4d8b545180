//! A judge by hand-set figures, in the manner of jusText.

use super::{Label, Marks, Reason, Verdict};
use crate::options::Options;
use crate::page::{Block, Page};

/// Judges each block by its length and link density, then by its neighbours.
pub(super) fn judge(page: &Page, marks: &Marks, _options: &Options) -> Vec<Verdict> {
    let good =
        |block: &Block| block.len() >= 80 && block.link_bytes * 3 < block.len() && !block.hidden;
    let near = |at: usize| {
        let from = at.saturating_sub(3);
        page.blocks.iter().skip(from).take(at - from + 4).filter(|b| good(b)).count() >= 3
    };
    let verdict = |(at, block): (usize, &Block)| {
        if let Some(mark) = marks.blocks.get(at).copied().flatten().filter(|mark| mark.sure) {
            return Verdict {
                label: mark.label,
                reason: Reason::Rule(mark.rule),
                probability: 0.0,
            };
        }
        let keep = good(block) || (near(at) && block.link_bytes * 3 < block.len());
        let label = if keep { Label::Body } else { Label::Boilerplate };
        Verdict {
            label,
            reason: Reason::Rule("length-and-links"),
            probability: f32::from(u8::from(keep)),
        }
    };
    page.blocks.iter().enumerate().map(verdict).collect()
}
