//! The article: what is kept, in order; what was removed, and why.

mod block;
mod classes;
mod code;
mod comment;
mod contain;
mod footnote;
mod image;
mod inline;
mod link;
mod math;
mod place;
mod read;
mod sign;
mod table;
mod trace;
mod walk;

pub use block::{Block, BlockKind, Cell, Container, ContainerKind, Image, Span, SpanKind, Table};
pub use comment::Comment;
pub use trace::Piece;

use crate::label::{Judgement, Label, Marks, PageKind};
use crate::metadata::{self, Metadata};
use crate::options::Options;
use crate::page::Page;
use link::Base;
use place::{Lines, Place, Plan};
use trace::Trace;
use walk::Walk;

/// What was cut, mended or not found while extracting; an extraction never fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Note {
    /// The input was longer than the limit; the rest was not read.
    TruncatedInput,
    /// Elements were nested too deep; the deeper ones were read as siblings.
    NestingTooDeep,
    /// Bytes that are not valid in the input's encoding were replaced by U+FFFD.
    ReplacedBytes,
    /// Bytes that had been encoded as UTF-8 twice ("cafÃ©") were decoded twice.
    EncodedTwice,
    /// The page stood in something else (a MIME message, JSON, escapes of a programming language) and was taken
    /// out; places in the input are those of what was taken out.
    Unpacked,
    /// The input is neither HTML nor text.
    Binary,
    /// Nothing on the page looks like an article.
    NoArticleFound,
}

/// An extracted article.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    headline: Option<String>,
    subtitle: Option<String>,
    byline: Option<String>,
    body: Vec<Block>,
    comments: Vec<Comment>,
    metadata: Metadata,
    trace: Trace,
    notes: Vec<Note>,
    quality: Option<f32>,
    page_kind: Option<(PageKind, f32)>,
}

impl Article {
    /// The headline, without the site's name.
    pub fn headline(&self) -> Option<&str> {
        self.headline.as_deref()
    }

    /// The line below the headline that sums the article up, as on the page. Where the page has it as
    /// the first paragraph of the text, it stands in the body as well.
    pub fn subtitle(&self) -> Option<&str> {
        self.subtitle.as_deref()
    }

    /// The line that says who wrote it, as on the page.
    pub fn byline(&self) -> Option<&str> {
        self.byline.as_deref()
    }

    /// The body's blocks, in page order, without the headline.
    pub fn body(&self) -> &[Block] {
        &self.body
    }

    /// Readers' comments, in page order.
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// What is known about the article.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// Every piece of the page that is not part of the article, in page order; of text that is laid out in
    /// columns, column by column.
    pub fn removed(&self) -> impl Iterator<Item = Piece<'_>> {
        self.trace.pieces().filter(|piece| !piece.kept)
    }

    /// Every piece of the page, in the same order: what it is, why, and whether it was kept.
    pub fn trace(&self) -> impl Iterator<Item = Piece<'_>> {
        self.trace.pieces()
    }

    /// What was cut, mended or not found.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The word-F1 that is expected of the body, 0 to 1: how much of it is right, and how much of
    /// what is right it has. Estimated by a model fitted to the extractions of labelled pages;
    /// `src/model/README.md` says how well it fits. None where there was nothing to judge.
    pub fn quality(&self) -> Option<f32> {
        self.quality
    }

    /// What kind of page it most likely is. None where there was nothing to judge.
    pub fn page_kind(&self) -> Option<PageKind> {
        self.page_kind.map(|(kind, _)| kind)
    }

    /// How likely [`Article::page_kind`] is right, 0 to 1.
    pub fn page_kind_probability(&self) -> Option<f32> {
        self.page_kind.map(|(_, probability)| probability)
    }

    pub(crate) fn add_note(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}

/// Puts the article together from a page and its judgement.
pub(crate) fn assemble(
    page: Page,
    marks: Marks,
    judgement: Judgement,
    options: &Options,
) -> Article {
    let Judgement { verdicts, page_kind, quality } = judgement;
    let kind = page_kind.map(|(kind, _)| kind);
    let (headline, mut metadata) = metadata::describe(&page, &marks, &verdicts, kind, options);
    let was_body: Vec<bool> = verdicts.iter().map(|verdict| verdict.label == Label::Body).collect();
    let base = Base::of(&page, options.url());
    let lines = Lines {
        headline: headline.as_ref(),
        subtitle: metadata.subtitle_block(),
        byline: metadata.byline(),
        datelines: metadata.datelines(),
        author_box: metadata.author_box(),
    };
    let mut plan = Plan::new(&page, verdicts, &lines, kind);
    let mut walk = Walk::new(&page, &mut plan, &base);
    walk.run();
    let (mut drafts, cuts) = (walk.drafts, walk.cuts);
    metadata.count_anew(&page, &was_body, |at| plan.place(at) == Place::Body);
    footnote::link(&page, &base, &mut drafts);
    contain::number(drafts.iter_mut().map(|draft| &mut draft.block));
    let comments = comment::collect(&page, &mut plan);
    let text = |at: usize| page.blocks.get(at).map(|block| page.block_text(block).to_owned());
    let byline = metadata.byline().filter(|at| plan.place(*at) == Place::Byline).and_then(text);
    let subtitle = metadata.subtitle_block().and_then(text);
    let trace = Trace::new(page.text, &page.blocks, plan, &cuts);
    Article {
        headline: headline.map(|headline| headline.text),
        subtitle,
        byline,
        body: drafts.into_iter().map(|draft| draft.block).collect(),
        comments,
        metadata,
        trace,
        notes: page.notes,
        quality,
        page_kind,
    }
}

#[cfg(test)]
mod tests;
