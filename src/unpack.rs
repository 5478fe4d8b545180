//! Takes a page out of what it was saved in.
//!
//! Browsers save pages as MIME messages (MHTML), crawlers with the heads that they came with, programs put them
//! into JSON, databases and tables hold them escaped, and scripts write down what their language prints of
//! bytes. Only HTML is taken out: in text, what looks like a wrapping may be what the text is about.

mod escaped; // character references, backslashes, literals of Python
mod json; // the longest string that is HTML
mod mime; // MHTML, letters with HTML
mod response; // HTTP responses, records of web archives

use crate::options::Format;
use crate::sniff;

/// One thing may stand in another, as escaped HTML in JSON.
const MOST_LAYERS: usize = 3;

/// A page that has been taken out.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unpacked {
    pub(crate) html: String,
    /// Where it was fetched from, if that is said beside it.
    pub(crate) url: Option<String>,
}

impl Unpacked {
    fn new(html: String) -> Unpacked {
        Unpacked { html, url: None }
    }
}

/// The page that the input holds in something else, if it does.
pub(crate) fn unpack(input: &str) -> Option<Unpacked> {
    let mut page = outermost(input)?;
    for _ in 1..MOST_LAYERS {
        let Some(inner) = outermost(&page.html) else { break };
        page = Unpacked { url: inner.url.or(page.url), ..inner };
    }
    is_html(&page.html).then_some(page)
}

fn outermost(input: &str) -> Option<Unpacked> {
    let input = input.trim_start_matches('\u{feff}').trim();
    match input.as_bytes().first()? {
        b'{' | b'[' => json::unpack(input),
        b'"' => json::unpack(input).or_else(|| escaped::literal(input)),
        b'\'' | b'b' => escaped::literal(input),
        b'&' => Some(escaped::references(input)),
        b'<' => escaped::backslashes(input),
        b'H' | b'W' => response::unpack(input).or_else(|| mime::unpack(input)),
        _ => mime::unpack(input),
    }
}

fn is_html(text: &str) -> bool {
    sniff::format(text) == Format::Html
}

#[cfg(test)]
mod tests;
