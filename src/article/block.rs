//! What a body is made of: a flat list of blocks, each with its kind, text, spans and containers.

use std::fmt;

/// One block of the article.
///
/// Blocks come in reading order. What nests (lists in quotes, paragraphs in list items) is told
/// by [`inside`](Block::inside): two neighbours stand in the same list if they share the list's
/// id.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text. White space is normalised, but for [`BlockKind::Preformatted`]; a line feed is a
    /// line break. Empty for a rule; for an image and an embed, what the page says in its stead.
    pub text: String,
    /// What is marked in the text: sorted by start, then properly nested.
    pub spans: Vec<Span>,
    /// The containers around it, outermost first.
    pub inside: Vec<Container>,
}

/// What a block of the article is.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub enum BlockKind {
    /// A paragraph.
    #[default]
    Paragraph,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// The first block of a list item.
    ListItem {
        /// How many lists it stands in, from 1.
        depth: u8,
        /// True in a numbered list.
        ordered: bool,
        /// Its number as the page counts, in a numbered list.
        number: Option<i64>,
        /// Whether its box is ticked, if it has one.
        checked: Option<bool>,
    },
    /// A paragraph of a quotation.
    Quote,
    /// Text whose white space counts, mostly source code.
    Preformatted {
        /// The language, if the page names it: "rust".
        language: Option<String>,
    },
    /// A data table; the block's text has a line for each row.
    Table(Table),
    /// The caption of the figure it stands in, where it is content in its own right.
    Caption,
    /// An image; the block's text is its alternative text.
    Image(Image),
    /// A video, a recording, a map, a post of another site; the block's text is its title.
    Embed {
        /// Where it is.
        url: String,
    },
    /// A thematic break.
    Rule,
    /// A term of a list of definitions.
    Term,
    /// The first block of a definition.
    Definition,
    /// The line that stays visible when details are folded.
    Summary,
    /// A formula set apart; the block's text is LaTeX.
    Math,
    /// The first block of a footnote; see [`ContainerKind::Footnote`] for its label.
    Footnote,
}

/// What a block stands in.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Container {
    /// The same for all blocks in the same container; unique in an article.
    pub id: u32,
    /// What it is.
    pub kind: ContainerKind,
}

/// What kind of container it is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ContainerKind {
    /// A quotation.
    Quote {
        /// The address of its source, if the page gives it.
        source: Option<String>,
    },
    /// A list; what it holds stands in items.
    List {
        /// True for a numbered list.
        ordered: bool,
        /// The number of its first item on the page.
        start: i64,
    },
    /// An item of the list around it.
    Item {
        /// Its number on the page, in a numbered list.
        number: Option<i64>,
        /// Whether its box is ticked, if it has one.
        checked: Option<bool>,
    },
    /// An image or table with what belongs to it.
    Figure,
    /// Details that can be folded.
    Details,
    /// A list of terms and definitions.
    DefinitionList,
    /// One definition in it.
    Definition,
    /// A footnote.
    Footnote {
        /// What its references show: "1".
        label: String,
    },
}

/// A marked part of a text.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Span {
    /// First byte in the block's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What the part is.
    pub kind: SpanKind,
}

/// What a part of a text is.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SpanKind {
    /// A link.
    Link {
        /// Where it leads, absolute if the page's own address is known. Never a script.
        url: String,
    },
    /// Of strong importance (`strong`, `b`).
    Strong,
    /// Stressed (`em`, `i`).
    Emphasis,
    /// A piece of code.
    Code,
    /// Subscript.
    Subscript,
    /// Superscript.
    Superscript,
    /// No longer right (`s`, `del`).
    Strike,
    /// Highlighted.
    Mark,
    /// A quotation inside a paragraph.
    Quotation,
    /// An abbreviation.
    Abbreviation {
        /// What it stands for.
        title: String,
    },
    /// Base text with a reading aid in brackets.
    Ruby,
    /// The reading aid inside a [`SpanKind::Ruby`], without its brackets.
    RubyText,
    /// A formula: the text is LaTeX.
    Math,
    /// A reference to the footnote with this label.
    FootnoteReference {
        /// The footnote's label.
        label: String,
    },
}

/// A data table.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Table {
    /// Its caption.
    pub caption: Option<String>,
    /// Its rows, from top to bottom.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Cell {
    /// Its text.
    pub text: String,
    /// What is marked in the text, as in [`Block::spans`].
    pub spans: Vec<Span>,
    /// True for a header cell.
    pub header: bool,
    /// How many columns it covers, from 1.
    pub colspan: u16,
    /// How many rows it covers, from 1.
    pub rowspan: u16,
}

/// An image.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Image {
    /// The address of its best version.
    pub url: String,
    /// Its title attribute.
    pub title: Option<String>,
    /// Its width in pixels, if the page gives it.
    pub width: Option<u32>,
    /// Its height in pixels, if the page gives it.
    pub height: Option<u32>,
    /// Its caption, where that is not content in its own right.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

impl Block {
    pub(crate) fn new(kind: BlockKind, text: String) -> Block {
        Block { kind, text, ..Block::default() }
    }
}

impl BlockKind {
    /// The kind as one word, as in JSON output: "paragraph", "list_item".
    pub fn name(&self) -> &'static str {
        match self {
            BlockKind::Paragraph => "paragraph",
            BlockKind::Heading(_) => "heading",
            BlockKind::ListItem { .. } => "list_item",
            BlockKind::Quote => "quote",
            BlockKind::Preformatted { .. } => "preformatted",
            BlockKind::Table(_) => "table",
            BlockKind::Caption => "caption",
            BlockKind::Image(_) => "image",
            BlockKind::Embed { .. } => "embed",
            BlockKind::Rule => "rule",
            BlockKind::Term => "term",
            BlockKind::Definition => "definition",
            BlockKind::Summary => "summary",
            BlockKind::Math => "math",
            BlockKind::Footnote => "footnote",
        }
    }
}

impl fmt::Display for BlockKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
