//! Labels that are only a part of a block: "Read also: …" at its beginning, "… (Photo: Agency)" at
//! its end.

use std::ops::RangeInclusive;

use super::Features;
use super::names::Feature::{Credits, Opens, OpensApart};
use crate::chars;
use crate::lexicon::{Topics, fold, topics_begun, topics_of};
use crate::page::Page;

/// How far from the beginning a label ends, in bytes, and how far from the end credits begin.
const HEAD_BYTES: usize = 64;
const TAIL_BYTES: usize = 96;

/// Longest block in bytes that may open with a label without a sign after it: labels in running text
/// are ordinary words.
const MAX_UNPARTED: usize = 160;

/// Most words of a label without a sign after it, and fewest.
const MOST_WORDS: usize = 4;
const FEWEST_WORDS: usize = 2;

/// Longest piece in bytes that may be a credit; how many pieces are looked at, from the end; and how
/// many credits are counted.
const MAX_PIECE: usize = 48;
const N_PIECES: usize = 6;
const MOST_CREDITS: f32 = 3.0;

/// Length of an agency's initials.
const AGENCY_BYTES: RangeInclusive<usize> = 2..=8;

/// The name of a label that speaks of the author, and what is told of a label with a sign behind it.
pub(super) const BYLINE: f32 = 1.0;
pub(super) const BY_SIGN: f32 = 2.0;

/// What a label at the beginning of a block says, by groups of topics; the first that fits counts.
const OPENINGS: &[(f32, &[Topics])] = &[
    (3.0, &[Topics::RELATED]),
    (5.0, &[Topics::SUBSCRIBE, Topics::PAYWALL, Topics::ACCOUNT, Topics::ADVERT, Topics::FORM]),
    (6.0, &[Topics::COMMENTS, Topics::REPLY, Topics::COUNTER]),
    (9.0, &[Topics::THREAD]),
    (4.0, &[Topics::SHARE, Topics::FOLLOW, Topics::LIKE, Topics::TOOL, Topics::NAV]),
    (7.0, &[Topics::LEGAL, Topics::CONSENT, Topics::CHOICE, Topics::CORRECTION]),
    (8.0, &[Topics::SHOP, Topics::ACTION]),
    (2.0, &[Topics::CREDIT]),
    (BYLINE, &[Topics::BYLINE, Topics::AUTHOR]),
];

/// What a label at the beginning of a block says, as a number that is a name; 0 without one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Opening {
    name: f32,
    /// [`BY_SIGN`] if a sign parts it from the rest, 1 if not.
    apart: f32,
}

/// Measures what labels open each block, and what credits end it.
pub(super) fn measure(page: &Page, features: &mut Features) {
    let mut folded = String::new();
    for (at, block) in page.blocks.iter().enumerate() {
        let text = page.block_text(block);
        let opening = opening(text, &mut folded);
        features.set(at, Opens, opening.name);
        features.set(at, OpensApart, opening.apart);
        features.set(at, Credits, credits(text, &mut folded));
    }
}

fn opening(text: &str, folded: &mut String) -> Opening {
    let head = head(text);
    let begun = name_of(topics_begun(head, folded));
    if begun == 0.0 {
        return Opening::default();
    }
    if let Some(label) = until_sign(head) {
        fold(label, folded);
        let name = name_of(topics_of(folded));
        if name > 0.0 {
            return Opening { name, apart: BY_SIGN };
        }
    }
    if text.len() > MAX_UNPARTED {
        return Opening::default();
    }
    if let Some(label) = until_glued(head) {
        fold(label, folded);
        let name = name_of(topics_of(folded));
        if name > 0.0 {
            return Opening { name, apart: BY_SIGN };
        }
    }
    fold(head, folded);
    let ends = folded.match_indices(' ').map(|(end, _)| end).take(MOST_WORDS);
    let ends: Vec<usize> = ends.skip(FEWEST_WORDS - 1).collect();
    let labels = ends.iter().rev().filter_map(|end| folded.get(..*end));
    let name = labels.map(|label| name_of(topics_of(label))).find(|name| *name > 0.0);
    name.map_or(Opening::default(), |name| Opening { name, apart: 1.0 })
}

