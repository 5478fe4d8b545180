//! The parts of a title, and which of them is the site's name.

use once_cell::sync::Lazy;

use crate::metadata::field::site;
use crate::metadata::fold;
use crate::table::rows;

static TOPIC_LABELS: Lazy<Vec<&'static str>> =
    Lazy::new(|| rows(include_str!("../../data/topic_labels.txt")).flatten().collect());

/// Signs that part a title from a site's name, with what they part: those of the first list only
/// ever do that, those of the second also stand in headlines.
const STRONG: [&str; 12] =
    [" | ", " :: ", " · ", " » ", " « ", " • ", " › ", " ‹ ", "｜", "ㅣ", " ∙ ", " \\ "];
const WEAK: [&str; 10] = [" - ", " – ", " — ", " ― ", ": ", " / ", "--", "_", "-", "|"];

/// The longest unknown last part that a strong sign may part off, in words.
const LONGEST_SUFFIX: usize = 7;

/// How many names are taken off a title: a section's, the site's, its owner's.
const MAX_NAMES: usize = 3;

/// A title without the site's name at its end or start.
/// The title of a home page may begin with the site's name: there it is what the page is about.
pub(super) fn strip_site<'a>(title: &'a str, site_names: &[String], is_home: bool) -> &'a str {
    let mut text = topic(title);
    let mut is_first = false;
    for _ in 0..MAX_NAMES {
        let known = || without_name(text, site_names);
        let prefix = || without_prefix(text, site_names).filter(|_| !is_home);
        if let Some(shorter) = known() {
            text = shorter;
        } else if let Some(shorter) = prefix() {
            (text, is_first) = (shorter, true);
        } else if let Some(shorter) = without_suffix(text, site_names).filter(|_| !is_first) {
            text = shorter;
        } else {
            break;
        }
    }
    text
}

/// A sign that parts a title: where it stands, its length, whether it only ever parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    pub(super) at: usize,
    pub(super) len: usize,
    strong: bool,
    pub(super) spaced: bool,
}

/// The signs of a title, in order; of several at one place the longest.
pub(super) fn signs(text: &str) -> Vec<Sign> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices() {
        if at < from || c.is_alphanumeric() {
            continue;
        }
        let rest = text.get(at..).unwrap_or("");
        let of = |signs: &[&str], strong| {
            let sign = signs.iter().find(|sign| rest.starts_with(**sign))?;
            Some(Sign {
                at,
                len: sign.len(),
                strong,
                spaced: sign.len() > 1 && *sign != "--" || strong,
            })
        };
        if let Some(sign) = of(&STRONG, true).or_else(|| of(&WEAK, false)) {
            // A space that ends this sign may begin the next.
            from = at + sign.len.max(2) - 1;
            found.push(sign);
        }
    }
    found
}

/// What stands before and after the label with which forum software announces a thread: "Example Forum ::
/// View topic - Which bridge?".
fn announced(title: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    signs(title).into_iter().find_map(|sign| {
        let start = std::mem::replace(&mut from, sign.at + sign.len);
        let label = fold::words(title.get(start..sign.at)?);
        let before = title.get(..start)?.trim_end_matches(|c: char| !c.is_alphanumeric());
        TOPIC_LABELS.contains(&label.as_str()).then_some((before, title.get(from..)?.trim_start()))
    })
}

/// A title, or the part of it that names the thread which it announces.
pub(super) fn topic(title: &str) -> &str {
    announced(title).map_or(title, |(_, topic)| topic).trim()
}

/// True for an underscore of a title with letters beyond ASCII: on Chinese pages these part a title.
fn is_underscore(title: &str, sign: Sign) -> bool {
    !title.is_ascii() && title.get(sign.at..sign.at + sign.len) == Some("_")
}

fn split_at(text: &str, sign: Sign) -> Option<(&str, &str)> {
    let (head, tail) = (text.get(..sign.at)?, text.get(sign.at + sign.len..)?);
    Some((head.trim_end(), tail.trim_start()))
}

/// Without the site's name at the end.
fn without_name<'a>(text: &'a str, site_names: &[String]) -> Option<&'a str> {
    let last = *signs(text).last()?;
    let (head, tail) = split_at(text, last)?;
    // A sign without spaces may stand inside a word: there only the whole name counts.
    let sure = last.spaced || site::is_exact(tail, site_names);
    (!head.is_empty() && sure && site::is_name(tail, site_names)).then_some(head)
}

/// Without what a strong sign parts off at the end: whatever it says, it is no part of the headline,
/// unless the site's name stands before it, where titles go from the site to the page.
fn without_suffix<'a>(text: &'a str, site_names: &[String]) -> Option<&'a str> {
    let parts = |sign: &&Sign| sign.strong || is_underscore(text, **sign);
    let (head, tail) = split_at(text, *signs(text).iter().rev().find(parts)?)?;
    let n_words = tail.split(' ').count();
    (!head.is_empty() && !site::is_name(head, site_names) && n_words <= LONGEST_SUFFIX)
        .then_some(head)
}

/// Without the site's name at the beginning.
pub(super) fn without_prefix<'a>(text: &'a str, site_names: &[String]) -> Option<&'a str> {
    let sign = signs(text).into_iter().find(|sign| sign.spaced)?;
    let (head, tail) = split_at(text, sign)?;
    (!tail.is_empty() && site::is_exact(head, site_names)).then_some(tail)
}

/// Signs of a title at which it is parted.
const MAX_SIGNS: usize = 6;

/// What stands before and after each of the first signs of a title, between two of them, and the whole.
pub(in crate::metadata::field) fn parts_of(title: &str) -> Vec<&str> {
    let mut parts = vec![title];
    let mut from = None;
    for sign in signs(title).into_iter().filter(|sign| sign.spaced).take(MAX_SIGNS) {
        parts.extend(split_at(title, sign).map(|(head, tail)| [head, tail]).into_iter().flatten());
        parts.extend(from.and_then(|from: usize| Some(title.get(from..sign.at)?.trim())));
        from = Some(sign.at + sign.len);
    }
    parts
}

/// The part of a title between signs that has the most letters, the first of several; `None` if nothing parts
/// it.
pub(in crate::metadata) fn longest_part(title: &str) -> Option<&str> {
    let (mut parts, mut from) = (Vec::new(), 0);
    for sign in signs(title).into_iter().filter(|sign| sign.spaced) {
        parts.extend(title.get(from..sign.at));
        from = sign.at + sign.len;
    }
    if parts.is_empty() {
        return None;
    }
    parts.extend(title.get(from..));
    parts.into_iter().rev().max_by_key(|part| fold::n_letters(part))
}

/// What a title has before or after a headline and a sign, if that is one part.
pub(in crate::metadata) fn beside<'a>(title: &'a str, headline: &str) -> Option<&'a str> {
    let headline = fold::words(headline);
    if let Some((before, _)) = announced(title).filter(|(_, topic)| fold::words(topic) == headline)
    {
        return Some(before).filter(|before| !before.is_empty());
    }
    let parts = |sign: &Sign| sign.spaced || is_underscore(title, *sign);
    let splits = signs(title).into_iter().filter(parts).filter_map(|sign| split_at(title, sign));
    let mut others = splits.filter_map(|(head, tail)| match headline.as_str() {
        shown if fold::words(head) == shown => Some(tail),
        shown if fold::words(tail) == shown => Some(head),
        _ => None,
    });
    others.next().filter(|other| !signs(other).iter().any(|sign| sign.spaced))
}

#[cfg(test)]
mod tests;
