//! Counts how much more often class and id words stand around content than around chrome.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use unchrome::internal::{self, Tokens};

use crate::sample::{Input, Sample};
use crate::site::N_FOLDS;

/// Words on fewer pages than this say more about a page than about a word.
const FEWEST_PAGES: u32 = 8;

/// Log-odds are kept in steps of this part of one, in a byte.
const STEPS: f64 = 32.0;

/// Words by their hashes, with their log-odds in steps.
pub type Odds = Vec<(u32, i8)>;

/// The tables: counted on all pages, and for each fold on the pages of the others.
#[derive(Debug)]
pub struct Tables {
    /// On all pages that teach.
    pub all: Odds,
    of_all: Tokens,
    of_folds: Vec<(Odds, Tokens)>,
}

impl Tables {
    /// Counts the tables.
    pub fn count(samples: &[Sample]) -> Tables {
        let all = count(samples, |_| true);
        let of_folds = (0..N_FOLDS).map(|fold| {
            let odds = count(samples, |page| page.fold != Some(fold));
            let tokens = tokens(&odds);
            (odds, tokens)
        });
        Tables { of_all: tokens(&all), of_folds: of_folds.collect(), all }
    }

    /// The table for a page: one that was counted without its fold.
    pub fn of(&self, sample: &Sample) -> &Tokens {
        let fold = sample.fold.and_then(|fold| self.of_folds.get(usize::from(fold)));
        fold.map_or(&self.of_all, |(_, tokens)| tokens)
    }

    /// What was counted without a fold, or on all pages.
    pub fn odds_without(&self, fold: Option<u8>) -> &Odds {
        let fold = fold.and_then(|fold| self.of_folds.get(usize::from(fold)));
        fold.map_or(&self.all, |(odds, _)| odds)
    }
}

fn tokens(odds: &Odds) -> Tokens {
    let steps = STEPS as f32;
    let odds: Vec<(u32, f32)> =
        odds.iter().map(|(token, odds)| (*token, f32::from(*odds) / steps)).collect();
    internal::tokens(&odds)
}

/// Shares of content and of chrome that stand inside elements of a word, and on how many pages.
#[derive(Default)]
struct Count {
    content: f64,
    chrome: f64,
    pages: u32,
}

/// Every page weighs the same: the words of its content sum to one, those of its chrome too.
fn count(samples: &[Sample], wanted: impl Fn(&Sample) -> bool) -> Odds {
    let is_counted = |page: &&Sample| {
        page.input == Input::Html && page.times > 0.0 && !page.is_weak() && wanted(page)
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
    let steps = |count: &Count| {
        let odds = ((count.content + 0.5) / (count.chrome + 0.5)).ln();
        (odds * STEPS).round().clamp(-127.0, 127.0) as i8
    };
    let mut odds: Odds = counts
        .into_iter()
        .filter(|(_, count)| count.pages >= FEWEST_PAGES)
        .map(|(token, count)| (token, steps(&count)))
        .collect();
    odds.sort_unstable();
    odds
}
