//! Content that is on the page, but not in what it shows: in JSON-LD, in `noscript`, in the state
//! of a framework. It is read as data, and only where the visible page has next to nothing.

mod append;
mod state;

use rustc_hash::FxHashSet;

use crate::html::{self, AttrName};
use crate::label::{Label, Verdict};
use crate::page::{IslandKind, Page};
use crate::plain;

/// A page that shows more than this many bytes of content needs no other source: longer than a
/// notice that scripts are off, with a headline and a teaser; shorter than an article.
const ENOUGH: usize = 1200;

/// Least bytes that are worth it.
const MIN_UNSEEN: usize = 300;

/// A page that shows as much content has been rendered from its state: only what holds some of that
/// content belongs to it, the rest is of other pages.
const RENDERED: usize = 300;

/// How many times longer than what is shown the unseen content must be.
const TIMES: usize = 3;

/// Attributes that hold a state: those of Inertia, Discourse, several libraries, React on Rails and
/// Astro.
const STATES: [AttrName; 5] = [
    AttrName::DataPage,
    AttrName::DataPreloaded,
    AttrName::DataProps,
    AttrName::DataReactProps,
    AttrName::Props,
];

/// The page with its unseen content after the visible one, if it has some and shows little; and from
/// which block on the page itself calls it the article.
pub(crate) fn with_unseen(page: &Page, verdicts: &[Verdict]) -> Option<(Page, Option<usize>)> {
    if !page.has_markup {
        return None;
    }
    let judged = page.blocks.iter().zip(verdicts);
    let kept = judged.filter(|(_, verdict)| verdict.label == Label::Body).map(|(block, _)| block);
    let n_shown: usize = kept.clone().map(|block| block.len() as usize).sum();
    if n_shown > ENOUGH {
        return None;
    }
    let least = MIN_UNSEEN.max(n_shown * TIMES);
    let rendered: FxHashSet<&str> = match n_shown {
        RENDERED.. => kept.map(|block| page.block_text(block)).collect(),
        _ => FxHashSet::default(),
    };
    let from_state = |page: &Page, least| from_state(page, least, &rendered);
    let sources: [(Reader<'_>, bool); 3] =
        [(&from_json_ld, true), (&from_noscript, false), (&from_state, false)];
    let (unseen, is_declared) = sources.into_iter().find_map(|(read, is_declared)| {
        let unseen = read(page, least)?;
        let n_bytes: usize = unseen.blocks.iter().map(|block| block.len() as usize).sum();
        (n_bytes >= least).then_some((unseen, is_declared))
    })?;
    let declared = is_declared.then_some(page.blocks.len());
    Some((append::append(page, unseen), declared))
}

/// Reads unseen content of at least so many bytes.
type Reader<'a> = &'a dyn Fn(&Page, usize) -> Option<Page>;

fn islands(page: &Page, kind: IslandKind, least: usize) -> impl Iterator<Item = &str> {
    let of_kind = page.islands.iter().filter(move |island| island.kind == kind);
    of_kind.map(|island| page.island_text(island)).filter(move |source| source.len() >= least)
}

/// schema.org's `articleBody`, as text or, against the letter, as HTML.
fn from_json_ld(page: &Page, least: usize) -> Option<Page> {
    islands(page, IslandKind::JsonLd, least)
        .filter(|source| source.contains("\"articleBody\""))
        .find_map(|source| state::longest_value(source, "articleBody", least))
        .map(|body| read(&body))
}

fn from_noscript(page: &Page, least: usize) -> Option<Page> {
    islands(page, IslandKind::Noscript, least).max_by_key(|source| source.len()).map(html::read)
}

/// Strings of a framework's state that hold HTML, each once and as an article of its own; if blocks
/// have been rendered from it, only those that hold one of them.
fn from_state(page: &Page, least: usize, rendered: &FxHashSet<&str>) -> Option<Page> {
    let attributes = page
        .attributes
        .iter()
        .filter(|attribute| STATES.contains(&attribute.name))
        .filter_map(|a| page.values.get(a.start as usize..a.end as usize))
        .filter(|value| value.len() >= least);
    let sources = attributes.chain(islands(page, IslandKind::State, least));
    let states = sources.filter_map(|source| state::html_of(source, least));
    let length = |pieces: &Vec<String>| pieces.iter().map(String::len).sum::<usize>();
    // The first of the longest.
    let mut pieces =
        states.reduce(|best, other| if length(&other) > length(&best) { other } else { best })?;
    if !rendered.is_empty() {
        pieces.retain(|piece| {
            let piece = html::read(piece);
            piece.blocks.iter().any(|block| rendered.contains(piece.block_text(block)))
        });
    }
    let articles = pieces.iter().map(|piece| format!("<article>{piece}</article>\n"));
    Some(html::read(&articles.collect::<String>()))
}

fn read(body: &str) -> Page {
    if state::is_html(body) {
        return html::read(body);
    }
    let mut page = plain::read(body);
    for block in &mut page.blocks {
        (block.source_start, block.source_end) = (0, 0);
    }
    page
}

#[cfg(test)]
mod tests;
