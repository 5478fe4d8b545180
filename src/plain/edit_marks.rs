//! Links to edit a section, which wikis print behind its heading: `History[edit]`, `Geschichte[Bearbeiten |
//! Quelltext bearbeiten]`.
//!
//! Where a scraper has left them on the heading's line they are parted from it: they are no part of what it
//! says, and a sign that it is a heading, as hashes are in Markdown.

use super::lines::Line;
use crate::lexicon::are_edit_links;
use crate::page::offset;

/// Bytes of a mark, at most: the addresses of its links are among them.
const LONGEST: usize = 600;

/// Brackets that open in a mark, at most.
const MAX_BRACKETS: usize = 8;

/// Bytes of a heading of a section, at most.
pub(super) const LONGEST_HEADING: usize = 160;

/// The lines, with a line of its own for each mark. One that stands apart from what is before it may be a writer's
/// own ("I found it [edit]"): it needs another.
pub(super) fn parted(text: &str, lines: Vec<Line>) -> Vec<Line> {
    let mut n = 0;
    let found = |line: &Line| {
        let line = line.text(text);
        let mark = at(line)?;
        let is_apart = line.get(..mark).is_some_and(|before| before.ends_with(char::is_whitespace));
        n += if is_apart { 1 } else { FEWEST };
        Some(mark)
    };
    let marks: Vec<Option<usize>> = lines.iter().map(found).collect();
    if n < FEWEST {
        return lines;
    }
    let parts = lines.into_iter().zip(marks).flat_map(|(line, mark)| {
        let Some(mark) = mark else { return [Some(line), None] };
        let before = line.text(text).get(..mark).unwrap_or("").trim_end_matches(is_before);
        let end = line.start + offset(before.len());
        let behind = line.text(text).get(before.len()..).unwrap_or("");
        let n_spaces = behind.len() - behind.trim_start().len();
        let mark = Line { start: end + offset(n_spaces), n_blank: 0, ..line };
        [Some(Line { end, ..line }), Some(mark)]
    });
    parts.flatten().collect()
}

/// Marks that stand apart from their headings on a page, at least.
const FEWEST: usize = 2;

/// True for a line that is a mark.
pub(super) fn is_mark(line: &str) -> bool {
    let mark = line.trim_start_matches('\\');
    mark.ends_with([']', ')']) && mark.len() <= LONGEST && are_edit_links(mark)
}

/// What parts a mark from its heading; Markdown writes a backslash before its bracket.
fn is_before(c: char) -> bool {
    c.is_whitespace() || c == '\\'
}

/// Where the mark begins that a line ends with: at the first of the brackets behind which all is labels.
fn at(line: &str) -> Option<usize> {
    if !line.ends_with([']', ')']) || line.len() > LONGEST_HEADING + LONGEST {
        return None;
    }
    let brackets = memchr::memrchr_iter(b'[', line.as_bytes()).take(MAX_BRACKETS);
    let is_heading = |mark: usize| {
        let before = line.get(..mark).unwrap_or("").trim_end_matches(is_before);
        before.len() <= LONGEST_HEADING
            && before.ends_with(|c: char| c.is_alphanumeric() || is_closing(c))
    };
    let is_mark = |mark: &usize| is_heading(*mark) && line.get(*mark..).is_some_and(are_edit_links);
    brackets.filter(is_mark).last()
}

/// What a heading may end with beside letters; a sentence is none.
fn is_closing(c: char) -> bool {
    matches!(c, ')' | '?' | '!' | '"' | '”' | '»' | '）' | '」')
}

#[cfg(test)]
mod tests;
