//! Converts the labels of the pictures to shapes.
//!
//! Input: the font files in the repository. Output: the outlines of lines of text.

use std::error::Error;
use std::path::Path;

use resvg::tiny_skia::PathBuilder;
use skrifa::font::Font;
use skrifa::{DrawMemory, PathSink, ScalerFont};

use crate::canvas::BLACK;
use crate::shape::{Point, Shape};

/// A face whose glyphs can be drawn in font units.
pub struct Face {
    scaler: ScalerFont,
    units_per_em: f32,
}

/// The two faces used for labels.
pub struct Faces {
    /// The face for places and explanations.
    pub regular: Face,
    /// The face for numbers and titles.
    pub bold: Face,
}

impl Faces {
    /// Reads both faces from the folder of the font family.
    pub fn read(folder: &Path) -> Result<Faces, Box<dyn Error>> {
        Ok(Faces {
            regular: Face::read(&folder.join("SourceSans3-Regular.ttf"))?,
            bold: Face::read(&folder.join("SourceSans3-Bold.ttf"))?,
        })
    }
}

impl Face {
    fn read(file: &Path) -> Result<Face, Box<dyn Error>> {
        let font = Font::new(std::fs::read(file)?, 0).ok_or("a label font cannot be read")?;
        let units_per_em = f32::from(font.units_per_em());
        Ok(Face { scaler: ScalerFont::unhinted(font, None), units_per_em })
    }

    /// Returns the shape of a line of text at the origin, and its width. Letters that are not in the face are left out.
    fn set(&self, text: &str, size: f32) -> (Shape, f32) {
        let mut sink = Sink { builder: PathBuilder::new(), scale: size / self.units_per_em, x: 0.0 };
        let charmap = self.scaler.font().charmap();
        for glyph in text.chars().filter_map(|letter| charmap.map_unicode(letter)) {
            let drawn = self.scaler.outline(glyph).map(|outline| outline.draw(DrawMemory::Scratch, &mut sink));
            if let Some(Ok(metrics)) = drawn {
                sink.x += metrics.h_advance.unwrap_or(0.0) * sink.scale;
            }
        }
        let width = sink.x;
        let shape = sink.builder.finish().map_or_else(Shape::empty, |path| Shape::from_path(&path));
        (shape, width)
    }
}

/// The alignment of a label to its point.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// The text starts at the point.
    Left,
    /// The text is centred on the point.
    Centre,
    /// The text ends at the point.
    Right,
}

/// The style of a label.
#[derive(Clone, Copy)]
pub struct Label<'a> {
    /// The face.
    pub face: &'a Face,
    /// The font size in pixels.
    pub size: f32,
    /// The alignment of the text to its point.
    pub align: Align,
    /// The grey of the letters.
    pub tone: u8,
    /// The width of the white space kept clear around the letters.
    pub halo: f32,
}

impl<'a> Label<'a> {
    /// Creates a style with black letters, centred on their point.
    pub fn new(face: &'a Face, size: f32) -> Label<'a> {
        Label { face, size, align: Align::Centre, tone: BLACK, halo: 0.0 }
    }

    /// Returns the same style with another alignment.
    pub fn align(self, align: Align) -> Label<'a> {
        Label { align, ..self }
    }

    /// Returns the same style in another grey.
    pub fn tone(self, tone: u8) -> Label<'a> {
        Label { tone, ..self }
    }

    /// Returns the same style with white space around the letters.
    pub fn halo(self, halo: f32) -> Label<'a> {
        Label { halo, ..self }
    }

    /// Returns the outline of a text whose baseline is at a point.
    pub fn shape(&self, text: &str, at: Point) -> Shape {
        let (shape, width) = self.face.set(text, self.size);
        let left = match self.align {
            Align::Left => at.0,
            Align::Centre => at.0 - width / 2.0,
            Align::Right => at.0 - width,
        };
        shape.placed((1.0, 1.0), (left, at.1))
    }
}

/// Converts glyph outlines from font units, with y upwards, to pixels, with y downwards, one glyph after another.
struct Sink {
    builder: PathBuilder,
    scale: f32,
    x: f32,
}

impl Sink {
    fn at(&self, x: f32, y: f32) -> Point {
        (self.x + x * self.scale, -y * self.scale)
    }
}

impl PathSink for Sink {
    fn move_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.builder.move_to(to.0, to.1);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.at(x, y);
        self.builder.line_to(to.0, to.1);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        let (control, to) = (self.at(cx0, cy0), self.at(x, y));
        self.builder.quad_to(control.0, control.1, to.0, to.1);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        let (leaving, arriving, to) = (self.at(cx0, cy0), self.at(cx1, cy1), self.at(x, y));
        self.builder.cubic_to(leaving.0, leaving.1, arriving.0, arriving.1, to.0, to.1);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}
