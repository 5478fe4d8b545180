//! Containers: what a block stands in.

use super::block::{Block, BlockKind, Container, ContainerKind};
use super::link::Base;
use crate::html::{AttrName, Tag};
use crate::page::{Element, Page};

/// Nesting deeper than this is not told apart: no page means it, and every block names all of
/// its containers.
const MAX_CONTAINERS: usize = 24;

/// Ids from here on are of containers that no element of their own stands for.
const IMPLIED: u32 = 1 << 31;

/// An open element that contains blocks or decides what kind of block a text is.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub(super) element: u32,
    pub(super) tag: Tag,
    /// A block of it has been put.
    started: bool,
    /// For a list: the number of its first item, the number of the next, and the step.
    first_number: i64,
    next_number: i64,
    step: i64,
    /// For a list: its last item. For an item: its number in a numbered list.
    last_item: Option<u32>,
    number: Option<i64>,
    checked: Option<bool>,
}

/// Elements that the walk keeps track of.
pub(super) fn is_container(tag: Tag) -> bool {
    gives_kind(tag)
        || is_list(tag)
        || matches!(tag, Tag::Figure | Tag::Details | Tag::Dl | Tag::Listing | Tag::Xmp)
}

/// Elements that decide what kind of block a text is.
pub(super) fn gives_kind(tag: Tag) -> bool {
    tag.heading_level().is_some()
        || matches!(
            tag,
            Tag::Blockquote
                | Tag::Li
                | Tag::Dd
                | Tag::Dt
                | Tag::Pre
                | Tag::Summary
                | Tag::Figcaption
                | Tag::Caption
                | Tag::Td
                | Tag::Th
        )
}

pub(super) fn is_pre(tag: Tag) -> bool {
    matches!(tag, Tag::Pre | Tag::Listing | Tag::Xmp)
}

fn is_list(tag: Tag) -> bool {
    matches!(tag, Tag::Ul | Tag::Ol | Tag::Menu | Tag::Dir)
}

/// Opens an element inside those that are open.
pub(super) fn open(page: &Page, index: usize, element: &Element, outer: &mut [Open]) -> Open {
    let id = u32::try_from(index).unwrap_or(u32::MAX);
    let tag = if is_pre(element.tag) { Tag::Pre } else { element.tag };
    let mut open = Open {
        element: id,
        tag,
        started: false,
        first_number: 1,
        next_number: 1,
        step: 1,
        last_item: None,
        number: None,
        checked: None,
    };
    if element.tag == Tag::Ol {
        let reversed = page.attribute(element, AttrName::Reversed).is_some();
        let start = integer(page, element, AttrName::Start)
            .unwrap_or_else(|| if reversed { count_items(page, index, element) } else { 1 });
        open.step = if reversed { -1 } else { 1 };
        (open.first_number, open.next_number) = (start, start);
    }
    if element.tag == Tag::Li {
        open.checked = checkbox(page, index, element);
        if let Some(list) = outer.iter_mut().rev().find(|open| is_list(open.tag)) {
            let number = integer(page, element, AttrName::Value).unwrap_or(list.next_number);
            list.next_number = number.saturating_add(list.step);
            list.last_item = Some(id);
            open.number = (list.tag == Tag::Ol).then_some(number);
        }
    }
    open
}

fn integer(page: &Page, element: &Element, name: AttrName) -> Option<i64> {
    page.attribute(element, name)?.trim().parse::<i32>().ok().map(i64::from)
}

fn count_items(page: &Page, index: usize, list: &Element) -> i64 {
    let mut count = 0;
    let mut at = index + 1;
    while let Some(child) = page.elements.get(at).filter(|_| at < list.end as usize) {
        count += i64::from(child.tag == Tag::Li);
        at = (child.end as usize).max(at + 1);
    }
    count
}

/// The state of a box that stands before an item's text.
fn checkbox(page: &Page, index: usize, item: &Element) -> Option<bool> {
    page.elements
        .get(index + 1..item.end as usize)?
        .iter()
        .take(6)
        .take_while(|element| element.text_start == item.text_start)
        .find(|element| {
            element.tag == Tag::Input
                && page
                    .attribute(element, AttrName::Type)
                    .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"))
        })
        .map(|element| page.attribute(element, AttrName::Checked).is_some())
}

