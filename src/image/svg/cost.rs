//! Estimates what it would take to render a drawing, before it is rendered.
//!
//! The estimate follows the renderer through the drawing: groups with effects are drawn on layers of their own, patterns on
//! tiles, and each step of a filter makes another picture of the filter's region. All of these have pixels, which are counted
//! with the time that each takes and the memory that is in use at once.

use crate::diagnostic::PictureProblem;
use resvg::tiny_skia::{Path as Outline, PathSegment, Point, Rect, Transform};
use resvg::usvg::filter::{Kind, Primitive};
use resvg::usvg::{Group, ImageKind, Node, Paint, Path, Pattern, Stroke, Tree};

/// The most time and memory that a drawing may take, in nanoseconds and bytes. On a slow machine, it takes twice as long.
const MAX_TIME: f64 = 4e9;
const MAX_MEMORY: f64 = 600e6;
/// The most nodes that are visited. A mask is visited each time it is used, as the renderer does.
const MAX_VISITS: u32 = 300_000;
/// The most pixels of a single layer or tile.
const MAX_LAYER: f64 = 40e6;
/// The largest distance of a shape from the origin, in pixels. The renderer's fixed-point numbers overflow beyond it.
const MAX_DISTANCE: f32 = 1e6;

/// Nanoseconds for a pixel, measured with version 0.49 of the renderer.
mod time {
    pub(super) const LAYER: f64 = 25.0;
    pub(super) const CLIP: f64 = 25.0;
    pub(super) const MASK: f64 = 35.0;
    pub(super) const FILL: f64 = 10.0;
    pub(super) const IMAGE: f64 = 80.0;
    /// What every step of a filter takes: a copy, and changes of its colour space.
    pub(super) const STEP: f64 = 40.0;
    /// A blur with a small and with a large radius. They are different algorithms.
    pub(super) const SMALL_BLUR: f64 = 480.0;
    pub(super) const BLUR: f64 = 85.0;
    pub(super) const OTHER_STEP: f64 = 70.0;
    /// For each point of a path, and for each row of pixels that one of its edges crosses.
    pub(super) const POINT: f64 = 200.0;
    pub(super) const EDGE_ROW: f64 = 40.0;
    pub(super) const DASH: f64 = 10_000.0;
}

/// The standard deviation up to which the renderer uses the slow algorithm for a blur, in pixels.
const SMALL_DEVIATION: f64 = 2.0;
/// Bytes for a pixel.
const PIXEL: f64 = 4.0;
/// Bytes for a dash, and for a point of a path that is stroked.
const DASH_BYTES: f64 = 1_700.0;
const STROKED_POINT_BYTES: f64 = 600.0;

/// Checks that a drawing can be rendered at this size, in pixels, with little time and memory.
///
/// # Errors
/// Returns [`PictureProblem::SvgTooComplex`] if it can't.
pub(super) fn check(tree: &Tree, transform: Transform, width: u32, height: u32) -> Result<(), PictureProblem> {
    let canvas = Canvas::with_layers(f64::from(width), f64::from(height));
    let cost =
        canvas.and_then(|canvas| Budget::default().group(tree.root(), transform, canvas, canvas.pixels() * PIXEL));
    cost.ok_or(PictureProblem::SvgTooComplex)
}

/// The pixels on which shapes are drawn.
#[derive(Clone, Copy)]
struct Canvas {
    width: f64,
    height: f64,
    /// The area to which layers are limited.
    max: Rect,
}

impl Canvas {
    /// Returns a canvas whose layers may be five times as wide and as high.
    fn with_layers(width: f64, height: f64) -> Option<Canvas> {
        let (w, h) = (width as f32, height as f32);
        Some(Canvas { width, height, max: Rect::from_xywh(-2.0 * w, -2.0 * h, 5.0 * w, 5.0 * h)? })
    }

    fn pixels(&self) -> f64 {
        self.width * self.height
    }
}

/// What has been spent so far. Every function returns `None` once it is too much.
#[derive(Default)]
struct Budget {
    time: f64,
    visits: u32,
}

impl Budget {
    fn spend(&mut self, time: f64) -> Option<()> {
        self.time += time;
        (self.time <= MAX_TIME).then_some(())
    }

