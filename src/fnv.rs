//! The 32-bit Fowler–Noll–Vo hash (FNV-1a), of bytes or of whole characters.

/// What a hash begins with.
pub(crate) const START: u32 = 0x811c_9dc5;

/// The hash once it has seen another byte or character.
#[inline]
pub(crate) const fn step(hash: u32, unit: u32) -> u32 {
    (hash ^ unit).wrapping_mul(0x0100_0193)
}

#[cfg(test)]
mod tests {
    use super::{START, step};

    #[test]
    fn bytes_hash_as_published() {
        // From the authors' test vectors (fnv-5.0.3, test_fnv.c).
        let hash = |text: &str| text.bytes().fold(START, |hash, byte| step(hash, byte.into()));
        assert_eq!(hash("a"), 0xe40c_292c);
        assert_eq!(hash("foobar"), 0xbf9c_f968);
    }
}
