//! All phrases in one table, and the ways in which a line may hit it.

use std::borrow::Cow;
use std::ops::{BitOr, BitOrAssign};

use once_cell::sync::Lazy;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::fold::{fold, is_accent, levelled};
use crate::fnv;
use crate::sieve::Sieve;

/// A set of topics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Topics(u32);

macro_rules! topics {
    ($($constant:ident $name:literal $what:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u32)]
        enum Bit { $($constant),* }

        impl Topics {
            $(#[doc = $what] pub(crate) const $constant: Topics = Topics(1 << Bit::$constant as u32);)*
        }

        /// The topics by their headings in the files.
        pub(super) const NAMES: &[(&str, Topics)] = &[$(($name, Topics::$constant)),*];
    };
}

topics! {
    ACCOUNT "account" "Sign in, register.";
    ACTION "action" "What readers are asked to do: get started, book a demo, contact us.";
    ADVERT "advert" "Labels of advertisements.";
    AMBIGUOUS "ambiguous" "Labels that are ordinary words or names too: they may join a run, not make one.";
    AUTHOR "author" "About the author.";
    BYLINE "byline" "What stands before an author's name.";
    CHOICE "choice" "Allow, deny, close.";
    COMMENTS "comments" "Headings and prompts of comments.";
    CONSENT "consent" "Titles and buttons of cookie notices.";
    CONTENT "content" "Headings over parts of the content itself: description, ingredients, conclusion.";
    CORRECTION "correction" "Corrections, reprints, print editions.";
    COUNTER "counter" "Words beside a number: views, minutes of reading.";
    CREDIT "credit" "What stands before the maker of an image, and agencies.";
    FOLLOW "follow" "Follow us.";
    FORM "form" "Fields, buttons and messages of forms, and what one consents to in them.";
    LEGAL "legal" "Terms, privacy, imprint.";
    LIKE "like" "Likes and ratings.";
    NAV "nav" "Menus and pagers.";
    NETWORK "network" "Names of networks, as buttons show them.";
    PAYWALL "paywall" "Subscribers only.";
    RELATED "related" "Headings over links to other pages.";
    REPLY "reply" "Reply to a comment.";
    SECTION "section" "Parts of a site, as menus name them: politics, company, languages.";
    SHARE "share" "Share buttons.";
    SHOP "shop" "What stands around a price: cart, stock, delivery, reviews of customers.";
    SKIP "skip" "Skip links.";
    SUBSCRIBE "subscribe" "Newsletters and subscriptions.";
    THREAD "thread" "What forum software prints around posts: ranks, counts, states of the thread.";
    TOOL "tool" "Print, copy, save, text size.";
}

impl Topics {
    /// No topic.
    pub(crate) const NONE: Topics = Topics(0);

    /// True if any of `other` is among these.
    pub(crate) fn any(self, other: Topics) -> bool {
        self.0 & other.0 != 0
    }

    /// True if there is none.
    pub(crate) fn is_none(self) -> bool {
        self.0 == 0
    }
}

impl BitOr for Topics {
    type Output = Topics;
    fn bitor(self, other: Topics) -> Topics {
        Topics(self.0 | other.0)
    }
}

impl BitOrAssign for Topics {
    fn bitor_assign(&mut self, other: Topics) {
        self.0 |= other.0;
    }
}

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

macro_rules! files {
    ($($name:literal)*) => { &[$(($name, include_str!(concat!($name, ".txt")))),*] };
}

/// Language and content of each file.
pub(super) const FILES: &[(&str, &str)] = files! {
    "any" "ar" "bg" "bn" "ca" "cs" "da" "de" "el" "en" "es" "et" "eu" "fa" "fi" "fr" "gl" "he"
    "hi" "hr" "hu" "id" "is" "it" "ja" "ko" "lt" "lv" "ms" "nl" "no" "pl" "pt" "ro" "ru" "sk" "sl"
    "sr" "sv" "sw" "th" "tr" "uk" "ur" "vi" "zh"
};

/// All phrases, and which openings of words may be a network's name.
struct Table {
    /// By their form without accents, with their topics.
    phrases: FxHashMap<Cow<'static, str>, (&'static str, Topics)>,
    /// By the key of the opening: a look-up spares nearly all words the search.
    networks: Vec<bool>,
    /// By the hash of their first word, what phrases begin with it: this spares nearly all texts the
    /// folding.
    firsts: Vec<Topics>,
    /// The hashes of these words, in a place small enough for the fastest caches.
    sieve: Sieve<{ N_FIRSTS / u64::BITS as usize }>,
}

static TABLE: Lazy<Table> = Lazy::new(|| {
    let n_lines = FILES.iter().map(|(_, text)| text.len() / MEAN_BYTES).sum();
    let phrases = FxHashMap::with_capacity_and_hasher(n_lines, FxBuildHasher);
    let networks = vec![false; N_KEYS];
    let (firsts, sieve) = (vec![Topics::NONE; N_FIRSTS], Sieve::default());
    let mut table = Table { phrases, networks, firsts, sieve };
    for (topic, phrase) in FILES.iter().flat_map(|(_, text)| entries(text)) {
        let level = levelled(phrase);
        if topic.any(Topics::NETWORK) {
            table.add_network(&level);
        }
        let first = hash_of(first_word(&level).bytes());
        table.sieve.insert(first);
        if let Some(topics) = table.firsts.get_mut(first as usize) {
            *topics |= topic;
        }
        let (_, topics) = table.phrases.entry(level).or_insert((phrase, Topics::NONE));
        *topics |= topic;
    }
    table
});

