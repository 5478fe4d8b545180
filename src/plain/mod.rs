//! Text to a page.

use crate::page::{Block, NONE, Page};

/// Reads text that a scraper has flattened to lines.
pub(crate) fn read(text: &str) -> Page {
    let mut page = Page::default();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            continue;
        }
        let start = page.text.len() as u32;
        page.text.push_str(trimmed);
        let source_start = (trimmed.as_ptr() as usize - text.as_ptr() as usize) as u32;
        page.blocks.push(Block {
            start,
            end: page.text.len() as u32,
            element: NONE,
            source_start,
            source_end: source_start + trimmed.len() as u32,
            ..Block::default()
        });
    }
    page
}