/// The first bytes of a text.
fn head(text: &str) -> &str {
    text.get(..text.floor_char_boundary(HEAD_BYTES)).unwrap_or(text)
}

/// What stands before the first sign that may end a label.
fn until_sign(head: &str) -> Option<&str> {
    let mut before = ' ';
    let mut signs = head.char_indices().filter(|(at, c)| {
        let was_space = std::mem::replace(&mut before, *c) == ' ' && *at > 0;
        match c {
            ':' | '：' | '|' | '｜' | '>' | '»' | '›' | '►' | '▶' | '→' => true,
            '–' | '—' | '-' => {
                was_space && head.get(at + c.len_utf8()..).is_some_and(|rest| rest.starts_with(' '))
            }
            _ => false,
        }
    });
    let (end, sign) = signs.next()?;
    // A dash is parted from the label by a space.
    let end = if matches!(sign, '–' | '—' | '-') { end - 1 } else { end };
    head.get(..end).filter(|label| !label.is_empty())
}

/// What stands before the first letter that begins a word without a space before it: "LEGGI ANCHEDieci dischi",
/// "Read alsoTen records" are a label and a line that stood apart on the page.
fn until_glued(head: &str) -> Option<&str> {
    let (mut last, mut before) = (' ', ' ');
    let mut start_of_last = 0;
    for (at, c) in head.char_indices() {
        if chars::is_uppercase(before) && chars::is_uppercase(last) && chars::is_lowercase(c) {
            return head.get(..start_of_last);
        }
        if chars::is_lowercase(last) && chars::is_uppercase(c) {
            return head.get(..at);
        }
        (before, last, start_of_last) = (last, c, at);
    }
    None
}

fn name_of(topics: Topics) -> f32 {
    let fits = |group: &&(f32, &[Topics])| group.1.iter().any(|topic| topics.any(*topic));
    OPENINGS.iter().find(fits).map_or(0.0, |(name, _)| *name)
}

/// How many pieces at the end of a text say who made an image: "(Photo: Agency)" has two. `folded` is
/// used on the way.
pub(crate) fn credits(text: &str, folded: &mut String) -> f32 {
    let start = text.ceil_char_boundary(text.len().saturating_sub(TAIL_BYTES));
    let tail = text.get(start..).unwrap_or(text);
    let signs = if tail.is_ascii() { 0 } else { tail.matches(['©', '📷', '📸']).count() };
    let mut n_credits = 0;
    let mut rest = tail;
    for _ in 0..N_PIECES {
        let (before, piece) = last_piece(rest);
        let piece = piece.trim();
        if piece.len() <= MAX_PIECE && may_be_credit(piece, folded) {
            fold(piece, folded);
            n_credits += usize::from(is_credit(folded));
        }
        let Some(before) = before else { break };
        rest = before;
    }
    n_credits = n_credits.max(usize::from(ends_with_agency(tail)));
    ((n_credits + signs) as f32).min(MOST_CREDITS)
}

/// What stands behind the last sign of a text that is not at its end, and what before it.
fn last_piece(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_end_matches(|c: char| ends_piece(c) || c.is_whitespace());
    let sign = if text.is_ascii() {
        let ends = |byte: &u8| ENDS.get(usize::from(*byte)).is_some_and(|ends| *ends);
        text.as_bytes().iter().rposition(ends)
    } else {
        text.rfind(ends_piece)
    };
    let Some(sign) = sign else { return (None, text) };
    let behind = text.ceil_char_boundary(sign + 1);
    (text.get(..sign), text.get(behind..).unwrap_or(""))
}

