//! Reads JPEG files (ITU-T T.81) without decoding their pixels, and removes everything that no pixel depends on.

use super::hidden::{self, HiddenKinds};
use super::picture::{Coding, Components, Orientation, Picture};
use crate::diagnostic::{HiddenData, PictureProblem};
use std::ops::Range;
use std::sync::Arc;

/// Markers (B.1.1.3). The second byte of each; the first is always 0xFF.
mod marker {
    pub(super) const START_OF_IMAGE: u8 = 0xd8;
    pub(super) const END_OF_IMAGE: u8 = 0xd9;
    pub(super) const START_OF_SCAN: u8 = 0xda;
    pub(super) const COMMENT: u8 = 0xfe;
    /// The application segments have the numbers from 0xE0 to 0xEF. These are used as follows.
    pub(super) const JFIF: u8 = 0xe0;
    pub(super) const EXIF: u8 = 0xe1;
    pub(super) const ICC: u8 = 0xe2;
    pub(super) const PHOTOSHOP: u8 = 0xed;
    pub(super) const ADOBE: u8 = 0xee;
}

/// The length of a JFIF segment without its thumbnail, after the two bytes of the length (JFIF 1.02, page 5).
const JFIF_LENGTH: usize = 14;
/// The length of Adobe's segment, which states how the colours are coded.
const ADOBE_LENGTH: usize = 12;

/// The largest number of scans in a file. Each may change all pixels again; programs write about ten.
const MAX_SCANS: u64 = 100;
/// The largest number of pixels in all scans together, and the number for each byte of a file that has more. Photographs have
/// less than a hundred. A short file with many empty scans would take hours to decode.
const MAX_SCANNED_PIXELS: u64 = 1_000_000_000;
const MAX_SCANNED_PIXELS_PER_BYTE: u64 = 1_000;

/// What the segments of a file say about its picture.
#[derive(Default)]
struct Frame {
    width: u16,
    height: u16,
    components: u8,
    scans: u64,
    adobe: bool,
    orientation: Option<Orientation>,
    hidden: HiddenKinds,
}

/// Whether a file is a JPEG.
pub(super) fn is_jpeg(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, marker::START_OF_IMAGE])
}

/// Reads the picture of a file.
///
/// # Errors
/// Returns a problem if the file is damaged, truncated, or coded in a way that PDF does not support.
pub(super) fn read(name: &str, mut bytes: Vec<u8>) -> Result<Picture, PictureProblem> {
    let frame = strip(&mut bytes).ok_or(PictureProblem::BadJpeg)?;
    let Frame { width, height, components, scans, adobe, orientation, hidden } = frame;
    let (mut width, mut height) = (u32::from(width), u32::from(height));
    let scanned = u64::from(width) * u64::from(height) * scans;
    if scans > MAX_SCANS || scanned > MAX_SCANNED_PIXELS.max(bytes.len() as u64 * MAX_SCANNED_PIXELS_PER_BYTE) {
        return Err(PictureProblem::TooLarge);
    }
    let orientation = orientation.unwrap_or(Orientation::UPRIGHT);
    if orientation.swaps_sides() {
        std::mem::swap(&mut width, &mut height);
    }
    let components = match components {
        1 => Components::Grey,
        3 => Components::Rgb,
        4 => Components::Cmyk { inverted: adobe },
        _ => return Err(PictureProblem::BadJpeg),
    };
    Ok(Picture {
        bytes: Arc::new(bytes),
        coding: Coding::Jpeg,
        orientation,
        components,
        hidden,
        ..Picture::new(name, width, height)
    })
}

/// Removes every segment that no pixel depends on, and everything after the end of the picture. Returns `None` if the file is
/// damaged, truncated, or coded in a way that PDF does not support.
fn strip(bytes: &mut Vec<u8>) -> Option<Frame> {
    if !is_jpeg(bytes) {
        return None;
    }
    let mut frame = Frame::default();
    let mut file = Stripper { bytes, at: 2, end: 2 };
    loop {
        let Marker { kind, after_garbage } = file.next_marker()?;
        if after_garbage {
            frame.hidden.insert(HiddenData::Other);
        }
        match kind {
            marker::END_OF_IMAGE => break,
            marker::START_OF_IMAGE => return None,
            // Markers without a segment: bytes that are no marker, and restarts outside of a scan.
            0x00 | 0x01 | 0xd0..=0xd7 => continue,
            _ => {}
        }
        let body = file.next_body()?;
        let kept = frame.kept_length(kind, &file.bytes[body.clone()])?;
        if kept > 0 {
            file.keep_segment(kind, body.start..body.start + kept);
        }
        if kind == marker::START_OF_SCAN {
            frame.scans += 1;
            file.keep_scan()?;
        }
    }
    if frame.scans == 0 {
        return None;
    }
    if file.finish() {
        frame.hidden.insert(HiddenData::Appended);
    }
    Some(frame)
}

