//! Lines of a place with its postal code: "Dorchester Center, MA 02124", "10115 Berlin".

use once_cell::sync::Lazy;
use regex::RegexSet;

use super::words;

/// The patterns of all countries, each for a whole token.
static CODES: Lazy<RegexSet> = Lazy::new(|| {
    let lines = include_str!("postal.txt").lines().filter(|line| !line.starts_with('#'));
    let patterns = lines.filter_map(|line| line.split('\t').next());
    // Digits and borders of the patterns are ASCII: the automaton stays small, and fast on all text.
    let patterns = patterns.map(|p| p.replace(r"\d", "[0-9]").replace(r"\b", r"(?-u:\b)"));
    let patterns = patterns.map(|p| format!("^(?:{p})$"));
    RegexSet::new(patterns).unwrap_or_else(|_| RegexSet::empty())
});

/// Capitalised words of a place name beside its code, at most: "San Francisco de Macorís, Distrito Federal".
const MAX_WORDS: usize = 8;

/// A postal code found in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Code<'a> {
    pub(super) text: &'a str,
    /// It could as well be a year, a count or a score: a code only if a street is near.
    pub(super) faint: bool,
}

/// The postal code of a line that is a place and its code and nothing else.
pub(super) fn code(line: &str) -> Option<Code<'_>> {
    let words = || line.split([' ', ',', ';', '|']).filter(|word| !word.is_empty());
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let (mut coded, mut named, mut other) = (0, 0, 0);
    for word in words() {
        if has_digit(word) {
            coded += 1;
        } else if is_name(word) {
            named += 1;
        } else {
            other += 1;
        }
        if coded > 2 || other > 2 || named > MAX_WORDS {
            return None;
        }
    }
    let marked = line.starts_with('〒');
    if coded == 0 || other > named || line.contains(['©', '%', '$', '€', '£', '(']) {
        return None;
    }
    // A code without its place must be told by its form.
    if named == 0 && !marked {
        let distinct = line.bytes().any(|byte| byte.is_ascii_uppercase())
            || (line.len() >= 8 && line.contains('-'));
        return (distinct && is_code(line)).then_some(Code { text: line, faint: false });
    }
    let mut last: Option<&str> = None;
    let mut best = None;
    for word in words() {
        // A code of two parts, "SW1A 1AA" and "1234 AB", comes before its parts.
        let with_region = |first: &str| !has_digit(first) && word.len() >= 4;
        if let Some(first) =
            last.filter(|first| (has_digit(first) || has_digit(word)) && !with_region(first))
        {
            let pair = span(line, first, word);
            let parted = pair.is_some_and(|pair| pair.len() == first.len() + word.len() + 1);
            if let Some(pair) = pair.filter(|pair| parted && pair.len() <= 9 && is_code(pair)) {
                return Some(Code { text: pair, faint: !has_digit(first) });
            }
        }
        let in_house = last.is_some_and(is_unit);
        if best.is_none() && has_digit(word) && !in_house {
            best = single(line, word);
        }
        last = Some(word);
    }
    best
}

/// A code that is one word, as it stands or behind a country's letters: "D-10115", "〒100-0001".
fn single<'a>(line: &str, word: &'a str) -> Option<Code<'a>> {
    let word = word.trim_end_matches(['.', ':']);
    let marked = word.strip_prefix('〒');
    let bare = marked.or_else(|| {
        let (country, code) = word.split_once('-')?;
        (country.len() <= 3 && country.bytes().all(|b| b.is_ascii_uppercase())).then_some(code)
    });
    let text = bare.filter(|code| is_code(code)).or_else(|| is_code(word).then_some(word))?;
    let faint = bare.is_none()
        && text.len() < 5
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && !follows_region(line, word)
        && (text.len() == 3
            || text.starts_with("19")
            || text.starts_with("20")
            || !line.starts_with(word));
    Some(Code { text, faint })
}

/// "MA 02124", "NSW 2000": a region in capitals stands before the word.
fn follows_region(line: &str, word: &str) -> bool {
    let before = line.strip_suffix(word).unwrap_or("").trim_end();
    let region = before.rsplit([' ', ',']).next().unwrap_or("");
    word.len() >= 4
        && region.len() < before.len()
        && (2..=3).contains(&region.len())
        && region.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// "Suite", "Apt": the number after it is of a part of a house.
fn is_unit(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.len() > 1
        && word.len() <= 12
        && words::words().has(&word.to_lowercase(), words::UNIT)
        && !(word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
}

/// From the start of one word to the end of another that follows it.
fn span<'a>(line: &'a str, first: &str, last: &str) -> Option<&'a str> {
    let start = first.as_ptr() as usize - line.as_ptr() as usize;
    let end = last.as_ptr() as usize - line.as_ptr() as usize + last.len();
    line.get(start..end)
}

fn is_code(word: &str) -> bool {
    let bytes = word.as_bytes();
    if !(3..=10).contains(&bytes.len())
        || !bytes.iter().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || b" -".contains(b))
    {
        return false;
    }
    // Any 3 to 8 digits are a code somewhere: no need to ask the table, which a test does.
    (bytes.len() <= 8 && bytes.iter().all(u8::is_ascii_digit)) || CODES.is_match(word)
}

/// Names begin with a capital; scripts without capitals have no other sign.
fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::{CODES, code};

    #[test]
    fn any_three_to_eight_digits_are_a_code_somewhere() {
        for digits in ["123", "1234", "12345", "123456", "1234567", "12345678"] {
            assert!(CODES.is_match(digits), "{digits}");
        }
        assert!(!CODES.is_match("12") && !CODES.is_match("123456789"));
    }

    #[test]
    fn codes_are_told_from_years_by_what_stands_beside_them() {
        for (line, text, faint) in [
            ("Dorchester Center, MA 02124", "02124", false),
            ("Sydney NSW 2000", "2000", false),
            ("1070 Wien", "1070", false),
            ("Summer 2024", "2024", true),
            ("2024 Olympics", "2024", true),
            ("London SW1A 2AA", "SW1A 2AA", false),
            ("1015 CJ Amsterdam", "1015 CJ", false),
            ("D-10115 Berlin", "10115", false),
        ] {
            let found = code(line);
            assert_eq!(found.map(|code| (code.text, code.faint)), Some((text, faint)), "{line}");
        }
        for line in ["12 cups", "Suite 420", "(602) 900-0807", "© 2024 Mill", "from 10115 to 20095"]
        {
            assert_eq!(code(line), None, "{line}");
        }
    }
}
