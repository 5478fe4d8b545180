//! Markdown: CommonMark with the extensions of GitHub, escaped so that reading it gives back the
//! same blocks and texts.

mod front_matter;
mod inline;

use super::nesting::{around, change};
use crate::article::{Cell, Image, Table};
use crate::{Article, Block, BlockKind, Container, ContainerKind, Span, SpanKind};
use inline::{Inline, Surroundings};

/// How Markdown is written.
///
/// ```
/// let page = "<h1>Tide tables</h1><p>The harbour office printed the tide tables for the coming \
///             year, and <a href='https://example.org/'>hung a copy</a> on the door for the \
///             fishermen who come by at night.</p>";
/// let options = unchrome::MarkdownOptions::new().with_links(false);
/// assert!(unchrome::extract(page).to_markdown_with(&options).contains("and hung a copy on"));
/// ```
#[derive(Debug, Clone)]
pub struct MarkdownOptions {
    headline: bool,
    links: bool,
    images: bool,
    front_matter: bool,
}

impl Default for MarkdownOptions {
    fn default() -> MarkdownOptions {
        MarkdownOptions { headline: true, links: true, images: true, front_matter: false }
    }
}

impl MarkdownOptions {
    /// The defaults.
    pub fn new() -> MarkdownOptions {
        MarkdownOptions::default()
    }

    /// Sets whether the headline comes first, as a heading of level 1. Default: it does.
    #[must_use]
    pub fn with_headline(mut self, headline: bool) -> MarkdownOptions {
        self.headline = headline;
        self
    }

    /// Sets whether links are kept; their text is in any case. Default: they are.
    #[must_use]
    pub fn with_links(mut self, links: bool) -> MarkdownOptions {
        self.links = links;
        self
    }

    /// Sets whether images are kept. Default: they are.
    #[must_use]
    pub fn with_images(mut self, images: bool) -> MarkdownOptions {
        self.images = images;
        self
    }

    /// Sets whether the metadata comes first, as YAML between `---` lines. Default: it does not.
    #[must_use]
    pub fn with_front_matter(mut self, front_matter: bool) -> MarkdownOptions {
        self.front_matter = front_matter;
        self
    }
}

/// What one container puts before the lines in it.
#[derive(Debug)]
struct Level {
    /// Before its first line, and before each line after it.
    first: String,
    rest: String,
    /// For a list: the marker of its items, which tells it from a list right before it.
    marker: char,
}

struct Writer<'a> {
    options: &'a MarkdownOptions,
    out: String,
    levels: Vec<Level>,
    /// Levels that have not yet had their first line.
    n_new: usize,
}

pub(super) fn render(article: &Article, options: &MarkdownOptions) -> String {
    let mut writer = Writer { options, out: String::new(), levels: Vec::new(), n_new: 0 };
    if options.front_matter {
        front_matter::write(article, &mut writer.out);
    }
    if let Some(headline) = article.headline().filter(|_| options.headline) {
        writer.text("# ", headline, &[], Surroundings::Heading);
    }
    let mut before: Option<&Block> = None;
    for block in article.body() {
        if !is_shown(block, options) {
            continue;
        }
        writer.begin(before, block);
        writer.block(block);
        before = Some(block);
    }
    if !writer.out.is_empty() && !writer.out.ends_with('\n') {
        writer.out.push('\n');
    }
    writer.out
}

fn is_shown(block: &Block, options: &MarkdownOptions) -> bool {
    match &block.kind {
        BlockKind::Image(_) => options.images,
        BlockKind::Embed { .. } => options.links || !block.text.is_empty(),
        BlockKind::Rule | BlockKind::Table(_) => true,
        _ => !block.text.is_empty(),
    }
}

/// Items follow each other line by line where that keeps them apart.
fn is_tight(before: &Block, block: &Block, begins: &[Container], n_shared: usize) -> bool {
    let is_item = |block: &Block| matches!(block.kind, BlockKind::ListItem { .. });
    let Some(outer) = n_shared.checked_sub(1).and_then(|at| block.inside.get(at)) else {
        return false;
    };
    let goes_on = match (&outer.kind, begins.first().map(|first| &first.kind)) {
        (ContainerKind::List { .. }, Some(ContainerKind::Item { .. })) => true,
        // Only a list that starts with 1 may follow a paragraph directly.
        (ContainerKind::Item { .. }, Some(ContainerKind::List { ordered, .. })) => {
            !ordered
                || matches!(
                    begins.get(1).map(|item| &item.kind),
                    Some(ContainerKind::Item { number: Some(1), .. })
                )
        }
        _ => false,
    };
    is_item(before) && is_item(block) && goes_on && before.inside.len() >= n_shared
}

