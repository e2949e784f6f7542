//! Pictures in a PDF: as they came where a PDF can carry that, else decoded and deflated.

use super::content::deflate;
use super::document::Document;
use crate::image::{Coding, Components, Picture};
use crate::write::pixels;
use pdf_writer::types::Predictor;
use pdf_writer::{Filter, Finish, Name, Ref};

/// Embeds a picture under `id`, in grey if that is asked for.
pub(super) fn embed(document: &mut Document, id: Ref, picture: &Picture, grey: bool) {
    let coloured = picture.components != Components::Grey;
    match picture.coding {
        Coding::Jpeg if !(grey && coloured) => jpeg(document, id, picture),
        Coding::PlainPng if !(grey && coloured) => png(document, id, picture),
        Coding::Jpeg | Coding::PlainPng | Coding::Decoded => decoded(document, id, picture, grey),
    }
}

fn jpeg(document: &mut Document, id: Ref, picture: &Picture) {
    let mut image = document.pdf.image_xobject(id, &picture.bytes);
    image.filter(Filter::DctDecode);
    image.width(picture.width as i32).height(picture.height as i32).bits_per_component(8);
    match picture.components {
        Components::Grey => image.color_space().device_gray(),
        Components::Rgb | Components::Palette => image.color_space().device_rgb(),
        Components::Cmyk { inverted } => {
            image.color_space().device_cmyk();
            if inverted {
                image.decode([1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
            }
        }
    }
}

/// A PNG's compressed rows are just what PDF's predictor 15 reads (ISO 32000-1, 7.4.4.4): the chunks are joined.
fn png(document: &mut Document, id: Ref, picture: &Picture) {
    let (rows, palette) = chunks(&picture.bytes);
    let channels = match picture.components {
        Components::Rgb => 3,
        Components::Grey | Components::Palette | Components::Cmyk { .. } => 1,
    };
    let mut image = document.pdf.image_xobject(id, &rows);
    image.filter(Filter::FlateDecode);
    image
        .decode_parms()
        .predictor(Predictor::PngOptimum)
        .colors(channels)
        .bits_per_component(i32::from(picture.bits))
        .columns(picture.width as i32);
    image.width(picture.width as i32).height(picture.height as i32).bits_per_component(i32::from(picture.bits));
    match picture.components {
        Components::Rgb => image.color_space().device_rgb(),
        Components::Palette => {
            let highest = (palette.len() / 3).saturating_sub(1) as i32;
            image.color_space().indexed(Name(b"DeviceRGB"), highest, palette);
        }
        Components::Grey | Components::Cmyk { .. } => image.color_space().device_gray(),
    }
}

/// The joined data chunks, and the palette.
fn chunks(bytes: &[u8]) -> (Vec<u8>, &[u8]) {
    let mut rows = Vec::with_capacity(bytes.len());
    let mut palette: &[u8] = &[];
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let Some(body) = bytes.get(at + 8..(at + 8).saturating_add(length)) else { break };
        match &head[4..] {
            b"IDAT" => rows.extend_from_slice(body),
            b"PLTE" => palette = body,
            _ => {}
        }
        at += length + 12;
    }
    (rows, palette)
}

fn decoded(document: &mut Document, id: Ref, picture: &Picture, grey: bool) {
    let pixels = pixels::decode(picture);
    let (width, height) = (pixels.width(), pixels.height());
    let is_grey = grey || !pixels.color().has_color();
    let raw = if is_grey { pixels.to_luma8().into_raw() } else { pixels.to_rgb8().into_raw() };
    let data = deflate(&raw);
    let mut image = document.pdf.image_xobject(id, &data);
    image.filter(Filter::FlateDecode);
    image.width(width as i32).height(height as i32).bits_per_component(8);
    if is_grey {
        image.color_space().device_gray()
    } else {
        image.color_space().device_rgb()
    };
    image.finish();
}
