//! Files with a mark in every place that isn't visible.

use crate::common::pdf_of;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat, RgbImage};
use std::io::Cursor;

/// The mark.
pub const MARK: &str = "MaRkOfAnAcTiViSt";

/// The size of the pictures, as they are stored. A square crop removes ten columns on each side.
const WIDTH: u32 = 80;
const HEIGHT: u32 = 60;

/// Returns a photograph.
fn photograph() -> RgbImage {
    RgbImage::from_fn(WIDTH, HEIGHT, |x, y| image::Rgb([(x * 3) as u8, (y * 4) as u8, (x + y) as u8]))
}

fn encoded(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(photograph()).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A directory of a TIFF with big-endian numbers: its entries, and where the next one begins.
struct Directory {
    bytes: Vec<u8>,
    data: Vec<u8>,
    /// Where the data of this directory begin.
    data_at: u32,
}

impl Directory {
    fn new(at: u32, entries: u32) -> Directory {
        let bytes = (entries as u16).to_be_bytes().to_vec();
        Directory { bytes, data: Vec::new(), data_at: at + 2 + entries * 12 + 4 }
    }

    fn entry(&mut self, tag: u16, kind: u16, count: u32, value: [u8; 4]) {
        self.bytes.extend_from_slice(&tag.to_be_bytes());
        self.bytes.extend_from_slice(&kind.to_be_bytes());
        self.bytes.extend_from_slice(&count.to_be_bytes());
        self.bytes.extend_from_slice(&value);
    }

    fn number(&mut self, tag: u16, value: u32) {
        self.entry(tag, 4, 1, value.to_be_bytes());
    }

    fn text(&mut self, tag: u16, text: &str) {
        let at = self.data_at + self.data.len() as u32;
        self.data.extend_from_slice(text.as_bytes());
        self.data.push(0);
        self.entry(tag, 2, text.len() as u32 + 1, at.to_be_bytes());
    }

    fn finish(mut self, next: u32) -> Vec<u8> {
        self.bytes.extend_from_slice(&next.to_be_bytes());
        self.bytes.append(&mut self.data);
        self.bytes
    }
}

/// Returns Exif data with the mark in names, words, the camera, the place and a thumbnail.
fn exif(orientation: u8) -> Vec<u8> {
    const MAIN: u32 = 8;
    const CAMERA: u32 = 400;
    const PLACE: u32 = 600;
    const THUMBNAIL: u32 = 800;
    let mut main = Directory::new(MAIN, 8);
    main.text(0x010e, MARK);
    main.text(0x010f, MARK);
    main.entry(0x0112, 3, 1, [0, orientation, 0, 0]);
    main.text(0x0131, MARK);
    main.text(0x0132, MARK);
    main.text(0x013b, MARK);
    main.number(0x8769, CAMERA);
    main.number(0x8825, PLACE);
    let mut camera = Directory::new(CAMERA, 3);
    camera.text(0x9003, MARK);
    camera.text(0xa430, MARK);
    camera.text(0xa431, MARK);
    let mut place = Directory::new(PLACE, 2);
    place.text(0x0012, MARK);
    place.text(0x001d, MARK);
    let mut thumbnail = Directory::new(THUMBNAIL, 2);
    thumbnail.number(0x0201, 1000);
    thumbnail.number(0x0202, MARK.len() as u32);
    let mut bytes = b"MM\0*\0\0\0\x08".to_vec();
    for (at, directory) in [
        (MAIN, main.finish(THUMBNAIL)),
        (CAMERA, camera.finish(0)),
        (PLACE, place.finish(0)),
        (THUMBNAIL, thumbnail.finish(0)),
        (1000, MARK.as_bytes().to_vec()),
    ] {
        assert!(bytes.len() <= at as usize, "directories overlap");
        bytes.resize(at as usize, 0);
        bytes.extend_from_slice(&directory);
    }
    bytes
}

fn xmp() -> Vec<u8> {
    format!("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><dc:creator>{MARK}</dc:creator></x:xmpmeta>").into_bytes()
}

/// Returns a JPEG with the mark in every kind of segment, between the segments and after the end.
pub fn jpeg(orientation: u8) -> Vec<u8> {
    let mut plain = Vec::new();
    JpegEncoder::new(&mut plain).encode_image(&photograph()).unwrap();
    let mark = MARK.as_bytes();
    let thumbnail = [b"JFIF\0\x01\x02\0\0\x01\0\x01\x08\x01".as_slice(), mark, &[0; 8]].concat();
    let segments: Vec<(u8, Vec<u8>)> = vec![
        (0xe0, thumbnail),
        (0xe0, [b"JFXX\0".as_slice(), mark].concat()),
        (0xe1, [b"Exif\0\0".as_slice(), &exif(orientation)].concat()),
        (0xe1, [b"http://ns.adobe.com/xap/1.0/\0".as_slice(), &xmp()].concat()),
        (0xe2, [b"MPF\0".as_slice(), mark].concat()),
        (0xe3, mark.to_vec()),
        (0xed, [b"Photoshop 3.0\0".as_slice(), mark].concat()),
        (0xee, mark.to_vec()),
        (0xef, mark.to_vec()),
        (0xf0, mark.to_vec()),
        (0xfe, mark.to_vec()),
    ];
    let mut bytes = plain[..2].to_vec();
    for (kind, body) in segments {
        bytes.extend_from_slice(&[0xff, kind]);
        bytes.extend_from_slice(&(body.len() as u16 + 2).to_be_bytes());
        bytes.extend_from_slice(&body);
        // Bytes between the segments.
        bytes.extend_from_slice(mark);
    }
    bytes.extend_from_slice(&plain[2..]);
    bytes.extend_from_slice(mark);
    bytes.extend_from_slice(&plain);
    bytes
}

/// Returns a PNG with the mark in every kind of chunk, in the pixels that a square crop removes, and after the end.
pub fn png(orientation: u8) -> Vec<u8> {
    let mut plain = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut plain, CompressionType::Fast, FilterType::NoFilter);
    encoder.write_image(&photograph(), WIDTH, HEIGHT, ExtendedColorType::Rgb8).unwrap();
    let after_header = 33;
    let mut bytes = plain[..after_header].to_vec();
    for (kind, body) in [
        (b"eXIf", exif(orientation)),
        (b"tEXt", format!("Author\0{MARK}").into_bytes()),
        (b"zTXt", format!("{MARK}\0\0").into_bytes()),
        (b"iTXt", format!("Comment\0\0\0\0\0{MARK}").into_bytes()),
        (b"iTXt", [b"XML:com.adobe.xmp\0\0\0\0\0".as_slice(), &xmp()].concat()),
        (b"maRk", MARK.as_bytes().to_vec()),
    ] {
        bytes.extend_from_slice(&(body.len() as u32).to_be_bytes());
        bytes.extend_from_slice(kind);
        bytes.extend_from_slice(&body);
        bytes.extend_from_slice(&crc(kind, &body).to_be_bytes());
    }
    bytes.extend_from_slice(&plain[after_header..]);
    bytes.extend_from_slice(MARK.as_bytes());
    bytes
}

