//! Tables of Markdown: a block for each cell, as of HTML.

use super::Builder;
use crate::html::Tag;
use crate::page::{NONE, offset};
use crate::plain::lines::Line;
use crate::plain::long::LONG_LINE;
use crate::plain::markdown;
use crate::space::push_collapsed;

/// How many lines from one on are a table: its head, the line that parts it off, and what follows without a
/// blank line and has borders. None, if the line is no head, if rows have more or fewer cells than it, and if
/// one is so long that the table is what a page is laid out in.
pub(super) fn n_rows(text: &str, lines: &[Line], at: usize) -> usize {
    let own = |at: usize| lines.get(at).map_or("", |line| line.text(text));
    let parts = lines.get(at + 1).filter(|line| line.n_blank == 0).map(|line| line.text(text));
    let goes_on = || {
        let above = at.checked_sub(1).map_or("", own);
        lines.get(at).is_some_and(|line| line.n_blank == 0) && above.contains('|')
    };
    let is_head = |parts: &&str| markdown::parts_head(parts) && own(at).contains('|') && !goes_on();
    let Some(parts) = parts.filter(is_head) else {
        return 0;
    };
    let is_row = |line: &&Line| line.n_blank == 0 && line.text(text).contains('|');
    let rows = lines.iter().skip(at + 2).take_while(is_row);
    let n_cells = markdown::row(parts).len();
    let is_even = |line: &Line| {
        line.end - line.start <= LONG_LINE
            && !markdown::parts_head(line.text(text))
            && markdown::row(line.text(text)).len() == n_cells
    };
    let is_table = n_cells > 1
        && rows.clone().next().is_some()
        && lines.get(at).into_iter().chain(rows.clone()).all(is_even);
    if is_table { 2 + rows.count() } else { 0 }
}

impl Builder<'_> {
    /// Reads the rows of a table, the second of which parts its head off.
    pub(super) fn table(&mut self, text: &str, rows: &[Line]) {
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return };
        self.end_lists(0);
        let (n_elements, n_blocks) = (self.page.elements.len(), self.page.blocks.len());
        let table = self.page.push_element(Tag::Table, NONE);
        let mut n_blank = first.n_blank;
        // Borders and empty cells belong to the next block, or to the last one.
        let mut start = first.start;
        for (nth, row) in rows.iter().enumerate().filter(|(nth, _)| *nth != 1) {
            let element = self.page.push_element(Tag::Tr, table);
            for cell in markdown::row(row.text(text)) {
                let end = row.start + offset(cell.end);
                let tag = if nth == 0 { Tag::Th } else { Tag::Td };
                let element = self.page.push_element(tag, element);
                let (from, first_element) = (self.page.text.len(), self.page.elements.len());
                let own = row.text(text).get(cell).unwrap_or("").trim();
                if !own.is_empty() && !self.page.is_full() {
                    self.line(own, &mut false, from, element);
                    self.push_block(from, (element, first_element), n_blank, start, end);
                    (n_blank, start) = (0, end);
                }
                self.end_element(element);
            }
            self.end_element(element);
        }
        self.end_element(table);
        if self.page.blocks.len() == n_blocks {
            // Nothing but borders is no table.
            self.page.elements.truncate(n_elements);
            let from = self.page.text.len();
            let drawn = first.text(text);
            push_collapsed(drawn, &mut self.page.text, &mut false, offset(from));
            self.push_block(from, (NONE, n_elements), n_blank, first.start, last.end);
        } else if let Some(block) = self.page.blocks.last_mut() {
            block.source_end = last.end;
        }
    }
}

#[cfg(test)]
mod tests;
