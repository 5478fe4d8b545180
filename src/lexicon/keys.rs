//! By what phrases are found: the same keys when the tables are made and when they are read.

use super::fold::is_accent;
use crate::chars;
use crate::fnv;

/// How many slots the table of phrases has: about twice as many as phrases.
pub(super) const N_SLOTS: usize = 1 << 16;

/// The slot in which the search for a phrase begins: eight bytes at a time, for every short block is looked up.
pub(super) fn slot_of(phrase: &str) -> usize {
    /// The golden ratio as a fraction of 2⁶⁴, by which products spread over all bits.
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let (eights, rest) = phrase.as_bytes().as_chunks::<8>();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(slot, byte)| *slot = *byte);
    let parts = eights.iter().chain([&last]).map(|eight| u64::from_le_bytes(*eight));
    let hash = parts.fold(phrase.len() as u64, |hash, part| {
        (hash ^ part).wrapping_mul(SPREAD).rotate_right(u64::BITS / 2)
    });
    hash as usize % N_SLOTS
}

/// How many hashes of first words there are.
pub(super) const N_FIRSTS: usize = 1 << 16;

/// The first run of letters and digits.
pub(super) fn first_word(text: &str) -> &str {
    let is_inside = |byte: &u8| byte.is_ascii_alphanumeric();
    if text.as_bytes().first().is_some_and(is_inside) {
        // Of a word in letters of ASCII no character need be decoded.
        let end = text.bytes().position(|byte| !is_inside(&byte)).unwrap_or(text.len());
        if text.as_bytes().get(end).is_none_or(u8::is_ascii) {
            return text.get(..end).unwrap_or("");
        }
    }
    let start = text.trim_start_matches(|c: char| !chars::is_alphanumeric(c));
    start.split(|c: char| !chars::is_alphanumeric(c) && !is_accent(c)).next().unwrap_or("")
}

/// FNV-1a, its last bits.
pub(super) fn hash_of(word: impl Iterator<Item = u8>) -> u32 {
    word.fold(fnv::START, |hash, byte| fnv::step(hash, u32::from(byte))) % N_FIRSTS as u32
}

/// How many bytes of a name its key holds, and how many keys there are.
pub(super) const KEY_BYTES: usize = 4;
pub(super) const N_KEYS: usize = 4096;

pub(super) fn key_of(word: &str) -> usize {
    let bytes = word.bytes().take_while(|byte| *byte != b' ').take(KEY_BYTES);
    bytes.fold(0, |key: usize, byte| key.wrapping_mul(37).wrapping_add(usize::from(byte))) % N_KEYS
}
