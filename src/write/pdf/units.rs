//! Lengths and boxes as PDF numbers.

use crate::geometry::Size;
use crate::unit::Length;
use pdf_writer::Rect;

/// Returns a length in points, rounded to a thousandth of a point, which is a third of a micrometre.
pub(super) fn points(length: Length) -> f32 {
    ((length.to_pt() * 1000.0).round() / 1000.0) as f32
}

/// Returns a rectangle of the given size at the origin.
pub(super) fn rect(size: Size) -> Rect {
    Rect::new(0.0, 0.0, points(size.width), points(size.height))
}

/// Sets all five boxes of a page (ISO 32000, 14.11.2). They are identical, since nothing is printed outside the trim.
pub(super) fn set_boxes(page: &mut pdf_writer::writers::Page, size: Size) {
    let whole = rect(size);
    page.media_box(whole).crop_box(whole).bleed_box(whole).trim_box(whole).art_box(whole);
}
