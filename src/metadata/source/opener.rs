//! Who opened a thread, where lines of a flattened page say so: "asked 3 May 2024 / Ana", "Ana Discussion
//! starter", "Thread starter Ana", "Discussion in 'Bridges' started by Ana, 3 May 2024".

use crate::metadata::claim::{Claims, Field, Source};
use crate::metadata::date::{self, Order};
use crate::metadata::words;
use crate::page::Page;

/// The longest line that says who opened a thread, in bytes.
const LONGEST: u32 = 160;

/// The longest name, in bytes.
const LONGEST_NAME: usize = 40;

/// Adds the name of who opened a thread: the first that is given as such.
pub(in crate::metadata) fn read(page: &Page, order: Order, claims: &mut Claims) {
    let line = |at: usize| {
        let block = page.blocks.get(at).filter(|block| !block.hidden && block.len() <= LONGEST)?;
        Some(page.block_text(block).trim())
    };
    let named = (0..page.blocks.len()).find_map(|at| {
        let here = line(at)?;
        let below = || Some((at + 1, line(at + 1).filter(|_| is_asked(here, order))?));
        let within = words::before_opener(here)
            .or_else(|| words::after_opened(here))
            .or_else(|| words::after_starter(here));
        within.map(|name| (at, name)).or_else(below).filter(|(_, name)| is_name(name))
    });
    if let Some((at, name)) = named {
        claims.add_at(Field::Author, name, Source::Byline, u32::try_from(at).ok());
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_NAME
}

/// True for a line that is nothing but a word for "asked" and a date.
fn is_asked(line: &str, order: Order) -> bool {
    let Some((_, rest)) = line.split_once(' ').filter(|(word, _)| words::is_asked(word)) else {
        return false;
    };
    let dates = date::find(rest, order, "");
    let [date] = dates.as_slice() else { return false };
    date.start == 0 && !rest.get(date.end..).unwrap_or("").contains(char::is_alphabetic)
}
