//! What a caller may set.

use crate::{Article, Note, decode, pipeline, sniff};

/// Whether the input is HTML or text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Told apart by looking at the input.
    #[default]
    Auto,
    /// HTML source.
    Html,
    /// Text that a scraper has flattened to lines.
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

/// Input beyond this many bytes is cut off, with a note: offsets are 32 bits, and no article is
/// longer.
const MAX_BYTES: usize = 256 << 20;

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
}

impl Options {
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

    /// Extracts the article from a page.
    pub fn extract(&self, page: &str) -> Article {
        let end = page.floor_char_boundary(MAX_BYTES);
        let mut article = pipeline::run(page.get(..end).unwrap_or(""), self);
        if end < page.len() {
            article.add_note(Note::TruncatedInput);
        }
        article
    }

    /// Extracts the article from a page in any encoding: byte order mark, the charset given,
    /// `<meta>`, UTF-8 and detection are tried in this order.
    pub fn extract_bytes(&self, page: &[u8]) -> Article {
        let decoded = decode::decode(page, self.charset.as_deref());
        let mut article = self.extract(&decoded.text);
        for note in decoded.notes {
            article.add_note(note);
        }
        article
    }

    pub(crate) fn format_of(&self, text: &str) -> Format {
        match self.format {
            Format::Auto => sniff::format(text),
            format => format,
        }
    }

    pub(crate) fn favor(&self) -> Favor {
        self.favor
    }

    pub(crate) fn reference_date(&self) -> Option<&str> {
        self.reference_date.as_deref()
    }

    pub(crate) fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}
