//! Pages that were saved compressed.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;
use unchrome::Options;

/// The first bytes of a gzip file (RFC 1952, 2.3.1).
const MAGIC: &[u8] = b"\x1f\x8b";

/// A small file may hold more than fits a memory: one byte beyond what the library reads of a page is
/// enough for it to say that it left some out.
const MAX_BYTES: u64 = Options::MAX_BYTES as u64 + 1;

/// What a gzip file holds; all else stays as it is. Of a file that breaks off, or is damaged, what
/// comes before is a page still.
pub(crate) fn opened(bytes: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    if !bytes.starts_with(MAGIC) {
        return bytes;
    }
    let mut content = Vec::new();
    let read = MultiGzDecoder::new(bytes.as_ref()).take(MAX_BYTES).read_to_end(&mut content);
    if read.is_err() && content.is_empty() { bytes } else { content.into() }
}