/// Returns the checksum of a chunk (PNG specification, annex D).
fn crc(kind: &[u8], body: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in kind.iter().chain(body) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// Returns a WebP with the mark in every kind of chunk and after the end.
pub fn webp(orientation: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut bytes);
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    encoder.write_image(&photograph(), WIDTH, HEIGHT, ExtendedColorType::Rgb8).unwrap();
    for (kind, body) in [(b"XMP ", xmp()), (b"MARK", MARK.as_bytes().to_vec())] {
        bytes.extend_from_slice(kind);
        bytes.extend_from_slice(&(body.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&body);
        bytes.resize(bytes.len().next_multiple_of(2), 0);
    }
    let length = (bytes.len() - 8) as u32;
    bytes[4..8].copy_from_slice(&length.to_le_bytes());
    bytes.extend_from_slice(MARK.as_bytes());
    bytes
}

/// Returns a GIF with the mark in a comment, in data of a program, and after the end.
pub fn gif() -> Vec<u8> {
    let mut bytes = encoded(ImageFormat::Gif);
    assert_eq!(bytes.pop(), Some(0x3b));
    let mark = [&[MARK.len() as u8], MARK.as_bytes(), &[0]].concat();
    let program = [b"\x21\xff\x0bMARKMARK1.0".as_slice(), &mark].concat();
    [bytes, b"\x21\xfe".to_vec(), mark, program, b"\x3b".to_vec(), MARK.as_bytes().to_vec()].concat()
}

/// Returns a TIFF with the mark in its tags and after its pixels.
pub fn tiff() -> Vec<u8> {
    let pixels = photograph().into_raw();
    let mut main = Directory::new(8, 12);
    main.number(0x0100, WIDTH);
    main.number(0x0101, HEIGHT);
    let bits = main.data_at;
    main.data.extend_from_slice(&[0, 8, 0, 8, 0, 8]);
    main.entry(0x0102, 3, 3, bits.to_be_bytes());
    main.entry(0x0103, 3, 1, [0, 1, 0, 0]);
    main.entry(0x0106, 3, 1, [0, 2, 0, 0]);
    main.text(0x010e, MARK);
    main.number(0x0111, 1000);
    main.entry(0x0115, 3, 1, [0, 3, 0, 0]);
    main.number(0x0116, HEIGHT);
    main.number(0x0117, pixels.len() as u32);
    main.text(0x013b, MARK);
    main.text(0x013c, MARK);
    let mut bytes = [b"MM\0*\0\0\0\x08".to_vec(), main.finish(0)].concat();
    bytes.resize(1000, 0);
    [bytes, pixels, MARK.as_bytes().to_vec()].concat()
}

/// Returns an SVG with the mark in comments, names and metadata, and in paths outside of the drawing. With `gradient`, it must
/// become pixels.
pub fn svg(gradient: bool) -> Vec<u8> {
    let fill = if gradient { "url(#g)" } else { "#123456" };
    format!(
        r##"<?xml version="1.0"?><!-- {MARK} --><?mark {MARK}?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:m="http://{MARK}" m:docname="{MARK}" viewBox="0 0 80 60" id="{MARK}">
<title>{MARK}</title><desc>{MARK}</desc><metadata><m:author>{MARK}</m:author></metadata>
<defs><linearGradient id="g"><stop stop-color="#000"/><stop offset="1" stop-color="#fff"/></linearGradient></defs>
<style>.{MARK} {{ stroke: #000 }} /* {MARK} */</style>
<g id="{MARK}g" class="{MARK}" data-mark="{MARK}" m:label="{MARK}"><path id="{MARK}p" d="M20 20h30v20h-30z" fill="{fill}"/></g>
<g display="none"><image width="9" height="9" href="data:image/png;base64,{}"/></g>
</svg>"##,
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
    )
    .into_bytes()
}

/// Returns a PDF with the mark in the metadata of the document, of a page and of a picture, in an attached file, and in a
/// photograph.
pub fn foreign_pdf() -> Vec<u8> {
    let photograph = jpeg(1);
    let content = b"q 100 0 0 100 50 50 cm /I Do Q";
    let objects: Vec<Vec<u8>> = vec![
        b"<</Type/Catalog/Pages 2 0 R/Metadata 6 0 R/Names<</EmbeddedFiles<</Names[(a) 8 0 R]>>>>>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>\
             /LastModified({MARK})/PieceInfo<</App<</Private({MARK})>>>>/Metadata 6 0 R\
             /Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T({MARK})/Contents({MARK})>>]>>"
        )
        .into_bytes(),
        stream(&format!("/Length {}", content.len()), content),
        stream(
            &format!(
                "/Type/XObject/Subtype/Image/Width 80/Height 60/BitsPerComponent 8/ColorSpace/DeviceRGB\
                 /Filter/DCTDecode/Metadata 6 0 R/Length {}",
                photograph.len()
            ),
            &photograph,
        ),
        stream(&format!("/Type/Metadata/Subtype/XML/Length {}", xmp().len()), &xmp()),
        format!("<</Title({MARK})/Author({MARK})/Creator({MARK})/Producer({MARK})/CreationDate({MARK})>>").into_bytes(),
        format!("<</Type/Filespec/F({MARK})/EF<</F 9 0 R>>>>").into_bytes(),
        stream(&format!("/Type/EmbeddedFile/Length {}", MARK.len()), MARK.as_bytes()),
    ];
    pdf_of(&objects, "/Info 7 0 R")
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    [format!("<<{entries}>>\nstream\n").as_bytes(), data, b"\nendstream"].concat()
}
