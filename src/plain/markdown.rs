//! Text that was flattened to Markdown: links, images, emphasis, underlined headings.
//!
//! After CommonMark 0.31, as far as programs that write Markdown use it: inline links and images, references, addresses
//! in angle brackets, code, `**`, `*`, `_` and `~~`, backslashes, and headings underlined with `=` or `-`.

use std::ops::Range;

use memchr::memmem;

use super::definitions::Definitions;
use super::lines::Line;

/// A part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    /// The label, which may hold pieces itself, and the target.
    Link(&'a str, &'a str),
    /// An image: nothing of it is text.
    Image,
    Strong(&'a str),
    Emphasis(&'a str),
    /// Code, in which no other sign means anything.
    Code(&'a str),
}

/// Bytes of a label and of a target, at most; and brackets inside of a label.
const LONGEST_LABEL: usize = 2_000;
const LONGEST_TARGET: usize = 4_000;
const DEEPEST_LABEL: usize = 4;

/// Bytes between two signs of emphasis, at most.
const LONGEST_EMPHASIS: usize = 600;

/// Signs before code in a line, at most.
const MAX_TICKS: usize = 8;

/// True if a line of the text has a link or an image as Markdown writes it.
pub(super) fn is_markdown(text: &str, lines: &[Line]) -> bool {
    let none = Definitions::default();
    let has = |line: &Line| {
        let line = line.text(text);
        memmem::find(line.as_bytes(), b"](").is_some()
            && pieces(line, &none).any(|piece| matches!(piece, Piece::Link(..) | Piece::Image))
    };
    memmem::find(text.as_bytes(), b"](").is_some() && lines.iter().any(has)
}

/// The level of the heading that a line underlines, if it does nothing else.
pub(super) fn underline(line: &str) -> Option<u8> {
    let mark = line.bytes().next()?;
    let level = match mark {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    (line.len() >= 3 && line.bytes().all(|byte| byte == mark)).then_some(level)
}

/// True for a line that is drawn between blocks: `---`, `* * *`.
pub(super) fn is_drawn(line: &str) -> bool {
    let Some(mark @ ('-' | '*' | '_')) = line.chars().next() else { return false };
    line.matches(mark).count() >= 3 && line.chars().all(|c| c == mark || c == ' ')
}

/// The parts of a line, in order; with the signs between them they are all of it.
pub(super) fn pieces<'t>(
    line: &'t str,
    definitions: &'t Definitions<'t>,
) -> impl Iterator<Item = Piece<'t>> {
    let mut rest = line;
    let mut found = None;
    std::iter::from_fn(move || {
        found.take().or_else(|| {
            let text;
            (text, found, rest) = first_sign(rest, definitions);
            if text.is_empty() { found.take() } else { Some(Piece::Text(text)) }
        })
    })
}

/// What stands before the first sign, the piece that begins with it, and what comes after.
fn first_sign<'t>(
    line: &'t str,
    definitions: &Definitions<'t>,
) -> (&'t str, Option<Piece<'t>>, &'t str) {
    let bytes = line.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let is_inside = at.checked_sub(1).is_some_and(|before| is_word(bytes.get(before)));
        if !matches!(byte, b'\\' | b'[' | b'!' | b'*' | b'_' | b'`' | b'<' | b'~')
            || *byte == b'_' && is_inside
        {
            continue;
        }
        let (before, from) = line.split_at(at);
        if let Some((piece, width)) = sign(from, is_inside, definitions) {
            return (before, Some(piece), from.get(width..).unwrap_or(""));
        }
    }
    (line, None, "")
}

/// Where the cells of a table's row begin, their border with them, but for empty ones: a long row is
/// a page that is laid out in a table.
pub(super) fn cells(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    let (mut cells, mut border, mut at) = (Vec::new(), None, 0);
    while let Some(byte) = bytes.get(at) {
        let link = if *byte == b'[' { line.get(at..).and_then(link) } else { None };
        if *byte == b'|' {
            border = Some(at);
        } else if link.is_some() || is_word(Some(byte)) {
            cells.extend(border.take());
        }
        at += link.map_or(1, |(_, _, width)| width);
    }
    cells
}

/// The cells of a table's row, as byte ranges between its borders, empty ones too.
pub(super) fn row(line: &str) -> Vec<Range<usize>> {
    let none = Definitions::default();
    let bytes = line.as_bytes();
    let mut from = usize::from(bytes.first() == Some(&b'|'));
    let (mut cells, mut at) = (Vec::new(), from);
    while let Some(byte) = bytes.get(at) {
        let sign = if matches!(byte, b'[' | b'`') {
            line.get(at..).and_then(|it| sign(it, false, &none))
        } else {
            None
        };
        if *byte == b'|' {
            cells.push(from..at);
            from = at + 1;
        }
        at += sign.map_or(if *byte == b'\\' { 2 } else { 1 }, |(_, width)| width);
    }
    if from < bytes.len() {
        cells.push(from..bytes.len());
    }
    cells
}

/// True for the line that parts the head of a table from its rows.
pub(super) fn parts_head(line: &str) -> bool {
    let is_part = |byte| matches!(byte, b'-' | b'|' | b':' | b' ');
    line.contains("--") && line.contains('|') && line.bytes().all(is_part)
}

fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
}

