//! SVG output: pages with glyphs as outlines, so that they look the same wherever they are shown.

use super::Assets;
use super::glyph_outline::{self, PathSegment};
use super::svg_drawing::{self, Drawing};
use crate::geometry::{Point, Size};
use crate::image::{Coding, Orientation, Picture, WebFile, web_file};
use crate::page::{GlyphRun, Ink, Item, Page};
use crate::unit::Length;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Returns an SVG file that shows pages side by side, without a gap. Its user units are points.
pub fn draw(pages: &[&Page], assets: Assets) -> String {
    let width: Length = pages.iter().map(|p| p.trim.width).sum();
    let height = pages.iter().map(|p| p.trim.height).max().unwrap_or_default();
    let (w, h) = (number(width), number(height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.3}mm\" height=\"{:.3}mm\" viewBox=\"0 0 {w} {h}\">\n",
        width.to_mm(),
        height.to_mm()
    );
    let _ = writeln!(out, "<rect width=\"{w}\" height=\"{h}\" fill=\"#fff\"/>");
    let mut canvas = SvgCanvas { out, assets, defined: BTreeSet::new(), clips: 0 };
    let mut x = Length::ZERO;
    for page in pages {
        canvas.items(&page.items, Point::new(x, Length::ZERO));
        x += page.trim.width;
    }
    canvas.out.push_str("</svg>\n");
    canvas.out
}

/// Formats a length in points, with at most three decimal places.
fn number(length: Length) -> String {
    decimal(length.to_pt())
}

fn decimal(value: f64) -> String {
    let shown = format!("{value:.3}");
    shown.trim_end_matches('0').trim_end_matches('.').to_string()
}

struct SvgCanvas<'a> {
    out: String,
    assets: Assets<'a>,
    /// The glyphs whose outlines are already defined, by face and glyph number.
    defined: BTreeSet<(u16, u16)>,
    /// The number of clip paths so far, from which their identifiers are made.
    clips: usize,
}

// Writing to a string cannot fail, so the results of `write!` are ignored.
impl SvgCanvas<'_> {
    fn items(&mut self, items: &[(Point, Item)], origin: Point) {
        for (at, item) in items {
            let at = at.moved(origin.x, origin.y);
            let (x, y) = (number(at.x), number(at.y));
            match item {
                Item::Glyphs(run, _) => self.run(at, run),
                Item::Rule(size, ink) => {
                    let (w, h, fill) = (number(size.width), number(size.height), colour(*ink));
                    let _ =
                        writeln!(self.out, "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{fill}\"/>");
                }
                Item::Image(id, size) => self.picture(self.assets.pictures.picture(*id), at, *size),
                Item::Link(..) => {}
                Item::Group(clip, inner) => {
                    if let Some(size) = clip {
                        self.clips += 1;
                        let (n, w, h) = (self.clips, number(size.width), number(size.height));
                        let _ = writeln!(
                            self.out,
                            "<clipPath id=\"c{n}\"><rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\"/></clipPath><g clip-path=\"url(#c{n})\">"
                        );
                    }
                    self.items(inner, at);
                    if clip.is_some() {
                        self.out.push_str("</g>\n");
                    }
                }
            }
        }
    }

    /// Draws a picture that fills a field of this size.
    fn picture(&mut self, picture: &Picture, at: Point, size: Size) {
        let field = [at.x, at.y, size.width, size.height].map(number);
        let [x, y, w, h] = &field;
        self.clips += 1;
        if picture.coding == Coding::Svg
            && let Some(Drawing { view_box, elements }) = svg_drawing::of(picture, &format!("p{}", self.clips))
        {
            let _ = writeln!(
                self.out,
                "<svg x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" viewBox=\"{view_box}\" preserveAspectRatio=\"none\">{elements}</svg>"
            );
            return;
        }
        let WebFile { kind, bytes } = web_file(picture);
        let href = format!("preserveAspectRatio=\"none\" href=\"data:{kind};base64,{}\"", base64(&bytes));
        let _ = if picture.window.is_some() || picture.orientation == Orientation::UPRIGHT {
            writeln!(self.out, "<image x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" {href}/>")
        } else {
            // The matrix turns the unit square of a PDF, where y points up.
            let [a, b, c, d, e, f] = picture.orientation.matrix();
            let turn = format!("matrix({a} {} {} {d} {} {})", -b, -c, c + e, 1.0 - d - f);
            writeln!(
                self.out,
                "<g transform=\"translate({x} {y}) scale({w} {h}) {turn}\"><image width=\"1\" height=\"1\" {href}/></g>"
            )
        };
    }

    fn run(&mut self, at: Point, run: &GlyphRun) {
        let face = self.assets.fonts.face(run.face);
        for glyph in &run.glyphs {
            if self.defined.insert((run.face.0, glyph.id)) {
                let path = path(&glyph_outline::of(face, glyph.id));
                let _ = writeln!(self.out, "<defs><path id=\"g{}-{}\" d=\"{path}\"/></defs>", run.face.0, glyph.id);
            }
        }
        let unit = run.size.to_pt() / face.units_per_em as f64;
        let x_unit = unit * f64::from(run.expansion) / 100_000.0;
        let (fill, mut x) = (colour(run.ink), at.x.to_pt());
        let _ = write!(self.out, "<g fill=\"{fill}\">");
        for (i, glyph) in run.glyphs.iter().enumerate() {
            let (right, up) = run.offset(i);
            let (right, up) = (right * x_unit, up * unit);
            let (a, d) = (format!("{x_unit:.6}"), format!("{:.6}", -unit));
            let (e, f) = (decimal(x + right), decimal(at.y.to_pt() - up));
            let _ = write!(
                self.out,
                "<use href=\"#g{}-{}\" transform=\"matrix({a} 0 0 {d} {e} {f})\"/>",
                run.face.0, glyph.id
            );
            x += Length(i64::from(glyph.advance)).to_pt();
        }
        self.out.push_str("</g>\n");
    }
}

fn colour(ink: Ink) -> String {
    let light = (ink.lightness() * 255.0).round() as u8;
    format!("#{light:02x}{light:02x}{light:02x}")
}

/// Returns an outline as the `d` attribute of a path.
pub(super) fn path(parts: &[PathSegment]) -> String {
    let mut d = String::new();
    for part in parts {
        let _ = match *part {
            PathSegment::Move(x, y) => write!(d, "M{x} {y}"),
            PathSegment::Line(x, y) => write!(d, "L{x} {y}"),
            PathSegment::Quad(cx, cy, x, y) => write!(d, "Q{cx} {cy} {x} {y}"),
            PathSegment::Cubic(ax, ay, bx, by, x, y) => write!(d, "C{ax} {ay} {bx} {by} {x} {y}"),
            PathSegment::Close => write!(d, "Z"),
        };
    }
    d
}

/// Encodes bytes as Base64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk.iter().fold(0u32, |word, byte| word << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = ALPHABET[(word >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= chunk.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_padded_as_in_rfc_4648() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