/// [`ends_piece`] of each byte of ASCII.
static ENDS: [bool; 128] = {
    let mut table = [false; 128];
    let mut at = 0;
    while at < 128 {
        table[at] = ends_piece(at as u8 as char);
        at += 1;
    }
    table
};

const fn ends_piece(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '['
            | ']'
            | '|'
            | '/'
            | '©'
            | ':'
            | '='
            | '–'
            | '—'
            | '•'
            | ','
            | ';'
            | '.'
            | '@'
            | '·'
    ) || matches!(c, '（' | '）' | '：' | '＝' | '／' | '、' | '，' | '。' | '【' | '】')
}

/// False for a piece that begins like no credit: nearly all are spared the folding.
fn may_be_credit(piece: &str, folded: &mut String) -> bool {
    let via = piece.get(..VIA.len()).is_some_and(|start| start.eq_ignore_ascii_case(VIA));
    via || topics_begun(piece, folded).any(Topics::CREDIT)
}

/// What may stand before a maker: "via Getty Images".
const VIA: &str = "via";

/// A maker of images or a word for one, alone or before a name: "getty images", "photo by ana ruiz".
fn is_credit(folded: &str) -> bool {
    let is = |label: &str| topics_of(label).any(Topics::CREDIT);
    let name = folded.strip_prefix(VIA).map_or(folded, str::trim_start);
    let two = name.match_indices(' ').nth(1).and_then(|(end, _)| name.get(..end));
    is(name) || two.is_some_and(is)
}

/// "(Ana Ruiz/QNA)", "Ana Ruiz / QNA".
fn ends_with_agency(tail: &str) -> bool {
    let tail = tail.trim_end_matches([')', ']', '.', ' ']);
    let agency = tail.rsplit_once('/').map_or("", |(_, agency)| agency.trim_start());
    AGENCY_BYTES.contains(&agency.len()) && agency.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::{Opening, credits, opening};

    #[test]
    fn credits_at_the_end_are_counted() {
        for (text, expected) in [
            ("Anti-royalists hold placards in the square (Picture: Reuters)", 2.0),
            ("The harbour in the morning. Foto: Ana Ruiz/dpa", 2.0),
            ("The bridge, seen from the south. © Quayside Archive", 1.0),
            ("Ana Ruiz | Moment | Getty Images", 1.0),
            ("The harbour (via Getty Images)", 1.0),
            ("A boat in the harbour. Photo by Ana Ruiz", 1.0),
            ("(Ana Ruiz/QNA)", 1.0),
            ("ソウルの国会前で警備に当たる警察官ら＝ＡＰ", 1.0),
            ("The source of the river lies in the hills, and nobody had a photo of it.", 0.0),
            ("The agency said so on Monday.", 0.0),
            ("", 0.0),
        ] {
            assert_eq!(credits(text, &mut String::new()), expected, "{text}");
        }
    }

    #[test]
    fn labels_open_blocks_with_and_without_a_sign() {
        for (text, name, apart) in [
            ("Read also: the bridge reopens", 3.0, 2.0),
            ("READ MORE | The bridge reopens", 3.0, 2.0),
            ("Lesen Sie auch – Die Brücke ist offen", 3.0, 2.0),
            ("相关阅读：大桥重新开放", 3.0, 2.0),
            ("LEGGI ANCHEDieci dischi da ascoltare", 3.0, 2.0),
            ("Lesen Sie auchDie Brücke ist offen", 3.0, 2.0),
            ("ReadMore of it", 0.0, 0.0),
            ("Read more about the bridge", 3.0, 1.0),
            ("Foto: Ana Ruiz", 2.0, 2.0),
            ("The bridge: a history", 0.0, 0.0),
            ("The bridge over the river was opened again", 0.0, 0.0),
            ("", 0.0, 0.0),
        ] {
            assert_eq!(opening(text, &mut String::new()), Opening { name, apart }, "{text}");
        }
        let long = format!("Read more {}", "of it and of what came after that ".repeat(8));
        assert_eq!(opening(&long, &mut String::new()), Opening::default());
    }
}
