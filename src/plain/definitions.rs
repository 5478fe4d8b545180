//! What references of Markdown lead to: `[the report][2]` above, and at the end of the text
//! `[2]: https://example.org/report.pdf "PDF"`, as turndown and pandoc write links if they are asked to.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::lines::Line;
use super::markdown::{closing, is_address, target, without_angles};

/// Bytes of a label, at most (CommonMark has 999 characters), and brackets inside of what it is a link of.
const LONGEST_LABEL: usize = 1_000;
const DEEPEST_LABEL: usize = 4;

/// Lines between two definitions, at most, as of a title that has several.
const MAX_BETWEEN: usize = 2;

/// Targets by their labels.
#[derive(Debug, Default)]
pub(super) struct Definitions<'a> {
    targets: FxHashMap<Cow<'a, str>, &'a str>,
    /// The first of the lines at the end of the text that are definitions, or how many lines there are.
    pub(super) first_line: usize,
}

/// The definitions that end a text.
pub(super) fn find<'a>(text: &'a str, lines: &[Line]) -> Definitions<'a> {
    let mut definitions = Definitions { first_line: lines.len(), ..Definitions::default() };
    let (mut n_between, mut below) = (0, None);
    for (at, line) in lines.iter().enumerate().rev() {
        let found = definition(line.text(text));
        // Where numbers run on, what stands behind them is a target whatever it looks like.
        let counts = |found: &Definition<'_>| {
            let number = found.number().and_then(|number| number.checked_add(1));
            found.is_certain || number.is_some() && number == below
        };
        let Some(found) = found.filter(counts) else {
            n_between += 1;
            if below.is_none() || n_between > MAX_BETWEEN {
                break;
            }
            continue;
        };
        (n_between, below) = (0, found.number());
        definitions.targets.insert(folded(found.label), found.target);
        definitions.first_line = at;
    }
    definitions
}

/// A line that defines a label.
#[derive(Debug, Clone, Copy)]
struct Definition<'a> {
    label: &'a str,
    target: &'a str,
    /// Whether it can be followed, and nothing but a title stands behind it.
    is_certain: bool,
}

impl Definition<'_> {
    fn number(&self) -> Option<u32> {
        self.label.parse().ok()
    }
}

/// What a line defines, if it does. Notes have labels that begin with `^`.
fn definition(line: &str) -> Option<Definition<'_>> {
    let (label, rest) = line.strip_prefix('[')?.split_once("]:")?;
    if label.starts_with('^') || label.len() > LONGEST_LABEL || label.contains(['[', ']']) {
        return None;
    }
    let rest = rest.trim_start();
    let whole = target(rest);
    let title = rest.get(whole.len()..).unwrap_or("");
    let target = without_angles(whole);
    let is_certain = !target.is_empty()
        && is_address(target)
        && (title.is_empty() || title.ends_with(['"', '\'', ')']));
    Some(Definition { label, target, is_certain })
}

/// A label as it is compared: in lower case, with single spaces.
fn folded(label: &str) -> Cow<'_, str> {
    let is_plain =
        |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase() && !byte.is_ascii_whitespace();
    if label.bytes().all(is_plain) {
        return Cow::Borrowed(label);
    }
    let words: Vec<String> = label.split_whitespace().map(str::to_lowercase).collect();
    Cow::Owned(words.join(" "))
}

impl<'a> Definitions<'a> {
    pub(super) fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// What is a link, its target, and the bytes of the reference that a text begins with: `[link][label]`,
    /// `[link][]` or `[link]`. A number in brackets alone is one that stands there to be read.
    pub(super) fn link<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str, usize)>
    where
        'a: 't,
    {
        if self.is_empty() {
            return None;
        }
        let end = closing(text, b'[', b']', LONGEST_LABEL, DEEPEST_LABEL)?;
        let link = text.get(1..end)?;
        let rest = text.get(end + 1..)?;
        let label = closing(rest, b'[', b']', LONGEST_LABEL, 1).and_then(|end| rest.get(1..end));
        let n_label = label.map_or(0, |label| label.len() + 2);
        let is_number = || link.bytes().all(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii());
        let label = match label {
            Some(label) if !label.is_empty() => label,
            None if is_number() => return None,
            _ => link,
        };
        Some((link, *self.targets.get(&folded(label))?, end + 1 + n_label))
    }

    /// True if one of the lines above the definitions refers to them.
    pub(super) fn are_used(&self, text: &str, lines: &[Line]) -> bool {
        let refers = |line: &Line| {
            let line = line.text(text);
            memchr::memchr_iter(b'[', line.as_bytes())
                .any(|at| line.get(at..).is_some_and(|from| self.link(from).is_some()))
        };
        !self.is_empty() && lines.iter().take(self.first_line).any(refers)
    }
}

#[cfg(test)]
mod tests;
