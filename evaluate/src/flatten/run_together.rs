//! The text of a page as a whole, without lines for its blocks.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use super::{Writer, walk};

/// What stands between two text nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    /// A space: BeautifulSoup's `get_text(" ", strip=True)`.
    Space,
    /// What the source has between them: `get_text()`.
    Source,
}

struct Text {
    out: String,
    between: Between,
}

pub(super) fn flatten(body: NodeRef<Node>, between: Between) -> String {
    let mut text = Text { out: String::new(), between };
    walk(body, &mut text);
    text.out
}

impl Writer for Text {
    fn text(&mut self, text: &str) {
        if self.between == Between::Source {
            self.out.push_str(text);
            return;
        }
        let text = text.trim();
        if !text.is_empty() {
            self.out.push_str(if self.out.is_empty() { "" } else { " " });
            self.out.push_str(text);
        }
    }

    fn start(&mut self, _: &Element) {}

    fn end(&mut self, _: &Element) {}
}
