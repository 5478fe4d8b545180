//! JSON: one object with everything that is known.

use serde::Serialize;

use crate::article::{Cell, Comment, Image};
use crate::{Article, Block, BlockKind, Container, ContainerKind, Label, Metadata, Note, Span};
use crate::{Evidence, PageKind, Piece, Reason, SpanKind};

pub(super) fn render(article: &Article, pretty: bool) -> String {
    let document = Document::of(article);
    let written = if pretty {
        serde_json::to_string_pretty(&document)
    } else {
        serde_json::to_string(&document)
    };
    // Writing plain data to memory cannot fail.
    written.unwrap_or_default()
}

#[derive(Serialize)]
struct Document<'a> {
    headline: Option<&'a str>,
    subtitle: Option<&'a str>,
    byline: Option<&'a str>,
    body: String,
    blocks: Vec<BlockOut<'a>>,
    comments: &'a [Comment],
    metadata: &'a Metadata,
    removed: Vec<PieceOut<'a>>,
    notes: &'a [Note],
    quality: Option<f32>,
    page_kind: Option<PageKind>,
    page_kind_probability: Option<f32>,
}

#[derive(Serialize)]
struct BlockOut<'a> {
    kind: &'static str,
    text: &'a str,
    #[serde(flatten)]
    more: MoreOut<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spans: Vec<SpanOut<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inside: Vec<ContainerOut<'a>>,
}

/// What a block has by its kind; absent where a block has none.
#[derive(Serialize, Default)]
struct MoreOut<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    depth: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordered: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    caption: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<Vec<CellOut<'a>>>>,
}

#[derive(Serialize)]
struct CellOut<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    header: bool,
    #[serde(skip_serializing_if = "is_one")]
    colspan: u16,
    #[serde(skip_serializing_if = "is_one")]
    rowspan: u16,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    spans: Vec<SpanOut<'a>>,
}

#[derive(Serialize)]
struct SpanOut<'a> {
    start: usize,
    end: usize,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
}

#[derive(Serialize)]
struct ContainerOut<'a> {
    id: u32,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordered: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    checked: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
}

#[derive(Serialize)]
struct PieceOut<'a> {
    label: Label,
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<Evidence>,
    reason: String,
    text: &'a str,
    block: usize,
    start: usize,
    end: usize,
}

fn is_one(number: &u16) -> bool {
    *number == 1
}

impl Document<'_> {
    fn of(article: &Article) -> Document<'_> {
        Document {
            headline: article.headline(),
            subtitle: article.subtitle(),
            byline: article.byline(),
            body: article.to_text(),
            blocks: article.body().iter().map(BlockOut::of).collect(),
            comments: article.comments(),
            metadata: article.metadata(),
            removed: article.removed().map(PieceOut::of).collect(),
            notes: article.notes(),
            quality: article.quality(),
            page_kind: article.page_kind(),
            page_kind_probability: article.page_kind_probability(),
        }
    }
}

impl BlockOut<'_> {
    fn of(block: &Block) -> BlockOut<'_> {
        BlockOut {
            kind: block.kind.name(),
            text: &block.text,
            more: MoreOut::of(&block.kind),
            spans: block.spans.iter().map(SpanOut::of).collect(),
            inside: block.inside.iter().map(ContainerOut::of).collect(),
        }
    }
}

impl MoreOut<'_> {
    fn of(kind: &BlockKind) -> MoreOut<'_> {
        let mut more = MoreOut::default();
        match kind {
            BlockKind::Heading(level) => more.level = Some(*level),
            BlockKind::ListItem { depth, ordered, number, checked } => {
                more.depth = Some(*depth);
                more.ordered = Some(*ordered);
                more.number = *number;
                more.checked = *checked;
            }
            BlockKind::Preformatted { language } => more.language = language.as_deref(),
            BlockKind::Table(table) => {
                more.caption = table.caption.as_deref();
                let rows = table.rows.iter();
                more.rows = Some(rows.map(|r| r.iter().map(CellOut::of).collect()).collect());
            }
            BlockKind::Image(image) => return MoreOut::of_image(image),
            BlockKind::Embed { url } => more.url = Some(url),
            _ => {}
        }
        more
    }

    fn of_image(image: &Image) -> MoreOut<'_> {
        MoreOut {
            url: Some(&image.url),
            title: image.title.as_deref(),
            width: image.width,
            height: image.height,
            caption: image.caption.as_deref(),
            credit: image.credit.as_deref(),
            ..MoreOut::default()
        }
    }
}

impl CellOut<'_> {
    fn of(cell: &Cell) -> CellOut<'_> {
        CellOut {
            text: &cell.text,
            header: cell.header,
            colspan: cell.colspan,
            rowspan: cell.rowspan,
            spans: cell.spans.iter().map(SpanOut::of).collect(),
        }
    }
}

impl SpanOut<'_> {
    fn of(span: &Span) -> SpanOut<'_> {
        let (mut url, mut title, mut label) = (None, None, None);
        let kind = match &span.kind {
            SpanKind::Link { url: to } => {
                url = Some(to.as_str());
                "link"
            }
            SpanKind::Abbreviation { title: long } => {
                title = Some(long.as_str());
                "abbreviation"
            }
            SpanKind::FootnoteReference { label: of } => {
                label = Some(of.as_str());
                "footnote_reference"
            }
            SpanKind::Strong => "strong",
            SpanKind::Emphasis => "emphasis",
            SpanKind::Code => "code",
            SpanKind::Subscript => "subscript",
            SpanKind::Superscript => "superscript",
            SpanKind::Strike => "strike",
            SpanKind::Mark => "mark",
            SpanKind::Quotation => "quotation",
            SpanKind::Ruby => "ruby",
            SpanKind::RubyText => "ruby_text",
            SpanKind::Math => "math",
        };
        SpanOut { start: span.start, end: span.end, kind, url, title, label }
    }
}

impl ContainerOut<'_> {
    fn of(container: &Container) -> ContainerOut<'_> {
        let mut out = ContainerOut {
            id: container.id,
            kind: "",
            source: None,
            ordered: None,
            start: None,
            number: None,
            checked: None,
            label: None,
        };
        out.kind = match &container.kind {
            ContainerKind::Quote { source } => {
                out.source = source.as_deref();
                "quote"
            }
            ContainerKind::List { ordered, start } => {
                out.ordered = Some(*ordered);
                out.start = ordered.then_some(*start);
                "list"
            }
            ContainerKind::Item { number, checked } => {
                (out.number, out.checked) = (*number, *checked);
                "item"
            }
            ContainerKind::Figure => "figure",
            ContainerKind::Details => "details",
            ContainerKind::DefinitionList => "definition_list",
            ContainerKind::Definition => "definition",
            ContainerKind::Footnote { label } => {
                out.label = Some(label);
                "footnote"
            }
        };
        out
    }
}

impl PieceOut<'_> {
    fn of(piece: Piece<'_>) -> PieceOut<'_> {
        PieceOut {
            label: piece.label,
            rule: match piece.reason {
                Reason::Rule(id) => Some(id),
                Reason::Model => None,
            },
            evidence: piece.evidence().collect(),
            reason: piece.explanation(),
            text: piece.text,
            block: piece.block,
            start: piece.start,
            end: piece.end,
        }
    }
}
