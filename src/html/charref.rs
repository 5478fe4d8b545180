//! Character references: `&amp;`, `&#8217;`, `&#x2019;`, as the HTML standard decodes them.

use std::borrow::Cow;

use markup5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

/// The longest name in the standard's table, `CounterClockwiseContourIntegral;`.
const LONGEST_NAME: usize = 32;

/// Decodes the character references in a text. In an attribute, a name without a semicolon before
/// `=` or a letter or digit is not a reference (as in `?a=1&copy=2`).
pub(crate) fn decode(text: &str, in_attribute: bool) -> Cow<'_, str> {
    let Some(first) = memchr::memchr2(b'&', 0, text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut at = Some(first);
    while let Some(found) = at {
        let (before, tail) = rest.split_at(found);
        out.push_str(before);
        let used = if tail.starts_with('&') { reference(tail, in_attribute, &mut out) } else { 1 };
        rest = tail.get(used..).unwrap_or("");
        at = memchr::memchr2(b'&', 0, rest.as_bytes());
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Decodes one reference at the start of `text` and gives the bytes it used.
fn reference(text: &str, in_attribute: bool, out: &mut String) -> usize {
    let used = match text.as_bytes().get(1) {
        Some(b'#') => numeric(text, out),
        Some(byte) if byte.is_ascii_alphanumeric() => named(text, in_attribute, out),
        _ => None,
    };
    used.unwrap_or_else(|| {
        out.push('&');
        1
    })
}

fn numeric(text: &str, out: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    let (radix, start) = match bytes.get(2)? {
        b'x' | b'X' => (16, 3),
        _ => (10, 2),
    };
    let mut value = 0u32;
    let mut at = start;
    while let Some(digit) = bytes.get(at).and_then(|byte| char::from(*byte).to_digit(radix)) {
        value = value.saturating_mul(radix).saturating_add(digit);
        at += 1;
    }
    if at == start {
        return None;
    }
    out.push(scalar(value));
    Some(at + usize::from(bytes.get(at) == Some(&b';')))
}

/// The character of a numeric reference: Windows-1252 for 0x80 to 0x9F, U+FFFD where none fits.
fn scalar(value: u32) -> char {
    if let Some(Some(character)) =
        value.checked_sub(0x80).and_then(|index| C1_REPLACEMENTS.get(index as usize)).copied()
    {
        return character;
    }
    if value == 0 {
        return char::REPLACEMENT_CHARACTER;
    }
    char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER)
}

fn named(text: &str, in_attribute: bool, out: &mut String) -> Option<usize> {
    let bytes = text.as_bytes();
    let name_len = bytes
        .iter()
        .skip(1)
        .take(LONGEST_NAME)
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    let has_semicolon = bytes.get(1 + name_len) == Some(&b';');
    let longest = name_len + usize::from(has_semicolon);
    for len in (2..=longest).rev() {
        let name = text.get(1..=len)?;
        let Some((first, second)) = NAMED_ENTITIES.get(name).copied().filter(|c| c.0 != 0) else {
            continue;
        };
        let next = bytes.get(1 + len);
        let is_query = in_attribute
            && !name.ends_with(';')
            && next.is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric());
        if is_query {
            return None;
        }
        out.extend(char::from_u32(first));
        out.extend(char::from_u32(second).filter(|_| second != 0));
        return Some(1 + len);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn references_are_decoded_as_the_standard_says() {
        let cases = [
            ("a &amp; b", "a & b"),
            ("&#8217;&#x2019;&#X2019", "\u{2019}\u{2019}\u{2019}"),
            ("&copy 2020 &notit; &notin;", "© 2020 ¬it; ∉"),
            ("&#128;&#0;&#xD800;&#99999999999;", "€\u{fffd}\u{fffd}\u{fffd}"),
            ("AT&T &; &# &#x; & &unknown;", "AT&T &; &# &#x; & &unknown;"),
            ("&NotEqualTilde;", "≂\u{338}"),
            ("nul\0byte", "nulbyte"),
        ];
        for (input, expected) in cases {
            assert_eq!(decode(input, false), expected, "{input}");
        }
    }

    #[test]
    fn a_query_string_is_not_a_reference() {
        assert_eq!(decode("?a=1&copy=2&lt3&amp;b", true), "?a=1&copy=2&lt3&b");
        assert_eq!(decode("?a=1&copy=2", false), "?a=1©=2");
    }
}