impl Writer<'_> {
    /// Ends and begins containers before a block, and parts it from the one before.
    fn begin(&mut self, before: Option<&Block>, block: &Block) {
        let change = change(around(before), &block.inside);
        let tight = before.is_some_and(|b| is_tight(b, block, change.begins, change.n_shared));
        let ended = change.ends.first().map(|ended| &ended.kind);
        let last_marker = match ended {
            Some(ContainerKind::List { ordered, .. }) => {
                self.levels.get(change.n_shared).map(|level| (*ordered, level.marker))
            }
            _ => None,
        };
        self.levels.truncate(change.n_shared);
        if !tight {
            self.blank_line();
        }
        for (at, container) in change.begins.iter().enumerate() {
            let last = last_marker.filter(|_| at == 0);
            let level = self.level(container, last);
            self.levels.push(level);
        }
        self.n_new = change.begins.len();
    }

    /// An empty line, with the marks of the quotes that go on.
    fn blank_line(&mut self) {
        if self.out.is_empty() {
            return;
        }
        if !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        if self.out.ends_with("\n\n") {
            return;
        }
        self.n_new = 0;
        let prefix = self.prefix();
        self.out.push_str(prefix.trim_end());
        self.out.push('\n');
    }

    fn level(&self, container: &Container, last: Option<(bool, char)>) -> Level {
        let plain = |first: &str, rest: &str| Level {
            first: first.to_owned(),
            rest: rest.to_owned(),
            marker: ' ',
        };
        match &container.kind {
            ContainerKind::Quote { .. } => plain("> ", "> "),
            ContainerKind::List { ordered, .. } => {
                let marker = match (ordered, last) {
                    (true, Some((true, '.'))) => ')',
                    (true, _) => '.',
                    (false, Some((false, '-'))) => '+',
                    (false, _) => '-',
                };
                Level { marker, ..plain("", "") }
            }
            ContainerKind::Item { number, .. } => {
                let marker = self.levels.last().map_or('-', |list| list.marker);
                let first = if matches!(marker, '.' | ')') {
                    format!("{}{marker} ", number.unwrap_or(1).clamp(0, 999_999_999))
                } else {
                    format!("{marker} ")
                };
                let rest = " ".repeat(first.len());
                Level { first, rest, marker: ' ' }
            }
            ContainerKind::Footnote { label } => plain(&format!("[^{label}]: "), "    "),
            _ => plain("", ""),
        }
    }

    fn prefix(&self) -> String {
        let n_old = self.levels.len().saturating_sub(self.n_new);
        let pieces = self.levels.iter().enumerate();
        pieces.map(|(at, l)| if at < n_old { &l.rest } else { &l.first }).cloned().collect()
    }

    /// Writes one line, with what its containers put before it.
    fn line(&mut self, line: &str) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        let prefix = self.prefix();
        self.n_new = 0;
        if line.is_empty() {
            self.out.push_str(prefix.trim_end());
        } else {
            self.out.push_str(&prefix);
            self.out.push_str(line);
        }
        self.out.push('\n');
    }

    fn lines(&mut self, text: &str) {
        for line in text.split('\n') {
            self.line(line);
        }
    }

    /// Writes a text with its spans, after a marker.
    fn text(&mut self, marker: &str, text: &str, spans: &[Span], place: Surroundings) {
        let mut inline = Inline::new(text, spans, self.options.links, place);
        let written = inline.write();
        self.lines(&format!("{marker}{written}"));
    }

    fn block(&mut self, block: &Block) {
        let (text, spans) = (block.text.as_str(), block.spans.as_slice());
        match &block.kind {
            BlockKind::Heading(level) => {
                let marker = format!("{} ", "#".repeat(usize::from((*level).clamp(1, 6))));
                self.text(&marker, text, spans, Surroundings::Heading);
            }
            BlockKind::ListItem { checked, .. } => {
                let marker = match checked {
                    Some(true) => "[x] ",
                    Some(false) => "[ ] ",
                    None => "",
                };
                self.text(marker, text, spans, Surroundings::Flow);
            }
            BlockKind::Term | BlockKind::Summary => {
                let strong = whole(text, spans, SpanKind::Strong);
                self.text("", text, &strong, Surroundings::Flow);
            }
            BlockKind::Caption => {
                let emphasis = whole(text, spans, SpanKind::Emphasis);
                self.text("", text, &emphasis, Surroundings::Flow);
            }
            BlockKind::Preformatted { language } => self.code(text, language.as_deref()),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Image(image) => self.image(image, text),
            BlockKind::Embed { url } => {
                let text = if text.is_empty() { url } else { text };
                let kind = SpanKind::Link { url: url.clone() };
                let link = Span { start: 0, end: text.len(), kind };
                self.text("", text, &[link], Surroundings::Flow);
            }
            BlockKind::Rule => self.line("***"),
            BlockKind::Math => match inline::formula(text, "$$") {
                Some(formula) => self.line(&formula),
                None => self.code(text, Some("math")),
            },
            BlockKind::Paragraph
            | BlockKind::Quote
            | BlockKind::Definition
            | BlockKind::Footnote => self.text("", text, spans, Surroundings::Flow),
        }
    }

    /// A fence longer than any run of its character in the code.
    fn code(&mut self, code: &str, language: Option<&str>) {
        let fence = "`".repeat(inline::longest_run(code, '`').max(2) + 1);
        self.line(&format!("{fence}{}", language.unwrap_or("")));
        self.lines(code);
        self.line(&fence);
    }

    fn image(&mut self, image: &Image, alt: &str) {
        let alt = Inline::new(alt, &[], false, Surroundings::Cell).write();
        let title = image.title.as_deref().map_or_else(String::new, inline::title);
        self.line(&format!("![{alt}]({}{title})", inline::destination(&image.url)));
        for caption in [&image.caption, &image.credit].into_iter().flatten() {
            self.blank_line();
            let emphasis = whole(caption, &[], SpanKind::Emphasis);
            self.text("", caption, &emphasis, Surroundings::Flow);
        }
    }

    fn table(&mut self, table: &Table) {
        if let Some(caption) = &table.caption {
            let emphasis = whole(caption, &[], SpanKind::Emphasis);
            self.text("", caption, &emphasis, Surroundings::Flow);
            if table.rows.is_empty() {
                return;
            }
            self.blank_line();
        }
        let grid = grid(&table.rows);
        let n_columns = grid.iter().map(Vec::len).max().unwrap_or(0);
        let is_header = |row: &Vec<Cell>| row.iter().all(|cell| cell.header);
        let has_header = table.rows.first().is_some_and(is_header);
        let (head, body) = if has_header { grid.split_at(1) } else { grid.split_at(0) };
        self.row(head.first().map_or(&[], Vec::as_slice), n_columns);
        self.line(&format!("|{}", " --- |".repeat(n_columns)));
        for row in body {
            self.row(row, n_columns);
        }
    }

    fn row(&mut self, cells: &[Option<&Cell>], n_columns: usize) {
        let mut line = String::from("|");
        for column in 0..n_columns {
            line.push(' ');
            if let Some(cell) = cells.get(column).copied().flatten() {
                let mut inline =
                    Inline::new(&cell.text, &cell.spans, self.options.links, Surroundings::Cell);
                line.push_str(&inline.write());
                line.push(' ');
            }
            line.push('|');
        }
        self.line(&line);
    }
}

