//! Lines and their shapes to a page.

mod tables;

use super::Dialect;
use super::brackets;
use super::lines::Line;
use super::long::{LONG_LINE, pieces};
use super::markdown::{self, Piece, underline};
use super::shape::{Shape, indent};
use super::wrap::is_unparted;
use crate::html::{AttrName, Tag};
use crate::page::{Attribute, Block, NONE, Page, offset};
use crate::space::push_collapsed;

const HEADINGS: [Tag; 6] = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];

/// The state of building a page from lines.
#[derive(Debug)]
struct Builder<'a> {
    page: Page,
    /// The lists that the last block belongs to, one in an item of the other.
    lists: Vec<List>,
    /// How links and other signs are read.
    dialect: &'a Dialect<'a>,
    /// Whether numbered links of the paragraph reach up to the next.
    reach: bool,
    /// Whether the lines of the paragraph begin with the signs of a quotation.
    is_quote: bool,
    /// What the block that is being read has of links: bytes of its text, and how many.
    link_bytes: u32,
    n_links: u16,
}

/// A list that may go on.
#[derive(Debug, Clone, Copy)]
struct List {
    tag: Tag,
    element: u32,
    /// Columns before the signs of its items.
    indent: usize,
    /// The last of them.
    item: u32,
}

/// Columns by which a list is set in that belongs to an item of the one above.
const NESTED: usize = 2;

/// Lists in lists, at most.
const DEEPEST_LIST: usize = 16;

/// Links in bold words in links, and no deeper.
const DEEPEST_PIECE: u8 = 3;

/// Adds to a page a block for each line, but for those that `joins` says go on.
pub(super) fn page(
    page: Page,
    text: &str,
    (lines, shapes, joins): (&[Line], &[Shape], &[bool]),
    dialect: &Dialect<'_>,
) -> Page {
    let mut builder = Builder::new(page, dialect);
    builder.page.text.reserve(text.len());
    builder.page.blocks.reserve(lines.len());
    let mut at = 0;
    while let Some(first) = lines.get(at).filter(|_| !builder.page.is_full()) {
        let n_rows = if dialect.is_markdown() { tables::n_rows(text, lines, at) } else { 0 };
        if n_rows > 0 {
            builder.table(text, lines.get(at..at + n_rows).unwrap_or(&[]));
            at += n_rows;
            continue;
        }
        if dialect.is_markdown()
            && markdown::is_drawn(first.text(text))
            && builder.reaches(first.end)
        {
            at += 1;
            continue;
        }
        let n_joined =
            joins.get(at..).map_or(0, |joins| joins.iter().take_while(|joins| **joins).count());
        let paragraph = lines.get(at..=at + n_joined).unwrap_or(std::slice::from_ref(first));
        let mut shape = shapes.get(at).copied().unwrap_or_default();
        at += paragraph.len();
        let mut end = paragraph.last().map_or(first.end, |last| last.end);
        let under = lines.get(at).filter(|next| dialect.is_markdown() && next.n_blank == 0);
        if let Some((line, level)) =
            under.and_then(|line| Some((line, underline(line.text(text))?)))
            && shape == Shape::Text
            && paragraph.len() == 1
        {
            shape = Shape::Heading(level, 0);
            end = line.end;
            at += 1;
        }
        builder.paragraph(text, paragraph, shape, end);
    }
    builder.end_lists(0);
    builder.page
}

/// Adds lines that are no part of what the page shows, as one block with the text of the first.
pub(super) fn with_hidden(mut page: Page, text: &str, lines: &[Line]) -> Page {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return page };
    let start = page.text.len();
    push_collapsed(first.text(text), &mut page.text, &mut false, offset(start));
    page.blocks.push(Block {
        start: offset(start),
        end: offset(page.text.len()),
        element: NONE,
        first_element: offset(page.elements.len()),
        n_breaks: first.n_blank,
        hidden: true,
        source_start: first.start,
        source_end: last.end,
        ..Block::default()
    });
    page
}

