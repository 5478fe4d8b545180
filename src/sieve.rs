//! Bits that tell at once of most hashes that they are not among some known ones.

/// A bit for each known hash, among 64 times `WORDS`, at a place that few others share.
#[derive(Debug, Clone)]
pub(crate) struct Sieve<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Default for Sieve<WORDS> {
    fn default() -> Self {
        Sieve([0; WORDS])
    }
}

impl<const WORDS: usize> Sieve<WORDS> {
    pub(crate) fn insert(&mut self, hash: u32) {
        if let Some(bits) = self.0.get_mut(word_of(hash, WORDS)) {
            *bits |= 1 << (hash % u64::BITS);
        }
    }

    /// False for a hash that was not inserted, and sometimes true for one.
    #[inline]
    pub(crate) fn may_hold(&self, hash: u32) -> bool {
        let bits = self.0.get(word_of(hash, WORDS)).copied().unwrap_or(0);
        bits >> (hash % u64::BITS) & 1 == 1
    }
}

fn word_of(hash: u32, n_words: usize) -> usize {
    (hash / u64::BITS) as usize % n_words
}

/// Sets a bit of a table that the build script lays out.
pub(crate) fn set(bits: &mut [u8], bit: usize) {
    if let Some(byte) = bits.get_mut(bit / 8) {
        *byte |= 1 << (bit % 8);
    }
}

/// True for a bit of such a table that was set.
#[inline]
pub(crate) fn holds(bits: &[u8], bit: usize) -> bool {
    bits.get(bit / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use super::Sieve;

    #[test]
    fn what_was_inserted_is_held_and_most_others_are_not() {
        let known = |at: u32| at.wrapping_mul(0x9e37_79b9);
        let mut sieve = Sieve::<64>::default();
        assert!((0..1000).all(|at| !sieve.may_hold(known(at))));
        (0..100).for_each(|at| sieve.insert(known(at)));
        assert!((0..100).all(|at| sieve.may_hold(known(at))));
        let others = (100..1100).filter(|at| sieve.may_hold(known(*at))).count();
        assert!(others < 50, "{others} of 1000");
    }
}
