//! Chance that can be repeated: the same seed, target and case give the same choices.

/// Where the choices come from.
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64, target: &str, case: u64) -> Self {
        let mixed = target.bytes().fold(seed ^ 0x9E37_79B9_7F4A_7C15, |mixed, byte| {
            (mixed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        let mut chance = Self(mixed ^ case.wrapping_mul(0xD134_2543_DE82_EF95));
        chance.next();
        chance
    }

    /// splitmix64.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when that is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % (end.max(1) as u64)) as usize
    }

    pub(crate) fn one_of<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}