/// The piece that begins with a sign, inside of a word or not, and its bytes.
fn sign<'t>(
    text: &'t str,
    is_inside: bool,
    definitions: &Definitions<'t>,
) -> Option<(Piece<'t>, usize)> {
    let link = |text| link(text).or_else(|| definitions.link(text));
    match text.as_bytes() {
        [b'\\', escaped, ..] if escaped.is_ascii_punctuation() => {
            Some((Piece::Text(text.get(1..2)?), 2))
        }
        [b'!', b'[', ..] => {
            let (_, _, width) = link(text.get(1..)?)?;
            Some((Piece::Image, width + 1))
        }
        [b'[', ..] => {
            let (label, target, width) = link(text)?;
            Some((Piece::Link(label, target), width))
        }
        [b'`', ..] => {
            let n = text.bytes().take(MAX_TICKS + 1).take_while(|byte| *byte == b'`').count();
            let (fence, inner) = text.split_at_checked(n).filter(|_| n <= MAX_TICKS)?;
            let look = inner.as_bytes().get(..inner.len().min(LONGEST_EMPHASIS))?;
            let end =
                memmem::find_iter(look, fence).find(|end| look.get(end + n) != Some(&b'`'))?;
            Some((Piece::Code(inner.get(..end)?.trim()), end + 2 * n))
        }
        [b'<', ..] => {
            let look = text.as_bytes().get(1..text.len().min(LONGEST_TARGET))?;
            let end = look.iter().position(|byte| matches!(byte, b'>' | b'<' | 0..=b' '))?;
            let address = text.get(1..=end).filter(|_| look.get(end) == Some(&b'>'))?;
            let is_address = address.contains("://") || address.starts_with("mailto:");
            is_address.then_some((Piece::Link(address, address), end + 2))
        }
        [b'~', b'~', after, ..] if !after.is_ascii_whitespace() && *after != b'~' => {
            let inner = text.get(2..)?;
            let look = inner.as_bytes().get(..inner.len().min(LONGEST_EMPHASIS))?;
            let end = memmem::find(look, b"~~")?;
            Some((Piece::Text(inner.get(..end)?), end + 4))
        }
        [b'*', b'*', after, ..] if !after.is_ascii_whitespace() && *after != b'*' => {
            let inner = text.get(2..)?;
            let look = inner.as_bytes().get(..inner.len().min(LONGEST_EMPHASIS))?;
            let end = memmem::find(look, b"**")?;
            Some((Piece::Strong(inner.get(..end)?), end + 4))
        }
        [mark @ (b'*' | b'_'), after, ..]
            if !is_inside && !after.is_ascii_whitespace() && after != mark =>
        {
            let inner = text.get(1..)?;
            let look = inner.as_bytes().get(..inner.len().min(LONGEST_EMPHASIS))?;
            let end = memchr::memchr(*mark, look)?;
            let has_borders =
                look.get(end.checked_sub(1)?).is_some_and(|b| !b.is_ascii_whitespace())
                    && !is_word(look.get(end + 1))
                    && look.get(end + 1) != Some(mark);
            has_borders.then_some((Piece::Emphasis(inner.get(..end)?), end + 2))
        }
        _ => None,
    }
}

/// Label, target and bytes of a link that begins with its bracket.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let label_end = closing(text, b'[', b']', LONGEST_LABEL, DEEPEST_LABEL)?;
    let label = text.get(1..label_end)?;
    let rest = text.get(label_end + 1..)?;
    let end = closing(rest, b'(', b')', LONGEST_TARGET, 2)?;
    let inside = rest.get(1..end)?.trim();
    let target = without_angles(target(inside));
    let is_titled = inside.len() == target.len() || inside.ends_with(['"', '\'', ')', '>']);
    (is_titled && is_address(target)).then_some((label, target, label_end + 1 + end + 1))
}

/// The target of a link, which may go on in the next line: a title may follow it.
pub(super) fn target(inside: &str) -> &str {
    let ends = |at: usize, space: char| {
        let after = inside.get(at..).unwrap_or("").trim_start();
        space != '\n' && space != '\r' || after.starts_with(['"', '\'', '('])
    };
    let mut spaces = inside.char_indices().filter(|(_, c)| c.is_whitespace());
    let end = spaces.find(|(at, space)| ends(*at, *space)).map_or(inside.len(), |(at, _)| at);
    inside.get(..end).unwrap_or(inside)
}

/// A target without the angle brackets that may stand around it.
pub(super) fn without_angles(target: &str) -> &str {
    target.strip_prefix('<').and_then(|target| target.strip_suffix('>')).unwrap_or(target)
}

/// What stands between the fences that these lines begin and end with.
pub(super) fn code(lines: &str) -> &str {
    let inside = lines.split_once('\n').map_or("", |(_, inside)| inside);
    inside.rsplit_once('\n').map_or("", |(inside, _)| inside)
}

/// Where the bracket closes with which the text begins.
pub(super) fn closing(
    text: &str,
    open: u8,
    close: u8,
    longest: usize,
    deepest: usize,
) -> Option<usize> {
    let mut depth = 0;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().take(longest) {
        if at == 0 && byte != open {
            return None;
        }
        if is_escaped {
            is_escaped = false;
        } else if byte == b'\\' {
            is_escaped = true;
        } else if byte == open {
            depth += 1;
            if depth > deepest {
                return None;
            }
        } else if byte == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// What can be followed: code that calls a value of a list, `f[0](x)`, has none.
pub(super) fn is_address(target: &str) -> bool {
    target.is_empty()
        || target.starts_with(['/', '#', '?', '.'])
        || target.contains("://")
        || target.contains('/') && target.contains('.')
        || ["mailto:", "tel:", "javascript:", "data:"].iter().any(|s| target.starts_with(s))
        || [".html", ".htm", ".php", ".md", ".aspx"].iter().any(|end| target.ends_with(end))
}

#[cfg(test)]
mod tests;
