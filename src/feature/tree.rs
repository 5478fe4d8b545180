//! Features that need markup: what stands around a block, and what page authors call it.

use super::names::Feature::{self, *};
use super::tally::{Sum, Sums, is_long};
use super::{Features, groups};
use crate::html::{AttrName, BLOCK, Tag};
use crate::model::ClassTable;
use crate::page::{Element, IslandKind, NONE, Page};

/// What is known of an element before looking at single blocks.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// Mean log-odds of its class and id words, and how many of them are in the table.
    odds: f32,
    n_odds: u32,
    /// Groups of its class words, as bits.
    groups: u32,
    /// Readability's content score: paragraphs, commas and length of what it holds.
    score: f32,
}

/// No ancestor of the kind: farther than any.
pub(crate) const FAR: f32 = 60.0;

/// The level of what is no heading.
pub(super) const NO_HEADING: f32 = 7.0;

/// Measures blocks by the elements around them.
pub(super) fn measure(page: &Page, sums: &Sums, tokens: &ClassTable, features: &mut Features) {
    let mut known = know(page, tokens);
    score(page, &mut known, features);
    let top = top_container(page, sums, &mut known);
    let mut last: Option<(u32, usize)> = None;
    for (at, block) in page.blocks.iter().enumerate() {
        features.set(at, Hidden, f32::from(u8::from(block.hidden)));
        // Blocks side by side in one element see the same ancestors.
        if let Some((_, from)) = last.filter(|(element, _)| *element == block.element) {
            features.copy(from, at, AROUND);
        } else {
            around(page, at, block.element, sums, &known, features);
            last = Some((block.element, at));
        }
        container(page, at, block.element, top, &known, sums, features);
    }
    declared(page, features);
}

fn know(page: &Page, tokens: &ClassTable) -> Vec<Known> {
    let of_element = |element: &Element| {
        let mut known = Known::default();
        for token in page.tokens_of(element) {
            known.groups |= groups::of_token(*token);
            if let Some(odds) = tokens.get(*token) {
                known.odds += odds;
                known.n_odds += 1;
            }
        }
        known.odds /= known.n_odds.max(1) as f32;
        known
    };
    page.elements.iter().map(of_element).collect()
}

/// Scores containers in the manner of Readability: a block of 25 letters and more gives one point,
/// one for each comma, one for each 100 letters up to three, in full to the element that holds
/// it, half to that one's parent, and less further out.
fn score(page: &Page, known: &mut [Known], features: &Features) {
    for (block, tally) in page.blocks.iter().zip(&features.tallies) {
        if tally.len < 25.0 || tally.link_density > 0.5 {
            continue;
        }
        let points = 1.0 + tally.n_commas + (tally.len / 100.0).min(3.0);
        let holders =
            page.ancestors(block.element).filter(|(_, e)| e.tag.is(BLOCK) && e.tag != Tag::P);
        for (level, (index, _)) in holders.take(5).enumerate() {
            let divisor = if level == 0 { 1.0 } else { level as f32 * 2.0 };
            if let Some(holder) = known.get_mut(index as usize) {
                holder.score += points / divisor;
            }
        }
    }
}

/// The container with the highest score after links are taken off, and its score.
fn top_container(page: &Page, sums: &Sums, known: &mut [Known]) -> Option<(u32, f32)> {
    let mut top = None;
    for (at, (element, known)) in page.elements.iter().zip(known).enumerate() {
        if known.score == 0.0 {
            continue;
        }
        let sum = sums.range(element.first_block as usize, element.end_block as usize);
        known.score *= 1.0 - sum.link_density().min(1.0);
        if top.is_none_or(|(_, best)| known.score > best) {
            top = Some((at as u32, known.score));
        }
    }
    top
}

/// The features that blocks of one element share: everything about its ancestors.
const AROUND: std::ops::RangeInclusive<usize> = Depth as usize..=GroupForm as usize;

