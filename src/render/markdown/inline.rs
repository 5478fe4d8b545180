//! Text with spans as inline Markdown.

use crate::{Span, SpanKind};

/// Where a text stands, which decides what must be escaped in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Surroundings {
    /// A paragraph: line feeds are line breaks, the start of a line can begin a block.
    Flow,
    /// A heading: one line.
    Heading,
    /// A cell of a table, an image's text: one line, not at the start of it.
    Cell,
}

/// How many spans before and after one are looked at for a delimiter that touches its own.
const NEAR: usize = 12;

/// Writes one text.
#[derive(Debug)]
pub(super) struct Inline<'a> {
    text: &'a str,
    spans: &'a [Span],
    links: bool,
    place: Surroundings,
    out: String,
    /// The text has `$` or `~` at least twice: alone they mean nothing.
    pairs_dollar: bool,
    pairs_tilde: bool,
    is_multiline: bool,
}

/// An open span: where it ends, what closes it.
type Open = (usize, String);

impl<'a> Inline<'a> {
    pub(super) fn new(
        text: &'a str,
        spans: &'a [Span],
        links: bool,
        place: Surroundings,
    ) -> Inline<'a> {
        let has_math = spans.iter().any(|span| span.kind == SpanKind::Math);
        let is_pair = |sign| memchr::memchr_iter(sign, text.as_bytes()).nth(1).is_some();
        Inline {
            text,
            spans,
            links,
            place,
            out: String::with_capacity(text.len() + 16),
            pairs_dollar: has_math || is_pair(b'$'),
            pairs_tilde: is_pair(b'~') || spans.iter().any(|span| span.kind == SpanKind::Strike),
            is_multiline: memchr::memchr(b'\n', text.as_bytes()).is_some(),
        }
    }

    pub(super) fn write(&mut self) -> String {
        let mut open: Vec<Open> = Vec::new();
        let mut at = 0;
        for (index, span) in self.spans.iter().enumerate() {
            if span.start < at {
                // Inside a piece of code or a formula, which is written as it is.
                continue;
            }
            self.close_until(&mut open, &mut at, span.start);
            self.escape(at, span.start);
            at = span.start;
            if let Some(verbatim) = self.verbatim(span) {
                self.out.push_str(&verbatim);
                at = span.end;
            } else if let Some((before, after)) = self.marks(index, span) {
                let runs_on = self.out.ends_with('*')
                    || open.iter().any(|(end, close)| *end == span.end && close.starts_with('*'));
                // A run of stars would not tell which of them belong together.
                if !(before.starts_with('*') && runs_on) {
                    self.out.push_str(before);
                    open.push((span.end, after));
                }
            }
        }
        self.close_until(&mut open, &mut at, self.text.len());
        self.escape(at, self.text.len());
        std::mem::take(&mut self.out)
    }

    fn close_until(&mut self, open: &mut Vec<Open>, at: &mut usize, to: usize) {
        while let Some((end, close)) = open.pop_if(|(end, _)| *end <= to) {
            self.escape(*at, end);
            *at = (*at).max(end);
            self.out.push_str(&close);
        }
    }

    /// Code, formulas and references are written without escapes inside.
    fn verbatim(&self, span: &Span) -> Option<String> {
        let text = self.text.get(span.start..span.end)?;
        // At the beginning of a paragraph, a bracket before it and "]:" inside would define a reference.
        if self.out.starts_with('[') && text.contains("]:") {
            return None;
        }
        match &span.kind {
            // Two runs of delimiters must not become one.
            SpanKind::Code if !self.out.ends_with('`') => Some(self.code(text)),
            SpanKind::Math if !self.out.ends_with('$') => {
                formula(text, "$").map(|formula| self.in_cell(formula))
            }
            SpanKind::FootnoteReference { label } => Some(format!("[^{label}]")),
            _ => None,
        }
    }

    fn code(&self, text: &str) -> String {
        let fence = "`".repeat(longest_run(text, '`') + 1);
        let text = text.replace('\n', " ");
        let pads = text.starts_with('`')
            || text.ends_with('`')
            || (text.starts_with(' ') && text.ends_with(' ') && !text.trim().is_empty());
        let pad = if pads { " " } else { "" };
        self.in_cell(format!("{fence}{pad}{text}{pad}{fence}"))
    }

    fn in_cell(&self, text: String) -> String {
        if self.place == Surroundings::Cell { text.replace('|', "\\|") } else { text }
    }

    /// What stands before and after a span.
    fn marks(&self, index: usize, span: &Span) -> Option<(&'static str, String)> {
        let tag = |open: &'static str, close: &str| Some((open, close.to_owned()));
        match &span.kind {
            // Right after a reference, a link would be read as its label.
            SpanKind::Link { url } if self.links && !self.out.ends_with(']') => {
                let url = self.in_cell(destination(url));
                Some(("[", format!("]({url})")))
            }
            SpanKind::Strong if self.can_mark(index, span) => tag("**", "**"),
            SpanKind::Emphasis if self.can_mark(index, span) => {
                let mark = if self.is_word_apart(span) { "_" } else { "*" };
                tag(mark, mark)
            }
            SpanKind::Strike if self.can_mark(index, span) => tag("~~", "~~"),
            SpanKind::Subscript => tag("<sub>", "</sub>"),
            SpanKind::Superscript => tag("<sup>", "</sup>"),
            _ => None,
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|text| text.chars().next_back())
    }

    fn after(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|text| text.chars().next())
    }

    /// True if delimiters around a span would be read as such: CommonMark's rules of flanking,
    /// and nothing next to it that the delimiter would run into.
    fn can_mark(&self, index: usize, span: &Span) -> bool {
        let from = index.saturating_sub(NEAR);
        let near = self.spans.iter().enumerate().skip(from).take(2 * NEAR);
        let touches = near.clone().any(|(other, near)| {
            other != index
                && matches!(near.kind, SpanKind::Strong | SpanKind::Emphasis | SpanKind::Strike)
                && (near.end == span.start
                    || near.start == span.end
                    || near.kind == span.kind
                        && near.start <= span.start
                        && near.end >= span.end
                        && other < index)
        });
        let marked_inside = |at: usize, is_start: bool| {
            near.clone().any(|(other, near)| {
                other != index
                    && near.start >= span.start
                    && near.end <= span.end
                    && if is_start { near.start == at } else { near.end == at }
            })
        };
        let parts =
            |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
        let (first, last) = (self.after(span.start), self.before(span.end));
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let opens = !is_space(first)
            && (is_word(first) && !marked_inside(span.start, true)
                || parts(self.before(span.start)));
        let closes = !is_space(last)
            && (is_word(last) && !marked_inside(span.end, false) || parts(self.after(span.end)));
        !touches && opens && closes
    }

    /// True if `_` can mark a span: no letter touches it.
    fn is_word_apart(&self, span: &Span) -> bool {
        let is_word =
            |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && !c.is_ascii_punctuation());
        !is_word(self.before(span.start)) && !is_word(self.after(span.end))
    }

    /// Writes text with escapes.
    fn escape(&mut self, from: usize, to: usize) {
        let Some(text) = self.text.get(from..to.max(from)) else { return };
        if text.is_empty() {
            return;
        }
        let mut clean = from;
        for (offset, byte) in text.bytes().enumerate() {
            if byte.is_ascii_alphanumeric() || byte == b' ' || !byte.is_ascii() {
                continue;
            }
            let at = from + offset;
            if byte == b'\n' {
                self.out.push_str(self.text.get(clean..at).unwrap_or(""));
                self.out.push_str(if self.place == Surroundings::Flow { "\\\n" } else { " " });
                clean = at + 1;
            } else if self.needs_escape(byte, at, from..to) {
                self.out.push_str(self.text.get(clean..at).unwrap_or(""));
                self.out.push('\\');
                clean = at;
            }
        }
        self.out.push_str(self.text.get(clean..to).unwrap_or(""));
    }

    fn needs_escape(&self, byte: u8, at: usize, segment: std::ops::Range<usize>) -> bool {
        let next = self.text.as_bytes().get(at + 1).copied();
        match byte {
            b'\\' | b'`' | b'*' | b'[' | b']' => true,
            b'_' => {
                !is_word(self.before(at))
                    || !is_word(self.after(at + 1))
                    || at + 1 == segment.end
                    || at == segment.start
            }
            b'<' => {
                next.is_some_and(|next| {
                    next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')
                }) || self.opens_address(at + 1)
            }
            b'&' => next.is_some_and(|next| next.is_ascii_alphanumeric() || next == b'#'),
            b'!' => at + 1 == segment.end && segment.end < self.text.len(),
            b'^' => self.out.ends_with('['),
            b'$' => self.pairs_dollar,
            b'~' => self.pairs_tilde,
            b'|' => self.place == Surroundings::Cell || self.is_multiline,
            b'#' => self.place == Surroundings::Heading || self.starts_line(at),
            b'>' | b'=' => self.starts_line(at),
            b'-' | b'+' | b':' => {
                self.starts_line(at)
                    && next.is_none_or(|next| matches!(next, b' ' | b'\n' | b'-' | b':' | b'|'))
            }
            b'.' | b')' => {
                next.is_none_or(|next| matches!(next, b' ' | b'\n')) && self.ends_number(at)
            }
            _ => false,
        }
    }

    /// True if what follows a `<` may be read as an e-mail address in angle brackets.
    fn opens_address(&self, at: usize) -> bool {
        let rest = self.text.as_bytes().get(at..).unwrap_or(&[]);
        let is_inside = |byte: &&u8| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>');
        rest.iter().take_while(is_inside).any(|byte| *byte == b'@')
    }

    /// True at the start of a line of the output, where a block could begin.
    fn starts_line(&self, at: usize) -> bool {
        self.place != Surroundings::Cell && self.before(at).is_none_or(|c| c == '\n')
    }

    /// True if only a number stands between the start of the line and this place.
    fn ends_number(&self, at: usize) -> bool {
        if self.place == Surroundings::Cell {
            return false;
        }
        let before = self.text.get(..at).unwrap_or("").as_bytes();
        let digits = before.iter().rev().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        (1..10).contains(&digits)
            && before.len().checked_sub(digits + 1).is_none_or(|at| before.get(at) == Some(&b'\n'))
    }
}

