//! What the shape of a line stands for: an item of a list, a heading.
//!
//! A sign at the start of a line is believed when nothing else explains it. "• " always is a list
//! item. "- " and "1. " are when the neighbouring lines agree; a dash alone, or before what
//! somebody says, is a dash of dialogue and stays.

use super::Dialect;
use super::edit_marks;
use super::lines::{Line, unseen_width};
use crate::page::offset;

/// A line's shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Shape {
    #[default]
    Text,
    /// An item of a list, with the bytes of its sign and the white space after it.
    Bullet(u32),
    Numbered(u32),
    /// A Markdown heading of level 1 to 6, with the bytes of its sign.
    Heading(u8, u32),
    /// A line of a quotation in Markdown, with the bytes of its sign.
    Quote(u32),
    /// A link to edit the section of the heading above.
    EditMark,
    /// The first line of code between fences, and the others, the fence at its end among them.
    Fence,
    Code,
}

/// What a line's first characters could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    None,
    /// Drawn for lists and nothing else.
    Bullet(u32),
    /// "-", "*", "–" and the like.
    Dash(u8, u32),
    /// "1.", "1)", "a)": what stands after the number, the number, and the bytes.
    Number(u8, u32, u32),
    Hashes(u8, u32),
    /// Signs of quotations, one in another.
    Quote(u32),
}

/// The shape of every line. In Markdown every sign means what it says.
pub(super) fn of_lines(text: &str, lines: &[Line], dialect: &Dialect<'_>) -> Vec<Shape> {
    let is_markdown = dialect.is_markdown();
    let has_lists = matches!(dialect, Dialect::Markdown(_) | Dialect::Bracketed);
    let sign = if dialect.is_numbered() { sign_of_terminal } else { sign };
    let signs: Vec<Sign> = lines.iter().map(|line| sign(line.text(text))).collect();
    let mut shapes = vec![Shape::Text; lines.len()];
    let hashes = || signs.iter().filter(|sign| matches!(sign, Sign::Hashes(..)));
    let has_levels = hashes().any(|sign| matches!(sign, Sign::Hashes(2.., _)));
    let n_headings = if has_levels { hashes().count() } else { 0 };
    let counted = if is_markdown { counted(&signs) } else { Vec::new() };
    let mut at = 0;
    while let Some(first) = signs.get(at) {
        let run = run_length(signs.get(at..).unwrap_or(&[]));
        let is_counted = counted.get(at) == Some(&true);
        let shape = |sign: &Sign| match *sign {
            Sign::Bullet(width) => Shape::Bullet(width),
            Sign::Dash(_, width) if run >= 2 || has_lists => Shape::Bullet(width),
            Sign::Number(_, _, width) if run >= 2 || is_counted => Shape::Numbered(width),
            Sign::Hashes(level, width)
                if is_markdown || is_heading(lines, at, level, n_headings) =>
            {
                Shape::Heading(level, width)
            }
            Sign::Quote(width) if is_markdown => Shape::Quote(width),
            _ => Shape::Text,
        };
        let is_spoken = !has_lists
            && matches!(first, Sign::Dash(..))
            && lines.get(at..at + run).is_some_and(|lines| is_dialogue(text, lines));
        if !is_spoken {
            for (slot, sign) in shapes.iter_mut().zip(&signs).skip(at).take(run) {
                *slot = shape(sign);
            }
        }
        at += run;
    }
    set_marks(text, lines, &mut shapes);
    if is_markdown {
        set_code(text, lines, &mut shapes);
    }
    shapes
}

/// The level of a heading whose section can be edited, where no hashes tell it.
const OF_SECTION: u8 = 2;

/// Sets the shapes of links to edit a section, and of the headings right above them.
fn set_marks(text: &str, lines: &[Line], shapes: &mut [Shape]) {
    let mut above: Option<&mut Shape> = None;
    for (line, shape) in lines.iter().zip(shapes) {
        if edit_marks::is_mark(line.text(text)) {
            *shape = Shape::EditMark;
            if let Some(above) = above.filter(|above| **above == Shape::Text && line.n_blank == 0) {
                *above = Shape::Heading(OF_SECTION, 0);
            }
            above = None;
        } else {
            above = (line.text(text).len() <= edit_marks::LONGEST_HEADING).then_some(shape);
        }
    }
}

/// Sets the shapes of what stands between fences. One that no other closes is no fence.
fn set_code(text: &str, lines: &[Line], shapes: &mut [Shape]) {
    let mut open: Option<(usize, &str)> = None;
    for (at, line) in lines.iter().enumerate() {
        let line = line.text(text);
        let Some(fence) = fence(line) else { continue };
        match open {
            None if !line.get(fence.len()..).is_some_and(|info| info.contains('`')) => {
                open = Some((at, fence));
            }
            Some((first, opening)) if line == fence && fence.starts_with(opening) => {
                for (nth, shape) in shapes.iter_mut().enumerate().take(at + 1).skip(first) {
                    *shape = if nth == first { Shape::Fence } else { Shape::Code };
                }
                open = None;
            }
            _ => {}
        }
    }
}

/// The signs of a fence that a line begins with.
fn fence(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let n = line.bytes().take_while(|byte| *byte == mark as u8).count();
    line.get(..n).filter(|_| n >= 3)
}

/// Items of inner lists between two numbers, at most.
const MAX_INNER: usize = 12;

