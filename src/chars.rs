//! What characters are, as the standard library says, from a table that the build script has asked it for: beyond
//! ASCII the library searches, which took a third of the time of pages in Greek, Cyrillic or Chinese letters.

/// Of each 256 characters below U+10000 the place of their block among those that differ.
static INDEX: &[u8; 256] = built!(include_bytes "chars/index");

/// The blocks: of each character a bit for each of what follows.
static BLOCKS: &[u8] = built!(include_bytes "chars/blocks");

const ALPHABETIC: u8 = 1;
const NUMERIC: u8 = 1 << 1;
const UPPERCASE: u8 = 1 << 2;
const LOWERCASE: u8 = 1 << 3;
const LOWERED: u8 = 1 << 4;

/// Whether a character has one of the bits; `asked` where the table does not know it.
#[inline]
fn has(c: char, bits: u8, asked: impl Fn(char) -> bool) -> bool {
    let (high, low) = (c as usize >> 8, c as usize & 0xff);
    let block = INDEX.get(high).map(|block| usize::from(*block) << 8);
    match block.and_then(|block| BLOCKS.get(block | low)) {
        Some(known) => known & bits != 0,
        None => asked(c),
    }
}

/// The same as [`char::is_alphabetic`].
#[inline]
pub(crate) fn is_alphabetic(c: char) -> bool {
    has(c, ALPHABETIC, char::is_alphabetic)
}

/// The same as [`char::is_numeric`].
#[inline]
pub(crate) fn is_numeric(c: char) -> bool {
    has(c, NUMERIC, char::is_numeric)
}

/// The same as [`char::is_alphanumeric`].
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    has(c, ALPHABETIC | NUMERIC, char::is_alphanumeric)
}

/// The same as [`char::is_uppercase`].
#[inline]
pub(crate) fn is_uppercase(c: char) -> bool {
    has(c, UPPERCASE, char::is_uppercase)
}

/// The same as [`char::is_lowercase`].
#[inline]
pub(crate) fn is_lowercase(c: char) -> bool {
    has(c, LOWERCASE, char::is_lowercase)
}

/// True for a character that is not the same in lower case.
#[inline]
fn is_lowered(c: char) -> bool {
    has(c, LOWERED, |_| true)
}

/// The first character of [`char::to_lowercase`].
#[inline]
pub(crate) fn lower(c: char) -> char {
    if is_lowered(c) { c.to_lowercase().next().unwrap_or(c) } else { c }
}

/// Sees each character of [`char::to_lowercase`].
#[inline]
pub(crate) fn each_lower(c: char, mut see: impl FnMut(char)) {
    if is_lowered(c) { c.to_lowercase().for_each(see) } else { see(c) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_character_is_what_the_standard_library_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(super::is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(super::is_numeric(c), c.is_numeric(), "{c:?}");
            assert_eq!(super::is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(super::is_uppercase(c), c.is_uppercase(), "{c:?}");
            assert_eq!(super::is_lowercase(c), c.is_lowercase(), "{c:?}");
            assert_eq!(Some(super::lower(c)), c.to_lowercase().next(), "{c:?}");
            let mut seen = Vec::new();
            super::each_lower(c, |lower| seen.push(lower));
            assert!(c.to_lowercase().eq(seen), "{c:?}");
        }
    }
}
