//! Text that shows what links lead to in brackets behind them, and images by their addresses alone:
//! `Home [/] | Tides [https://a.example/tides]`, as html-to-text for Node.js writes them.
//!
//! An address says where a link ends and not where it begins. In a menu it is all from the address before
//! or from a separator; in a sentence the last word is taken for the link.

use super::lines::Line;
use super::markdown::Piece;
use super::shape::Shape;
use super::wrap;

/// Fewest addresses, and lines to one of them at most: fewer may be what somebody has written.
const MIN_ADDRESSES: usize = 5;
const MAX_LINES_AN_ADDRESS: usize = 25;

/// Bytes of an address, at most.
const LONGEST: usize = 4_000;

/// Bytes of what stands before an address and is a link as a whole.
const MAX_LABEL: usize = 80;

/// What stands between two links and is part of none.
const SEPARATORS: [char; 10] = ['|', '/', '»', '›', '>', '·', '•', '–', '—', ','];

/// Tags that forums write in brackets, and for each that closes one, addresses, more than so many.
const ADDRESSES_A_TAG: usize = 8;
const TAGS: [&str; 9] = ["quote", "url", "b", "i", "u", "img", "code", "size", "color"];

/// True if the text shows addresses so.
pub(super) fn is_bracketed(text: &str, lines: &[Line]) -> bool {
    let (mut n, mut n_tags) = (0, 0);
    for line in lines {
        for (_, address) in addresses(line.text(text)) {
            // What closes a tag looks like an address.
            let is_tag = address.strip_prefix('/').is_some_and(|name| TAGS.contains(&name));
            n += usize::from(!is_tag);
            n_tags += usize::from(is_tag);
        }
    }
    n >= MIN_ADDRESSES && n * MAX_LINES_AN_ADDRESS >= lines.len() && n > n_tags * ADDRESSES_A_TAG
}

/// The addresses in brackets, with where their brackets open.
fn addresses(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'[', bytes).filter_map(move |open| {
        let inside = bytes.get(open + 1..)?;
        let n = inside
            .iter()
            .take(LONGEST)
            .position(|byte| *byte == b']' || *byte <= b' ' || *byte == b'[')?;
        let address = text.get(open + 1..open + 1 + n).filter(|_| inside.get(n) == Some(&b']'))?;
        is_address(address).then_some((open, address))
    })
}

/// For each line, whether the next one goes on with it: the address of a link may stand there.
pub(super) fn joins(text: &str, lines: &[Line], shapes: &[Shape]) -> Vec<bool> {
    let is_text = |line: &str| addresses(line).next().is_none();
    let mut joins = wrap::joins_by(text, lines, shapes, is_text);
    joins.resize(lines.len(), false);
    for (join, pair) in joins.iter_mut().zip(lines.windows(2)) {
        let [line, next] = pair else { continue };
        let begins = || addresses(next.text(text)).next().is_some_and(|(open, _)| open == 0);
        *join |= next.n_blank == 0 && wrap::follows(text, *line, *next) && begins();
    }
    joins
}

/// The parts of a paragraph, in order; addresses are no text.
pub(super) fn pieces(paragraph: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for (open, address) in addresses(paragraph) {
        if open < from {
            continue;
        }
        let before = paragraph.get(from..open).unwrap_or("").trim_end();
        let (text, label) = before.split_at(label_at(before));
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        let is_image = label.is_empty() || is_image(address);
        pieces.push(if is_image { Piece::Image } else { Piece::Link(label, address) });
        from = open + address.len() + 2;
        if is_image {
            // Of an image that is a link the other address follows without brackets.
            let behind = paragraph.get(from..).unwrap_or("");
            let n = behind.find(char::is_whitespace).unwrap_or(behind.len());
            from += if behind.get(..n).is_some_and(is_address) { n } else { 0 };
        }
    }
    let rest = paragraph.get(from..).unwrap_or("");
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// True for what shows nothing but images, or links without a label.
pub(super) fn says_nothing(paragraph: &str) -> bool {
    let bare = |word: &str| is_address(word.trim_matches(['[', ']']));
    let is_nothing = |piece: &Piece<'_>| match piece {
        Piece::Text(text) => text.trim().is_empty(),
        piece => matches!(piece, Piece::Image),
    };
    paragraph.split_whitespace().all(bare) || pieces(paragraph).iter().all(is_nothing)
}

/// Where the label begins at whose end an address stands.
fn label_at(before: &str) -> usize {
    let is_short = before.len() <= MAX_LABEL && !before.contains(". ");
    let is_sign = |c: char| c.is_whitespace() || SEPARATORS.contains(&c);
    let shown = before.trim_start_matches(is_sign);
    let parts = |c: char| if is_short { SEPARATORS.contains(&c) } else { c.is_whitespace() };
    let label = shown.rsplit(parts).next().unwrap_or("").trim_start();
    // Of scripts without spaces no word can be told.
    before.len() - if label.len() > MAX_LABEL { 0 } else { label.len() }
}

/// True for what links lead to and images are: `[1]`, `[...]` and `[and/or]` are none.
fn is_address(text: &str) -> bool {
    let is_path = || {
        text == "/"
            || text.starts_with(['/', '#', '?']) && text.len() > 1
            || text.contains('/') && text.contains('.')
    };
    let has_word = text == "/" || text.bytes().any(|byte| byte.is_ascii_alphanumeric());
    has_word && (has_scheme(text) || is_path() || is_file(text))
}

fn has_scheme(text: &str) -> bool {
    let known = ["mailto:", "tel:", "javascript:", "data:"];
    text.contains("://") || known.iter().any(|known| text.starts_with(known))
}

fn is_file(text: &str) -> bool {
    is_image(text) || ends(text, &["html", "htm", "php", "aspx"])
}

/// True for an image's address; what stands before it is what the page shows where there are no images.
fn is_image(text: &str) -> bool {
    ends(text, &["gif", "jpg", "jpeg", "png", "webp", "svg", "avif", "ico"])
}

fn ends(address: &str, kinds: &[&str]) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or("");
    path.rsplit_once('.').is_some_and(|(_, kind)| kinds.contains(&kind))
}

#[cfg(test)]
mod tests;