    /// Adds the cost of a group. `memory` is what is in use when it is drawn.
    fn group(&mut self, group: &Group, transform: Transform, canvas: Canvas, memory: f64) -> Option<()> {
        let transform = transform.pre_concat(group.transform());
        if !group.should_isolate() {
            return self.nodes(group, transform, canvas, memory);
        }
        // A filter is applied to an upright layer, which is then turned and skewed.
        let turn = if group.filters().is_empty() { Transform::identity() } else { without_scale(transform) };
        let Some(upright) = turn.invert() else { return Some(()) };
        let max = canvas.max.transform(upright)?;
        let transform = upright.pre_concat(transform);
        let extent = group.layer_bounding_box().to_rect().transform(transform)?.outset(2.0, 2.0)?;
        let Some(layer) = extent.intersect(&max) else { return Some(()) };
        let layer_canvas = Canvas { width: f64::from(layer.width()), height: f64::from(layer.height()), max };
        let pixels = layer_canvas.pixels();
        let memory = memory + pixels * PIXEL;
        if pixels > MAX_LAYER || memory > MAX_MEMORY {
            return None;
        }
        self.spend(pixels * time::LAYER)?;
        let transform = Transform::from_translate(-layer.left(), -layer.top()).pre_concat(transform);
        self.nodes(group, transform, layer_canvas, memory)?;
        for filter in group.filters() {
            self.filter(filter.primitives(), transform, layer_canvas, memory)?;
        }
        let mut clip = group.clip_path();
        let mut clip_memory = memory;
        while let Some(path) = clip {
            clip_memory += pixels * (PIXEL + 1.0);
            self.spend(pixels * time::CLIP)?;
            self.group(path.root(), transform.pre_concat(path.transform()), layer_canvas, clip_memory)?;
            clip = path.clip_path();
        }
        let mut mask = group.mask();
        let mut mask_memory = memory;
        while let Some(shown) = mask {
            mask_memory += pixels * (PIXEL + 1.0);
            self.spend(pixels * time::MASK)?;
            self.group(shown.root(), transform, layer_canvas, mask_memory)?;
            mask = shown.mask();
        }
        Some(())
    }

    fn nodes(&mut self, group: &Group, transform: Transform, canvas: Canvas, memory: f64) -> Option<()> {
        if memory > MAX_MEMORY {
            return None;
        }
        for node in group.children() {
            self.visits += 1;
            if self.visits > MAX_VISITS {
                return None;
            }
            match node {
                Node::Group(group) => self.group(group, transform, canvas, memory)?,
                Node::Path(path) if path.is_visible() => self.path(path, transform, canvas, memory)?,
                Node::Image(image) => self.image(image.kind(), transform, canvas, memory)?,
                Node::Path(_) | Node::Text(_) => {}
            }
        }
        Some(())
    }

    fn filter(&mut self, steps: &[Primitive], transform: Transform, canvas: Canvas, memory: f64) -> Option<()> {
        let (scale_x, scale_y) = transform.get_scale();
        let scale = f64::from(scale_x.max(scale_y));
        let pixels = canvas.pixels();
        for (number, step) in steps.iter().enumerate() {
            // The result of each step is kept to the end, and a step has up to six pictures of its own.
            let memory = memory + pixels * PIXEL * (number + 7) as f64;
            if memory > MAX_MEMORY {
                return None;
            }
            self.spend(pixels * (time::STEP + step_time(step.kind(), scale, canvas)))?;
            if let Kind::Image(image) = step.kind() {
                let transform = Transform::from_scale(scale_x, scale_y);
                self.group(image.root(), transform, canvas, memory)?;
            }
        }
        Some(())
    }

    fn path(&mut self, path: &Path, transform: Transform, canvas: Canvas, memory: f64) -> Option<()> {
        let extent = path.stroke_bounding_box().transform(transform)?;
        let farthest = extent.left().abs().max(extent.top().abs()).max(extent.right().abs()).max(extent.bottom().abs());
        if !farthest.is_finite() || farthest > MAX_DISTANCE {
            return None;
        }
        let area = f64::from(extent.width()).min(canvas.width) * f64::from(extent.height()).min(canvas.height);
        let points = path.data().len() as f64;
        let crossings = crossings(path.data(), transform, canvas.height);
        let fills = [path.fill().map(|fill| fill.paint()), path.stroke().map(Stroke::paint)];
        for paint in fills.into_iter().flatten() {
            self.spend(points * time::POINT + crossings * time::EDGE_ROW + area * time::FILL)?;
            if let Paint::Pattern(pattern) = paint {
                self.pattern(pattern, transform, memory)?;
            }
        }
        match path.stroke() {
            Some(stroke) => self.stroke(path, stroke, points, memory),
            None => Some(()),
        }
    }

    fn stroke(&mut self, path: &Path, stroke: &Stroke, points: f64, memory: f64) -> Option<()> {
        let extent = path.bounding_box();
        let length = points * f64::from(extent.width().hypot(extent.height()));
        let dashes = stroke.dasharray().map_or(0.0, |dashes| {
            let period: f32 = dashes.iter().sum();
            length * dashes.len() as f64 / 2.0 / f64::from(period).max(1e-9)
        });
        let memory = memory + points * STROKED_POINT_BYTES + dashes * DASH_BYTES;
        if memory > MAX_MEMORY {
            return None;
        }
        self.spend(points * time::POINT * 6.0 + dashes * time::DASH)
    }

