//! The charset that a page says it has.

use encoding_rs::Encoding;
use memchr::{memchr, memmem};

use super::encoding_of;

/// How far into the page a declaration counts. The HTML standard says 1024 bytes; pages that put
/// scripts and icons first are read by browsers as well, since those wait for the network.
const PRESCAN_BYTES: usize = 4096;

/// The charset of the first `<meta>` or XML declaration that names a known one.
pub(super) fn charset(bytes: &[u8]) -> Option<&'static Encoding> {
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
    memmem::find_iter(tag, attribute).find_map(|at| {
        let value = tag.get(at + attribute.len()..)?.trim_ascii_start().strip_prefix(b"=")?;
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value);
        let is_label = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_:.()".contains(byte);
        let n = value.iter().take_while(|byte| is_label(byte)).count();
        encoding_of(std::str::from_utf8(value.get(..n)?).ok()?)
    })
}
