//! Reading the text of a block: what is marked in it, what is cut out of it.

use super::block::SpanKind;
use super::classes::{self, Class};
use super::inline::Text;
use super::walk::{Cut, Walk};
use super::{image, math, sign};
use crate::html::{AttrName, BLOCK, Tag};
use crate::page::{self, Element, Page};

impl Walk<'_> {
    /// Reads a block's text and what is marked in it. Images go to `images`, with whether they
    /// stand before all text.
    pub(super) fn read(&mut self, at: usize, text: &mut Text, images: &mut Vec<(usize, bool)>) {
        let page = self.page;
        let Some(block) = page.blocks.get(at) else { return };
        let next_first =
            page.blocks.get(at + 1).map_or(usize::MAX, |next| next.first_element as usize);
        self.next = self.next.max(block.first_element as usize);
        self.open_formats(at, block, text);
        let mut from = block.start;
        while let Some(element) = page.elements.get(self.next) {
            let index = self.next;
            let is_tail = element.text_start >= block.end;
            if is_tail
                && (element.tag.is(BLOCK)
                    || image::is_one(element.tag) && !sign::is_smiley(page, element)
                    || index >= next_first
                    || !self.is_within(element, block))
            {
                break;
            }
            let start = element.text_start.clamp(from, block.end);
            text.copy(&page.text, from, start);
            from = start;
            self.next = index + 1;
            if let Some(rule) = self.cut_rule(element, block) {
                let end = element.text_end.clamp(from, block.end);
                // The space before what is cut stays.
                if page.text.as_bytes().get(from as usize) == Some(&b' ') {
                    text.space();
                }
                if end > from {
                    self.cuts.push(Cut { block: at, start: from, end, rule });
                }
                from = end;
                self.next = self.next.max(element.end as usize);
            } else if element.tag == Tag::Img && sign::is_smiley(page, element) {
                let rest = page.text.get(from as usize..block.end as usize).unwrap_or("");
                from += read_smiley(page, element, rest, text);
            } else if element.tag == Tag::Img {
                self.read_image(index, element, text, images);
            } else {
                from = self.read_element(index, element, block, from, text);
            }
        }
        text.copy(&page.text, from, block.end);
    }

    /// Reads an inline element that begins at an offset of the page's text. Gives how far the
    /// text has been read.
    fn read_element(
        &mut self,
        index: usize,
        element: &Element,
        block: &page::Block,
        from: u32,
        text: &mut Text,
    ) -> u32 {
        let page = self.page;
        let end = element.text_end.min(block.end);
        match element.tag {
            Tag::Math | Tag::Script => {
                let Some(found) = math::of_element(page, index) else { return from };
                let at = found.text_at.clamp(from, block.end);
                text.copy(&page.text, from, at);
                text.insert(&found.latex, SpanKind::Math);
                self.next = self.next.max(element.end as usize);
                at.max(end)
            }
            Tag::Rt => {
                self.read_ruby_text(text, from, end);
                self.next = self.next.max(element.end as usize);
                from.max(end)
            }
            _ => {
                if let Some(kind) = self.format_of(element) {
                    text.open(kind.clone(), end);
                    self.push_format(kind, element);
                }
                from
            }
        }
    }

    /// An image in a text: a formula, or an image to be put before or after it.
    fn read_image(
        &self,
        index: usize,
        element: &Element,
        text: &mut Text,
        images: &mut Vec<(usize, bool)>,
    ) {
        match math::of_image(self.page, element) {
            Some(_) if math::is_copy(self.page, element) => {}
            Some(latex) => {
                // An image is no word: the space before it is written with the next one.
                if !text.is_empty() {
                    text.space();
                }
                text.insert(&latex, SpanKind::Math);
            }
            None => images.push((index, text.is_empty())),
        }
    }

    /// A reading aid is set in brackets, with those of the page (`rp`) left out.
    fn read_ruby_text(&self, text: &mut Text, from: u32, end: u32) {
        text.push("(");
        text.open(SpanKind::RubyText, end);
        text.copy(&self.page.text, from, end);
        text.push(")");
    }

    /// True if an element after a block's text still belongs to its flow.
    fn is_within(&self, element: &Element, block: &page::Block) -> bool {
        let flow = self.flow_element(block);
        let mut ancestors = self.page.ancestors(element.parent);
        ancestors.find(|(_, outer)| outer.tag.is(BLOCK)).is_some_and(|(index, _)| index == flow)
    }

    /// Why an element inside a block is left out, if it is.
    fn cut_rule(&self, element: &Element, block: &page::Block) -> Option<&'static str> {
        let page = self.page;
        if page.element_text(element).is_empty() {
            return None;
        }
        if element.tag == Tag::Rp {
            return Some("ruby-bracket");
        }
        if math::is_copy(page, element) {
            return Some("math-copy");
        }
        if element.text_start <= block.start && element.text_end >= block.end {
            return None;
        }
        if element.hidden && !block.hidden {
            return Some("hidden-inline");
        }
        if classes::is(page, element, Class::EditLink) {
            return Some("edit-link");
        }
        let text = page.element_text(element);
        let is_sign = text.chars().count() <= 2 && !text.chars().any(char::is_alphanumeric);
        let is_anchor = element.tag == Tag::A && is_sign && {
            let href = page.attribute(element, AttrName::Href).unwrap_or("");
            href.starts_with('#') || classes::is(page, element, Class::Anchor)
        };
        (is_anchor && self.text_element().is_some_and(|tag| tag.heading_level().is_some()))
            .then_some("heading-anchor")
    }

    /// What an inline element marks.
    pub(super) fn format_of(&self, element: &Element) -> Option<SpanKind> {
        if element.text_start >= element.text_end {
            return None;
        }
        match element.tag {
            Tag::A => {
                let href = self.page.attribute(element, AttrName::Href)?.trim();
                let url = match href.strip_prefix('#') {
                    Some("") => return None,
                    Some(_) => href.to_owned(),
                    None => self.base.resolve(href)?,
                };
                Some(SpanKind::Link { url })
            }
            Tag::Strong | Tag::B => Some(SpanKind::Strong),
            Tag::Em | Tag::I | Tag::Cite | Tag::Dfn | Tag::Var => Some(SpanKind::Emphasis),
            Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => Some(SpanKind::Code),
            Tag::Sub => Some(SpanKind::Subscript),
            Tag::Sup => Some(SpanKind::Superscript),
            Tag::S | Tag::Strike | Tag::Del => Some(SpanKind::Strike),
            Tag::Mark => Some(SpanKind::Mark),
            Tag::Q => Some(SpanKind::Quotation),
            Tag::Ruby => Some(SpanKind::Ruby),
            Tag::Abbr => {
                let title = self.page.attribute(element, AttrName::Title)?.trim();
                (!title.is_empty()).then(|| SpanKind::Abbreviation { title: title.to_owned() })
            }
            _ => None,
        }
    }
}

/// Writes a smiley, which is no word of the page: the space before it is part of `rest`, what comes after it. Gives
/// how many bytes of that have been read.
fn read_smiley(page: &Page, element: &Element, rest: &str, text: &mut Text) -> u32 {
    let Some(smiley) = sign::smiley(page, element) else { return 0 };
    text.space();
    text.push(smiley);
    let after = rest.strip_prefix(' ').unwrap_or("");
    u32::from(after.starts_with(['.', ',', ';', ':', '!', '?', ')']))
}
