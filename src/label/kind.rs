//! Kinds of page.

use serde::Serialize;

/// What a page is, as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PageKind {
    /// One article: news, a blog post, an essay.
    Article,
    /// A thread of posts.
    Forum,
    /// One thing for sale.
    Product,
    /// Things for sale, or entries of one kind, side by side.
    Collection,
    /// A list of links to other pages, with or without teasers.
    Listing,
    /// Reference or instructions for a piece of software or a device.
    Documentation,
    /// What an organisation offers.
    Service,
}

impl PageKind {
    /// All kinds, in the order in which the judge's file has them.
    pub(crate) const ALL: [PageKind; 7] = [
        PageKind::Article,
        PageKind::Forum,
        PageKind::Product,
        PageKind::Collection,
        PageKind::Listing,
        PageKind::Documentation,
        PageKind::Service,
    ];

    /// The kind in lower case: `article`, `forum`, `product`, `collection`, `listing`,
    /// `documentation` or `service`.
    pub fn name(self) -> &'static str {
        match self {
            PageKind::Article => "article",
            PageKind::Forum => "forum",
            PageKind::Product => "product",
            PageKind::Collection => "collection",
            PageKind::Listing => "listing",
            PageKind::Documentation => "documentation",
            PageKind::Service => "service",
        }
    }
}
