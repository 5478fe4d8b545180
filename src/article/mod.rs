//! The article: what is kept, in order; what was removed, and why.

use crate::label::{Label, Marks, Reason, Verdict};
use crate::metadata::{self, Metadata};
use crate::options::Options;
use crate::page::Page;

/// What was cut, mended or not found while extracting; an extraction never fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Note {
    /// The input was longer than the limit; the rest was not read.
    TruncatedInput,
    /// Elements were nested too deep; the deeper ones were read as siblings.
    NestingTooDeep,
    /// Bytes that are not valid in the input's encoding were replaced by U+FFFD.
    ReplacedBytes,
    /// The input is neither HTML nor text.
    Binary,
    /// Nothing on the page looks like an article.
    NoArticleFound,
}

/// An extracted article.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    headline: Option<String>,
    body: Vec<Block>,
    metadata: Metadata,
    removed: Vec<Removed>,
    notes: Vec<Note>,
}

/// One block of the article.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
}

/// What a block of the article is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
}

/// A block of the page that is not part of the article.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Removed {
    /// Its text.
    pub text: String,
    /// What it is.
    pub label: Label,
    /// Why.
    pub reason: Reason,
}

impl Article {
    /// The headline, without the site's name.
    pub fn headline(&self) -> Option<&str> {
        self.headline.as_deref()
    }

    /// The body's blocks, in page order, without the headline.
    pub fn body(&self) -> &[Block] {
        &self.body
    }

    /// What is known about the article.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Every block of the page that is not part of the article, in page order.
    pub fn removed(&self) -> impl Iterator<Item = &Removed> {
        self.removed.iter()
    }

    /// What was cut, mended or not found.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    pub(crate) fn add_note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// Puts the article together from a page and its verdicts.
pub(crate) fn assemble(
    page: Page,
    marks: Marks,
    verdicts: Vec<Verdict>,
    options: &Options,
) -> Article {
    let (headline, metadata) = metadata::describe(&page, &marks, &verdicts, options);
    let mut body = Vec::new();
    let mut removed = Vec::new();
    for (block, verdict) in page.blocks.iter().zip(verdicts) {
        let text = page.block_text(block).to_owned();
        if verdict.label == Label::Body {
            body.push(Block { kind: BlockKind::Paragraph, text });
        } else {
            removed.push(Removed { text, label: verdict.label, reason: verdict.reason });
        }
    }
    Article {
        headline: headline.map(|headline| headline.text),
        body,
        metadata,
        removed,
        notes: page.notes,
    }
}
