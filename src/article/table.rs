//! Data tables. Tables that only lay a page out are read as flow.

use super::block::{Block, BlockKind, Cell, Table};
use super::inline::Text;
use super::place::{Place, Plan};
use super::walk::Walk;
use crate::html::{AttrName, Tag};
use crate::label::Label;
use crate::page::{Element, Page};

/// Mean bytes of text in a cell above which a table lays out a page: a cell of data is a few
/// words, a cell of layout is a column of text.
const MAX_CELL: u32 = 400;

/// The share of a table's text that one long cell of a layout holds at least, as a fraction: a post
/// between the name of who wrote it and the buttons below it.
const MOST_IN_ONE: (u32, u32) = (2, 3);

/// True if an element is a data table and some of its text is to be kept, or all around it.
pub(super) fn is_wanted(page: &Page, plan: &Plan, index: usize) -> bool {
    let Some(table) = page.elements.get(index) else { return false };
    let (kept, _) = plan.bytes(table.first_block as usize, table.end_block as usize);
    (kept > 0 || plan.is_between(page, table)) && is_data(page, plan, index, table)
}

/// A table holds data if it says so (header cells, a caption), or is a grid of short cells and not on a page of
/// a thread, where posts are laid out so.
fn is_data(page: &Page, plan: &Plan, index: usize, table: &Element) -> bool {
    let role = page.attribute(table, AttrName::Role).unwrap_or("");
    if role.eq_ignore_ascii_case("presentation") || role.eq_ignore_ascii_case("none") {
        return false;
    }
    let (mut n_rows, mut n_cells, mut n_columns, mut in_row) = (0u32, 0u32, 0u32, 0u32);
    let (mut says_so, mut longest) = (false, 0);
    for element in page.elements.get(index + 1..table.end as usize).unwrap_or(&[]) {
        match element.tag {
            Tag::Table | Tag::Pre | Tag::Form => return false,
            tag if tag.heading_level().is_some() => return false,
            Tag::Tr => {
                n_rows += 1;
                in_row = 0;
            }
            Tag::Td | Tag::Th => {
                n_cells += 1;
                in_row += 1;
                n_columns = n_columns.max(in_row);
                longest = longest.max(element.text_end.saturating_sub(element.text_start));
                says_so |= element.tag == Tag::Th;
            }
            Tag::Caption | Tag::Thead => says_so = true,
            _ => {}
        }
    }
    let n_bytes = table.text_end.saturating_sub(table.text_start);
    let n_blocks = table.end_block.saturating_sub(table.first_block);
    let (most, of) = MOST_IN_ONE;
    let is_post = longest > MAX_CELL && longest.saturating_mul(of) >= n_bytes.saturating_mul(most);
    n_cells >= 2
        && n_bytes / n_cells <= MAX_CELL
        && n_blocks <= n_cells.saturating_mul(4)
        && if says_so {
            n_columns >= 2 || n_rows >= 2
        } else {
            n_columns >= 2 && n_rows >= 2 && !is_post && !plan.is_thread
        }
}

/// Reads a data table. If it is mostly kept or stands amid text, it is kept whole, but for what is no
/// part of any table; else only the cells to be kept are.
pub(super) fn read(walk: &mut Walk<'_>, index: usize, table: &Element) -> Option<Block> {
    let page = walk.page;
    keep_cells(walk, table);
    let mut out = Table::default();
    let mut in_head = 0;
    let mut at = table.first_block as usize;
    for element_at in index + 1..table.end as usize {
        let Some(element) = page.elements.get(element_at) else { break };
        match element.tag {
            Tag::Caption => {
                drop_before(walk, &mut at, element);
                let (caption, _) = read_cell(walk, element, &mut at).finish();
                out.caption = (!caption.is_empty()).then_some(caption);
            }
            Tag::Thead => in_head = element.end as usize,
            Tag::Tr => out.rows.push(Vec::new()),
            Tag::Td | Tag::Th => {
                drop_before(walk, &mut at, element);
                let (text, spans) = read_cell(walk, element, &mut at).finish();
                let header = element.tag == Tag::Th || element_at < in_head;
                let cell = Cell {
                    text,
                    spans,
                    header,
                    colspan: span(page, element, AttrName::Colspan, 1000),
                    rowspan: span(page, element, AttrName::Rowspan, 1000),
                };
                match out.rows.last_mut() {
                    Some(row) => row.push(cell),
                    None => out.rows.push(vec![cell]),
                }
            }
            _ => {}
        }
    }
    while at < table.end_block as usize {
        drop_one(walk, at);
        at += 1;
    }
    out.rows.retain(|row| row.iter().any(|cell| !cell.text.is_empty()));
    if out.rows.is_empty() && out.caption.is_none() {
        return None;
    }
    let lines: Vec<String> = out.rows.iter().map(|row| line(row)).collect();
    Some(Block::new(BlockKind::Table(out), lines.join("\n")))
}

/// A row as one line.
fn line(row: &[Cell]) -> String {
    let mut line = String::new();
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            line.push_str(" | ");
        }
        line.extend(cell.text.chars().map(|c| if c == '\n' { ' ' } else { c }));
    }
    line.truncate(line.trim_end().len());
    line
}

fn keep_cells(walk: &mut Walk<'_>, table: &Element) {
    let blocks = Page::blocks_in(table);
    let (kept, left_out) = walk.plan.bytes(blocks.start, blocks.end);
    let rule = if kept >= left_out {
        "in-kept-table"
    } else if walk.plan.is_between(walk.page, table) {
        "table-in-text"
    } else {
        return;
    };
    // The caption below it in one figure is as good as a `<caption>`.
    let figure = walk.page.element(table.parent).filter(|parent| parent.tag == Tag::Figure);
    let end = figure.map_or(blocks.end, |figure| figure.end_block as usize);
    for at in blocks.start..end.max(blocks.end) {
        let label = walk.plan.verdicts.get(at).map(|verdict| verdict.label);
        let foreign = matches!(
            label,
            None | Some(Label::Hidden | Label::Share | Label::Advert | Label::Consent)
        );
        if walk.plan.place(at) != Place::Body && !foreign {
            walk.plan.keep(at, rule);
        }
    }
}

fn read_cell(walk: &mut Walk<'_>, cell: &Element, at: &mut usize) -> Text {
    let mut text = Text::default();
    let mut images = Vec::new();
    while *at < cell.end_block as usize {
        if walk.plan.place(*at) == Place::Body {
            if !text.is_empty() {
                text.line_break();
            }
            walk.read(*at, &mut text, &mut images);
        }
        *at += 1;
    }
    text
}

/// Text of a table outside of its cells has no place in it.
fn drop_before(walk: &mut Walk<'_>, at: &mut usize, cell: &Element) {
    while *at < cell.first_block as usize {
        drop_one(walk, *at);
        *at += 1;
    }
}

fn drop_one(walk: &mut Walk<'_>, at: usize) {
    if walk.plan.place(at) == Place::Body {
        walk.plan.remove(at, "outside-cells");
    }
}

fn span(page: &Page, cell: &Element, name: AttrName, max: u16) -> u16 {
    let value = page.attribute(cell, name).and_then(|value| value.trim().parse::<u16>().ok());
    value.unwrap_or(1).clamp(1, max)
}
