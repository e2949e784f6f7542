//! Pictures to pixels, for whoever can't use the file as it is.

use super::profile::in_srgb;
use super::{Coding, Grey, Picture, drawing};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage};
use std::io::Cursor;

/// The largest picture that is read has 200 megapixels, of four bytes.
const MOST_BYTES: u64 = 1 << 30;

/// Decodes a picture, on white where it is transparent.
///
/// # Errors
/// What the decoder says of a file that is damaged behind its head.
pub fn decode(picture: &Picture) -> Result<DynamicImage, String> {
    match picture.coding {
        Coding::Drawing => drawing::pixels(&picture.bytes),
        Coding::Jpeg | Coding::PlainPng | Coding::Decoded => decoded(&picture.bytes).map(on_white),
    }
}

/// Decodes a file upright, in the colours of sRGB.
///
/// # Errors
/// What the decoder says.
pub fn decoded(bytes: &[u8]) -> Result<DynamicImage, String> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| e.to_string())?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| e.to_string())?;
    // A file without either is the usual one; one whose profile or orientation is damaged still has a picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut decoded = DynamicImage::from_decoder(decoder).map_err(|e| e.to_string())?;
    decoded.apply_orientation(orientation);
    Ok(match profile {
        Some(profile) => in_srgb(decoded, &profile),
        None => decoded,
    })
}

/// Decodes a picture; a broken one gives a grey field, for pages that are shown all the same.
pub fn decode_or_grey(picture: &Picture) -> DynamicImage {
    decode(picture).unwrap_or_else(|_| DynamicImage::ImageRgb8(RgbImage::from_pixel(1, 1, image::Rgb([128; 3]))))
}

/// The tones of a picture: luma by the weights of ITU-R BT.601, as JPEG has them.
///
/// # Errors
/// Those of [`decode`].
pub fn grey(picture: &Picture) -> Result<Grey, String> {
    let decoded = decode(picture)?;
    let (width, height) = (decoded.width() as usize, decoded.height() as usize);
    let tones = if decoded.color().has_color() {
        decoded.into_rgb8().as_raw().chunks_exact(3).map(|c| luma(c[0], c[1], c[2])).collect()
    } else {
        decoded.into_luma8().into_raw()
    };
    Ok(Grey { width, height, tones })
}

/// The luma of a colour, by the same weights.
pub fn luma(red: u8, green: u8, blue: u8) -> u8 {
    // The weights in 65,536ths; they add up to one.
    ((u32::from(red) * 19_595 + u32::from(green) * 38_470 + u32::from(blue) * 7_471 + (1 << 15)) >> 16) as u8
}

/// Paper is white: what is transparent shows it.
fn on_white(decoded: DynamicImage) -> DynamicImage {
    if !decoded.color().has_alpha() {
        return decoded;
    }
    let grey = !decoded.color().has_color();
    let mut flat = decoded.to_rgba8();
    for pixel in flat.pixels_mut() {
        let alpha = u32::from(pixel.0[3]);
        for value in &mut pixel.0[..3] {
            *value = ((u32::from(*value) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        }
        pixel.0[3] = 255;
    }
    let flat = DynamicImage::ImageRgba8(flat);
    if grey { DynamicImage::ImageLuma8(flat.to_luma8()) } else { DynamicImage::ImageRgb8(flat.to_rgb8()) }
}
