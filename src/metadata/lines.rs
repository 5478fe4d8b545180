//! Flattened text: what only the shapes of lines can tell.

use unicode_segmentation::UnicodeSegmentation;

use super::Headline;
use super::claim::Source;
use crate::page::Page;

/// Lines looked at for a headline.
const MAX_LINES: usize = 120;

/// The length of a headline, in bytes.
const HEADLINE: std::ops::RangeInclusive<u32> = 12..=200;

/// Bytes of a line that can only be running text.
const LONG_LINE: u32 = 160;

/// The headline of a text: the last line before the first long one that is short and no
/// sentence, if it has several words.
pub(super) fn headline(page: &Page) -> Option<(Headline, Source)> {
    let first_long =
        page.blocks.iter().take(MAX_LINES).position(|block| block.len() >= LONG_LINE)?;
    let before = page.blocks.get(..first_long)?;
    let fits = |text: &str| {
        let n_words = text.split_whitespace().count();
        let cased = text.is_ascii() || text.chars().any(char::is_lowercase);
        (n_words >= 3 || !cased) && !text.ends_with(['.', ',', ';', ':'])
    };
    let at = before.iter().rposition(|block| {
        HEADLINE.contains(&block.len())
            && fits(page.block_text(block))
            && !super::lines::is_byline(page.block_text(block))
    })?;
    let text = page.block_text(before.get(at)?).to_owned();
    Some((Headline { text, block: Some(at) }, Source::Text))
}

/// True for a line that opens like a byline or carries a date.
fn is_byline(line: &str) -> bool {
    super::words::after_by(line).is_some()
        || super::words::opens_with_updated(line)
        || super::words::opens_with_published(line)
        || !super::date::find(line, super::date::Order::DayFirst, "").is_empty()
}

/// Words of a text, by Unicode's word boundaries where a script has no spaces; elsewhere the pieces
/// between spaces that hold a letter or a digit, which is the same but for signs inside words.
pub(super) fn count_words(text: &str) -> usize {
    // Lead bytes of the scripts from U+0800 on; 0xE2 leads punctuation.
    let unspaced = |byte: u8| byte >= 0xe0 && byte != 0xe2;
    if text.bytes().any(unspaced) {
        return text.unicode_words().count();
    }
    let mut n_words = 0;
    let mut in_word = false;
    for byte in text.bytes() {
        if byte == b' ' || byte == b'\n' || byte == b'\t' {
            in_word = false;
        } else if !in_word && (byte.is_ascii_alphanumeric() || (0xc3..0xe0).contains(&byte)) {
            in_word = true;
            n_words += 1;
        }
    }
    n_words
}
