//! Text as browsers for terminals write it, approximately as `lynx -dump`: wrapped lines, numbers where
//! links begin, and at the end what they lead to.

use std::fmt::Write as _;

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::{BLOCK, Writer, end_line, walk};

/// Characters of a line, without its indent.
const WIDTH: usize = 72;

/// Stands for the site where a link does not name it: lynx shows whole addresses.
const SITE: &str = "https://site.example/";

/// Elements with a blank line before and after.
const SPACED: &[&str] =
    &["dl", "form", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul"];

/// The signs of items, by depth.
const SIGNS: [&str; 3] = ["* ", "+ ", "o "];

#[derive(Default)]
struct Terminal {
    out: String,
    line: String,
    gap: bool,
    is_item: bool,
    /// How many lists are open.
    depth: usize,
    targets: Vec<String>,
}

pub(super) fn flatten(body: NodeRef<Node>) -> String {
    let mut terminal = Terminal::default();
    walk(body, &mut terminal);
    terminal.end_line();
    let Terminal { mut out, targets, .. } = terminal;
    if !targets.is_empty() {
        out.push_str("\nReferences\n\n");
    }
    for (at, target) in targets.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "{:4}. {target}", at + 1);
    }
    out
}

impl Writer for Terminal {
    fn text(&mut self, text: &str) {
        self.line.push_str(text);
    }

    fn start(&mut self, element: &Element) {
        let name = element.name();
        self.border(name);
        self.depth += usize::from(matches!(name, "ul" | "ol"));
        self.is_item |= name == "li";
        if let Some(target) = element.attr("href").filter(|_| name == "a") {
            let target: String = target.split_whitespace().collect();
            let is_whole = target.contains(':');
            self.targets.push(if is_whole { target } else { format!("{SITE}{target}") });
            let _ = write!(self.line, "[{}]", self.targets.len());
        }
    }

    fn end(&mut self, element: &Element) {
        let name = element.name();
        self.border(name);
        self.depth = self.depth.saturating_sub(usize::from(matches!(name, "ul" | "ol")));
    }
}

impl Terminal {
    fn border(&mut self, name: &str) {
        if BLOCK.binary_search(&name).is_ok() {
            self.end_line();
            self.gap |= SPACED.binary_search(&name).is_ok();
        }
    }

    fn end_line(&mut self) {
        let mut text = String::new();
        end_line(&mut self.line, &mut text);
        if text.is_empty() {
            return;
        }
        if std::mem::take(&mut self.gap) && !self.out.is_empty() {
            self.out.push('\n');
        }
        let sign = if std::mem::take(&mut self.is_item) {
            SIGNS[self.depth.clamp(1, SIGNS.len()) - 1]
        } else {
            ""
        };
        let indent = " ".repeat(3 + 2 * self.depth.min(SIGNS.len()));
        let (mut width, mut is_first) = (0, true);
        self.out.push_str(&indent);
        self.out.push_str(sign);
        for word in text.split_whitespace() {
            let n = word.chars().count();
            if !is_first && width + 1 + n > WIDTH {
                self.out.push('\n');
                self.out.push_str(&indent);
                self.out.push_str(&" ".repeat(sign.len()));
                width = 0;
            } else if !is_first {
                self.out.push(' ');
                width += 1;
            }
            self.out.push_str(word);
            (width, is_first) = (width + n, false);
        }
        self.out.push('\n');
    }
}
