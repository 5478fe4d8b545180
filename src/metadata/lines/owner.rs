//! The lines of a page that tell who owns the rights.

use crate::label::{Label, Marks};
use crate::page::Page;

/// Such lines that are read at most.
const MOST: usize = 8;

/// The signs of one.
const RIGHTS: [char; 2] = ['©', 'Ⓒ'];

/// What the first of them say.
pub(super) fn owners<'a>(page: &'a Page, marks: &Marks) -> impl Iterator<Item = &'a str> {
    let lines = page.blocks.iter().zip(&marks.blocks);
    let legal = lines.filter(|(_, mark)| mark.is_some_and(|mark| mark.label == Label::Legal));
    let texts = legal.map(|(block, _)| page.block_text(block).trim());
    texts.filter(|text| text.contains(RIGHTS)).take(MOST)
}
