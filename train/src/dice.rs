//! Throws that fall the same on every machine.

/// Knuth's linear congruential generator.
pub(crate) struct Dice(u64);

impl Dice {
    /// Dice for a page by its id; those of another `start` fall otherwise.
    pub(crate) fn of(id: &str, start: u64) -> Dice {
        let mut dice = Dice(start);
        for byte in id.bytes() {
            dice.0 ^= u64::from(byte);
            dice.throw(1);
        }
        dice
    }

    /// A number below `n`, or 0.
    pub(crate) fn throw(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    /// Sixty-four random bits (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to 1, without 1.
    pub(crate) fn share(&mut self) -> f32 {
        (self.bits() >> 40) as f32 / (1 << 24) as f32
    }

    /// Puts some in another order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, of: &mut [T]) {
        for at in (1..of.len()).rev() {
            of.swap(at, self.throw(at + 1));
        }
    }

    /// One of some.
    pub(crate) fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.throw(of.len()))
    }
}
