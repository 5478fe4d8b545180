//! Bytes to text: byte order mark, UTF-8, declared charset, detection.

mod declared; // &[u8] -> the charset that the page says it has
mod twice; // &str -> what it was before it was encoded a second time

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::Note;

/// Text, and what had to be mended to get it.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) notes: Vec<Note>,
}

/// How many bytes from the start tell UTF-16 and binary data from text. Both show at once.
const LOOK_BYTES: usize = 4096;

/// How many bytes, from the first that is not ASCII, the detector sees. Detection settles within a
/// few kilobytes; the rest is for pages whose first other bytes are scripts and names.
const DETECT_BYTES: usize = 256 << 10;

/// Decodes a page; `charset` is the HTTP header's.
///
/// Bytes that are valid UTF-8 are UTF-8 whatever is declared: text in another encoding with bytes
/// beyond ASCII is valid UTF-8 by chance only when it is a few bytes long, while wrong
/// declarations are common. Otherwise HTTP, `<meta>` and detection are asked in this order.
pub(crate) fn decode<'a>(bytes: &'a [u8], charset: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, n_mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, bytes.get(n_mark..).unwrap_or(&[]));
    }
    let utf_16 = utf_16_by_zeros(bytes);
    if has_magic(bytes) || (utf_16.is_none() && is_mostly_control(bytes)) {
        return Decoded { text: Cow::Borrowed(""), notes: vec![Note::Binary] };
    }
    if let Some(encoding) = utf_16 {
        return decode_as(encoding, bytes);
    }
    if is_utf_8(bytes) && !shifts(bytes) {
        let decoded = decode_as(UTF_8, bytes);
        return match twice::decoded_again(&decoded.text) {
            Some(text) => Decoded { text: text.into(), notes: vec![Note::EncodedTwice] },
            None => decoded,
        };
    }
    let declared = charset.and_then(encoding_of).or_else(|| declared::charset(bytes));
    let Some(declared) = declared.filter(|encoding| *encoding != UTF_8) else {
        return decode_as(detect(bytes), bytes);
    };
    let decoded = decode_as(declared, bytes);
    if decoded.notes.is_empty() {
        return decoded;
    }
    // Bytes that are not valid as declared: the declaration may be wrong.
    let detected = decode_as(detect(bytes), bytes);
    if n_replaced(&detected) < n_replaced(&decoded) { detected } else { decoded }
}

fn decode_as<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    Decoded { text, notes: if replaced { vec![Note::ReplacedBytes] } else { Vec::new() } }
}

/// The encoding of a label, if it is one that bytes can be read in: not UTF-16, since a page whose
/// label can be read is not in it.
fn encoding_of(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label.trim().as_bytes())?;
    Some(encoding.output_encoding()).filter(|known| *known == encoding)
}

fn n_replaced(decoded: &Decoded) -> usize {
    decoded.text.matches('\u{fffd}').count()
}

/// True if the bytes are UTF-8, but for a few: one valid sequence outweighs none, ten outweigh one
/// that was cut or mangled on the way.
fn is_utf_8(bytes: &[u8]) -> bool {
    const VALID_PER_INVALID: usize = 10;
    if Encoding::utf8_valid_up_to(bytes) == bytes.len() {
        return true;
    }
    let (mut n_valid, mut n_invalid) = (0, 0);
    let mut at_end = false;
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid();
        n_valid += valid.chars().filter(|char| !char.is_ascii()).count();
        at_end = !chunk.invalid().is_empty();
        n_invalid += usize::from(at_end);
    }
    let cut = at_end && n_invalid == 1 && n_valid > 0;
    n_invalid == 0 || cut || n_valid >= n_invalid * VALID_PER_INVALID
}

/// True if the bytes switch between character sets by escapes, as ISO-2022-JP does in ASCII.
fn shifts(bytes: &[u8]) -> bool {
    let is_shift = |at: usize| bytes.get(at + 1) == Some(&b'$');
    memchr::memchr_iter(0x1b, bytes).any(is_shift) && bytes.is_ascii()
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let escapes = if shifts(bytes) { Iso2022JpDetection::Allow } else { Iso2022JpDetection::Deny };
    let mut detector = EncodingDetector::new(escapes);
    let is_telling = |byte: &u8| !byte.is_ascii() || *byte == 0x1b;
    let start = bytes.iter().position(is_telling).unwrap_or(0);
    let telling = bytes.get(start..).unwrap_or(&[]);
    let end = telling.len().min(DETECT_BYTES);
    detector.feed(telling.get(..end).unwrap_or(&[]), end == telling.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 without a mark: markup and Latin text in it have a zero in every second byte.
fn utf_16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let look = bytes.get(..bytes.len().min(LOOK_BYTES)).unwrap_or(&[]);
    let (pairs, _) = look.as_chunks::<2>();
    let n_high = pairs.iter().filter(|[high, low]| *high == 0 && *low != 0).count();
    let n_low = pairs.iter().filter(|[low, high]| *high == 0 && *low != 0).count();
    let n_zero = pairs.iter().filter(|pair| **pair == [0, 0]).count();
    // Text beyond Latin has spaces and markup in between: a tenth is enough, if the other half of
    // the pairs has hardly any.
    let (encoding, n, n_other) =
        if n_high > n_low { (UTF_16BE, n_high, n_low) } else { (UTF_16LE, n_low, n_high) };
    let is_utf_16 = n * 10 >= pairs.len()
        && n_other * 10 <= n
        && n_zero * 10 <= n
        && n > usize::from(pairs.len() > 1);
    // Sound samples and tables of numbers have zeros in this pattern as well.
    let is_text = || {
        let text = encoding.decode_without_bom_handling(look).0;
        let is_stray = |char: &char| char.is_control() && !char.is_ascii_whitespace();
        text.chars().filter(is_stray).count() * STRAY_PER_TEXT <= text.chars().count()
    };
    (is_utf_16 && is_text()).then_some(encoding)
}

/// First bytes of formats that are neither HTML nor text.
const MAGIC: &[&[u8]] = &[
    b"\x00asm",
    b"\x1f\x8b",
    b"\x7fELF",
    b"\x89PNG",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xd8\xff",
    b"%PDF-",
    b"7z\xbc\xaf\x27\x1c",
    b"BZh",
    b"GIF87a",
    b"GIF89a",
    b"ID3\x03",
    b"ID3\x04",
    b"OggS",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!\x1a",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
    b"wOF2",
    b"wOFF",
];

fn has_magic(bytes: &[u8]) -> bool {
    MAGIC.iter().any(|magic| bytes.starts_with(magic))
}

/// Of random bytes 11 % are control characters; of text in any encoding none, but for a stray one.
const STRAY_PER_TEXT: usize = 30;

fn is_mostly_control(bytes: &[u8]) -> bool {
    let look = bytes.get(..bytes.len().min(LOOK_BYTES)).unwrap_or(&[]);
    let is_control = |byte: &&u8| matches!(**byte, 0..=8 | 14..=26 | 28..=31 | 127);
    let n_control = look.iter().filter(is_control).count();
    n_control > 1 && n_control * STRAY_PER_TEXT > look.len()
}

#[cfg(test)]
mod tests;
