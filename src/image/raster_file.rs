//! Reads the files of raster pictures, in every format. TIFF and GIF files are converted to PNG.

use super::decode_file::{decode_file, problem, reader};
use super::encode::png_file;
use super::picture::Picture;
use super::{gif, hidden, jpeg, png, webp};
use crate::diagnostic::{Fault, PictureProblem};
use std::sync::Arc;

/// The maximum number of pixels in a picture, checked before any memory is reserved for them. An A3 page at 600 dpi has
/// 70 million.
pub(super) const MAX_PIXELS: u64 = 200_000_000;

/// Reads the picture of a file, without its hidden data. Returns the bytes if they are in no format of raster pictures.
pub(super) fn read(name: &str, bytes: Vec<u8>) -> Result<Result<Picture, Fault>, Vec<u8>> {
    let bad = |why: PictureProblem| Fault::BadPicture { file: name.to_string(), why };
    Ok(if jpeg::is_jpeg(&bytes) {
        jpeg::read(name, bytes).map_err(bad)
    } else if png::is_png(&bytes) {
        png::read(name, bytes).map_err(bad)
    } else if webp::is_webp(&bytes) {
        webp::read(name, bytes).map_err(bad)
    } else if gif::is_gif(&bytes) {
        let hidden = gif::hidden(&bytes);
        converted_to_png(name, bytes).map(|picture| Picture { hidden, ..picture })
    } else if is_tiff(&bytes) {
        let hidden = hidden::tiff(&bytes);
        converted_to_png(name, bytes).map(|picture| Picture { hidden, ..picture })
    } else {
        return Err(bytes);
    })
}

/// Converts a TIFF, or the first frame of a GIF, to PNG, which both a PDF and a browser can show.
fn converted_to_png(name: &str, bytes: Vec<u8>) -> Result<Picture, Fault> {
    let bad = |why: PictureProblem| Fault::BadPicture { file: name.to_string(), why };
    let size = reader(&bytes).and_then(|reader| reader.into_dimensions().map_err(|e| problem(&e)));
    let (width, height) = size.map_err(bad)?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        return Err(Fault::HugePicture { file: name.to_string(), megapixels: pixels / 1_000_000 });
    }
    let decoded = decode_file(&Arc::new(bytes)).map_err(bad)?;
    png::read(name, png_file(&decoded)).map_err(bad)
}

/// Whether a file is a TIFF.
fn is_tiff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*")
}
