//! Finds texts of a fixed set, each at least [`saying::SHORTEST`] bytes long, by looking at every fourth byte only.

use super::saying::{self, GRAM};
use crate::sieve;

/// Texts by the grams that one of them must show, as the build script lays them out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needles<'a> {
    /// See [`saying::place`].
    pub(super) places: &'a [[u8; 8]],
    /// A bit for each gram that one of them has; most grams of a page have none.
    pub(super) bits: &'a [u8],
}

impl<'n> Needles<'n> {
    /// The numbers of the texts that stand in another one, in the order of their places, the case of ASCII
    /// letters ignored; one that stands there more than once may come as often.
    pub(super) fn find(
        self,
        text: &str,
        needle: impl Fn(usize) -> &'n str + Copy,
    ) -> impl Iterator<Item = usize> {
        let bytes = text.as_bytes();
        let (grams, _) = bytes.as_chunks::<GRAM>();
        let grams = grams.iter().map(|gram| saying::folded(*gram)).enumerate();
        let known = grams.filter(move |(_, gram)| sieve::holds(self.bits, saying::bit(*gram)));
        known.flat_map(move |(at, gram)| {
            let stands = move |(nth, before): &(usize, usize)| {
                let needle = needle(*nth).as_bytes();
                let from = (at * GRAM).checked_sub(*before);
                let shown = from.and_then(|from| bytes.get(from..from + needle.len()));
                shown.is_some_and(|shown| shown.eq_ignore_ascii_case(needle))
            };
            self.places_of(gram).filter(stands).map(|(nth, _)| nth)
        })
    }

    /// The numbers of the texts that hold a gram, and how many bytes stand before it.
    fn places_of(self, gram: u32) -> impl Iterator<Item = (usize, usize)> {
        let (first, last) = (saying::place(gram, 0, 0), saying::place(gram, u16::MAX, u16::MAX));
        let from = self.places.partition_point(|place| u64::from_le_bytes(*place) < first);
        let places = self.places.get(from..).unwrap_or(&[]).iter();
        let places = places.map(|place| u64::from_le_bytes(*place));
        let low = |number: u64| usize::from(number as u16);
        places
            .take_while(move |place| *place <= last)
            .map(move |place| (low(place >> 16), low(place)))
    }
}
