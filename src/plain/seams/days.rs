//! Days that stand in no sentence.

use std::ops::Range;

use super::{Border, MAX_LABEL, Word, is_cut, set};
use crate::chars;
use crate::metadata;

/// Words before a day that belong to it or to who signs: "By Ann van der Roe, Friday".
const MAX_CREDIT_WORDS: usize = 8;

/// Words of a label right before its day: "Posted on".
const MAX_LABEL_OF_DAY: usize = 2;

/// Cuts around days that stand in no sentence, and before who signs them and what labels them.
pub(super) fn cut(line: &str, words: &[Word<'_>], borders: &mut [Border]) {
    for day in metadata::days(line) {
        let first = words.partition_point(|word| word.end() <= day.start);
        let after = words.partition_point(|word| word.start < day.end);
        let word = |at: usize| words.get(at);
        let is_lower =
            |at: usize| word(at).is_some_and(|word| word.text.starts_with(chars::is_lowercase));
        let opens = |at: &usize| {
            let start = word(*at).map_or(line.len(), |word| word.start);
            let end = line.floor_char_boundary(start + MAX_LABEL);
            line.get(start..end).is_some_and(metadata::opens_credit)
        };
        let before = first.checked_sub(1);
        let credits: Vec<usize> = (1..=MAX_CREDIT_WORDS)
            .map_while(|n| first.checked_sub(n))
            .take_while(|at| {
                !word(*at).is_some_and(|word| word.ends_sentence) && !is_cut(borders, *at + 1)
            })
            .filter(opens)
            .collect();
        let is_told = credits.is_empty() && before.is_some_and(is_lower) && !is_stamp(line, &day);
        if is_lower(after) && !is_cut(borders, after) || is_told && !is_cut(borders, first) {
            continue;
        }
        // A weekday or a place before the day belongs to it.
        let has_comma = before.and_then(word).is_some_and(|word| word.text.ends_with(','));
        if credits.first().is_none_or(|nearest| nearest + MAX_LABEL_OF_DAY < first) {
            set(borders, first - usize::from(has_comma));
        }
        credits.into_iter().for_each(|at| set(borders, at));
        set(borders, after);
        borders.iter_mut().take(after).skip(first + 1).for_each(|border| *border = Border::Whole);
    }
}

/// True for a day in figures with the time behind it, as no sentence has it: "2024-05-03 10:15".
fn is_stamp(line: &str, day: &Range<usize>) -> bool {
    let is_figures = |text: &str| !text.contains(chars::is_alphabetic);
    let is_time = |text: &str| is_figures(text) && text.contains(':');
    let is_day = |text: &str| is_figures(text) && !text.contains(':');
    let goes_on = line.get(day.end..).is_some_and(|rest| rest.starts_with(':'));
    let parts = line.get(day.clone()).and_then(|stamp| stamp.split_once(char::is_whitespace));
    parts.is_some_and(|(day, time)| is_day(day) && is_time(time)) && !goes_on
}