/// A label without the sign of a heading: programs write links around headings so.
fn without_hashes(label: &str) -> &str {
    let label = label.trim_start();
    label
        .trim_start_matches('#')
        .strip_prefix(' ')
        .filter(|_| label.starts_with('#'))
        .unwrap_or(label)
}

impl<'a> Builder<'a> {
    fn new(page: Page, dialect: &'a Dialect<'a>) -> Builder<'a> {
        Builder {
            page,
            lists: Vec::new(),
            dialect,
            reach: false,
            is_quote: false,
            link_bytes: 0,
            n_links: 0,
        }
    }

    /// Gives the source up to a byte to the last block, if there is one: a line that is drawn there parts blocks
    /// and says nothing.
    fn reaches(&mut self, end: u32) -> bool {
        self.end_lists(0);
        self.page.blocks.last_mut().is_some_and(|block| {
            block.source_end = end;
            true
        })
    }

    /// Reads the lines of a paragraph, which ends in the source at `end`.
    fn paragraph(&mut self, text: &str, lines: &[Line], shape: Shape, end: u32) {
        let [first, rest @ ..] = lines else { return };
        let indent = if self.dialect.is_markdown() { indent(text, *first) } else { 0 };
        let (sign, element) = self.open(shape, indent);
        if let Dialect::Numbered(references) = self.dialect {
            let whole = text.get((first.start + sign) as usize..end as usize);
            self.reach = references.reach(whole.unwrap_or(""));
        }
        // Text that has lost its lines may keep those that the source had inside of its pieces.
        let may_be_long = rest.is_empty() || matches!(self.dialect, Dialect::Plain);
        if may_be_long && lines.iter().any(|line| line.end - line.start > LONG_LINE) {
            let last = rest.last().unwrap_or(first);
            self.long_line(text, Line { end: last.end, ..*first }, sign, element);
            // An underline below it is of its last part.
            if let Some(last) = self.page.blocks.last_mut() {
                last.source_end = last.source_end.max(end);
            }
        } else {
            let (from, first_element) = (self.page.text.len(), self.page.elements.len());
            let mut pending = false;
            let start = first.start + sign;
            let head = text.get(start as usize..first.end as usize).unwrap_or("");
            let last = rest.last().map_or(first.end, |last| last.end);
            let whole = text.get(start as usize..last as usize).unwrap_or(head);
            if shape == Shape::Fence {
                let code = markdown::code(whole);
                self.page.text.push_str(if code.trim().is_empty() { "" } else { code });
            } else if matches!(self.dialect, Dialect::Markdown(_) | Dialect::Bracketed) {
                // A link may go on in the next line; a backslash at the end stands for a line break.
                let whole = whole.strip_suffix('\\').unwrap_or(whole);
                self.is_quote = matches!(shape, Shape::Quote(_));
                self.line(whole, &mut pending, from, element);
            } else {
                self.line(head, &mut pending, from, element);
                for line in rest {
                    // A quotation of several lines has its sign once.
                    let line = line.text(text).trim_start_matches(['>', ' ']);
                    pending = self.is_parted(line);
                    self.line(line, &mut pending, from, element);
                }
            }
            if self.page.text.len() == from {
                // Signs of a quotation, or fences, with nothing in them.
                let signs = text.get(first.start as usize..last as usize).unwrap_or("");
                push_collapsed(signs, &mut self.page.text, &mut false, offset(from));
            }
            self.push_block(from, (element, first_element), first.n_blank, first.start, end);
            if matches!(self.dialect, Dialect::Bracketed)
                && brackets::says_nothing(whole)
                && let Some(block) = self.page.blocks.last_mut()
            {
                block.hidden = true;
            }
        }
        self.close(shape, element);
    }

    /// Whether a space stands for the line end before a line. A word parted at its hyphen stays one word, with
    /// the hyphen.
    fn is_parted(&self, line: &str) -> bool {
        let before = self.page.text.strip_suffix('-');
        let is_word = before.is_some_and(|before| before.ends_with(char::is_alphanumeric));
        !is_word && !is_unparted(&self.page.text, line)
    }

    /// Adds text that may stand on several lines.
    fn text(&mut self, text: &str, pending: &mut bool, from: usize) {
        for (nth, line) in text.split('\n').enumerate() {
            let mut line = line;
            if nth > 0 {
                let signs = if self.is_quote { ['>', ' '].as_slice() } else { &[' '] };
                line = line.trim_start_matches(signs);
                *pending = self.is_parted(line);
            }
            push_collapsed(line, &mut self.page.text, pending, offset(from));
        }
    }

    /// Adds a line to the text. One that has nothing but images stays as it is.
    fn line(&mut self, line: &str, pending: &mut bool, from: usize, element: u32) {
        let before = self.page.text.len();
        self.parts(line, pending, from, (element, 0));
        if self.page.text.len() == before {
            push_collapsed(line, &mut self.page.text, pending, offset(from));
        }
    }

    /// Adds a line, or a part of one that stands in an element.
    fn parts(&mut self, line: &str, pending: &mut bool, from: usize, parent: (u32, u8)) {
        match self.dialect {
            Dialect::Plain => push_collapsed(line, &mut self.page.text, pending, offset(from)),
            Dialect::Markdown(definitions) => {
                self.pieces(markdown::pieces(line, definitions), pending, from, parent);
            }
            Dialect::Bracketed if parent.1 == 0 => {
                self.pieces(brackets::pieces(line).into_iter(), pending, from, parent);
            }
            Dialect::Bracketed => self.text(line, pending, from),
            Dialect::Numbered(references) => {
                let pieces = references.pieces(line, self.reach);
                self.pieces(pieces.into_iter(), pending, from, parent);
            }
        }
    }

    fn pieces<'t>(
        &mut self,
        pieces: impl Iterator<Item = Piece<'t>>,
        pending: &mut bool,
        from: usize,
        (parent, depth): (u32, u8),
    ) {
        for piece in pieces {
            let (inner, tag, target) = match piece {
                Piece::Text(text) => {
                    self.text(text, pending, from);
                    continue;
                }
                Piece::Image => continue,
                Piece::Link(label, target) => (without_hashes(label), Tag::A, target),
                Piece::Code(code) => (code, Tag::Code, ""),
                Piece::Strong(inner) => (inner, Tag::Strong, ""),
                Piece::Emphasis(inner) => (inner, Tag::Em, ""),
            };
            if depth == DEEPEST_PIECE || tag == Tag::Code && depth > 0 {
                self.text(inner, pending, from);
                continue;
            }
            let before = self.page.text.len();
            let is_parted = std::mem::take(pending);
            if is_parted && before > from {
                self.page.text.push(' ');
            }
            let start = self.page.text.len();
            let element = self.page.push_element(tag, parent);
            if tag == Tag::Code {
                self.text(inner, pending, from);
            } else {
                self.parts(inner, pending, from, (element, depth + 1));
            }
            self.end_element(element);
            let added = offset(self.page.text.len() - start);
            if added == 0 {
                self.page.elements.truncate(element as usize);
                self.page.text.truncate(before);
                *pending |= is_parted;
            } else if tag == Tag::A {
                self.set_target(element, target);
                self.link_bytes += added;
                self.n_links = self.n_links.saturating_add(1);
            }
        }
    }

    fn set_target(&mut self, element: u32, target: &str) {
        let page = &mut self.page;
        let first = offset(page.attributes.len());
        let whole: String = target.split('\n').map(str::trim).collect();
        let (start, end) = page.push_value(&whole);
        page.attributes.push(Attribute { name: AttrName::Href, start, end });
        if let Some(element) = page.elements.get_mut(element as usize) {
            (element.first_attribute, element.end_attribute) = (first, first + 1);
        }
    }

    fn long_line(&mut self, text: &str, line: Line, sign: u32, element: u32) {
        let start = line.start + sign;
        let body = text.get(start as usize..line.end as usize).unwrap_or("");
        for (index, (piece_start, end)) in
            pieces(body, start, text, self.dialect).into_iter().enumerate()
        {
            if self.page.is_full() {
                return;
            }
            let (from, first_element) = (self.page.text.len(), self.page.elements.len());
            let piece = text.get(piece_start as usize..end as usize).unwrap_or("");
            let is_cell = self.dialect.is_markdown() && index > 0;
            let piece = if is_cell { piece.trim_matches(['|', ' ']) } else { piece };
            self.line(piece, &mut false, from, element);
            // The sign of an item belongs to its first piece.
            let (n_blank, source_start) =
                if index == 0 { (line.n_blank, line.start) } else { (0, piece_start) };
            self.push_block(from, (element, first_element), n_blank, source_start, end);
        }
    }

    fn push_block(
        &mut self,
        from: usize,
        (element, first_element): (u32, usize),
        n_blank: u8,
        source_start: u32,
        source_end: u32,
    ) {
        self.page.blocks.push(Block {
            start: offset(from),
            end: offset(self.page.text.len()),
            element,
            first_element: offset(first_element),
            link_bytes: std::mem::take(&mut self.link_bytes),
            n_links: std::mem::take(&mut self.n_links),
            n_breaks: n_blank,
            source_start,
            source_end,
            ..Block::default()
        });
    }

    /// Opens the element that the shape stands for: the bytes of its sign, and the element.
    fn open(&mut self, shape: Shape, indent: usize) -> (u32, u32) {
        let (sign, tag) = match shape {
            Shape::Bullet(sign) => return (sign, self.open_item(Tag::Ul, indent)),
            Shape::Numbered(sign) => return (sign, self.open_item(Tag::Ol, indent)),
            Shape::Heading(level, sign) => {
                (sign, HEADINGS.get(usize::from(level) - 1).copied().unwrap_or(Tag::H6))
            }
            Shape::Quote(sign) => (sign, Tag::Blockquote),
            Shape::Fence | Shape::Code => (0, Tag::Pre),
            Shape::Text | Shape::EditMark => {
                self.end_lists(0);
                return (0, NONE);
            }
        };
        self.end_lists(0);
        (sign, self.page.push_element(tag, NONE))
    }

    /// Opens an item of the list that is set in as far, or of a new one.
    fn open_item(&mut self, tag: Tag, indent: usize) -> u32 {
        let is_deeper = |list: &List| indent >= list.indent + NESTED;
        let n_around = self.lists.iter().take_while(|list| is_deeper(list)).count();
        let goes_on = self.lists.get(n_around).is_some_and(|list| list.tag == tag);
        self.end_lists(n_around + usize::from(goes_on));
        if !goes_on && self.lists.len() < DEEPEST_LIST {
            let parent = self.lists.last().map_or(NONE, |around| around.item);
            let element = self.page.push_element(tag, parent);
            self.lists.push(List { tag, element, indent, item: NONE });
        }
        let parent = self.lists.last().map_or(NONE, |list| list.element);
        let item = self.page.push_element(Tag::Li, parent);
        if let Some(list) = self.lists.last_mut() {
            list.item = item;
        }
        item
    }

    fn close(&mut self, shape: Shape, element: u32) {
        if shape != Shape::Text {
            self.end_element(element);
        }
    }

    /// Ends the innermost lists, but for so many, and the items that they belong to.
    fn end_lists(&mut self, n_left: usize) {
        while self.lists.len() > n_left {
            let Some(list) = self.lists.pop() else { return };
            self.end_element(list.element);
            if let Some(around) = self.lists.last() {
                self.end_element(around.item);
            }
        }
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
