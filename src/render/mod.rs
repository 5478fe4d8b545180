//! An article as text, Markdown, HTML and JSON.

use crate::Article;

impl Article {
    /// The body as plain text: paragraphs parted by a blank line, without the headline.
    pub fn to_text(&self) -> String {
        let texts: Vec<&str> = self.body().iter().map(|block| block.text.as_str()).collect();
        texts.join("\n\n")
    }
}