/// Widest table that is written cell by cell; beyond it, cells that span many columns count once.
const MAX_COLUMNS: usize = 64;

/// The cells by row and column; those covered by a larger cell are empty.
fn grid(rows: &[Vec<Cell>]) -> Vec<Vec<Option<&Cell>>> {
    let mut covered: Vec<u16> = Vec::new();
    let mut grid = Vec::with_capacity(rows.len());
    for row in rows {
        let mut line = Vec::with_capacity(row.len());
        let skip = |line: &mut Vec<Option<&Cell>>, covered: &mut Vec<u16>| {
            while let Some(left) = covered.get_mut(line.len()).filter(|left| **left > 0) {
                *left -= 1;
                line.push(None);
            }
        };
        for cell in row {
            skip(&mut line, &mut covered);
            for column in 0..cell.colspan.max(1) {
                if column > 0 && line.len() >= MAX_COLUMNS {
                    break;
                }
                if covered.len() <= line.len() {
                    covered.resize(line.len() + 1, 0);
                }
                if let Some(left) = covered.get_mut(line.len()) {
                    *left = cell.rowspan.saturating_sub(1);
                }
                line.push((column == 0).then_some(cell));
            }
        }
        skip(&mut line, &mut covered);
        grid.push(line);
    }
    grid
}

/// The spans of a text that is marked as a whole.
fn whole(text: &str, spans: &[Span], kind: SpanKind) -> Vec<Span> {
    let mut all = vec![Span { start: 0, end: text.len(), kind: kind.clone() }];
    all.extend(spans.iter().filter(|span| span.kind != kind).cloned());
    all
}
