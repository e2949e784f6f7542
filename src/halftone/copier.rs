//! A model of how an office copier changes printed dots.
//!
//! ```text
//! original --> optics that blur --> sensor, a noisy threshold --> engine, black or white --> toner that spreads --> copy
//! ```
//! Both blurs are Gaussian. The noise of the sensor is Gaussian too. It is computed from the position of a dot and from
//! the number of the generation, so that copying the same print always produces the same dots. Toner spreads into
//! white: a dot stays white only if enough of its neighbourhood is white. Lengths are measured on paper, so that prints
//! at different resolutions are copied in the same way.
//!
//! At 600 dpi a single dot is lost in one generation. The area of a square of 12 by 12 dots changes by less than a
//! seventh over two generations. A test below checks both statements.

use crate::image::{Dots, Grey};
use rayon::prelude::*;

/// The standard deviation of the optical blur, in inches: 0.038 mm, or 0.9 dots at 600 dpi.
const BLUR: f64 = 0.9 / 600.0;
/// The standard deviation of the neighbourhood in which toner spreads, in inches.
const SPREAD: f64 = 0.45 / 600.0;
/// The sum of the weights of a kernel. Two passes of the kernel over tones up to 255 fit into 32 bits.
const KERNEL_SUM: i32 = 2048;
/// The blurred value of a dot that has only white around it.
const WHITE: i32 = KERNEL_SUM * KERNEL_SUM * 255;
/// The share of white that the neighbourhood of a dot needs for the dot to stay white: 62 percent.
const MIN_WHITE: i32 = WHITE / 100 * 62;
/// The standard deviation of the sensor's noise, including that of its threshold: 3.7 percent of the way from black to
/// white.
const NOISE: i32 = WHITE / 1000 * 37;
/// The threshold of the sensor, halfway from black to white.
const THRESHOLD: i32 = WHITE / 2;

/// Returns the dots that are left after the given number of generations of copies.
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

