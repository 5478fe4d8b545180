//! What a caller may set.

use std::sync::Arc;

#[cfg(feature = "scraper")]
use crate::html::{self, SelectorError, Selectors};
use crate::model::{self, Judge};
use crate::unpack::{self, Unpacked};
use crate::{Article, Note, Site, decode, pipeline, sniff};

/// Whether the input is HTML or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Told apart by looking at the input.
    #[default]
    Auto,
    /// HTML source.
    Html,
    /// Text that a scraper has flattened to lines, or to Markdown: where a line of it has a link as
    /// Markdown writes it, signs of Markdown are read as what they stand for.
    ///
    /// ```
    /// let page = "[Home](/)\n\n# Ferry to stop at Lower Quay\n\n[Share](/s)\n\nThe *Margaret* will call \
    ///     at [Lower Quay](/quay) again from the first of June, the harbour office said on Tuesday.";
    /// let options = unchrome::Options::new().with_format(unchrome::Format::Text);
    /// let article = options.extract(page);
    /// assert_eq!(article.headline(), Some("Ferry to stop at Lower Quay"));
    /// assert!(article.to_text().contains("The Margaret will call at Lower Quay again"));
    /// assert!(article.to_markdown().contains("at [Lower Quay](/quay) again"));
    /// ```
    Text,
}

/// Which of two errors weighs more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Favor {
    /// Both alike.
    #[default]
    Balance,
    /// Rather lose a sentence than keep chrome.
    Precision,
    /// Rather keep chrome than lose a sentence.
    Recall,
}

/// What reads HTML. Both see the same text; see `ARCHITECTURE.md` for where they part.
#[cfg(feature = "scraper")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reader {
    /// One pass over the source, without a tree.
    #[default]
    Lean,
    /// The tree of [`scraper`], after the HTML standard to the letter; several times slower.
    Scraper,
}

/// Options of an extraction; every one has a default that suits most pages.
///
/// ```
/// use unchrome::{Format, Options};
/// let article = Options::new().with_format(Format::Text).extract("a < b\n");
/// assert_eq!(article.headline(), None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Options {
    format: Format,
    favor: Favor,
    url: Option<String>,
    charset: Option<String>,
    reference_date: Option<String>,
    judge: Option<Arc<Judge>>,
    site: Option<Arc<Site>>,
    #[cfg(feature = "scraper")]
    reader: Reader,
    #[cfg(feature = "scraper")]
    selectors: Selectors,
}

impl Options {
    /// As many bytes of a page are read; what is beyond is left out, with a note
    /// ([`Note::TruncatedInput`]): offsets are 32 bits, and no article is longer.
    ///
    /// ```
    /// let most = unchrome::Options::MAX_BYTES;
    /// assert_eq!(most, 268_435_456);
    /// ```
    pub const MAX_BYTES: usize = 256 << 20;

    /// The defaults.
    pub fn new() -> Options {
        Options::default()
    }

    /// Sets whether the input is HTML or text. Default: told apart by looking at it.
    #[must_use]
    pub fn with_format(mut self, format: Format) -> Options {
        self.format = format;
        self
    }

    /// Sets which error weighs more. Default: [`Favor::Balance`].
    #[must_use]
    pub fn with_favor(mut self, favor: Favor) -> Options {
        self.favor = favor;
        self
    }

    /// Sets the address from which the page was fetched: relative links are resolved against it,
    /// and it tells about dates and the site. Default: none.
    #[must_use]
    pub fn with_url(mut self, url: impl Into<String>) -> Options {
        self.url = Some(url.into());
        self
    }

    /// Sets the charset of the HTTP header, a label of the WHATWG Encoding standard; unknown
    /// labels are passed over. Default: none.
    #[must_use]
    pub fn with_charset(mut self, charset: impl Into<String>) -> Options {
        self.charset = Some(charset.into());
        self
    }

    /// Sets the day after which nothing can have been published yet, as an ISO 8601 date: later
    /// dates on a page are refused. Default: none, and no date counts as too late. What is not a
    /// date is passed over.
    #[must_use]
    pub fn with_reference_date(mut self, date: impl Into<String>) -> Options {
        self.reference_date = Some(date.into());
        self
    }

    /// Extracts the article from a page. One that stands in a MIME message (MHTML), in an HTTP response or
    /// archive, in JSON or in escapes is taken out, unless the input is said to be text; [`Note::Unpacked`] tells.
    pub fn extract(&self, page: &str) -> Article {
        let bounded = Options::bounded(page);
        let mut article = pipeline::run(bounded, self);
        if bounded.len() < page.len() {
            article.add_note(Note::TruncatedInput);
        }
        article
    }

