//! HTML or flattened text?
//!
//! Text may mention tags (`a < b`, a listing in a tutorial), and HTML may come without a doctype,
//! after comments, or after some lines of text. So what counts is how the input begins, and if it
//! does not begin with markup, how much of it is markup.

use memchr::{memchr, memmem};

use crate::html::Tag;
use crate::options::Format;

/// How much of the input is looked at: beyond the header of most pages.
const LOOK_BYTES: usize = 64 << 10;

/// The most that a tag without an end in sight may take.
const TAG_BYTES: usize = 8 << 10;

/// Of input that does not begin with a tag, one byte in so many is in a tag if it is HTML. Pages
/// have one in two to four; an article about HTML with its listings has one in twenty and less.
const BYTES_PER_TAG_BYTE: usize = 10;

/// Tells HTML from text.
pub(crate) fn format(text: &str) -> Format {
    let look = text.get(..text.floor_char_boundary(LOOK_BYTES)).unwrap_or("");
    let start = skip_prolog(look);
    if is_document(start) {
        return Format::Html;
    }
    let tags = Tags::count(start);
    let is_html = if start.starts_with('<') {
        tags.begins_with_tag && (tags.look_like_markup() || text.trim_end().ends_with('>'))
    } else {
        tags.look_like_markup()
            && (tags.ends_with_tag && look.len() == text.len() || tags.n_document > 1)
            && tags.n_bytes * BYTES_PER_TAG_BYTE >= start.len()
    };
    if is_html { Format::Html } else { Format::Text }
}

/// Passes over byte order mark, white space and comments.
fn skip_prolog(text: &str) -> &str {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some((_, after)) = comment.split_once("-->") else { return rest };
        rest = after.trim_start();
    }
    rest
}

/// True if the text begins as only HTML and XML documents do.
fn is_document(start: &str) -> bool {
    let begins = |prefix: &str| {
        let head = start.as_bytes().get(..prefix.len());
        let next = start.as_bytes().get(prefix.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
            && next.is_none_or(|next| next.is_ascii_whitespace() || b">/".contains(next))
    };
    ["<!doctype", "<html", "<head", "<?xml"].iter().any(|prefix| begins(prefix))
}

/// What tags a text has, those of HTML's elements only.
#[derive(Debug, Default)]
struct Tags {
    n_start: usize,
    n_end: usize,
    /// Start tags with attributes, and tags of elements without content.
    n_telling: usize,
    /// `<html>`, `<head>`, `<body>`.
    n_document: usize,
    /// Bytes in tags.
    n_bytes: usize,
    begins_with_tag: bool,
    ends_with_tag: bool,
}

impl Tags {
    fn count(text: &str) -> Tags {
        let bytes = text.as_bytes();
        let mut tags = Tags::default();
        let mut at = 0;
        while let Some(found) = bytes.get(at..).and_then(|rest| memchr(b'<', rest)) {
            let start = at + found;
            let rest = bytes.get(start..).unwrap_or(&[]);
            let n_bytes = tags.count_one(rest);
            tags.begins_with_tag |= start == 0 && n_bytes > 0;
            tags.ends_with_tag = n_bytes > 0
                && rest.get(n_bytes..).is_some_and(|after| after.trim_ascii().is_empty());
            tags.n_bytes += n_bytes;
            at = start + n_bytes.max(1);
        }
        tags
    }

    /// Counts the tag with which `bytes` begin; its length, 0 if there is none.
    fn count_one(&mut self, bytes: &[u8]) -> usize {
        let is_end = bytes.get(1) == Some(&b'/');
        let from = if is_end { 2 } else { 1 };
        let after = bytes.get(from..).unwrap_or(&[]);
        let n_name = after.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let (name, after) = after.split_at_checked(n_name).unwrap_or_default();
        let ends_name = |byte: &u8| byte.is_ascii_whitespace() || b"/>".contains(byte);
        let tag = Tag::from_name(name);
        if tag == Tag::Other || !after.first().is_some_and(ends_name) {
            return 0;
        }
        let look = after.get(..after.len().min(TAG_BYTES)).unwrap_or(&[]);
        let Some(end) = memchr(b'>', look) else { return 0 };
        let inside = look.get(..end).unwrap_or(&[]);
        self.n_end += usize::from(is_end);
        self.n_start += usize::from(!is_end);
        let is_void = matches!(tag, Tag::Br | Tag::Hr | Tag::Img | Tag::Link | Tag::Meta);
        self.n_telling += usize::from(!is_end && (is_void || inside.contains(&b'=')));
        self.n_document += usize::from(matches!(tag, Tag::Html | Tag::Head | Tag::Body));
        let n_tag = from + n_name + end + 1;
        n_tag + raw_content(tag, is_end, bytes.get(n_tag..).unwrap_or(&[]))
    }

    /// More than a mention of a tag.
    fn look_like_markup(&self) -> bool {
        self.n_end > 0 || self.n_telling > 0 || self.n_start > 2
    }
}

/// The length of what a script or style holds: as good as a tag, and no place to look for tags.
fn raw_content(tag: Tag, is_end: bool, bytes: &[u8]) -> usize {
    let end: &[u8] = match tag {
        Tag::Script => b"</script",
        Tag::Style => b"</style",
        _ => return 0,
    };
    if is_end { 0 } else { memmem::find(bytes, end).unwrap_or(bytes.len()) }
}

#[cfg(test)]
mod tests;
