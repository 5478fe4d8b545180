//! The tables of all phrases, as the build script (`build.rs`) lays them out: nothing is made when a program starts.

use super::keys::{N_SLOTS, slot_of};
use super::topics::Topics;
use crate::sieve;

/// The phrases without accents, and those that have some with them as well.
static TEXT: &str = built!(include_str "lexicon/text");

/// Of each phrase its place in the text without accents and with them, and its topics.
static PHRASES: &[u8] = built!(include_bytes "lexicon/phrases");

/// By the slot of a phrase its number, counted from one; 0 for an empty slot, where a search ends.
static SLOTS: &[u8] = built!(include_bytes "lexicon/slots");

/// A bit for each key that the name of a network has.
static NETWORKS: &[u8] = built!(include_bytes "lexicon/networks");

/// A bit for each hash that the first word of a phrase has, in words of 64; how many are set before each word;
/// and for each of them, in order, the topics of the phrases that begin so.
static FIRSTS: &[u8] = built!(include_bytes "lexicon/firsts");
static FIRSTS_BEFORE: &[u8] = built!(include_bytes "lexicon/firsts_before");
static FIRSTS_TOPICS: &[u8] = built!(include_bytes "lexicon/firsts_topics");

/// The phrase, with its accents, that is the text, and its topics.
pub(super) fn phrase(text: &str) -> Option<(&'static str, Topics)> {
    let first = slot_of(text);
    for slot in (first..N_SLOTS).chain(0..first) {
        let nth = u16_at(SLOTS, slot)?.checked_sub(1)?;
        let &[level, name, topics] =
            PHRASES.as_chunks::<12>().0.get(usize::from(nth))?.as_chunks().0
        else {
            return None;
        };
        if text_at(level)? == text {
            return Some((text_at(name)?, Topics::of_bits(u32::from_le_bytes(topics))));
        }
    }
    None
}

/// The topics of all phrases whose first word has a hash.
pub(super) fn begun_by(hash: u32) -> Topics {
    let (word, bit) = ((hash / u64::BITS) as usize, hash % u64::BITS);
    let Some(bits) = FIRSTS.as_chunks().0.get(word).map(|bits| u64::from_le_bytes(*bits)) else {
        return Topics::NONE;
    };
    if bits >> bit & 1 == 0 {
        return Topics::NONE;
    }
    let before = u16_at(FIRSTS_BEFORE, word).unwrap_or(0);
    let nth = usize::from(before) + (bits & ((1 << bit) - 1)).count_ones() as usize;
    let topics = FIRSTS_TOPICS.as_chunks().0.get(nth).map(|topics| u32::from_le_bytes(*topics));
    topics.map_or(Topics::NONE, Topics::of_bits)
}

/// True for the key of a word that may be the name of a network.
pub(super) fn may_be_network(key: usize) -> bool {
    sieve::holds(NETWORKS, key)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.as_chunks().0.get(at).map(|two| u16::from_le_bytes(*two))
}

/// A piece of the text: its length in the highest byte, its offset in the others.
fn text_at(place: [u8; 4]) -> Option<&'static str> {
    let [low, middle, high, length] = place;
    let start = u32::from_le_bytes([low, middle, high, 0]) as usize;
    TEXT.get(start..start + usize::from(length))
}
