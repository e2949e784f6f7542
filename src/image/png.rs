//! Reads PNG files (PNG specification, third edition) without decoding their pixels, and removes everything that no pixel
//! depends on.

use super::decode_file::decode_turned;
use super::hidden::{self, ExifSummary, HiddenKinds};
use super::picture::{Coding, Components, Picture};
use crate::diagnostic::{HiddenData, PictureProblem};
use image::metadata::Orientation as Turn;
use std::sync::Arc;

/// The bytes at the beginning of every PNG.
const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The chunks on which pixels depend (clause 11): the header, the palette, the pixels and their transparency, the end, and
/// how colours are meant.
const KEPT: [&[u8; 4]; 9] = [b"IHDR", b"PLTE", b"IDAT", b"tRNS", b"IEND", b"iCCP", b"sRGB", b"gAMA", b"cHRM"];
/// The longest colour profile that is read, unpacked, in bytes. Profiles of printers have about two million.
const MAX_PROFILE: u64 = 16 << 20;

/// Whether a file is a PNG.
pub(super) fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// Reads the picture of a file. A picture that Exif data turn is decoded and turned.
///
/// # Errors
/// Returns a problem if the file is truncated, its colour type is unknown, or it must be turned and can't be decoded.
pub(super) fn read(name: &str, bytes: Vec<u8>) -> Result<Picture, PictureProblem> {
    let Stripped { bytes, turn, hidden } = strip(bytes).ok_or(PictureProblem::CutOff)?;
    let picture = if turn == Turn::NoTransforms { bytes } else { decode_turned(&Arc::new(bytes), turn)? };
    let picture = described(name, picture).ok_or(PictureProblem::CutOff)?;
    Ok(Picture { hidden, ..picture })
}

/// Reads the header of a PNG (clause 11.2.1). Returns `None` if it is truncated or its colour type is unknown.
fn described(name: &str, bytes: Vec<u8>) -> Option<Picture> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let (width, height) = (number(16)?, number(20)?);
    let (bits, colour, interlace) = (*bytes.get(24)?, *bytes.get(25)?, *bytes.get(28)?);
    let components = match colour {
        0 | 4 => Components::Grey,
        2 | 6 => Components::Rgb,
        3 => Components::Palette,
        _ => return None,
    };
    // Transparency must be composited on white.
    let transparent = matches!(colour, 4 | 6) || chunks(&bytes).any(|chunk| chunk.kind == b"tRNS");
    let coding = if transparent || interlace != 0 { Coding::Decoded } else { Coding::PlainPng };
    Some(Picture { bytes: Arc::new(bytes), coding, components, bits, ..Picture::new(name, width, height) })
}

/// A chunk of a file.
struct Chunk<'b> {
    kind: &'b [u8],
    body: &'b [u8],
    /// The whole chunk: its length, kind, body and checksum.
    whole: &'b [u8],
}

/// Returns the chunks of a file, up to and including the last. If the file is truncated, the last chunk is missing.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    let mut at = SIGNATURE.len();
    let mut ended = false;
    std::iter::from_fn(move || {
        let head = bytes.get(at..at + 8).filter(|_| !ended)?;
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let whole = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        at += whole.len();
        let kind = &whole[4..8];
        ended = kind == b"IEND";
        Some(Chunk { kind, body: &whole[8..8 + length], whole })
    })
}

/// A file without hidden data.
struct Stripped {
    bytes: Vec<u8>,
    turn: Turn,
    hidden: HiddenKinds,
}

