//! Clean HTML: every element and attribute in it is written here, every text is escaped.

use super::nesting::{around, change};
use crate::article::{Cell, Image, Table};
use crate::{Article, Block, BlockKind, Container, ContainerKind, Span, SpanKind};

/// How HTML is written.
///
/// ```
/// let page = "<h1>Tide tables</h1><p>The harbour office printed the tide tables for the coming \
///             year, and hung a copy on the door for the fishermen who come by at night.</p>";
/// let options = unchrome::HtmlOptions::new().with_headline(false);
/// assert!(unchrome::extract(page).to_html_with(&options).ends_with("at night.</p>\n"));
/// ```
#[derive(Debug, Clone)]
pub struct HtmlOptions {
    headline: bool,
    links: bool,
    images: bool,
}

impl Default for HtmlOptions {
    fn default() -> HtmlOptions {
        HtmlOptions { headline: true, links: true, images: true }
    }
}

impl HtmlOptions {
    /// The defaults.
    pub fn new() -> HtmlOptions {
        HtmlOptions::default()
    }

    /// Sets whether the headline comes first, as `<h1>`. Default: it does.
    #[must_use]
    pub fn with_headline(mut self, headline: bool) -> HtmlOptions {
        self.headline = headline;
        self
    }

    /// Sets whether links are kept; their text is in any case. Default: they are.
    #[must_use]
    pub fn with_links(mut self, links: bool) -> HtmlOptions {
        self.links = links;
        self
    }

    /// Sets whether images are kept. Default: they are.
    #[must_use]
    pub fn with_images(mut self, images: bool) -> HtmlOptions {
        self.images = images;
        self
    }
}

pub(super) fn render(article: &Article, options: &HtmlOptions) -> String {
    let mut out = String::new();
    if let Some(headline) = article.headline().filter(|_| options.headline) {
        tagged("h1", headline, &[], options, &mut out);
        out.push('\n');
    }
    let mut before: Option<&Block> = None;
    for block in article.body() {
        if !options.images && matches!(block.kind, BlockKind::Image(_)) {
            continue;
        }
        let change = change(around(before), &block.inside);
        for container in change.ends.iter().rev() {
            end(container, &mut out);
        }
        for container in change.begins {
            begin(container, &mut out);
        }
        write(block, options, &mut out);
        before = Some(block);
    }
    for container in around(before).iter().rev() {
        end(container, &mut out);
    }
    out
}

fn begin(container: &Container, out: &mut String) {
    match &container.kind {
        ContainerKind::Quote { source } => {
            out.push_str("<blockquote");
            if let Some(source) = source {
                attribute("cite", source, out);
            }
            out.push_str(">\n");
        }
        ContainerKind::List { ordered: true, start } if *start != 1 => {
            out.push_str("<ol");
            attribute("start", &start.to_string(), out);
            out.push_str(">\n");
        }
        ContainerKind::List { ordered, .. } => {
            out.push_str(if *ordered { "<ol>\n" } else { "<ul>\n" });
        }
        ContainerKind::Item { number, checked } => {
            out.push_str("<li");
            if let Some(number) = number {
                attribute("value", &number.to_string(), out);
            }
            out.push('>');
            out.push_str(match checked {
                Some(true) => "<input type=\"checkbox\" checked disabled> ",
                Some(false) => "<input type=\"checkbox\" disabled> ",
                None => "",
            });
        }
        ContainerKind::Figure => out.push_str("<figure>\n"),
        ContainerKind::Details => out.push_str("<details>\n"),
        ContainerKind::DefinitionList => out.push_str("<dl>\n"),
        ContainerKind::Definition => out.push_str("<dd>"),
        ContainerKind::Footnote { label } => {
            out.push_str("<div");
            attribute("id", &format!("fn-{}", slug(label)), out);
            out.push_str(" role=\"doc-footnote\">\n");
        }
    }
}

