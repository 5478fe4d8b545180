//! An article as text, Markdown, HTML and JSON.

use serde_json::json;

use crate::{Article, BlockKind, Reason};

impl Article {
    /// The body as plain text: paragraphs parted by a blank line, without the headline.
    pub fn to_text(&self) -> String {
        let texts: Vec<&str> = self.body().iter().map(|block| block.text.as_str()).collect();
        texts.join("\n\n")
    }

    /// The article as Markdown.
    pub fn to_markdown(&self) -> String {
        let headline = self.headline().map(|headline| format!("# {headline}\n\n"));
        headline.unwrap_or_default() + &self.to_text()
    }

    /// The article as clean HTML.
    pub fn to_html(&self) -> String {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let blocks = self.body().iter().map(|block| format!("<p>{}</p>", escape(&block.text)));
        blocks.collect::<Vec<String>>().join("\n")
    }

    /// The article as a JSON object on one line.
    pub fn to_json(&self) -> String {
        let rule = |reason: &Reason| match reason {
            Reason::Rule(rule) => json!(rule),
            Reason::Model => json!(null),
        };
        let kind = |kind: &BlockKind| match kind {
            BlockKind::Paragraph => "paragraph",
            BlockKind::Heading(_) => "heading",
        };
        let blocks = self.body().iter();
        let blocks = blocks.map(|block| json!({ "kind": kind(&block.kind), "text": block.text }));
        let removed = self.removed().map(|piece| {
            let (label, rule, text) = (piece.label, rule(piece.reason), piece.text);
            let (start, end) = (piece.start, piece.end);
            json!({ "label": label, "rule": rule, "text": text, "start": start, "end": end })
        });
        json!({
            "headline": self.headline(),
            "body": self.to_text(),
            "blocks": blocks.collect::<Vec<_>>(),
            "metadata": self.metadata(),
            "removed": removed.collect::<Vec<_>>(),
        })
        .to_string()
    }
}
