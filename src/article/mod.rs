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
    trace: Vec<Entry>,
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

/// A piece of the page: a block, or a part that was left out of one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Piece<'a> {
    /// Its text.
    pub text: &'a str,
    /// What it is.
    pub label: Label,
    /// Why.
    pub reason: &'a Reason,
    /// Probability of being content, 0 to 1, as the learned judge sees it.
    pub probability: f32,
    /// True if it is in the article.
    pub kept: bool,
    /// The number of its block on the page, from 0.
    pub block: usize,
    /// Its place in the input, in bytes, for input that came as text; 0 and 0 for HTML.
    pub start: usize,
    /// One past its last byte in the input.
    pub end: usize,
}

#[derive(Debug, Clone, PartialEq)]
struct Entry {
    text: String,
    verdict: Verdict,
    start: usize,
    end: usize,
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

    /// Every piece of the page that is not part of the article, in page order.
    pub fn removed(&self) -> impl Iterator<Item = Piece<'_>> {
        self.trace().filter(|piece| !piece.kept)
    }

    /// Every piece of the page, in page order: what it is, why, and whether it was kept.
    pub fn trace(&self) -> impl Iterator<Item = Piece<'_>> {
        self.trace.iter().enumerate().map(|(block, entry)| Piece {
            text: &entry.text,
            label: entry.verdict.label,
            reason: &entry.verdict.reason,
            probability: entry.verdict.probability,
            kept: entry.verdict.label == Label::Body,
            block,
            start: entry.start,
            end: entry.end,
        })
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
    let mut trace = Vec::new();
    for (block, verdict) in page.blocks.iter().zip(verdicts) {
        let text = page.block_text(block).to_owned();
        if verdict.label == Label::Body {
            body.push(Block { kind: BlockKind::Paragraph, text: text.clone() });
        }
        let (start, end) = (block.source_start as usize, block.source_end as usize);
        trace.push(Entry { text, verdict, start, end });
    }
    Article {
        headline: headline.map(|headline| headline.text),
        body,
        metadata,
        trace,
        notes: page.notes,
    }
}
