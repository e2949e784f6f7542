//! Decodes pictures to pixels, upright and in the colours of sRGB.

use super::colour_profile::to_srgb;
use super::dots::{Grey, luma};
use super::picture::{self, Coding, Picture};
use super::svg;
use crate::diagnostic::PictureProblem;
use image::error::{ImageError, UnsupportedErrorKind};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits, RgbImage};
use std::io::{Cursor, ErrorKind};

/// The maximum memory that a decoder may use, in bytes. A picture that needs more is rejected. The limit is enough for
/// the largest picture that is accepted, which has 200 megapixels of four bytes.
const MAX_BYTES: u64 = 1 << 30;

/// Decodes a picture. Transparent parts become white.
///
/// # Errors
/// Returns the problem with the file. Damage after the header is first detected here, since `identify` reads only the
/// headers of most files.
pub fn decode(picture: &Picture) -> Result<DynamicImage, PictureProblem> {
    match picture.coding {
        Coding::Svg => svg::render(&picture.bytes),
        Coding::Jpeg | Coding::PlainPng | Coding::Decoded => decode_file(&picture.bytes).map(on_white),
    }
}

/// Decodes the file of a raster picture, and keeps its transparency.
///
/// # Errors
/// Returns the problem with the file.
pub fn decode_file(bytes: &[u8]) -> Result<DynamicImage, PictureProblem> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_BYTES);
    let mut reader = reader(bytes)?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| problem(&e))?;
    // Most files have neither a profile nor an orientation. If one of them is damaged, the
    // picture can still be decoded.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut decoded = DynamicImage::from_decoder(decoder).map_err(|e| problem(&e))?;
    decoded.apply_orientation(orientation);
    Ok(match profile {
        Some(profile) => to_srgb(decoded, &profile),
        None => decoded,
    })
}

/// Returns the orientation that the Exif data of a file give, in any format. It is the one that [`decode_file`] applies,
/// so that the size of a picture and its pixels always agree.
pub(super) fn stored_orientation(bytes: &[u8]) -> picture::Orientation {
    let decoder = reader(bytes).and_then(|reader| reader.into_decoder().map_err(|e| problem(&e)));
    let found = decoder.ok().and_then(|mut decoder| decoder.orientation().ok());
    found.map_or(picture::Orientation::UPRIGHT, |orientation| picture::Orientation(orientation.to_exif()))
}

/// Creates a reader that has recognised the format of a file.
pub(super) fn reader(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, PictureProblem> {
    ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| PictureProblem::CutOff)
}

/// Converts an error of the decoders to a problem that is reported to the user.
pub(super) fn problem(error: &ImageError) -> PictureProblem {
    match error {
        ImageError::Unsupported(e) if matches!(e.kind(), UnsupportedErrorKind::Format(_)) => {
            PictureProblem::NotAPicture
        }
        ImageError::Unsupported(_) => PictureProblem::UnsupportedKind,
        ImageError::Limits(_) => PictureProblem::TooLarge,
        ImageError::IoError(error) if error.kind() == ErrorKind::UnexpectedEof => PictureProblem::CutOff,
        ImageError::IoError(_) | ImageError::Decoding(_) | ImageError::Encoding(_) | ImageError::Parameter(_) => {
            PictureProblem::Damaged
        }
    }
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
