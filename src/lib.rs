//! Turns a scraped article page into an article.
//!
//! Input: raw HTML, or text that a scraper has already flattened to lines or to Markdown. Output:
//! headline, body, metadata, and every removed piece with the reason.
//!
//! ```
//! let page = "<title>Bridge reopens</title><nav><a href=/>Home</a></nav><h1>Bridge reopens</h1>\
//!             <p>The bridge over the river reopened on Monday, after two years of work, the \
//!             council said in a statement.</p>";
//! let article = unchrome::extract(page);
//! assert!(article.to_text().contains("reopened on Monday"));
//! ```

/// What the build script (`build.rs`) laid out.
macro_rules! built {
    ($include:ident $name:literal) => {
        $include!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

// In the order in which a page passes through.
mod chars; // what characters are
mod decode; // &[u8]                  -> Decoded
mod fnv; // hashes of words
mod html; // &str                   -> Page
mod page; // Page, Block: the same for both readers
mod plain; // &str                   -> Page
mod sieve; // of hashes, for tables of words
mod sniff; // &str                   -> Format
mod space; // white space, for both readers
mod table; // data files: lines of fields
mod unpack; // &str                  -> Unpacked: the page that a file holds

mod feature; // &Page, &Marks          -> Features
mod label; // &Page                  -> Marks -> Judgement
mod lexicon; // &str                   -> Topics
#[cfg_attr(
    not(feature = "_internal"),
    expect(unreachable_pub, reason = "`internal` exports some of it")
)]
mod model; // the judge's file

mod unseen; // &Page, &[Verdict]     -> Option<Page>

mod metadata; // &Page, &[Verdict]      -> Metadata

mod article; // Page, Vec<Verdict>     -> Article
mod render; // &Article               -> String

mod options;
mod pipeline;
mod site; // what pages of one site share

pub use article::{
    Article, Block, BlockKind, Cell, Comment, Container, ContainerKind, Image, Note, Piece, Span,
    SpanKind, Table,
};
#[cfg(feature = "scraper")]
pub use html::SelectorError;
pub use label::{Contact, Evidence, Label, PageKind, Reason, Verdict};
pub use metadata::{Claim, LeadImage, Metadata, Source};
#[cfg(feature = "scraper")]
pub use options::Reader;
pub use options::{Favor, Format, Options};
pub use render::{HtmlOptions, MarkdownOptions, TextOptions};
pub use site::Site;

/// Extracts the article from a page, HTML or text, with the default [`Options`].
///
/// Never fails: a page without an article gives an empty body and a [`Note`].
pub fn extract(page: &str) -> Article {
    Options::new().extract(page)
}

/// Like [`extract`], for bytes in any encoding.
pub fn extract_bytes(page: &[u8]) -> Article {
    Options::new().extract_bytes(page)
}

/// Extracts the article from a page that has been parsed already, with the default [`Options`].
///
/// ```
/// let document = scraper::Html::parse_document("<h1>Bridge reopens</h1>");
/// let article = unchrome::extract_document(&document);
/// assert_eq!(article.trace().next().unwrap().text, "Bridge reopens");
/// ```
#[cfg(feature = "scraper")]
pub fn extract_document(document: &scraper::Html) -> Article {
    Options::new().extract_document(document)
}

#[cfg(feature = "_internal")]
#[doc(hidden)]
pub mod internal;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