/// What a walk from a block to the root gathers.
struct Walk {
    tag_groups: [f32; groups::N_TAG_GROUPS],
    word_groups: [f32; groups::N_WORD_GROUPS],
    odds: [f32; 3],
    odds_sum: f32,
    odds_min: f32,
    odds_max: f32,
    n_odds: f32,
    n_rings: usize,
    last_blocks: u32,
    to_40: f32,
    to_70: f32,
}

fn around(
    page: &Page,
    at: usize,
    element: u32,
    sums: &Sums,
    known: &[Known],
    features: &mut Features,
) {
    let mut walk = Walk {
        tag_groups: [FAR; groups::N_TAG_GROUPS],
        word_groups: [FAR; groups::N_WORD_GROUPS],
        odds: [super::ABSENT; 3],
        odds_sum: 0.0,
        odds_min: 0.0,
        odds_max: 0.0,
        n_odds: 0.0,
        n_rings: 0,
        last_blocks: 0,
        to_40: FAR,
        to_70: FAR,
    };
    let whole = sums.page();
    let mut depth = 0.0;
    for (index, element) in page.ancestors(element) {
        let Some(known) = known.get(index as usize) else { break };
        walk.see_names(element, known, depth);
        walk.see_ring(at, element, sums, &whole, depth, features);
        depth += 1.0;
    }
    let own_tag = page.element(element).map_or(Tag::Other, |element| element.tag);
    features.set(at, Depth, depth);
    features.set(at, OwnTag, own_tag as u8 as f32);
    features.set(at, HeadingLevel, page.heading_level(element).map_or(NO_HEADING, f32::from));
    walk.write(at, features);
}

impl Walk {
    /// Tags and class words of one ancestor.
    fn see_names(&mut self, element: &Element, known: &Known, depth: f32) {
        let nearest = |slot: Option<&mut f32>| {
            if let Some(slot) = slot.filter(|slot| **slot == FAR) {
                *slot = depth;
            }
        };
        if let Some(group) = groups::of_tag(element.tag) {
            nearest(self.tag_groups.get_mut(group));
        }
        let mut bits = known.groups;
        while bits != 0 {
            nearest(self.word_groups.get_mut(bits.trailing_zeros() as usize));
            bits &= bits - 1;
        }
        if known.n_odds > 0 {
            if let Some(slot) = self.odds.get_mut(depth as usize) {
                *slot = known.odds;
            }
            self.odds_sum += known.odds;
            self.odds_min = self.odds_min.min(known.odds);
            self.odds_max = self.odds_max.max(known.odds);
            self.n_odds += 1.0;
        }
    }

    /// The five nearest ancestors that hold more blocks than the one before.
    fn see_ring(
        &mut self,
        at: usize,
        element: &Element,
        sums: &Sums,
        whole: &Sum,
        depth: f32,
        features: &mut Features,
    ) {
        let n_blocks = element.end_block - element.first_block;
        if n_blocks == self.last_blocks {
            return;
        }
        self.last_blocks = n_blocks;
        let sum = sums.range(element.first_block as usize, element.end_block as usize);
        let long_share = sum.long / whole.long.max(1.0);
        if long_share >= 0.4 && self.to_40 == FAR {
            self.to_40 = depth;
        }
        if long_share >= 0.7 && self.to_70 == FAR {
            self.to_70 = depth;
        }
        let Some(names) = RINGS.get(self.n_rings) else { return };
        self.n_rings += 1;
        let blocks = sum.n.max(1.0);
        let values = [
            sum.len / whole.len.max(1.0),
            sum.link_density(),
            sum.n,
            long_share,
            sum.sentences / blocks,
            sum.len / blocks,
            (at as f32 - element.first_block as f32) / blocks,
        ];
        for (feature, value) in names.iter().zip(values) {
            features.set(at, *feature, value);
        }
    }