/// Returns the dots that are left after copying tones that were printed without a screen. At least one generation is
/// simulated.
pub fn copies_of_grey(grey: Grey, dpi: u32, generations: u32) -> Dots {
    let Grey { width, height, mut tones } = grey;
    let (blur, spread) = (Kernel::new(BLUR * f64::from(dpi)), Kernel::new(SPREAD * f64::from(dpi)));
    for generation in 0..generations.max(1) {
        let is_seen_white = |sum: i32, place: u32| {
            // At more than four standard deviations from the threshold, noise cannot change the result.
            let is_clear = (sum - THRESHOLD).abs() > NOISE * 4;
            sum + if is_clear { 0 } else { noise(place, generation) } > THRESHOLD
        };
        tones = convolve_and_threshold(&tones, width, &blur, is_seen_white);
        tones = convolve_and_threshold(&tones, width, &spread, |sum, _| sum > MIN_WHITE);
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

/// One half of a Gaussian kernel in whole numbers, from the middle outwards. The weights of the whole kernel add up to
/// [`KERNEL_SUM`].
struct Kernel {
    weights: Vec<i32>,
}

impl Kernel {
    /// Creates the kernel with the given standard deviation, in dots.
    fn new(sigma: f64) -> Kernel {
        let sigma = sigma.max(0.1);
        let reach = (sigma * 3.5).ceil() as usize;
        let weight = |k: usize| exp_negative((k * k) as f64 / (2.0 * sigma * sigma));
        let sum = weight(0) + 2.0 * (1..=reach).map(weight).sum::<f64>();
        let scaled = |k: usize| (weight(k) / sum * f64::from(KERNEL_SUM)).round() as i32;
        let mut weights: Vec<i32> = (0..=reach).map(scaled).collect();
        weights[0] = KERNEL_SUM - 2 * weights[1..].iter().sum::<i32>();
        Kernel { weights }
    }

    fn reach(&self) -> usize {
        self.weights.len() - 1
    }
}

/// Returns e to the power of -x, computed as (1 - x / 65,536) to the power of 65,536. The result of the standard
/// library may differ in its last bit between machines.
fn exp_negative(x: f64) -> f64 {
    let mut value = 1.0 - x / 65_536.0;
    for _ in 0..16 {
        value *= value;
    }
    if x > 30.0 { 0.0 } else { value }
}

/// Convolves tones with a kernel, first across and then down, and makes each dot white or black. `is_white` receives
/// the convolved value and the index of the dot. Beyond the border, the outermost tones are repeated.
fn convolve_and_threshold(
    tones: &[u8],
    width: usize,
    kernel: &Kernel,
    is_white: impl Fn(i32, u32) -> bool + Sync,
) -> Vec<u8> {
    let height = tones.len() / width.max(1);
    let reach = kernel.reach();
    let mut across = vec![0_i32; tones.len()];
    across.par_chunks_mut(width.max(1)).zip(tones.par_chunks(width.max(1))).for_each_init(
        || vec![0_i32; width + 2 * reach],
        |padded, (sums, row)| {
            for (x, padded) in padded.iter_mut().enumerate() {
                *padded = i32::from(row[x.saturating_sub(reach).min(width - 1)]);
            }
            for (k, weight) in kernel.weights.iter().enumerate() {
                let (left, right) = (&padded[reach - k..][..width], &padded[reach + k..][..width]);
                // The middle dot is added as both left and right, so its weight is halved.
                let weight = if k == 0 { weight / 2 } else { *weight };
                for ((sum, left), right) in sums.iter_mut().zip(left).zip(right) {
                    *sum += weight * (left + right);
                }
            }
        },
    );
    let mut decided = vec![0_u8; tones.len()];
    decided.par_chunks_mut(width.max(1)).enumerate().for_each_init(
        || vec![0_i32; width],
        |sums, (y, row)| {
            sums.fill(0);
            for (k, weight) in kernel.weights.iter().enumerate() {
                let source = |y: usize| &across[y * width..][..width];
                let (above, below) = (source(y.saturating_sub(k)), source((y + k).min(height - 1)));
                let weight = if k == 0 { weight / 2 } else { *weight };
                for ((sum, above), below) in sums.iter_mut().zip(above).zip(below) {
                    *sum += weight * (above + below);
                }
            }
            for (x, (tone, sum)) in row.iter_mut().zip(sums.iter()).enumerate() {
                *tone = if is_white(*sum, (y * width + x) as u32) { 255 } else { 0 };
            }
        },
    );
    decided
}

/// Returns the noise of the sensor at a dot. The sum of four uniformly distributed numbers is close to a normal
/// distribution.
fn noise(place: u32, generation: u32) -> i32 {
    // The 32-bit finaliser of MurmurHash3 (Austin Appleby, public domain).
    let mixed = |seed: u32| {
        let mut h = seed;
        h = (h ^ (h >> 16)).wrapping_mul(0x85eb_ca6b);
        h = (h ^ (h >> 13)).wrapping_mul(0xc2b2_ae35);
        h ^ (h >> 16)
    };
    // The golden ratio in 32 bits makes the noise different in each generation.
    let first = mixed(place.wrapping_add(generation.wrapping_mul(0x9e37_79b9)).wrapping_add(1));
    let second = mixed(first ^ 0x5bd1_e995);
    let samples = [first & 0xffff, first >> 16, second & 0xffff, second >> 16];
    let sum: i32 = samples.iter().map(|sample| *sample as i32).sum::<i32>() - 2 * 0xffff;
    // The standard deviation of the sum of four numbers from 0 to 65,535 is 65,536 / sqrt(12) * 2 = 37,837.
    (i64::from(sum) * i64::from(NOISE) / 37_837) as i32
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
    fn copies_lose_a_single_dot_and_keep_a_large_square() {
        assert_eq!(black(&copies(square(1), 600, 1)), 0);
        let left = black(&copies(square(12), 600, 2));
        assert!((125..165).contains(&left), "{left} dots are left");
        assert_eq!(copies(square(12), 600, 0), square(12));
    }

    #[test]
    fn copies_are_reproducible() {
        assert_eq!(copies(square(9), 600, 3), copies(square(9), 600, 3));
    }

    #[test]
    fn kernel_weights_add_up_to_the_kernel_sum() {
        for sigma in [0.1, 0.45, 0.9, 1.8, 3.6] {
            let kernel = Kernel::new(sigma);
            assert_eq!(kernel.weights[0] + 2 * kernel.weights[1..].iter().sum::<i32>(), KERNEL_SUM);
        }
        assert!((exp_negative(1.0) - 0.367_879).abs() < 1e-4);
    }
}
