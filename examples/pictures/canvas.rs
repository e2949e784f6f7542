//! Fills, outlines and hatches shapes and writes labels on one grey page.
//!
//! Input: shapes and pens, in pixels. Output: a grey picture with one byte per pixel.

use std::error::Error;

use resvg::tiny_skia::{Color, FillRule, LineCap, LineJoin, Mask, Paint, Pixmap, Stroke, StrokeDash, Transform};

use crate::lettering::Label;
use crate::shape::{Point, Shape};

/// Full ink.
pub const BLACK: u8 = 0;
/// A dark grey that a copier still distinguishes from black.
pub const DARK: u8 = 96;
/// A light grey that a copier still distinguishes from white.
pub const LIGHT: u8 = 214;
/// Bare paper.
pub const WHITE: u8 = 255;

/// The thickness and grey of a line and, if it is dashed, its dashes and gaps.
#[derive(Clone, Copy)]
pub struct Pen {
    width: f32,
    tone: u8,
    dashes: Option<(f32, f32)>,
}

impl Pen {
    /// Creates a black pen of this width.
    pub fn new(width: f32) -> Pen {
        Pen { width, tone: BLACK, dashes: None }
    }

    /// Returns the same pen in another grey.
    pub fn tone(self, tone: u8) -> Pen {
        Pen { tone, ..self }
    }

    /// Returns the same pen with dashes and gaps of these lengths.
    pub fn dashed(self, dash: f32, gap: f32) -> Pen {
        Pen { dashes: Some((dash, gap)), ..self }
    }

    fn stroke(self) -> Stroke {
        // A round cap would close the gaps of a dashed line.
        let cap = if self.dashes.is_some() { LineCap::Butt } else { LineCap::Round };
        Stroke {
            width: self.width,
            line_cap: cap,
            line_join: LineJoin::Round,
            dash: self.dashes.and_then(|(dash, gap)| StrokeDash::new(vec![dash, gap], 0.0)),
            ..Stroke::default()
        }
    }
}

/// Parallel lines that represent a grey.
#[derive(Clone, Copy)]
pub struct Hatch {
    /// The distance from one line to the next.
    pub gap: f32,
    /// The slope in degrees: 0 is horizontal and 90 vertical.
    pub degrees: f32,
    /// The pen for the lines.
    pub pen: Pen,
}

impl Hatch {
    /// Creates a hatch of black lines with this slope, distance and width.
    pub fn new(degrees: f32, gap: f32, width: f32) -> Hatch {
        Hatch { gap, degrees, pen: Pen::new(width) }
    }

    /// Returns the same hatch in another grey.
    pub fn tone(self, tone: u8) -> Hatch {
        Hatch { pen: self.pen.tone(tone), ..self }
    }
}

/// A picture that is being drawn.
pub struct Canvas {
    pixmap: Pixmap,
    clip: Option<Mask>,
}

impl Canvas {
    /// Creates a blank page.
    pub fn new(width: u32, height: u32) -> Result<Canvas, Box<dyn Error>> {
        let mut pixmap = Pixmap::new(width, height).ok_or("the picture has no area")?;
        pixmap.fill(Color::WHITE);
        Ok(Canvas { pixmap, clip: None })
    }

    /// Returns the width in pixels.
    pub fn width(&self) -> f32 {
        self.pixmap.width() as f32
    }

    /// Returns the height in pixels.
    pub fn height(&self) -> f32 {
        self.pixmap.height() as f32
    }

    /// Returns the rectangle of the whole page, for a clip or a background.
    pub fn page(&self) -> Shape {
        Shape::rect((0.0, 0.0), (self.width(), self.height()))
    }

    /// Fills a shape with one grey.
    pub fn fill(&mut self, shape: &Shape, tone: u8) {
        let Some(path) = shape.path() else { return };
        self.pixmap.fill_path(&path, &paint(tone), FillRule::Winding, Transform::identity(), self.clip.as_ref());
    }

    /// Draws a line along a shape.
    pub fn stroke(&mut self, shape: &Shape, pen: Pen) {
        let Some(path) = shape.path() else { return };
        self.pixmap.stroke_path(&path, &paint(pen.tone), &pen.stroke(), Transform::identity(), self.clip.as_ref());
    }

    /// Fills a shape and outlines it in black, so that it hides everything behind it.
    pub fn body(&mut self, shape: &Shape, tone: u8, width: f32) {
        self.fill(shape, tone);
        self.stroke(shape, Pen::new(width));
    }

    /// Draws a straight line.
    pub fn line(&mut self, from: Point, to: Point, pen: Pen) {
        self.stroke(&Shape::line(&[from, to]), pen);
    }