    fn pattern(&mut self, pattern: &Pattern, transform: Transform, memory: f64) -> Option<()> {
        let (scale_x, scale_y) = transform.pre_concat(pattern.transform()).get_scale();
        let rect = pattern.rect();
        let tile = Canvas::with_layers(
            f64::from((rect.width() * scale_x).round()).max(1.0),
            f64::from((rect.height() * scale_y).round()).max(1.0),
        )?;
        let memory = memory + tile.pixels() * PIXEL;
        if tile.pixels() > MAX_LAYER || memory > MAX_MEMORY {
            return None;
        }
        self.spend(tile.pixels() * time::FILL)?;
        self.group(pattern.root(), Transform::from_scale(scale_x, scale_y), tile, memory)
    }

    fn image(&mut self, kind: &ImageKind, transform: Transform, canvas: Canvas, memory: f64) -> Option<()> {
        match kind {
            ImageKind::SVG(tree) => {
                let inner = Canvas::with_layers(canvas.width, canvas.height)?;
                let memory = memory + canvas.pixels() * PIXEL;
                self.spend(canvas.pixels() * time::LAYER)?;
                self.group(tree.root(), transform, inner, memory)
            }
            ImageKind::PNG(bytes) | ImageKind::JPEG(bytes) | ImageKind::GIF(bytes) | ImageKind::WEBP(bytes) => {
                let pixels = super::raster::pixels(bytes)?;
                if memory + pixels * PIXEL * 3.0 > MAX_MEMORY {
                    return None;
                }
                self.spend(pixels * time::IMAGE + canvas.pixels() * time::FILL)
            }
        }
    }
}

/// Returns how many rows of pixels the edges of a path cross, all together. A curve counts as the box around its control points.
fn crossings(path: &Outline, transform: Transform, rows: f64) -> f64 {
    let row = |point: Point| {
        let mut point = point;
        transform.map_point(&mut point);
        f64::from(point.y)
    };
    let (mut total, mut last) = (0.0, 0.0);
    for segment in path.segments() {
        let points: &[Point] = match &segment {
            PathSegment::MoveTo(to) | PathSegment::LineTo(to) => &[*to],
            PathSegment::QuadTo(control, to) => &[*control, *to],
            PathSegment::CubicTo(first, second, to) => &[*first, *second, *to],
            PathSegment::Close => &[],
        };
        let (mut top, mut bottom) = (last, last);
        for point in points {
            last = row(*point);
            (top, bottom) = (last.min(top), last.max(bottom));
        }
        // The last edge of an open or closed outline is at most as high as all others together.
        total += 2.0 * (bottom - top).min(rows) + 2.0;
    }
    total
}

/// Returns the part of a transform that turns and skews. The renderer divides it in the same way.
fn without_scale(transform: Transform) -> Transform {
    let (sx, sy) = (transform.sx.hypot(transform.ky), transform.kx.hypot(transform.sy));
    Transform::from_row(transform.sx / sx, transform.ky / sx, transform.kx / sy, transform.sy / sy, 0.0, 0.0)
}

/// Returns the nanoseconds that a step of a filter takes for each pixel. `scale` converts its lengths to pixels.
fn step_time(kind: &Kind, scale: f64, canvas: Canvas) -> f64 {
    let blur = |x: f32, y: f32| {
        let deviation = f64::from(x.max(y)) * scale;
        if deviation < SMALL_DEVIATION { time::SMALL_BLUR } else { time::BLUR }
    };
    match kind {
        Kind::GaussianBlur(step) => blur(step.std_dev_x().get(), step.std_dev_y().get()),
        Kind::DropShadow(step) => blur(step.std_dev_x().get(), step.std_dev_y().get()) + time::OTHER_STEP,
        Kind::Morphology(step) => {
            let side = |radius: f32, max: f64| 2.0 * (f64::from(radius) * scale).min(max) + 1.0;
            2.0 * side(step.radius_x().get(), canvas.width) * side(step.radius_y().get(), canvas.height)
        }
        Kind::ConvolveMatrix(step) => 4.5 * f64::from(step.matrix().columns()) * f64::from(step.matrix().rows()),
        Kind::Turbulence(step) => 60.0 + 50.0 * f64::from(step.num_octaves()),
        Kind::Merge(step) => 20.0 * step.inputs().len() as f64,
        Kind::Blend(_)
        | Kind::ColorMatrix(_)
        | Kind::ComponentTransfer(_)
        | Kind::Composite(_)
        | Kind::DiffuseLighting(_)
        | Kind::DisplacementMap(_)
        | Kind::Flood(_)
        | Kind::Image(_)
        | Kind::Offset(_)
        | Kind::SpecularLighting(_)
        | Kind::Tile(_) => time::OTHER_STEP,
    }
}
