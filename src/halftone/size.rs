//! Pictures at the size of the machine's dots: smaller ones are drawn out between their pixels, larger ones averaged over
//! the area of each dot, as light adds up.

use crate::image::Grey;
use rayon::prelude::*;
use std::borrow::Cow;

/// A picture and the size that it takes.
pub(super) struct Scaler<'g> {
    grey: Cow<'g, Grey>,
    height: usize,
    /// For each dot of a row the pixel to its left, and how far it is on the way to the next, in 256ths.
    columns: Vec<(u32, u16)>,
}

impl<'g> Scaler<'g> {
    pub(super) fn new(grey: &'g Grey, (width, height): (usize, usize)) -> Scaler<'g> {
        let shrinks = grey.width > width || grey.height > height;
        let grey = if shrinks { Cow::Owned(averaged(grey, (width, height))) } else { Cow::Borrowed(grey) };
        let columns = (0..width).map(|x| place(x, grey.width, width)).collect();
        Scaler { grey, height, columns }
    }
}

/// Where the middle of a dot falls: the pixel before it, and 256ths of the way to the next.
fn place(dot: usize, pixels: usize, dots: usize) -> (u32, u16) {
    let middle = ((2 * dot + 1) * pixels * 256 / (2 * dots.max(1))).saturating_sub(128);
    let (pixel, part) = (middle / 256, middle % 256);
    if pixel + 1 >= pixels { (pixels.saturating_sub(1) as u32, 0) } else { (pixel as u32, part as u16) }
}

/// Rows of one strip, in order: those of the picture are drawn out once each.
pub(super) struct Line<'s> {
    scaler: &'s Scaler<'s>,
    drawn: [(usize, Vec<u16>); 2],
    tones: Vec<u8>,
}

impl<'s> Line<'s> {
    pub(super) fn new(scaler: &'s Scaler<'s>) -> Line<'s> {
        let width = scaler.columns.len();
        Line { scaler, drawn: [(usize::MAX, vec![0; width]), (usize::MAX, vec![0; width])], tones: vec![0; width] }
    }

    /// The tones of a row of dots.
    pub(super) fn row(&mut self, y: usize) -> &[u8] {
        let grey = &self.scaler.grey;
        let (above, part) = place(y, grey.height, self.scaler.height);
        let above = above as usize;
        let below = (above + 1).min(grey.height - 1);
        if self.drawn[1].0 == above {
            self.drawn.swap(0, 1);
        }
        self.draw(0, above);
        self.draw(1, below);
        let part = u32::from(part);
        let [(_, upper), (_, lower)] = &self.drawn;
        for ((tone, upper), lower) in self.tones.iter_mut().zip(upper).zip(lower) {
            *tone = ((u32::from(*upper) * (256 - part) + u32::from(*lower) * part + (1 << 15)) >> 16) as u8;
        }
        &self.tones
    }

    fn draw(&mut self, slot: usize, row: usize) {
        let Scaler { grey, columns, .. } = self.scaler;
        let (held, drawn) = &mut self.drawn[slot];
        if *held == row {
            return;
        }
        *held = row;
        let from = &grey.tones[row * grey.width..][..grey.width];
        let last = grey.width - 1;
        for (to, (pixel, part)) in drawn.iter_mut().zip(columns) {
            let pixel = *pixel as usize;
            let (left, right) = (u16::from(from[pixel]), u16::from(from[(pixel + 1).min(last)]));
            *to = left * (256 - part) + right * part;
        }
    }
}

/// Averages a larger picture over the area of each dot, in linear light.
fn averaged(grey: &Grey, (width, height): (usize, usize)) -> Grey {
    let light = light();
    // Pixels that a dot covers, each with its share in 256ths of a pixel.
    let covers = |dot: usize, pixels: usize, dots: usize| {
        let (from, to) =
            (dot * pixels * 256 / dots, ((dot + 1) * pixels * 256 / dots).max(dot * pixels * 256 / dots + 1));
        (from / 256..to.div_ceil(256).min(pixels)).map(move |pixel| {
            let share = to.min((pixel + 1) * 256) - from.max(pixel * 256);
            (pixel, share as u64)
        })
    };
    let columns: Vec<Vec<(usize, u64)>> = (0..width).map(|x| covers(x, grey.width, width).collect()).collect();
    let mut tones = vec![0; width * height];
    tones.par_chunks_mut(width.max(1)).enumerate().for_each_init(
        || vec![0_u64; grey.width],
        |sums, (y, to)| {
            sums.fill(0);
            let mut high = 0;
            for (row, share) in covers(y, grey.height, height) {
                high += share;
                let from = &grey.tones[row * grey.width..][..grey.width];
                for (sum, tone) in sums.iter_mut().zip(from) {
                    *sum += share * u64::from(light[usize::from(*tone)]);
                }
            }
            for (to, column) in to.iter_mut().zip(&columns) {
                let wide: u64 = column.iter().map(|(_, share)| share).sum();
                let sum: u64 = column.iter().map(|(pixel, share)| sums[*pixel] * share).sum();
                *to = tone(&light, (sum / (wide * high).max(1)) as u16);
            }
        },
    );
    Grey { width, height, tones }
}

/// The light of each tone, in 65,535ths: the curve of sRGB (IEC 61966-2-1), whose power of 2.4 is taken by roots.
fn light() -> [u16; 256] {
    std::array::from_fn(|tone| {
        let value = tone as f64 / 255.0;
        let linear = if value <= 0.04045 {
            value / 12.92
        } else {
            let base = (value + 0.055) / 1.055;
            base * base * fifth_root(base * base)
        };
        (linear * 65_535.0).round() as u16
    })
}

/// The fifth root of a number from 0 to 1, by Newton's method.
fn fifth_root(x: f64) -> f64 {
    (0..60).fold(1.0, |r: f64, _| (4.0 * r + x / (r * r * r * r)) / 5.0)
}

/// The tone of that light.
fn tone(light: &[u16; 256], value: u16) -> u8 {
    let above = light.partition_point(|l| *l < value).min(255);
    let below = above.saturating_sub(1);
    let nearer = value - light[below].min(value) < light[above].saturating_sub(value);
    if nearer { below as u8 } else { above as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(grey: &Grey, size: (usize, usize)) -> Vec<u8> {
        let scaler = Scaler::new(grey, size);
        let mut line = Line::new(&scaler);
        (0..size.1).flat_map(|y| line.row(y).to_vec()).collect()
    }

    #[test]
    fn its_own_size_leaves_a_picture_as_it_is() {
        let grey = Grey { width: 3, height: 2, tones: vec![0, 90, 255, 7, 8, 9] };
        assert_eq!(rows(&grey, (3, 2)), grey.tones);
    }

    #[test]
    fn larger_pictures_pass_smoothly_from_pixel_to_pixel() {
        let grey = Grey { width: 2, height: 1, tones: vec![0, 200] };
        assert_eq!(rows(&grey, (4, 1)), [0, 50, 150, 200]);
        assert_eq!(rows(&grey, (4, 3))[8..], [0, 50, 150, 200]);
    }

    #[test]
    fn smaller_pictures_add_up_light() {
        let grey = Grey { width: 2, height: 2, tones: vec![0, 255, 255, 0] };
        // Half of the light of white is the tone 188.
        assert_eq!(rows(&grey, (1, 1)), [188]);
        let flat = Grey { width: 7, height: 5, tones: vec![77; 35] };
        assert_eq!(rows(&flat, (3, 2)), [77; 6]);
    }
}
