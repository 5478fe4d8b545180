//! Plain text.

use crate::{Article, Block, BlockKind, ContainerKind};

/// How plain text is written.
///
/// ```
/// let page = "<h1>Tide tables</h1><p>The harbour office printed the tide tables for the coming \
///             year, and hung a copy on the door for the fishermen who come by at night.</p>";
/// let options = unchrome::TextOptions::new().with_width(40);
/// let text = unchrome::extract(page).to_text_with(&options);
/// assert!(text.lines().all(|line| line.len() <= 40));
/// ```
#[derive(Debug, Clone, Default)]
pub struct TextOptions {
    width: Option<usize>,
    headline: bool,
}

impl TextOptions {
    /// The defaults.
    pub fn new() -> TextOptions {
        TextOptions::default()
    }

    /// Sets the width at which lines are wrapped, in characters; a longer word stands alone.
    /// Default: lines are not wrapped. Preformatted text and tables never are.
    #[must_use]
    pub fn with_width(mut self, width: usize) -> TextOptions {
        self.width = Some(width);
        self
    }

    /// Sets whether the headline comes first. Default: it does not come at all.
    #[must_use]
    pub fn with_headline(mut self, headline: bool) -> TextOptions {
        self.headline = headline;
        self
    }
}

pub(super) fn render(article: &Article, options: &TextOptions) -> String {
    let mut out = String::new();
    if let Some(headline) = article.headline().filter(|_| options.headline) {
        wrap(headline, "", "", options.width, &mut out);
    }
    let mut before: Option<&Block> = None;
    for block in article.body() {
        if matches!(block.kind, BlockKind::Image(_) | BlockKind::Embed { .. } | BlockKind::Rule)
            || block.text.is_empty() && !matches!(block.kind, BlockKind::Table(_))
        {
            continue;
        }
        if !out.is_empty() {
            let is_tight = before.is_some_and(|before| is_tight(before, block));
            out.push_str(if is_tight { "\n" } else { "\n\n" });
        }
        write(block, options, &mut out);
        before = Some(block);
    }
    out
}

/// Items of a list follow each other line by line, as do a term and its definition.
fn is_tight(before: &Block, block: &Block) -> bool {
    let is_item = |block: &Block| matches!(block.kind, BlockKind::ListItem { .. });
    let shares_list = before.inside.iter().any(|outer| {
        matches!(outer.kind, ContainerKind::List { .. })
            && block.inside.iter().any(|inner| inner.id == outer.id)
    });
    (is_item(before) && is_item(block) && shares_list)
        || (before.kind == BlockKind::Term && block.kind == BlockKind::Definition)
}

fn write(block: &Block, options: &TextOptions, out: &mut String) {
    match &block.kind {
        BlockKind::ListItem { depth, number, checked, .. } => {
            let indent = "  ".repeat(usize::from(depth.saturating_sub(1)));
            let marker = match (number, checked) {
                (Some(number), _) => format!("{indent}{number}. "),
                (None, Some(true)) => format!("{indent}- [x] "),
                (None, Some(false)) => format!("{indent}- [ ] "),
                (None, None) => format!("{indent}- "),
            };
            let hang = " ".repeat(marker.chars().count());
            wrap(&block.text, &marker, &hang, options.width, out);
        }
        BlockKind::Preformatted { .. } | BlockKind::Math => out.push_str(&block.text),
        BlockKind::Table(table) => {
            if let Some(caption) = &table.caption {
                out.push_str(caption);
                out.push_str(if block.text.is_empty() { "" } else { "\n" });
            }
            out.push_str(&block.text);
        }
        _ => wrap(&block.text, "", "", options.width, out),
    }
}

/// Writes a text, each line with a prefix: one for the first, one for those after it.
fn wrap(text: &str, first: &str, hang: &str, width: Option<usize>, out: &mut String) {
    out.push_str(first);
    let mut column = first.chars().count();
    let indent = hang.chars().count();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
            out.push_str(hang);
            column = indent;
        }
        let Some(width) = width else {
            out.push_str(line);
            continue;
        };
        let mut at_start = true;
        for word in line.split(' ') {
            let len = word.chars().count();
            if !at_start && column + 1 + len > width {
                out.push('\n');
                out.push_str(hang);
                column = indent;
            } else if !at_start {
                out.push(' ');
                column += 1;
            }
            out.push_str(word);
            column += len;
            at_start = false;
        }
    }
}
