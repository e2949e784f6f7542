//! Glyph outlines in font units, each drawn once.

use crate::font::Face;
use skrifa::font::glyph::outline::PathSink;
use skrifa::{DrawMemory, GlyphId, ScalerFont};

/// A part of an outline, y up, in font units.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Move(f32, f32),
    Line(f32, f32),
    Quad(f32, f32, f32, f32),
    Cubic(f32, f32, f32, f32, f32, f32),
    Close,
}

#[derive(Default)]
struct Sink(Vec<Part>);

impl PathSink for Sink {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Part::Move(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Part::Line(x, y));
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.0.push(Part::Quad(cx0, cy0, x, y));
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.0.push(Part::Cubic(cx0, cy0, cx1, cy1, x, y));
    }

    fn close(&mut self) {
        self.0.push(Part::Close);
    }
}

/// The outline of a glyph; empty for a space, and for a glyph that can't be drawn.
pub(super) fn of(face: &Face, glyph: u16) -> Vec<Part> {
    let scaler = ScalerFont::unhinted(face.font.clone(), None);
    let mut sink = Sink::default();
    if let Some(outline) = scaler.outline(GlyphId::from(u32::from(glyph))) {
        // A broken outline leaves white, as in any viewer.
        let _ = outline.draw(DrawMemory::Scratch, &mut sink);
    }
    sink.0
}
