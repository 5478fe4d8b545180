//! Markdown, as programs write it that read pages for language models: links and images on one
//! line, headings with `#`, items with `*`, a blank line around paragraphs.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::{BLOCK, Writer, end_line, walk};

/// The state of writing.
#[derive(Default)]
struct Markdown {
    out: String,
    line: String,
    /// What the next line with text begins with.
    prefix: String,
    /// Whether a blank line stands before it.
    gap: bool,
    /// Where in `line` the open links and bold words begin, if they begin in it.
    open: Vec<Option<usize>>,
    /// How many links are open: inside of them no line ends.
    n_links: usize,
    /// Of the open lists, how many items each number had, or none without numbers.
    lists: Vec<Option<u32>>,
}

pub(super) fn flatten(body: NodeRef<Node>) -> String {
    let mut markdown = Markdown::default();
    walk(body, &mut markdown);
    markdown.end_line(false);
    markdown.out
}

impl Writer for Markdown {
    fn text(&mut self, text: &str) {
        self.line.push_str(text);
    }

    fn start(&mut self, element: &Element) {
        let name = element.name();
        if BLOCK.binary_search(&name).is_ok() {
            self.end_line(parts(name));
        }
        match name {
            "ul" | "menu" => self.lists.push(None),
            "ol" => self.lists.push(Some(0)),
            "li" => {
                let indent = "    ".repeat(self.lists.len().saturating_sub(1));
                let sign = match self.lists.last_mut() {
                    Some(Some(n)) => {
                        *n += 1;
                        format!("{n}.  ")
                    }
                    _ => "*   ".to_owned(),
                };
                self.prefix = indent + &sign;
            }
            "a" if element.attr("href").is_some() => {
                self.n_links += 1;
                self.begin("[");
            }
            "b" | "strong" => self.begin("**"),
            "img" => {
                let alt = element.attr("alt").unwrap_or_default();
                if let Some(source) = element.attr("src") {
                    self.line += &format!("![{}]({source})", alt.replace(['[', ']'], " "));
                }
            }
            _ => {
                if let Some(level) = level(name) {
                    let sign = "#".repeat(level) + " ";
                    if self.n_links > 0 { self.line += &sign } else { self.prefix = sign }
                }
            }
        }
    }

    fn end(&mut self, element: &Element) {
        let name = element.name();
        match name {
            "ul" | "menu" | "ol" => {
                self.lists.pop();
            }
            "a" => {
                if let Some(target) = element.attr("href") {
                    self.n_links -= 1;
                    self.finish(1, &format!("]({})", target.trim().replace([' ', '\n'], "%20")));
                }
            }
            "b" | "strong" => self.finish(2, "**"),
            _ => {}
        }
        if BLOCK.binary_search(&name).is_ok() {
            self.end_line(parts(name));
        }
    }
}

impl Markdown {
    fn begin(&mut self, sign: &str) {
        self.open.push(Some(self.line.len()));
        self.line.push_str(sign);
    }

    /// Writes the closing sign, or takes the opening one back if nothing came after it.
    fn finish(&mut self, n_open: usize, sign: &str) {
        let start = self.open.pop().flatten();
        self.close(start, n_open, sign);
    }

    fn close(&mut self, start: Option<usize>, n_open: usize, sign: &str) {
        let Some(start) = start else { return };
        let is_empty =
            self.line.get(start + n_open..).is_none_or(|inside| inside.trim().is_empty());
        if is_empty { self.line.truncate(start) } else { self.line.push_str(sign) }
    }

    fn end_line(&mut self, parts: bool) {
        if self.n_links > 0 {
            self.line.push(' ');
            return;
        }
        // No link is open: what is, is bold, and ends with the line.
        for at in (0..self.open.len()).rev() {
            let start = self.open.get_mut(at).and_then(Option::take);
            self.close(start, 2, "**");
        }
        let mut text = String::new();
        end_line(&mut self.line, &mut text);
        if !text.is_empty() {
            if !self.out.is_empty() {
                self.out.push_str(if self.gap { "\n\n" } else { "\n" });
            }
            self.out += &std::mem::take(&mut self.prefix);
            self.out += &text;
            self.gap = false;
        }
        self.gap |= parts;
    }
}

fn level(name: &str) -> Option<usize> {
    ["h1", "h2", "h3", "h4", "h5", "h6"].iter().position(|known| *known == name).map(|at| at + 1)
}

/// Whether a blank line stands around an element.
fn parts(name: &str) -> bool {
    !matches!(name, "li" | "br" | "dd" | "dt" | "option" | "button" | "label")
}
