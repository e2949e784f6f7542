//! Resampling: computes a tone for each printer dot.
//!
//! A picture with fewer pixels than dots is interpolated linearly in both directions. A picture with more pixels is
//! first averaged over the area of each dot (area resampling, a box filter). The average is computed in linear light,
//! because light adds up linearly.

use super::retouch::{Retouch, retouched};
use crate::image::{DotSize, Grey};
use rayon::prelude::*;
use std::borrow::Cow;

/// Retouches a picture that is to be printed at the given size, and returns one tone for each printer dot.
pub fn resample(grey: &Grey, size: DotSize, retouch: Retouch) -> Grey {
    let grey = retouched(grey, retouch);
    let scaler = Scaler::new(&grey, size);
    let mut sampler = RowSampler::new(&scaler);
    let tones = (0..size.height).flat_map(|y| sampler.row(y).to_vec()).collect();
    Grey { width: size.width, height: size.height, tones }
}

/// A position in the source: the pixel to the left or above, and the distance towards the next pixel, in 256ths.
#[derive(Clone, Copy)]
struct Position {
    pixel: u32,
    fraction: u16,
}

/// A picture, and the source positions of the dots in each row.
pub(super) struct Scaler<'g> {
    /// The picture, reduced if it has more pixels than dots.
    grey: Cow<'g, Grey>,
    height: usize,
    columns: Vec<Position>,
}

impl<'g> Scaler<'g> {
    pub(super) fn new(grey: &'g Grey, size: DotSize) -> Scaler<'g> {
        let shrinks = grey.width > size.width || grey.height > size.height;
        let grey = if shrinks { Cow::Owned(area_average(grey, size)) } else { Cow::Borrowed(grey) };
        let columns = (0..size.width).map(|x| position(x, grey.width, size.width)).collect();
        Scaler { grey, height: size.height, columns }
    }
}

/// Returns the position of a dot's middle in the picture.
fn position(dot: usize, pixels: usize, dots: usize) -> Position {
    let middle = ((2 * dot + 1) * pixels * 256 / (2 * dots.max(1))).saturating_sub(128);
    let (pixel, fraction) = (middle / 256, middle % 256);
    if pixel + 1 >= pixels {
        Position { pixel: pixels.saturating_sub(1) as u32, fraction: 0 }
    } else {
        Position { pixel: pixel as u32, fraction: fraction as u16 }
    }
}

/// Interpolates rows in order. Each source row is interpolated across only once (`cargo bench --bench screen`).
pub(super) struct RowSampler<'s> {
    scaler: &'s Scaler<'s>,
    /// The source rows above and below the current row of dots.
    sources: [SourceRow; 2],
    tones: Vec<u8>,
}

/// A source row, interpolated across.
struct SourceRow {
    /// Its number, or `None` while the row is empty.
    number: Option<usize>,
    /// Its tones at every dot, times 256.
    tones: Vec<u16>,
}

impl<'s> RowSampler<'s> {
    pub(super) fn new(scaler: &'s Scaler<'s>) -> RowSampler<'s> {
        let width = scaler.columns.len();
        let empty = || SourceRow { number: None, tones: vec![0; width] };
        RowSampler { scaler, sources: [empty(), empty()], tones: vec![0; width] }
    }

    /// Returns the tones of a row of dots.
    pub(super) fn row(&mut self, y: usize) -> &[u8] {
        let grey = &self.scaler.grey;
        let Position { pixel, fraction } = position(y, grey.height, self.scaler.height);
        let above = pixel as usize;
        let below = (above + 1).min(grey.height - 1);
        if self.sources[1].number == Some(above) {
            self.sources.swap(0, 1);
        }
        self.sources[0].interpolate(self.scaler, above);
        self.sources[1].interpolate(self.scaler, below);
        let fraction = u32::from(fraction);
        let [upper, lower] = &self.sources;
        for ((tone, upper), lower) in self.tones.iter_mut().zip(&upper.tones).zip(&lower.tones) {
            *tone = ((u32::from(*upper) * (256 - fraction) + u32::from(*lower) * fraction + (1 << 15)) >> 16) as u8;
        }
        &self.tones
    }
}

impl SourceRow {
    /// Fills in the source row with the given number, unless it is already there.
    fn interpolate(&mut self, scaler: &Scaler, number: usize) {
        if self.number == Some(number) {
            return;
        }
        self.number = Some(number);
        let grey = &scaler.grey;
        let row = &grey.tones[number * grey.width..][..grey.width];
        let last = grey.width - 1;
        for (tone, Position { pixel, fraction }) in self.tones.iter_mut().zip(&scaler.columns) {
            let pixel = *pixel as usize;
            let (left, right) = (u16::from(row[pixel]), u16::from(row[(pixel + 1).min(last)]));
            *tone = left * (256 - fraction) + right * fraction;
        }
    }
}

