//! Lengths and boxes as numbers of a PDF.

use crate::geometry::Size;
use crate::unit::Length;
use pdf_writer::Rect;

/// A length in points, to a thousandth: a third of a micrometre.
pub(super) fn points(length: Length) -> f32 {
    ((length.to_pt() * 1000.0).round() / 1000.0) as f32
}

/// A rectangle of that size at the origin.
pub(super) fn rect(size: Size) -> Rect {
    Rect::new(0.0, 0.0, points(size.width), points(size.height))
}

/// Sets all five boxes of a page (14.11.2). They are alike, since nothing is printed outside of the trim.
pub(super) fn set_boxes(page: &mut pdf_writer::writers::Page, size: Size) {
    let whole = rect(size);
    page.media_box(whole).crop_box(whole).bleed_box(whole).trim_box(whole).art_box(whole);
}
