//! Dots as files and as streams: PNG of one bit, and what a PDF carries.

use super::deflate::deflate_well;
use crate::image::{Dots, Grey, Packing, Plate};
use fax::{Color, VecWriter, encoder::Encoder};
use std::sync::Arc;

/// A PNG of one bit, with its resolution; empty for no dots at all.
pub fn png(dots: &Dots, dpi: u32) -> Vec<u8> {
    let white: Vec<u8> = dots.rows.iter().map(|byte| !byte).collect();
    encoded((dots.width, dots.height), png::BitDepth::One, dpi, &white)
}

/// A PNG of tones, with its resolution.
pub fn grey_png(grey: &Grey, dpi: u32) -> Vec<u8> {
    encoded((grey.width, grey.height), png::BitDepth::Eight, dpi, &grey.tones)
}

fn encoded((width, height): (usize, usize), depth: png::BitDepth, dpi: u32, rows: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width as u32, height as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(depth);
    // PNG counts dots a metre.
    let dots = (u64::from(dpi) * 10_000 + 127) / 254;
    let (xppu, yppu) = (dots as u32, dots as u32);
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu, yppu, unit: png::Unit::Meter }));
    // Writing into memory fails only where there is nothing to write.
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(rows)?;
        writer.finish()
    });
    if written.is_err() {
        bytes.clear();
    }
    bytes
}

/// Bits that a change of colour takes in group 4, at best: what has more of them than deflating makes bits needs no try.
const BITS_A_CHANGE: usize = 3;

/// Packs dots for a PDF by the smaller of two ways: screens deflate better, line art is what fax was made for.
pub fn pack(dots: &Dots) -> Plate {
    let paper: Vec<u8> = dots.rows.iter().map(|byte| !byte).collect();
    let deflated = deflate_well(&paper);
    let (width, height) = (dots.width as u32, dots.height as u32);
    let plate = |packing, bytes| Plate { width, height, packing, bytes: Arc::new(bytes) };
    if changes(dots) * BITS_A_CHANGE < deflated.len() * 8 {
        let faxed = fax(dots);
        if faxed.len() < deflated.len() {
            return plate(Packing::Fax, faxed);
        }
    }
    plate(Packing::Flate, deflated)
}

/// How often the colour changes from a dot to its right neighbour, as far as both are in one byte.
fn changes(dots: &Dots) -> usize {
    dots.rows.iter().map(|byte| ((byte ^ (byte >> 1)) & 0x7f).count_ones() as usize).sum()
}

/// CCITT group 4 (ITU-T T.6).
fn fax(dots: &Dots) -> Vec<u8> {
    let mut encoder = Encoder::new(VecWriter::new());
    for row in dots.rows.chunks(dots.stride().max(1)) {
        let colour = |x: usize| if row[x / 8] & (0x80 >> (x % 8)) != 0 { Color::Black } else { Color::White };
        // Writing into memory can't fail.
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
    fn line_art_is_faxed_and_can_be_read_back() {
        let circle = drawn(|x, y| (x as i64 - 200).pow(2) + (y as i64 - 150).pow(2) < 9000);
        let plate = pack(&circle);
        assert_eq!(plate.packing, Packing::Fax);
        let mut y = 0;
        fax::decoder::decode_g4(plate.bytes.iter().copied(), 403, Some(300), |line| {
            let colours = fax::decoder::pels(line, 403);
            for (x, colour) in colours.enumerate() {
                assert_eq!(colour == Color::Black, circle.is_black(x, y), "{x} {y}");
            }
            y += 1;
        });
        assert_eq!(y, 300);
    }

    #[test]
    fn a_screen_is_deflated() {
        let screen = drawn(|x, y| (x % 8 < 4) != (y % 8 < 4));
        assert_eq!(pack(&screen).packing, Packing::Flate);
    }

    #[test]
    fn a_png_of_dots_is_read_back() {
        let dots = drawn(|x, y| x * 3 + y * 5 > 900);
        let bytes = png(&dots, 600);
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        assert_eq!(reader.info().pixel_dims.map(|d| d.xppu), Some(23_622));
        let mut rows = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut rows).unwrap();
        for (x, y) in [(0, 0), (402, 299), (200, 60), (299, 0)] {
            assert_eq!(rows[y * 51 + x / 8] & (0x80 >> (x % 8)) == 0, dots.is_black(x, y), "{x} {y}");
        }
    }
}
