//! Images and embedded media: the best version of a picture, and where a video is.

use super::block::{Block, BlockKind, Image};
use super::link::Base;
use super::sign;
use crate::html::{self, AttrName, Tag};
use crate::page::{Element, IslandKind, NONE, Page};

/// Images of at most this many pixels in both directions are signs, not pictures: the size of the
/// icons that sites ship.
const MAX_ICON: u32 = 48;

/// Images of at most this many pixels in one direction measure or space something.
const MAX_SPACER: u32 = 3;

/// Where the addresses of an image are in several sizes, and where its only one is: scripts that load it when it
/// comes into view keep it in an attribute of their own (lazysizes, WP Rocket, Lazy Load; Mirage, GTranslate,
/// LinkedIn and others).
pub(super) const SETS: [AttrName; 3] =
    [AttrName::DataSrcset, AttrName::DataLazySrcset, AttrName::Srcset];
pub(super) const SOURCES: [AttrName; 9] = [
    AttrName::DataSrc,
    AttrName::DataLazySrc,
    AttrName::DataOriginal,
    AttrName::DataCfsrc,
    AttrName::DataGtLazySrc,
    AttrName::DataDelayedUrl,
    AttrName::DataImgUrl,
    AttrName::DataLsrc,
    AttrName::Src,
];

/// Longest `noscript` source that is read for the picture of a lazy image, in bytes.
const MAX_NOSCRIPT: usize = 8192;

/// True for the elements that stand for an image or for embedded media.
pub(super) fn is_one(tag: Tag) -> bool {
    matches!(tag, Tag::Img | Tag::Iframe | Tag::Video | Tag::Audio | Tag::Embed | Tag::Object)
}

/// The block of an image or of embedded media, if it has an address and is no icon.
pub(super) fn block_of(page: &Page, base: &Base, index: usize, element: &Element) -> Option<Block> {
    if element.tag == Tag::Img {
        image(page, base, index, element)
    } else {
        embed(page, base, index, element)
    }
}

fn image(page: &Page, base: &Base, index: usize, element: &Element) -> Option<Block> {
    let (width, height) = size(page, element);
    if is_sign(width, height) {
        return None;
    }
    let url = best_source(page, base, element)
        .filter(|url| !sign::is_placeholder(url))
        .or_else(|| picture_source(page, base, element))
        .or_else(|| noscript_source(page, base, index))?;
    let text = |name| {
        let text = page.attribute(element, name)?.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    };
    let title = text(AttrName::Title);
    let image = Image { url, title, width, height, caption: None, credit: None };
    Some(Block::new(BlockKind::Image(image), text(AttrName::Alt).unwrap_or_default()))
}

fn embed(page: &Page, base: &Base, index: usize, element: &Element) -> Option<Block> {
    let (width, height) = size(page, element);
    if is_sign(width, height) {
        return None;
    }
    let own = page
        .attribute(element, AttrName::Src)
        .or_else(|| page.attribute(element, AttrName::DataSrc))
        .and_then(|source| base.resolve_source(source));
    let sources = page.elements.get(index + 1..element.end as usize).unwrap_or(&[]);
    let url = own.or_else(|| {
        sources.iter().take(8).filter(|source| source.tag == Tag::Source).find_map(|source| {
            page.attribute(source, AttrName::Src).and_then(|source| base.resolve_source(source))
        })
    })?;
    let title = page.attribute(element, AttrName::Title).unwrap_or("").trim().to_owned();
    Some(Block::new(BlockKind::Embed { url }, title))
}

fn size(page: &Page, element: &Element) -> (Option<u32>, Option<u32>) {
    let pixels = |name| {
        let value = page.attribute(element, name)?.trim();
        value.strip_suffix("px").unwrap_or(value).parse().ok()
    };
    (pixels(AttrName::Width), pixels(AttrName::Height))
}

fn is_sign(width: Option<u32>, height: Option<u32>) -> bool {
    let at_most = |limit| move |size: Option<u32>| size.is_some_and(|size| size <= limit);
    let (icon, spacer) = (at_most(MAX_ICON), at_most(MAX_SPACER));
    (icon(width) && icon(height)) || spacer(width) || spacer(height)
}

/// The best of an image's own addresses: the largest of its set, then what a script would load,
/// then its source.
fn best_source(page: &Page, base: &Base, element: &Element) -> Option<String> {
    let attribute = |name| page.attribute(element, name);
    let set = SETS.into_iter().filter_map(attribute).find_map(|set| largest(base, set));
    let single = || {
        let mut sources = SOURCES.into_iter().filter_map(attribute);
        sources.find_map(|source| base.resolve_source(source))
    };
    set.or_else(single)
}

/// The largest candidate of a `srcset`, after the HTML standard's "parse a srcset attribute".
fn largest(base: &Base, set: &str) -> Option<String> {
    let mut best: Option<(f64, &str)> = None;
    let mut rest = set;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            break;
        }
        let url_len = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (url, tail) = rest.split_at(url_len);
        let trimmed = url.trim_end_matches(',');
        let mut size = 1.0;
        rest = tail;
        if trimmed.len() == url.len() {
            let end = tail.find(',').unwrap_or(tail.len());
            let (descriptor, after) = tail.split_at(end);
            size = descriptor.trim().trim_end_matches(['w', 'x']).parse().unwrap_or(1.0);
            rest = after;
        }
        if best.is_none_or(|(known, _)| size > known) && !trimmed.starts_with("data:") {
            best = Some((size, trimmed));
        }
    }
    best.and_then(|(_, url)| base.resolve_source(url))
}

/// The largest source of the `picture` around an image.
fn picture_source(page: &Page, base: &Base, element: &Element) -> Option<String> {
    let picture = page.element(element.parent).filter(|parent| parent.tag == Tag::Picture)?;
    let children = page.elements.get(element.parent as usize + 1..picture.end as usize)?;
    children.iter().take(16).filter(|child| child.tag == Tag::Source).find_map(|source| {
        [AttrName::DataSrcset, AttrName::Srcset]
            .into_iter()
            .filter_map(|name| page.attribute(source, name))
            .find_map(|set| largest(base, set))
    })
}

/// The picture that a `noscript` next to a lazy image holds for readers without scripts.
fn noscript_source(page: &Page, base: &Base, index: usize) -> Option<String> {
    let element = page.elements.get(index)?;
    let from = page
        .islands
        .partition_point(|island| island.element == NONE || (island.element as usize) < index);
    let island = page.islands.get(from).filter(|island| {
        island.kind == IslandKind::Noscript && island.text_at == element.text_end
    })?;
    let source = page.island_text(island);
    if source.len() > MAX_NOSCRIPT {
        return None;
    }
    let inner = html::read(source);
    let image = inner.elements.iter().find(|element| element.tag == Tag::Img)?;
    best_source(&inner, base, image)
}
