//! Text to a page: lines, what shapes they have, and blocks from them.

mod build;
mod lines;
mod long;
mod markdown;
mod shape;
mod wrap;

#[cfg(test)]
mod tests;

use crate::page::Page;

/// Reads text that a scraper has flattened to lines.
///
/// A block is a line, with three exceptions: the lines of a hard-wrapped paragraph are one block,
/// a very long line is many, and the sign of a list item or a heading is no part of its block's
/// text but stands for an element. Of text that was flattened to Markdown links, images and
/// emphasis are read as well.
pub(crate) fn read(text: &str) -> Page {
    let lines = lines::split(text);
    let is_markdown = markdown::is_markdown(text, &lines);
    let shapes = shape::of_lines(text, &lines, is_markdown);
    let joins = wrap::joins(text, &lines, &shapes);
    build::page(text, &lines, &shapes, &joins, is_markdown)
}
