//! A line of the files of notices, and what it is found by: the same for the build script, which lays all of them
//! out, and for the library.

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

/// The grams of a needle, and how many bytes stand before each. Each text that holds the needle shows one of any
/// four in a row.
pub(crate) fn grams(needle: &str) -> impl Iterator<Item = (u32, usize)> {
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
