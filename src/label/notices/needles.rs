//! Finds texts of a fixed set, each at least [`saying::SHORTEST`] bytes long, by looking at every fourth byte only.

use super::saying::{self, GRAM};

/// Texts by the grams that one of them must show, as the build script lays them out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needles<'a> {
    /// By their grams: the gram, the number of a text that holds it, and how many bytes of that stand before it.
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
        let known = grams.filter(move |(_, gram)| self.may_hold(*gram));
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

    fn may_hold(self, gram: u32) -> bool {
        let bit = saying::bit(gram);
        self.bits.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
    }

    fn places_of(self, gram: u32) -> impl Iterator<Item = (usize, usize)> {
        let gram_of = |[a, b, c, d, ..]: &[u8; 8]| u32::from_le_bytes([*a, *b, *c, *d]);
        let from = self.places.partition_point(|place| gram_of(place) < gram);
        let places = self.places.get(from..).unwrap_or(&[]).iter();
        let places = places.take_while(move |place| gram_of(place) == gram);
        places.map(|[.., nth, nth_2, before, before_2]| {
            let number = |bytes| usize::from(u16::from_le_bytes(bytes));
            (number([*nth, *nth_2]), number([*before, *before_2]))
        })
    }
}
