//! HTML source to a page.

mod attributes;
mod builder;
mod charref;
mod lean;
mod tags;
mod tree;

pub(crate) use attributes::AttrName;
pub(crate) use tags::{BLOCK, Tag};

use crate::page::{IslandKind, Page};

/// Decodes character references in a text that markup carries outside of its own text.
pub(crate) fn decode_references(text: &str) -> std::borrow::Cow<'_, str> {
    charref::decode(text, false)
}

/// Reads HTML source with the lean reader.
pub(crate) fn read(source: &str) -> Page {
    lean::read(source)
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