/// Which numbers count on, with items of inner lists between them.
fn counted(signs: &[Sign]) -> Vec<bool> {
    let mut counted = vec![false; signs.len()];
    let is_item =
        |sign: &&Sign| matches!(sign, Sign::Dash(..) | Sign::Bullet(_) | Sign::Number(..));
    for (at, sign) in signs.iter().enumerate() {
        let Sign::Number(after, value, _) = *sign else { continue };
        let is_next =
            |sign: &Sign| matches!(sign, Sign::Number(a, n, _) if *a == after && *n == value + 1);
        let mut below = signs.iter().skip(at + 1).take(MAX_INNER + 1).take_while(is_item);
        let is_known = value == 1 || counted.get(at) == Some(&true);
        let Some(next) = below.position(is_next).filter(|_| is_known) else { continue };
        for place in [at, at + 1 + next] {
            if let Some(slot) = counted.get_mut(place) {
                *slot = true;
            }
        }
    }
    counted
}

/// How many lines from the first on have the same sign, or count on.
fn run_length(signs: &[Sign]) -> usize {
    let Some(first) = signs.first() else { return 1 };
    let goes_on = |(index, sign): (usize, &Sign)| match (first, sign) {
        (Sign::Dash(a, _), Sign::Dash(b, _)) => a == b,
        // A list that begins in the middle would be numbered anew by whoever shows it.
        (Sign::Number(a, 1, _), Sign::Number(b, number, _)) => {
            a == b && usize::try_from(*number).is_ok_and(|number| number == index + 1)
        }
        _ => index == 0,
    };
    signs.iter().enumerate().take_while(|pair| goes_on(*pair)).count().max(1)
}

/// Comments and prompts of code begin with "# " too: it needs the first line, or headings of
/// other levels, to be a title. Others need company, or a blank line after.
fn is_heading(lines: &[Line], at: usize, level: u8, n_headings: usize) -> bool {
    n_headings >= 2 || (ends_paragraph(lines, at) && (level > 1 || at == 0))
}

/// Columns before a line's text, for lists in lists.
pub(super) fn indent(text: &str, line: Line) -> usize {
    let before = text.as_bytes().get(..line.start as usize).unwrap_or(&[]);
    let spaces = before.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t'));
    spaces.take(MAX_INDENT).map(|byte| if *byte == b'\t' { TAB } else { 1 }).sum()
}

/// Columns of a tab, and bytes before a line that are counted at most.
const TAB: usize = 4;
const MAX_INDENT: usize = 64;

fn ends_paragraph(lines: &[Line], at: usize) -> bool {
    lines.get(at + 1).is_none_or(|next| next.n_blank > 0)
}

/// Asking and exclaiming is for speakers.
fn is_dialogue(text: &str, lines: &[Line]) -> bool {
    lines.iter().any(|line| line.text(text).ends_with(['?', '!', '…', '？', '！', '"', '”', '»']))
}

fn sign(line: &str) -> Sign {
    let bytes = line.as_bytes();
    let with_space = |mark: usize| {
        let mut width = mark;
        while let Some(space) = bytes.get(width..).and_then(unseen_width) {
            width += space;
        }
        (width > mark && width < bytes.len()).then(|| offset(width))
    };
    let found = match bytes {
        // • ‣ ◦ ▪ ● ■ ⁃ ∙ (a letter-like · or ° needs no place here)
        [0xe2, 0x80, 0xa2 | 0xa3, ..]
        | [0xe2, 0x97, 0xa6 | 0x8f, ..]
        | [0xe2, 0x96, 0xaa | 0xa0, ..]
        | [0xe2, 0x81, 0x83, ..]
        | [0xe2, 0x88, 0x99, ..] => with_space(3).map(Sign::Bullet),
        [0xe2, 0x80, 0x93, ..] => with_space(3).map(|width| Sign::Dash(b'n', width)),
        [0xc2, 0xb7, ..] => with_space(2).map(|width| Sign::Dash(b'.', width)),
        [mark @ (b'-' | b'*' | b'+'), ..] => with_space(1).map(|width| Sign::Dash(*mark, width)),
        [b'#', ..] => {
            let level = bytes.iter().take_while(|byte| **byte == b'#').count();
            let level = u8::try_from(level).unwrap_or(u8::MAX);
            (level <= 6 && bytes.len() <= MAX_HEADING)
                .then(|| with_space(usize::from(level)))
                .flatten()
                .map(|width| Sign::Hashes(level, width))
        }
        [b'0'..=b'9', ..] => number(bytes)
            .and_then(|(after, value, mark)| Some(Sign::Number(after, value, with_space(mark)?))),
        [b'>', ..] => {
            let signs = bytes.iter().take_while(|byte| matches!(byte, b'>' | b' ')).count();
            Some(Sign::Quote(offset(signs)))
        }
        [letter @ b'a'..=b'z', b')', ..] => {
            with_space(2).map(|width| Sign::Number(b'a', u32::from(*letter - b'a') + 1, width))
        }
        _ => None,
    };
    found.unwrap_or(Sign::None)
}

/// Browsers for terminals have a sign for items of each depth, which always is one.
fn sign_of_terminal(line: &str) -> Sign {
    match line.as_bytes() {
        [b'*' | b'+' | b'o' | b'#' | b'@' | b'=', b' ', _, ..] => Sign::Bullet(2),
        _ => sign(line),
    }
}

/// A longer line that begins with "#" is no heading: readers skim headings. In bytes.
const MAX_HEADING: usize = 240;

/// "12." and "12)": what stands after the number, its value, and the bytes of both.
fn number(bytes: &[u8]) -> Option<(u8, u32, usize)> {
    let digits = bytes.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let after = bytes.get(digits).copied().filter(|byte| matches!(byte, b'.' | b')'))?;
    let digits_of = bytes.get(..digits.min(3))?;
    let value = digits_of.iter().fold(0, |value, byte| value * 10 + u32::from(byte - b'0'));
    (digits <= 3).then_some((after, value, digits + 1))
}