impl Frame {
    /// Returns how many bytes of a segment are kept, from its beginning. Returns `None` if the picture can't be read.
    fn kept_length(&mut self, kind: u8, body: &[u8]) -> Option<usize> {
        match kind {
            // Baseline, extended and progressive frames. PDF supports neither arithmetic coding nor lossless JPEG.
            0xc0..=0xc2 => {
                let (&[_, h1, h0, w1, w0, count], _) = body.split_first_chunk::<6>()?;
                (self.width, self.height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
                self.components = count;
                Some(body.len())
            }
            0xc3 | 0xc5..=0xc7 | 0xc9..=0xcf => None,
            marker::START_OF_SCAN if self.components == 0 => None,
            marker::JFIF if body.starts_with(b"JFIF\0") && body.len() >= JFIF_LENGTH => {
                if body.len() > JFIF_LENGTH {
                    self.hidden.insert(HiddenData::Versions);
                }
                Some(JFIF_LENGTH)
            }
            marker::ICC if body.starts_with(b"ICC_PROFILE\0") => Some(body.len()),
            marker::ADOBE if body.starts_with(b"Adobe") && body.len() >= ADOBE_LENGTH => {
                self.adobe = true;
                Some(ADOBE_LENGTH)
            }
            // Applications, comments, and segments that no decoder reads.
            0xe0..=0xfe => {
                self.describe(kind, body);
                Some(0)
            }
            _ => Some(body.len()),
        }
    }

    /// Notes what a segment contains that is removed.
    fn describe(&mut self, kind: u8, body: &[u8]) {
        match kind {
            marker::EXIF if body.starts_with(b"Exif\0") => {
                let exif = hidden::exif(body);
                self.hidden.extend(exif.kinds);
                self.orientation.get_or_insert(Orientation(exif.turn.to_exif()));
            }
            marker::EXIF => self.hidden.extend(hidden::xmp(body)),
            // Other versions of a picture, in the multi-picture format and in Photoshop's.
            marker::JFIF | marker::ICC => drop(self.hidden.insert(HiddenData::Versions)),
            marker::PHOTOSHOP => self.hidden.extend([HiddenData::Words, HiddenData::Program]),
            marker::COMMENT => drop(self.hidden.insert(HiddenData::Words)),
            _ => drop(self.hidden.insert(HiddenData::Other)),
        }
    }
}

/// A marker that was found in a file.
struct Marker {
    kind: u8,
    /// Whether there were bytes before it that belong to nothing.
    after_garbage: bool,
}

/// A file from which parts are removed in place, since photographs are large.
struct Stripper<'b> {
    bytes: &'b mut Vec<u8>,
    /// The first byte that has not been read yet.
    at: usize,
    /// The end of the bytes that are kept. It is never beyond `at`.
    end: usize,
}

impl Stripper<'_> {
    /// Moves behind the next marker, which may be preceded by any number of fill bytes. Returns `None` at the end of the file.
    fn next_marker(&mut self) -> Option<Marker> {
        let first = self.at + self.bytes.get(self.at..)?.iter().position(|byte| *byte == 0xff)?;
        let kind = first + self.bytes[first..].iter().position(|byte| *byte != 0xff)?;
        let after_garbage = first > self.at;
        self.at = kind + 1;
        Some(Marker { kind: self.bytes[kind], after_garbage })
    }

    /// Moves behind a segment, and returns the place of its content, without the length.
    fn next_body(&mut self) -> Option<Range<usize>> {
        let &[high, low] = self.bytes.get(self.at..self.at + 2)? else { return None };
        let body = self.at + 2..self.at + usize::from(u16::from_be_bytes([high, low]));
        self.bytes.get(body.clone())?;
        self.at = body.end;
        Some(body)
    }

    fn keep_segment(&mut self, kind: u8, body: Range<usize>) {
        let [high, low] = (body.len() as u16 + 2).to_be_bytes();
        self.bytes[self.end..self.end + 4].copy_from_slice(&[0xff, kind, high, low]);
        self.end += 4;
        self.keep(body);
    }

    /// Keeps the data of a scan: everything up to the next marker that is neither a restart nor an escaped byte.
    fn keep_scan(&mut self) -> Option<()> {
        let start = self.at;
        loop {
            let found = self.at + self.bytes.get(self.at..)?.iter().position(|byte| *byte == 0xff)?;
            match self.bytes.get(found + 1)? {
                0x00 | 0xd0..=0xd7 => self.at = found + 2,
                0xff => self.at = found + 1,
                _ => {
                    self.at = found;
                    self.keep(start..found);
                    return Some(());
                }
            }
        }
    }

    fn keep(&mut self, kept: Range<usize>) {
        let length = kept.len();
        if kept.start > self.end {
            self.bytes.copy_within(kept, self.end);
        }
        self.end += length;
    }

    /// Ends the file. Returns whether there was something else than padding after the end of the picture.
    fn finish(self) -> bool {
        let has_more = self.bytes[self.at..].iter().any(|byte| *byte != 0);
        self.bytes[self.end..self.end + 2].copy_from_slice(&[0xff, marker::END_OF_IMAGE]);
        self.bytes.truncate(self.end + 2);
        has_more
    }
}

