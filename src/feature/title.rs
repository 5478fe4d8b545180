//! Features about the title: which block shows it, how far away the others are, and how much of a
//! block the page says of itself elsewhere (description, article text in JSON-LD).

use rustc_hash::FxHashSet;

use super::Features;
use super::names::Feature::{
    BodyShare, DescriptionShare, SinceH1, SinceTitle, TitleDown, TitleShare, TitleUp, TitleUpLong,
    TitleWords,
};
use super::tally::Sums;
use super::words::words;
use crate::html::{AttrName, Tag};
use crate::page::{IslandKind, NONE, Page};
use crate::sieve::Sieve;

/// A block longer than this is not a headline, in words.
const LONGEST_TITLE: usize = 40;

/// Measures what the page's claims about itself say of each block.
pub(super) fn measure(page: &Page, sums: &Sums, features: &mut Features) {
    if !page.has_markup {
        return;
    }
    let title = WordSet::of(&title_of(page));
    let description = WordSet::of(meta(page, &["description", "og:description"]).unwrap_or(""));
    let body = article_body(page);
    let mut shown = Shown { agreement: 0.5, block: None };
    let mut hashes = Vec::new();
    let is_compared_whole = !description.is_empty() || body.is_some();
    for (at, block) in page.blocks.iter().enumerate() {
        hashes.clear();
        // Without a description and a body only the beginning is compared.
        let n_wanted = if is_compared_whole { usize::MAX } else { LONGEST_TITLE + 1 };
        hashes.extend(words(page.block_text(block)).take(n_wanted));
        if !title.is_empty() {
            shown.compare(at, &hashes, &title, features);
        }
        if !description.is_empty() {
            features.set(at, DescriptionShare, share(&hashes, &description));
        }
        if let Some(body) = &body {
            features.set(at, BodyShare, pair_share(&hashes, body));
        }
    }
    since(page, shown.block, sums, features);
}

/// How far each block is from the one that shows the title, and from the first main heading.
fn since(page: &Page, shown: Option<usize>, sums: &Sums, features: &mut Features) {
    let first_h1 = page.blocks.iter().position(|block| {
        page.ancestors(block.element).take(4).any(|(_, element)| element.tag == Tag::H1)
    });
    if let Some(shown) = shown.or(first_h1) {
        around_title(page, shown, sums, features);
    }
    for at in 0..page.blocks.len() {
        if let Some(shown) = shown {
            features.set(at, SinceTitle, at as f32 - shown as f32);
        }
        if let Some(first_h1) = first_h1 {
            features.set(at, SinceH1, at as f32 - first_h1 as f32);
        }
    }
}

/// How far up from each block, and from the title, the element is that holds both, and how much
/// of the page's running text it holds.
fn around_title(page: &Page, shown: usize, sums: &Sums, features: &mut Features) {
    let Some(title) = page.blocks.get(shown) else { return };
    let chain: Vec<u32> = page.ancestors(title.element).map(|(index, _)| index).collect();
    let whole = sums.page().long.max(1.0);
    // Blocks side by side in one element share what holds them and the title.
    let mut last = (NONE, None);
    for (at, block) in page.blocks.iter().enumerate() {
        if last.0 != block.element || last.1.is_none() {
            let mut path = page.ancestors(block.element).enumerate();
            let shared = path.find(|(_, (index, element))| {
                (*index..element.end.max(index + 1)).contains(&title.element)
            });
            let shared = shared.and_then(|(up, (index, element))| {
                let down = chain.iter().position(|inner| *inner == index)?;
                Some((up as f32, down as f32, element))
            });
            last = (block.element, shared);
        }
        let Some((up, down, element)) = last.1 else { continue };
        let sum = sums.range(element.first_block as usize, element.end_block as usize);
        features.set(at, TitleUp, up);
        features.set(at, TitleDown, down);
        features.set(at, TitleUpLong, sum.long / whole);
    }
}

/// The page's own title: `og:title`, else `<title>`.
fn title_of(page: &Page) -> String {
    let declared = meta(page, &["og:title", "twitter:title"]).map(str::to_owned);
    declared.unwrap_or_else(|| page.title().unwrap_or("").to_owned())
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

/// A set of words.
#[derive(Default)]
struct WordSet {
    hashes: FxHashSet<u32>,
    sieve: Sieve<8>,
}

impl WordSet {
    fn of(text: &str) -> WordSet {
        let mut set = WordSet::default();
        for hash in words(text) {
            set.hashes.insert(hash);
            set.sieve.insert(hash);
        }
        set
    }

    fn contains(&self, hash: u32) -> bool {
        self.sieve.may_hold(hash) && self.hashes.contains(&hash)
    }

    fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }
}

/// The share of words that are in a set.
fn share(words: &[u32], set: &WordSet) -> f32 {
    let known = words.iter().filter(|word| set.contains(**word)).count();
    known as f32 / words.len().max(1) as f32
}

/// The block that shows the title so far, and how well both agree.
struct Shown {
    agreement: f32,
    block: Option<usize>,
}

impl Shown {
    /// Measures a block's overlap with the title, and takes it if it agrees better.
    fn compare(&mut self, at: usize, words: &[u32], title: &WordSet, features: &mut Features) {
        // A block longer than a title is not counted to its end.
        let n = words.len().min(LONGEST_TITLE + 1);
        let first = words.get(..n).unwrap_or(words);
        let mut known: Vec<u32> = Vec::new();
        for word in first.iter().filter(|word| title.contains(**word)) {
            if !known.contains(word) {
                known.push(*word);
            }
        }
        let of_block = known.len() as f32 / n.max(1) as f32;
        let of_title = known.len() as f32 / title.hashes.len() as f32;
        features.set(at, TitleShare, of_title);
        features.set(at, TitleWords, of_block);
        let agreement = 2.0 * of_block * of_title / (of_block + of_title).max(1e-6);
        if agreement > self.agreement && n <= LONGEST_TITLE {
            *self = Shown { agreement, block: Some(at) };
        }
    }
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
    let text = text.replace("\\n", " ").replace("\\\"", "\"");
    Some(pairs(&words(&text).collect::<Vec<u32>>()).collect())
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

fn pairs(words: &[u32]) -> impl Iterator<Item = u64> {
    words.windows(2).map(|pair| pair.iter().fold(0, |pair, word| pair << 32 | u64::from(*word)))
}

/// The share of the pairs of words that are in a set.
fn pair_share(words: &[u32], set: &FxHashSet<u64>) -> f32 {
    let known = pairs(words).filter(|pair| set.contains(pair)).count();
    known as f32 / words.len().saturating_sub(1).max(1) as f32
}
