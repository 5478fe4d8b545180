//! HTML flattened to text, as scrapers do it.

mod layout;
mod markdown;
mod run_together;
mod terminal;

use ego_tree::NodeRef;
use once_cell::sync::Lazy;
use regex::bytes::Regex;
use scraper::node::Element;
use scraper::{Html, Node};

use self::run_together::Between;

/// How a scraper flattens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// One line a block, as `innerText` gives.
    Lines,
    /// One line a text node, as BeautifulSoup's `get_text("\n")` gives.
    Leaves,
    /// Indents, bullets, tables as columns, blank lines around paragraphs, as inscriptis gives.
    Layout,
    /// Markdown with links and images.
    Markdown,
    /// All on one line, as BeautifulSoup's `get_text(" ", strip=True)` gives.
    Joined,
    /// The text of the source as it is, as `get_text()` gives.
    Glued,
    /// Wrapped, links numbered, as `lynx -dump` gives.
    Terminal,
}

impl Style {
    /// The style in lower case, as `lines`.
    pub fn name(self) -> &'static str {
        match self {
            Style::Lines => "lines",
            Style::Leaves => "leaves",
            Style::Layout => "layout",
            Style::Markdown => "markdown",
            Style::Joined => "joined",
            Style::Glued => "glued",
            Style::Terminal => "terminal",
        }
    }
}

/// Elements that start and end a line.
const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "label",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// Elements that show no text.
const SKIP: &[&str] = &[
    "audio", "canvas", "datalist", "embed", "head", "iframe", "math", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea", "video",
];

/// What browsers with scripts read as raw text.
static NOSCRIPT: Lazy<Regex> =
    Lazy::new(|| Regex::new(r"(?is-u)<noscript\b.*?</noscript\s*>").expect("a valid pattern"));

/// Flattens a page.
pub fn flatten(html: &[u8], style: Style) -> String {
    let html = NOSCRIPT.replace_all(html, b"".as_slice());
    let document = Html::parse_document(&String::from_utf8_lossy(&html));
    let body = document
        .root_element()
        .children()
        .find(|child| child.value().as_element().is_some_and(|element| element.name() == "body"));
    match (body, style) {
        (None, _) => String::new(),
        (Some(body), Style::Layout) => layout::flatten(body),
        (Some(body), Style::Markdown) => markdown::flatten(body),
        (Some(body), Style::Joined) => run_together::flatten(body, Between::Space),
        (Some(body), Style::Glued) => run_together::flatten(body, Between::Source),
        (Some(body), Style::Terminal) => terminal::flatten(body),
        (Some(body), Style::Lines) => lines(body, false),
        (Some(body), Style::Leaves) => lines(body, true),
    }
}

/// Writes what a walk over a page meets.
trait Writer {
    fn text(&mut self, text: &str);
    fn start(&mut self, element: &Element);
    fn end(&mut self, element: &Element);
}

/// What the walk does next.
enum Step<'a> {
    Visit(NodeRef<'a, Node>),
    End(&'a Element),
}

/// Walks over all that shows text.
fn walk(body: NodeRef<Node>, writer: &mut impl Writer) {
    let mut steps: Vec<Step> = body.first_child().map(Step::Visit).into_iter().collect();
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Visit(node) => node,
            Step::End(element) => {
                writer.end(element);
                continue;
            }
        };
        steps.extend(node.next_sibling().map(Step::Visit));
        match node.value() {
            Node::Text(text) => writer.text(text),
            Node::Element(element) if SKIP.binary_search(&element.name()).is_err() => {
                writer.start(element);
                steps.push(Step::End(element));
                steps.extend(node.first_child().map(Step::Visit));
            }
            _ => {}
        }
    }
}

#[derive(Default)]
struct Lines {
    out: String,
    line: String,
    line_per_leaf: bool,
}

fn lines(body: NodeRef<Node>, line_per_leaf: bool) -> String {
    let mut lines = Lines { line_per_leaf, ..Lines::default() };
    walk(body, &mut lines);
    lines.end_line();
    lines.out
}

impl Lines {
    fn end_line(&mut self) {
        end_line(&mut self.line, &mut self.out);
    }

    fn border(&mut self, element: &Element) {
        if BLOCK.binary_search(&element.name()).is_ok() {
            self.end_line();
        }
    }
}

impl Writer for Lines {
    fn text(&mut self, text: &str) {
        self.line.push_str(text);
        if self.line_per_leaf {
            self.end_line();
        }
    }

    fn start(&mut self, element: &Element) {
        self.border(element);
    }

    fn end(&mut self, element: &Element) {
        self.border(element);
    }
}

/// Adds a line with its white space normalised, if there is anything on it.
fn end_line(line: &mut String, out: &mut String) {
    for (index, word) in line.split(is_space).filter(|word| !word.is_empty()).enumerate() {
        match index {
            0 if out.is_empty() => {}
            0 => out.push('\n'),
            _ => out.push(' '),
        }
        out.push_str(word);
    }
    line.clear();
}

/// White space as Python's `\s` has it: with the four ASCII separators.
fn is_space(char: char) -> bool {
    char.is_whitespace() || ('\x1c'..='\x1f').contains(&char)
}

#[cfg(test)]
mod tests;
