//! One pass over a page: what is kept becomes blocks of the article.
//!
//! Elements and blocks are walked side by side, in page order. On the way three short stacks say
//! what is open: containers (lists, quotes, figures), formatting, and tables.

use super::block::{Block, BlockKind, Container, Image, SpanKind};

use super::inline::Text;
use super::link::Base;
use super::place::{Place, Plan};
use super::sign::Signs;
use super::{code, contain, image, math, sign, table};
use crate::html::{BLOCK, Tag};
use crate::page::{self, Element, NONE, Page};

/// A block of the article under construction.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) block: Block,
    /// The first of the page's blocks it is made of.
    pub(super) page_block: usize,
}

/// A part of the page that is left out inside a block that is kept.
#[derive(Debug)]
pub(super) struct Cut {
    pub(super) block: usize,
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) rule: &'static str,
}

/// An open formatting element.
#[derive(Debug)]
struct Format {
    kind: SpanKind,
    /// Where it ends in the page's text, and one past the last block that begins in it.
    end: u32,
    end_block: u32,
}

#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub(super) page: &'a Page,
    pub(super) plan: &'a mut Plan,
    pub(super) base: &'a Base,
    pub(super) drafts: Vec<Draft>,
    pub(super) cuts: Vec<Cut>,
    /// Open containers and text elements, outermost first.
    pub(super) open: Vec<contain::Open>,
    formats: Vec<Format>,
    /// The next element to be entered.
    pub(super) next: usize,
    /// A thematic break that waits for a block after it.
    rule: Option<Vec<Container>>,
    captions: Vec<(u32, usize)>,
    signs: Signs<'a>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(page: &'a Page, plan: &'a mut Plan, base: &'a Base) -> Walk<'a> {
        Walk {
            page,
            plan,
            base,
            drafts: Vec::new(),
            cuts: Vec::new(),
            open: Vec::new(),
            formats: Vec::new(),
            next: 0,
            rule: None,
            captions: Vec::new(),
            signs: Signs::of(page),
        }
    }

    /// Walks the whole page.
    pub(super) fn run(&mut self) {
        let page = self.page;
        let mut at = 0;
        while let Some(block) = page.blocks.get(at) {
            let table = self.enter_until(at, block);
            if let Some(table) = table {
                at = self.take_table(table, at);
                continue;
            }
            at = match self.plan.place(at) {
                Place::Body => self.take(at),
                Place::Caption | Place::Credit => self.take_caption(at),
                _ => at + 1,
            };
        }
        while let Some(element) = page.elements.get(self.next) {
            self.enter(self.next, element, page.blocks.len());
        }
        self.settle_captions(None);
        sign::drop_rows(&mut self.drafts);
    }

    /// Enters the elements that open before a block's text. A data table that opens there, and
    /// holds text to keep, is handed back.
    fn enter_until(&mut self, at: usize, block: &page::Block) -> Option<usize> {
        let page = self.page;
        while let Some(element) = page.elements.get(self.next) {
            let before = self.next < block.first_element as usize
                || (element.tag.is(BLOCK)
                    && element.first_block as usize <= at
                    && element.text_start <= block.start);
            if !before {
                break;
            }
            let index = self.next;
            if element.tag == Tag::Table && table::is_wanted(page, self.plan, index) {
                self.leave(at);
                return Some(index);
            }
            self.enter(index, element, at);
        }
        self.leave(at);
        None
    }

    /// Forgets the containers that ended before a block.
    fn leave(&mut self, at: usize) {
        let page = self.page;
        let ended = |element: &Element| element.end_block as usize <= at;
        while self.open.last().is_some_and(|open| page.element(open.element).is_none_or(ended)) {
            self.open.pop();
        }
        let start = page.blocks.get(at).map_or(u32::MAX, |block| block.start);
        self.formats.retain(|f| f.end > start && f.end_block as usize > at);
    }

    /// Enters one element between two blocks, and moves on.
    fn enter(&mut self, index: usize, element: &Element, at: usize) {
        while self.open.last().is_some_and(|open| {
            self.page.element(open.element).is_none_or(|open| open.end as usize <= index)
        }) {
            self.open.pop();
        }
        self.next = index + 1;
        if contain::is_container(element.tag) {
            let open = contain::open(self.page, index, element, &mut self.open);
            self.open.push(open);
        }
        match element.tag {
            Tag::Hr if self.plan.surrounds(self.page, index, at) => {
                self.rule = Some(contain::containers(self.page, self.base, &self.open));
            }
            tag if image::is_one(tag) => self.take_image(index, element, at),
            Tag::Math | Tag::Script => self.take_display_math(index, element, at),
            _ if !self.plan.has_body(element) => {}
            _ => {
                if let Some(kind) = self.format_of(element) {
                    self.push_format(kind, element);
                }
            }
        }
    }

    /// Takes a block of the body, with the blocks that a line break parts from it. Gives the next.
    fn take(&mut self, first: usize) -> usize {
        if self.text_element() == Some(Tag::Pre) {
            return self.take_pre(first);
        }
        let mut text = Text::default();
        let mut images = Vec::new();
        let mut at = first;
        self.read(at, &mut text, &mut images);
        while self.continues(at) {
            let line_break = self.page.blocks.get(at + 1).is_some_and(|next| next.n_breaks > 0);
            at += 1;
            if line_break {
                text.line_break()
            } else {
                text.space()
            }
            self.read(at, &mut text, &mut images);
        }
        let (text, spans) = text.finish();
        let (before, after): (Vec<_>, Vec<_>) = images.into_iter().partition(|(_, first)| *first);
        for (index, _) in before {
            self.put_image(index, first);
        }
        if !text.is_empty() {
            let kind = self.kind_of();
            self.put(Block { spans, ..Block::new(kind, text) }, first);
        }
        for (index, _) in after {
            self.put_image(index, at);
        }
        at + 1
    }

    /// True if the block after this one is the same paragraph: a single line break, or a control
    /// inside a paragraph, parts them.
    fn continues(&self, at: usize) -> bool {
        let (Some(block), Some(next)) = (self.page.blocks.get(at), self.page.blocks.get(at + 1))
        else {
            return false;
        };
        if !self.page.has_markup
            || next.n_breaks > 1
            || self.plan.place(at + 1) != Place::Body
            || self.plan.is_cut_off(at + 1)
        {
            return false;
        }
        let (here, there) = (self.flow_element(block), self.flow_element(next));
        let Some(element) = self.page.element(here).filter(|_| here == there) else {
            return false;
        };
        next.n_breaks == 1 || element.tag == Tag::P || element.tag.heading_level().is_some()
    }

    /// The block-level element whose flow a block stands in.
    pub(super) fn flow_element(&self, block: &page::Block) -> u32 {
        let flows = |tag: Tag| {
            tag.is(BLOCK) && !matches!(tag, Tag::Button | Tag::Label | Tag::Legend | Tag::Option)
        };
        let mut ancestors = self.page.ancestors(block.element);
        ancestors.find(|(_, element)| flows(element.tag)).map_or(NONE, |(index, _)| index)
    }

    /// Opens the formats that reach into a block from before it.
    pub(super) fn open_formats(&mut self, at: usize, block: &page::Block, text: &mut Text) {
        self.formats.retain(|f| f.end > block.start && f.end_block as usize > at);
        for format in &self.formats {
            text.open(format.kind.clone(), format.end.min(block.end));
        }
    }

    pub(super) fn push_format(&mut self, kind: SpanKind, element: &Element) {
        let (end, end_block) = (element.text_end, element.end_block);
        self.formats.push(Format { kind, end, end_block });
    }

    /// The innermost open element that decides what kind of block a text is.
    pub(super) fn text_element(&self) -> Option<Tag> {
        self.open.iter().rev().map(|open| open.tag).find(|tag| contain::gives_kind(*tag))
    }

    /// The kind of the text to be put next.
    fn kind_of(&mut self) -> BlockKind {
        match self.text_element() {
            Some(tag) if tag.heading_level().is_some() => {
                BlockKind::Heading(tag.heading_level().unwrap_or(1))
            }
            Some(Tag::Dt) => BlockKind::Term,
            Some(Tag::Summary) => BlockKind::Summary,
            Some(Tag::Figcaption | Tag::Caption) => BlockKind::Caption,
            Some(Tag::Blockquote) => BlockKind::Quote,
            Some(Tag::Li | Tag::Dd) => contain::first_kind(&mut self.open),
            _ => BlockKind::Paragraph,
        }
    }

    /// Adds a block where the walk stands.
    pub(super) fn put(&mut self, mut block: Block, page_block: usize) {
        if let Some(inside) = self.rule.take().filter(|_| !self.drafts.is_empty()) {
            let rule = Block { inside, ..Block::new(BlockKind::Rule, String::new()) };
            self.drafts.push(Draft { block: rule, page_block });
        }
        block.inside = contain::containers(self.page, self.base, &self.open);
        self.drafts.push(Draft { block, page_block });
    }

    fn take_pre(&mut self, at: usize) -> usize {
        let Some(block) = self.page.blocks.get(at) else { return at + 1 };
        let Some(pre) = self.open.iter().rev().find(|open| contain::is_pre(open.tag)) else {
            return at + 1;
        };
        let element = pre.element;
        match code::read(self.page, block, element) {
            Some(found) => {
                for (start, end, rule) in found.cuts {
                    self.cuts.push(Cut { block: at, start, end, rule });
                }
                let kind = BlockKind::Preformatted { language: found.language };
                self.put(Block::new(kind, found.text), at);
            }
            None => self.plan.remove(at, "line-numbers"),
        }
        at + 1
    }

    fn take_table(&mut self, index: usize, at: usize) -> usize {
        let page = self.page;
        let Some(element) = page.elements.get(index) else { return at + 1 };
        self.next = index + 1;
        let table = table::read(self, index, element);
        self.next = self.next.max(element.end as usize);
        if let Some(block) = table {
            self.put(block, at);
        }
        (element.end_block as usize).max(at + 1)
    }

    /// An image or embed between two blocks.
    fn take_image(&mut self, index: usize, element: &Element, at: usize) {
        self.next = self.next.max(element.end as usize);
        if self.plan.surrounds(self.page, index, at) {
            self.put_image(index, at);
        }
    }

    fn put_image(&mut self, index: usize, at: usize) {
        let Some(element) = self.page.elements.get(index) else { return };
        if element.tag == Tag::Img
            && let Some(latex) = math::of_image(self.page, element)
        {
            if !math::is_copy(self.page, element) {
                self.put(Block::new(BlockKind::Math, latex), at);
            }
            return;
        }
        let Some(block) = image::block_of(self.page, self.base, index, element) else { return };
        if let BlockKind::Image(image) = &block.kind
            && self.signs.has(self.page, element, &image.url, [image.width, image.height])
        {
            return;
        }
        // The same picture twice in a row: one for each screen width.
        let again = self.drafts.iter().rev().take(2).any(|draft| draft.block.kind == block.kind);
        if !again {
            self.put(block, at);
            self.settle_captions(self.figure());
        }
    }

    fn take_display_math(&mut self, index: usize, element: &Element, at: usize) {
        if let Some(found) = math::of_element(self.page, index) {
            self.next = self.next.max(element.end as usize);
            if self.plan.surrounds(self.page, index, at) {
                self.put(Block::new(BlockKind::Math, found.latex), at);
            }
        }
    }

    /// The innermost open figure.
    fn figure(&self) -> Option<u32> {
        self.open.iter().rev().find(|open| open.tag == Tag::Figure).map(|open| open.element)
    }

    /// A caption that is no content in its own right goes to the image it stands by.
    fn take_caption(&mut self, at: usize) -> usize {
        let figure = self.figure();
        // Outside of a figure only the image right before it can be meant.
        let reach = if figure.is_some() { 3 } else { 1 };
        let found = self.drafts.iter_mut().rev().take(reach).find_map(|draft| {
            let shares = figure.is_none_or(|id| draft.block.inside.iter().any(|c| c.id == id));
            match &mut draft.block.kind {
                BlockKind::Image(image) if shares => Some(image),
                _ => None,
            }
        });
        match (found, figure) {
            (Some(image), _) => {
                let text = self.page.blocks.get(at).map_or("", |block| self.page.block_text(block));
                attach(image, text, self.plan.place(at) == Place::Credit);
            }
            (None, Some(figure)) => self.captions.push((figure, at)),
            (None, None) => self.plan.leave_out(at),
        }
        at + 1
    }

    /// Gives the captions that came before their image to it; those of other figures are dropped.
    fn settle_captions(&mut self, figure: Option<u32>) {
        for (of, at) in std::mem::take(&mut self.captions) {
            let text = self.page.blocks.get(at).map_or("", |block| self.page.block_text(block));
            let is_credit = self.plan.place(at) == Place::Credit;
            match self.drafts.last_mut().map(|draft| &mut draft.block.kind) {
                Some(BlockKind::Image(image)) if Some(of) == figure => {
                    attach(image, text, is_credit);
                }
                _ => self.plan.leave_out(at),
            }
        }
    }
}

fn attach(image: &mut Image, text: &str, is_credit: bool) {
    let place = if is_credit { &mut image.credit } else { &mut image.caption };
    match place {
        Some(known) => {
            known.push(' ');
            known.push_str(text);
        }
        None => *place = Some(text.to_owned()),
    }
}
