//! Generates random numbers that are the same on every run.
//!
//! Input: a seed. Output: pseudo-random numbers.

/// A linear congruential generator. Its high bits are random enough for drawing.
pub struct Dice(u64);

impl Dice {
    /// Creates a generator; the same seed always gives the same numbers.
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// Returns the next number, from `low` up to `high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        low + (high - low) * ((self.0 >> 40) as f32 / 16_777_216.0)
    }
}
