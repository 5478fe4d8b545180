//! Text that a page shows twice: a slide of a carousel that runs in a circle, the same story for
//! narrow and for wide screens.

use rustc_hash::FxHashMap;

use super::PageKind;
use crate::page::Page;

/// Bytes of a run of kept blocks that is left out if it stands in the same order further up: on pages of
/// what is for sale or on offer, and on others. Of wcxb-dev's held-out pages 42 win and 18 lose by both,
/// 0.0005 word-F1 of all (bare 49 and 17, flattened 43 and 15: 0.001 and 0.0008). Of shorter runs in
/// articles, a refrain or a note below each table, as many lose as win. Threads quote, and documentation
/// shows the same code again.
const LEAST_OFFERED: u32 = 100;
const LEAST: u32 = 800;

/// From this probability of being of such kinds on a page is treated as one.
const LIKELY: f32 = 0.5;

/// Of each kept block whether it stands in a run that has been kept before; blocks that are not `free` do
/// not.
pub(super) fn find(
    page: &Page,
    keep: &[bool],
    kinds: &[f32],
    is_free: impl Fn(usize) -> bool,
) -> Vec<bool> {
    let mut copies = vec![false; keep.len()];
    let Some(least) = least(kinds) else { return copies };
    // Of each text its latest place among what is kept, and its copies, kept or not: a slide's heading
    // may be, its text is not. The run of copies so far, and the place of what its end is a copy of.
    let mut places = FxHashMap::<&str, usize>::default();
    let (mut run, mut n_bytes, mut last) = (Vec::new(), 0, None);
    let mut end = |run: &mut Vec<usize>, n_bytes: u32| {
        for at in run.drain(..).filter(|_| n_bytes >= least) {
            if let (Some(slot), Some(kept)) = (copies.get_mut(at), keep.get(at)) {
                *slot = *kept;
            }
        }
    };
    let mut place = 0;
    for (at, (block, kept)) in page.blocks.iter().zip(keep).enumerate() {
        let text = page.block_text(block).trim();
        let before = places.get(text).copied();
        if before.is_none() && !kept {
            continue;
        }
        places.insert(text, place);
        place += 1;
        let first = before.filter(|_| is_free(at));
        if first.is_none() || last != first.and_then(|first| first.checked_sub(1)) {
            end(&mut run, std::mem::take(&mut n_bytes));
        }
        if first.is_some() {
            run.push(at);
            n_bytes += block.len();
        }
        last = first;
    }
    end(&mut run, n_bytes);
    copies
}

/// From how many bytes on a run is a copy, if it can be one at all.
fn least(kinds: &[f32]) -> Option<u32> {
    let likely = |of: &[PageKind]| {
        of.iter().filter_map(|kind| kinds.get(*kind as usize)).sum::<f32>() >= LIKELY
    };
    if likely(&[PageKind::Product, PageKind::Collection, PageKind::Service]) {
        return Some(LEAST_OFFERED);
    }
    (!likely(&[PageKind::Forum, PageKind::Documentation])).then_some(LEAST)
}

#[cfg(test)]
mod tests;
