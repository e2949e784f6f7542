//! Identifies the file of a picture: reads its size, coding and orientation from its headers, without decoding pixels.
//! Only TIFF and GIF files are decoded, since they must be converted to PNG.
//!
//! Input: the bytes of a file. Output: a [`Picture`], or the fault that prevents it from being printed.

use super::decode::{decode_file, problem, reader, stored_orientation};
use super::picture::{Coding, Components, Orientation, Picture};
use super::svg;
use crate::diagnostic::{Fault, PictureProblem};
use std::io::Cursor;
use std::sync::Arc;

/// The maximum number of pixels in a picture, checked before any memory is reserved for them. An A3 page at 600 dpi has
/// 70 million.
const MAX_PIXELS: u64 = 200_000_000;

/// Reads the headers of a picture file, and returns the picture. `name` is its name in the manuscript.
///
/// # Errors
/// Returns a fault for bytes that are damaged, that have an unknown format, or that contain more than 200 megapixels.
pub fn identify(name: &str, bytes: Vec<u8>) -> Result<Picture, Fault> {
    let bad = |why: PictureProblem| Fault::BadPicture { file: name.to_string(), why };
    let picture = if bytes.starts_with(&[0xff, 0xd8]) {
        jpeg(name, bytes).ok_or_else(|| bad(PictureProblem::BadJpeg))?
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(name, bytes).ok_or_else(|| bad(PictureProblem::CutOff))?
    } else if bytes.len() > 12 && &bytes[..4] == b"RIFF" && &bytes[8..12] == b"WEBP" {
        webp(name, bytes).map_err(bad)?
    } else if [&b"II*\0"[..], b"MM\0*", b"GIF87a", b"GIF89a"].iter().any(|magic| bytes.starts_with(magic)) {
        converted_to_png(name, &bytes)?
    } else if is_svg(&bytes) {
        let (width, height) = svg::parse(&bytes).map(|tree| svg::size(&tree)).map_err(bad)?;
        Picture::svg(name.to_string(), bytes, width, height)
    } else {
        return Err(bad(other_format(&bytes)));
    };
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    if pixels > MAX_PIXELS {
        return Err(Fault::HugePicture { file: name.to_string(), megapixels: pixels / 1_000_000 });
    }
    if pixels == 0 {
        return Err(bad(PictureProblem::NoPixels));
    }
    Ok(picture)
}

/// Reads the frame header of a JPEG (ITU-T T.81, B.2.2), and Adobe's marker, which indicates whether CMYK is inverted.
/// Returns `None` if the file is damaged, truncated, or coded in a way that PDF does not support.
fn jpeg(name: &str, bytes: Vec<u8>) -> Option<Picture> {
    let mut at = 2;
    let mut adobe = false;
    let (width, height, count) = loop {
        while *bytes.get(at)? == 0xff && *bytes.get(at + 1)? == 0xff {
            at += 1;
        }
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let body = bytes.get(at + 4..at + 2 + length)?;
        match marker {
            // Baseline, extended and progressive frames. PDF supports neither arithmetic coding nor lossless JPEG.
            0xc0..=0xc2 => {
                let (&[_, h1, h0, w1, w0, count], _) = body.split_first_chunk::<6>()?;
                break (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]), count);
            }
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf | 0xd9 | 0xda => return None,
            0xee => adobe = body.starts_with(b"Adobe"),
            _ => {}
        }
        at += 2 + length;
    };
    // The end marker may be followed by padding, but a file without the marker is truncated.
    if !bytes[at..].windows(2).rev().take(1 << 16).any(|w| w == [0xff, 0xd9]) {
        return None;
    }
    let (mut width, mut height, orientation) = (u32::from(width), u32::from(height), stored_orientation(&bytes));
    if orientation.swaps_sides() {
        std::mem::swap(&mut width, &mut height);
    }
    let components = match count {
        1 => Components::Grey,
        3 => Components::Rgb,
        4 => Components::Cmyk { inverted: adobe },
        _ => return None,
    };
    Some(Picture {
        name: name.to_string(),
        bytes: Arc::new(bytes),
        coding: Coding::Jpeg,
        width,
        height,
        orientation,
        components,
        bits: 8,
    })
}

/// Reads the header chunk of a PNG (PNG specification, 11.2.2) and checks that all chunks up to the last are present.
/// Returns `None` if the file is truncated or its colour type is unknown.
fn png(name: &str, bytes: Vec<u8>) -> Option<Picture> {
    let be = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (mut width, mut height) = (be(16)?, be(20)?);
    let (bits, colour, interlace) = (*bytes.get(24)?, *bytes.get(25)?, *bytes.get(28)?);
    let mut transparent = matches!(colour, 4 | 6);
    let mut has_exif = false;
    let mut at = 8;
    loop {
        let length = be(at)? as usize;
        let kind = bytes.get(at + 4..at + 8)?;
        match kind {
            b"tRNS" => transparent = true,
            b"eXIf" => has_exif = true,
            b"IEND" => break,
            _ => {}
        }
        at = at.checked_add(length)?.checked_add(12)?;
    }
    let components = match colour {
        0 | 4 => Components::Grey,
        2 | 6 => Components::Rgb,
        3 => Components::Palette,
        _ => return None,
    };
    // The decoder turns the pixels upright.
    if has_exif && stored_orientation(&bytes).swaps_sides() {
        std::mem::swap(&mut width, &mut height);
    }
    // Transparency must be composited on white, and Exif data may contain an orientation that must be applied.
    let plain = !transparent && interlace == 0 && !has_exif;
    let coding = if plain { Coding::PlainPng } else { Coding::Decoded };
    Some(Picture {
        name: name.to_string(),
        bytes: Arc::new(bytes),
        coding,
        width,
        height,
        orientation: Orientation::UPRIGHT,
        components,
        bits,
    })
}

/// Reads the size of a WebP with the decoder, since a WebP must be decoded anyway. The decoder turns the pixels upright.
fn webp(name: &str, bytes: Vec<u8>) -> Result<Picture, PictureProblem> {
    let (mut width, mut height) = reader(&bytes)?.into_dimensions().map_err(|e| problem(&e))?;
    if stored_orientation(&bytes).swaps_sides() {
        std::mem::swap(&mut width, &mut height);
    }
    Ok(Picture {
        name: name.to_string(),
        bytes: Arc::new(bytes),
        coding: Coding::Decoded,
        width,
        height,
        orientation: Orientation::UPRIGHT,
        components: Components::Rgb,
        bits: 8,
    })
}

/// Converts a TIFF, or the first frame of a GIF, to PNG, which both a PDF and a browser can show.
fn converted_to_png(name: &str, bytes: &[u8]) -> Result<Picture, Fault> {
    let bad = |why: PictureProblem| Fault::BadPicture { file: name.to_string(), why };
    let size = reader(bytes).and_then(|reader| reader.into_dimensions().map_err(|e| problem(&e)));
    let (width, height) = size.map_err(bad)?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MAX_PIXELS {
        return Err(Fault::HugePicture { file: name.to_string(), megapixels: pixels / 1_000_000 });
    }
    let decoded = decode_file(bytes).map_err(bad)?;
    let mut png_bytes = Cursor::new(Vec::new());
    decoded.write_to(&mut png_bytes, image::ImageFormat::Png).map_err(|e| bad(problem(&e)))?;
    png(name, png_bytes.into_inner()).ok_or_else(|| bad(PictureProblem::NoPixels))
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
