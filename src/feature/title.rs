//! Features about the title: which block shows it, how far away the others are, and how much of a
//! block the page says of itself elsewhere (description, article text in JSON-LD).

use rustc_hash::{FxHashMap, FxHashSet};

use super::Features;
use super::names::Feature::{
    BodyShare, DescriptionShare, SinceH1, SinceTitle, TitleDown, TitleShare, TitleUp, TitleUpLong,
    TitleWords,
};
use super::tally::Sums;
use crate::html::{AttrName, Tag};
use crate::page::{IslandKind, Page};

/// A block longer than this is not a headline, in words.
const LONGEST_TITLE: usize = 40;

/// Measures what the page's claims about itself say of each block.
pub(super) fn measure(page: &Page, sums: &Sums, features: &mut Features) {
    if !page.has_markup {
        return;
    }
    let title = word_set(&title_of(page));
    let description = word_set(meta(page, &["description", "og:description"]).unwrap_or(""));
    let body = article_body(page);
    let shown = show_title(page, &title, features);
    let first_h1 = page.blocks.iter().position(|block| {
        page.ancestors(block.element).take(4).any(|(_, element)| element.tag == Tag::H1)
    });
    if let Some(shown) = shown.or(first_h1) {
        around_title(page, shown, sums, features);
    }
    for (at, block) in page.blocks.iter().enumerate() {
        if let Some(shown) = shown {
            features.set(at, SinceTitle, at as f32 - shown as f32);
        }
        if let Some(first_h1) = first_h1 {
            features.set(at, SinceH1, at as f32 - first_h1 as f32);
        }
        let text = page.block_text(block);
        if !description.is_empty() {
            features.set(at, DescriptionShare, share(text, &description));
        }
        if let Some(body) = &body {
            features.set(at, BodyShare, pair_share(text, body));
        }
    }
}

/// How far up from each block, and from the title, the element is that holds both, and how much
/// of the page's running text it holds.
fn around_title(page: &Page, shown: usize, sums: &Sums, features: &mut Features) {
    let Some(title) = page.blocks.get(shown) else { return };
    let mut down = FxHashMap::default();
    for (steps, (index, _)) in page.ancestors(title.element).enumerate() {
        down.insert(index, steps as f32);
    }
    let whole = sums.page().long.max(1.0);
    for (at, block) in page.blocks.iter().enumerate() {
        let shared = page
            .ancestors(block.element)
            .enumerate()
            .find_map(|(up, (index, element))| Some((up as f32, *down.get(&index)?, element)));
        let Some((up, down, element)) = shared else { continue };
        let sum = sums.range(element.first_block as usize, element.end_block as usize);
        features.set(at, TitleUp, up);
        features.set(at, TitleDown, down);
        features.set(at, TitleUpLong, sum.long / whole);
    }
}

/// The page's own title: `og:title`, else `<title>`.
fn title_of(page: &Page) -> String {
    let declared = meta(page, &["og:title", "twitter:title"]).map(str::to_owned);
    declared.unwrap_or_else(|| {
        let title = page.islands.iter().find(|island| island.kind == IslandKind::Title);
        title.map_or(String::new(), |island| page.island_text(island).to_owned())
    })
}

/// The content of the first `<meta>` with one of the names.
fn meta<'a>(page: &'a Page, names: &[&str]) -> Option<&'a str> {
    page.elements.iter().filter(|element| element.tag == Tag::Meta).find_map(|element| {
        let name = page
            .attribute(element, AttrName::Property)
            .or_else(|| page.attribute(element, AttrName::Name))?;
        if !names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted)) {
            return None;
        }
        page.attribute(element, AttrName::Content).filter(|content| !content.trim().is_empty())
    })
}

/// The bytes of ASCII as they enter the hash of a word; 0 for those that part words.
static FOLDED: [u8; 128] = {
    let mut table = [0; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        if byte.is_ascii_alphanumeric() {
            table[at] = byte.to_ascii_lowercase();
        }
        at += 1;
    }
    table
};

