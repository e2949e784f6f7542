//! Embeds pictures in a PDF: JPEG and plain PNG data unchanged, vector drawings as forms, and everything else decoded.

use super::document::Document;
use super::picture_ink::PictureInk;
use super::svg_form;
use crate::deflate::deflate_small;
use crate::image::{self, Coding, Components, Orientation, Packing, Picture, Plate};
use ::image::DynamicImage;
use pdf_writer::types::Predictor;
use pdf_writer::writers::{ColorSpace, DecodeParms};
use pdf_writer::{Content, Dict, Finish, Name, Rect, Ref};
use std::borrow::Cow;

/// The box of a form that fills the unit square, as an image does.
const UNIT_SQUARE: Rect = Rect { x1: 0.0, y1: 0.0, x2: 1.0, y2: 1.0 };

/// Embeds a picture as the object `id`, which fills the unit square.
pub(super) fn embed<'a>(document: &mut Document<'a>, id: Ref, picture: &'a Picture, ink: PictureInk) {
    if picture.coding == Coding::Svg
        && let Some(content) = svg_form::content(picture, ink)
    {
        document.object().form_xobject(id, &content).bbox(UNIT_SQUARE);
        return;
    }
    let to_grey = ink != PictureInk::Colour;
    // The data are kept unless colours become grey or parts are cut off.
    let keeps_data = !(to_grey && picture.components != Components::Grey) && picture.window.is_none();
    match picture.coding {
        Coding::Jpeg if keeps_data => jpeg(document, id, picture),
        Coding::PlainPng if keeps_data => png(document, id, picture),
        Coding::Jpeg | Coding::PlainPng | Coding::Decoded | Coding::Svg => decoded(document, id, picture, to_grey),
    }
}

/// Embeds a plate as an image mask (ISO 32000, 8.9.6.2). The mask is painted in full black, so that no printer screens
/// its dots again.
pub(super) fn embed_plate<'a>(document: &mut Document<'a>, id: Ref, plate: &'a Plate) {
    let (width, height) = (plate.width as i32, plate.height as i32);
    document.file.stream(id, vec![Cow::Borrowed(&plate.bytes)], |image| {
        describe(image, ImageSize { width, height, bits: 1 });
        image.pair(Name(b"ImageMask"), true).pair(Name(b"Interpolate"), false);
        match plate.packing {
            Packing::Flate => {
                image.pair(Name(b"Filter"), Name(b"FlateDecode"));
            }
            Packing::Fax => {
                image.pair(Name(b"Filter"), Name(b"CCITTFaxDecode"));
                // A negative K selects group 4 (7.4.6).
                let mut parameters = image.insert(Name(b"DecodeParms")).start::<DecodeParms>();
                parameters.k(-1).columns(width).rows(height);
            }
        }
    });
}

/// The size of an image, in pixels, and its bits per component.
#[derive(Clone, Copy)]
struct ImageSize {
    width: i32,
    height: i32,
    bits: i32,
}

/// Writes the entries that all image dictionaries have.
fn describe(image: &mut Dict, size: ImageSize) {
    image.pair(Name(b"Type"), Name(b"XObject")).pair(Name(b"Subtype"), Name(b"Image"));
    image.pair(Name(b"Width"), size.width).pair(Name(b"Height"), size.height);
    image.pair(Name(b"BitsPerComponent"), size.bits);
}

/// Embeds the data of a JPEG. If the picture must be rotated or mirrored to be upright, the data are embedded under
/// another number, and the object `id` becomes a form that rotates or mirrors them.
fn jpeg<'a>(document: &mut Document<'a>, id: Ref, picture: &'a Picture) {
    let Picture { mut width, mut height, orientation, .. } = *picture;
    if orientation.swaps_sides() {
        std::mem::swap(&mut width, &mut height);
    }
    let id = if orientation == Orientation::UPRIGHT { id } else { turning_form(document, id, orientation) };
    document.file.stream(id, vec![Cow::Borrowed(&picture.bytes)], |image| {
        describe(image, ImageSize { width: width as i32, height: height as i32, bits: 8 });
        image.pair(Name(b"Filter"), Name(b"DCTDecode"));
        let space = image.insert(Name(b"ColorSpace")).start::<ColorSpace>();
        match picture.components {
            Components::Grey => space.device_gray(),
            Components::Rgb | Components::Palette => space.device_rgb(),
            Components::Cmyk { .. } => space.device_cmyk(),
        }
        if picture.components == (Components::Cmyk { inverted: true }) {
            image.insert(Name(b"Decode")).array().items([1, 0, 1, 0, 1, 0, 1, 0]);
        }
    });
}

