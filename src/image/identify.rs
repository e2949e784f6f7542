//! Identifies the file of a picture: reads its size, coding and orientation from its headers, without decoding pixels.
//! Only TIFF and GIF files are decoded, since they must be converted to PNG. Hidden data are removed.
//!
//! Input: the bytes of a file. Output: a [`Picture`], or the fault that prevents it from being printed.

use super::picture::Picture;
use super::raster_file::MAX_PIXELS;
use super::{raster_file, svg};
use crate::diagnostic::{Fault, PictureProblem};

/// The maximum number of pixels in a row or column, which is that of JPEG. Each row takes time, however short it is.
const MAX_SIDE: u32 = 65_535;

/// Reads the headers of a picture file, and returns the picture. `name` is its name in the manuscript.
///
/// # Errors
/// Returns a fault for bytes that are damaged, that have an unknown format, or that contain more than 200 megapixels.
pub fn identify(name: &str, bytes: Vec<u8>) -> Result<Picture, Fault> {
    let bad = |why: PictureProblem| Fault::BadPicture { file: name.to_string(), why };
    let picture = match raster_file::read(name, bytes) {
        Ok(read) => read?,
        Err(bytes) if is_svg(&bytes) => svg::read(name, bytes).map_err(bad)?,
        Err(bytes) => return Err(bad(other_format(&bytes))),
    };
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    if pixels > MAX_PIXELS {
        return Err(Fault::HugePicture { file: name.to_string(), megapixels: pixels / 1_000_000 });
    }
    if picture.width.max(picture.height) > MAX_SIDE {
        return Err(bad(PictureProblem::SideTooLong));
    }
    if pixels == 0 {
        return Err(bad(PictureProblem::NoPixels));
    }
    Ok(picture)
}

/// Whether a file is SVG. A declaration and comments may precede the root element.
fn is_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && head.contains("<svg")
}

/// Returns the problem with a file that is not a picture, or whose format is not supported.
fn other_format(bytes: &[u8]) -> PictureProblem {
    if bytes.is_empty() {
        PictureProblem::Empty
    } else if bytes.starts_with(b"%PDF") {
        PictureProblem::Pdf
    } else if bytes.get(4..8) == Some(b"ftyp") {
        PictureProblem::Heic
    } else {
        PictureProblem::NotAPicture
    }
}
