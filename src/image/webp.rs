//! Reads WebP files (RFC 9649) without decoding their pixels, and removes everything that no pixel depends on.

use super::decode_file::{decode_turned, problem, reader};
use super::hidden::{self, ExifSummary, HiddenKinds};
use super::picture::{Coding, Picture};
use crate::diagnostic::{HiddenData, PictureProblem};
use image::metadata::Orientation as Turn;
use std::sync::Arc;

/// The chunks on which the pixels of a still picture depend: the extended header, a profile, transparency, and the pixels.
const KEPT: [&[u8; 4]; 5] = [b"VP8X", b"ICCP", b"ALPH", b"VP8 ", b"VP8L"];
/// The flags of the extended header (RFC 9649, 2.7.1) for animations, XMP and Exif data.
const ANIMATION: u8 = 0x02;
const METADATA: u8 = 0x04 | 0x08;

/// Whether a file is a WebP.
pub(super) fn is_webp(bytes: &[u8]) -> bool {
    bytes.len() > 12 && bytes.starts_with(b"RIFF") && &bytes[8..12] == b"WEBP"
}

/// Reads the picture of a file. Animations, of which the first frame is used, and pictures that Exif data turn are decoded.
///
/// # Errors
/// Returns a problem if the file is truncated or damaged.
pub(super) fn read(name: &str, bytes: Vec<u8>) -> Result<Picture, PictureProblem> {
    let Stripped { bytes: stripped, turn, animated, hidden } = strip(&bytes).ok_or(PictureProblem::CutOff)?;
    let picture = if animated {
        // Decoding a whole file turns its pixels.
        super::png::read(name, decode_turned(&Arc::new(bytes), Turn::NoTransforms)?)?
    } else if turn != Turn::NoTransforms {
        super::png::read(name, decode_turned(&Arc::new(stripped), turn)?)?
    } else {
        let (width, height) = reader(&stripped)?.into_dimensions().map_err(|e| problem(&e))?;
        Picture { bytes: Arc::new(stripped), coding: Coding::Decoded, ..Picture::new(name, width, height) }
    };
    Ok(Picture { hidden, ..picture })
}

/// A file without hidden data.
struct Stripped {
    bytes: Vec<u8>,
    turn: Turn,
    animated: bool,
    hidden: HiddenKinds,
}

/// Removes every chunk on which no pixel depends, and everything after the last chunk. Returns `None` if the file is truncated.
fn strip(bytes: &[u8]) -> Option<Stripped> {
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let end = 8 + number(4)?;
    let mut stripped = Stripped {
        bytes: b"RIFF\0\0\0\0WEBP".to_vec(),
        turn: Turn::NoTransforms,
        animated: false,
        hidden: HiddenKinds::new(),
    };
    let mut at = 12;
    while at + 8 <= end {
        let (kind, length) = (bytes.get(at..at + 4)?, number(at + 4)?);
        let body = bytes.get(at + 8..(at + 8).checked_add(length)?)?;
        // Chunks begin at even offsets. Some programs leave out the last padding byte.
        let next = (at + 8 + length).next_multiple_of(2);
        if KEPT.iter().any(|kept| kind == *kept) {
            stripped.keep(kind, body);
        } else {
            stripped.describe(kind, body);
        }
        at = next;
    }
    if bytes.get(end..).is_some_and(|rest| rest.iter().any(|byte| *byte != 0)) {
        stripped.hidden.insert(HiddenData::Appended);
    }
    let length = (stripped.bytes.len() - 8) as u32;
    stripped.bytes[4..8].copy_from_slice(&length.to_le_bytes());
    Some(stripped)
}

impl Stripped {
    fn keep(&mut self, kind: &[u8], body: &[u8]) {
        self.bytes.extend_from_slice(kind);
        self.bytes.extend_from_slice(&(body.len() as u32).to_le_bytes());
        let start = self.bytes.len();
        self.bytes.extend_from_slice(body);
        if body.len() % 2 == 1 {
            self.bytes.push(0);
        }
        if kind == b"VP8X"
            && let Some(flags) = self.bytes.get_mut(start)
        {
            self.animated = *flags & ANIMATION != 0;
            *flags &= !METADATA;
        }
    }

    /// Notes what a chunk contains that is removed.
    fn describe(&mut self, kind: &[u8], body: &[u8]) {
        match kind {
            b"EXIF" => {
                let ExifSummary { turn, kinds } = hidden::exif(body);
                self.turn = turn;
                self.hidden.extend(kinds);
            }
            b"XMP " => self.hidden.extend(hidden::xmp(body)),
            b"ANIM" => {}
            b"ANMF" => drop(self.hidden.insert(HiddenData::Versions)),
            _ => drop(self.hidden.insert(HiddenData::Other)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn plain() -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::RgbImage::new(5, 3).write_to(&mut bytes, image::ImageFormat::WebP).unwrap();
        bytes.into_inner()
    }

    /// Returns a file with another chunk at its end.
    fn with_chunk(kind: &[u8], body: &[u8]) -> Vec<u8> {
        let mut bytes = [&plain(), kind, &(body.len() as u32).to_le_bytes(), body].concat();
        if bytes.len() % 2 == 1 {
            bytes.push(0);
        }
        let length = (bytes.len() - 8) as u32;
        bytes[4..8].copy_from_slice(&length.to_le_bytes());
        bytes
    }

    #[test]
    fn hidden_data_are_removed_and_described() {
        assert!(read("a", plain()).unwrap().hidden.is_empty());
        for (kind, body, described) in [
            (b"EXIF", b"Exif\0\0abc".as_slice(), HiddenData::Other),
            (b"XMP ", b"<dc:creator>abc", HiddenData::Names),
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
}
