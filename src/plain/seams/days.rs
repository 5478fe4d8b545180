//! Days that stand in no sentence.

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
        let is_told =
            credits.is_empty() && before.is_some_and(is_lower) && !is_stamp(line, day.start);
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

/// True for a day in figures with the time behind it, from a byte on, as no sentence has it: "2024-05-03 10:15".
fn is_stamp(line: &str, start: usize) -> bool {
    let end = line.floor_char_boundary(start + LONGEST_STAMP);
    let mut parts = line.get(start..end).unwrap_or("").split_whitespace();
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '/' | ',');
    let is_day = parts.next().is_some_and(|day| day.chars().all(is_figure));
    is_day && parts.next().is_some_and(is_time)
}

/// Bytes of a day in figures and a time.
const LONGEST_STAMP: usize = 24;

/// True for hours and minutes, seconds behind them or not.
fn is_time(text: &str) -> bool {
    let text = text.trim_matches(['(', ')', '[', ']', ',', '|']);
    let is_number =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let n_colons = text.matches(':').count();
    (1..=2).contains(&n_colons) && text.split(':').all(is_number)
}

#[cfg(test)]
mod tests {
    use super::is_stamp;

    #[test]
    fn a_stamp_is_a_day_in_figures_with_a_time() {
        for stamp in ["2024-05-03 10:15 The bridge", "3.5.2024 9:05", "03/05/2024, (10:15:30) The"]
        {
            assert!(is_stamp(stamp, 0), "{stamp}");
        }
        for told in [
            "3 May 2024 10:15",
            "2024-05-03 The bridge",
            "2024-05-03 10:15am",
            "2024-05-03 1:0:0:0",
        ] {
            assert!(!is_stamp(told, 0), "{told}");
        }
        assert!(is_stamp("the bridge 2024-05-03 10:15", 11) && !is_stamp("the bridge", 10));
    }
}
