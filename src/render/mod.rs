//! An article as text, Markdown, HTML, JSON and XML-TEI.

mod html;
mod json;
mod markdown;
mod nesting;
mod tei;
mod text;

pub use html::HtmlOptions;
pub use markdown::MarkdownOptions;
pub use text::TextOptions;

use crate::Article;

impl Article {
    /// The body as plain text: paragraphs parted by a blank line, without the headline.
    pub fn to_text(&self) -> String {
        self.to_text_with(&TextOptions::new())
    }

    /// Like [`to_text`](Article::to_text), with options.
    pub fn to_text_with(&self, options: &TextOptions) -> String {
        text::render(self, options)
    }

    /// The headline and the body as Markdown: CommonMark with the tables, task lists, footnotes,
    /// strike-through and formulas of GitHub.
    pub fn to_markdown(&self) -> String {
        self.to_markdown_with(&MarkdownOptions::new())
    }

    /// Like [`to_markdown`](Article::to_markdown), with options.
    pub fn to_markdown_with(&self, options: &MarkdownOptions) -> String {
        markdown::render(self, options)
    }

    /// The headline and the body as HTML: only elements and attributes from a short list, without
    /// styles, scripts, forms and frames, so that it can be inserted into a page as it is.
    pub fn to_html(&self) -> String {
        self.to_html_with(&HtmlOptions::new())
    }

    /// Like [`to_html`](Article::to_html), with options.
    pub fn to_html_with(&self, options: &HtmlOptions) -> String {
        html::render(self, options)
    }

    /// Everything as one JSON object on one line.
    pub fn to_json(&self) -> String {
        json::render(self, false)
    }

    /// Everything as one JSON object, indented.
    pub fn to_json_pretty(&self) -> String {
        json::render(self, true)
    }

    /// The article as an XML-TEI document, in the form in which trafilatura writes it.
    pub fn to_tei(&self) -> String {
        tei::render(self)
    }
}
