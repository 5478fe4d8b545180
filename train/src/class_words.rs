//! Counts how much more often class and id words stand around content than around chrome.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::sample::{Input, Sample};
use crate::tables::{Odds, steps};

/// Words on fewer pages than this say more about a page than about a word.
const FEWEST_PAGES: u32 = 8;

/// Shares of content and of chrome that stand inside elements of a word, and on how many pages.
#[derive(Default)]
struct Count {
    content: f64,
    chrome: f64,
    pages: u32,
}

/// Counts on all pages but those of a fold. Every page weighs the same: the words of its content sum to one,
/// those of its chrome too.
pub(crate) fn count(samples: &[Sample], without: Option<u8>) -> Odds {
    let is_counted = |page: &&Sample| {
        page.input == Input::Html && page.times > 0.0 && !page.is_weak() && page.fold != without
    };
    let mut counts: FxHashMap<u32, Count> = FxHashMap::default();
    for page in samples.iter().filter(is_counted) {
        let (mut content, mut chrome) = (1.0, 1.0);
        let mut of_page: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
        for (at, share) in page.shares.iter().enumerate() {
            let n = share.n_words as f64;
            let (on_content, on_chrome) = if share.is_content() { (n, 0.0) } else { (0.0, n) };
            content += on_content;
            chrome += on_chrome;
            for token in page.prepared.path_tokens(at) {
                let count = of_page.entry(token).or_default();
                count.0 += on_content;
                count.1 += on_chrome;
            }
        }
        for (token, (on_content, on_chrome)) in of_page {
            let count = counts.entry(token).or_default();
            count.content += on_content / content;
            count.chrome += on_chrome / chrome;
            count.pages += 1;
        }
    }
    let odds = |count: &Count| steps(((count.content + 0.5) / (count.chrome + 0.5)).ln());
    let mut odds: Odds = counts
        .into_iter()
        .filter(|(_, count)| count.pages >= FEWEST_PAGES)
        .map(|(token, count)| (token, odds(&count)))
        .collect();
    odds.sort_unstable();
    odds
}
