//! Repeated structure: blocks that look alike, and siblings that repeat a record (posts of a
//! thread, cards of a listing, comments, teasers).

use rustc_hash::FxHashMap;

use super::Features;
use super::names::Feature::{self, *};
use super::tally::{Sum, Sums, is_long};
use crate::html::{AttrName, Tag};
use crate::page::{Element, NONE, Page};

/// Siblings of the same shape from this many on are records.
const FEWEST_RECORDS: u32 = 3;

/// Measures groups of blocks of the same signature, and records.
pub(super) fn measure(page: &Page, sums: &Sums, features: &mut Features) {
    signatures(page, sums, features);
    if page.has_markup {
        records(page, sums, features);
    }
}

/// Sums over the blocks of one signature.
#[derive(Default, Clone, Copy)]
struct Group {
    n: f32,
    len: f32,
    links: f32,
    long: f32,
    sentences: f32,
    first: usize,
    last: usize,
}

/// How blocks are told apart: a number that is the same for blocks that look alike.
type Signature = fn(&Page, usize, &Features) -> u64;

fn signatures(page: &Page, sums: &Sums, features: &mut Features) {
    let kinds: [(Signature, [Feature; 6]); 2] = [
        (exact_signature, [SigShare, SigBlocks, SigMeanLen, SigLink, SigSentences, SigLongShare]),
        (
            loose_signature,
            [
                TagSigShare,
                TagSigBlocks,
                TagSigMeanLen,
                TagSigLink,
                TagSigSentences,
                TagSigLongShare,
            ],
        ),
    ];
    let whole = sums.page();
    for (nth, (signature, names)) in kinds.into_iter().enumerate() {
        let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
        let mut groups: Vec<Group> = Vec::new();
        let mut of_block = Vec::with_capacity(page.blocks.len());
        for at in 0..page.blocks.len() {
            let next = groups.len() as u32;
            let number = *numbers.entry(signature(page, at, features)).or_insert(next);
            if number == next {
                groups.push(Group { first: at, ..Group::default() });
            }
            of_block.push(number);
            let (Some(group), Some(tally)) =
                (groups.get_mut(number as usize), features.tallies.get(at))
            else {
                continue;
            };
            group.n += 1.0;
            group.len += tally.len;
            group.links += tally.len * tally.link_density;
            group.long += if is_long(tally) { tally.len } else { 0.0 };
            group.sentences += tally.n_sentences;
            group.last = at;
        }
        for (at, number) in of_block.iter().enumerate() {
            let Some(group) = groups.get(*number as usize) else { continue };
            let values = [
                group.len / whole.len.max(1.0),
                group.n,
                group.len / group.n.max(1.0),
                group.links / group.len.max(1.0),
                group.sentences / group.n.max(1.0),
                group.long / whole.long.max(1.0),
            ];
            for (feature, value) in names.into_iter().zip(values) {
                features.set(at, feature, value);
            }
            if nth == 0 {
                let span = (group.last - group.first + 1) as f32;
                features.set(at, SigDensity, group.n / span);
                features.set(at, SigPlace, (at - group.first) as f32 / span);
            }
        }
        // With markup, records take the place of the second.
        if let Some(groups) = features.groups.get_mut(nth) {
            *groups = of_block;
        }
    }
}

/// Parts the blocks of each signature that lie at different depths.
pub(super) fn part_by_depth(features: &mut Features) {
    let mut numbers: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let [mut of_block, records] = std::mem::take(&mut features.groups);
    for (at, number) in of_block.iter_mut().enumerate() {
        let next = numbers.len() as u32;
        let depth = features.get(at, Depth).to_bits();
        *number = *numbers.entry((*number, depth)).or_insert(next);
    }
    features.groups = [of_block, records];
}

/// Tag and class words of the last three ancestors; for text, what the line looks like.
fn exact_signature(page: &Page, at: usize, features: &Features) -> u64 {
    if !page.has_markup {
        return line_shape(at, features, 8);
    }
    let Some(block) = page.blocks.get(at) else { return 0 };
    page.ancestors(block.element).take(3).fold(0, |hash, (_, element)| {
        let hash = mix(hash, element.tag as u64);
        page.tokens_of(element).iter().fold(hash, |hash, token| mix(hash, u64::from(*token)))
    })
}

/// The tags of the last five ancestors; for text, a coarser look.
fn loose_signature(page: &Page, at: usize, features: &Features) -> u64 {
    if !page.has_markup {
        return line_shape(at, features, 2);
    }
    let Some(block) = page.blocks.get(at) else { return 0 };
    page.ancestors(block.element)
        .take(5)
        .fold(0, |hash, (_, element)| mix(hash, element.tag as u64))
}

/// Length class, ending, beginning and whether it counts anything.
fn line_shape(at: usize, features: &Features, n_lengths: u32) -> u64 {
    let Some(tally) = features.tallies.get(at) else { return 0 };
    let length = (tally.len.max(1.0).log2() * n_lengths as f32 / 8.0) as u64;
    let hash = mix(length, u64::from(tally.ending));
    let hash = mix(hash, u64::from(tally.beginning));
    mix(hash, u64::from(tally.n_digits > 0.0))
}

fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value.wrapping_add(1)).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// A group of repeated siblings.
#[derive(Default, Clone, Copy)]
struct Records {
    n: u32,
    len: f32,
    links: f32,
    long: f32,
    sentences: f32,
    n_blocks: f32,
    n_images: f32,
    first: u32,
    last: u32,
}

