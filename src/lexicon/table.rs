//! The ways in which a line may hit the table of all phrases.

use super::fold::{fold, folded};
use super::keys::{first_word, hash_of, key_of};
use super::packed;
use super::topics::Topics;
use crate::chars;

/// What a folded line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Found {
    pub(crate) topics: Topics,
    /// The phrase or the name of the network that was found, with its accents.
    pub(crate) name: Option<&'static str>,
    /// That is all there is on the line.
    pub(crate) is_whole: bool,
    /// How many names of networks the line holds.
    pub(crate) n_networks: u8,
}

/// Longest folded line in bytes that is searched for names of networks and for labels: longer ones are sentences.
pub(super) const MAX_PATTERN_BYTES: usize = 120;

/// The topics of a folded line, by the line as a whole.
pub(crate) fn look_up(folded: &str) -> Found {
    if let Some(found) = exact(folded) {
        return Found { is_whole: true, ..found };
    }
    if folded.is_empty() || folded.len() > MAX_PATTERN_BYTES {
        return Found::default();
    }
    let patterned = || {
        let first = first_network(folded)?;
        pattern(folded, first, true).or_else(|| pattern(folded, first, false))
    };
    beside_number(folded).or_else(|| doubled(folded)).or_else(patterned).unwrap_or_default()
}

/// The topics of all phrases that may begin like a text; `word` is used on the way.
pub(crate) fn topics_begun(text: &str, word: &mut String) -> Topics {
    let first = first_word(text);
    let hash = if first.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        hash_of(first.bytes().map(|byte| byte.to_ascii_lowercase()))
    } else {
        fold(first, word);
        hash_of(word.bytes())
    };
    packed::begun_by(hash)
}

/// The topics of a folded text that is a phrase, and nothing else.
pub(crate) fn topics_of(folded: &str) -> Topics {
    exact(folded).map_or(Topics::NONE, |found| found.topics)
}

/// The topics of a text, not folded yet, that is a phrase, and nothing else.
pub(crate) fn topics(text: &str) -> Topics {
    topics_of(&folded(text))
}

/// True for a text that is a label and nothing else, of those that are no one's name.
pub(crate) fn is_nameless(text: &str) -> bool {
    let named = Topics::AMBIGUOUS | Topics::CREDIT | Topics::NETWORK;
    let topics = topics(text);
    !topics.is_none() && !topics.any(named)
}

fn exact(folded: &str) -> Option<Found> {
    packed::phrase(folded).map(|(name, topics)| Found {
        topics,
        name: Some(name),
        is_whole: false,
        n_networks: u8::from(topics.any(Topics::NETWORK)),
    })
}

/// "Share 12", "12 comments", "facebook 1.2K".
fn beside_number(folded: &str) -> Option<Found> {
    let word = folded.strip_prefix('0').or_else(|| folded.strip_suffix('0'))?;
    let word = word.trim_matches(|c: char| c == ' ' || c == ':' || c == '|' || c == '·');
    let mut found = exact(word)?;
    if found.topics.any(Topics::COMMENTS | Topics::LIKE) {
        found.topics |= Topics::COUNTER;
    }
    let countable = Topics::COUNTER | Topics::SHARE | Topics::NETWORK | Topics::LIKE;
    found.topics.any(countable).then_some(found)
}

/// "FacebookFacebook", "Copy link Copy link".
fn doubled(folded: &str) -> Option<Found> {
    let half = folded.get(..folded.len() / 2)?;
    let rest = folded.get(folded.len() / 2..)?;
    let (first, second) = (half.trim_end(), rest.trim_start());
    (first == second).then(|| exact(first)).flatten()
}

