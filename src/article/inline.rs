//! The text of a block, with what is marked in it.

use super::block::{Span, SpanKind};

/// A text under construction. Positions of the source are offsets in the page's text.
#[derive(Debug, Default)]
pub(super) struct Text {
    out: String,
    spans: Vec<Span>,
    /// Spans not yet closed, innermost last: the span's index, and where it ends in the page.
    open: Vec<(usize, u32)>,
    /// How many spans, from the end of `spans`, wait for their first character.
    n_waiting: usize,
}

impl Text {
    pub(super) fn is_empty(&self) -> bool {
        self.out.is_empty()
    }

    /// Opens a span that ends at an offset of the page's text; one that would outlast the span
    /// around it is cut to it.
    pub(super) fn open(&mut self, kind: SpanKind, end: u32) {
        let end = self.open.last().map_or(end, |(_, outer)| end.min(*outer));
        let at = self.out.len();
        self.open.push((self.spans.len(), end));
        self.spans.push(Span { start: at, end: at, kind });
        self.n_waiting += 1;
    }

    /// Copies from the page's text, closing the spans that end on the way.
    pub(super) fn copy(&mut self, page_text: &str, from: u32, to: u32) {
        let mut at = from;
        while let Some((_, end)) = self.open.last().copied().filter(|(_, end)| *end <= to) {
            if end > at {
                self.push(page_text.get(at as usize..end as usize).unwrap_or(""));
                at = end;
            }
            self.close();
        }
        if to > at {
            self.push(page_text.get(at as usize..to as usize).unwrap_or(""));
        }
    }

    /// Adds a text of its own, as one span.
    pub(super) fn insert(&mut self, text: &str, kind: SpanKind) {
        let start = self.out.len();
        self.start_waiting();
        self.out.push_str(text);
        self.spans.push(Span { start, end: self.out.len(), kind });
    }

    /// Ends the line.
    pub(super) fn line_break(&mut self) {
        self.close_all();
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    /// A space between words, if there is none.
    pub(super) fn space(&mut self) {
        self.push(" ");
    }

    /// Appends text outside of the page's own order: the brackets of a reading aid.
    pub(super) fn push(&mut self, text: &str) {
        let at_start = self.out.is_empty() || self.out.ends_with([' ', '\n']);
        let trimmed = text.trim_start();
        if trimmed.is_empty() {
            if !at_start && !text.is_empty() {
                self.out.push(' ');
            }
            return;
        }
        if !at_start && trimmed.len() < text.len() {
            self.out.push(' ');
        }
        self.start_waiting();
        self.out.push_str(trimmed);
    }

    fn start_waiting(&mut self) {
        let (at, n_spans) = (self.out.len(), self.spans.len());
        for span in self.spans.iter_mut().skip(n_spans.saturating_sub(self.n_waiting)) {
            span.start = at;
        }
        self.n_waiting = 0;
    }

    fn close(&mut self) {
        let Some((index, _)) = self.open.pop() else { return };
        if index + self.n_waiting >= self.spans.len() && self.n_waiting > 0 {
            // Nothing stands in it.
            self.spans.truncate(index);
            self.n_waiting -= 1;
        } else if let Some(span) = self.spans.get_mut(index) {
            span.end = self.out.trim_end().len();
        }
    }

    pub(super) fn close_all(&mut self) {
        while !self.open.is_empty() {
            self.close();
        }
        self.n_waiting = 0;
    }

    /// The text and its spans.
    pub(super) fn finish(mut self) -> (String, Vec<Span>) {
        self.close_all();
        let len = self.out.trim_end().len();
        self.out.truncate(len);
        tidy(&self.out, &mut self.spans);
        (self.out, self.spans)
    }
}

/// Drops spans without text or inside an equal one, and joins equal neighbours.
fn tidy(text: &str, spans: &mut Vec<Span>) {
    if spans.is_empty() {
        return;
    }
    let mut kept: Vec<Span> = Vec::with_capacity(spans.len());
    for mut span in spans.drain(..) {
        span.end = span.end.min(text.len());
        if span.start >= span.end {
            continue;
        }
        let is_known = kept.iter().rev().take(8).any(|outer| {
            outer.end >= span.end && outer.start <= span.start && same(&outer.kind, &span.kind)
        });
        if is_known {
            continue;
        }
        let joined = kept.iter_mut().rev().take(4).find(|before| {
            before.kind == span.kind
                && before.end <= span.start
                && text.get(before.end..span.start).is_some_and(|gap| gap.is_empty() || gap == "\n")
        });
        // Only where nothing between them is nested differently.
        match joined {
            Some(before) if !matches!(span.kind, SpanKind::Math) => before.end = span.end,
            _ => kept.push(span),
        }
    }
    nest(&mut kept);
    *spans = kept;
}

/// A link may not stand in a link, whatever the address; other kinds need only be equal.
fn same(outer: &SpanKind, inner: &SpanKind) -> bool {
    matches!((outer, inner), (SpanKind::Link { .. }, SpanKind::Link { .. })) || outer == inner
}

/// Puts spans in order, outer ones first, and cuts what overlaps.
fn nest(spans: &mut Vec<Span>) {
    spans.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let mut ends: Vec<usize> = Vec::new();
    for span in spans.iter_mut() {
        while ends.last().is_some_and(|end| *end <= span.start) {
            ends.pop();
        }
        if let Some(end) = ends.last() {
            span.end = span.end.min(*end);
        }
        ends.push(span.end);
    }
    spans.retain(|span| span.start < span.end);
}
