//! Very long lines, cut at sentence ends.
//!
//! A block is kept or dropped whole. A page that came as one line, or a column of a table dump,
//! holds article and chrome in one line, so it must be parted before it can be judged. Sentences
//! alone would be too short to judge; a paragraph's worth of them is not.

use super::lines::{trim, unseen_width};
use super::{Dialect, markdown, seams};
use crate::page::offset;

/// Lines up to this many bytes stay whole: hardly a paragraph of prose is longer.
const MAX_LINE: u32 = 4000;

/// Lines of more bytes are looked at for seams.
pub(super) const LONG_LINE: u32 = 650;

/// Bytes after which a piece ends with its sentence: a middling paragraph.
const PIECE: usize = 500;

/// Cuts a line into pieces, as byte ranges without white space at their ends: where something else
/// begins, and, if it is very long, at the ends of sentences between. What has neither is one piece.
pub(super) fn pieces(line: &str, start: u32, page: &str, dialect: &Dialect<'_>) -> Vec<(u32, u32)> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let cuts = if dialect.is_markdown() { markdown::cells(line) } else { seams::find(line, page) };
    let longest = if line.len() > MAX_LINE as usize { PIECE } else { line.len() };
    for to in cuts.into_iter().chain([line.len()]) {
        let part = line.get(from..to).unwrap_or("");
        paragraphs(part, start + offset(from), longest, &mut pieces);
        from = to;
    }
    pieces
}

/// Cuts what belongs together into pieces of some sentences.
fn paragraphs(part: &str, start: u32, longest: usize, pieces: &mut Vec<(u32, u32)>) {
    let Some((first, end)) = trim(part.as_bytes(), 0, part.len()) else { return };
    let (mut from, mut at) = (first, first + longest);
    while let Some((stop, next)) = sentence_end(part, at) {
        if next >= end {
            break;
        }
        pieces.push((start + offset(from), start + offset(stop)));
        from = next;
        at = from + longest;
    }
    pieces.push((start + offset(from), start + offset(end)));
}

/// The first end of a sentence at or after `at`: where it ends, and where the next begins.
fn sentence_end(line: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let mut at = at;
    loop {
        let (mark, wide) = match bytes.get(at..)? {
            [b'.' | b'!' | b'?', ..] => (1, false),
            // 。！？
            [0xe3, 0x80, 0x82, ..] | [0xef, 0xbc, 0x81 | 0x9f, ..] => (3, true),
            [] => return None,
            _ => (0, false),
        };
        if mark == 0 {
            at += 1;
            continue;
        }
        let mut stop = at + mark;
        while let Some(width) = bytes.get(stop..).and_then(closing_width) {
            stop += width;
        }
        let mut next = stop;
        while let Some(width) = bytes.get(next..).and_then(unseen_width) {
            next += width;
        }
        let first = line.get(next..).and_then(|rest| rest.chars().next());
        let begins = first.is_none_or(|first| !first.is_lowercase() && !first.is_ascii_digit());
        if wide || (next > stop && begins) {
            return Some((stop, next));
        }
        at = stop;
    }
}

/// Bytes of the closing quote or bracket that `bytes` begins with.
fn closing_width(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'"' | b'\'' | b')' | b']', ..] => Some(1),
        // »
        [0xc2, 0xbb, ..] => Some(2),
        // ” ’ 」 』 ）
        [0xe2, 0x80, 0x9d | 0x99, ..] | [0xe3, 0x80, 0x8d | 0x8f, ..] | [0xef, 0xbc, 0x89, ..] => {
            Some(3)
        }
        _ => None,
    }
}
