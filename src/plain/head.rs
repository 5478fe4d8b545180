//! What a scraper says of a page above its text.
//!
//! Programs that turn pages into Markdown put what they know of a page before it: as YAML between two lines
//! of dashes (trafilatura, Obsidian's clipper, pages of Hugo and Jekyll), or as lines of a name and a value
//! that end with `Markdown Content:` (Jina Reader). Letters to mailing lists and newsgroups begin with the lines
//! of RFC 5322, up to a blank one. It is no part of the page's text; it is read as the meta elements that it was
//! made from, or would be on a page.

use super::lines::Line;
use crate::html::{AttrName, Tag};
use crate::page::{Attribute, Island, IslandKind, NONE, Page, offset};

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
    of_scraper(text, lines).or_else(|| of_letter(text, lines))
}

fn of_scraper<'a>(text: &'a str, lines: &[Line]) -> Option<Head<'a>> {
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

/// What every letter has, and fields of its head at least.
const FIELDS: [&str; 2] = ["from", "subject"];
const MIN_FIELDS: usize = 3;

/// The head of a letter. Of its fields those are kept that say something of its text.
fn of_letter<'a>(text: &'a str, lines: &[Line]) -> Option<Head<'a>> {
    // A mailbox parts its letters by a line that has no colon after its first word.
    let n_above = usize::from(lines.first()?.text(text).starts_with("From "));
    let mut fields: Vec<(&str, &str)> = Vec::new();
    let mut n_lines = n_above;
    for line in lines.iter().skip(n_above).take(MAX_LINES) {
        if n_lines > n_above && line.n_blank > 0 {
            break;
        }
        n_lines += 1;
        let is_folded = text.get(..line.start as usize).is_some_and(|b| b.ends_with([' ', '\t']));
        if is_folded && !fields.is_empty() {
            continue;
        }
        let (name, value) = line.text(text).split_once(':')?;
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return None;
        }
        fields.push((name, value));
    }
    let of = |name: &str| fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
    let is_letter = fields.len() >= MIN_FIELDS && FIELDS.iter().all(|name| of(name).is_some());
    let kept = |(name, said): (&str, &'static str)| {
        let (_, value) = of(name)?;
        Some((said, if said == "author" { sender(value)? } else { *value }))
    };
    let names = [("subject", "title"), ("from", "author"), ("date", "date")];
    is_letter.then(|| Head { n_lines, entries: names.into_iter().filter_map(kept).collect() })
}

/// Who sends a letter: `Ann Roe <ann@a.example>`, `ann@a.example (Ann Roe)`.
fn sender(value: &str) -> Option<&str> {
    let (before, inside) = value.split_once(['<', '('])?;
    let name = unquoted(before.trim());
    let name = if name.contains('@') { inside.trim_end().strip_suffix(')')? } else { name };
    Some(name.trim()).filter(|name| !name.is_empty())
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
    items.map(str::trim).map(unquoted).filter(|item| !item.is_empty())
}

fn unquoted(item: &str) -> &str {
    let within = |quote: char| item.strip_prefix(quote)?.strip_suffix(quote);
    within('"').or_else(|| within('\'')).unwrap_or(item)
}

fn push_title(page: &mut Page, title: &str) {
    let (start, end) = page.push_value(title);
    let kind = IslandKind::Title;
    page.islands.push(Island { kind, element: NONE, block: 0, text_at: 0, start, end });
}

fn push_meta(page: &mut Page, name: &str, value: &str) {
    let at = page.push_element(Tag::Meta, NONE);
    for (name, value) in [(AttrName::Name, name), (AttrName::Content, value)] {
        let (start, end) = page.push_value(value);
        page.attributes.push(Attribute { name, start, end });
    }
    if let Some(element) = page.elements.get_mut(at as usize) {
        (element.end, element.end_attribute) = (at + 1, offset(page.attributes.len()));
    }
}

#[cfg(test)]
mod tests;