    fn write(&self, at: usize, features: &mut Features) {
        let values = [
            (OddsMean, self.odds_sum / self.n_odds.max(1.0)),
            (OddsSum, self.odds_sum),
            (OddsMin, self.odds_min),
            (OddsMax, self.odds_max),
            (OddsOwn, self.odds[0]),
            (OddsParent, self.odds[1]),
            (OddsGrandparent, self.odds[2]),
            (ToMuchLong, self.to_40),
            (ToMostLong, self.to_70),
        ];
        for (feature, value) in values {
            features.set(at, feature, value);
        }
        for (offset, value) in self.tag_groups.iter().enumerate() {
            features.set_at(at, TagNav as usize + offset, *value);
        }
        for (offset, value) in self.word_groups.iter().enumerate() {
            features.set_at(at, GroupContent as usize + offset, *value);
        }
    }
}

const RINGS: [[Feature; 7]; 5] = [
    [Ring1Share, Ring1Link, Ring1Blocks, Ring1Long, Ring1Sentences, Ring1Mean, Ring1Place],
    [Ring2Share, Ring2Link, Ring2Blocks, Ring2Long, Ring2Sentences, Ring2Mean, Ring2Place],
    [Ring3Share, Ring3Link, Ring3Blocks, Ring3Long, Ring3Sentences, Ring3Mean, Ring3Place],
    [Ring4Share, Ring4Link, Ring4Blocks, Ring4Long, Ring4Sentences, Ring4Mean, Ring4Place],
    [Ring5Share, Ring5Link, Ring5Blocks, Ring5Long, Ring5Sentences, Ring5Mean, Ring5Place],
];

/// How the block stands to the top-scoring container.
fn container(
    page: &Page,
    at: usize,
    element: u32,
    top: Option<(u32, f32)>,
    known: &[Known],
    sums: &Sums,
    features: &mut Features,
) {
    let Some((top, best)) = top else { return };
    let Some(holder) = page.element(top) else { return };
    let (first, end) = (holder.first_block as f32, holder.end_block as f32);
    let here = at as f32;
    let outside = if element != NONE && element >= top && element < holder.end {
        0.0
    } else {
        // Steps up from the block until the ancestor holds the container too.
        let shared =
            |e: &Element| e.first_block <= holder.first_block && e.end_block >= holder.end_block;
        page.ancestors(element).position(|(_, e)| shared(e)).map_or(FAR, |steps| 1.0 + steps as f32)
    };
    let own_best = page
        .ancestors(element)
        .take(8)
        .filter_map(|(index, _)| known.get(index as usize))
        .map(|known| known.score)
        .fold(0.0, f32::max);
    let sum = sums.range(holder.first_block as usize, holder.end_block as usize);
    let values = [
        (TopOutside, outside),
        (TopScore, own_best / best.max(1e-6)),
        (TopBest, best),
        (TopPlace, (here - first) / (end - first).max(1.0)),
        (TopSinceFirst, here - first),
        (TopUntilEnd, end - 1.0 - here),
        (TopShare, sum.len / sums.page().len.max(1.0)),
        (TopLongShare, sum.long / sums.page().long.max(1.0)),
    ];
    for (feature, value) in values {
        features.set(at, feature, value);
    }
}

