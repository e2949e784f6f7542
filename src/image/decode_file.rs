//! Decodes the files of raster pictures, within limits on memory.

use super::colour_profile::to_srgb;
use super::encode::png_file;
use super::limits::limited;
use crate::diagnostic::PictureProblem;
use image::error::{ImageError, UnsupportedErrorKind};
use image::metadata::Orientation as Turn;
use image::{DynamicImage, ImageDecoder, ImageReader, Limits};
use std::io::{Cursor, ErrorKind};
use std::sync::Arc;

/// The most memory that a decoder may use beside the pixels, in bytes. Colour profiles and rows are far smaller.
const MAX_EXTRA: u64 = 64 << 20;
/// The most memory that the pixels of any file may take, in bytes: 65 megapixels of a colour photograph. Files that are larger
/// than a megabyte may have more for each byte.
const MAX_DECODED: u64 = 200 << 20;
const MAX_DECODED_PER_BYTE: u64 = 250;
/// The most memory that pixels may take in any case: 200 megapixels of four bytes.
const MAX_DECODED_EVER: u64 = 1 << 30;

/// Decodes a file, turns its pixels, and returns them as PNG.
///
/// # Errors
/// Returns the problem with the file.
pub(super) fn decode_turned(bytes: &Arc<Vec<u8>>, turn: Turn) -> Result<Vec<u8>, PictureProblem> {
    let mut decoded = decode_file(bytes)?;
    decoded.apply_orientation(turn);
    Ok(png_file(&decoded))
}

/// Decodes the file of a raster picture, and keeps its transparency.
///
/// # Errors
/// Returns the problem with the file.
pub(super) fn decode_file(bytes: &Arc<Vec<u8>>) -> Result<DynamicImage, PictureProblem> {
    let shared = bytes.clone();
    limited(bytes.len(), move || decode_bytes(&shared))
}

fn decode_bytes(bytes: &[u8]) -> Result<DynamicImage, PictureProblem> {
    let most = MAX_DECODED.max(bytes.len() as u64 * MAX_DECODED_PER_BYTE).min(MAX_DECODED_EVER);
    let mut limits = Limits::default();
    limits.max_alloc = Some(most + MAX_EXTRA);
    let mut reader = reader(bytes)?;
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| problem(&e))?;
    if decoder.total_bytes() > most {
        return Err(PictureProblem::TooLarge);
    }
    // Most files have neither a profile nor an orientation. If one of them is damaged, the
    // picture can still be decoded.
    let orientation = decoder.orientation().unwrap_or(Turn::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut decoded = DynamicImage::from_decoder(decoder).map_err(|e| problem(&e))?;
    decoded.apply_orientation(orientation);
    Ok(match profile {
        Some(profile) => to_srgb(decoded, &profile),
        None => decoded,
    })
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
