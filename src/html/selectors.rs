//! The caller's CSS selectors.

use std::fmt;

use scraper::Selector;

/// What to keep and what to drop, whatever the judge says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Selectors {
    keep: Vec<Selector>,
    drop: Vec<Selector>,
}

impl Selectors {
    pub(crate) fn add_keep(&mut self, css: &str) -> Result<(), SelectorError> {
        self.keep.push(parse(css)?);
        Ok(())
    }

    pub(crate) fn add_drop(&mut self, css: &str) -> Result<(), SelectorError> {
        self.drop.push(parse(css)?);
        Ok(())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.keep.is_empty() && self.drop.is_empty()
    }

    pub(super) fn keep(&self) -> &[Selector] {
        &self.keep
    }

    pub(super) fn drop(&self) -> &[Selector] {
        &self.drop
    }
}

fn parse(css: &str) -> Result<Selector, SelectorError> {
    Selector::parse(css)
        .map_err(|error| SelectorError { selector: css.to_owned(), reason: error.to_string() })
}

/// A CSS selector that could not be read.
///
/// ```
/// let error = unchrome::Options::new().with_drop("aside >").unwrap_err();
/// assert!(error.to_string().contains("aside >"));
/// ```
#[derive(Debug, Clone)]
pub struct SelectorError {
    selector: String,
    reason: String,
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "selector {:?}: {}", self.selector, self.reason)
    }
}

impl std::error::Error for SelectorError {}
