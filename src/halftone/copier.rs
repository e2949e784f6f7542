//! An office copier, as far as dots are concerned: optics that blur, a sensor that is not sure, an engine that knows black
//! and white only, and toner that spreads.
//!
//! Lengths are those of paper, so that a machine of another resolution copies alike. Figures: blur 0.038 mm, uncertainty
//! of the edge 3.7 % of the way from black to white, spread of black such that white needs 62 % of its neighbourhood.

use crate::image::{Dots, Grey};
use rayon::prelude::*;

/// The blur of the optics, in inches: 0.9 dots at 600 dots an inch.
const BLUR: f64 = 0.9 / 600.0;
/// The neighbourhood in which toner spreads, in inches.
const SPREAD: f64 = 0.45 / 600.0;
/// What the weights of a kernel add up to.
const WHOLE: i32 = 2048;
/// What white all around adds up to.
const WHITE: i32 = WHOLE * WHOLE * 255;
/// The share of white around it that lets a dot stay white.
const SURVIVES: i32 = WHITE / 100 * 62;
/// The standard deviation of what the sensor sees: sensor and threshold together.
const DOUBT: i32 = WHITE / 1000 * 37;
/// Half of the way from black to white.
const HALF: i32 = WHITE / 2;

/// What so many copies leave of dots.
pub fn copies(dots: Dots, dpi: u32, generations: u32) -> Dots {
    if generations == 0 {
        return dots;
    }
    let mut tones = vec![0; dots.width * dots.height];
    tones.par_chunks_mut(dots.width.max(1)).enumerate().for_each(|(y, row)| {
        row.iter_mut().enumerate().for_each(|(x, tone)| *tone = if dots.is_black(x, y) { 0 } else { 255 });
    });
    copies_of_grey(Grey { width: dots.width, height: dots.height, tones }, dpi, generations)
}

/// What copies leave of tones that were printed without dots; at least one copy.
pub fn copies_of_grey(grey: Grey, dpi: u32, generations: u32) -> Dots {
    let Grey { width, height, mut tones } = grey;
    let (blur, spread) = (Kernel::new(BLUR * f64::from(dpi)), Kernel::new(SPREAD * f64::from(dpi)));
    for generation in 0..generations.max(1) {
        // Where the sensor is far from its threshold no doubt changes what it sees.
        let seen = |sum: i32, place: u32| {
            let sure = (sum - HALF).abs() > DOUBT * 4;
            sum + if sure { 0 } else { doubt(place, generation) } > HALF
        };
        tones = pass(&tones, width, &blur, seen);
        tones = pass(&tones, width, &spread, |sum, _| sum > SURVIVES);
    }
    let stride = width.div_ceil(8);
    let mut rows = vec![0; stride * height];
    rows.par_chunks_mut(stride.max(1)).enumerate().for_each(|(y, row)| {
        for x in (0..width).filter(|x| tones[y * width + x] == 0) {
            row[x / 8] |= 0x80 >> (x % 8);
        }
    });
    Dots { width, height, rows }
}

/// A Gaussian of whole numbers that add up to [`WHOLE`], from the middle outwards.
struct Kernel {
    weights: Vec<i32>,
}

impl Kernel {
    fn new(sigma: f64) -> Kernel {
        let sigma = sigma.max(0.1);
        let reach = (sigma * 3.5).ceil() as usize;
        let weight = |k: usize| falloff((k * k) as f64 / (2.0 * sigma * sigma));
        let sum = weight(0) + 2.0 * (1..=reach).map(weight).sum::<f64>();
        let mut weights: Vec<i32> = (0..=reach).map(|k| (weight(k) / sum * f64::from(WHOLE)).round() as i32).collect();
        weights[0] = WHOLE - 2 * weights[1..].iter().sum::<i32>();
        Kernel { weights }
    }

    fn reach(&self) -> usize {
        self.weights.len() - 1
    }
}

/// e to the minus x, from products only: the same on every machine.
fn falloff(x: f64) -> f64 {
    let mut value = 1.0 - x / 65_536.0;
    for _ in 0..16 {
        value *= value;
    }
    if x > 30.0 { 0.0 } else { value }
}