fn end(container: &Container, out: &mut String) {
    out.push_str(match &container.kind {
        ContainerKind::Quote { .. } => "</blockquote>\n",
        ContainerKind::List { ordered: true, .. } => "</ol>\n",
        ContainerKind::List { .. } => "</ul>\n",
        ContainerKind::Item { .. } => "</li>\n",
        ContainerKind::Figure => "</figure>\n",
        ContainerKind::Details => "</details>\n",
        ContainerKind::DefinitionList => "</dl>\n",
        ContainerKind::Definition => "</dd>\n",
        ContainerKind::Footnote { .. } => "</div>\n",
    });
}

fn write(block: &Block, options: &HtmlOptions, out: &mut String) {
    let mut tag = |name| tagged(name, &block.text, &block.spans, options, out);
    match &block.kind {
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::Footnote => tag("p"),
        BlockKind::Heading(level) => {
            tag(["h1", "h2", "h3", "h4", "h5", "h6"]
                .get(usize::from(level.saturating_sub(1)))
                .unwrap_or(&"h6"));
        }
        BlockKind::ListItem { .. } | BlockKind::Definition => {
            inline(&block.text, &block.spans, options, out);
        }
        BlockKind::Caption => tag("figcaption"),
        BlockKind::Term => tag("dt"),
        BlockKind::Summary => tag("summary"),
        BlockKind::Preformatted { language } => {
            out.push_str("<pre><code");
            if let Some(language) = language {
                attribute("class", &format!("language-{language}"), out);
            }
            // A line feed right after the tag would be dropped.
            out.push_str(if block.text.starts_with('\n') { ">\n" } else { ">" });
            escape_with(&block.text, true, out);
            out.push_str("</code></pre>");
        }
        BlockKind::Table(table) => write_table(table, options, out),
        BlockKind::Image(image) => write_image(image, &block.text, out),
        BlockKind::Embed { url } => {
            out.push_str("<p><a");
            attribute("href", url, out);
            out.push('>');
            escape(if block.text.is_empty() { url } else { &block.text }, out);
            out.push_str("</a></p>");
        }
        BlockKind::Rule => out.push_str("<hr>"),
        BlockKind::Math => {
            out.push_str("<p>\\[");
            escape(&block.text, out);
            out.push_str("\\]</p>");
        }
    }
    out.push('\n');
}

