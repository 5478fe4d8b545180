//! Footnotes: references in the text, and the notes they lead to.

use rustc_hash::{FxHashMap, FxHashSet};

use super::block::{Block, BlockKind, Container, ContainerKind, Span, SpanKind};
use super::link::Base;
use super::walk::Draft;
use crate::html::{AttrName, Tag};
use crate::page::Page;

/// A reference shows at most this many characters: "[12]", "note 3".
const MAX_LABEL: usize = 8;

/// A way back shows at most this many characters: a sign, a letter.
const MAX_WAY_BACK: usize = 3;

/// Links references to their notes, then makes all other links within the page absolute.
pub(super) fn link(page: &Page, base: &Base, drafts: &mut [Draft]) {
    let references = references(drafts);
    if !references.is_empty() {
        let notes = notes(page, drafts, &references);
        mark(drafts, &references, &notes);
    }
    for draft in drafts.iter_mut() {
        let cells = match &mut draft.block.kind {
            BlockKind::Table(table) => table.rows.iter_mut().flatten().collect(),
            _ => Vec::new(),
        };
        let in_cells = cells.into_iter().map(|cell| &mut cell.spans);
        for spans in std::iter::once(&mut draft.block.spans).chain(in_cells) {
            resolve(base, spans);
        }
    }
}

fn resolve(base: &Base, spans: &mut Vec<Span>) {
    spans.retain_mut(|span| match &mut span.kind {
        SpanKind::Link { url } if url.starts_with('#') => match base.resolve(url) {
            Some(resolved) => {
                *url = resolved;
                true
            }
            None => false,
        },
        _ => true,
    });
}

/// A link that looks like a reference to a note.
#[derive(Debug)]
struct Reference {
    draft: usize,
    span: usize,
    target: String,
    label: String,
}

/// A note: the drafts it is made of.
#[derive(Debug)]
struct Note {
    id: u32,
    label: String,
    from: usize,
    to: usize,
}

fn references(drafts: &[Draft]) -> Vec<Reference> {
    let mut found = Vec::new();
    for (draft_at, draft) in drafts.iter().enumerate() {
        for (span_at, span) in draft.block.spans.iter().enumerate() {
            let SpanKind::Link { url } = &span.kind else { continue };
            let Some(target) = url.strip_prefix('#') else { continue };
            let text = draft.block.text.get(span.start..span.end).unwrap_or("");
            let label: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            let mut near = draft.block.spans.iter().skip(span_at.saturating_sub(3)).take(7);
            let raised = near.any(|other| {
                other.kind == SpanKind::Superscript
                    && (other.start <= span.start && other.end >= span.end
                        || other.start >= span.start && other.end <= span.end)
            });
            let bracketed = text.starts_with(['[', '(']) && text.ends_with([']', ')']);
            if (raised || bracketed) && text.chars().count() <= MAX_LABEL {
                let label = if label.is_empty() { text.to_owned() } else { label };
                let target = target.to_owned();
                found.push(Reference { draft: draft_at, span: span_at, target, label });
            }
        }
    }
    found
}

/// The notes that references lead to: an item, paragraph or definition further down.
fn notes(page: &Page, drafts: &[Draft], references: &[Reference]) -> FxHashMap<String, Note> {
    let mut wanted: FxHashMap<&str, &Reference> = FxHashMap::default();
    for reference in references {
        wanted.entry(reference.target.as_str()).or_insert(reference);
    }
    let mut notes: FxHashMap<String, Note> = FxHashMap::default();
    for (index, element) in page.elements.iter().enumerate() {
        let id = page
            .attribute(element, AttrName::Id)
            .or_else(|| page.attribute(element, AttrName::Name).filter(|_| element.tag == Tag::A));
        let Some(reference) = id.and_then(|id| wanted.get(id)) else { continue };
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let holder = page.ancestors(index).take(4).find(|(_, outer)| {
            matches!(outer.tag, Tag::Li | Tag::P | Tag::Dd | Tag::Div | Tag::Td | Tag::Aside)
        });
        let Some((id, holder)) = holder else { continue };
        let from = drafts.partition_point(|d| d.page_block < holder.first_block as usize);
        let to = drafts.partition_point(|d| d.page_block < holder.end_block as usize);
        // A note stands below its reference, and is no chapter.
        if from > reference.draft && to > from && to - from <= 6 {
            let label = reference.label.clone();
            notes.entry(reference.target.clone()).or_insert(Note { id, label, from, to });
        }
    }
    notes
}