/// A phrase with names of networks in it: "Share on Facebook", "Share to FacebookFacebook",
/// "Click to share on X (Opens in new window)X", "Facebook | Twitter | WhatsApp". With `all` false,
/// names that are ordinary words too ("link") stay words. Before `first` there is none.
fn pattern(folded: &str, first: usize, all: bool) -> Option<Found> {
    let (before, mut rest) = folded.split_at_checked(first)?;
    let mut pattern = before.to_owned();
    let mut network = None;
    let mut n_networks = 0_u8;
    while !rest.is_empty() {
        if let Some((name, length)) = network_at(rest, all) {
            network = network.or(Some(name));
            n_networks = n_networks.saturating_add(1);
            let joined = pattern.trim_end_matches(is_separator).ends_with('@');
            if joined {
                pattern.truncate(pattern.trim_end_matches(is_separator).len());
            } else {
                pattern.push('@');
            }
            rest = rest.get(length..)?;
            continue;
        }
        let length = token_length(rest);
        pattern.push_str(rest.get(..length)?);
        rest = rest.get(length..)?;
    }
    let network = network?;
    let before = pattern.strip_suffix('@').map_or("", str::trim_end);
    let key = if before.ends_with(')') { before } else { pattern.as_str() };
    let topics = if key == "@" { Topics::NETWORK } else { packed::phrase(key)?.1 };
    Some(Found { topics, name: Some(network), is_whole: false, n_networks })
}

/// Longest ending that a language sets to a name ("na Facebooku", "Facebookissa"), and the
/// shortest name that may have one, in bytes: shorter ones begin ordinary words.
const MAX_ENDING: usize = 3;
const MIN_STEM: usize = 6;

fn inflected(word: &str) -> Option<Found> {
    if !word.ends_with(chars::is_alphabetic) || word.contains(' ') {
        return None;
    }
    let stems = (1..=MAX_ENDING).filter_map(|n| word.get(..word.len().checked_sub(n)?));
    stems.filter(|stem| stem.len() >= MIN_STEM).find_map(exact)
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | ',' | '|' | '/' | '·' | '•' | '-' | '–' | '&' | '、' | '・' | '+')
}

fn is_opening(word: &str) -> bool {
    packed::may_be_network(key_of(word))
}

/// Where the first name of a network on the line begins.
fn first_network(folded: &str) -> Option<usize> {
    let mut rest = folded;
    while !rest.is_empty() {
        if network_at(rest, true).is_some() {
            return Some(folded.len() - rest.len());
        }
        rest = rest.get(token_length(rest)..)?;
    }
    None
}

/// Longest name of a network in words ("google news", "x twitter").
const MAX_NAME_WORDS: usize = 2;

/// The name of a network at the start of `rest`, once or doubled, and its length in bytes.
fn network_at(rest: &str, all: bool) -> Option<(&'static str, usize)> {
    let first = token_length(rest);
    if !rest.starts_with(chars::is_alphanumeric) || !is_opening(rest.get(..first)?) {
        return None;
    }
    let mut ends = [first; MAX_NAME_WORDS];
    if let Some(after) = rest.get(first..).and_then(|after| after.strip_prefix(' ')) {
        ends[1] = first + 1 + token_length(after);
    }
    ends.into_iter().rev().find_map(|end| {
        let word = rest.get(..end)?;
        let found = exact(word).or_else(|| doubled(word)).or_else(|| inflected(word))?;
        let named =
            found.topics.any(Topics::NETWORK) && (all || !found.topics.any(Topics::AMBIGUOUS));
        named.then_some((found.name?, end))
    })
}

/// Length of the word or of the single character that `rest` begins with: words end where the
/// alphabet changes, so that a name is found in writing without spaces too.
fn token_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let is_inside = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    match bytes.first() {
        Some(first) if first.is_ascii_alphanumeric() => {
            return bytes.iter().position(|byte| !is_inside(byte)).unwrap_or(bytes.len());
        }
        Some(first) if first.is_ascii() => return 1,
        _ => {}
    }
    let mut chars = rest.char_indices();
    let Some((_, first)) = chars.next() else { return 0 };
    if !chars::is_alphanumeric(first) {
        return first.len_utf8();
    }
    chars
        .find(|(_, c)| !chars::is_alphanumeric(*c) || c.is_ascii())
        .map_or(rest.len(), |(at, _)| at)
}