impl Table {
    fn add_network(&mut self, name: &str) {
        let mut add = |key: usize| self.networks.get_mut(key).map(|known| *known = true);
        add(key_of(name));
        if name.len() + 1 == KEY_BYTES {
            // Doubled, a name this short has another key.
            add(key_of(&name.repeat(2)));
        }
    }
}

/// Bytes of a line of the files, a little less than on average, so that the table need
/// not grow.
const MEAN_BYTES: usize = 15;

/// The phrases of a file with their topics; those under an unknown heading have none.
pub(super) fn entries(text: &'static str) -> impl Iterator<Item = (Topics, &'static str)> {
    let mut topic = Topics::NONE;
    text.lines().filter_map(move |line| {
        if line.is_empty() || line.starts_with('#') {
            return None;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            topic = NAMES
                .iter()
                .find(|(known, _)| *known == name)
                .map_or(Topics::NONE, |(_, topic)| *topic);
            return None;
        }
        Some((topic, line))
    })
}

/// Longest folded line in bytes that is searched for names of networks: longer ones are sentences.
const MAX_PATTERN_BYTES: usize = 120;

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

/// How many hashes of first words there are.
const N_FIRSTS: usize = 1 << 16;

/// The first run of letters and digits.
fn first_word(text: &str) -> &str {
    let is_inside = |byte: &u8| byte.is_ascii_alphanumeric();
    if text.as_bytes().first().is_some_and(is_inside) {
        // Of a word in letters of ASCII no character need be decoded.
        let end = text.bytes().position(|byte| !is_inside(&byte)).unwrap_or(text.len());
        if text.as_bytes().get(end).is_none_or(u8::is_ascii) {
            return text.get(..end).unwrap_or("");
        }
    }
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    start.split(|c: char| !c.is_alphanumeric() && !is_accent(c)).next().unwrap_or("")
}

/// FNV-1a, its last bits.
fn hash_of(word: impl Iterator<Item = u8>) -> u32 {
    word.fold(fnv::START, |hash, byte| fnv::step(hash, u32::from(byte))) % N_FIRSTS as u32
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
    let table = &*TABLE;
    let topics = || table.firsts.get(hash as usize).copied().unwrap_or(Topics::NONE);
    if table.sieve.may_hold(hash) { topics() } else { Topics::NONE }
}

/// The topics of a folded text that is a phrase, and nothing else.
pub(crate) fn topics_of(folded: &str) -> Topics {
    exact(folded).map_or(Topics::NONE, |found| found.topics)
}

/// The topics of a text, not folded yet, that is a phrase, and nothing else.
pub(crate) fn topics(text: &str) -> Topics {
    let mut folded = String::new();
    fold(text, &mut folded);
    topics_of(&folded)
}

/// True for a text that is a label and nothing else, of those that are no one's name.
pub(crate) fn is_nameless(text: &str) -> bool {
    let named = Topics::AMBIGUOUS | Topics::CREDIT | Topics::NETWORK;
    let mut folded = String::new();
    fold(text, &mut folded);
    let topics = topics_of(&folded);
    !topics.is_none() && !topics.any(named)
}

fn exact(folded: &str) -> Option<Found> {
    TABLE.phrases.get(folded).map(|(name, topics)| Found {
        topics: *topics,
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
    let topics = if key == "@" { Topics::NETWORK } else { TABLE.phrases.get(key)?.1 };
    Some(Found { topics, name: Some(network), is_whole: false, n_networks })
}

/// Longest ending that a language sets to a name ("na Facebooku", "Facebookissa"), and the
/// shortest name that may have one, in bytes: shorter ones begin ordinary words.
const MAX_ENDING: usize = 3;
const MIN_STEM: usize = 6;

fn inflected(word: &str) -> Option<Found> {
    if !word.ends_with(char::is_alphabetic) || word.contains(' ') {
        return None;
    }
    let stems = (1..=MAX_ENDING).filter_map(|n| word.get(..word.len().checked_sub(n)?));
    stems.filter(|stem| stem.len() >= MIN_STEM).find_map(exact)
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | ',' | '|' | '/' | '·' | '•' | '-' | '–' | '&' | '、' | '・' | '+')
}

/// How many bytes of a name its key holds, and how many keys there are.
const KEY_BYTES: usize = 4;
const N_KEYS: usize = 4096;

fn key_of(word: &str) -> usize {
    let bytes = word.bytes().take_while(|byte| *byte != b' ').take(KEY_BYTES);
    bytes.fold(0, |key: usize, byte| key.wrapping_mul(37).wrapping_add(usize::from(byte))) % N_KEYS
}

fn is_opening(word: &str) -> bool {
    TABLE.networks.get(key_of(word)).copied().unwrap_or(false)
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
    if !rest.starts_with(char::is_alphanumeric) || !is_opening(rest.get(..first)?) {
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
    if !first.is_alphanumeric() {
        return first.len_utf8();
    }
    chars.find(|(_, c)| !c.is_alphanumeric() || c.is_ascii()).map_or(rest.len(), |(at, _)| at)
}
