//! HTML source to a page.

mod attributes;
mod builder;
mod charref;
#[cfg(feature = "scraper")]
mod dom;
#[cfg_attr(not(feature = "scraper"), allow(dead_code))]
mod guard;
mod lean;
#[cfg(feature = "scraper")]
mod selectors;
mod serialised;
mod tags;
mod tree;

pub(crate) use attributes::AttrName;
pub(crate) use tags::{BLOCK, Tag};

#[cfg(feature = "scraper")]
pub(crate) use dom::read as read_tree;
#[cfg(feature = "scraper")]
pub use selectors::SelectorError;
#[cfg(feature = "scraper")]
pub(crate) use selectors::Selectors;

use crate::options::Options;
use crate::page::{IslandKind, Page};

/// Decodes the character references of a text outside of tags.
pub(crate) fn decode_references(text: &str) -> std::borrow::Cow<'_, str> {
    charref::decode(text, false)
}

/// Reads HTML source with the lean reader.
pub(crate) fn read(source: &str) -> Page {
    lean::read(&serialised::mended(source))
}

/// Reads HTML source with the reader that the options ask for.
#[cfg(feature = "scraper")]
pub(crate) fn read_for(source: &str, options: &Options) -> Page {
    let source = &serialised::mended(source);
    match options.reader() {
        crate::options::Reader::Lean => lean::read(source),
        crate::options::Reader::Scraper => dom::read_source(source, options.selectors()),
    }
}

/// Reads HTML source with the one reader there is.
#[cfg(not(feature = "scraper"))]
pub(crate) fn read_for(source: &str, _options: &Options) -> Page {
    read(source)
}

/// What a script holds that may be of use, by its type and id.
fn script_kind(builder: &builder::Builder) -> Option<IslandKind> {
    let kind = builder.current_attribute(AttrName::Type).unwrap_or("").trim();
    let kind = kind.split(';').next().unwrap_or("").trim_end();
    if kind.eq_ignore_ascii_case("application/ld+json") {
        Some(IslandKind::JsonLd)
    } else if kind.eq_ignore_ascii_case("math/tex") {
        Some(IslandKind::Tex)
    } else if kind.eq_ignore_ascii_case("application/json") {
        Some(IslandKind::State)
    } else {
        None
    }
}

#[cfg(test)]
mod tests;
