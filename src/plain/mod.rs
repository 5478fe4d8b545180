//! Text to a page: lines, what shapes they have, and blocks from them.

mod brackets;
mod build;
mod columns;
mod definitions;
mod edit_marks;
mod head;
mod lines;
mod long;
mod markdown;
mod paragraphs;
mod references;
mod seams;
mod shape;
mod wrap;

#[cfg(test)]
mod tests;

use self::definitions::Definitions;
use self::lines::Line;
use self::references::References;
use crate::Note;
use crate::page::Page;

/// Reads text that a scraper has flattened to lines.
///
/// A block is a line, with three exceptions: the lines of a hard-wrapped paragraph are one block,
/// a very long line is many, and the sign of a list item or a heading is no part of its block's
/// text but stands for an element. The link that a wiki prints behind a heading is a block of its own.
/// Of text that was flattened to Markdown links, images and
/// emphasis are read as well, of what a browser for terminals wrote the numbers of links.
/// What stands in columns is read column by column, but in Markdown, which has none.
pub(crate) fn read(text: &str) -> Page {
    let mut lines = lines::split(text);
    let is_cut = lines.len() >= lines::MAX_LINES;
    let head = head::find(text, &lines);
    let said = head.as_ref().map(head::Head::page).unwrap_or_default();
    let mut body = lines.split_off(head.map_or(0, |head| head.n_lines));
    let said = build::with_hidden(said, text, &lines);
    let dialect = Dialect::of(text, &body);
    let beside = match &dialect {
        Dialect::Markdown(definitions) => body.split_off(definitions.first_line),
        Dialect::Numbered(references) => body.split_off(references.first_line),
        _ => Vec::new(),
    };
    let columns = if dialect.is_markdown() { None } else { columns::read(text, &body) };
    let lines = edit_marks::parted(text, columns.unwrap_or(body));
    let shapes = shape::of_lines(text, &lines, &dialect);
    let joins = match &dialect {
        Dialect::Markdown(_) => paragraphs::joins(text, &lines, &shapes),
        Dialect::Bracketed => brackets::joins(text, &lines, &shapes),
        _ => wrap::joins(text, &lines, &shapes),
    };
    let page = build::page(said, text, (&lines, &shapes, &joins), &dialect);
    let is_cut = is_cut || page.is_full();
    let mut page = build::with_hidden(page, text, &beside);
    if is_cut {
        page.notes.push(Note::TruncatedInput);
    }
    page
}

/// How a text shows links, if it does.
#[derive(Debug)]
enum Dialect<'a> {
    Plain,
    Markdown(Definitions<'a>),
    Bracketed,
    Numbered(References<'a>),
}

impl<'a> Dialect<'a> {
    fn of(text: &'a str, lines: &[Line]) -> Dialect<'a> {
        let definitions = definitions::find(text, lines);
        if markdown::is_markdown(text, lines) || definitions.are_used(text, lines) {
            return Dialect::Markdown(definitions);
        }
        match references::find(text, lines) {
            Some(references) => Dialect::Numbered(references),
            None if brackets::is_bracketed(text, lines) => Dialect::Bracketed,
            None => Dialect::Plain,
        }
    }

    fn is_markdown(&self) -> bool {
        matches!(self, Dialect::Markdown(_))
    }

    fn is_numbered(&self) -> bool {
        matches!(self, Dialect::Numbered(_))
    }
}
