//! The title of a page as its first line, as scrapers leave it that keep the text of `<title>`:
//! "Bridge reopens - Example News", and further down the headline by itself.

use crate::metadata::field::headline::signs;
use crate::metadata::fold;
use crate::page::Page;

/// Letters of a headline that is told by the title, at least, and lines that are looked at for it.
const FEWEST_LETTERS: usize = 12;

/// Words of a whole line that tells it, at least: the first line is often the site's name.
const FEWEST_WORDS: usize = 3;
const MOST_LINES: usize = 300;

/// The lines below the first one that say the same.
#[derive(Debug, Default)]
pub(super) struct Titled {
    /// As its longest part between signs that part titles: a shorter one names the site, or a section, as
    /// menus do.
    pub(super) by_part: Vec<usize>,
    /// As the whole line.
    pub(super) by_whole: Vec<usize>,
}

impl Titled {
    pub(super) fn of(page: &Page) -> Titled {
        let mut shown = page.blocks.iter().enumerate().filter(|(_, block)| !block.hidden);
        let title = shown.next().map_or("", |(_, block)| page.block_text(block));
        let whole = wanted(title);
        let part = longest_part(title).map_or_else(String::new, wanted);
        let is_long = super::is_unspaced(title) || whole.split(' ').count() >= FEWEST_WORDS;
        let mut titled = Titled::default();
        if whole.is_empty() {
            return titled;
        }
        for (at, block) in shown.take(MOST_LINES) {
            // Folding takes signs and accents away, and halves a letter at most.
            if block.len() as usize > whole.len() * 3 {
                continue;
            }
            let line = fold::words(page.block_text(block));
            if line == whole && is_long {
                titled.by_whole.push(at);
            } else if line == part && !line.is_empty() {
                titled.by_part.push(at);
            }
        }
        titled
    }
}

/// A text as lines are compared, empty if it is too short to tell a headline.
fn wanted(text: &str) -> String {
    if n_letters(text) < FEWEST_LETTERS { String::new() } else { fold::words(text) }
}

fn n_letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// The part of a title with the most letters, the first of several; `None` if nothing parts it.
fn longest_part(title: &str) -> Option<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for sign in signs(title).into_iter().filter(|sign| sign.spaced) {
        parts.extend(title.get(from..sign.at));
        from = sign.at + sign.len;
    }
    if parts.is_empty() {
        return None;
    }
    parts.extend(title.get(from..));
    parts.into_iter().rev().max_by_key(|part| n_letters(part))
}
