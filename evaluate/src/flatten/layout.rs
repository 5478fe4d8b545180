//! Text that keeps the look of the page, approximately as inscriptis lays it out.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::{BLOCK, Writer, end_line, walk};

/// Elements with a blank line before and after.
const SPACED: &[&str] = &[
    "blockquote",
    "dl",
    "fieldset",
    "figure",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ol",
    "p",
    "pre",
    "table",
    "ul",
];

/// Columns by which the content of an element is indented.
fn indent_of(name: &str) -> usize {
    match name {
        "ul" | "ol" | "dd" | "menu" | "blockquote" => 4,
        _ => 0,
    }
}

#[derive(Default)]
struct Canvas {
    out: String,
    line: String,
    indent: usize,
    bullet: bool,
    preformatted: usize,
    /// Cells of the rows that are open, innermost last.
    rows: Vec<Vec<String>>,
    gap: bool,
}

pub(super) fn flatten(body: NodeRef<Node>) -> String {
    let mut canvas = Canvas::default();
    walk(body, &mut canvas);
    canvas.end_line();
    canvas.out
}

impl Writer for Canvas {
    fn text(&mut self, text: &str) {
        if self.preformatted == 0 {
            self.line.push_str(text);
            return;
        }
        let mut lines = text.split('\n');
        self.line.push_str(lines.next().unwrap_or(""));
        for line in lines {
            self.end_line();
            self.line.push_str(line);
        }
    }

    fn start(&mut self, element: &Element) {
        let name = element.name();
        match name {
            "td" | "th" => self.end_cell(),
            "tr" => {
                self.end_line();
                self.rows.push(Vec::new());
            }
            _ if BLOCK.binary_search(&name).is_ok() => {
                self.end_line();
                self.gap |= SPACED.binary_search(&name).is_ok();
            }
            _ => {}
        }
        self.indent += indent_of(name);
        self.bullet |= name == "li";
        self.preformatted += usize::from(name == "pre");
    }

    fn end(&mut self, element: &Element) {
        let name = element.name();
        match name {
            "td" | "th" => self.end_cell(),
            "tr" => {
                self.end_cell();
                let row = self.rows.pop().unwrap_or_default().join("  ");
                if self.rows.is_empty() {
                    self.put(&row);
                } else {
                    self.line.push_str(&row);
                }
            }
            _ if BLOCK.binary_search(&name).is_ok() => {
                self.end_line();
                self.gap |= SPACED.binary_search(&name).is_ok();
            }
            _ => {}
        }
        self.indent = self.indent.saturating_sub(indent_of(name));
        self.preformatted = self.preformatted.saturating_sub(usize::from(name == "pre"));
    }
}

impl Canvas {
    fn end_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            let mut cell = String::new();
            end_line(&mut self.line, &mut cell);
            if !cell.is_empty() {
                row.push(cell);
            }
        }
    }

    fn end_line(&mut self) {
        if !self.rows.is_empty() {
            // A row is one line, whatever its cells hold.
            self.line.push(' ');
            return;
        }
        let mut line = String::new();
        if self.preformatted > 0 {
            line.push_str(self.line.trim_end());
            self.line.clear();
        } else {
            end_line(&mut self.line, &mut line);
        }
        self.put(&line);
    }

    /// Adds a line, if there is anything on it.
    fn put(&mut self, line: &str) {
        if line.trim().is_empty() {
            return;
        }
        if !self.out.is_empty() {
            self.out.push_str(if self.gap { "\n\n" } else { "\n" });
        }
        self.gap = false;
        let n_spaces = self.indent.saturating_sub(if self.bullet { 2 } else { 0 });
        self.out.extend(std::iter::repeat_n(' ', n_spaces));
        self.out.push_str(if self.bullet { "* " } else { "" });
        self.bullet = false;
        self.out.push_str(line);
    }
}
