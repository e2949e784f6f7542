//! The outlines of glyphs, in font units, for the back-ends that draw letters as shapes.

use crate::font::Face;
use skrifa::font::glyph::outline::PathSink;
use skrifa::{DrawMemory, GlyphId, ScalerFont};

/// A segment of an outline. The y axis points up.
#[derive(Clone, Copy, Debug)]
pub(super) enum PathSegment {
    Move(f32, f32),
    Line(f32, f32),
    /// The control point, then the end.
    Quad(f32, f32, f32, f32),
    /// Both control points, then the end.
    Cubic(f32, f32, f32, f32, f32, f32),
    Close,
}

#[derive(Default)]
struct Sink(Vec<PathSegment>);

impl PathSink for Sink {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(PathSegment::Move(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(PathSegment::Line(x, y));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.0.push(PathSegment::Quad(cx0, cy0, x, y));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.push(PathSegment::Cubic(cx0, cy0, cx1, cy1, x, y));
    }

    fn close(&mut self) {
        self.0.push(PathSegment::Close);
    }
}

/// Returns the outline of a glyph. It is empty for a space and for a glyph that cannot be drawn.
pub(super) fn of(face: &Face, glyph: u16) -> Vec<PathSegment> {
    let scaler = ScalerFont::unhinted(face.font.clone(), None);
    let mut sink = Sink::default();
    if let Some(outline) = scaler.outline(GlyphId::from(u32::from(glyph))) {
        // If an outline is damaged, draw the part before the damage, as viewers do.
        let _ = outline.draw(DrawMemory::Scratch, &mut sink);
    }
    sink.0
}
