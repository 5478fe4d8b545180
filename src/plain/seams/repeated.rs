//! What stands on a line twice: a title above the text and at the end of the way to it, a menu at head and foot.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::{Border, Case, Word, set};
use crate::page::offset;

/// Words that stand on a line twice, at least, to be a piece of it. With three, `get_text(" ")` of news in five
/// languages won 0.005, and `get_text()` of Fundus' pages lost 0.003, of WCXB's 0.001.
const FEWEST: usize = 4;

/// Words of a piece, at most, and how often its first ones stand there, at most, for it to stay whole.
const LONGEST_WHOLE: usize = 20;
const MOST_TIMES: u32 = 4;

/// Where words stand with which a piece may begin: how often, and where last.
#[derive(Debug, Default)]
struct Seen {
    times: u32,
    last: Option<u32>,
}

/// Cuts around what stands on the line twice. A short piece, and what stands there twice in a row, is not parted
/// any further.
pub(super) fn cut(words: &[Word<'_>], borders: &mut [Border]) {
    let numbers: Vec<u64> = words.iter().map(number).collect();
    let mut openings: FxHashMap<u64, Seen> = FxHashMap::default();
    for opening in numbers.windows(FEWEST).map(opening) {
        openings.entry(opening).or_default().times += 1;
    }
    // Most lines have many words, and few of their openings twice.
    openings.retain(|_, seen| seen.times > 1);
    if openings.is_empty() {
        return;
    }
    let mut at = 0;
    while let Some(run) = numbers.get(at..at + FEWEST) {
        let seen = openings.get_mut(&opening(run));
        let times = seen.as_ref().map_or(0, |seen| seen.times);
        let before = seen.and_then(|seen| seen.last.replace(offset(at)));
        let n = before.map_or(0, |before| n_same(words, before as usize, at));
        let Some(before) = before.filter(|_| n >= FEWEST) else {
            at += 1;
            continue;
        };
        part_both(words, borders, (before as usize, at, n), times);
        at += n;
    }
}

/// What a word says as a number.
fn number(word: &Word<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.text.as_bytes());
    hasher.finish()
}

/// The numbers of the first words of a piece as one.
fn opening(numbers: &[u64]) -> u64 {
    let mut hasher = FxHasher::default();
    numbers.iter().for_each(|number| hasher.write_u64(*number));
    hasher.finish()
}

/// Cuts around both places where the same words stand, so many.
fn part_both(
    words: &[Word<'_>],
    borders: &mut [Border],
    (before, at, n): (usize, usize, usize),
    times: u32,
) {
    let is_twice_in_a_row = before + n == at;
    // A sentence that is said over and over is a refrain.
    let last = words.get(at + n - 1).map_or("", |word| word.text);
    if is_twice_in_a_row && last.ends_with(['.', '。']) {
        return;
    }
    let is_whole = is_twice_in_a_row || n <= LONGEST_WHOLE && times <= MOST_TIMES;
    for start in [before, at] {
        part(words, borders, (start, start + n), is_whole);
    }
}

/// How many words from one place on are those from another on, up to that.
fn n_same(words: &[Word<'_>], before: usize, at: usize) -> usize {
    let pairs = words.iter().skip(before).zip(words.iter().skip(at));
    pairs.take(at - before).take_while(|(a, b)| a.text == b.text).count()
}

/// Cuts before and after some words, unless a sentence goes on there.
fn part(words: &[Word<'_>], borders: &mut [Border], (start, end): (usize, usize), is_whole: bool) {
    let begins = |at: usize| words.get(at).is_none_or(|word| word.case != Case::Lower);
    if !begins(start) || !begins(end) {
        return;
    }
    set(borders, start);
    set(borders, end);
    let inside = borders.iter_mut().take(end).skip(start + 1);
    let open = inside.filter(|border| is_whole && **border == Border::Open);
    open.for_each(|border| *border = Border::Whole);
}
