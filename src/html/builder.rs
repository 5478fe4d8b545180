//! Builds a [`Page`] from events: an element opens, an attribute of it, its content starts, text,
//! an element closes.
//!
//! The builder does not know where the events come from; any source that gives balanced events
//! in document order makes the same page.

use super::attributes::AttrName;
use super::tags::{BLOCK, SKIP, Tag};
use crate::page::{Attribute, Block, Island, IslandKind, NONE, Page, TokenHash, offset};
use crate::space::push_collapsed;

/// An element that has been opened and not yet closed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Open {
    pub(super) tag: Tag,
    /// Hash of the name of a [`Tag::Other`], so that its end tag finds it.
    pub(super) name: u32,
    /// A formatting element whose end tag came while block-level elements were open inside it:
    /// it no longer formats, but stays on the stack.
    pub(super) ended: bool,
    element: u32,
    skips: bool,
    hides: bool,
}

/// The state of building a page.
#[derive(Debug, Default)]
pub(super) struct Builder {
    page: Page,
    stack: Vec<Open>,
    /// The block being written; its range starts at the end of the last one.
    block: Block,
    /// Stack height at which all of the block's text so far stands, and the same for what has
    /// been closed since its last text.
    height: usize,
    low: usize,
    pending_space: bool,
    n_breaks: u8,
    n_skipping: u32,
    n_hiding: u32,
    n_links: u32,
    n_pre: u32,
    /// The last text of the block stood inside a link.
    in_link: bool,
}

impl Builder {
    pub(super) fn new(input_len: usize) -> Builder {
        let mut builder = Builder::default();
        builder.page.has_markup = true;
        builder.page.text.reserve(input_len / 8);
        builder.page.elements.reserve(input_len / 64);
        builder.page.tokens.reserve(input_len / 64);
        builder.page.attributes.reserve(input_len / 96);
        builder.page.values.reserve(input_len / 8);
        builder
    }

    /// The open elements, outermost first.
    pub(super) fn stack(&self) -> &[Open] {
        &self.stack
    }

    /// True inside an element whose content is not part of the visible text.
    pub(super) fn skips(&self) -> bool {
        self.n_skipping > 0
    }

    /// Opens an element; attributes may follow, then [`Builder::start_content`].
    pub(super) fn open(&mut self, tag: Tag, name: u32) {
        if tag.is(BLOCK) {
            self.boundary(tag == Tag::Br);
        }
        let skips = tag.is(SKIP);
        let element = if self.skips() && !matches!(tag, Tag::Source | Tag::Track | Tag::Param) {
            NONE
        } else {
            self.push_element(tag)
        };
        self.stack.push(Open { tag, name, ended: false, element, skips, hides: false });
    }

    fn push_element(&mut self, tag: Tag) -> u32 {
        let page = &mut self.page;
        let parent = self.stack.iter().rev().map(|open| open.element).find(|e| *e != NONE);
        page.push_element(tag, parent.unwrap_or(NONE))
    }

    /// An attribute of the element opened last; only the first of a name counts.
    pub(super) fn attribute(&mut self, name: AttrName, value: &str) {
        let Some(open) = self.stack.last().copied().filter(|open| open.element != NONE) else {
            return;
        };
        let page = &mut self.page;
        let Some(element) = page.elements.get_mut(open.element as usize) else { return };
        let known = element.first_attribute as usize..element.end_attribute as usize;
        if page.attributes.get(known).is_some_and(|known| known.iter().any(|a| a.name == name)) {
            return;
        }
        let start = offset(page.values.len());
        page.values.push_str(value);
        page.attributes.push(Attribute { name, start, end: offset(page.values.len()) });
        element.end_attribute = offset(page.attributes.len());
        match name {
            AttrName::Class
            | AttrName::Id
            | AttrName::Role
            | AttrName::Itemprop
            | AttrName::DataTestid
            | AttrName::DataComponent
            | AttrName::DataQa
            | AttrName::DataType
            | AttrName::DataModule => {
                push_tokens(value.as_bytes(), &mut page.tokens);
                element.end_token = offset(page.tokens.len());
            }
            AttrName::Hidden => element.hidden |= !value.eq_ignore_ascii_case("until-found"),
            AttrName::AriaHidden => element.hidden |= value.eq_ignore_ascii_case("true"),
            AttrName::Style => element.hidden |= hides(value.as_bytes()),
            _ => {}
        }
    }

