//! Text to lines.

use crate::page::{MAX_BLOCKS, offset};
use crate::space::unseen;

/// The most lines that are read; of them come no more blocks.
pub(super) const MAX_LINES: usize = 4 * MAX_BLOCKS;

/// A line that has text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// Byte range of its text in the input, without white space and zero-width characters at
    /// either end.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Blank lines before it, at most 255.
    pub(super) n_blank: u8,
}

impl Line {
    pub(super) fn text(self, input: &str) -> &str {
        input.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// Splits at every line end that Unicode knows: CR LF, LF, CR, VT, FF, NEL, LS, PS.
pub(super) fn split(text: &str) -> Vec<Line> {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 64);
    let mut start = 0;
    let mut n_blank = 0_u8;
    loop {
        let (end, next) = line_end(bytes, start);
        match trim(bytes, start, end) {
            Some((from, to)) => {
                lines.push(Line { start: offset(from), end: offset(to), n_blank });
                n_blank = 0;
            }
            None => n_blank = n_blank.saturating_add(1),
        }
        if next == end || lines.len() >= MAX_LINES {
            return lines;
        }
        start = next;
    }
}

/// Where the line that begins at `start` ends, and where the next begins; both at the end of
/// input if it is the last.
fn line_end(bytes: &[u8], start: usize) -> (usize, usize) {
    let mut at = start;
    loop {
        let rest = bytes.get(at..).unwrap_or(&[]);
        let Some(n_plain) = rest.iter().position(|byte| may_end(*byte)) else { break };
        at += n_plain;
        let width = match bytes.get(at..).unwrap_or(&[]) {
            [b'\r', b'\n', ..] | [0xc2, 0x85, ..] => 2,
            [b'\n' | b'\r' | 0x0b | 0x0c, ..] => 1,
            [0xe2, 0x80, 0xa8 | 0xa9, ..] => 3,
            _ => {
                at += 1;
                continue;
            }
        };
        return (at, at + width);
    }
    (bytes.len(), bytes.len())
}

/// Bytes that end a line, or lead a character that does.
static MAY_END: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = matches!(at as u8, b'\n' | b'\r' | 0x0b | 0x0c | 0xc2 | 0xe2);
        at += 1;
    }
    table
};

fn may_end(byte: u8) -> bool {
    MAY_END.get(usize::from(byte)).copied().unwrap_or(true)
}

/// The range without unseen characters at its ends; none if nothing is left.
pub(super) fn trim(bytes: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
    let mut from = start;
    while let Some(width) = bytes.get(from..end).and_then(unseen_width) {
        from += width;
    }
    let mut to = end;
    loop {
        // Every unseen character is 1, 2 or 3 bytes long.
        let width = (1..=3).find(|width| {
            let last = to.checked_sub(*width).filter(|at| *at >= from);
            last.and_then(|at| bytes.get(at..to)).and_then(unseen_width) == Some(*width)
        });
        match width {
            Some(width) => to -= width,
            None => break,
        }
    }
    (from < to).then_some((from, to))
}

/// Bytes of the unseen character that `bytes` begins with.
pub(super) fn unseen_width(bytes: &[u8]) -> Option<usize> {
    match bytes.first()? {
        b' ' | b'\t' | b'\n' | b'\r' | 0x0c => Some(1),
        0xc2.. => unseen(bytes).map(|(width, _)| width),
        _ => None,
    }
}
