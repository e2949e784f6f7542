//! Packs dots for a PDF with Deflate or CCITT group 4, whichever is smaller.

use crate::deflate::deflate_small;
use crate::image::{Dots, Packing, Plate};
use fax::{Color, VecWriter, encoder::Encoder};
use std::sync::Arc;

/// The number of bits that group 4 is assumed to need for a change of colour. Group 4 is tried only if, at this rate,
/// it would produce less data than Deflate.
const BITS_PER_CHANGE: usize = 3;

/// Packs dots. Deflate is smaller for screens. Group 4, which was designed for fax machines, is smaller for line art.
pub fn pack(dots: &Dots) -> Plate {
    let paper: Vec<u8> = dots.rows.iter().map(|byte| !byte).collect();
    let deflated = deflate_small(&paper);
    let (width, height) = (dots.width as u32, dots.height as u32);
    let plate = |packing, bytes| Plate { width, height, packing, bytes: Arc::new(bytes) };
    if colour_changes(dots) * BITS_PER_CHANGE < deflated.len() * 8 {
        let fax = ccitt_group_4(dots);
        if fax.len() < deflated.len() {
            return plate(Packing::Fax, fax);
        }
    }
    plate(Packing::Flate, deflated)
}

/// Counts how often the colour changes from a dot to its right neighbour. Only pairs within one byte are counted, so
/// the result is a lower bound.
fn colour_changes(dots: &Dots) -> usize {
    dots.rows.iter().map(|byte| ((byte ^ (byte >> 1)) & 0x7f).count_ones() as usize).sum()
}

/// Encodes dots as CCITT group 4 (ITU-T Recommendation T.6).
fn ccitt_group_4(dots: &Dots) -> Vec<u8> {
    let mut encoder = Encoder::new(VecWriter::new());
    for row in dots.rows.chunks(dots.stride().max(1)) {
        let colour = |x: usize| if row[x / 8] & (0x80 >> (x % 8)) != 0 { Color::Black } else { Color::White };
        // Writing to memory cannot fail.
        let _ = encoder.encode_line((0..dots.width).map(colour), dots.width as u32);
    }
    match encoder.finish() {
        Ok(writer) => writer.finish(),
        Err(never) => match never {},
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(black: impl Fn(usize, usize) -> bool) -> Dots {
        let (width, height) = (403, 300);
        let mut dots = Dots { width, height, rows: vec![0; 51 * height] };
        for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|(x, y)| black(*x, *y)) {
            dots.rows[y * 51 + x / 8] |= 0x80 >> (x % 8);
        }
        dots
    }

    #[test]
    fn line_art_is_packed_as_group_4_and_round_trips() {
        let circle = drawn(|x, y| (x as i64 - 200).pow(2) + (y as i64 - 150).pow(2) < 9000);
        let plate = pack(&circle);
        assert_eq!(plate.packing, Packing::Fax);
        let mut y = 0;
        fax::decoder::decode_g4(plate.bytes.iter().copied(), 403, Some(300), |line| {
            let colours = fax::decoder::pels(line, 403);
            for (x, colour) in colours.enumerate() {
                assert_eq!(colour == Color::Black, circle.is_black(x, y), "the dot at {x}, {y} differs");
            }
            y += 1;
        });
        assert_eq!(y, 300);
    }

    #[test]
    fn a_halftone_screen_is_deflated() {
        let screen = drawn(|x, y| (x % 8 < 4) != (y % 8 < 4));
        assert_eq!(pack(&screen).packing, Packing::Flate);
    }
}
