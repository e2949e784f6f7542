//! PNG output: pages drawn as grey pictures, rasterised on the CPU.

use super::Assets;
use super::glyph_outline::{self, PathSegment};
use crate::geometry::{Point, Size};
use crate::page::{GlyphRun, Ink, Item, Page};
use crate::unit::Length;
use image::imageops::FilterType;
use image::{ExtendedColorType, GrayImage, ImageEncoder};
use resvg::tiny_skia::{self, Color, FillRule, Mask, Paint, Path, PathBuilder, Pixmap, PixmapPaint, Transform};
use std::collections::HashMap;

/// The maximum length of a side, in pixels. Larger pictures are not drawn, since they would use too much memory.
const MAX_SIDE: f64 = 20_000.0;

/// Returns a PNG file that shows pages side by side, without a gap, at a resolution of `dpi` dots per inch. Returns
/// `None` if a side would be longer than 20,000 pixels.
pub fn draw(pages: &[&Page], assets: Assets, dpi: f64) -> Option<Vec<u8>> {
    let scale = dpi / 72.0;
    let width: Length = pages.iter().map(|p| p.trim.width).sum();
    let height = pages.iter().map(|p| p.trim.height).max()?;
    let dots = |l: Length| (l.to_pt() * scale).round().max(1.0);
    if dots(width).max(dots(height)) > MAX_SIDE {
        return None;
    }
    let mut pixmap = Pixmap::new(dots(width) as u32, dots(height) as u32)?;
    pixmap.fill(Color::WHITE);
    let mut canvas = RasterCanvas { pixmap, scale, assets, glyphs: HashMap::new(), mask: None };
    let mut x = Length::ZERO;
    for page in pages {
        canvas.items(&page.items, Point::new(x, Length::ZERO));
        x += page.trim.width;
    }
    Some(encode(&canvas.pixmap))
}

/// Encodes the picture in grey, since everything in it was drawn in grey.
fn encode(pixmap: &Pixmap) -> Vec<u8> {
    let grey: Vec<u8> = pixmap
        .pixels()
        .iter()
        .map(|p| {
            let (r, g, b) = (u32::from(p.red()), u32::from(p.green()), u32::from(p.blue()));
            // Luma with the weights of ITU-R BT.601, in thousandths.
            ((r * 299 + g * 587 + b * 114 + 500) / 1000) as u8
        })
        .collect();
    let mut bytes = Vec::new();
    let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
    // Writing to memory cannot fail.
    let _ = encoder.write_image(&grey, pixmap.width(), pixmap.height(), ExtendedColorType::L8);
    bytes
}

struct RasterCanvas<'a> {
    pixmap: Pixmap,
    /// Pixels per point.
    scale: f64,
    assets: Assets<'a>,
    /// The outlines of glyphs by face and glyph number. They are cached, since most letters occur often.
    glyphs: HashMap<(u16, u16), Option<Path>>,
    /// The clip of the group that is being drawn.
    mask: Option<Mask>,
}

impl RasterCanvas<'_> {
    fn items(&mut self, items: &[(Point, Item)], origin: Point) {
        for (at, item) in items {
            let at = at.moved(origin.x, origin.y);
            match item {
                Item::Glyphs(run, _) => self.run(at, run),
                Item::Rule(size, ink) => self.rule(at, *size, *ink),
                Item::Image(id, size) => self.image(at, *size, *id),
                Item::Link(..) => {}
                Item::Group(clip, inner) => {
                    let outer = self.mask.take();
                    self.mask = clip.and_then(|size| self.clip(at, size)).or(outer.clone());
                    self.items(inner, at);
                    self.mask = outer;
                }
            }
        }
    }

    fn dots(&self, length: Length) -> f32 {
        (length.to_pt() * self.scale) as f32
    }

    fn clip(&self, at: Point, size: Size) -> Option<Mask> {
        let mut mask = Mask::new(self.pixmap.width(), self.pixmap.height())?;
        let field = tiny_skia::Rect::from_xywh(
            self.dots(at.x),
            self.dots(at.y),
            self.dots(size.width),
            self.dots(size.height),
        )?;
        mask.fill_path(&PathBuilder::from_rect(field), FillRule::Winding, false, Transform::identity());
        Some(mask)
    }

    fn rule(&mut self, at: Point, size: Size, ink: Ink) {
        let field =
            tiny_skia::Rect::from_xywh(self.dots(at.x), self.dots(at.y), self.dots(size.width), self.dots(size.height));
        if let Some(field) = field {
            self.pixmap.fill_rect(field, &paint(ink), Transform::identity(), self.mask.as_ref());
        }
    }

    fn run(&mut self, at: Point, run: &GlyphRun) {
        let face = self.assets.fonts.face(run.face);
        let unit = run.size.to_pt() * self.scale / face.units_per_em as f64;
        let x_unit = unit * f64::from(run.expansion) / 100_000.0;
        let paint = paint(run.ink);
        let mut x = at.x.to_pt() * self.scale;
        let y = at.y.to_pt() * self.scale;
        for (i, glyph) in run.glyphs.iter().enumerate() {
            let path =
                self.glyphs.entry((run.face.0, glyph.id)).or_insert_with(|| path(&glyph_outline::of(face, glyph.id)));
            if let Some(path) = path {
                let (right, up) = run.offset(i);
                let (right, up) = (right * x_unit, up * unit);
                let place =
                    Transform::from_row(x_unit as f32, 0.0, 0.0, -unit as f32, (x + right) as f32, (y - up) as f32);
                self.pixmap.fill_path(path, &paint, FillRule::Winding, place, self.mask.as_ref());
            }
            x += Length(i64::from(glyph.advance)).to_pt() * self.scale;
        }
    }

    /// Draws a picture, scaled to whole pixels with a triangle filter. The filter averages pixels when it reduces a
    /// picture.
    fn image(&mut self, at: Point, size: Size, id: crate::image::ImageId) {
        let (width, height) = (self.dots(size.width).round().max(1.0), self.dots(size.height).round().max(1.0));
        let decoded = crate::image::decode_or_grey(self.assets.pictures.picture(id));
        let scaled: GrayImage = decoded.resize_exact(width as u32, height as u32, FilterType::Triangle).to_luma8();
        let Some(mut picture) = Pixmap::new(scaled.width(), scaled.height()) else { return };
        for (to, from) in picture.pixels_mut().iter_mut().zip(scaled.pixels()) {
            if let Some(pixel) = tiny_skia::PremultipliedColorU8::from_rgba(from.0[0], from.0[0], from.0[0], 255) {
                *to = pixel;
            }
        }
        let (x, y) = (self.dots(at.x).round() as i32, self.dots(at.y).round() as i32);
        self.pixmap.draw_pixmap(
            x,
            y,
            picture.as_ref(),
            &PixmapPaint::default(),
            Transform::identity(),
            self.mask.as_ref(),
        );
    }
}

fn paint(ink: Ink) -> Paint<'static> {
    let mut paint = Paint::default();
    let light = ink.lightness();
    paint.set_color(Color::from_rgba(light, light, light, 1.0).unwrap_or(Color::BLACK));
    paint
}

fn path(parts: &[PathSegment]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for part in parts {
        match *part {
            PathSegment::Move(x, y) => builder.move_to(x, y),
            PathSegment::Line(x, y) => builder.line_to(x, y),
            PathSegment::Quad(cx, cy, x, y) => builder.quad_to(cx, cy, x, y),
            PathSegment::Cubic(ax, ay, bx, by, x, y) => builder.cubic_to(ax, ay, bx, by, x, y),
            PathSegment::Close => builder.close(),
        }
    }
    builder.finish()
}