/// The words of a text as hashes; in scripts without spaces, its characters.
fn words(text: &str) -> impl Iterator<Item = u32> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut hash = 0x811c_9dc5_u32;
        let mut any = false;
        while let Some(byte) = bytes.get(at) {
            if let Some(folded) = FOLDED.get(usize::from(*byte)) {
                at += 1;
                if *folded != 0 {
                    any = true;
                    hash = (hash ^ u32::from(*folded)).wrapping_mul(0x0100_0193);
                } else if any {
                    break;
                }
                continue;
            }
            let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            at += character.len_utf8();
            if !character.is_alphanumeric() {
                if any {
                    break;
                }
                continue;
            }
            any = true;
            let folded = character.to_lowercase().next().unwrap_or(character) as u32;
            hash = (hash ^ folded).wrapping_mul(0x0100_0193);
            if ('\u{2e80}'..='\u{9fff}').contains(&character) {
                break;
            }
        }
        any.then_some(hash)
    })
}

fn word_set(text: &str) -> FxHashSet<u32> {
    words(text).collect()
}

/// The share of a text's words that are in a set.
fn share(text: &str, set: &FxHashSet<u32>) -> f32 {
    let (mut n, mut known) = (0.0, 0.0);
    for word in words(text) {
        n += 1.0;
        known += f32::from(u8::from(set.contains(&word)));
    }
    if n == 0.0 { 0.0 } else { known / n }
}

/// Finds the block that shows the title, and measures each block's overlap with it.
fn show_title(page: &Page, title: &FxHashSet<u32>, features: &mut Features) -> Option<usize> {
    if title.is_empty() {
        return None;
    }
    let mut best = (0.5, None);
    let mut seen = FxHashSet::default();
    for (at, block) in page.blocks.iter().enumerate() {
        seen.clear();
        let (mut n, mut known) = (0usize, 0usize);
        for word in words(page.block_text(block)) {
            n += 1;
            known += usize::from(title.contains(&word) && seen.insert(word));
            if n > LONGEST_TITLE {
                break;
            }
        }
        let of_block = known as f32 / n.max(1) as f32;
        let of_title = known as f32 / title.len() as f32;
        features.set(at, TitleShare, of_title);
        features.set(at, TitleWords, of_block);
        let agreement = 2.0 * of_block * of_title / (of_block + of_title).max(1e-6);
        if agreement > best.0 && n <= LONGEST_TITLE {
            best = (agreement, Some(at));
        }
    }
    best.1
}

/// Pairs of neighbouring words of the article text that the page gives in JSON-LD.
fn article_body(page: &Page) -> Option<FxHashSet<u64>> {
    /// A shorter text is a summary, not the article.
    const SHORTEST: usize = 200;
    const KEY: &str = "\"articleBody\"";
    let island = page
        .islands
        .iter()
        .filter(|island| island.kind == IslandKind::JsonLd)
        .find_map(|island| page.island_text(island).split_once(KEY).map(|(_, rest)| rest))?;
    let quoted = island.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    let end = end_of_string(quoted);
    let text = quoted.get(..end).filter(|text| text.len() >= SHORTEST)?;
    Some(pairs(&text.replace("\\n", " ").replace("\\\"", "\"")).collect())
}

/// The offset of the quotation mark that ends a JSON string.
fn end_of_string(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = memchr::memchr2(b'"', b'\\', bytes.get(from..).unwrap_or(&[])) {
        let at = from + found;
        if bytes.get(at) == Some(&b'"') {
            return at;
        }
        from = at + 2;
    }
    text.len()
}

fn pairs(text: &str) -> impl Iterator<Item = u64> {
    let mut last = 0;
    words(text).map(move |word| {
        let pair = u64::from(last) << 32 | u64::from(word);
        last = word;
        pair
    })
}

/// The share of a text's word pairs that are in a set.
fn pair_share(text: &str, set: &FxHashSet<u64>) -> f32 {
    let (mut n, mut known) = (0.0, 0.0);
    for pair in pairs(text).skip(1) {
        n += 1.0;
        known += f32::from(u8::from(set.contains(&pair)));
    }
    if n == 0.0 { 0.0 } else { known / n }
}