/// How many images stand before each element.
fn running_images(page: &Page) -> Vec<u32> {
    let mut n = 0;
    let mut running: Vec<u32> = Vec::with_capacity(page.elements.len() + 1);
    running.push(0);
    for element in &page.elements {
        n += u32::from(element.tag == Tag::Img);
        running.push(n);
    }
    running
}

fn images_in(running: &[u32], at: usize, element: &Element) -> f32 {
    let end = running.get(element.end as usize).copied().unwrap_or(0);
    let start = running.get(at).copied().unwrap_or(0);
    end.saturating_sub(start) as f32
}

/// The shape of an element: its tag and its first class, told apart by parent. Digits number
/// records, and further classes decorate them.
fn shape(page: &Page, element: &Element) -> u64 {
    let hash = mix(u64::from(element.parent), element.tag as u64);
    let class = page.attribute(element, AttrName::Class).unwrap_or("");
    let first = class.split_ascii_whitespace().next().unwrap_or("");
    let letters = first.bytes().filter(|byte| !byte.is_ascii_digit());
    letters.fold(hash, |hash, byte| mix(hash, u64::from(byte)))
}

/// Finds records: for every block the innermost and the outermost group of siblings of one shape
/// that it stands in.
fn records(page: &Page, sums: &Sums, features: &mut Features) {
    let mut numbers: FxHashMap<u64, u32> = FxHashMap::default();
    let mut groups: Vec<Records> = Vec::new();
    let mut of_element = vec![NONE; page.elements.len()];
    let images = running_images(page);
    for (at, element) in page.elements.iter().enumerate() {
        let is_record = element.tag != Tag::Br && element.end_block > element.first_block;
        if !is_record || !element.tag.is(crate::html::BLOCK) {
            continue;
        }
        let next = groups.len() as u32;
        let number = *numbers.entry(shape(page, element)).or_insert(next);
        if number == next {
            groups.push(Records { first: element.first_block, ..Records::default() });
        }
        if let (Some(group), Some(slot)) = (groups.get_mut(number as usize), of_element.get_mut(at))
        {
            *slot = number;
            let sum = sums.range(element.first_block as usize, element.end_block as usize);
            group.n += 1;
            group.len += sum.len;
            group.links += sum.links;
            group.long += sum.long;
            group.sentences += sum.sentences;
            group.n_blocks += sum.n;
            group.n_images += images_in(&images, at, element);
            group.last = element.end_block;
        }
    }
    let whole = sums.page();
    let mut of_block = Vec::with_capacity(page.blocks.len());
    for (at, block) in page.blocks.iter().enumerate() {
        let mut found = [None; 2];
        let mut n_levels = 0.0;
        for (index, element) in page.ancestors(block.element) {
            let Some(number) = of_element.get(index as usize).filter(|number| **number != NONE)
            else {
                continue;
            };
            let Some(group) = groups.get(*number as usize) else { continue };
            // Paragraphs and lines of one text are no records.
            let repeated = group.n >= FEWEST_RECORDS && element.tag != Tag::P;
            if repeated {
                n_levels += 1.0;
                if found[0].is_none() {
                    found[0] = Some((*number, element));
                }
                found[1] = Some((*number, element));
            }
        }
        // Blocks in no record are a group as well.
        of_block.push(found[0].map_or(groups.len() as u32, |(number, _)| number));
        features.set(at, RecordLevels, n_levels);
        siblings(page, at, block.element, sums, &whole, features);
        let names = [
            [
                Rec1N, Rec1Len, Rec1Link, Rec1Long, Rec1Share, Rec1Blocks, Rec1Place, Rec1In,
                Rec1Images,
            ],
            [
                Rec2N, Rec2Len, Rec2Link, Rec2Long, Rec2Share, Rec2Blocks, Rec2Place, Rec2In,
                Rec2Images,
            ],
        ];
        for (names, found) in names.into_iter().zip(found) {
            let Some((number, element)) = found else { continue };
            let Some(group) = groups.get(number as usize) else { continue };
            record_features(at, names, group, element, &whole, sums, features);
        }
    }
    features.groups[1] = of_block;
}

/// The figures of one group for one block in it.
fn record_features(
    at: usize,
    names: [Feature; 9],
    group: &Records,
    element: &Element,
    whole: &Sum,
    sums: &Sums,
    features: &mut Features,
) {
    let n = group.n as f32;
    let own = sums.range(element.first_block as usize, element.end_block as usize);
    let span = (group.last - group.first).max(1) as f32;
    let values = [
        n,
        group.len / n,
        group.links / group.len.max(1.0),
        group.long / group.len.max(1.0),
        group.len / whole.len.max(1.0),
        group.n_blocks / n,
        (element.first_block.saturating_sub(group.first)) as f32 / span,
        own.len / (group.len / n).max(1.0),
        group.n_images / n,
    ];
    for (feature, value) in names.into_iter().zip(values) {
        features.set(at, feature, value);
    }
}

/// How many blocks stand right beside this one in its parent, and how much of the page's running
/// text they are.
fn siblings(page: &Page, at: usize, own: u32, sums: &Sums, whole: &Sum, features: &mut Features) {
    let parent = page.element(own).and_then(|element| page.element(element.parent));
    let Some(parent) = parent else { return };
    let sum = sums.range(parent.first_block as usize, parent.end_block as usize);
    features.set(at, Siblings, sum.n);
    features.set(at, SiblingLong, sum.long / whole.long.max(1.0));
}

#[cfg(test)]
mod tests;
