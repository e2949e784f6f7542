//! Pictures to pixels, for whoever can't use the file as it is.

use super::{Grey, Picture};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, ToneReprCurve, TransformOptions};
use std::io::Cursor;

/// The largest picture that is read has 200 megapixels, of four bytes.
const MOST_BYTES: u64 = 1 << 30;

/// Decodes a picture, on white where it is transparent.
///
/// # Errors
/// What the decoder says of a file that is damaged behind its head.
pub fn decode(picture: &Picture) -> Result<DynamicImage, String> {
    decoded(&picture.bytes).map(on_white)
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

/// A picture whose colours are meant by a profile, in those of sRGB. Profiles for other than red, green and blue, and
/// damaged ones, are passed over.
fn in_srgb(decoded: DynamicImage, profile: &[u8]) -> DynamicImage {
    let Ok(from) = ColorProfile::new_from_slice(profile) else { return decoded };
    let srgb = ColorProfile::new_srgb();
    if from.color_space != DataColorSpace::Rgb || !decoded.color().has_color() || is_srgb(&from, &srgb) {
        return decoded;
    }
    let mut pixels = decoded.to_rgba8();
    let Ok(transform) = from.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, TransformOptions::default())
    else {
        return decoded;
    };
    let wide = pixels.width() as usize * 4;
    let mut row = vec![0; wide];
    for line in pixels.chunks_exact_mut(wide.max(1)) {
        if transform.transform(line, &mut row).is_ok() {
            line.copy_from_slice(&row);
        }
    }
    DynamicImage::ImageRgba8(pixels)
}

/// Whether a profile has the primaries of sRGB and a curve like it: most files that bring a profile bring this one.
fn is_srgb(profile: &ColorProfile, srgb: &ColorProfile) -> bool {
    let near = |one: moxcms::Xyzd, other: moxcms::Xyzd| {
        (one.x - other.x).abs() < 0.002 && (one.y - other.y).abs() < 0.002 && (one.z - other.z).abs() < 0.002
    };
    let curve = match &profile.red_trc {
        Some(ToneReprCurve::Parametric(values)) => values.first().is_some_and(|power| (power - 2.4).abs() < 0.01),
        // The sRGB profile of Hewlett-Packard has its curve as a table: half of it is a fifth of the light.
        Some(ToneReprCurve::Lut(table)) if table.len() > 255 => {
            let middle = f64::from(table[table.len() / 2]) / 65_535.0;
            (middle - 0.2140).abs() < 0.004
        }
        Some(ToneReprCurve::Lut(_)) | None => false,
    };
    curve
        && near(profile.red_colorant, srgb.red_colorant)
        && near(profile.green_colorant, srgb.green_colorant)
        && near(profile.blue_colorant, srgb.blue_colorant)
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

fn luma(red: u8, green: u8, blue: u8) -> u8 {
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
