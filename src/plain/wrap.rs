//! Hard-wrapped paragraphs: which lines go on in the next.

use super::lines::Line;
use super::shape::Shape;

/// Widths, in characters, at which programs and people wrap: e-mail 65 to 78, terminals 80, and
/// some slack.
const WIDTHS: std::ops::RangeInclusive<usize> = 55..=100;

/// Lines that break inside a sentence before a page counts as wrapped: two short paragraphs'
/// worth.
const MIN_BROKEN: usize = 4;

/// Lines of the page, menus included, to one that breaks inside a sentence, at most: with more,
/// only some list or listing on it is wrapped.
const MAX_LINES_A_BREAK: usize = 6;

/// A full line may fall this many characters short of the width, beyond what the next word needs:
/// some programs even lines out.
const SLACK: usize = 8;

/// For each line, whether the next one goes on with its paragraph.
///
/// The whole page is decided once, by evidence: lines of similar width, not ending a sentence,
/// before lines that begin in lower case; and hardly a line longer than that. Scripts without
/// lower case are left as they are.
pub(super) fn joins(text: &str, lines: &[Line], shapes: &[Shape]) -> Vec<bool> {
    let Some(width) = wrap_width(text, lines, shapes) else { return Vec::new() };
    let goes_on = |(at, line): (usize, &Line)| {
        let Some(next) = lines.get(at + 1).filter(|next| next.n_blank == 0) else { return false };
        if shapes.get(at + 1) != Some(&Shape::Text)
            || matches!(shapes.get(at), Some(Shape::Heading(..)))
        {
            return false;
        }
        let (line, next) = (line.text(text), next.text(text));
        let used = n_chars(line);
        let word = next.split(' ').next().map_or(0, n_chars);
        used + 1 + word + SLACK > width || (begins_lower(next) && used * 2 > width)
    };
    lines.iter().enumerate().map(goes_on).collect()
}

/// The width at which the page is wrapped, if it is.
fn wrap_width(text: &str, lines: &[Line], shapes: &[Shape]) -> Option<usize> {
    let mut widths = [0_usize; 101];
    let (mut n_broken, mut n_whole, mut n_long) = (0, 0, 0);
    for (at, line) in lines.iter().enumerate() {
        // Four bytes a character at most: a line beyond that is too long however it is written.
        let bytes = (line.end - line.start) as usize;
        let line_text = line.text(text);
        let width = if bytes > 400 { usize::MAX } else { n_chars(line_text) };
        n_long += usize::from(width > *WIDTHS.end());
        let next = lines.get(at + 1).filter(|next| next.n_blank == 0);
        let Some(next) = next.filter(|_| shapes.get(at + 1) == Some(&Shape::Text)) else {
            continue;
        };
        if !WIDTHS.contains(&width) {
            continue;
        }
        if begins_lower(next.text(text)) && !ends_sentence(line_text) {
            n_broken += 1;
            if let Some(count) = widths.get_mut(width) {
                *count += 1;
            }
        } else {
            n_whole += 1;
        }
    }
    // In prose about seven of ten words begin in lower case, and one line of seven ends a
    // sentence; names and bad luck take their part.
    let enough = n_broken >= MIN_BROKEN
        && n_broken * 2 >= n_whole
        && n_broken >= n_long * 3
        && n_broken * MAX_LINES_A_BREAK >= lines.len();
    enough.then(|| widths.iter().rposition(|count| *count > 0)).flatten()
}

fn n_chars(text: &str) -> usize {
    text.bytes().filter(|byte| byte & 0xc0 != 0x80).count()
}

fn begins_lower(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    text.ends_with(['.', '!', '?', '…', ':', ';'])
}