fn tagged(name: &str, text: &str, spans: &[Span], options: &HtmlOptions, out: &mut String) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    inline(text, spans, options, out);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn write_table(table: &Table, options: &HtmlOptions, out: &mut String) {
    out.push_str("<table>\n");
    if let Some(caption) = &table.caption {
        tagged("caption", caption, &[], options, out);
        out.push('\n');
    }
    for row in &table.rows {
        out.push_str("<tr>");
        for cell in row {
            write_cell(cell, options, out);
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>");
}

fn write_cell(cell: &Cell, options: &HtmlOptions, out: &mut String) {
    out.push_str(if cell.header { "<th" } else { "<td" });
    if cell.colspan > 1 {
        attribute("colspan", &cell.colspan.to_string(), out);
    }
    if cell.rowspan > 1 {
        attribute("rowspan", &cell.rowspan.to_string(), out);
    }
    out.push('>');
    inline(&cell.text, &cell.spans, options, out);
    out.push_str(if cell.header { "</th>" } else { "</td>" });
}

fn write_image(image: &Image, alt: &str, out: &mut String) {
    let captions = [&image.caption, &image.credit];
    let has_caption = captions.iter().any(|caption| caption.is_some());
    out.push_str(if has_caption { "<figure><img" } else { "<img" });
    attribute("src", &image.url, out);
    attribute("alt", alt, out);
    let numbers = [("width", image.width), ("height", image.height)];
    for (name, number) in numbers {
        if let Some(number) = number {
            attribute(name, &number.to_string(), out);
        }
    }
    if let Some(title) = &image.title {
        attribute("title", title, out);
    }
    out.push('>');
    if has_caption {
        out.push_str("<figcaption>");
        for (at, caption) in captions.into_iter().flatten().enumerate() {
            out.push_str(if at > 0 { " " } else { "" });
            escape(caption, out);
        }
        out.push_str("</figcaption></figure>");
    }
}

/// Text with its spans.
fn inline(text: &str, spans: &[Span], options: &HtmlOptions, out: &mut String) {
    let mut open: Vec<&Span> = Vec::new();
    let mut at = 0;
    for span in spans {
        while let Some(inner) = open.pop_if(|inner| inner.end <= span.start) {
            escape(text.get(at..inner.end).unwrap_or(""), out);
            at = at.max(inner.end);
            close(&inner.kind, options, out);
        }
        escape(text.get(at..span.start).unwrap_or(""), out);
        at = at.max(span.start);
        opening(&span.kind, options, out);
        open.push(span);
    }
    while let Some(inner) = open.pop() {
        escape(text.get(at..inner.end).unwrap_or(""), out);
        at = at.max(inner.end);
        close(&inner.kind, options, out);
    }
    escape(text.get(at..).unwrap_or(""), out);
}

fn opening(kind: &SpanKind, options: &HtmlOptions, out: &mut String) {
    match kind {
        SpanKind::Link { url } if options.links => {
            out.push_str("<a");
            attribute("href", url, out);
            out.push('>');
        }
        SpanKind::Abbreviation { title } => {
            out.push_str("<abbr");
            attribute("title", title, out);
            out.push('>');
        }
        SpanKind::FootnoteReference { label } => {
            out.push_str("<sup><a");
            attribute("href", &format!("#fn-{}", slug(label)), out);
            out.push_str(" role=\"doc-noteref\">");
        }
        SpanKind::Math => out.push_str("\\("),
        _ => {
            if let Some(name) = element_of(kind) {
                out.push('<');
                out.push_str(name);
                out.push('>');
            }
        }
    }
}

fn close(kind: &SpanKind, options: &HtmlOptions, out: &mut String) {
    match kind {
        SpanKind::Link { .. } if options.links => out.push_str("</a>"),
        SpanKind::Abbreviation { .. } => out.push_str("</abbr>"),
        SpanKind::FootnoteReference { .. } => out.push_str("</a></sup>"),
        SpanKind::Math => out.push_str("\\)"),
        _ => {
            if let Some(name) = element_of(kind) {
                out.push_str("</");
                out.push_str(name);
                out.push('>');
            }
        }
    }
}

fn element_of(kind: &SpanKind) -> Option<&'static str> {
    Some(match kind {
        SpanKind::Strong => "strong",
        SpanKind::Emphasis => "em",
        SpanKind::Code => "code",
        SpanKind::Subscript => "sub",
        SpanKind::Superscript => "sup",
        SpanKind::Strike => "s",
        SpanKind::Mark => "mark",
        SpanKind::Quotation => "q",
        SpanKind::Ruby => "ruby",
        SpanKind::RubyText => "rt",
        _ => return None,
    })
}

/// A label as part of an id.
fn slug(label: &str) -> String {
    label.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_with(value, false, out);
    out.push('"');
}

/// A text; its line feeds are line breaks.
fn escape(text: &str, out: &mut String) {
    for (at, line) in text.split('\n').enumerate() {
        out.push_str(if at > 0 { "<br>\n" } else { "" });
        escape_with(line, true, out);
    }
}

/// Escapes what could begin markup or end a value.
pub(super) fn escape_with(text: &str, keeps_quotes: bool, out: &mut String) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' if !keeps_quotes => "&quot;",
            b'\'' if !keeps_quotes => "&#39;",
            b'`' if !keeps_quotes => "&#96;",
            _ => continue,
        };
        out.push_str(text.get(from..at).unwrap_or(""));
        out.push_str(reference);
        from = at + 1;
    }
    out.push_str(text.get(from..).unwrap_or(""));
}