    /// Draws a curve with a solid arrow head at its end; the head points away from `control`.
    pub fn arrow(&mut self, from: Point, control: Point, to: Point, pen: Pen) {
        let (dx, dy) = (to.0 - control.0, to.1 - control.1);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        let (ux, uy) = (dx / length, dy / length);
        let size = pen.width * 4.0;
        // The line ends inside the head, so that its round end does not blunt the tip.
        let neck = (to.0 - ux * size * 0.8, to.1 - uy * size * 0.8);
        self.stroke(&Shape::start(from).quad(control, neck), pen);
        let side = |sign: f32| (to.0 - ux * size - uy * sign * size * 0.55, to.1 - uy * size + ux * sign * size * 0.55);
        self.fill(&Shape::polygon(&[to, side(1.0), side(-1.0)]), pen.tone);
    }

    /// Draws a line that swells in the middle and thins out at both ends, as a gouge cuts it.
    pub fn gouge(&mut self, from: Point, to: Point, width: f32, tone: u8) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
        // A quadratic curve reaches only half the distance of its control point, so the full width is used here.
        let bulge = |sign: f32| (middle.0 - dy / length * width * sign, middle.1 + dx / length * width * sign);
        self.fill(&Shape::start(from).quad(bulge(1.0), to).quad(bulge(-1.0), from).close(), tone);
    }

    /// Fills a shape with parallel lines.
    pub fn hatch(&mut self, shape: &Shape, hatch: Hatch) {
        let Some((left, top, right, bottom)) = shape.bounds() else { return };
        let before = self.clip.clone();
        self.clip(shape);
        let angle = hatch.degrees.to_radians();
        let (along, across) = ((angle.cos(), -angle.sin()), (angle.sin(), angle.cos()));
        let reach = (right - left) + (bottom - top);
        // The lines are counted from the corner of the page, so that those of adjacent shapes are aligned.
        let offsets =
            [(left, top), (right, top), (left, bottom), (right, bottom)].map(|p| p.0 * across.0 + p.1 * across.1);
        let first = (offsets.iter().copied().fold(f32::MAX, f32::min) / hatch.gap).floor() as i32;
        let last = (offsets.iter().copied().fold(f32::MIN, f32::max) / hatch.gap).ceil() as i32;
        let middle = ((left + right) / 2.0, (top + bottom) / 2.0);
        for step in first..=last {
            let rest = step as f32 * hatch.gap - (middle.0 * across.0 + middle.1 * across.1);
            let foot = (middle.0 + across.0 * rest, middle.1 + across.1 * rest);
            let end = |sign: f32| (foot.0 + along.0 * reach * sign, foot.1 + along.1 * reach * sign);
            self.line(end(-1.0), end(1.0), hatch.pen);
        }
        self.clip = before;
    }

    /// Restricts further drawing to a shape, within any clip that is already set.
    pub fn clip(&mut self, shape: &Shape) {
        let Some(path) = shape.path() else { return };
        match &mut self.clip {
            Some(mask) => mask.intersect_path(&path, FillRule::Winding, true, Transform::identity()),
            None => {
                let mask = Mask::new(self.pixmap.width(), self.pixmap.height());
                self.clip = mask.map(|mut mask| {
                    mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
                    mask
                });
            }
        }
    }

    /// Removes the clip, so that further drawing can cover the whole page again.
    pub fn unclip(&mut self) {
        self.clip = None;
    }

    /// Writes a line of text with its baseline at `at`.
    pub fn write(&mut self, label: &Label, text: &str, at: Point) {
        let shape = label.shape(text, at);
        if label.halo > 0.0 {
            self.stroke(&shape, Pen::new(label.halo * 2.0).tone(WHITE));
        }
        self.fill(&shape, label.tone);
    }

    /// Sets one pixel to a grey; a pixel outside the page is ignored.
    pub fn dot(&mut self, x: u32, y: u32, tone: u8) {
        let index = (y as usize * self.pixmap.width() as usize + x as usize) * 4;
        if let Some(pixel) = self.pixmap.data_mut().get_mut(index..index + 3) {
            pixel.fill(tone);
        }
    }

    /// Returns the picture with one byte per pixel. As everything was drawn in greys, one colour channel is enough.
    pub fn greys(&self) -> Vec<u8> {
        self.pixmap.pixels().iter().map(|pixel| pixel.red()).collect()
    }
}

fn paint(tone: u8) -> Paint<'static> {
    let mut paint = Paint::default();
    paint.set_color_rgba8(tone, tone, tone, 255);
    paint
}
