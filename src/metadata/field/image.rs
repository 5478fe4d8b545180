//! The lead image.

use serde::Serialize;

use crate::metadata::claim::{Claims, Field, Source};

/// An image, with its size in pixels where the page gives it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct LeadImage {
    /// Its address.
    pub url: String,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
}

const SOURCES: [Source; 7] = [
    Source::OpenGraph,
    Source::JsonLd,
    Source::Twitter,
    Source::Parsely,
    Source::Sailthru,
    Source::Link,
    Source::Meta,
];

/// The image that the page names first, its address resolved.
pub(in crate::metadata) fn choose(
    claims: &Claims,
    resolve: impl Fn(&str) -> Option<String>,
) -> Option<(LeadImage, Source)> {
    let claim = claims.first(Field::Image, &SOURCES)?;
    let size = |field| {
        let claim = claims.from(field, claim.source).next()?;
        claim.value.trim_end_matches("px").trim().parse().ok().filter(|size| *size > 0)
    };
    let image = LeadImage {
        url: resolve(&claim.value)?,
        width: size(Field::ImageWidth),
        height: size(Field::ImageHeight),
    };
    Some((image, claim.source))
}