/// The longest run of a character.
pub(super) fn longest_run(text: &str, sign: char) -> usize {
    text.split(|c| c != sign).map(str::len).max().unwrap_or(0)
}

/// A formula between dollar signs, if readers of Markdown would take it for one.
pub(super) fn formula(latex: &str, delimiter: &str) -> Option<String> {
    let latex = latex.trim();
    let is_clean = !latex.is_empty() && !latex.contains(['$', '\n']) && !latex.ends_with('\\');
    is_clean.then(|| format!("{delimiter}{latex}{delimiter}"))
}

/// An address as the destination of a link.
pub(super) fn destination(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for (at, c) in url.char_indices() {
        match c {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            // With another one in the text they would be a formula or code.
            '$' => out.push_str("%24"),
            '`' => out.push_str("%60"),
            '&' if looks_like_reference(url.get(at + 1..).unwrap_or("")) => out.push_str("&amp;"),
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    if out.is_empty() { "<>".to_owned() } else { out }
}

fn looks_like_reference(rest: &str) -> bool {
    let len = rest.bytes().take(33).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    len > 0 && rest.as_bytes().get(len) == Some(&b';')
}

/// A title after a destination.
pub(super) fn title(title: &str) -> String {
    let mut out = String::from(" \"");
    for c in title.chars() {
        match c {
            '"' | '\\' | '|' | '&' | '$' | '`' => out.extend(['\\', c]),
            '\n' => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// True for a letter or a digit. Letters in circles and squares are none: alphabetic to Unicode, they are
/// symbols to CommonMark, and symbols part words.
fn is_word(c: Option<char>) -> bool {
    let is_enclosed = |c| matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    c.is_some_and(|c| c.is_alphanumeric() && !is_enclosed(c))
}
