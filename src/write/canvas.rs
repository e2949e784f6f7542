//! JSON for the preview: pages as drawing operations for the browser's canvas, and the outlines of glyphs separately.
//!
//! Lengths are whole thousandths of a point. Each item is an array that begins with a letter: `g` for glyphs, `r` for a
//! rule, `i` for an image, `l` for a link, `c` for a group with its clip. Locations in the manuscript are left out, so
//! that the JSON changes only if the page looks different, and not if text merely moves within the manuscript.

use super::glyph_outline;
use super::svg;
use crate::font::Face;
use crate::geometry::Point;
use crate::image::ImageId;
use crate::page::{GlyphRun, Item, Line, Page, Target};
use crate::unit::{Length, UNITS_PER_POINT};
use std::fmt::Write;

/// Returns a page as JSON. `picture` returns the name by which URLs refer to a picture.
pub fn page(page: &Page, picture: &dyn Fn(ImageId) -> String) -> String {
    let mut out = format!(
        "{{\"folio\":{},\"w\":{},\"h\":{},\"items\":",
        page.folio,
        milli(page.trim.width),
        milli(page.trim.height)
    );
    items(&page.items, picture, &mut out);
    out.push_str(",\"lines\":[");
    for (i, line) in page.lines.iter().enumerate() {
        separate(i, &mut out);
        let Line { at, measure, size, space_percent, full, .. } = line;
        let full = u8::from(*full);
        let (x, y, measure, size) = (milli(at.x), milli(at.y), milli(*measure), milli(*size));
        let _ = write!(
            out,
            "[{x},{y},{measure},{size},{space_percent},{full},{}]",
            quoted(&page.text_of(line).replace('\u{ad}', "-"))
        );
    }
    out.push_str("]}");
    out
}

/// Returns the outlines of a face's glyphs as JSON: SVG paths by glyph number, with y pointing up.
pub fn glyphs(face: &Face, ids: &[u16]) -> String {
    let mut out = format!("{{\"em\":{},\"paths\":{{", face.units_per_em);
    for (i, id) in ids.iter().enumerate() {
        separate(i, &mut out);
        let _ = write!(out, "\"{id}\":\"{}\"", svg::path(&glyph_outline::of(face, *id)));
    }
    out.push_str("}}");
    out
}

/// Returns a length in whole thousandths of a point.
pub fn milli(length: Length) -> i64 {
    (length.0 * 1000 + UNITS_PER_POINT / 2).div_euclid(UNITS_PER_POINT)
}

/// Adds a comma, unless the next element is the first. `before` is the number of elements that are already written.
fn separate(before: usize, out: &mut String) {
    if before > 0 {
        out.push(',');
    }
}

// Writing to a string cannot fail, so the results of `write!` are ignored.
fn items(list: &[(Point, Item)], picture: &dyn Fn(ImageId) -> String, out: &mut String) {
    out.push('[');
    for (i, (at, item)) in list.iter().enumerate() {
        separate(i, out);
        let (x, y) = (milli(at.x), milli(at.y));
        match item {
            Item::Glyphs(run, _) => glyph_run(run, x, y, out),
            Item::Rule(size, ink) => {
                let (w, h) = (milli(size.width), milli(size.height));
                let _ = write!(out, "[\"r\",{x},{y},{w},{h},{}]", light(ink.lightness()));
            }
            Item::Image(id, size) => {
                let (w, h) = (milli(size.width), milli(size.height));
                let _ = write!(out, "[\"i\",{},{x},{y},{w},{h}]", quoted(&picture(*id)));
            }
            Item::Link(target, size) => {
                let (w, h) = (milli(size.width), milli(size.height));
                let _ = match target {
                    Target::Address(address) => write!(out, "[\"l\",{x},{y},{w},{h},{}]", quoted(address)),
                    Target::Place(page, _) => write!(out, "[\"l\",{x},{y},{w},{h},{page}]"),
                };
            }
            Item::Group(clip, inner) => {
                let _ = match clip {
                    Some(size) => write!(out, "[\"c\",{x},{y},{},{},", milli(size.width), milli(size.height)),
                    None => write!(out, "[\"c\",{x},{y},null,null,"),
                };
                items(inner, picture, out);
                out.push(']');
            }
        }
    }
    out.push(']');
}

fn glyph_run(run: &GlyphRun, x: i64, y: i64, out: &mut String) {
    let (face, size, expansion) = (run.face.0, milli(run.size), run.expansion);
    let _ = write!(out, "[\"g\",{face},{size},{expansion},{},{x},{y},[", light(run.ink.lightness()));
    // Write differences of rounded positions, not rounded advances, so that rounding errors do not accumulate.
    let (mut pen, mut written) = (Length::ZERO, 0);
    for (i, glyph) in run.glyphs.iter().enumerate() {
        separate(i, out);
        pen += Length(i64::from(glyph.advance));
        let _ = write!(out, "{},{}", glyph.id, milli(pen) - written);
        written = milli(pen);
    }
    out.push_str("],[");
    for (i, offset) in run.offsets.iter().enumerate() {
        separate(i, out);
        let _ = write!(out, "{},{},{}", offset.glyph, offset.right, offset.up);
    }
    out.push_str("]]");
}

fn light(lightness: f32) -> u8 {
    (lightness * 255.0).round() as u8
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
