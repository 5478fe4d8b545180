//! The words that a line shares with the text.

use std::hash::Hasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};

use crate::chars;
use crate::label::{Verdict, is_body};
use crate::page::Page;

/// Blocks of the text whose words are looked for in a line.
const MAX_BLOCKS: usize = 60;

/// How often the words of the text occur in it, by their hashes.
#[derive(Debug)]
pub(in crate::metadata) struct Text(FxHashMap<u64, u32>);

/// How often a word that matters to a text occurs in it at least, and how many such words count.
const OFTEN: u32 = 3;
const MOST_OFTEN: usize = 6;

impl Text {
    pub(in crate::metadata) fn of(page: &Page, verdicts: &[Verdict], first: usize) -> Text {
        let is_text = |at: usize| at == first || is_body(verdicts, at);
        let kept = page.blocks.iter().enumerate().skip(first).filter(|(at, _)| is_text(*at));
        let mut counts = FxHashMap::with_capacity_and_hasher(N_STEMS, FxBuildHasher);
        for (_, block) in kept.take(MAX_BLOCKS) {
            stems(page.block_text(block), |stem| *counts.entry(stem).or_insert(0) += 1);
        }
        Text(counts)
    }

    /// The share of a line's words that occur in the text, and how many do often, 0 to 1.
    pub(in crate::metadata) fn shared(&self, line: &str) -> (f32, f32) {
        let mut of_line = Vec::new();
        stems(line, |stem| of_line.push(stem));
        of_line.sort_unstable();
        of_line.dedup();
        let times = |stem: &u64| self.0.get(stem).copied().unwrap_or(0);
        let n_shared = of_line.iter().filter(|stem| times(stem) > 0).count();
        let n_often = of_line.iter().filter(|stem| times(stem) >= OFTEN).count();
        let share = n_shared as f32 / of_line.len().max(1) as f32;
        (share, n_often.min(MOST_OFTEN) as f32 / MOST_OFTEN as f32)
    }
}

/// Words for which there is room from the start: those of most texts.
const N_STEMS: usize = 1024;

/// Letters of a word that are compared, and of one that is too short to say anything.
const STEM: usize = 6;
const TOO_SHORT: usize = 3;

/// The beginnings of words, without short ones; pairs of signs where words have no spaces.
fn stems(text: &str, mut found: impl FnMut(u64)) {
    if text.is_ascii() {
        let words = text.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
        for word in words.filter(|word| word.len() > TOO_SHORT) {
            found(packed(word.iter().map(u8::to_ascii_lowercase)));
        }
        return;
    }
    let mut letters: Vec<char> = Vec::new();
    for word in text.split(|c: char| !chars::is_alphanumeric(c)).filter(|word| !word.is_empty()) {
        letters.clear();
        word.chars().for_each(|c| chars::each_lower(c, |lower| letters.push(lower)));
        if letters.iter().any(|c| matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')) {
            letters.windows(2).for_each(|pair| found(key(pair)));
        } else if letters.len() > TOO_SHORT {
            found(key(letters.get(..STEM).unwrap_or(&letters)));
        }
    }
}

/// The first letters of a word of ASCII as one number.
fn packed(letters: impl Iterator<Item = u8>) -> u64 {
    letters.take(STEM).fold(0, |key, letter| key << u8::BITS | u64::from(letter))
}

/// The same of letters of any alphabet, in numbers of which none is one of those.
fn key(letters: &[char]) -> u64 {
    if letters.iter().all(char::is_ascii) {
        return packed(letters.iter().map(|letter| *letter as u8));
    }
    let mut hasher = FxHasher::default();
    letters.iter().for_each(|letter| hasher.write_u32(u32::from(*letter)));
    hasher.finish() | 1 << (u64::BITS - 1)
}

#[cfg(test)]
mod tests;
