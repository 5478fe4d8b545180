//! Bytes to text: byte order mark, declared charset, UTF-8, detection.

use std::borrow::Cow;

use crate::Note;

/// Text, and what had to be mended to get it.
#[derive(Debug)]
pub(crate) struct Decoded<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) notes: Vec<Note>,
}

/// Decodes a page; `charset` is the HTTP header's.
pub(crate) fn decode<'a>(bytes: &'a [u8], charset: Option<&str>) -> Decoded<'a> {
    let _ = charset;
    Decoded { text: String::from_utf8_lossy(bytes), notes: Vec::new() }
}
