//! What the pages of one site have in common: the lines of its template.

use std::collections::{BTreeMap, BTreeSet};

use crate::chars;
use crate::decode;
use crate::lexicon::fold;
use crate::options::Options;
use crate::page::{Block, Page};
use crate::pipeline;

/// The lines that the pages of one site share: menus, share bars, addresses, pleas for subscribers. Learned from
/// pages without labels, and given to [`Options::with_site`]; from three pages on it tells chrome that one page
/// alone does not.
///
/// A line is what a block of a page says, case, accents, numbers, white space and signs at its ends left out, and
/// counts once a page. It is a line of the site if at least three of the pages have it, and three of ten (a
/// threshold that others use too: f-trellis drops blocks on 30 % of a domain's pages). Pages with the same
/// lines are one page. Of a line 12 bytes are kept, and of a page 8; of more than a million lines those go
/// that were seen once, where they are most of them, and count anew when they come again. A page whose content
/// other pages have as well is judged alone.
///
/// Learning is a sum: parts of a site may be learned apart, on many threads or machines, and put together with
/// [`Site::merge`], in any order.
///
/// ```
/// use std::sync::Arc;
/// use unchrome::{Options, Site};
///
/// let page = |story: &str| format!("The Hill Paper\n{story}\nThe paper of the valley since 1911\n");
/// let stories = [
///     "The bridge over the river is open again after two years of work, the council said on Monday.",
///     "Nobody had counted on the spring floods, which came three weeks early and took the crane away.",
///     "In the end it cost a third more than planned, and most people say that it was worth the money.",
/// ];
/// let options = Options::new();
/// let mut site = Site::new();
/// for story in stories {
///     site.learn(&page(story), &options);
/// }
/// assert_eq!(site.n_pages(), 3);
///
/// let article = options.with_site(Arc::new(site)).extract(&page(stories[0]));
/// assert_eq!(article.to_text().trim(), stories[0]);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    /// Of each line, by its key, on how many pages it stands.
    lines: BTreeMap<u64, u32>,
    /// How many of them stand on one.
    n_single: usize,
    /// The keys of the pages.
    pages: BTreeSet<u64>,
}

/// On how many pages a line of the site stands at least, and on what share of them.
const FEWEST: u32 = 3;
const SHARE: f64 = 0.3;

/// How many lines are kept at least before those are forgotten that were seen once.
const MAX_LINES: usize = 1 << 20;

/// How the bytes begin that [`Site::to_bytes`] writes.
const MAGIC: &[u8] = b"unchrome site 1\n";

impl Site {
    /// A site of which no page is known.
    pub fn new() -> Site {
        Site::default()
    }

    /// Counts the lines of a page, which is read as `options` say.
    pub fn learn(&mut self, page: &str, options: &Options) {
        let bounded = Options::bounded(page);
        let unpacked = options.unpack(bounded);
        let text = unpacked.as_ref().map_or(bounded, |unpacked| &unpacked.html);
        let page = pipeline::read(text, options);
        let mut lines: Vec<u64> = keys(&page).into_iter().flatten().collect();
        lines.sort_unstable();
        lines.dedup();
        let whole = lines.iter().fold(START, |hash, line| hashed(hash, &line.to_le_bytes()));
        if lines.is_empty() || !self.pages.insert(whole) {
            return;
        }
        lines.into_iter().for_each(|line| self.count(line, 1));
        self.forget();
    }

    /// Like [`learn`](Site::learn), for bytes in any encoding.
    pub fn learn_bytes(&mut self, page: &[u8], options: &Options) {
        self.learn(&decode::decode(page, options.charset()).text, options);
    }

    /// Adds what another one has learned of the same site. What both have learned of one page counts twice.
    pub fn merge(&mut self, other: &Site) {
        other.lines.iter().for_each(|(line, n)| self.count(*line, *n));
        self.pages.extend(&other.pages);
        self.forget();
    }

    /// How many pages were learned; of fewer than three nothing is told.
    pub fn n_pages(&self) -> usize {
        self.pages.len()
    }

    /// What was learned, to be kept or sent: the same bytes for the same pages, whatever their order (as long as
    /// nothing was forgotten).
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((self.pages.len() as u64).to_le_bytes());
        bytes.extend(self.pages.iter().flat_map(|page| page.to_le_bytes()));
        for (line, n) in &self.lines {
            bytes.extend(line.to_le_bytes());
            bytes.extend(n.to_le_bytes());
        }
        bytes
    }

    /// What [`to_bytes`](Site::to_bytes) has written; `None` for other bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Site> {
        let (n_pages, rest) = bytes.strip_prefix(MAGIC)?.split_first_chunk()?;
        let n_pages = usize::try_from(u64::from_le_bytes(*n_pages)).ok()?;
        let (pages, lines) = rest.split_at_checked(n_pages.checked_mul(size_of::<u64>())?)?;
        let (pages, _) = pages.as_chunks();
        let (lines, rest) = lines.as_chunks::<LINE_BYTES>();
        let line = |bytes: &[u8; LINE_BYTES]| {
            let (key, n) = bytes.split_first_chunk()?;
            Some((u64::from_le_bytes(*key), u32::from_le_bytes(n.try_into().ok()?)))
        };
        let pages = pages.iter().map(|page| u64::from_le_bytes(*page)).collect();
        let lines: BTreeMap<u64, u32> = lines.iter().filter_map(line).collect();
        let n_single = lines.values().filter(|n| **n == 1).count();
        rest.is_empty().then_some(Site { lines, n_single, pages })
    }

    /// Of each block of a page whether it is a line of the site.
    pub(crate) fn has(&self, page: &Page) -> Vec<bool> {
        let share = (self.pages.len() as f64 * SHARE).ceil() as u32;
        let fewest = share.max(FEWEST);
        let is_known = |line: u64| self.lines.get(&line).is_some_and(|n| *n >= fewest);
        keys(page).into_iter().map(|line| line.is_some_and(is_known)).collect()
    }

    fn count(&mut self, line: u64, n: u32) {
        let known = self.lines.entry(line).or_insert(0);
        self.n_single -= usize::from(*known == 1);
        *known = known.saturating_add(n);
        self.n_single += usize::from(*known == 1);
    }

    /// Keeps the number of lines within its bound. Only where most of them go, so that each is looked through but
    /// a few times, however many stay.
    fn forget(&mut self) {
        if self.lines.len() > MAX_LINES && self.n_single > self.lines.len() / 2 {
            self.lines.retain(|_, n| *n > 1);
            self.n_single = 0;
        }
    }
}

/// Bytes of a line and its number.
const LINE_BYTES: usize = size_of::<u64>() + size_of::<u32>();

/// Letters that a line has at least: numbers alone, as in a table, say nothing of a site.
const FEWEST_LETTERS: usize = 2;

/// The key of each block, if it is shown and has letters.
fn keys(page: &Page) -> Vec<Option<u64>> {
    let mut folded = String::new();
    let mut key = |block: &Block| {
        fold(page.block_text(block), &mut folded);
        let letters = folded.chars().filter(|c| chars::is_alphabetic(*c));
        let is_line = !block.hidden && letters.take(FEWEST_LETTERS).count() == FEWEST_LETTERS;
        is_line.then(|| hashed(START, folded.as_bytes()))
    };
    page.blocks.iter().map(&mut key).collect()
}

/// Where the hash FNV-1a of 64 bits begins, and by what it multiplies (Fowler, Noll and Vo, RFC 9923): the same
/// on all machines and in all versions.
const START: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0100_0000_01b3;

fn hashed(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests;