fn mark(drafts: &mut [Draft], references: &[Reference], notes: &FxHashMap<String, Note>) {
    let mut labels: FxHashMap<u32, String> = FxHashMap::default();
    let mut taken: FxHashSet<String> = FxHashSet::default();
    for reference in references {
        let Some(note) = notes.get(&reference.target) else { continue };
        let is_held = |draft: &Draft| {
            let mut inside = draft.block.inside.iter();
            inside.any(|c| matches!(c.kind, ContainerKind::Footnote { .. }))
        };
        let range = drafts.get(note.from..note.to).unwrap_or(&[]);
        // Two notes may not share a text.
        if !labels.contains_key(&note.id) && range.iter().any(is_held) {
            continue;
        }
        // Two notes of one label are told apart by a number.
        let label = match labels.get(&note.id) {
            Some(label) => label.clone(),
            None => {
                let mut label = note.label.clone();
                let mut n = 1;
                while !taken.insert(label.clone()) {
                    n += 1;
                    label = format!("{}-{n}", note.label);
                }
                labels.insert(note.id, label.clone());
                hold(drafts, note, &label);
                label
            }
        };
        let Some(draft) = drafts.get_mut(reference.draft) else { continue };
        if let Some(span) = draft.block.spans.get_mut(reference.span) {
            span.kind = SpanKind::FootnoteReference { label };
        }
    }
    for draft in drafts.iter_mut() {
        drop_raising(&mut draft.block.spans);
    }
}

/// Puts the drafts of a note into their container, without the list around them.
fn hold(drafts: &mut [Draft], note: &Note, label: &str) {
    for (at, draft) in drafts.iter_mut().enumerate().take(note.to).skip(note.from) {
        drop_way_back(&mut draft.block);
        drop_ways_back_before(&mut draft.block);
        let inside = &mut draft.block.inside;
        match inside.iter().position(|container| container.id == note.id) {
            Some(item) => {
                let list = item.saturating_sub(1);
                let is_list = inside
                    .get(list)
                    .is_some_and(|outer| matches!(outer.kind, ContainerKind::List { .. }));
                inside.drain(if is_list { list } else { item }..=item);
            }
            None => inside.clear(),
        }
        let kind = ContainerKind::Footnote { label: label.to_owned() };
        inside.insert(0, Container { id: note.id, kind });
        if at == note.from && is_text(&draft.block.kind) {
            draft.block.kind = BlockKind::Footnote;
        }
    }
}

/// The sign at the end of a note that leads back to its reference is no part of it.
fn drop_way_back(block: &mut Block) {
    while let Some(span) = block.spans.iter().rfind(|span| span.end == block.text.len()) {
        let is_link = matches!(&span.kind, SpanKind::Link { url } if url.starts_with('#'));
        let text = block.text.get(span.start..).unwrap_or("");
        if !is_link || text.chars().any(char::is_alphanumeric) || span.start == 0 {
            return;
        }
        block.text.truncate(span.start);
        block.text.truncate(block.text.trim_end().len());
        let len = block.text.len();
        block.spans.retain_mut(|span| {
            span.end = span.end.min(len);
            span.start < span.end
        });
    }
}

/// Nor are those before it: "^", "^ a b".
fn drop_ways_back_before(block: &mut Block) {
    loop {
        let is_way_back = |span: &&Span| {
            let before = block.text.get(..span.start).unwrap_or("");
            let text = block.text.get(span.start..span.end).unwrap_or("");
            matches!(&span.kind, SpanKind::Link { url } if url.starts_with('#'))
                && text.chars().count() <= MAX_WAY_BACK
                && !before.chars().any(char::is_alphanumeric)
        };
        let Some(end) = block.spans.iter().take(8).find(is_way_back).map(|span| span.end) else {
            return;
        };
        let rest = block.text.get(end..).unwrap_or("").trim_start();
        if rest.is_empty() {
            return;
        }
        let cut = block.text.len() - rest.len();
        block.text = rest.to_owned();
        block.spans.retain_mut(|span| {
            span.start = span.start.saturating_sub(cut);
            span.end = span.end.saturating_sub(cut);
            span.start < span.end
        });
    }
}

fn is_text(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Paragraph | BlockKind::ListItem { .. } | BlockKind::Definition)
}

/// A reference is raised by itself.
fn drop_raising(spans: &mut Vec<Span>) {
    let references: Vec<(usize, usize)> = spans
        .iter()
        .filter(|span| matches!(span.kind, SpanKind::FootnoteReference { .. }))
        .map(|span| (span.start, span.end))
        .collect();
    if references.is_empty() {
        return;
    }
    spans.retain(|span| {
        span.kind != SpanKind::Superscript
            || !references.iter().any(|(start, end)| {
                span.start <= *start && span.end >= *end || span.start >= *start && span.end <= *end
            })
    });
}