    /// Extracts the article from a page in any encoding: byte order mark, the charset given,
    /// `<meta>`, UTF-8 and detection are tried in this order. UTF-8 that was encoded twice is decoded
    /// twice. Places in the input are those of the decoded text.
    pub fn extract_bytes(&self, page: &[u8]) -> Article {
        let decoded = decode::decode(page, self.charset());
        let mut article = self.extract(&decoded.text);
        for note in decoded.notes {
            article.add_note(note);
        }
        article
    }

    /// As much of a page as is read.
    pub(crate) fn bounded(page: &str) -> &str {
        page.get(..page.floor_char_boundary(Options::MAX_BYTES)).unwrap_or("")
    }

    pub(crate) fn format_of(&self, text: &str) -> Format {
        match self.format {
            Format::Auto => sniff::format(text),
            format => format,
        }
    }

    /// The page that the input holds in something else. What is said to be text is the page itself.
    pub(crate) fn unpack(&self, text: &str) -> Option<Unpacked> {
        if self.format == Format::Text { None } else { unpack::unpack(text) }
    }

    /// Sets the address that was found beside the page, where the caller knows none.
    pub(crate) fn with_found(mut self, url: Option<String>) -> Options {
        self.url = self.url.or(url);
        self
    }

    /// The judge that is asked: the crate's own, but for training.
    pub(crate) fn judge(&self) -> &Judge {
        match &self.judge {
            Some(judge) => judge,
            None => model::judge(),
        }
    }

    #[cfg(feature = "_internal")]
    pub(crate) fn with_judge(mut self, judge: Arc<Judge>) -> Options {
        self.judge = Some(judge);
        self
    }

    /// Tells what the pages of the site have in common, which is not content where the judge is in doubt (see
    /// [`Site`]). Not on products and documentation, whose content repeats lines from page to page.
    #[must_use]
    pub fn with_site(mut self, site: Arc<Site>) -> Options {
        self.site = Some(site);
        self
    }

    pub(crate) fn site(&self) -> Option<&Site> {
        self.site.as_deref()
    }

    pub(crate) fn favor(&self) -> Favor {
        self.favor
    }

    pub(crate) fn charset(&self) -> Option<&str> {
        self.charset.as_deref()
    }

    pub(crate) fn reference_date(&self) -> Option<&str> {
        self.reference_date.as_deref()
    }

    pub(crate) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}

/// What needs a tree of the page.
#[cfg(feature = "scraper")]
impl Options {
    /// Sets what reads HTML. Default: [`Reader::Lean`], but [`Reader::Scraper`] as soon as there is
    /// a selector.
    #[must_use]
    pub fn with_reader(mut self, reader: Reader) -> Options {
        self.reader = reader;
        self
    }

    /// Keeps every block inside of an element that the CSS selector matches, whatever it looks
    /// like. May be given several times; wins over [`Options::with_drop`]. Text has no elements.
    ///
    /// # Errors
    ///
    /// If `css` is not a selector group.
    ///
    /// ```
    /// let options = unchrome::Options::new().with_keep("#terms")?;
    /// let article = options.extract("<p id=terms>All rights reserved.</p>");
    /// assert_eq!(article.to_text().trim(), "All rights reserved.");
    /// # Ok::<(), unchrome::SelectorError>(())
    /// ```
    pub fn with_keep(mut self, css: &str) -> Result<Options, SelectorError> {
        self.selectors.add_keep(css)?;
        Ok(self)
    }

    /// Removes every block inside of an element that the CSS selector matches. May be given several
    /// times. A part of a line is not a block: `p > em` removes nothing from a longer paragraph.
    ///
    /// # Errors
    ///
    /// If `css` is not a selector group.
    pub fn with_drop(mut self, css: &str) -> Result<Options, SelectorError> {
        self.selectors.add_drop(css)?;
        Ok(self)
    }

    /// Extracts the article from a page that has been parsed already.
    pub fn extract_document(&self, document: &scraper::Html) -> Article {
        pipeline::run_on(html::read_tree(document, &self.selectors), self)
    }

    pub(crate) fn reader(&self) -> Reader {
        if self.selectors.is_empty() { self.reader } else { Reader::Scraper }
    }

    pub(crate) fn selectors(&self) -> &Selectors {
        &self.selectors
    }
}
