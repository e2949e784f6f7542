//! The size and coding of a picture, from its first bytes, without decoding it.
//!
//! Takes the bytes of a file; gives a [`Picture`], or the fault that keeps it from being printed.

use super::{Coding, Components, Picture, Turned, drawing};
use crate::diagnostic::Fault;
use std::io::Cursor;
use std::sync::Arc;

/// More pixels than this are refused before any memory is set aside for them: an A3 page at 600 dpi has 70 million.
const MOST_PIXELS: u64 = 200_000_000;

/// Measures a picture.
///
/// # Errors
/// A fault for bytes that are damaged, of an unknown format, or more than 200 megapixels.
pub fn measure(name: &str, bytes: Vec<u8>) -> Result<Picture, Fault> {
    let bad = |why: &str| Fault::BadPicture { file: name.to_string(), why: why.to_string() };
    let picture = if bytes.starts_with(&[0xff, 0xd8]) {
        jpeg(name, bytes).ok_or_else(|| bad("the JPEG breaks off or is of a rare kind"))?
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        png(name, bytes).ok_or_else(|| bad("the PNG breaks off"))?
    } else if bytes.len() > 12 && &bytes[..4] == b"RIFF" && &bytes[8..12] == b"WEBP" {
        other(name, bytes).map_err(|e| bad(&e))?
    } else if [&b"II*\0"[..], b"MM\0*", b"GIF87a", b"GIF89a"].iter().any(|magic| bytes.starts_with(magic)) {
        converted(name, &bytes)?
    } else if is_drawing(&bytes) {
        drawing(name, bytes).map_err(|why| bad(&why))?
    } else {
        return Err(bad(unknown(&bytes)));
    };
    let pixels = u64::from(picture.width) * u64::from(picture.height);
    if pixels > MOST_PIXELS {
        return Err(Fault::HugePicture { file: name.to_string(), megapixels: pixels / 1_000_000 });
    }
    if pixels == 0 {
        return Err(bad("it has no pixels"));
    }
    Ok(picture)
}

/// Reads a JPEG's frame header (ITU-T T.81, B.2.2) and Adobe's marker, which says whether CMYK is inverted.
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
            // Baseline, extended and progressive frames; arithmetic coding and lossless are not for PDF.
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
    // The end marker may be followed by padding, but a file without any was cut off.
    if !bytes[at..].windows(2).rev().take(1 << 16).any(|w| w == [0xff, 0xd9]) {
        return None;
    }
    let (mut width, mut height, turned) = (u32::from(width), u32::from(height), turned(&bytes));
    if turned.sideways() {
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
        turned,
        components,
        bits: 8,
    })
}

/// Reads a PNG's header chunk (PNG specification, 11.2.2) and walks its chunks to the end.
fn png(name: &str, bytes: Vec<u8>) -> Option<Picture> {
    let be = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (width, height) = (be(16)?, be(20)?);
    let (bits, colour, interlace) = (*bytes.get(24)?, *bytes.get(25)?, *bytes.get(28)?);
    let mut transparent = matches!(colour, 4 | 6);
    let mut meant = false;
    let mut at = 8;
    loop {
        let length = be(at)? as usize;
        let kind = bytes.get(at + 4..at + 8)?;
        match kind {
            b"tRNS" => transparent = true,
            b"eXIf" => meant = true,
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
    // A profile's colours have to be worked out, and so has what a camera turned.
    let plain = !transparent && interlace == 0 && !meant;
    let coding = if !plain { Coding::Decoded } else { Coding::PlainPng };
    Some(Picture {
        name: name.to_string(),
        bytes: Arc::new(bytes),
        coding,
        width,
        height,
        turned: Turned::NOT,
        components,
        bits,
    })
}

/// Asks the decoder for the size of a picture that has to be decoded anyway.
fn other(name: &str, bytes: Vec<u8>) -> Result<Picture, String> {
    let reader = image::ImageReader::new(Cursor::new(&bytes)).with_guessed_format().map_err(|e| e.to_string())?;
    let (width, height) = reader.into_dimensions().map_err(|e| e.to_string())?;
    Ok(Picture {
        name: name.to_string(),
        bytes: Arc::new(bytes),
        coding: Coding::Decoded,
        width,
        height,
        turned: Turned::NOT,
        components: Components::Rgb,
        bits: 8,
    })
}

/// A picture that neither a PDF nor a browser can carry, as PNG: TIFF, and the first frame of a GIF.
fn converted(name: &str, bytes: &[u8]) -> Result<Picture, Fault> {
    let bad = |why: String| Fault::BadPicture { file: name.to_string(), why };
    let guessed = || image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|e| bad(e.to_string()));
    let (width, height) = guessed()?.into_dimensions().map_err(|e| bad(e.to_string()))?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS {
        return Err(Fault::HugePicture { file: name.to_string(), megapixels: pixels / 1_000_000 });
    }
    let decoded = super::decoded(bytes).map_err(bad)?;
    let mut png_bytes = Cursor::new(Vec::new());
    decoded.write_to(&mut png_bytes, image::ImageFormat::Png).map_err(|e| bad(e.to_string()))?;
    png(name, png_bytes.into_inner()).ok_or_else(|| bad("it has no pixels".to_string()))
}

/// Whether a file is SVG: its element may stand behind a declaration and comments.
fn is_drawing(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<') && head.contains("<svg")
}

fn drawing(name: &str, bytes: Vec<u8>) -> Result<Picture, String> {
    let (width, height) = drawing::size(&drawing::parse(&bytes)?);
    let (name, bytes, coding) = (name.to_string(), Arc::new(bytes), Coding::Drawing);
    Ok(Picture { name, bytes, coding, width, height, turned: Turned::NOT, components: Components::Rgb, bits: 8 })
}

/// What a file is that is no picture, or none that is read.
fn unknown(bytes: &[u8]) -> &'static str {
    if bytes.is_empty() {
        "the file is empty"
    } else if bytes.starts_with(b"%PDF") {
        "a PDF has pages, not pixels"
    } else if bytes.get(4..8) == Some(b"ftyp") {
        "a telephone's HEIC or AVIF"
    } else {
        "unknown format"
    }
}

/// How a camera turned a JPEG: the orientation that its Exif marker tells, 0x0112 (CIPA DC-008).
fn turned(bytes: &[u8]) -> Turned {
    let Some(at) = memchr::memmem::find(&bytes[..bytes.len().min(1 << 16)], b"Exif\0\0") else { return Turned::NOT };
    orientation(&bytes[at + 6..]).filter(|way| (1..=8).contains(way)).map_or(Turned::NOT, Turned)
}

/// The orientation in a TIFF structure's first directory.
fn orientation(tiff: &[u8]) -> Option<u8> {
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let pair: [u8; 2] = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| {
        let four: [u8; 4] = tiff.get(at..at + 4)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) } as usize)
    };
    let directory = long(4)?;
    let entry = |number: usize| directory.checked_add(2 + 12 * number);
    (0..usize::from(short(directory)?))
        .filter_map(entry)
        .find(|at| short(*at) == Some(0x0112))
        .and_then(|at| u8::try_from(short(at + 8)?).ok())
}
