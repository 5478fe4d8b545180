//! Lists that are content, but for an item or two.

use crate::html::Tag;
use crate::page::Page;

/// Of a list so many of ten blocks must be kept for the others to stay as well, if they are at least this
/// likely to be content: a list that lacks its last item is worse than one with an item too many. On
/// wcxb-dev 11 held-out pages win by it and 10 lose, 0.0001 word-F1 of all (bare 16 and 10); with seven of
/// ten and 0.15, 47 and 43.
const OF_TEN: usize = 6;
const LIKELY: f32 = 0.4;

/// Keeps what the judge is in two minds about in lists of which it keeps nearly everything, but for blocks
/// that are not `free`.
pub(super) fn complete(
    page: &Page,
    probabilities: &[f32],
    is_free: impl Fn(usize) -> bool,
    keep: &mut [bool],
) {
    // Of each element the innermost list around it; parents come before their children.
    let mut lists: Vec<Option<u32>> = Vec::with_capacity(page.elements.len());
    for (at, element) in page.elements.iter().enumerate() {
        let around = lists.get(element.parent as usize).copied().flatten();
        let is_list = matches!(element.tag, Tag::Ul | Tag::Ol);
        lists.push(if is_list { u32::try_from(at).ok() } else { around });
    }
    let list_of = |at: usize| lists.get(page.blocks.get(at)?.element as usize).copied().flatten();
    let mut counts = vec![(0_usize, 0_usize); page.elements.len()];
    for (at, kept) in keep.iter().enumerate() {
        let count = list_of(at).and_then(|list| counts.get_mut(list as usize));
        if let Some((n_kept, n)) = count {
            *n_kept += usize::from(*kept);
            *n += 1;
        }
    }
    for (at, slot) in keep.iter_mut().enumerate().filter(|(_, kept)| !**kept) {
        let is_kept = |list: u32| {
            counts.get(list as usize).is_some_and(|(n_kept, n)| n_kept * 10 >= n * OF_TEN)
        };
        let is_likely = probabilities.get(at).is_some_and(|p| *p >= LIKELY);
        *slot = is_likely && is_free(at) && list_of(at).is_some_and(is_kept);
    }
}

#[cfg(test)]
mod tests;
