//! Readers' comments, apart from the body.

use serde::Serialize;

use super::classes::{self, Class};
use super::place::{Place, Plan};
use crate::html::{AttrName, Tag};
use crate::page::{Element, NONE, Page};

/// A reader's comment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Comment {
    /// Who wrote it, as the page shows it.
    pub author: Option<String>,
    /// When, as the page says it for machines or else shows it.
    pub date: Option<String>,
    /// Its text, paragraphs parted by a blank line.
    pub text: String,
    /// How many comments it answers to: 0 for one that stands by itself.
    pub depth: usize,
}

/// A comment while its blocks are collected.
#[derive(Default)]
struct Draft {
    comment: Comment,
    /// The element that holds it.
    owner: u32,
    /// Its blocks.
    blocks: Vec<usize>,
    /// Bytes of its text, and those of them in links.
    length: u32,
    linked: u32,
}

/// Collects the blocks of comments, comment by comment; those that make none are left out.
pub(super) fn collect(page: &Page, plan: &mut Plan) -> Vec<Comment> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (at, block) in page.blocks.iter().enumerate() {
        if plan.place(at) != Place::Comment {
            continue;
        }
        let owner = owner(page, block.element);
        let known = drafts.iter().rposition(|draft| draft.owner == owner);
        let known = known.filter(|_| owner != NONE);
        // Only the comments that are still open can go on: those around this block.
        let nth = known.unwrap_or_else(|| {
            drafts.push(Draft { owner, ..Draft::default() });
            drafts.len() - 1
        });
        let Some(Draft { comment, blocks, length, linked, .. }) = drafts.get_mut(nth) else {
            continue;
        };
        blocks.push(at);
        let text = page.block_text(block);
        if comment.author.is_none() && is_author(page, owner, block.element) {
            comment.author = Some(text.to_owned());
        } else if comment.date.is_none()
            && let Some(date) = date(page, owner, block.element)
        {
            comment.date = Some(date);
        } else {
            if !comment.text.is_empty() {
                comment.text.push_str("\n\n");
            }
            comment.text.push_str(text);
            *length += block.len();
            *linked += block.link_bytes;
        }
    }
    let owners: rustc_hash::FxHashSet<u32> = drafts.iter().map(|draft| draft.owner).collect();
    for Draft { owner, comment, .. } in &mut drafts {
        let around = page.ancestors(*owner).skip(1);
        comment.depth = around.filter(|(index, _)| owners.contains(index)).count();
    }
    let (found, others): (Vec<Draft>, Vec<Draft>) =
        drafts.into_iter().partition(|draft| draft.is_comment(page));
    for at in others.iter().flat_map(|draft| &draft.blocks) {
        plan.leave_out(*at);
    }
    found.into_iter().map(|draft| draft.comment).collect()
}

impl Draft {
    /// What nobody signed and nothing dates is the form below, unless it is an item of a list. What is
    /// a link is the title of an article, in a list of the latest comments of all.
    fn is_comment(&self, page: &Page) -> bool {
        let is_signed = self.comment.author.is_some() || self.comment.date.is_some();
        let is_item = || {
            let owner = page.element(self.owner);
            owner.is_some_and(|element| matches!(element.tag, Tag::Li | Tag::Article))
        };
        !self.comment.text.is_empty() && self.linked * 2 <= self.length && (is_signed || is_item())
    }
}

/// The element that holds one comment: the innermost item or article, else the innermost element
/// of several blocks whose class says so.
fn owner(page: &Page, element: u32) -> u32 {
    let mut by_class = None;
    for (index, outer) in page.ancestors(element) {
        if matches!(outer.tag, Tag::Li | Tag::Article) {
            return index;
        }
        let holds_more = outer.end_block.saturating_sub(outer.first_block) > 1;
        if by_class.is_none() && holds_more && classes::is(page, outer, Class::Comment) {
            by_class = Some(index);
        }
    }
    by_class.unwrap_or(NONE)
}

/// True if a block names the author: an element of it says so.
fn is_author(page: &Page, owner: u32, element: u32) -> bool {
    within(page, owner, element).any(|element| {
        classes::is(page, element, Class::CommentAuthor)
            || page.attribute(element, AttrName::Itemprop) == Some("author")
            || page.attribute(element, AttrName::Rel) == Some("author")
    })
}

fn date(page: &Page, owner: u32, element: u32) -> Option<String> {
    within(page, owner, element).find(|element| element.tag == Tag::Time).map(|time| {
        let machine = page.attribute(time, AttrName::Datetime).map(str::trim);
        machine.filter(|date| !date.is_empty()).unwrap_or(page.element_text(time)).to_owned()
    })
}

/// The elements between a block and its comment.
fn within(page: &Page, owner: u32, element: u32) -> impl Iterator<Item = &Element> {
    page.ancestors(element).take_while(move |(index, _)| *index != owner).map(|(_, e)| e).take(4)
}