/// The kind of a text in an item or a definition: only the first block of it stands for it.
pub(super) fn first_kind(open: &mut [Open]) -> BlockKind {
    let depth = open.iter().filter(|open| is_list(open.tag)).count().max(1);
    let ordered = open.iter().rev().find(|open| is_list(open.tag)).map(|list| list.tag == Tag::Ol);
    let Some(item) = open.iter_mut().rev().find(|open| gives_kind(open.tag)) else {
        return BlockKind::Paragraph;
    };
    if std::mem::replace(&mut item.started, true) {
        BlockKind::Paragraph
    } else if item.tag == Tag::Dd {
        BlockKind::Definition
    } else {
        BlockKind::ListItem {
            depth: u8::try_from(depth).unwrap_or(u8::MAX),
            ordered: ordered.unwrap_or(false),
            number: item.number,
            checked: item.checked,
        }
    }
}

/// The containers around what comes next.
pub(super) fn containers(page: &Page, base: &Base, open: &[Open]) -> Vec<Container> {
    let mut inside: Vec<Container> = Vec::new();
    for (at, entry) in open.iter().enumerate() {
        let before = open.get(..at).unwrap_or(&[]);
        let Some(element) = page.element(entry.element) else { continue };
        let in_list = matches!(inside.last().map(|c| &c.kind), Some(ContainerKind::List { .. }));
        let kind = match entry.tag {
            Tag::Blockquote => ContainerKind::Quote {
                source: page
                    .attribute(element, AttrName::Cite)
                    .and_then(|source| base.resolve_source(source)),
            },
            tag if is_list(tag) => {
                if in_list {
                    nest(before, &mut inside);
                }
                ContainerKind::List { ordered: tag == Tag::Ol, start: entry.first_number }
            }
            Tag::Li => {
                if !in_list {
                    let id = IMPLIED | (element.parent & !IMPLIED);
                    let kind = ContainerKind::List { ordered: false, start: 1 };
                    inside.push(Container { id, kind });
                }
                ContainerKind::Item { number: entry.number, checked: entry.checked }
            }
            Tag::Figure => ContainerKind::Figure,
            Tag::Details => ContainerKind::Details,
            Tag::Dl => ContainerKind::DefinitionList,
            Tag::Dd => ContainerKind::Definition,
            _ => continue,
        };
        if in_list && !matches!(kind, ContainerKind::Item { .. } | ContainerKind::List { .. }) {
            nest(before, &mut inside);
        }
        if inside.len() >= MAX_CONTAINERS {
            break;
        }
        inside.push(Container { id: entry.element, kind });
    }
    if matches!(inside.last().map(|c| &c.kind), Some(ContainerKind::List { .. })) {
        nest(open, &mut inside);
    }
    inside
}

/// What stands in a list but in none of its items goes to the item before, or out of the list. The list is
/// one of the last elements that are open.
fn nest(open: &[Open], inside: &mut Vec<Container>) {
    let Some(list) = inside.last().map(|list| list.id) else { return };
    let entry = open.iter().rev().find(|entry| entry.element == list);
    match entry.and_then(|entry| entry.last_item) {
        Some(id) => {
            let kind = ContainerKind::Item { number: None, checked: None };
            inside.push(Container { id, kind });
        }
        None => {
            inside.pop();
        }
    }
}

/// Numbers containers in the order in which they begin, from 1.
pub(super) fn number<'a>(blocks: impl Iterator<Item = &'a mut Block>) {
    // The containers that are open, and the number each was given.
    let mut open: Vec<(u32, u32)> = Vec::new();
    let mut count = 0;
    for block in blocks {
        let shared = block.inside.iter().zip(&open).take_while(|(c, (id, _))| c.id == *id).count();
        open.truncate(shared);
        for (at, container) in block.inside.iter_mut().enumerate() {
            if at >= open.len() {
                count += 1;
                open.push((container.id, count));
            }
            container.id = open.get(at).map_or(0, |(_, number)| *number);
        }
    }
}
