//! Pages that have been escaped as a whole.

use memchr::memmem;

use super::Unpacked;
use crate::{decode, html};

/// How many bytes from the start tell whether a page is escaped.
const LOOK_BYTES: usize = 64 << 10;

/// So many escapes of quotation marks and line ends are no chance.
const LEAST: usize = 3;

/// `&lt;p&gt;`: character references in place of all that is markup.
pub(super) fn references(input: &str) -> Unpacked {
    Unpacked::new(html::decode_references(input).into_owned())
}

/// `<p class=\"a\">\n`: what stood in a string of a program, without the marks around it.
pub(super) fn backslashes(input: &str) -> Option<Unpacked> {
    let look = input.get(..input.floor_char_boundary(LOOK_BYTES))?;
    let has = |what: &str| memmem::find(look.as_bytes(), what.as_bytes()).is_some();
    // Most pages have one of these in their first line.
    if has("=\"") || has(">\n") {
        return None;
    }
    let n = |what: &str| memmem::find_iter(look.as_bytes(), what).count();
    let n_escaped = n("=\\\"") + n(">\\n") + n(">\\r\\n");
    (n_escaped >= LEAST).then(|| Unpacked::new(unescaped(input, false)))
}

/// `b'<p>\xe2\x80\x9cYes'`, `'<p>It\'s\n'`: what Python prints of bytes and of strings.
pub(super) fn literal(input: &str) -> Option<Unpacked> {
    let (is_bytes, rest) = input.strip_prefix('b').map_or((false, input), |rest| (true, rest));
    let mark = rest.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    let rest = rest.strip_prefix(mark)?;
    let inner = rest.strip_suffix(mark).unwrap_or(rest);
    if !inner.trim_start().starts_with(['<', '\\']) {
        return None;
    }
    Some(Unpacked::new(unescaped(inner, is_bytes)))
}

/// What escapes stand for. Of bytes, `\xe2` is one of them; of text, a character.
fn unescaped(text: &str, of_bytes: bool) -> String {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        let (before, escape) = rest.split_at(at);
        out.extend(before.bytes());
        let (character, n_bytes) = escaped(escape);
        match u8::try_from(character) {
            Ok(byte) if of_bytes => out.push(byte),
            _ => out.extend(character.encode_utf8(&mut [0; 4]).bytes()),
        }
        rest = escape.get(n_bytes..).unwrap_or("");
    }
    out.extend(rest.bytes());
    decode::decode(&out, None).text.into_owned()
}

/// The character of the escape that a text begins with, and how many bytes the escape takes; of what is none, the
/// backslash.
fn escaped(text: &str) -> (char, usize) {
    const BACKSLASH: (char, usize) = ('\\', 1);
    let numbered = |n_digits: usize| {
        let number = u32::from_str_radix(text.get(2..2 + n_digits)?, 16).ok()?;
        Some((char::from_u32(number)?, 2 + n_digits))
    };
    match text.as_bytes().get(1) {
        Some(b'n') => ('\n', 2),
        Some(b'r') => ('\r', 2),
        Some(b't') => ('\t', 2),
        Some(byte @ (b'"' | b'\'' | b'/' | b'\\')) => (char::from(*byte), 2),
        Some(b'x') => numbered(2).unwrap_or(BACKSLASH),
        Some(b'u') => numbered(4).or_else(|| pair(text)).unwrap_or(BACKSLASH),
        Some(b'U') => numbered(8).unwrap_or(BACKSLASH),
        _ => BACKSLASH,
    }
}

/// The character of two escapes that UTF-16 has for it: `\ud83d\ude00`.
fn pair(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut characters = char::decode_utf16([unit(0)?, unit(6)?]);
    Some((characters.next()?.ok()?, 12))
}
