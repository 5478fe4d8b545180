//! The meeting point of both readers: a page as one sequence of blocks over one text.
//!
//! HTML and flattened text both become a [`Page`]. Everything to the right of a reader (features,
//! labels, assembling) sees only this. Nothing here changes after reading; later steps add to a
//! block by its index.

use std::ops::Range;

use crate::fnv;
use crate::html::{AttrName, Tag};

/// "No element": the parent of the root, and of every block of a page without markup.
pub(crate) const NONE: u32 = u32::MAX;

/// The most blocks and elements of a page: what comes after is not read. Each block costs a kilobyte or so by the time
/// it is judged, so that short ones would take hundreds of times what they are. The labelled pages have 6,571 at most.
pub(crate) const MAX_BLOCKS: usize = 200_000;
const MAX_ELEMENTS: usize = 16 * MAX_BLOCKS;

/// A page that has been read.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The text of all blocks, in page order, one directly after the other. White space is
    /// normalised, but for preformatted blocks.
    pub(crate) text: String,
    /// The blocks, in page order; their ranges over `text` are disjoint and sorted.
    pub(crate) blocks: Vec<Block>,
    /// The elements, in the order of their start tags, so that a subtree is a contiguous range.
    /// Block-level and inline elements both; those that a reader never sees (scripts, styles,
    /// menus of a form) are left out. For text, only what line shapes stand for (lists, quotes).
    pub(crate) elements: Vec<Element>,
    /// Attributes of `elements`, grouped by element, only those in [`AttrName`].
    pub(crate) attributes: Vec<Attribute>,
    /// The values of `attributes` and the contents of `islands`.
    pub(crate) values: String,
    /// Hashes of the class and id words of `elements`; see [`token_hash`].
    pub(crate) tokens: Vec<u32>,
    /// Content that is not part of the visible text, kept as it stands in the source.
    pub(crate) islands: Vec<Island>,
    /// True if the page came as markup: only then do features of elements mean anything.
    pub(crate) has_markup: bool,
    /// Elements that the caller's selectors match, in the order of `elements`.
    pub(crate) chosen: Vec<(u32, Choice)>,
    /// What limits cut, and what the reader had to mend.
    pub(crate) notes: Vec<crate::Note>,
}

/// One visual unit of a page, kept or dropped whole: a paragraph, a heading, a cell, a line.
#[derive(Debug, Clone, Default)]
pub(crate) struct Block {
    /// Range in [`Page::text`], in bytes.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// The innermost element that holds all of the block's text.
    pub(crate) element: u32,
    /// The first element that was opened at or after the block's first text: the inline elements
    /// of the block are among `first_element..` while their text range starts before `end`.
    pub(crate) first_element: u32,
    /// Bytes of the block's text inside links, and how many links.
    pub(crate) link_bytes: u32,
    pub(crate) n_links: u16,
    /// Line breaks (`<br>`) between the previous block and this one: 0 where a block-level
    /// boundary parts them, 1 for a line break inside a paragraph, 2 and more for a paragraph gap.
    /// For text: the number of blank lines before the block, at most 255.
    pub(crate) n_breaks: u8,
    /// True if markup hides the block from a reader (`hidden`, `display: none`, `aria-hidden`).
    pub(crate) hidden: bool,
    /// Byte range in the source, for text input only: with the white space between them, the
    /// ranges of all blocks tile the input. Both 0 for HTML.
    pub(crate) source_start: u32,
    pub(crate) source_end: u32,
}

/// An element of the page: a row of a flat tree.
#[derive(Debug, Clone)]
pub(crate) struct Element {
    pub(crate) tag: Tag,
    /// Hidden by its own markup.
    pub(crate) hidden: bool,
    /// Index of the parent, [`NONE`] for the root.
    pub(crate) parent: u32,
    /// One past the last descendant.
    pub(crate) end: u32,
    /// Blocks that begin inside, as indices in [`Page::blocks`].
    pub(crate) first_block: u32,
    pub(crate) end_block: u32,
    /// Range in [`Page::text`].
    pub(crate) text_start: u32,
    pub(crate) text_end: u32,
    /// Ranges in [`Page::tokens`] and [`Page::attributes`].
    pub(crate) first_token: u32,
    pub(crate) end_token: u32,
    pub(crate) first_attribute: u32,
    pub(crate) end_attribute: u32,
}

/// One attribute of an element; its value is a range in [`Page::values`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attribute {
    pub(crate) name: AttrName,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// What the caller wants with an element and all that stands in it, whatever it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(not(feature = "scraper"), expect(dead_code, reason = "selectors tell it"))]
pub(crate) enum Choice {
    Drop,
    /// Wins over `Drop`.
    Keep,
}

/// What kind of unseen content an [`Island`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IslandKind {
    /// The page's `<title>`.
    Title,
    /// `<script type="application/ld+json">`.
    JsonLd,
    /// `<script type="application/json">`, `__NEXT_DATA__` and the like: a framework's state.
    State,
    /// `<script type="math/tex">`: LaTeX.
    Tex,
    /// `<math>`: MathML source, outer element included.
    MathMl,
    /// `<noscript>` in the body: HTML source.
    Noscript,
}

