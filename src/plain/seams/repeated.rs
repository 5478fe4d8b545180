//! What stands on a line twice: a title above the text and at the end of the way to it, a menu at head and foot.

use rustc_hash::FxHashMap;

use super::{Border, Case, Word, set};

/// Words that stand on a line twice, at least, to be a piece of it. With three, news in five languages and two
/// thirds of other sets gained less than they lost.
const FEWEST: usize = 4;

/// Words of a piece, at most, and how often its first ones stand there, at most, for it to stay whole.
const LONGEST_WHOLE: usize = 20;
const MOST_TIMES: usize = 4;

/// The words with which a piece begins.
type Opening<'a> = [&'a str; FEWEST];

/// Where such words stand: how often, and where last.
#[derive(Debug, Default)]
struct Seen {
    times: usize,
    last: Option<usize>,
}

/// Cuts around what stands on the line twice. A short piece, and what stands there twice in a row, is not parted
/// any further.
pub(super) fn cut(words: &[Word<'_>], borders: &mut [Border]) {
    let mut openings: FxHashMap<Opening<'_>, Seen> = FxHashMap::default();
    for opening in (0..words.len()).map_while(|at| opening(words, at)) {
        openings.entry(opening).or_default().times += 1;
    }
    let mut at = 0;
    while let Some(seen) = opening(words, at).and_then(|opening| openings.get_mut(&opening)) {
        let before = seen.last.replace(at).filter(|before| before + FEWEST <= at);
        let n = before.map_or(0, |before| n_same(words, before, at));
        let is_twice_in_a_row = before.is_some_and(|before| before + n == at);
        // A sentence that is said over and over is a refrain.
        let ends = words.get((at + n).saturating_sub(1)).map_or("", |word| word.text);
        let is_refrain = is_twice_in_a_row && ends.ends_with(['.', '。']);
        if let Some(before) = before.filter(|_| !is_refrain) {
            let is_short = n <= LONGEST_WHOLE && seen.times <= MOST_TIMES;
            for start in [before, at] {
                part(words, borders, (start, start + n), is_short || is_twice_in_a_row);
            }
        }
        at += n.max(1);
    }
}

fn opening<'a>(words: &[Word<'a>], at: usize) -> Option<Opening<'a>> {
    let first: &[Word<'a>; FEWEST] = words.get(at..)?.first_chunk()?;
    Some(first.map(|word| word.text))
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
