//! What the words of a block speak for: each word that many labelled pages have carries a weight, what it adds
//! to the log-odds of a block to be content.

use super::Features;
use super::names::Feature::{Wording, WordingKnown};
use super::words::words;
use crate::model::{KindWords, Tables, WordTable};
use crate::page::Page;

/// Of a block its first so many words are looked at.
const FIRST: usize = 80;

/// Measures what the words of each block speak for, and which kind of page all of them speak for.
pub(super) fn measure(page: &Page, tables: &Tables, features: &mut Features) {
    let mut kinds = KindWords::new(&tables.kinds);
    for (at, block) in page.blocks.iter().enumerate() {
        let told = told(page.block_text(block), &tables.words, |word| kinds.see(word));
        features.set(at, Wording, told.odds);
        features.set(at, WordingKnown, told.known);
    }
    features.by_words = kinds.probabilities();
}

/// What the words of a text speak for.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Told {
    /// The weights of its known words, summed; of n words the sum is divided by the root of n, for words that
    /// stand together say the same.
    odds: f32,
    /// The share of its words that are known.
    known: f32,
}

/// The words of a block that are looked at.
pub(crate) fn first_words(text: &str) -> impl Iterator<Item = u32> {
    words(text).take(FIRST)
}

fn told(text: &str, words: &WordTable, mut see: impl FnMut(u32)) -> Told {
    let (mut sum, mut n_known, mut n) = (0.0, 0_u16, 0_u16);
    for word in first_words(text) {
        n += 1;
        see(word);
        if let Some(weight) = words.get(word) {
            sum += weight;
            n_known += 1;
        }
    }
    let (n_known, n) = (f32::from(n_known), f32::from(n));
    Told { odds: sum / n_known.max(1.0).sqrt(), known: n_known / n.max(1.0) }
}

#[cfg(test)]
mod tests;
