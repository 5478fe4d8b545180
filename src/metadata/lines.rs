//! Pages that declare nothing: what only the shapes of lines can tell.

use unicode_segmentation::UnicodeSegmentation;

use super::Headline;
use super::claim::Source;
use crate::label::{Label, Marks};
use crate::page::{Block, Page};

/// Lines looked at for a headline.
const MAX_LINES: usize = 120;

/// The length of a headline, in bytes.
const HEADLINE: std::ops::RangeInclusive<u32> = 12..=200;

/// Bytes of a line that can only be running text, and of one that is if it ends as a sentence does.
const LONG_LINE: u32 = 160;
const LONG_SENTENCE: u32 = 80;

/// What ends a sentence, in the scripts that have a sign of their own for it too.
const SENTENCE_ENDS: [char; 9] = ['.', '!', '?', '…', '。', '！', '？', '।', '؟'];

/// Signs at the end of a line that goes on.
const GOES_ON: [char; 6] = [',', ';', ':', '，', '、', '：'];

/// The headline of a page without titles and headings: the last line before the running text that
/// is short, no sentence, of several words, and that no rule takes for something else.
pub(super) fn headline(page: &Page, marks: &Marks) -> Option<(Headline, Source)> {
    let shown = |block: &Block| !block.hidden && block.link_bytes * 2 <= block.len();
    let is_running = |block: &Block| {
        let ends = || page.block_text(block).trim_end_matches(['"', '”', '»', '」']);
        block.len() >= LONG_LINE || block.len() >= LONG_SENTENCE && ends().ends_with(SENTENCE_ENDS)
    };
    let first_running =
        page.blocks.iter().take(MAX_LINES).position(|block| shown(block) && is_running(block))?;
    let before = page.blocks.get(..first_running)?;
    let fits = |text: &str| {
        let n_words = text.split_whitespace().count();
        let cased = text.is_ascii() || text.chars().any(char::is_lowercase);
        (n_words >= 3 || !cased)
            && !text.ends_with(['.', '。', '।'])
            && !text.ends_with(GOES_ON)
            && !is_byline(text)
    };
    let unmarked = |at: usize| {
        let mark = marks.blocks.get(at).copied().flatten();
        mark.is_none_or(|mark| mark.label == Label::Headline)
    };
    let at = (0..before.len()).rev().find(|at| {
        before.get(*at).is_some_and(|block| {
            HEADLINE.contains(&block.len())
                && shown(block)
                && unmarked(*at)
                && fits(page.block_text(block))
        })
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
    let (mut n_words, mut in_word) = (0, false);
    for byte in text.bytes() {
        let class = BYTES.get(usize::from(byte)).copied().unwrap_or(0);
        // Without a branch, for where words begin cannot be foreseen.
        let now = (in_word | (class & LETTER != 0)) & (class & SPACE == 0);
        n_words += usize::from(now & !in_word);
        in_word = now;
    }
    n_words
}

const LETTER: u8 = 1;
const SPACE: u8 = 2;

/// What each byte is to words: a letter or digit of ASCII, or the lead byte of a letter beyond it.
static BYTES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | 0xc3..0xe0 => LETTER,
            b' ' | b'\n' | b'\t' => SPACE,
            _ => 0,
        };
        byte += 1;
    }
    table
};
