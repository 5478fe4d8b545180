//! Who opened a thread, where lines of a flattened page say so: "asked 3 May 2024 / Ana", "Ana Discussion
//! starter", "Thread starter Ana", "Discussion in 'Bridges' started by Ana, 3 May 2024"; else the name that
//! the first post shows: "#1 3 May 2024 / Ana", "Ana / Posts: 12".

use crate::lexicon::{Topics, fold, topics, topics_of};
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
    let line = |at: usize| line(page, at);
    let named = (0..page.blocks.len()).find_map(|at| {
        let here = line(at)?;
        let below = || Some((at + 1, line(at + 1).filter(|_| is_asked(here, order))?));
        let within = words::before_opener(here)
            .or_else(|| words::after_opened(here))
            .or_else(|| words::after_starter(here));
        within.map(|name| (at, name)).or_else(below).filter(|(_, name)| is_name(name))
    });
    add(named.or_else(|| first_poster(page, order)), claims);
}

/// Adds the name behind a label that only threads have: "Thread starter Ana".
pub(in crate::metadata) fn read_starter(page: &Page, claims: &mut Claims) {
    let named = (0..page.blocks.len()).find_map(|at| {
        let name = words::after_starter(line(page, at)?).filter(|name| is_name(name))?;
        Some((at, name))
    });
    add(named, claims);
}

fn add(named: Option<(usize, &str)>, claims: &mut Claims) {
    if let Some((at, name)) = named {
        claims.add_at(Field::Author, name, Source::Byline, u32::try_from(at).ok());
    }
}

fn line(page: &Page, at: usize) -> Option<&str> {
    let block = page.blocks.get(at).filter(|block| !block.hidden && block.len() <= LONGEST)?;
    Some(page.block_text(block).trim())
}

/// The name that the first post shows: below its number, or above how many posts its bearer has written; a rank
/// and a place may stand between these.
fn first_poster(page: &Page, order: Order) -> Option<(usize, &str)> {
    let user = |at: usize| line(page, at).filter(|name| is_user(name, order));
    (0..page.blocks.len()).find_map(|at| {
        let here = line(page, at)?;
        let (at, reach) = if is_first_post(here) {
            (at + 1, 0)
        } else if line(page, at + 1).is_some_and(is_count_of_posts) {
            (at, BETWEEN)
        } else {
            return None;
        };
        let above = (0..=reach).map_while(|up| at.checked_sub(up));
        above.map_while(|at| Some((at, user(at)?))).last()
    })
}

/// Lines between a user's name and how many posts there are of them.
const BETWEEN: usize = 2;

/// True for a line that opens or ends with the number of a thread's first post: "#1 3 May 2024".
fn is_first_post(line: &str) -> bool {
    let mut words = line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '·' | '•'));
    let first = words.next();
    [first, words.next_back()].contains(&Some("#1"))
}

/// True for what forums print below a name: "Posts: 524".
fn is_count_of_posts(line: &str) -> bool {
    let mut folded = String::new();
    fold(line, &mut folded);
    folded.contains('0') && topics_of(&folded).any(Topics::THREAD)
}

/// The longest name of a user, in words.
const MOST_WORDS: usize = 3;

/// True for what may be a user's name: a few words that are no label, and no date.
fn is_user(text: &str, order: Order) -> bool {
    is_name(text)
        && text.chars().any(char::is_alphabetic)
        && text.split_whitespace().count() <= MOST_WORDS
        && topics(text) == Topics::default()
        && !words::is_author_label(text)
        && date::find(text, order, "").is_empty()
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
