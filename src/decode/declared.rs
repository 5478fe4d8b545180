//! The charset that a page says it has.

use encoding_rs::Encoding;
use memchr::{memchr, memmem};

use super::encoding_of;

/// How far into the page a declaration counts. The HTML standard says 1024 bytes; pages that put
/// scripts and icons first are read by browsers as well, since those wait for the network.
const PRESCAN_BYTES: usize = 4096;

/// The charset of the head of an HTTP response, if the page still has it, or of the first `<meta>` or XML
/// declaration that names a known one.
pub(super) fn charset(bytes: &[u8]) -> Option<&'static Encoding> {
    of_head(bytes).or_else(|| of_tags(bytes))
}

/// The charset of the last field above the markup that says one.
fn of_head(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.starts_with(b"HTTP/") && !bytes.starts_with(b"WARC/") {
        return None;
    }
    let look = bytes.get(..bytes.len().min(PRESCAN_BYTES))?;
    let head = look.get(..memmem::find(look, b"\n<").unwrap_or(look.len()))?;
    let fields = head.split(|byte| *byte == b'\n').map(<[u8]>::to_ascii_lowercase);
    let types = fields.filter(|line| line.starts_with(b"content-type:"));
    types.rev().find_map(|line| labelled(&line, b"charset"))
}

fn of_tags(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut rest = bytes.get(..bytes.len().min(PRESCAN_BYTES))?;
    while let Some(at) = memchr(b'<', rest) {
        let tag = rest.get(at..)?;
        if tag.starts_with(b"<!--") {
            let end = memmem::find(tag.get(4..)?, b"-->")?;
            rest = tag.get(4 + end..)?;
            continue;
        }
        let end = memchr(b'>', tag).unwrap_or(tag.len());
        let inside = tag.get(1..end)?.to_ascii_lowercase();
        if let Some(encoding) = declaration(&inside) {
            return Some(encoding);
        }
        rest = tag.get(1..)?;
    }
    None
}

fn declaration(tag: &[u8]) -> Option<&'static Encoding> {
    let attribute: &[u8] = if tag.starts_with(b"meta") {
        b"charset"
    } else if tag.starts_with(b"?xml") {
        b"encoding"
    } else {
        return None;
    };
    labelled(tag, attribute)
}

/// The charset that a text names behind a word and a sign of equality.
fn labelled(text: &[u8], word: &[u8]) -> Option<&'static Encoding> {
    memmem::find_iter(text, word).find_map(|at| {
        let value = text.get(at + word.len()..)?.trim_ascii_start().strip_prefix(b"=")?;
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.()".contains(byte);
        let n = value.iter().take_while(|byte| is_label(byte)).count();
        encoding_of(std::str::from_utf8(value.get(..n)?).ok()?)
    })
}