/// A pixel, and the share of it that a dot covers, in 256ths.
struct Coverage {
    pixel: usize,
    share: u64,
}

/// Returns the pixels that a dot covers.
fn coverage(dot: usize, pixels: usize, dots: usize) -> impl Iterator<Item = Coverage> {
    let start = dot * pixels * 256 / dots;
    let end = ((dot + 1) * pixels * 256 / dots).max(start + 1);
    (start / 256..end.div_ceil(256).min(pixels)).map(move |pixel| {
        let share = end.min((pixel + 1) * 256) - start.max(pixel * 256);
        Coverage { pixel, share: share as u64 }
    })
}

/// Averages a picture over the area of each dot, in linear light.
fn area_average(grey: &Grey, size: DotSize) -> Grey {
    let light = linear_light();
    let DotSize { width, height } = size;
    let columns: Vec<Vec<Coverage>> = (0..width).map(|x| coverage(x, grey.width, width).collect()).collect();
    let mut tones = vec![0; width * height];
    tones.par_chunks_mut(width.max(1)).enumerate().for_each_init(
        || vec![0_u64; grey.width],
        |sums, (y, row)| {
            sums.fill(0);
            let mut rows_covered = 0;
            for Coverage { pixel, share } in coverage(y, grey.height, height) {
                rows_covered += share;
                let source = &grey.tones[pixel * grey.width..][..grey.width];
                for (sum, tone) in sums.iter_mut().zip(source) {
                    *sum += share * u64::from(light[usize::from(*tone)]);
                }
            }
            for (tone, column) in row.iter_mut().zip(&columns) {
                let columns_covered: u64 = column.iter().map(|covered| covered.share).sum();
                let sum: u64 = column.iter().map(|covered| sums[covered.pixel] * covered.share).sum();
                *tone = tone_of(&light, (sum / (columns_covered * rows_covered).max(1)) as u16);
            }
        },
    );
    Grey { width, height, tones }
}

/// Returns the linear light of each tone, in 65,535ths, according to the transfer function of sRGB (IEC 61966-2-1).
fn linear_light() -> [u16; 256] {
    std::array::from_fn(|tone| {
        let value = tone as f64 / 255.0;
        let linear = if value <= 0.04045 {
            value / 12.92
        } else {
            // x to the power of 2.4 is x squared times the fifth root of x squared.
            let base = (value + 0.055) / 1.055;
            base * base * fifth_root(base * base)
        };
        (linear * 65_535.0).round() as u16
    })
}

/// Returns the fifth root of a number from 0 to 1, computed with Newton's method. The power function of the standard
/// library may differ in its last bit between machines.
fn fifth_root(x: f64) -> f64 {
    (0..60).fold(1.0, |r: f64, _| (4.0 * r + x / (r * r * r * r)) / 5.0)
}

/// Returns the tone whose light is nearest to `value`.
fn tone_of(light: &[u16; 256], value: u16) -> u8 {
    let above = light.partition_point(|l| *l < value).min(255);
    let below = above.saturating_sub(1);
    let below_is_nearer = value - light[below].min(value) < light[above].saturating_sub(value);
    if below_is_nearer { below as u8 } else { above as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(grey: &Grey, width: usize, height: usize) -> Vec<u8> {
        resample(grey, DotSize { width, height }, Retouch::default()).tones
    }

    #[test]
    fn resampling_to_the_same_size_changes_nothing() {
        let grey = Grey { width: 3, height: 2, tones: vec![0, 90, 255, 7, 8, 9] };
        assert_eq!(rows(&grey, 3, 2), grey.tones);
    }

    #[test]
    fn enlarging_interpolates_between_pixels() {
        let grey = Grey { width: 2, height: 1, tones: vec![0, 200] };
        assert_eq!(rows(&grey, 4, 1), [0, 50, 150, 200]);
        assert_eq!(rows(&grey, 4, 3)[8..], [0, 50, 150, 200]);
    }

    #[test]
    fn reducing_averages_linear_light() {
        let grey = Grey { width: 2, height: 2, tones: vec![0, 255, 255, 0] };
        // Half of the light of white is the tone 188.
        assert_eq!(rows(&grey, 1, 1), [188]);
        let flat = Grey { width: 7, height: 5, tones: vec![77; 35] };
        assert_eq!(rows(&flat, 3, 2), [77; 6]);
    }
}
