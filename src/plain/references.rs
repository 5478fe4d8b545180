//! Text that a browser for terminals has written, links numbered: `[7]Home`, and at its end what
//! each number leads to, as `lynx -dump` and `elinks -dump` do.
//!
//! A number says where a link begins and not where it ends. In a menu it is all up to the next
//! number; in a paragraph it cannot be told, and there no text is taken for a link.

use super::lines::Line;
use super::markdown::Piece;

/// Fewest targets: fewer numbered addresses may be anything.
const MIN_TARGETS: usize = 3;

/// Words of a block whose links reach to the next number though it does not begin with one.
const SHORT: usize = 12;

/// Lines between two targets, at most, as of an address that is a whole letter; and of them those that are headings,
/// as over links that are hidden.
const MAX_BETWEEN: usize = 12;
const MAX_HEADINGS: usize = 2;

/// Bytes of such a heading, at most.
const MAX_HEADING: usize = 24;

/// Bytes of a link's number and of an image's name, at most.
const LONGEST_NUMBER: usize = 6;
const LONGEST_NAME: usize = 120;

/// The targets of links by their number, from one on; none of those that are not listed.
#[derive(Debug, Default)]
pub(super) struct References<'a> {
    targets: Vec<Option<&'a str>>,
    /// The first line of the list, its heading.
    pub(super) first_line: usize,
}

/// The list that ends a text, if its numbers stand before links above.
pub(super) fn find<'a>(text: &'a str, lines: &[Line]) -> Option<References<'a>> {
    let mut references = References::default();
    let (mut n_targets, mut n_between, mut below) = (0, 0, 0);
    for (at, line) in lines.iter().enumerate().rev() {
        let entry = entry(line.text(text));
        let counts = |number: usize, target: &str| number + 1 == below || is_address(target);
        let Some((number, target)) = entry.filter(|(number, target)| counts(*number, target))
        else {
            n_between += 1;
            if n_targets == 0 || n_between > MAX_BETWEEN {
                break;
            }
            let text = line.text(text);
            let is_heading =
                text.len() <= MAX_HEADING && !text.ends_with(['.', '!', '?']) || is_address(text);
            // What goes on above may be an address of several lines, if one comes before it.
            if is_heading && n_between <= MAX_HEADINGS && references.first_line == at + 1 {
                references.first_line = at;
            }
            continue;
        };
        let place = Some(number).filter(|number| *number <= 2 * lines.len())?.checked_sub(1)?;
        if references.targets.len() <= place {
            references.targets.resize(place + 1, None);
        }
        *references.targets.get_mut(place)? = Some(target);
        (n_targets, n_between, below) = (n_targets + 1, 0, number);
        references.first_line = at;
    }
    let above = || lines.iter().take(references.first_line).map(|line| line.text(text));
    let shows_links = || above().any(|line| references.has_link(line));
    (n_targets >= MIN_TARGETS && shows_links()).then_some(references)
}

/// `12. http://example.org/`
fn entry(line: &str) -> Option<(usize, &str)> {
    let (number, target) = line.split_once(". ")?;
    Some((number.parse().ok()?, target.trim_start()))
}

/// True of what a link leads to.
fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = || scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let known = ["javascript", "mailto", "tel", "data"];
    known.iter().any(|known| scheme.eq_ignore_ascii_case(known))
        || rest.starts_with("//") && !scheme.is_empty() && is_scheme()
}

impl<'a> References<'a> {
    /// The target of the number that a text begins with, and the bytes of its sign.
    fn begins(&self, text: &str) -> Option<(&'a str, usize)> {
        let number = bracketed(text, LONGEST_NUMBER)?;
        let place = number.parse::<usize>().ok()?.checked_sub(1)?;
        let target = self.targets.get(place).copied().flatten()?;
        Some((target, number.len() + 2))
    }

    fn has_link(&self, line: &str) -> bool {
        let begins = |at: usize| line.get(at..).is_some_and(|rest| self.begins(rest).is_some());
        memchr::memchr_iter(b'[', line.as_bytes()).any(begins)
    }

    /// Whether the links of a paragraph reach up to the next number, or its end.
    pub(super) fn reach(&self, paragraph: &str) -> bool {
        let begins = self.begins(paragraph).is_some();
        let has_more = |rest: &str| !rest.trim_start().is_empty();
        let ends = |(at, c): (usize, char)| {
            let rest = paragraph.get(at + c.len_utf8()..).unwrap_or("");
            match c {
                '.' | '!' | '?' | ':' => rest.starts_with(char::is_whitespace) && has_more(rest),
                '。' | '！' | '？' => has_more(rest),
                _ => false,
            }
        };
        let n_words = || paragraph.split_whitespace().take(SHORT + 1).count();
        (begins || n_words() <= SHORT) && !paragraph.char_indices().any(ends)
    }

    /// The parts of a line, in order. The signs between them are numbers and names of images.
    pub(super) fn pieces<'t>(&self, line: &'t str, reach: bool) -> Vec<Piece<'t>>
    where
        'a: 't,
    {
        let mut pieces = Vec::new();
        let (mut target, mut from, mut at) = (None, 0, 0);
        let part = |target: Option<&'t str>, from: usize, to: usize| {
            let part = line.get(from..to).filter(|part| !part.is_empty())?;
            Some(target.map_or(Piece::Text(part), |target| Piece::Link(part, target)))
        };
        while let Some(open) = memchr::memchr(b'[', line.as_bytes().get(at..).unwrap_or(&[])) {
            let rest = line.get(at + open..).unwrap_or("");
            let (to, width) = match (self.begins(rest), image(rest)) {
                (Some((to, width)), _) => (Some(to).filter(|_| reach), width),
                (None, Some(width)) => (target, width),
                (None, None) => {
                    at += open + 1;
                    continue;
                }
            };
            pieces.extend(part(target, from, at + open));
            at += open + width;
            (target, from) = (to, at);
        }
        pieces.extend(part(target, from, line.len()));
        pieces
    }
}

/// What stands in the brackets with which a text begins, of no more than so many bytes.
fn bracketed(text: &str, longest: usize) -> Option<&str> {
    let inside = text.strip_prefix('[')?;
    let look = inside.as_bytes().get(..inside.len().min(longest + 1))?;
    inside.get(..memchr::memchr(b']', look)?)
}

/// The bytes of what stands for an image, by its file: `[logo.gif]`.
fn image(text: &str) -> Option<usize> {
    let name = bracketed(text, LONGEST_NAME)?;
    let (_, kind) = name.rsplit_once('.')?;
    let is_image = ["gif", "jpg", "jpeg", "png", "webp", "svg"].contains(&kind);
    (is_image && !name.contains([' ', '['])).then_some(name.len() + 2)
}

#[cfg(test)]
mod tests;