    /// What the caller wants with the element opened last.
    #[cfg(feature = "scraper")]
    pub(super) fn choose(&mut self, choice: crate::page::Choice) {
        let element = self.stack.last().map(|open| open.element).filter(|e| *e != NONE);
        self.page.chosen.extend(element.map(|element| (element, choice)));
    }

    /// All attributes of the element opened last have been given; its content starts.
    pub(super) fn start_content(&mut self) {
        let Some(open) = self.stack.last_mut() else { return };
        open.hides =
            self.page.elements.get(open.element as usize).is_some_and(|element| element.hidden);
        let shadow_root = open.tag == Tag::Template
            && self.page.element(open.element).is_some_and(|element| {
                self.page.attribute(element, AttrName::Shadowrootmode).is_some()
            });
        open.skips &= !shadow_root;
        self.n_skipping += u32::from(open.skips);
        self.n_hiding += u32::from(open.hides);
        self.n_links += u32::from(open.tag == Tag::A);
        self.n_pre += u32::from(is_pre(open.tag));
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        let Some(open) = self.stack.pop() else { return };
        self.n_pre -= u32::from(is_pre(open.tag));
        if open.tag.is(BLOCK) && open.tag != Tag::Br {
            self.boundary(false);
        }
        self.low = self.low.min(self.stack.len());
        self.n_skipping -= u32::from(open.skips);
        self.n_hiding -= u32::from(open.hides);
        self.n_links -= u32::from(open.tag == Tag::A && !open.ended);
        let n_elements = offset(self.page.elements.len());
        let n_blocks = offset(self.page.blocks.len()) + u32::from(self.has_text());
        let text_end = offset(self.page.text.len());
        if let Some(element) = self.page.elements.get_mut(open.element as usize) {
            element.end = n_elements;
            element.end_block = n_blocks;
            element.text_end = text_end;
        }
    }

    /// Marks an open formatting element as ended, see [`Open::ended`].
    pub(super) fn end_formatting(&mut self, at: usize) {
        let text_end = offset(self.page.text.len());
        let Some(open) = self.stack.get_mut(at).filter(|open| !open.ended) else { return };
        open.ended = true;
        self.n_links -= u32::from(open.tag == Tag::A);
        if let Some(element) = self.page.elements.get_mut(open.element as usize) {
            element.text_end = text_end;
        }
    }

    /// Text, with character references decoded.
    pub(super) fn text(&mut self, text: &str) {
        if self.skips() || text.is_empty() {
            return;
        }
        let before = self.page.text.len();
        if self.n_pre > 0 {
            self.push_pre(text);
        } else {
            push_collapsed(text, &mut self.page.text, &mut self.pending_space, self.block.start);
        }
        let added = offset(self.page.text.len() - before);
        if added > 0 {
            self.note_text(added, before);
        }
    }

    /// Text inside `<pre>`: as it stands; a block may not begin with line breaks.
    fn push_pre(&mut self, text: &str) {
        let text = if self.has_text() {
            text
        } else {
            let trimmed = text.trim_start_matches(['\n', '\r']);
            if trimmed.trim().is_empty() { "" } else { trimmed }
        };
        let mut rest = text;
        // Every line break is a line feed, as in the standard's input stream.
        while let Some((line, after)) = rest.split_once('\r') {
            self.page.text.push_str(line);
            self.page.text.push('\n');
            rest = after.strip_prefix('\n').unwrap_or(after);
        }
        self.page.text.push_str(rest);
    }

    /// Books text just written: the element that holds it, links, whether it is hidden.
    fn note_text(&mut self, added: u32, before: usize) {
        if offset(before) == self.block.start {
            self.height = self.stack.len();
            self.low = self.height;
            self.block.hidden = self.n_hiding > 0;
            self.block.element = self.innermost();
            self.in_link = false;
        } else if self.low < self.height {
            self.height = self.low;
            self.block.element = self.innermost();
        }
        self.block.hidden &= self.n_hiding > 0;
        if self.n_links > 0 {
            self.block.link_bytes += added;
            self.block.n_links = self.block.n_links.saturating_add(u16::from(!self.in_link));
        }
        self.in_link = self.n_links > 0;
    }

    /// The innermost element at the height of the block's text.
    fn innermost(&self) -> u32 {
        let open = self.stack.get(..self.height).unwrap_or(&[]);
        open.iter().rev().map(|open| open.element).find(|e| *e != NONE).unwrap_or(NONE)
    }

    fn has_text(&self) -> bool {
        self.page.text.len() > self.block.start as usize
    }