/// Writes the form `id`, which turns a picture upright, and returns the number under which the picture must be
/// embedded.
fn turning_form(document: &mut Document, id: Ref, orientation: Orientation) -> Ref {
    let inner = document.numbers.next();
    let mut content = Content::new();
    content.transform(orientation.matrix()).x_object(Name(b"T"));
    let content = content.finish();
    let mut form = document.object().form_xobject(id, &content);
    form.bbox(UNIT_SQUARE);
    form.resources().x_objects().pair(Name(b"T"), inner);
    inner
}

/// Embeds the data of a PNG. Its compressed rows have the format that predictor 15 of PDF decodes (7.4.4.4).
fn png<'a>(document: &mut Document<'a>, id: Ref, picture: &'a Picture) {
    let PngChunks { rows, palette } = PngChunks::of(&picture.bytes);
    let (width, height, bits) = (picture.width as i32, picture.height as i32, i32::from(picture.bits));
    let channels = match picture.components {
        Components::Rgb => 3,
        Components::Grey | Components::Palette | Components::Cmyk { .. } => 1,
    };
    document.file.stream(id, rows, |image| {
        describe(image, ImageSize { width, height, bits });
        image.pair(Name(b"Filter"), Name(b"FlateDecode"));
        let mut parameters = image.insert(Name(b"DecodeParms")).start::<DecodeParms>();
        parameters.predictor(Predictor::PngOptimum).colors(channels).columns(width).bits_per_component(bits);
        parameters.finish();
        let space = image.insert(Name(b"ColorSpace")).start::<ColorSpace>();
        match picture.components {
            Components::Rgb => space.device_rgb(),
            Components::Palette => {
                let highest = (palette.len() / 3).saturating_sub(1) as i32;
                space.indexed(Name(b"DeviceRGB"), highest, palette);
            }
            Components::Grey | Components::Cmyk { .. } => space.device_gray(),
        }
    });
}

/// The chunks of a PNG that a PDF needs.
struct PngChunks<'p> {
    /// The data of all `IDAT` chunks.
    rows: Vec<Cow<'p, [u8]>>,
    palette: &'p [u8],
}

impl<'p> PngChunks<'p> {
    fn of(bytes: &'p [u8]) -> PngChunks<'p> {
        let mut chunks = PngChunks { rows: Vec::new(), palette: &[] };
        // A signature of eight bytes, then chunks: length, type, data, checksum.
        let mut at = 8;
        while let Some(head) = bytes.get(at..at + 8) {
            let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
            let Some(body) = bytes.get(at + 8..(at + 8).saturating_add(length)) else { break };
            match &head[4..] {
                b"IDAT" => chunks.rows.push(Cow::Borrowed(body)),
                b"PLTE" => chunks.palette = body,
                _ => {}
            }
            at += length + 12;
        }
        chunks
    }
}

/// Decodes a picture and embeds its pixels: those of a cropped photograph as JPEG again, and all others deflated.
fn decoded(document: &mut Document, id: Ref, picture: &Picture, to_grey: bool) {
    let pixels = image::decode_or_grey(picture);
    let is_grey = to_grey || !pixels.color().has_color();
    let size = ImageSize { width: pixels.width() as i32, height: pixels.height() as i32, bits: 8 };
    let pixels = if is_grey { DynamicImage::ImageLuma8(pixels.into_luma8()) } else { pixels.into_rgb8().into() };
    let (data, filter) = match picture.coding {
        Coding::Jpeg if picture.window.is_some() => (image::jpeg_file(&pixels), Name(b"DCTDecode")),
        Coding::Jpeg | Coding::PlainPng | Coding::Decoded | Coding::Svg => {
            (deflate_small(pixels.as_bytes()), Name(b"FlateDecode"))
        }
    };
    document.file.stream(id, vec![Cow::Owned(data)], |image| {
        describe(image, size);
        image.pair(Name(b"Filter"), filter);
        image.pair(Name(b"ColorSpace"), Name(if is_grey { b"DeviceGray".as_slice() } else { b"DeviceRGB" }));
    });
}
