//! Plain vector drawings as SVG that consists only of paths, without names, comments or metadata.

use crate::image::Picture;
use crate::image::svg::{ClipOutline, PlainDrawing, Shape, VisibleArea, parse, plain, window_grid};
use resvg::tiny_skia::{Path as Outline, PathSegment, Transform};
use resvg::usvg::{Color, Fill, FillRule, LineCap, LineJoin, Paint, PaintOrder, Path, Stroke};
use std::fmt::Write;

/// The paths of a drawing.
pub(super) struct Drawing {
    /// The visible part of the drawing, as a `viewBox`.
    pub(super) view_box: String,
    /// The elements inside of `svg`.
    pub(super) elements: String,
}

/// Returns a drawing as a file of its own; `None` if it must become pixels.
pub fn file(picture: &Picture) -> Option<String> {
    let Drawing { view_box, elements } = of(picture, "")?;
    let (width, height) = window_grid(picture);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"{view_box}\" preserveAspectRatio=\"none\">{elements}</svg>"
    ))
}

/// Returns the paths of a drawing; `None` if it must become pixels. The names of its clips begin with `prefix`.
pub(super) fn of(picture: &Picture, prefix: &str) -> Option<Drawing> {
    let tree = parse(&picture.bytes).ok()?;
    let PlainDrawing { area: VisibleArea { rect, .. }, shapes } = plain(&tree, picture)?;
    let mut pen = Pen { out: String::new(), prefix, clips: 0 };
    for shape in &shapes {
        match shape {
            Shape::Path(path, transform) => pen.path(path, *transform),
            Shape::Clip(outline) => pen.clip(outline),
            Shape::EndClip => pen.out.push_str("</g>"),
        }
    }
    let view_box = format!("{} {} {} {}", rect.left(), rect.top(), rect.width(), rect.height());
    Some(Drawing { view_box, elements: pen.out })
}

struct Pen<'p> {
    out: String,
    prefix: &'p str,
    /// The number of clips so far, from which their names are made.
    clips: usize,
}

// Writing to a string cannot fail, so the results of `write!` are ignored.
impl Pen<'_> {
    fn clip(&mut self, outline: &ClipOutline) {
        self.clips += 1;
        let (prefix, number) = (self.prefix, self.clips);
        let _ = write!(self.out, "<clipPath id=\"{prefix}k{number}\">");
        let rule = rule(outline.rule);
        for (path, transform) in &outline.paths {
            let (d, matrix) = (data(path), matrix(*transform));
            let _ = write!(self.out, "<path d=\"{d}\" transform=\"{matrix}\" clip-rule=\"{rule}\"/>");
        }
        let _ = write!(self.out, "</clipPath><g clip-path=\"url(#{prefix}k{number})\">");
    }

    fn path(&mut self, path: &Path, transform: Transform) {
        let (d, matrix) = (data(path.data()), matrix(transform));
        let mut part = |fill: Option<&Fill>, stroke: Option<&Stroke>| {
            let _ = write!(self.out, "<path d=\"{d}\" transform=\"{matrix}\"{}{}/>", of_fill(fill), of_stroke(stroke));
        };
        match (path.paint_order(), path.stroke()) {
            (PaintOrder::StrokeAndFill, Some(stroke)) => {
                part(None, Some(stroke));
                part(path.fill(), None);
            }
            (_, stroke) => part(path.fill(), stroke),
        }
    }
}

fn of_fill(fill: Option<&Fill>) -> String {
    match fill.map(|fill| (fill.paint(), fill.rule())) {
        Some((Paint::Color(colour), chosen)) => format!(" fill=\"{}\" fill-rule=\"{}\"", hex(*colour), rule(chosen)),
        _ => " fill=\"none\"".to_string(),
    }
}

fn of_stroke(stroke: Option<&Stroke>) -> String {
    let Some(stroke) = stroke else { return String::new() };
    let Paint::Color(colour) = stroke.paint() else { return String::new() };
    let cap = match stroke.linecap() {
        LineCap::Butt => "butt",
        LineCap::Round => "round",
        LineCap::Square => "square",
    };
    let join = match stroke.linejoin() {
        LineJoin::Miter | LineJoin::MiterClip => "miter",
        LineJoin::Round => "round",
        LineJoin::Bevel => "bevel",
    };
    let dashes = stroke.dasharray().map_or_else(String::new, |dashes| {
        let dashes: Vec<String> = dashes.iter().map(f32::to_string).collect();
        format!(" stroke-dasharray=\"{}\" stroke-dashoffset=\"{}\"", dashes.join(" "), stroke.dashoffset())
    });
    format!(
        " stroke=\"{}\" stroke-width=\"{}\" stroke-linecap=\"{cap}\" stroke-linejoin=\"{join}\" stroke-miterlimit=\"{}\"{dashes}",
        hex(*colour),
        stroke.width().get(),
        stroke.miterlimit().get()
    )
}

fn rule(rule: FillRule) -> &'static str {
    match rule {
        FillRule::NonZero => "nonzero",
        FillRule::EvenOdd => "evenodd",
    }
}

fn hex(colour: Color) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue)
}

fn matrix(t: Transform) -> String {
    format!("matrix({} {} {} {} {} {})", t.sx, t.ky, t.kx, t.sy, t.tx, t.ty)
}

/// Returns an outline as the `d` attribute of a path.
fn data(path: &Outline) -> String {
    let mut d = String::new();
    for segment in path.segments() {
        let _ = match segment {
            PathSegment::MoveTo(p) => write!(d, "M{} {}", p.x, p.y),
            PathSegment::LineTo(p) => write!(d, "L{} {}", p.x, p.y),
            PathSegment::QuadTo(c, p) => write!(d, "Q{} {} {} {}", c.x, c.y, p.x, p.y),
            PathSegment::CubicTo(a, b, p) => write!(d, "C{} {} {} {} {} {}", a.x, a.y, b.x, b.y, p.x, p.y),
            PathSegment::Close => write!(d, "Z"),
        };
    }
    d
}