    /// Ends the current block, if it has text.
    fn boundary(&mut self, line_break: bool) {
        if self.skips() {
            return;
        }
        if self.n_pre > 0 && self.has_text() {
            if !self.page.text.ends_with('\n') || line_break {
                self.page.text.push('\n');
            }
            return;
        }
        if self.has_text() {
            self.end_block();
        } else if !line_break {
            self.n_breaks = 0;
        }
        if line_break {
            self.n_breaks = self.n_breaks.saturating_add(1);
        }
        self.pending_space = false;
        self.block.first_element = offset(self.page.elements.len());
    }

    fn end_block(&mut self) {
        let kept = self.page.text.trim_end().len().max(self.block.start as usize);
        self.page.text.truncate(kept);
        let end = offset(kept);
        if end > self.block.start {
            let mut block = std::mem::take(&mut self.block);
            block.end = end;
            block.n_breaks = self.n_breaks;
            self.page.blocks.push(block);
        }
        self.block = Block { start: end, element: NONE, ..Block::default() };
        self.n_breaks = 0;
        self.pending_space = false;
    }

    /// Content that is not visible text, see [`Island`].
    pub(super) fn island(&mut self, kind: IslandKind, content: &str) {
        let element = self.stack.iter().rev().map(|open| open.element).find(|e| *e != NONE);
        // A formula is a word of its text: the space before it must not move behind it.
        let is_inline = matches!(kind, IslandKind::MathMl | IslandKind::Tex);
        if is_inline && self.pending_space && self.has_text() {
            self.page.text.push(' ');
            self.pending_space = false;
        }
        let (start, end) = self.page.push_value(content);
        self.page.islands.push(Island {
            kind,
            element: element.unwrap_or(NONE),
            block: offset(self.page.blocks.len()) + u32::from(self.has_text()),
            text_at: offset(self.page.text.len()),
            start,
            end,
        });
    }

    /// The kept attributes of the element opened last.
    pub(super) fn current_attribute(&self, name: AttrName) -> Option<&str> {
        let open = self.stack.last()?;
        self.page.element(open.element).and_then(|element| self.page.attribute(element, name))
    }

    /// Adds a note about the reading.
    pub(super) fn note(&mut self, note: crate::Note) {
        if !self.page.notes.contains(&note) {
            self.page.notes.push(note);
        }
    }

    /// True if no more is to be read.
    pub(super) fn is_full(&mut self) -> bool {
        let is_full = self.page.is_full();
        if is_full {
            self.note(crate::Note::TruncatedInput);
        }
        is_full
    }

    /// Closes what is open and gives the page.
    pub(super) fn finish(mut self) -> Page {
        while !self.stack.is_empty() {
            self.close();
        }
        self.n_pre = 0;
        self.boundary(false);
        self.page
    }
}

fn is_pre(tag: Tag) -> bool {
    matches!(tag, Tag::Pre | Tag::Listing | Tag::Xmp | Tag::Plaintext)
}

/// `style` values under which a browser shows nothing.
fn hides(style: &[u8]) -> bool {
    let value_of = |property: &[u8], value: &[u8]| {
        memchr::memmem::find_iter(style, property).any(|at| {
            let rest = style.get(at + property.len()..).unwrap_or(&[]).trim_ascii_start();
            let Some(rest) = rest.strip_prefix(b":") else { return false };
            rest.trim_ascii_start()
                .get(..value.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(value))
        })
    };
    value_of(b"display", b"none") || value_of(b"visibility", b"hidden")
}

/// Splits class and id values into words: at white space and other non-letters, and between a
/// lower-case and an upper-case letter; words of one letter or over 24 bytes are left out.
fn push_tokens(value: &[u8], tokens: &mut Vec<u32>) {
    let (mut word, mut length) = (TokenHash::new(), 0);
    let mut last_lower = false;
    let mut flush = |word: &mut TokenHash, length: &mut usize| {
        if (2..=24).contains(length) {
            tokens.push(word.finish());
        }
        (*word, *length) = (TokenHash::new(), 0);
    };
    for byte in value {
        let is_lower = byte.is_ascii_lowercase();
        if !is_lower && (last_lower || !byte.is_ascii_uppercase()) {
            flush(&mut word, &mut length);
        }
        if byte.is_ascii_alphabetic() {
            word.push(*byte);
            length += 1;
        }
        last_lower = is_lower;
    }
    flush(&mut word, &mut length);
}
