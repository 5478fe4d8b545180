//! What a scraper says of a page above its text.
//!
//! Programs that turn pages into Markdown put what they know of a page before it: as YAML between two lines
//! of dashes (trafilatura, Obsidian's clipper, pages of Hugo and Jekyll), or as lines of a name and a value
//! that end with `Markdown Content:` (Jina Reader). It is no part of the page's text; it is read as the meta
//! elements that it was made from.

use super::lines::{Line, offset};
use crate::html::{AttrName, Tag};
use crate::page::{Attribute, Element, Island, IslandKind, NONE, Page};

/// Lines of a head, at most.
const MAX_LINES: usize = 100;

/// The line that ends a head without dashes.
const CONTENT: &str = "Markdown Content:";

/// What other names of a head are called in meta elements; the others are called the same.
static NAMES: &str = include_str!("head_names.tsv");

/// The names and values of a head, and how many lines it takes.
#[derive(Debug)]
pub(super) struct Head<'a> {
    pub(super) n_lines: usize,
    entries: Vec<(&'a str, &'a str)>,
}

/// The head that a text begins with.
pub(super) fn find<'a>(text: &'a str, lines: &[Line]) -> Option<Head<'a>> {
    let (first, rest) = lines.split_first()?;
    let is_yaml = first.text(text) == "---";
    if !is_yaml && !first.text(text).starts_with("Title:") {
        return None;
    }
    let is_end = |line: &Line| match line.text(text) {
        "---" | "..." => is_yaml,
        line => !is_yaml && line == CONTENT,
    };
    let n_rest = rest.iter().take(MAX_LINES).position(is_end)?;
    let lines = if is_yaml { rest.get(..n_rest)? } else { lines.get(..=n_rest)? };
    let mut entries: Vec<(&str, &str)> = Vec::new();
    for line in lines {
        let line = line.text(text);
        // An item of a list has the name above it.
        if let Some(item) = line.strip_prefix("- ") {
            let (name, _) = entries.last()?;
            entries.push((name, item));
        } else {
            let (name, value) = line.split_once(':')?;
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.');
            if name.is_empty() || !name.chars().all(is_name) {
                return None;
            }
            entries.push((name, value));
        }
    }
    let says = |name: &str| entries.iter().any(|(said, _)| said.eq_ignore_ascii_case(name));
    (says("title") || says("url")).then(|| Head { n_lines: n_rest + 2, entries })
}

impl Head<'_> {
    /// A page with nothing but what the head says.
    pub(super) fn page(&self) -> Page {
        let mut page = Page::default();
        for (name, value) in &self.entries {
            let name = meta_name(name);
            for value in values(value) {
                if name == "title" && page.islands.is_empty() {
                    push_title(&mut page, value);
                } else {
                    push_meta(&mut page, &name, value);
                }
            }
        }
        page
    }
}

/// A name as meta elements have it.
fn meta_name(name: &str) -> String {
    let name = name.trim().to_ascii_lowercase().replace(' ', "_");
    let mut rows = NAMES.lines().filter_map(|row| row.split_once('\t'));
    rows.find(|(said, _)| *said == name).map_or(name, |(_, called)| called.to_owned())
}

/// What a value has between quotes, or between the brackets and commas of a list.
fn values(value: &str) -> impl Iterator<Item = &str> {
    let value = value.trim();
    let list = value.strip_prefix('[').and_then(|list| list.strip_suffix(']'));
    let items = list.unwrap_or(value).split(move |c| list.is_some() && c == ',');
    let bare = |item: &str| -> Option<usize> {
        let quote = item.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        (item.len() > 1 && item.ends_with(quote)).then_some(1)
    };
    let bared = move |item: &str| bare(item).map_or(0..item.len(), |n| n..item.len() - n);
    items
        .map(str::trim)
        .filter_map(move |item| item.get(bared(item)))
        .filter(|item| !item.is_empty())
}

fn push_title(page: &mut Page, title: &str) {
    let (start, end) = push_value(page, title);
    let kind = IslandKind::Title;
    page.islands.push(Island { kind, element: NONE, block: 0, text_at: 0, start, end });
}

fn push_meta(page: &mut Page, name: &str, value: &str) {
    let first_attribute = offset(page.attributes.len());
    for (name, value) in [(AttrName::Name, name), (AttrName::Content, value)] {
        let (start, end) = push_value(page, value);
        page.attributes.push(Attribute { name, start, end });
    }
    page.elements.push(Element {
        tag: Tag::Meta,
        hidden: false,
        parent: NONE,
        end: offset(page.elements.len() + 1),
        first_block: 0,
        end_block: 0,
        text_start: 0,
        text_end: 0,
        first_token: 0,
        end_token: 0,
        first_attribute,
        end_attribute: first_attribute + 2,
    });
}

/// Where a value stands among the page's.
fn push_value(page: &mut Page, value: &str) -> (u32, u32) {
    let start = offset(page.values.len());
    page.values.push_str(value);
    (start, offset(page.values.len()))
}

#[cfg(test)]
mod tests;
