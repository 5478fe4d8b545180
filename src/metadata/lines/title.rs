//! The title of a page as its first line, as scrapers leave it that keep the text of `<title>`:
//! "Bridge reopens - Example News", and further down the headline by itself.

use crate::metadata::field::headline::longest_part;
use crate::metadata::fold;
use crate::page::Page;

/// Letters of a headline that is told by the title, at least, and lines that are looked at for it.
const FEWEST_LETTERS: usize = 12;
const MOST_LINES: usize = 300;

/// Words of a whole line that tells it, at least: the first line is often the site's name.
const FEWEST_WORDS: usize = 3;

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
        if whole.is_empty() || part.is_empty() && !is_long {
            return titled;
        }
        for (at, block) in shown.take(MOST_LINES) {
            // Folding takes little from a line that is not mostly signs.
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
    if fold::n_letters(text) < FEWEST_LETTERS { String::new() } else { fold::words(text) }
}
