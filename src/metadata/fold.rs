//! Two forms of a text for comparing, words and letters only; and where words have run into each other.

use crate::chars;

/// Lower-case letters and digits, everything between them one space.
pub(super) fn words(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if chars::is_alphanumeric(c) {
            chars::each_lower(c, |lower| folded.push(lower));
        } else if !folded.ends_with(' ') && !folded.is_empty() && c != '\u{ad}' {
            folded.push(' ');
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// Lower-case letters and digits, nothing between them.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| chars::is_alphanumeric(*c)).flat_map(char::to_lowercase).collect()
}

/// How many letters a text has.
pub(super) fn n_letters(text: &str) -> usize {
    text.chars().filter(|c| chars::is_alphabetic(*c)).count()
}

/// White space runs as one space, none at the ends; soft hyphens and zero-width characters out.
pub(super) fn spaces(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else if !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}') {
            folded.push(c);
        }
    }
    if folded.ends_with(' ') {
        folded.pop();
    }
    folded
}

/// The part of two folded texts' words that both share: 0 none, 1 all of the longer one.
pub(super) fn overlap(a: &str, b: &str) -> f32 {
    let (mut left, mut right): (Vec<&str>, Vec<&str>) =
        (a.split(' ').collect(), b.split(' ').collect());
    left.sort_unstable();
    right.sort_unstable();
    let (mut i, mut j, mut shared) = (0, 0, 0u16);
    while let (Some(x), Some(y)) = (left.get(i), right.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared = shared.saturating_add(1);
                i += 1;
                j += 1;
            }
        }
    }
    let longer = u16::try_from(left.len().max(right.len())).unwrap_or(u16::MAX);
    f32::from(shared) / f32::from(longer.max(1))
}

/// Where words go on without a space, as scrapers leave them: before large letters that follow small ones.
pub(super) fn seams(text: &str) -> impl DoubleEndedIterator<Item = usize> {
    let is_seam = |(at, c): &(usize, char)| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        chars::is_uppercase(*c) && before.is_some_and(chars::is_lowercase)
    };
    text.char_indices().filter(is_seam).map(|(at, _)| at)
}
