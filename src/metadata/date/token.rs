//! Text to the tokens that dates are made of.

use super::words;
use crate::chars;
use crate::metadata::fold;

/// A number, a word, or a single other character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// Offset in the text.
    pub(super) start: usize,
    /// White space stands before it.
    pub(super) spaced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Value and number of digits.
    Number(i64, u8),
    Word,
    Sign(char),
}

/// At most this many tokens of a text are looked at: a line with a date is short, and a value of
/// an attribute shorter.
const MAX_TOKENS: usize = 160;

/// Splits a text; all decimal digits of Unicode's common scripts count. A month that a scraper has glued
/// to the word before it is a word: "SilvaMay 3".
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(24);
    let mut chars = text.char_indices().peekable();
    let mut spaced = true;
    while let Some((start, c)) = chars.next() {
        if tokens.len() >= MAX_TOKENS {
            break;
        }
        if c.is_whitespace() || is_invisible(c) {
            spaced = true;
            continue;
        }
        let mut end = start + c.len_utf8();
        let kind = if let Some(first) = digit(c) {
            let (mut value, mut n_digits) = (first, 1u8);
            while let Some((at, digit)) =
                chars.peek().and_then(|(at, c)| Some((at + c.len_utf8(), digit(*c)?)))
            {
                value = value.saturating_mul(10).saturating_add(digit);
                n_digits = n_digits.saturating_add(1);
                end = at;
                chars.next();
            }
            Kind::Number(value, n_digits)
        } else if is_letter(c) {
            while let Some((at, c)) = chars.peek().filter(|(_, c)| is_letter(*c)) {
                end = at + c.len_utf8();
                chars.next();
            }
            Kind::Word
        } else {
            Kind::Sign(c)
        };
        let whole = text.get(start..end).unwrap_or("");
        let (before, month) = match kind {
            Kind::Word => whole.split_at_checked(seam(whole)).unwrap_or(("", whole)),
            _ => ("", whole),
        };
        if !before.is_empty() {
            tokens.push(Token { kind, text: before, start, spaced });
            spaced = false;
        }
        tokens.push(Token { kind, text: month, start: start + before.len(), spaced });
        spaced = false;
    }
    tokens
}

/// Where in a word a month begins that is glued to its end; else 0.
fn seam(word: &str) -> usize {
    let is_month = |at: &usize| {
        word.get(*at..).is_some_and(|rest| words::month(&rest.to_lowercase(), "").is_some())
    };
    fold::seams(word).next_back().filter(is_month).unwrap_or(0)
}

/// Letters, and the vowel signs of Indic scripts that stand inside their words.
fn is_letter(c: char) -> bool {
    chars::is_alphabetic(c)
        || ('\u{0900}'..='\u{0e4e}').contains(&c) && !chars::is_numeric(c)
        || c == '\u{307}'
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{202a}'..='\u{202e}')
}

/// The value of a decimal digit: ASCII, Arabic, Persian, Indic, Thai, full width.
fn digit(c: char) -> Option<i64> {
    const ZEROS: [u32; 8] = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10, 0xe66];
    let code = u32::from(c);
    ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
        .map(|zero| i64::from(code - zero))
}