/// Blurs and decides each dot anew; beyond the border it goes on as it ends.
fn pass(tones: &[u8], width: usize, kernel: &Kernel, stays: impl Fn(i32, u32) -> bool + Sync) -> Vec<u8> {
    let height = tones.len() / width.max(1);
    let reach = kernel.reach();
    let mut across = vec![0_i32; tones.len()];
    across.par_chunks_mut(width.max(1)).zip(tones.par_chunks(width.max(1))).for_each_init(
        || vec![0_i32; width + 2 * reach],
        |wide, (to, from)| {
            for (x, wide) in wide.iter_mut().enumerate() {
                *wide = i32::from(from[x.saturating_sub(reach).min(width - 1)]);
            }
            for (k, weight) in kernel.weights.iter().enumerate() {
                let (left, right) = (&wide[reach - k..][..width], &wide[reach + k..][..width]);
                let weight = if k == 0 { weight / 2 } else { *weight };
                for ((to, left), right) in to.iter_mut().zip(left).zip(right) {
                    *to += weight * (left + right);
                }
            }
        },
    );
    let mut decided = vec![0_u8; tones.len()];
    decided.par_chunks_mut(width.max(1)).enumerate().for_each_init(
        || vec![0_i32; width],
        |sums, (y, to)| {
            sums.fill(0);
            for (k, weight) in kernel.weights.iter().enumerate() {
                let row = |y: usize| &across[y * width..][..width];
                let (above, below) = (row(y.saturating_sub(k)), row((y + k).min(height - 1)));
                let weight = if k == 0 { weight / 2 } else { *weight };
                for ((sum, above), below) in sums.iter_mut().zip(above).zip(below) {
                    *sum += weight * (above + below);
                }
            }
            for (x, (to, sum)) in to.iter_mut().zip(sums.iter()).enumerate() {
                *to = if stays(*sum, (y * width + x) as u32) { 255 } else { 0 };
            }
        },
    );
    decided
}

/// What the sensor is off by at a place: the sum of four even throws, which is nearly normal; the same every time.
fn doubt(place: u32, generation: u32) -> i32 {
    // The finaliser of MurmurHash3, twice.
    let mixed = |seed: u32| {
        let mut h = seed;
        h = (h ^ (h >> 16)).wrapping_mul(0x85eb_ca6b);
        h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
        h ^ (h >> 16)
    };
    let first = mixed(place.wrapping_add(generation.wrapping_mul(0x9e37_79b9)).wrapping_add(1));
    let second = mixed(first ^ 0x5bd1_e995);
    let throws = [first & 0xffff, first >> 16, second & 0xffff, second >> 16];
    let sum: i32 = throws.iter().map(|t| *t as i32).sum::<i32>() - 2 * 0xffff;
    // Four even throws of 65,536 have a standard deviation of 37,837.
    (i64::from(sum) * i64::from(DOUBT) / 37_837) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(side: usize) -> Dots {
        let mut dots = Dots { width: 40, height: 40, rows: vec![0; 5 * 40] };
        for (x, y) in (0..side).flat_map(|y| (0..side).map(move |x| (x + 12, y + 12))) {
            dots.rows[y * 5 + x / 8] |= 0x80 >> (x % 8);
        }
        dots
    }

    fn black(dots: &Dots) -> usize {
        dots.rows.iter().map(|byte| byte.count_ones() as usize).sum()
    }

    #[test]
    fn a_lone_dot_is_lost_and_a_large_one_stays() {
        assert_eq!(black(&copies(square(1), 600, 1)), 0);
        let left = black(&copies(square(12), 600, 2));
        assert!((125..165).contains(&left), "{left}");
        assert_eq!(copies(square(12), 600, 0), square(12));
    }

    #[test]
    fn a_copy_is_the_same_every_time() {
        assert_eq!(copies(square(9), 600, 3), copies(square(9), 600, 3));
    }

    #[test]
    fn kernels_add_up() {
        for sigma in [0.1, 0.45, 0.9, 1.8, 3.6] {
            let kernel = Kernel::new(sigma);
            assert_eq!(kernel.weights[0] + 2 * kernel.weights[1..].iter().sum::<i32>(), WHOLE);
        }
        assert!((falloff(1.0) - 0.367_879).abs() < 1e-4);
    }
}
