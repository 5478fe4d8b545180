//! Finds texts of a fixed set, each at least [`SHORTEST`] bytes long, by looking at every fourth byte only.

use rustc_hash::FxHashMap;

use crate::sieve::Sieve;

/// Bytes that are looked at together.
const GRAM: usize = size_of::<u32>();

/// The shortest text that can be found: wherever it stands, it holds one whole gram of those that begin at a
/// multiple of four.
pub(super) const SHORTEST: usize = 2 * GRAM - 1;

/// Texts by the grams that one of them must show.
#[derive(Debug)]
pub(super) struct Needles {
    texts: Vec<&'static str>,
    /// Of each gram the texts that hold it, and where.
    places: FxHashMap<u32, Vec<(usize, usize)>>,
    /// Most grams of a page are in none of them.
    sieve: Sieve<1024>,
}

impl Needles {
    /// Texts that are shorter than [`SHORTEST`] may be missed.
    pub(super) fn new(texts: Vec<&'static str>) -> Needles {
        let mut needles = Needles { texts, places: FxHashMap::default(), sieve: Sieve::default() };
        for (nth, text) in needles.texts.iter().enumerate() {
            // The end of a text, with most letters of its rarer words, is as good as any other part.
            let from = text.len().saturating_sub(SHORTEST);
            let grams = text.as_bytes().get(from..).unwrap_or(&[]).windows(GRAM).enumerate();
            for (at, gram) in grams.filter_map(|(at, gram)| Some((at, gram.try_into().ok()?))) {
                let gram = folded(gram);
                needles.sieve.insert(spread(gram));
                needles.places.entry(gram).or_default().push((nth, from + at));
            }
        }
        needles
    }

    /// The numbers of the texts that stand in another one, in the order of their places, the case of ASCII
    /// letters ignored; one that stands there more than once may come as often.
    pub(super) fn find(&self, text: &str) -> impl Iterator<Item = usize> {
        let bytes = text.as_bytes();
        let (grams, _) = bytes.as_chunks::<GRAM>();
        let grams = grams.iter().map(|gram| folded(*gram)).enumerate();
        let known = grams.filter(|(_, gram)| self.sieve.may_hold(spread(*gram)));
        let places = known.filter_map(|(at, gram)| Some((at * GRAM, self.places.get(&gram)?)));
        places.flat_map(move |(at, places)| {
            let stands = move |(nth, before): &&(usize, usize)| {
                let needle = self.texts.get(*nth).map_or(&[][..], |text| text.as_bytes());
                let from = at.checked_sub(*before);
                let shown = from.and_then(|from| bytes.get(from..from + needle.len()));
                shown.is_some_and(|shown| shown.eq_ignore_ascii_case(needle))
            };
            places.iter().filter(stands).map(|(nth, _)| *nth)
        })
    }
}

/// Four bytes as one number, the same for small and capital letters of ASCII.
fn folded(gram: [u8; GRAM]) -> u32 {
    const SMALL: u32 = u32::from_le_bytes([0x20; GRAM]);
    u32::from_le_bytes(gram) | SMALL
}

/// A hash of a gram whose bits all depend on all of it.
fn spread(gram: u32) -> u32 {
    let hash = gram.wrapping_mul(0x9e37_79b1);
    hash ^ hash >> 15
}

#[cfg(test)]
mod tests {
    use super::{Needles, SHORTEST};

    #[test]
    fn texts_are_found_wherever_they_stand() {
        let needles = Needles::new(vec!["to read on", "Besöker", "ribes to", "sevenbs"]);
        let find = |text: &str| needles.find(text).collect::<Vec<_>>();
        for before in 0..9 {
            for after in 0..9 {
                let text = format!("{}To READ on{}", "x".repeat(before), "y".repeat(after));
                assert_eq!(find(&text), [0], "{text}");
                let text = format!("{}sevenBS{}", "-".repeat(before), "é".repeat(after));
                assert_eq!(find(&text), [3], "{text}");
            }
        }
        assert_eq!(find("subscribes to read on"), [2, 0], "two that overlap");
        assert_eq!(find("BESöKER"), [1]);
        assert_eq!(find("BESÖKER"), [] as [usize; 0], "only the case of ASCII is ignored");
        assert_eq!("sevenbs".len(), SHORTEST);
        assert!(find("").is_empty() && find("read").is_empty() && find("to read o").is_empty());
    }
}
