//! Which words of a page are words of its truth: a longest common subsequence.

use rustc_hash::FxHashMap;

/// Words of a text: runs of letters and digits in lower case, single characters in scripts that
/// do not part words.
pub fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for character in text.chars() {
        let dense = ('\u{2e80}'..='\u{9fff}').contains(&character);
        if dense || !(character.is_alphanumeric() || character == '_') {
            if !word.is_empty() {
                out.push(std::mem::take(&mut word));
            }
            if dense && character.is_alphanumeric() {
                out.push(character.to_string());
            }
        } else {
            word.extend(character.to_lowercase());
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// For each word of `page` whether it is part of a longest common subsequence with `truth`.
///
/// Bit-parallel (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004), with the rows kept
/// for walking back.
pub fn matched(page: &[u32], truth: &[u32]) -> Vec<bool> {
    let n_limbs = truth.len().div_ceil(64);
    let mut places: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (at, word) in truth.iter().enumerate() {
        places.entry(*word).or_default().push(at);
    }
    let mut row = vec![u64::MAX; n_limbs];
    let mut rows: Vec<u64> = Vec::with_capacity((page.len() + 1) * n_limbs);
    rows.extend(&row);
    let mut mask = vec![0_u64; n_limbs];
    for word in page {
        if let Some(found) = places.get(word) {
            mask.fill(0);
            for at in found {
                mask[at / 64] |= 1 << (at % 64);
            }
            let mut carry = 0_u64;
            for (limb, mask) in row.iter_mut().zip(&mask) {
                let both = *limb & mask;
                let (sum, over1) = limb.overflowing_add(both);
                let (sum, over2) = sum.overflowing_add(carry);
                carry = u64::from(over1 | over2);
                *limb = sum | (*limb & !mask);
            }
        }
        rows.extend(&row);
    }
    let bit = |j: usize, i: usize| rows[j * n_limbs + i / 64] >> (i % 64) & 1 == 1;
    let mut out = vec![false; page.len()];
    let (mut i, mut j) = (truth.len(), page.len());
    while i > 0 && j > 0 {
        if bit(j, i - 1) {
            i -= 1;
        } else if !bit(j - 1, i - 1) {
            j -= 1;
        } else {
            out[j - 1] = true;
            i -= 1;
            j -= 1;
        }
    }
    out
}

/// How much of a block is content.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The share of its words that belong to the truth, 0 to 1.
    pub matched: f32,
    /// How many words it has.
    pub n_words: usize,
}

impl Share {
    /// A block is content if at least half of it is.
    pub fn is_content(&self) -> bool {
        self.matched >= 0.5
    }
}

/// For each block how much of it belongs to the truth.
pub fn shares(blocks: &[&str], truth: &str) -> Vec<Share> {
    let mut ids: FxHashMap<String, u32> = FxHashMap::default();
    let mut number = |word: String| {
        let next = ids.len() as u32;
        *ids.entry(word).or_insert(next)
    };
    let truth: Vec<u32> = words(truth).into_iter().map(&mut number).collect();
    let mut page = Vec::new();
    let mut lens = Vec::new();
    for block in blocks {
        let before = page.len();
        page.extend(words(block).into_iter().map(&mut number));
        lens.push(page.len() - before);
    }
    let matched = matched(&page, &truth);
    let mut at = 0;
    let mut shares: Vec<Share> = lens
        .into_iter()
        .map(|len| {
            let found = matched[at..at + len].iter().filter(|m| **m).count();
            at += len;
            Share { matched: found as f32 / len.max(1) as f32, n_words: len }
        })
        .collect();
    moved(&page, &truth, &mut shares);
    shares
}

/// Words in a row by which text is known again.
const ROW: usize = 4;

/// How much of a block has to be known again.
const MOST: f32 = 0.75;

/// A subsequence keeps the order of the page. A block that stands in the truth at another place is
/// content as well; but of what stands there only once, only one block is. (Second copies without
/// a label, as neither right nor wrong, lost 0.001 to 0.005 word-F1 on text.)
fn moved(page: &[u32], truth: &[u32], shares: &mut [Share]) {
    let mut left: FxHashMap<&[u32], i32> = FxHashMap::default();
    for row in truth.windows(ROW) {
        *left.entry(row).or_default() += 1;
    }
    let take = |words: &[u32], left: &mut FxHashMap<&[u32], i32>| {
        for row in words.windows(ROW) {
            if let Some(count) = left.get_mut(row) {
                *count -= 1;
            }
        }
    };
    let mut at = 0;
    let mut others = Vec::new();
    for (nth, share) in shares.iter().enumerate() {
        let words = &page[at..at + share.n_words];
        at += share.n_words;
        if share.is_content() {
            take(words, &mut left);
        } else if words.len() >= ROW {
            others.push((nth, words));
        }
    }
    for (nth, words) in others {
        let n_rows = (words.len() + 1 - ROW) as f32;
        let free = words.windows(ROW).filter(|row| left.get(row).is_some_and(|n| *n > 0)).count();
        if free as f32 >= MOST * n_rows {
            shares[nth].matched = free as f32 / n_rows;
            take(words, &mut left);
        }
    }
}

#[cfg(test)]
mod tests;
