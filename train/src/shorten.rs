//! Articles of a few paragraphs: the first ones of a long article, on the page that it had.
//!
//! Most labelled articles are long. News in brief stands on pages just as full of other things, and is a
//! small part of them.

use std::ops::Range;

/// Fewer paragraphs than these are not cut.
const FEWEST: usize = 4;

/// Letters at the start and at the end of a paragraph by which it is found in the source.
const FOUND_BY: [usize; 2] = [20, 12];

/// How much longer than its text a paragraph's source may be: tags and references stand in it.
const LONGEST_SOURCE: usize = 4;

/// The source of a page, and what its extraction should give, with the first paragraphs of the article only,
/// and those that are not found as they are in the source. `None` if too few are left out.
pub fn shortened(source: &str, truth: &str, n_kept: usize) -> Option<(String, String)> {
    let lines: Vec<&str> = truth.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() < FEWEST.max(n_kept + 1) {
        return None;
    }
    let (first, rest) = lines.split_at_checked(n_kept)?;
    let (mut kept, mut cuts) = (first.to_vec(), Vec::new());
    for line in rest {
        let places = places(source, line);
        if places.is_empty() {
            kept.push(line);
        }
        cuts.extend(places);
    }
    let is_short = kept.len() * 2 <= lines.len();
    is_short.then(|| (without(source, cuts), kept.join("\n")))
}

/// Where a paragraph stands in the source: from its first letters to its last.
fn places(source: &str, line: &str) -> Vec<Range<usize>> {
    let letters = || line.char_indices();
    let [at_start, at_end] = FOUND_BY;
    let ends = letters().nth(at_start).zip(letters().rev().nth(at_end - 1));
    let Some((head, tail)) =
        ends.and_then(|((head, _), (tail, _))| Some((line.get(..head)?, line.get(tail..)?)))
    else {
        return Vec::new();
    };
    let place = |(at, _): (usize, &str)| {
        let after = source.get(at..)?;
        let length = after.find(tail)? + tail.len();
        (length <= line.len() * LONGEST_SOURCE).then_some(at..at + length)
    };
    source.match_indices(head).filter_map(place).collect()
}

/// The source without the text of some parts; the tags in them stay, so that what is open is closed.
fn without(source: &str, mut cuts: Vec<Range<usize>>) -> String {
    cuts.sort_by_key(|cut| cut.start);
    let (mut left, mut done) = (String::with_capacity(source.len()), 0);
    for cut in cuts {
        let start = cut.start.max(done);
        left += source.get(done..start).unwrap_or_default();
        let mut rest = source.get(start..cut.end).unwrap_or_default();
        while let Some((_, tag)) = rest.split_once('<') {
            let (tag, after) = tag.split_once('>').unwrap_or((tag, ""));
            left += &format!("<{tag}>");
            rest = after;
        }
        done = done.max(cut.end);
    }
    left + source.get(done..).unwrap_or_default()
}

#[cfg(test)]
mod tests;
