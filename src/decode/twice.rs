//! Text that was encoded as UTF-8 twice, as scrapers do that take UTF-8 for Latin-1: "cafÃ©".

use encoding_rs::Encoding;

/// The characters that windows-1252 has where Latin-1 has controls, from 0x80 on.
const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// How often that must show: two characters by chance are one or the other.
const FEWEST: usize = 2;

/// The text as it was before it was encoded once too often; `None` if it was not: then hardly more
/// than its first character beyond ASCII is looked at. Text that was not has characters whose bytes
/// are no UTF-8: "é" followed by a letter, a quotation mark alone.
pub(super) fn decoded_again(text: &str) -> Option<String> {
    let n_ascii = Encoding::ascii_valid_up_to(text.as_bytes());
    let (ascii, rest) = text.split_at_checked(n_ascii)?;
    let mut n_found = 0;
    let mut missing = 0;
    for character in rest.chars() {
        let byte = byte_of(character)?;
        match byte {
            0x80..0xc0 if missing > 0 => missing -= 1,
            _ if missing > 0 => return None,
            0..0x80 => {}
            0xc2..0xe0 => missing = 1,
            0xe0..0xf0 => missing = 2,
            0xf0..0xf5 => missing = 3,
            _ => return None,
        }
        n_found += usize::from(byte >= 0xc0);
    }
    if n_found < FEWEST {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len());
    bytes.extend_from_slice(ascii.as_bytes());
    bytes.extend(rest.chars().filter_map(byte_of));
    String::from_utf8(bytes).ok()
}

/// The byte that was taken for a character.
fn byte_of(character: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(character) {
        return Some(byte);
    }
    let place = WINDOWS_1252.chars().position(|known| known == character)?;
    u8::try_from(0x80 + place).ok()
}
