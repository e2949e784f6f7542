//! Embeds SVG drawings as vectors: their paths become the paths of a form XObject.

use super::picture_ink::PictureInk;
use crate::image::Picture;
use crate::image::svg::{ClipOutline, PlainDrawing, Shape, VisibleArea, parse, plain};
use pdf_writer::Content;
use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use resvg::tiny_skia::{Path, PathSegment, Transform};
use resvg::usvg::{Color, FillRule, LineCap, LineJoin, Paint, PaintOrder, Stroke};

/// Returns the content of a form that draws a picture within the unit square. Returns `None` for a drawing with gradients,
/// transparency or pictures, and for one whose paths are cropped: these are embedded as pixels.
pub(super) fn content(picture: &Picture, ink: PictureInk) -> Option<Vec<u8>> {
    let tree = parse(&picture.bytes).ok()?;
    let PlainDrawing { area: VisibleArea { rect, .. }, shapes } = plain(&tree, picture)?;
    let mut pen = VectorWriter { content: Content::new(), ink };
    let (x, y) = (1.0 / rect.width(), 1.0 / rect.height());
    pen.content.transform([x, 0.0, 0.0, -y, -rect.left() * x, 1.0 + rect.top() * y]);
    // Nothing outside the drawing's own area is shown.
    pen.content.rect(rect.left(), rect.top(), rect.width(), rect.height()).clip_nonzero().end_path();
    for shape in &shapes {
        match shape {
            Shape::Path(path, transform) => pen.shape(path, *transform),
            Shape::Clip(outline) => pen.clip(outline),
            Shape::EndClip => drop(pen.content.restore_state()),
        }
    }
    Some(pen.content.finish().into_vec())
}

struct VectorWriter {
    content: Content,
    ink: PictureInk,
}

impl VectorWriter {
    fn clip(&mut self, outline: &ClipOutline) {
        self.content.save_state();
        for (path, transform) in &outline.paths {
            self.path(path, *transform);
        }
        match outline.rule {
            FillRule::NonZero => self.content.clip_nonzero(),
            FillRule::EvenOdd => self.content.clip_even_odd(),
        };
        self.content.end_path();
    }

    fn shape(&mut self, path: &resvg::usvg::Path, t: Transform) {
        self.content.save_state();
        self.content.transform([t.sx, t.ky, t.kx, t.sy, t.tx, t.ty]);
        match path.paint_order() {
            PaintOrder::FillAndStroke => {
                self.fill(path);
                self.stroke(path);
            }
            PaintOrder::StrokeAndFill => {
                self.stroke(path);
                self.fill(path);
            }
        }
        self.content.restore_state();
    }

    fn fill(&mut self, path: &resvg::usvg::Path) {
        let Some(fill) = path.fill() else { return };
        let Paint::Color(colour) = fill.paint() else { return };
        match self.tone(*colour) {
            Some(grey) => self.content.set_fill_gray(grey),
            None => self.content.set_fill_rgb(scaled(colour.red), scaled(colour.green), scaled(colour.blue)),
        };
        self.path(path.data(), Transform::identity());
        match fill.rule() {
            FillRule::NonZero => self.content.fill_nonzero(),
            FillRule::EvenOdd => self.content.fill_even_odd(),
        };
    }

    fn stroke(&mut self, path: &resvg::usvg::Path) {
        let Some(stroke) = path.stroke() else { return };
        let Paint::Color(colour) = stroke.paint() else { return };
        match self.tone(*colour) {
            Some(grey) => self.content.set_stroke_gray(grey),
            None => self.content.set_stroke_rgb(scaled(colour.red), scaled(colour.green), scaled(colour.blue)),
        };
        self.set_stroke(stroke);
        self.path(path.data(), Transform::identity());
        self.content.stroke();
    }

    fn set_stroke(&mut self, stroke: &Stroke) {
        self.content.set_line_width(stroke.width().get());
        self.content.set_line_cap(match stroke.linecap() {
            LineCap::Butt => LineCapStyle::ButtCap,
            LineCap::Round => LineCapStyle::RoundCap,
            LineCap::Square => LineCapStyle::ProjectingSquareCap,
        });
        self.content.set_line_join(match stroke.linejoin() {
            LineJoin::Miter | LineJoin::MiterClip => LineJoinStyle::MiterJoin,
            LineJoin::Round => LineJoinStyle::RoundJoin,
            LineJoin::Bevel => LineJoinStyle::BevelJoin,
        });
        self.content.set_miter_limit(stroke.miterlimit().get().max(1.0));
        if let Some(dashes) = stroke.dasharray() {
            self.content.set_dash_pattern(dashes.iter().copied(), stroke.dashoffset().max(0.0));
        }
    }

    /// Returns the grey that replaces a colour, or `None` if colours are kept.
    fn tone(&self, colour: Color) -> Option<f32> {
        let tone = crate::image::luma(colour.red, colour.green, colour.blue);
        match self.ink {
            PictureInk::Colour => None,
            PictureInk::Grey => Some(scaled(tone)),
            PictureInk::BlackAndWhite => Some(if tone < 128 { 0.0 } else { 1.0 }),
        }
    }

    fn path(&mut self, path: &Path, transform: Transform) {
        let at = |point: resvg::tiny_skia::Point| {
            let mut point = point;
            transform.map_point(&mut point);
            (point.x, point.y)
        };
        let mut last = resvg::tiny_skia::Point::zero();
        for segment in path.segments() {
            match segment {
                PathSegment::MoveTo(p) => {
                    let (x, y) = at(p);
                    self.content.move_to(x, y);
                    last = p;
                }
                PathSegment::LineTo(p) => {
                    let (x, y) = at(p);
                    self.content.line_to(x, y);
                    last = p;
                }
                PathSegment::QuadTo(c, p) => {
                    // A quadratic curve equals a cubic one whose control points lie two thirds of the way from each end
                    // to the quadratic control point.
                    let toward = |end: resvg::tiny_skia::Point| {
                        resvg::tiny_skia::Point::from_xy(
                            end.x + (c.x - end.x) * 2.0 / 3.0,
                            end.y + (c.y - end.y) * 2.0 / 3.0,
                        )
                    };
                    let ((x1, y1), (x2, y2), (x3, y3)) = (at(toward(last)), at(toward(p)), at(p));
                    self.content.cubic_to(x1, y1, x2, y2, x3, y3);
                    last = p;
                }
                PathSegment::CubicTo(c1, c2, p) => {
                    let ((x1, y1), (x2, y2), (x3, y3)) = (at(c1), at(c2), at(p));
                    self.content.cubic_to(x1, y1, x2, y2, x3, y3);
                    last = p;
                }
                PathSegment::Close => {
                    self.content.close_path();
                }
            }
        }
    }
}

/// Scales a colour value to the range from 0 to 1.
fn scaled(value: u8) -> f32 {
    f32::from(value) / 255.0
}
