//! Decodes pictures to pixels, upright and in the colours of sRGB.

use super::decode_file::decode_file;
use super::dots::{Grey, luma};
use super::encode::png_file;
use super::picture::{Coding, Picture, Window};
use super::{png, svg};
use crate::diagnostic::PictureProblem;
use image::metadata::Orientation as Turn;
use image::{DynamicImage, RgbImage};

/// Decodes a picture. Transparent parts become white.
///
/// # Errors
/// Returns the problem with the file. Damage after the header is first detected here, since `identify` reads only the
/// headers of most files.
pub fn decode(picture: &Picture) -> Result<DynamicImage, PictureProblem> {
    if picture.coding == Coding::Svg {
        return svg::render(&picture.bytes, picture.window);
    }
    let mut decoded = decode_file(&picture.bytes)?;
    if let Some(turn) = Turn::from_exif(picture.orientation.0) {
        decoded.apply_orientation(turn);
    }
    Ok(on_white(match picture.window {
        Some(Window { left, top, width, height }) => decoded.crop_imm(left, top, width, height),
        None => decoded,
    }))
}

/// Renders a drawing, or the part that is shown of it.
///
/// # Errors
/// Returns the problem with the drawing.
pub fn rendered(drawing: &Picture) -> Result<Picture, PictureProblem> {
    let file = png_file(&decode(drawing)?);
    with_pixels(drawing, file).ok_or(PictureProblem::TooLarge)
}

/// Returns a picture with the pixels of a drawing, or of the part that is shown of it, as PNG. Returns `None` if the PNG is
/// damaged.
pub fn with_pixels(drawing: &Picture, file: Vec<u8>) -> Option<Picture> {
    png::read(&drawing.name, file).ok()
}

/// Decodes a picture. A damaged picture becomes a grey field, so that its page can still be shown.
pub fn decode_or_grey(picture: &Picture) -> DynamicImage {
    decode(picture).unwrap_or_else(|_| DynamicImage::ImageRgb8(RgbImage::from_pixel(1, 1, image::Rgb([128; 3]))))
}

/// Decodes a picture to grey tones.
///
/// # Errors
/// Returns the errors of [`decode`].
pub fn grey(picture: &Picture) -> Result<Grey, PictureProblem> {
    let decoded = decode(picture)?;
    let (width, height) = (decoded.width() as usize, decoded.height() as usize);
    let tones = if decoded.color().has_color() {
        decoded.into_rgb8().as_raw().chunks_exact(3).map(|c| luma(c[0], c[1], c[2])).collect()
    } else {
        decoded.into_luma8().into_raw()
    };
    Ok(Grey { width, height, tones })
}

/// Composites a transparent picture on white, the colour of paper.
fn on_white(decoded: DynamicImage) -> DynamicImage {
    if !decoded.color().has_alpha() {
        return decoded;
    }
    let grey = !decoded.color().has_color();
    let mut flat = decoded.into_rgba8();
    for pixel in flat.pixels_mut() {
        let alpha = u32::from(pixel.0[3]);
        for value in &mut pixel.0[..3] {
            *value = ((u32::from(*value) * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        }
        pixel.0[3] = 255;
    }
    let flat = DynamicImage::ImageRgba8(flat);
    if grey { DynamicImage::ImageLuma8(flat.into_luma8()) } else { DynamicImage::ImageRgb8(flat.into_rgb8()) }
}
