//! The form in which lines are compared: case, accents, white space, numbers and ornaments levelled.

use std::borrow::Cow;

use unicode_normalization::char::decompose_canonical;

use crate::chars;

/// A folded line.
pub(crate) fn folded(line: &str) -> String {
    let mut out = String::new();
    fold(line, &mut out);
    out
}

/// Folds a line into `out`: lower case without accents, white space collapsed, any number as `0`,
/// punctuation and symbols stripped from both ends, and with them a bracketed number at the end.
pub(crate) fn fold(line: &str, out: &mut String) {
    out.clear();
    if line.is_ascii() {
        return fold_ascii(line.as_bytes(), out);
    }
    let mut rest = line.chars();
    let mut space = false;
    let mut in_number = false;
    while let Some(c) = rest.next() {
        if in_number {
            let next = rest.clone().next().unwrap_or(' ');
            if is_inside_number(c, next) {
                continue;
            }
        }
        // Most characters of a mixed line too; they are nothing of what follows.
        let is_plain = c.is_ascii_alphabetic();
        in_number = !is_plain && chars::is_numeric(c) && !chars::is_alphabetic(c);
        if !is_plain {
            if is_accent(c) || is_unseen(c) {
                continue;
            }
            if c.is_whitespace() {
                space = !out.is_empty();
                continue;
            }
            if out.is_empty() && is_ornament(c) {
                continue;
            }
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        if is_plain {
            out.push(c.to_ascii_lowercase());
        } else if !in_number {
            push_level(c, out);
        } else if !out.ends_with('0') {
            out.push('0');
        }
    }
    strip_end(out);
}

/// Appends a letter in lower case and without accents, which capitals often lack ("ΔΙΑΒΑΣΤΕ
/// ΕΠΙΣΗΣ", "A LIRE AUSSI"), and the writing of people in a hurry.
fn push_level(c: char, out: &mut String) {
    chars::each_lower(c, |lower| push_bare(lower, out));
}

fn push_bare(lower: char, out: &mut String) {
    if lower == 'ς' {
        out.push('σ');
    } else if has_accents(lower) {
        decompose_canonical(lower, |part| {
            if !is_accent(part) {
                out.push(part);
            }
        });
    } else {
        out.push(lower);
    }
}

/// A phrase, which is in lower case, without its accents.
// For the build script and the tests.
#[allow(dead_code)]
pub(super) fn levelled(phrase: &str) -> Cow<'_, str> {
    if phrase.is_ascii() {
        return phrase.into();
    }
    let mut out = String::with_capacity(phrase.len());
    phrase.chars().for_each(|c| push_bare(c, &mut out));
    out.into()
}

/// True if a line begins with a lower-case word, in whatever case.
pub(crate) fn opens_with(line: &str, word: &str) -> bool {
    if let Some(start) = line.as_bytes().get(..word.len()).filter(|start| start.is_ascii()) {
        return start.eq_ignore_ascii_case(word.as_bytes());
    }
    let mut line = line.chars().flat_map(char::to_lowercase);
    word.chars().all(|c| line.next() == Some(c))
}

/// True for alphabets whose accents may be left off: not the Japanese ones, where they make other
/// syllables.
fn has_accents(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{6ff}' | '\u{900}'..='\u{9ff}' | '\u{1e00}'..='\u{1fff}')
}

/// Accents of Latin, Greek and Cyrillic letters, vowel marks and hamzas of Arabic ones, the dot
/// of Devanagari and Bengali.
pub(super) fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{655}' | '\u{93c}' | '\u{9bc}')
}

/// The same for the most frequent kind of line.
fn fold_ascii(line: &[u8], out: &mut String) {
    let is_space = |byte: u8| byte.is_ascii_whitespace() || byte == VERTICAL_TAB;
    let Some(start) = line.iter().position(u8::is_ascii_alphanumeric) else { return };
    let mut rest = line.get(start..).unwrap_or(&[]);
    let mut space = false;
    let mut in_number = false;
    while let [byte, after @ ..] = rest {
        rest = after;
        if in_number {
            let next = after.first().copied().unwrap_or(b' ');
            if is_inside_number(char::from(*byte), char::from(next)) {
                continue;
            }
        }
        in_number = byte.is_ascii_digit();
        if is_space(*byte) {
            space = true;
            continue;
        }
        if std::mem::take(&mut space) {
            out.push(' ');
        }
        if !in_number {
            out.push(char::from(byte.to_ascii_lowercase()));
        } else if !out.ends_with('0') {
            out.push('0');
        }
    }
    strip_end(out);
}

/// White space to Unicode, not to ASCII.
const VERTICAL_TAB: u8 = 0x0b;

/// A separator between digits, a further digit, or the "K" of "1.2K".
fn is_inside_number(c: char, next: char) -> bool {
    let more = chars::is_numeric(next) && !chars::is_alphabetic(next);
    match c {
        '.' | ',' | '\u{202f}' | '\'' | '’' => more,
        'k' | 'K' | 'm' | 'M' => !chars::is_alphanumeric(next),
        _ => chars::is_numeric(c) && !chars::is_alphabetic(c),
    }
}

/// Strips ornaments and a bracketed number from the end.
fn strip_end(out: &mut String) {
    loop {
        let kept = out.trim_end_matches(|c: char| is_ornament(c) || c.is_whitespace()).len();
        let inside = out.get(..kept).unwrap_or("");
        let bracket = (kept < out.len())
            .then(|| inside.strip_suffix("(0").or_else(|| inside.strip_suffix("[0")))
            .flatten();
        let closes = bracket.is_some_and(|short| !short.trim().is_empty());
        let is_opened = || count(inside, b'(') > count(inside, b')');
        let length = match bracket {
            Some(short) if closes => short.len(),
            _ if out.get(kept..).is_some_and(|tail| tail.starts_with(')')) && is_opened() => {
                out.truncate(kept + 1);
                return;
            }
            _ => kept,
        };
        out.truncate(length);
        if !closes {
            return;
        }
    }
}

fn count(text: &str, byte: u8) -> usize {
    text.bytes().filter(|found| *found == byte).count()
}

/// Characters that show nothing: places where a word may be parted, and what says how letters run and look.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Punctuation and symbols, by code block; icon fonts live in the private use area.
fn is_ornament(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => !c.is_ascii_alphanumeric(),
        'ª' | '²' | '³' | '¹' | 'º' | '¼'..='¾' => false,
        '\u{80}'..='\u{bf}' | '×' | '÷' => true,
        '،' | '؛' | '؟' | '۔' | '।' | '॥' | '՝' | '׀' => true,
        '々'..='〇' => false,
        '\u{2000}'..='\u{206f}'
        | '\u{20a0}'..='\u{20cf}'
        | '\u{2190}'..='\u{2bff}'
        | '\u{2e00}'..='\u{2e7f}'
        | '\u{3000}'..='\u{303f}'
        | '・'
        | '\u{e000}'..='\u{f8ff}'
        | '\u{fe00}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}'
        | '\u{1f000}'..='\u{1faff}' => true,
        _ => false,
    }
}
