//! XML-TEI, in the form in which trafilatura writes it.

use super::html::escape_with;
use super::nesting::{around, change};
use crate::article::{Cell, Comment};
use crate::{Article, Block, BlockKind, Container, ContainerKind, Span, SpanKind};

pub(super) fn render(article: &Article) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\">\n");
    header(article, &mut out);
    out.push_str("<text>\n<body>\n<div type=\"entry\">\n");
    let mut before: Option<&Block> = None;
    for block in article.body() {
        let change = change(around(before), &block.inside);
        for container in change.ends.iter().rev() {
            end(container, &mut out);
        }
        for container in change.begins {
            begin(container, &mut out);
        }
        write(block, &mut out);
        before = Some(block);
    }
    for container in around(before).iter().rev() {
        end(container, &mut out);
    }
    out.push_str("</div>\n");
    if !article.comments().is_empty() {
        out.push_str("<div type=\"comments\">\n");
        for comment in article.comments() {
            write_comment(comment, &mut out);
        }
        out.push_str("</div>\n");
    }
    out.push_str("</body>\n</text>\n</TEI>\n");
    out
}

fn header(article: &Article, out: &mut String) {
    let metadata = serde_json::to_value(article.metadata()).unwrap_or_default();
    let text = |name: &str| metadata.get(name).and_then(|value| value.as_str());
    out.push_str("<teiHeader>\n<fileDesc>\n<titleStmt>\n");
    element("title", &[("type", "main")], article.headline().unwrap_or(""), out);
    if let Some(subtitle) = article.subtitle() {
        element("title", &[("type", "sub")], subtitle, out);
    }
    for author in metadata.get("authors").and_then(|value| value.as_array()).into_iter().flatten() {
        element("author", &[], author.as_str().unwrap_or(""), out);
    }
    out.push_str("</titleStmt>\n<publicationStmt>\n");
    element("publisher", &[], text("site_name").unwrap_or("N/A"), out);
    if let Some(date) = text("published") {
        element("date", &[("type", "publication")], date, out);
    }
    out.push_str("</publicationStmt>\n");
    if let Some(description) = text("description") {
        out.push_str("<notesStmt>\n");
        element("note", &[("type", "abstract")], description, out);
        out.push_str("</notesStmt>\n");
    }
    out.push_str("<sourceDesc>\n");
    element("bibl", &[], article.headline().unwrap_or(""), out);
    if let Some(url) = text("url") {
        out.push_str("<biblFull>\n<publicationStmt>\n");
        element("publisher", &[], text("site_name").unwrap_or("N/A"), out);
        out.push_str("<ptr type=\"URL\"");
        attribute("target", url, out);
        out.push_str("/>\n</publicationStmt>\n</biblFull>\n");
    }
    out.push_str("</sourceDesc>\n</fileDesc>\n");
    if let Some(language) = text("language") {
        out.push_str("<profileDesc>\n<langUsage>\n");
        element("language", &[("ident", language)], "", out);
        out.push_str("</langUsage>\n</profileDesc>\n");
    }
    out.push_str("</teiHeader>\n");
}

fn begin(container: &Container, out: &mut String) {
    match &container.kind {
        ContainerKind::Quote { .. } => out.push_str("<quote>\n"),
        ContainerKind::List { ordered, .. } => {
            out.push_str(if *ordered { "<list rend=\"ol\">\n" } else { "<list rend=\"ul\">\n" });
        }
        ContainerKind::DefinitionList => out.push_str("<list rend=\"dl\">\n"),
        ContainerKind::Item { .. } | ContainerKind::Definition => out.push_str("<item>"),
        ContainerKind::Figure | ContainerKind::Details => out.push_str("<div>\n"),
        ContainerKind::Footnote { label } => {
            out.push_str("<note place=\"foot\"");
            attribute("n", label, out);
            out.push_str(">\n");
        }
    }
}

fn end(container: &Container, out: &mut String) {
    out.push_str(match &container.kind {
        ContainerKind::Quote { .. } => "</quote>\n",
        ContainerKind::List { .. } | ContainerKind::DefinitionList => "</list>\n",
        ContainerKind::Item { .. } | ContainerKind::Definition => "</item>\n",
        ContainerKind::Figure | ContainerKind::Details => "</div>\n",
        ContainerKind::Footnote { .. } => "</note>\n",
    });
}

