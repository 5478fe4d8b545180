//! Lines and their shapes to a page.

use super::lines::{Line, offset};
use super::long::{MAX_LINE, pieces};
use super::shape::Shape;
use crate::html::Tag;
use crate::page::{Block, Element, NONE, Page};
use crate::space::push_collapsed;

const HEADINGS: [Tag; 6] = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];

/// The state of building a page from lines.
#[derive(Debug, Default)]
struct Builder {
    page: Page,
    /// The list that the last block belongs to.
    list: Option<(Tag, u32)>,
    /// The item of it that is open.
    item: Option<u32>,
}

/// Builds the page: a block for each line, but for those that `joins` says go on.
pub(super) fn page(text: &str, lines: &[Line], shapes: &[Shape], joins: &[bool]) -> Page {
    let mut builder = Builder::default();
    builder.page.text.reserve(text.len());
    builder.page.blocks.reserve(lines.len());
    let mut at = 0;
    while let Some(first) = lines.get(at) {
        let n_joined =
            joins.get(at..).map_or(0, |joins| joins.iter().take_while(|joins| **joins).count());
        let paragraph = lines.get(at..=at + n_joined).unwrap_or(std::slice::from_ref(first));
        let shape = shapes.get(at).copied().unwrap_or_default();
        builder.paragraph(text, paragraph, shape);
        at += paragraph.len();
    }
    builder.end_list();
    builder.page
}

impl Builder {
    fn paragraph(&mut self, text: &str, lines: &[Line], shape: Shape) {
        let [first, rest @ ..] = lines else { return };
        let (sign, element) = self.open(shape);
        if rest.is_empty() && first.end - first.start > MAX_LINE {
            self.long_line(text, *first, sign, element);
        } else {
            let from = self.page.text.len();
            let mut pending = false;
            let start = first.start + sign;
            let head = text.get(start as usize..first.end as usize).unwrap_or("");
            push_collapsed(head, &mut self.page.text, &mut pending, offset(from));
            for line in rest {
                // A word parted at its hyphen stays one word, with the hyphen.
                pending = !self.page.text.ends_with('-');
                push_collapsed(line.text(text), &mut self.page.text, &mut pending, offset(from));
            }
            let end = lines.last().map_or(first.end, |last| last.end);
            self.push_block(from, element, first.n_blank, first.start, end);
        }
        self.close(shape);
    }

    fn long_line(&mut self, text: &str, line: Line, sign: u32, element: u32) {
        let start = line.start + sign;
        let body = text.get(start as usize..line.end as usize).unwrap_or("");
        for (index, (piece_start, end)) in pieces(body, start, line.end).into_iter().enumerate() {
            let from = self.page.text.len();
            let piece = text.get(piece_start as usize..end as usize).unwrap_or("");
            push_collapsed(piece, &mut self.page.text, &mut false, offset(from));
            // The sign of an item belongs to its first piece.
            let (n_blank, source_start) =
                if index == 0 { (line.n_blank, line.start) } else { (0, piece_start) };
            self.push_block(from, element, n_blank, source_start, end);
        }
    }

    fn push_block(
        &mut self,
        from: usize,
        element: u32,
        n_blank: u8,
        source_start: u32,
        source_end: u32,
    ) {
        self.page.blocks.push(Block {
            start: offset(from),
            end: offset(self.page.text.len()),
            element,
            first_element: offset(self.page.elements.len()),
            n_breaks: n_blank,
            source_start,
            source_end,
            ..Block::default()
        });
    }

    /// Opens the element that the shape stands for: the bytes of its sign, and the element.
    fn open(&mut self, shape: Shape) -> (u32, u32) {
        let (list, sign) = match shape {
            Shape::Bullet(sign) => (Tag::Ul, sign),
            Shape::Numbered(sign) => (Tag::Ol, sign),
            Shape::Heading(level, sign) => {
                self.end_list();
                let tag = HEADINGS.get(usize::from(level) - 1).copied().unwrap_or(Tag::H6);
                return (sign, self.push_element(tag, NONE));
            }
            Shape::Text => {
                self.end_list();
                return (0, NONE);
            }
        };
        if self.list.is_some_and(|(tag, _)| tag != list) {
            self.end_list();
        }
        let (_, parent) = match self.list {
            Some(open) => open,
            None => (list, self.push_element(list, NONE)),
        };
        self.list = Some((list, parent));
        let item = self.push_element(Tag::Li, parent);
        self.item = Some(item);
        (sign, item)
    }

    fn close(&mut self, shape: Shape) {
        if let Some(item) = self.item.take() {
            self.end_element(item);
        } else if matches!(shape, Shape::Heading(..)) {
            self.end_element(offset(self.page.elements.len()).saturating_sub(1));
        }
    }

    fn end_list(&mut self) {
        if let Some((_, list)) = self.list.take() {
            self.end_element(list);
        }
    }

    fn push_element(&mut self, tag: Tag, parent: u32) -> u32 {
        let page = &mut self.page;
        let text_at = offset(page.text.len());
        page.elements.push(Element {
            tag,
            hidden: false,
            parent,
            end: NONE,
            first_block: offset(page.blocks.len()),
            end_block: 0,
            text_start: text_at,
            text_end: text_at,
            first_token: 0,
            end_token: 0,
            first_attribute: 0,
            end_attribute: 0,
        });
        offset(page.elements.len() - 1)
    }

    fn end_element(&mut self, element: u32) {
        let end = offset(self.page.elements.len());
        let end_block = offset(self.page.blocks.len());
        let text_end = offset(self.page.text.len());
        if let Some(element) = self.page.elements.get_mut(element as usize) {
            element.end = end;
            element.end_block = end_block;
            element.text_end = text_end;
        }
    }
}