/// Content that is not part of the visible text, in source form (character references are decoded
/// only in `Title`).
#[derive(Debug, Clone)]
pub(crate) struct Island {
    pub(crate) kind: IslandKind,
    /// The element around it.
    pub(crate) element: u32,
    /// How many blocks came before it.
    pub(crate) block: u32,
    /// Offset in [`Page::text`] at which it stands.
    pub(crate) text_at: u32,
    /// Range in [`Page::values`].
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Block {
    /// Length of the block's text in bytes.
    pub(crate) fn len(&self) -> u32 {
        self.end - self.start
    }
}

/// Offsets are 32 bits: readers bound their input far below that.
pub(crate) fn offset(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// What readers build a page with.
impl Page {
    /// Adds an element that begins where the page ends, without attributes yet; gives its index.
    pub(crate) fn push_element(&mut self, tag: Tag, parent: u32) -> u32 {
        let at = offset(self.elements.len());
        let text_at = offset(self.text.len());
        self.elements.push(Element {
            tag,
            hidden: false,
            parent,
            end: NONE,
            first_block: offset(self.blocks.len()),
            end_block: 0,
            text_start: text_at,
            text_end: text_at,
            first_token: offset(self.tokens.len()),
            end_token: offset(self.tokens.len()),
            first_attribute: offset(self.attributes.len()),
            end_attribute: offset(self.attributes.len()),
        });
        at
    }

    /// Adds a value, of an attribute or an island; gives its range.
    pub(crate) fn push_value(&mut self, value: &str) -> (u32, u32) {
        let start = offset(self.values.len());
        self.values.push_str(value);
        (start, offset(self.values.len()))
    }
}

impl Page {
    /// True for a page to which nothing is added any more.
    pub(crate) fn is_full(&self) -> bool {
        self.blocks.len() >= MAX_BLOCKS || self.elements.len() >= MAX_ELEMENTS
    }

    /// The text of a block.
    pub(crate) fn block_text(&self, block: &Block) -> &str {
        self.text.get(block.start as usize..block.end as usize).unwrap_or("")
    }

    /// An element by its index, if there is one.
    pub(crate) fn element(&self, index: u32) -> Option<&Element> {
        self.elements.get(index as usize)
    }

    /// The text inside an element: its blocks' text without any separator between them.
    pub(crate) fn element_text(&self, element: &Element) -> &str {
        self.text.get(element.text_start as usize..element.text_end as usize).unwrap_or("").trim()
    }

    /// The value of an attribute, character references decoded; empty if it has none.
    pub(crate) fn attribute(&self, element: &Element, name: AttrName) -> Option<&str> {
        self.attributes_of(element)
            .iter()
            .find(|attribute| attribute.name == name)
            .and_then(|a| self.values.get(a.start as usize..a.end as usize))
    }

    /// The stored attributes of an element, in source order.
    pub(crate) fn attributes_of(&self, element: &Element) -> &[Attribute] {
        self.attributes
            .get(element.first_attribute as usize..element.end_attribute as usize)
            .unwrap_or(&[])
    }

    /// The class and id words of an element, hashed.
    pub(crate) fn tokens_of(&self, element: &Element) -> &[u32] {
        self.tokens.get(element.first_token as usize..element.end_token as usize).unwrap_or(&[])
    }

    /// The page's `<title>`, if it has one.
    pub(crate) fn title(&self) -> Option<&str> {
        let title = self.islands.iter().find(|island| island.kind == IslandKind::Title);
        title.map(|title| self.island_text(title))
    }

    /// The source text of an island.
    pub(crate) fn island_text(&self, island: &Island) -> &str {
        self.values.get(island.start as usize..island.end as usize).unwrap_or("")
    }

    /// The level of the heading in which a block's element stands, or which it is.
    pub(crate) fn heading_level(&self, element: u32) -> Option<u8> {
        self.ancestors(element).take(3).find_map(|(_, element)| element.tag.heading_level())
    }

    /// An element and its ancestors, innermost first.
    pub(crate) fn ancestors(&self, index: u32) -> impl Iterator<Item = (u32, &Element)> {
        let mut at = index;
        std::iter::from_fn(move || {
            let element = self.elements.get(at as usize)?;
            let here = at;
            at = element.parent;
            Some((here, element))
        })
    }

    /// True if links can be seen: with markup, and in text that was flattened to Markdown.
    pub(crate) fn shows_links(&self) -> bool {
        self.has_markup || self.blocks.iter().any(|block| block.n_links > 0)
    }

    /// The blocks that begin inside an element.
    pub(crate) fn blocks_in(element: &Element) -> Range<usize> {
        element.first_block as usize..element.end_block as usize
    }
}

/// The hash under which a class or id word is known, in pages and in the tables of the judge.
pub(crate) const fn token_hash(word: &[u8]) -> u32 {
    let (mut hash, mut rest) = (TokenHash::new(), word);
    while let [first, after @ ..] = rest {
        hash.push(*first);
        rest = after;
    }
    hash.finish()
}

/// The state of hashing a word.
///
/// FNV-1a over lower-case ASCII letters and other bytes as they are, 32 bits: two of some 2,000
/// known words collide with a probability of 0.05 %, and a test of the table refuses it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenHash(u32);

impl TokenHash {
    pub(crate) const fn new() -> TokenHash {
        TokenHash(fnv::START)
    }

    pub(crate) const fn push(&mut self, byte: u8) {
        self.0 = fnv::step(self.0, byte.to_ascii_lowercase() as u32);
    }

    pub(crate) const fn finish(self) -> u32 {
        self.0
    }
}
