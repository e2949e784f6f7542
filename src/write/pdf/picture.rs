//! Pictures in a PDF: as they came where a PDF can carry that, else decoded and deflated.

use super::carried::Carried;
use super::document::Document;
use super::drawing;
use crate::deflate::deflate_small;
use crate::image::{Coding, Components, Orientation, Packing, Picture, Plate};
use pdf_writer::{Content, Dict, Finish, Name, Rect, Ref, Str};
use std::borrow::Cow;

/// What colours become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Colours.
    Colour,
    /// Greys.
    Grey,
    /// Black and white, in drawings.
    Lines,
}

/// Embeds a picture under `id`.
pub(super) fn embed<'a>(document: &mut Document<'a>, id: Ref, picture: &'a Picture, ink: Ink) {
    if picture.coding == Coding::Svg
        && let Some(drawn) = drawing::form(picture, ink)
    {
        let mut form = document.pdf.form_xobject(id, &drawn);
        form.bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
        return;
    }
    let grey = ink != Ink::Colour;
    let coloured = picture.components != Components::Grey;
    let untouched = picture.coding == Coding::Jpeg && !(grey && coloured);
    let id = if untouched && picture.orientation != Orientation::UPRIGHT {
        upright(document, id, picture.orientation)
    } else {
        id
    };
    let carried = match picture.coding {
        Coding::Jpeg if !(grey && coloured) => jpeg(id, picture),
        Coding::PlainPng if !(grey && coloured) => png(id, picture),
        Coding::Jpeg | Coding::PlainPng | Coding::Decoded | Coding::Svg => decoded(id, picture, grey),
    };
    document.carried.push(carried);
}

/// A form under `id` that shows upright what is embedded under the number that is given back.
fn upright(document: &mut Document<'_>, id: Ref, orientation: Orientation) -> Ref {
    let inner = document.next();
    let mut content = Content::new();
    content.transform(orientation.matrix()).x_object(Name(b"T"));
    let drawn = content.finish();
    let mut form = document.pdf.form_xobject(id, &drawn);
    form.bbox(Rect::new(0.0, 0.0, 1.0, 1.0));
    form.resources().x_objects().pair(Name(b"T"), inner);
    inner
}

/// Embeds a plate: a stencil that is painted in full black, so that no machine makes dots of its dots.
pub(super) fn embed_plate<'a>(document: &mut Document<'a>, id: Ref, plate: &'a Plate) {
    let filter: &[u8] = match plate.packing {
        Packing::Flate => b"FlateDecode",
        Packing::Fax => b"CCITTFaxDecode",
    };
    let carried = Carried::new(id, vec![Cow::Borrowed(&plate.bytes)], |dict| {
        describe(dict, filter, (plate.width, plate.height, 1));
        dict.pair(Name(b"ImageMask"), true).pair(Name(b"Interpolate"), false);
        if plate.packing == Packing::Fax {
            let mut parms = dict.insert(Name(b"DecodeParms")).dict();
            parms.pair(Name(b"K"), -1);
            parms.pair(Name(b"Columns"), plate.width as i32).pair(Name(b"Rows"), plate.height as i32);
        }
    });
    document.carried.push(carried);
}

/// What every picture's dictionary says.
fn describe(dict: &mut Dict, filter: &[u8], (width, height, bits): (u32, u32, u8)) {
    dict.pair(Name(b"Type"), Name(b"XObject")).pair(Name(b"Subtype"), Name(b"Image"));
    dict.pair(Name(b"Filter"), Name(filter));
    dict.pair(Name(b"Width"), width as i32).pair(Name(b"Height"), height as i32);
    dict.pair(Name(b"BitsPerComponent"), i32::from(bits));
}

fn colour_space(dict: &mut Dict, name: &[u8]) {
    dict.pair(Name(b"ColorSpace"), Name(name));
}

fn jpeg(id: Ref, picture: &Picture) -> Carried<'_> {
    Carried::new(id, vec![Cow::Borrowed(&picture.bytes)], |dict| {
        let (width, height) = (picture.width, picture.height);
        let (width, height) = if picture.orientation.swaps_sides() { (height, width) } else { (width, height) };
        describe(dict, b"DCTDecode", (width, height, 8));
        match picture.components {
            Components::Grey => colour_space(dict, b"DeviceGray"),
            Components::Rgb | Components::Palette => colour_space(dict, b"DeviceRGB"),
            Components::Cmyk { inverted } => {
                colour_space(dict, b"DeviceCMYK");
                if inverted {
                    dict.insert(Name(b"Decode")).array().items([1, 0, 1, 0, 1, 0, 1, 0]);
                }
            }
        }
    })
}

/// A PNG's compressed rows are just what PDF's predictor 15 reads (ISO 32000-1, 7.4.4.4): the chunks are joined.
fn png(id: Ref, picture: &Picture) -> Carried<'_> {
    let (rows, palette) = chunks(&picture.bytes);
    let channels = match picture.components {
        Components::Rgb => 3,
        Components::Grey | Components::Palette | Components::Cmyk { .. } => 1,
    };
    Carried::new(id, rows, |dict| {
        describe(dict, b"FlateDecode", (picture.width, picture.height, picture.bits));
        let mut parms = dict.insert(Name(b"DecodeParms")).dict();
        parms.pair(Name(b"Predictor"), 15).pair(Name(b"Colors"), channels);
        parms.pair(Name(b"BitsPerComponent"), i32::from(picture.bits));
        parms.pair(Name(b"Columns"), picture.width as i32);
        parms.finish();
        match picture.components {
            Components::Rgb => colour_space(dict, b"DeviceRGB"),
            Components::Palette => {
                let highest = (palette.len() / 3).saturating_sub(1) as i32;
                let mut space = dict.insert(Name(b"ColorSpace")).array();
                space.item(Name(b"Indexed")).item(Name(b"DeviceRGB")).item(highest).item(Str(palette));
            }
            Components::Grey | Components::Cmyk { .. } => colour_space(dict, b"DeviceGray"),
        }
    })
}

/// The data chunks, and the palette.
fn chunks(bytes: &[u8]) -> (Vec<Cow<'_, [u8]>>, &[u8]) {
    let mut rows = Vec::new();
    let mut palette: &[u8] = &[];
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(body) = bytes.get(at + 8..(at + 8).saturating_add(length)) else { break };
        match &head[4..] {
            b"IDAT" => rows.push(Cow::Borrowed(body)),
            b"PLTE" => palette = body,
            _ => {}
        }
        at += length + 12;
    }
    (rows, palette)
}

fn decoded(id: Ref, picture: &Picture, grey: bool) -> Carried<'_> {
    let pixels = crate::image::decode_or_grey(picture);
    let size = (pixels.width(), pixels.height(), 8);
    let is_grey = grey || !pixels.color().has_color();
    let raw = if is_grey { pixels.to_luma8().into_raw() } else { pixels.to_rgb8().into_raw() };
    Carried::new(id, vec![Cow::Owned(deflate_small(&raw))], |dict| {
        describe(dict, b"FlateDecode", size);
        colour_space(dict, if is_grey { b"DeviceGray" } else { b"DeviceRGB" });
    })
}