/// What the page says of its own kind, and how often certain elements stand on it.
fn declared(page: &Page, features: &mut Features) {
    let n_blocks = page.blocks.len().max(1) as f32;
    let mut counts = [0_u32; 1 << u8::BITS];
    for element in &page.elements {
        if let Some(count) = counts.get_mut(element.tag as usize) {
            *count += 1;
        }
    }
    let of = |tag: &Tag| counts.get(*tag as usize).copied().unwrap_or(0);
    let count = |tags: &[Tag]| tags.iter().map(of).sum::<u32>() as f32;
    let (url_depth, url_words, url_digits) = url_shape(page);
    let long_in_p = page
        .blocks
        .iter()
        .zip(&features.tallies)
        .filter(|(block, tally)| {
            is_long(tally) && page.element(block.element).is_some_and(|e| e.tag == Tag::P)
        })
        .count() as f32;
    let values = [
        (PageH1, count(&[Tag::H1])),
        (PageArticles, count(&[Tag::Article])),
        (PageMain, count(&[Tag::Main])),
        (PageParagraphs, count(&[Tag::P]) / n_blocks),
        (PageItems, count(&[Tag::Li]) / n_blocks),
        (PageCells, count(&[Tag::Td, Tag::Th]) / n_blocks),
        (PageForms, count(&[Tag::Form])),
        (PageImages, count(&[Tag::Img]) / n_blocks),
        (PageHeadings, count(&[Tag::H2, Tag::H3, Tag::H4]) / n_blocks),
        (PageTimes, count(&[Tag::Time]) / n_blocks),
        (PageCode, count(&[Tag::Pre, Tag::Code]) / n_blocks),
        (PageDefinitions, count(&[Tag::Dt, Tag::Dd]) / n_blocks),
        (PageLongInP, long_in_p / n_blocks),
        (PageOgType, og_type(page)),
        (PageSchema, schema(page)),
        (PageUrlDepth, url_depth),
        (PageUrlWords, url_words),
        (PageUrlDigits, url_digits),
    ];
    for (feature, value) in values {
        features.set_of_page(feature, value);
    }
}

/// `og:type`: 1 article, 2 website, 3 product, 4 another, 0 none.
fn og_type(page: &Page) -> f32 {
    let metas = page.elements.iter().filter(|element| element.tag == Tag::Meta);
    let found = metas
        .filter(|meta| page.attribute(meta, AttrName::Property) == Some("og:type"))
        .find_map(|meta| page.attribute(meta, AttrName::Content));
    match found.map(str::trim) {
        Some(kind) if kind.contains("article") => 1.0,
        Some(kind) if kind.contains("website") => 2.0,
        Some(kind) if kind.contains("product") => 3.0,
        Some(_) => 4.0,
        None => 0.0,
    }
}

/// Types of schema.org in the page's JSON-LD, each a bit, in the order of this list.
fn schema(page: &Page) -> f32 {
    const TYPES: [&str; 8] = [
        "Article\"",
        "BlogPosting\"",
        "Product\"",
        "ItemList\"",
        "DiscussionForumPosting\"",
        "QAPage\"",
        "FAQPage\"",
        "CollectionPage\"",
    ];
    let mut bits = 0;
    for island in page.islands.iter().filter(|island| island.kind == IslandKind::JsonLd) {
        let source = page.island_text(island).as_bytes();
        for (bit, name) in TYPES.iter().enumerate() {
            if memchr::memmem::find(source, name.as_bytes()).is_some() {
                bits |= 1 << bit;
            }
        }
    }
    bits as f32
}

/// Depth, words of the last segment, and longest run of digits of the page's canonical address.
fn url_shape(page: &Page) -> (f32, f32, f32) {
    let link = page.elements.iter().find(|element| {
        element.tag == Tag::Link && page.attribute(element, AttrName::Rel) == Some("canonical")
    });
    let meta = page.elements.iter().find(|element| {
        element.tag == Tag::Meta && page.attribute(element, AttrName::Property) == Some("og:url")
    });
    let url = link
        .and_then(|link| page.attribute(link, AttrName::Href))
        .or_else(|| meta.and_then(|meta| page.attribute(meta, AttrName::Content)));
    let Some(url) = url else { return (super::ABSENT, super::ABSENT, super::ABSENT) };
    let path = url.split_once("//").map_or(url, |(_, rest)| rest);
    let path = path.split_once('/').map_or("", |(_, path)| path).trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or("");
    let depth = path.split('/').filter(|segment| !segment.is_empty()).count();
    let words = last.split(['-', '_', '+']).filter(|word| word.len() > 1).count();
    let digits = path.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    (depth as f32, words as f32, digits as f32)
}
