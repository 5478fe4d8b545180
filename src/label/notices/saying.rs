//! A line of the files of notices, and what it is found by: the same for the build script, which lays all of them
//! out, and for the library.

use std::collections::BTreeMap;

use crate::sieve;

/// What parts the pieces of a line, and what says that a block begins with the first.
const GAP: &str = " … ";
const BEGINS: char = '^';

/// Bytes that are looked at together.
pub(crate) const GRAM: usize = size_of::<u32>();

/// The shortest text that can be found: wherever it stands, it holds one whole gram of those that begin at a
/// multiple of four.
pub(crate) const SHORTEST: usize = 2 * GRAM - 1;

/// Bits by which most grams of a page are told from those of all lines.
pub(crate) const N_BITS: usize = 1 << 17;

pub(crate) fn begins(line: &str) -> bool {
    line.starts_with(BEGINS)
}

pub(crate) fn pieces(line: &str) -> impl Iterator<Item = &str> {
    line.trim_start_matches(BEGINS).split(GAP)
}

/// The longest part of a piece in which a text differs from it by the case of ASCII letters at most.
pub(crate) fn needle(line: &str) -> &str {
    fn part(piece: &str) -> &str {
        // A sentence may begin with it, and its first letter be a capital beyond ASCII.
        let first = piece.chars().next().filter(|c| !c.is_ascii()).map_or(0, char::len_utf8);
        let rest = piece.get(first..).unwrap_or("");
        rest.split('\'').max_by_key(|part| part.len()).unwrap_or("")
    }
    pieces(line).map(part).max_by_key(|part| part.len()).unwrap_or("")
}

/// The places of the grams by which needles are found, in order, and a bit for each of these grams; `None` if there
/// are more needles, or longer ones, than a place has bits for.
pub(crate) fn table(needles: &[&str]) -> Option<(Vec<u64>, Vec<u8>)> {
    // What is frequent among needles is so on pages.
    let mut n_grams = BTreeMap::<u32, usize>::new();
    for (gram, _) in needles.iter().flat_map(|needle| grams(needle)) {
        *n_grams.entry(gram).or_default() += 1;
    }
    let (mut places, mut bits) = (Vec::new(), vec![0; N_BITS / 8]);
    for (nth, needle) in needles.iter().enumerate() {
        for (gram, before) in rarest(needle, &n_grams) {
            places.push(place(gram, u16::try_from(nth).ok()?, u16::try_from(before).ok()?));
            sieve::set(&mut bits, bit(gram));
        }
    }
    places.sort_unstable();
    Some((places, bits))
}

/// A gram, the number of a needle that holds it, and how many bytes of that stand before it, as one number.
pub(crate) fn place(gram: u32, nth: u16, before: u16) -> u64 {
    u64::from(gram) << 32 | u64::from(nth) << 16 | u64::from(before)
}

/// The grams in a row of which every text that holds the needle shows one, the most frequent of which is the rarest.
fn rarest(needle: &str, n_grams: &BTreeMap<u32, usize>) -> Vec<(u32, usize)> {
    let grams: Vec<(u32, usize)> = grams(needle).collect();
    let most = |row: &&[(u32, usize)]| row.iter().map(|(gram, _)| n_grams.get(gram)).max();
    grams.windows(GRAM).min_by_key(most).unwrap_or(&[]).to_vec()
}

/// The grams of a needle, and how many bytes stand before each.
fn grams(needle: &str) -> impl Iterator<Item = (u32, usize)> {
    let grams = needle.as_bytes().windows(GRAM).enumerate();
    grams.filter_map(|(at, gram)| Some((folded(gram.try_into().ok()?), at)))
}

/// Four bytes as one number, the same for small and capital letters of ASCII.
pub(crate) fn folded(gram: [u8; GRAM]) -> u32 {
    const SMALL: u32 = u32::from_le_bytes([0x20; GRAM]);
    u32::from_le_bytes(gram) | SMALL
}

/// The bit of a gram: of a hash that depends on all of it.
pub(crate) fn bit(gram: u32) -> usize {
    let hash = gram.wrapping_mul(0x9e37_79b1);
    (hash ^ hash >> 15) as usize % N_BITS
}
