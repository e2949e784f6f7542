//! Encodes pixels as files: printer dots and grey tones as PNG that states its resolution, photographs as JPEG.

use super::dots::{DotSize, Dots, Grey};
use super::picture::{Coding, Components, Picture};
use image::DynamicImage;
use image::codecs::jpeg::JpegEncoder;
use std::io::Cursor;
use std::sync::Arc;

/// The quality of photographs that are encoded again because they were cropped, of 100. The encoder keeps the colours of all
/// pixels. At this quality, the loss cannot be seen.
const QUALITY: u8 = 93;

/// Encodes dots as a PNG that states its resolution, with one bit per pixel. The result is empty if there are no dots.
pub fn dots_png(dots: &Dots, dpi: u32) -> Vec<u8> {
    let white: Vec<u8> = dots.rows.iter().map(|byte| !byte).collect();
    encoded(DotSize { width: dots.width, height: dots.height }, png::BitDepth::One, dpi, &white)
}

/// Encodes grey tones as a PNG that states its resolution. The result is empty if there are no tones.
pub fn grey_png(grey: &Grey, dpi: u32) -> Vec<u8> {
    encoded(DotSize { width: grey.width, height: grey.height }, png::BitDepth::Eight, dpi, &grey.tones)
}

/// Returns dots or tones, which were encoded with `bits` per pixel, as a picture.
pub fn print_picture(name: &str, png: Vec<u8>, size: DotSize, bits: u8) -> Picture {
    let picture = Picture::new(name, size.width as u32, size.height as u32);
    Picture { bytes: Arc::new(png), coding: Coding::PlainPng, components: Components::Grey, bits, ..picture }
}

/// Encodes a photograph, in grey or RGB with 8 bits per component, as JPEG. The result is empty if it has no pixels.
pub fn jpeg_file(pixels: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory fails only if the picture is larger than a JPEG can be, which no part of a JPEG is.
    if JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(pixels).is_err() {
        bytes.clear();
    }
    bytes
}

/// Encodes a picture as PNG. The result is empty if it has no pixels.
pub(super) fn png_file(pixels: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    if pixels.write_to(&mut bytes, image::ImageFormat::Png).is_err() {
        return Vec::new();
    }
    bytes.into_inner()
}

fn encoded(size: DotSize, depth: png::BitDepth, dpi: u32, rows: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size.width as u32, size.height as u32);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(depth);
    // PNG states the resolution in pixels per metre. An inch is 0.0254 m.
    let per_metre = ((u64::from(dpi) * 10_000 + 127) / 254) as u32;
    let (xppu, yppu) = (per_metre, per_metre);
    encoder.set_pixel_dims(Some(png::PixelDimensions { xppu, yppu, unit: png::Unit::Meter }));
    // Writing to memory fails only if there is nothing to write.
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(rows)?;
        writer.finish()
    });
    if written.is_err() {
        bytes.clear();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_round_trip_through_png() {
        let (width, height) = (403, 300);
        let mut dots = Dots::white(width, height);
        for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|(x, y)| x * 3 + y * 5 > 900) {
            dots.rows[y * 51 + x / 8] |= 0x80 >> (x % 8);
        }
        let bytes = dots_png(&dots, 600);
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        assert_eq!(reader.info().pixel_dims.map(|d| d.xppu), Some(23_622));
        let mut rows = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut rows).unwrap();
        for (x, y) in [(0, 0), (402, 299), (200, 60), (299, 0)] {
            assert_eq!(rows[y * 51 + x / 8] & (0x80 >> (x % 8)) == 0, dots.is_black(x, y), "dot {x}, {y} differs");
        }
    }
}