/// Removes every chunk on which no pixel depends, and everything after the last chunk. Returns `None` if the file is truncated.
fn strip(bytes: Vec<u8>) -> Option<Stripped> {
    let mut stripped = Stripped { bytes: Vec::new(), turn: Turn::NoTransforms, hidden: HiddenKinds::new() };
    let mut kept = vec![SIGNATURE];
    let mut read = SIGNATURE.len();
    let mut last: &[u8] = &[];
    for chunk in chunks(&bytes) {
        read += chunk.whole.len();
        last = chunk.kind;
        let keeps =
            KEPT.iter().any(|kind| chunk.kind == *kind) && !(chunk.kind == b"iCCP" && is_huge_profile(chunk.body));
        if keeps {
            kept.push(chunk.whole);
        } else {
            stripped.describe(&chunk);
        }
    }
    if last != b"IEND" {
        return None;
    }
    if bytes[read..].iter().any(|byte| *byte != 0) {
        stripped.hidden.insert(HiddenData::Appended);
    }
    let length: usize = kept.iter().map(|chunk| chunk.len()).sum();
    stripped.bytes = if length == bytes.len() { bytes } else { kept.concat() };
    Some(stripped)
}

impl Stripped {
    /// Notes what a chunk contains that is removed.
    fn describe(&mut self, chunk: &Chunk) {
        match chunk.kind {
            b"eXIf" => {
                let ExifSummary { turn, kinds } = hidden::exif(chunk.body);
                self.turn = turn;
                self.hidden.extend(kinds);
            }
            b"iTXt" if chunk.body.starts_with(b"XML:com.adobe.xmp") => self.hidden.extend(hidden::xmp(chunk.body)),
            b"tEXt" | b"zTXt" | b"iTXt" => drop(self.hidden.insert(HiddenData::Words)),
            b"tIME" => drop(self.hidden.insert(HiddenData::Dates)),
            // The other frames of an animation.
            b"fcTL" | b"fdAT" => drop(self.hidden.insert(HiddenData::Versions)),
            // How the picture should be shown: its resolution, background, histogram and the like.
            b"acTL" | b"bKGD" | b"hIST" | b"pHYs" | b"sBIT" | b"sPLT" | b"cICP" | b"mDCV" | b"cLLI" => {}
            _ => drop(self.hidden.insert(HiddenData::Other)),
        }
    }
}

/// Whether a compressed colour profile unpacks to more than [`MAX_PROFILE`] bytes.
fn is_huge_profile(body: &[u8]) -> bool {
    let name = body.iter().position(|byte| *byte == 0).unwrap_or(body.len());
    let packed = body.get(name + 2..).unwrap_or_default();
    crate::deflate::inflated_length(packed, MAX_PROFILE).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn plain() -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbImage::new(4, 3).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn with_chunk(kind: &[u8], body: &[u8]) -> Vec<u8> {
        let plain = plain();
        let after_header = SIGNATURE.len() + 25;
        let length = (body.len() as u32).to_be_bytes();
        [&plain[..after_header], &length, kind, body, &[0; 4], &plain[after_header..]].concat()
    }

    #[test]
    fn hidden_data_are_removed_and_described() {
        assert!(read("a", plain()).unwrap().hidden.is_empty());
        for (kind, body, described) in [
            (b"tEXt", b"Author\0abc".as_slice(), HiddenData::Words),
            (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<dc:creator>abc", HiddenData::Names),
            (b"eXIf", b"MM\0*abc", HiddenData::Other),
            (b"tIME", b"\x07\xeaabc\0\0", HiddenData::Dates),
            (b"fdAT", b"abc", HiddenData::Versions),
            (b"maRK", b"abc", HiddenData::Other),
        ] {
            let picture = read("a", with_chunk(kind, body)).unwrap();
            assert!(picture.hidden.contains(&described), "{:?}", picture.hidden);
            assert_eq!(*picture.bytes, plain());
        }
    }

    #[test]
    fn data_after_the_end_are_removed() {
        let picture = read("a", [plain(), plain()].concat()).unwrap();
        assert_eq!(*picture.bytes, plain());
        assert_eq!(picture.hidden, HiddenKinds::from([HiddenData::Appended]));
    }

    #[test]
    fn a_file_that_breaks_off_is_refused() {
        for length in SIGNATURE.len()..plain().len() {
            assert!(read("a", plain()[..length].to_vec()).is_err(), "{length} bytes");
        }
    }
}
