//! Fields for which the first source of an order speaks.

use crate::metadata::claim::{Claims, Field, Source};

type Chosen = Option<(String, Source)>;

fn first(claims: &Claims, field: Field, sources: &[Source]) -> Chosen {
    claims.first(field, sources).map(|claim| (claim.value.clone(), claim.source))
}

/// The page's own summary.
pub(in crate::metadata) fn description(claims: &Claims) -> Chosen {
    const SOURCES: [Source; 8] = [
        Source::OpenGraph,
        Source::Meta,
        Source::JsonLd,
        Source::Twitter,
        Source::DublinCore,
        Source::Microdata,
        Source::Sailthru,
        Source::Citation,
    ];
    first(claims, Field::Description, &SOURCES)
}

/// The organisation that publishes.
pub(in crate::metadata) fn publisher(claims: &Claims) -> Chosen {
    const SOURCES: [Source; 5] =
        [Source::JsonLd, Source::Microdata, Source::Citation, Source::DublinCore, Source::Meta];
    first(claims, Field::Publisher, &SOURCES)
}

/// The section of the site.
pub(in crate::metadata) fn section(claims: &Claims) -> Chosen {
    const SOURCES: [Source; 6] = [
        Source::OpenGraph,
        Source::JsonLd,
        Source::Parsely,
        Source::Microdata,
        Source::Sailthru,
        Source::Meta,
    ];
    first(claims, Field::Section, &SOURCES)
}

/// The licence: an address or a text.
pub(in crate::metadata) fn licence(claims: &Claims) -> Chosen {
    const SOURCES: [Source; 6] = [
        Source::JsonLd,
        Source::Link,
        Source::Microdata,
        Source::Rdfa,
        Source::DublinCore,
        Source::Meta,
    ];
    first(claims, Field::Licence, &SOURCES)
}

/// The kind of page, as a type of schema.org or Open Graph in lower case.
pub(in crate::metadata) fn page_type(claims: &Claims) -> Chosen {
    first(claims, Field::PageType, &[Source::JsonLd, Source::OpenGraph, Source::Parsely])
}

/// True for the page of a product.
pub(in crate::metadata) fn is_product(claims: &Claims) -> bool {
    let kinds = claims.of(Field::PageType).iter();
    kinds
        .map(|claim| claim.value.to_ascii_lowercase())
        .any(|kind| kind.starts_with("product") || kind == "og:product")
}

/// Whether the article can be read without paying.
pub(in crate::metadata) fn free(claims: &Claims) -> Option<(bool, Source)> {
    let claim = claims.first(Field::Free, &[Source::JsonLd, Source::Microdata])?;
    let value = claim.value.rsplit('/').next().unwrap_or("");
    let free = match value {
        value if value.eq_ignore_ascii_case("true") => true,
        value if value.eq_ignore_ascii_case("false") => false,
        _ => return None,
    };
    Some((free, claim.source))
}

/// A number that a page states.
pub(in crate::metadata) fn count(claims: &Claims, field: Field) -> Option<(u32, Source)> {
    let claim = claims.first(field, &[Source::JsonLd, Source::Microdata])?;
    claim.value.trim().parse().ok().map(|count| (count, claim.source))
}

/// The most tags that a page is taken to have.
const MAX_TAGS: usize = 40;

/// Tags and keywords, each once, in the order of the page.
pub(in crate::metadata) fn tags(claims: &Claims) -> (Vec<String>, Option<Source>) {
    const SOURCES: [Source; 8] = [
        Source::JsonLd,
        Source::OpenGraph,
        Source::Parsely,
        Source::Sailthru,
        Source::Meta,
        Source::Citation,
        Source::DublinCore,
        Source::Microdata,
    ];
    let Some(source) = SOURCES.into_iter().find(|s| claims.from(Field::Tag, *s).next().is_some())
    else {
        return (Vec::new(), None);
    };
    let mut tags: Vec<String> = Vec::new();
    for claim in claims.from(Field::Tag, source) {
        for tag in claim.value.split([',', ';', '،', '，', '、']) {
            let tag = tag.trim();
            if !tag.is_empty() && tags.len() < MAX_TAGS && !tags.iter().any(|known| known == tag) {
                tags.push(tag.to_owned());
            }
        }
    }
    (tags, Some(source))
}

/// The line that sums the article up, as its data names it.
pub(in crate::metadata) fn subtitle(claims: &Claims) -> Chosen {
    let sources = [Source::JsonLd, Source::Microdata, Source::ClassWords, Source::Text];
    first(claims, Field::Subtitle, &sources)
}