/// Returns a JPEG without hidden data, or `None` if it can't be read.
pub fn jpeg_without_hidden_data(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut stripped = bytes.to_vec();
    strip(&mut stripped)?;
    Some(stripped)
}

/// Returns a JPEG with Exif data that state only its orientation, for programs that show a picture upright because of them.
pub fn with_orientation(bytes: &[u8], orientation: Orientation) -> Vec<u8> {
    // A TIFF header, and a directory with one entry: tag 0x0112, a 16-bit number (CIPA DC-008, 4.6.2).
    let mut exif = *b"\xff\xe1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    exif[29] = orientation.0;
    let (start, rest) = bytes.split_at(bytes.len().min(2));
    [start, &exif, rest].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::codecs::jpeg::JpegEncoder;
    use image::{ImageDecoder, ImageReader, RgbImage};
    use std::collections::BTreeSet;
    use std::io::Cursor;

    /// Returns a JPEG without hidden data.
    fn plain() -> Vec<u8> {
        let picture = RgbImage::from_fn(40, 30, |x, y| image::Rgb([x as u8 * 6, y as u8 * 8, 90]));
        let mut bytes = Vec::new();
        JpegEncoder::new(&mut bytes).encode_image(&picture).unwrap();
        bytes
    }

    /// Returns a JPEG with a segment after the first marker.
    fn with_segment(kind: u8, body: &[u8]) -> Vec<u8> {
        let plain = plain();
        let [high, low] = (body.len() as u16 + 2).to_be_bytes();
        [&plain[..2], &[0xff, kind, high, low], body, &plain[2..]].concat()
    }

    #[test]
    fn a_file_without_hidden_data_is_unchanged() {
        let picture = read("a", plain()).unwrap();
        assert_eq!(*picture.bytes, plain());
        assert!(picture.hidden.is_empty());
    }

    #[test]
    fn hidden_data_are_removed_and_described() {
        let thumbnail = [b"JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01".as_slice(), b"abc"].concat();
        for (kind, body, described) in [
            (0xe0, thumbnail.as_slice(), HiddenData::Versions),
            (0xe0, b"JFXX\0abc", HiddenData::Versions),
            (0xe1, b"Exif\0\0abc", HiddenData::Other),
            (0xe1, b"http://ns.adobe.com/xap/1.0/\0<dc:creator/>", HiddenData::Names),
            (0xe2, b"MPF\0abc", HiddenData::Versions),
            (0xe5, b"abc", HiddenData::Other),
            (0xed, b"Photoshop 3.0\0abc", HiddenData::Words),
            (0xfe, b"abc", HiddenData::Words),
        ] {
            let picture = read("a", with_segment(kind, body)).unwrap();
            assert!(picture.hidden.contains(&described), "{kind:x}: {:?}", picture.hidden);
            assert!(!picture.bytes.windows(3).any(|window| window == b"abc"), "{kind:x}");
            assert_eq!((picture.width, picture.height), (40, 30));
        }
    }

    #[test]
    fn data_after_the_end_are_removed() {
        let appended = [plain(), plain()].concat();
        let picture = read("a", appended).unwrap();
        assert_eq!(*picture.bytes, plain());
        assert_eq!(picture.hidden, BTreeSet::from([HiddenData::Appended]));
        assert!(read("a", [plain(), vec![0; 100]].concat()).unwrap().hidden.is_empty(), "padding");
    }

    #[test]
    fn a_file_that_breaks_off_is_refused() {
        let whole = with_segment(0xe1, b"Exif\0\0abc");
        for length in 2..whole.len() {
            assert!(read("a", whole[..length].to_vec()).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn orientation_is_written_as_decoders_read_it() {
        for orientation in 1..=8 {
            let turned = with_orientation(&plain(), Orientation(orientation));
            let reader = ImageReader::new(Cursor::new(&turned)).with_guessed_format().unwrap();
            assert_eq!(reader.into_decoder().unwrap().orientation().unwrap().to_exif(), orientation);
            let picture = read("a", turned).unwrap();
            assert_eq!((picture.orientation, picture.hidden.len()), (Orientation(orientation), 0));
            assert_eq!(*picture.bytes, plain());
        }
    }
}
