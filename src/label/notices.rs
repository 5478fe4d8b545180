//! Notices: what sites say of themselves in whole sentences; they stand in `notices.txt` and
//! `notices/readers.txt`.

use once_cell::sync::Lazy;

use super::rules::{entries, label_of};
use super::{Label, Mark, Marks};
use crate::page::Page;
use needles::Needles;

mod needles;

/// Blocks in bytes that a notice is looked for in: shorter ones are labels, longer ones are paragraphs.
const LEAST_BYTES: u32 = 16;
const MOST_BYTES: u32 = 600;

/// What parts the pieces of a line of a file, and what says that a block begins with the first.
const GAP: &str = " … ";
const BEGINS: char = '^';

/// A line of a file: pieces that a block holds in this order.
#[derive(Debug)]
struct Saying {
    pieces: Vec<&'static str>,
    /// The block begins with the first piece.
    begins: bool,
    label: Label,
    id: &'static str,
}

impl Saying {
    fn new(line: &'static str, label: Label, id: &'static str) -> Saying {
        let begins = line.starts_with(BEGINS);
        let pieces = line.trim_start_matches(BEGINS).split(GAP).collect();
        Saying { pieces, begins, label, id }
    }

    /// The longest part of a piece in which a text differs from it by the case of ASCII letters at most.
    fn needle(&self) -> &'static str {
        let part = |piece: &&'static str| {
            // A sentence may begin with it, and its first letter be a capital beyond ASCII.
            let first = piece.chars().next().filter(|c| !c.is_ascii()).map_or(0, char::len_utf8);
            let rest = piece.get(first..).unwrap_or("");
            rest.split('\'').max_by_key(|part| part.len()).unwrap_or("")
        };
        self.pieces.iter().map(part).max_by_key(|part| part.len()).unwrap_or("")
    }

    fn tells(&self, text: &str) -> bool {
        let mut rest = text;
        for (nth, piece) in self.pieces.iter().enumerate() {
            match rest.split_once(piece) {
                Some((before, after)) if nth > 0 || !self.begins || before.is_empty() => {
                    rest = after
                }
                _ => return false,
            }
        }
        true
    }
}

/// All lines of the files, and what finds the needle of each.
struct Notices {
    sayings: Vec<Saying>,
    needles: Needles,
}

static NOTICES: Lazy<Notices> = Lazy::new(|| {
    let sayings: Vec<Saying> = paragraphs().flat_map(Notice::sayings).collect();
    let needles = Needles::new(sayings.iter().map(Saying::needle).collect());
    Notices { sayings, needles }
});

/// A paragraph of a file.
#[derive(Debug, Clone, Copy)]
struct Notice(&'static str);

impl Notice {
    /// What stands behind a key, line by line.
    fn values(self, key: &str) -> impl Iterator<Item = &'static str> {
        entries(self.0).flatten().filter(move |entry| entry.0 == key).map(|entry| entry.1)
    }

    fn value(self, key: &str) -> &'static str {
        self.values(key).next().unwrap_or("")
    }

    fn sayings(self) -> Vec<Saying> {
        let Some(label) = label_of(self.value("label")) else { return Vec::new() };
        let id = self.value("notice");
        self.values("says").map(|line| Saying::new(line, label, id)).collect()
    }
}

const FILES: [&str; 2] = [include_str!("notices.txt"), include_str!("notices/readers.txt")];

fn paragraphs() -> impl Iterator<Item = Notice> {
    let paragraphs = FILES.into_iter().flat_map(|file| file.split("\n\n")).map(Notice);
    paragraphs.filter(|paragraph| !paragraph.value("notice").is_empty())
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
    let mut found = NOTICES.needles.find(text).peekable();
    found.peek()?;
    let folded = text.trim().to_lowercase().replace('’', "'");
    let mut sayings = found.filter_map(|nth| NOTICES.sayings.get(nth));
    let saying = sayings.find(|saying| saying.tells(&folded))?;
    Some(Mark { label: saying.label, rule: saying.id, sure: true })
}

#[cfg(test)]
mod tests;
