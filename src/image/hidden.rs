//! Data in the files of pictures that are not visible on the page: where and when a photograph was taken, by whom and with
//! which camera, comments, thumbnails, and bytes after the end.
//!
//! Each format removes such data when a file is read, so that they reach none of the files that agrafe writes. This module
//! describes what was removed, for `agrafe check`.

use crate::diagnostic::HiddenData;
use exif::{Context, Exif, In, Tag, Value};
use image::metadata::Orientation as Turn;
use std::collections::BTreeSet;

/// The kinds of hidden data that a file contains.
pub type HiddenKinds = BTreeSet<HiddenData>;

/// What Exif data say about a picture.
pub(super) struct ExifSummary {
    /// How the rows of the picture must be turned.
    pub(super) turn: Turn,
    pub(super) kinds: HiddenKinds,
}

/// Summarises Exif data, which begin with the header of a TIFF (CIPA DC-008, 4.5.2). Data that can't be parsed count as
/// data of an unknown kind.
pub(super) fn exif(bytes: &[u8]) -> ExifSummary {
    let bytes = bytes.strip_prefix(b"Exif\0\0").unwrap_or(bytes);
    let turn = Turn::from_exif_chunk(bytes).unwrap_or(Turn::NoTransforms);
    let kinds = parsed(bytes).map_or_else(|| BTreeSet::from([HiddenData::Other]), |exif| kinds_in(&exif));
    ExifSummary { turn, kinds }
}

/// Returns the kinds of data in the tags of a TIFF, which have the same structure as Exif data.
pub(super) fn tiff(bytes: &[u8]) -> HiddenKinds {
    parsed(bytes).map(|exif| kinds_in(&exif)).unwrap_or_default()
}

/// Parses Exif data as far as possible; `None` if nothing in them can be read.
fn parsed(bytes: &[u8]) -> Option<Exif> {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    let exif = reader.read_raw(bytes.to_vec()).or_else(|error| error.distill_partial_result(|_| {})).ok()?;
    let has_fields = exif.fields().len() > 0;
    has_fields.then_some(exif)
}

fn kinds_in(exif: &Exif) -> HiddenKinds {
    let mut kinds = HiddenKinds::new();
    for field in exif.fields().filter(|field| !is_empty(&field.value)) {
        if field.ifd_num == In::THUMBNAIL {
            kinds.insert(HiddenData::Versions);
            continue;
        }
        kinds.extend(kind_of(field.tag));
    }
    kinds
}

/// Returns the kind of a tag; `None` for tags that describe only the pixels.
fn kind_of(tag: Tag) -> Option<HiddenData> {
    /// The tags that Windows adds: the author, and the title, comment, keywords and subject.
    const XP_AUTHOR: u16 = 0x9c9d;
    const XP_WORDS: [u16; 4] = [0x9c9b, 0x9c9c, 0x9c9e, 0x9c9f];
    /// Tags of TIFF files: the computer, XMP and the data of Photoshop; and the words of IPTC.
    const PROGRAMS: [u16; 3] = [316, 700, 34377];
    const IPTC: u16 = 33723;
    match tag {
        Tag(Context::Gps, _) => Some(HiddenData::Place),
        Tag::Artist | Tag::Copyright | Tag::CameraOwnerName | Tag(Context::Tiff, XP_AUTHOR) => Some(HiddenData::Names),
        Tag::Make
        | Tag::Model
        | Tag::BodySerialNumber
        | Tag::LensMake
        | Tag::LensModel
        | Tag::LensSerialNumber
        | Tag::ImageUniqueID
        | Tag::MakerNote => Some(HiddenData::Camera),
        Tag::DateTime | Tag::DateTimeOriginal | Tag::DateTimeDigitized => Some(HiddenData::Dates),
        Tag::ImageDescription | Tag::UserComment => Some(HiddenData::Words),
        Tag(Context::Tiff, tag) if XP_WORDS.contains(&tag) || tag == IPTC => Some(HiddenData::Words),
        Tag::Software => Some(HiddenData::Program),
        Tag(Context::Tiff, tag) if PROGRAMS.contains(&tag) => Some(HiddenData::Program),
        _ => None,
    }
}

/// Whether a value has no characters other than spaces, as cameras write in place of an unknown name.
fn is_empty(value: &Value) -> bool {
    matches!(value, Value::Ascii(parts) if parts.iter().flatten().all(|byte| matches!(byte, b' ' | 0)))
}

/// Returns the kinds of data in XMP, which is XML. The names of its properties are searched for, since a parser would find
/// no more.
pub(super) fn xmp(bytes: &[u8]) -> HiddenKinds {
    let holds = |words: &[&[u8]]| words.iter().any(|word| bytes.windows(word.len()).any(|window| window == *word));
    let mut kinds = BTreeSet::from([HiddenData::Program]);
    for (kind, words) in [
        (HiddenData::Place, &[&b"GPSL"[..], b"Iptc4xmpCore:Location", b"photoshop:City"][..]),
        (HiddenData::Names, &[b"dc:creator", b"OwnerName", b"dc:rights", b"AuthorsPosition"]),
        (HiddenData::Camera, &[b"SerialNumber", b"tiff:Model"]),
        (HiddenData::Dates, &[b"CreateDate", b"ModifyDate", b"DateCreated", b"DateTimeOriginal"]),
        (HiddenData::Words, &[b"dc:description", b"dc:title", b"dc:subject"]),
        (HiddenData::Versions, &[b"xmp:Thumbnails", b"xmpGImg:image"]),
    ] {
        if holds(words) {
            kinds.insert(kind);
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xmp_is_searched_for_names_of_properties() {
        let packet = br#"<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="43,18.1N"><dc:creator/></rdf:Description>"#;
        assert_eq!(xmp(packet), BTreeSet::from([HiddenData::Place, HiddenData::Names, HiddenData::Program]));
    }

    #[test]
    fn damaged_exif_data_are_of_an_unknown_kind() {
        let ExifSummary { turn, kinds } = exif(b"Exif\0\0II*\0\xff\xff\xff\xff");
        assert_eq!((turn, kinds), (Turn::NoTransforms, BTreeSet::from([HiddenData::Other])));
    }
}
