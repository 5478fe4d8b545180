//! How long ago something was: "3 hours ago", "vor 2 Tagen", "3小时前". No day can be told from it, since no
//! clock is read; but where it stands beside a byline, a date further down the page is that of something else.

use super::words::WORDS;
use crate::chars;

/// Letters of a number, of a unit of time, and of the word for "ago" right behind it where no space parts them.
const NUMBER: usize = 3;
const GLUED: usize = 6;

/// Words after a number within which the word for "ago" stands: "3 days ago", "12 uur geleden".
const BEHIND: usize = 3;

/// Where the first expression of a time ago begins in a line.
pub(in crate::metadata) fn ago(line: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = line.get(from..)?.find(chars::is_numeric) {
        let start = from + at;
        let (before, rest) = line.split_at_checked(start)?;
        let number = rest.find(|c: char| !chars::is_numeric(c)).unwrap_or(rest.len());
        let (digits, behind) = rest.split_at_checked(number)?;
        let is_number = digits.chars().count() <= NUMBER && !before.ends_with(chars::is_alphabetic);
        if is_number && is_followed(behind) {
            return Some(start);
        }
        if is_number
            && opens_with_word(behind)
            && let Some(word) = before_number(before)
        {
            return Some(start - word);
        }
        from = start + number;
    }
    None
}

/// True if a unit and a word for "ago" follow a number.
fn is_followed(behind: &str) -> bool {
    let is_ago = |word: &str| WORDS.of("ago").contains(&word.to_lowercase().as_str());
    let glued = behind.trim_start().chars().take(GLUED).take_while(|c| chars::is_alphabetic(*c));
    let is_glued = glued.skip(1).any(|c| is_ago(c.encode_utf8(&mut [0; 4])));
    let mut words = behind
        .split(|c: char| c.is_whitespace() || c.is_ascii_punctuation())
        .filter(|word| !word.is_empty())
        .take(BEHIND);
    is_glued || opens_with_word(behind) && words.any(is_ago)
}

fn opens_with_word(behind: &str) -> bool {
    behind.trim_start().starts_with(chars::is_alphabetic)
}

/// Bytes from the start of the words for "ago" that end a text: "il y a 3 heures".
fn before_number(before: &str) -> Option<usize> {
    let trimmed = before.trim_end();
    let ends = |word: &&str| {
        let head = trimmed.len().checked_sub(word.len())?;
        let (head, tail) = trimmed.split_at_checked(head)?;
        let is_word = tail.to_lowercase() == **word && !head.ends_with(chars::is_alphabetic);
        is_word.then_some(before.len() - head.len())
    };
    WORDS.of("ago_before").iter().find_map(ends)
}