fn write(block: &Block, out: &mut String) {
    let (text, spans) = (block.text.as_str(), block.spans.as_slice());
    match &block.kind {
        BlockKind::Heading(level) => {
            out.push_str("<ab type=\"header\"");
            attribute("rend", &format!("h{level}"), out);
            out.push('>');
            inline(text, spans, out);
            out.push_str("</ab>");
        }
        BlockKind::ListItem { .. } | BlockKind::Definition => inline(text, spans, out),
        BlockKind::Term => wrapped("<item rend=\"dt\">", text, spans, "</item>", out),
        BlockKind::Preformatted { .. } => wrapped("<code>", text, &[], "</code>", out),
        BlockKind::Math => {
            wrapped("<p><formula notation=\"TeX\">", text, &[], "</formula></p>", out)
        }
        BlockKind::Caption => wrapped("<p rend=\"caption\">", text, spans, "</p>", out),
        BlockKind::Table(table) => {
            out.push_str("<table>\n");
            for row in &table.rows {
                out.push_str("<row>");
                for cell in row {
                    write_cell(cell, out);
                }
                out.push_str("</row>\n");
            }
            out.push_str("</table>");
        }
        BlockKind::Image(image) => {
            out.push_str("<graphic");
            attribute("url", &image.url, out);
            if !text.is_empty() {
                attribute("alt", text, out);
            }
            out.push_str("/>");
        }
        BlockKind::Embed { url } => {
            out.push_str("<p><ref");
            attribute("target", url, out);
            out.push('>');
            escape(if text.is_empty() { url } else { text }, out);
            out.push_str("</ref></p>");
        }
        BlockKind::Rule => out.push_str("<milestone unit=\"section\"/>"),
        BlockKind::Paragraph | BlockKind::Quote | BlockKind::Summary | BlockKind::Footnote => {
            wrapped("<p>", text, spans, "</p>", out);
        }
    }
    out.push('\n');
}

fn write_cell(cell: &Cell, out: &mut String) {
    let open = if cell.header { "<cell role=\"head\">" } else { "<cell>" };
    wrapped(open, &cell.text, &cell.spans, "</cell>", out);
}

fn write_comment(comment: &Comment, out: &mut String) {
    for paragraph in comment.text.split("\n\n") {
        wrapped("<p>", paragraph, &[], "</p>\n", out);
    }
}

fn wrapped(open: &str, text: &str, spans: &[Span], close: &str, out: &mut String) {
    out.push_str(open);
    inline(text, spans, out);
    out.push_str(close);
}

fn inline(text: &str, spans: &[Span], out: &mut String) {
    let mut open: Vec<(usize, &'static str)> = Vec::new();
    let mut at = 0;
    for span in spans {
        while let Some((end, close)) = open.pop_if(|(end, _)| *end <= span.start) {
            escape(text.get(at..end).unwrap_or(""), out);
            at = at.max(end);
            out.push_str(close);
        }
        escape(text.get(at..span.start).unwrap_or(""), out);
        at = at.max(span.start);
        open.push((span.end, opening(&span.kind, out)));
    }
    while let Some((end, close)) = open.pop() {
        escape(text.get(at..end).unwrap_or(""), out);
        at = at.max(end);
        out.push_str(close);
    }
    escape(text.get(at..).unwrap_or(""), out);
}

/// Writes the start of a span, and gives what ends it.
fn opening(kind: &SpanKind, out: &mut String) -> &'static str {
    let rend = match kind {
        SpanKind::Strong => "#b",
        SpanKind::Emphasis => "#i",
        SpanKind::Code => "#t",
        SpanKind::Subscript => "#sub",
        SpanKind::Superscript => "#sup",
        SpanKind::Strike => "overstrike",
        SpanKind::Mark => "highlight",
        SpanKind::Link { url } => {
            out.push_str("<ref");
            attribute("target", url, out);
            out.push('>');
            return "</ref>";
        }
        SpanKind::Quotation => {
            out.push_str("<quote>");
            return "</quote>";
        }
        SpanKind::Math => {
            out.push_str("<formula notation=\"TeX\">");
            return "</formula>";
        }
        SpanKind::FootnoteReference { .. }
        | SpanKind::Abbreviation { .. }
        | SpanKind::Ruby
        | SpanKind::RubyText => return "",
    };
    out.push_str("<hi");
    attribute("rend", rend, out);
    out.push('>');
    "</hi>"
}

fn element(name: &str, attributes: &[(&str, &str)], text: &str, out: &mut String) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        attribute(name, value, out);
    }
    out.push('>');
    escape(text, out);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape_with(&clean(value), false, out);
    out.push('"');
}

/// A text; its line feeds are line breaks.
fn escape(text: &str, out: &mut String) {
    for (at, line) in text.split('\n').enumerate() {
        out.push_str(if at > 0 { "<lb/>\n" } else { "" });
        escape_with(&clean(line), true, out);
    }
}

/// Without the characters that XML 1.0 does not know.
fn clean(text: &str) -> std::borrow::Cow<'_, str> {
    let is_bad = |c: char| {
        (c.is_control() && !matches!(c, '\t' | '\n')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if text.chars().any(is_bad) {
        text.chars().filter(|c| !is_bad(*c)).collect::<String>().into()
    } else {
        text.into()
    }
}
