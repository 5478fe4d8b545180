//! Notices: what sites say of themselves in whole sentences; they stand in `notices.txt` and
//! `notices/readers.txt`.

use super::rules::label_of;
use super::{Label, Mark, Marks};
use crate::page::Page;
use needles::Needles;

mod needles;
#[cfg_attr(not(test), expect(dead_code, reason = "the build script needs more of it"))]
mod saying;

/// Blocks in bytes that a notice is looked for in: shorter ones are labels, longer ones are paragraphs.
const LEAST_BYTES: u32 = 16;
const MOST_BYTES: u32 = 600;

/// What the build script (`build.rs`) makes of the files: a line for each of theirs, with the label and the name of
/// its notice before it; of each line its place, and the place and the length of its needle; and what those are found by.
static TEXT: &str = built!(include_str "notices/text");
static SAYINGS: &[u8] = built!(include_bytes "notices/sayings");
static NEEDLES: Needles<'static> = Needles {
    places: built!(include_bytes "notices/places").as_chunks().0,
    bits: built!(include_bytes "notices/bits"),
};

/// A line of a file: pieces that a block holds in this order.
#[derive(Debug)]
struct Saying {
    line: &'static str,
    label: Label,
    id: &'static str,
}

impl Saying {
    fn get(nth: usize) -> Option<Saying> {
        let [start, ..] = places(nth)?;
        let mut fields = TEXT.get(start..)?.split('\n').next()?.splitn(3, '\t');
        let (label, id, line) = (label_of(fields.next()?)?, fields.next()?, fields.next()?);
        Some(Saying { line, label, id })
    }

    fn tells(&self, text: &str) -> bool {
        let begins = saying::begins(self.line);
        let mut rest = text;
        for (nth, piece) in saying::pieces(self.line).enumerate() {
            match rest.split_once(piece) {
                Some((before, after)) if nth > 0 || !begins || before.is_empty() => rest = after,
                _ => return false,
            }
        }
        true
    }
}

/// Where a line starts, and its needle, and how long that is.
fn places(nth: usize) -> Option<[usize; 3]> {
    let [start, needle, len] = SAYINGS.as_chunks::<12>().0.get(nth)?.as_chunks().0 else {
        return None;
    };
    Some([start, needle, len].map(|bytes| u32::from_le_bytes(*bytes) as usize))
}

/// What a line is found by.
fn needle(nth: usize) -> &'static str {
    let needle = || {
        let [_, start, len] = places(nth)?;
        TEXT.get(start..start + len)
    };
    needle().unwrap_or("")
}

/// Marks the blocks that hold a notice.
pub(super) fn mark(page: &Page, marks: &mut Marks) {
    for (block, slot) in page.blocks.iter().zip(&mut marks.blocks) {
        let may_be = (LEAST_BYTES..=MOST_BYTES).contains(&block.len());
        if may_be && !slot.is_some_and(|mark| mark.sure) {
            *slot = of(page.block_text(block)).or(*slot);
        }
    }
}

/// The first notice that a text holds.
fn of(text: &str) -> Option<Mark> {
    let mut found = NEEDLES.find(text, needle).peekable();
    found.peek()?;
    let folded = text.trim().to_lowercase().replace('’', "'");
    let mut sayings = found.filter_map(Saying::get);
    let saying = sayings.find(|saying| saying.tells(&folded))?;
    Some(Mark { label: saying.label, rule: saying.id, sure: true })
}

#[cfg(test)]
mod tests;
