//! Vector drawings in SVG. A drawing that consists of plain paths is written to PDFs as paths, and any other drawing as
//! pixels.

mod cost;
mod preflight;
mod raster;
mod shapes;

pub use shapes::{ClipOutline, Shape, VisibleArea};

use super::hidden::HiddenKinds;
use super::limits::limited;
use super::picture::{Coding, Picture, Window};
use crate::diagnostic::PictureProblem;
use image::{DynamicImage, RgbImage};
use raster::FirstProblem;
use resvg::tiny_skia::{Color, Pixmap, Rect, Transform};
use resvg::usvg::roxmltree::{self, Document, ParsingOptions};
use resvg::usvg::{Error, Group, Node, Options, Paint, Tree};
use std::sync::Arc;

/// The longer side, in pixels, of a drawing that must become pixels: about 550 dpi over the width of an A5 page. Drawings with
/// costly filters have fewer.
const LONGEST_SIDE: u32 = 3200;
const LONGER_SIDES: [u32; 3] = [LONGEST_SIDE, LONGEST_SIDE / 2, LONGEST_SIDE / 4];
/// The maximum number of elements and texts in a file.
const MAX_NODES: u32 = 500_000;
/// The maximum number of drawings inside of each other.
const MAX_LEVELS: usize = 3;
/// The lightest tone that counts as ink in a black and white drawing.
const MAX_INK_TONE: u8 = 96;
/// The darkest tone that counts as paper in a black and white drawing.
const MIN_PAPER_TONE: u8 = 200;

/// Parses a drawing. Files that it refers to are not loaded.
///
/// # Errors
/// Returns the problem that prevents the drawing from being shown as intended, or the reason why it would take too long.
pub fn parse(bytes: &Arc<Vec<u8>>) -> Result<Tree, PictureProblem> {
    let shared = bytes.clone();
    limited(bytes.len(), move || parse_nested(&shared, 0))
}

/// Parses a drawing that is inside of `level` others.
fn parse_nested(bytes: &[u8], level: usize) -> Result<Tree, PictureProblem> {
    if level > MAX_LEVELS {
        return Err(PictureProblem::SvgTooDeep);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| PictureProblem::SvgNotUtf8)?;
    let parsing = ParsingOptions { allow_dtd: true, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, parsing).map_err(|error| {
        if matches!(error, roxmltree::Error::NodesLimitReached) {
            return PictureProblem::SvgTooComplex;
        }
        PictureProblem::SvgDamaged { line: error.pos().row }
    })?;
    preflight::check(&document)?;
    let first_problem = FirstProblem::default();
    let options =
        Options { image_href_resolver: raster::resolver(level, &first_problem, parse_nested), ..Options::default() };
    let tree = Tree::from_xmltree(&document, &options).map_err(|error| match error {
        Error::InvalidSize => PictureProblem::SvgNoSize,
        Error::ParsingFailed(error) => PictureProblem::SvgDamaged { line: error.pos().row },
        Error::ElementsLimitReached => PictureProblem::SvgTooComplex,
        Error::NotAnUtf8Str | Error::MalformedGZip | Error::SvgzFeatureNotEnabled => PictureProblem::Damaged,
    })?;
    if let Some(problem) = first_problem.lock().ok().and_then(|mut problem| problem.take()) {
        return Err(problem);
    }
    if tree.root().has_children() { Ok(tree) } else { Err(PictureProblem::SvgEmpty) }
}

/// Reads a drawing.
///
/// # Errors
/// Returns the errors of [`parse`].
pub(super) fn read(name: &str, bytes: Vec<u8>) -> Result<Picture, PictureProblem> {
    let bytes = Arc::new(bytes);
    let (width, height) = size(&parse(&bytes)?);
    Ok(Picture::svg(name.to_string(), bytes, width, height))
}

/// Returns what the file of a drawing contains that isn't drawn. Only `agrafe check` needs it, so it isn't looked for when the file is
/// read.
pub fn hidden_data(drawing: &Picture) -> HiddenKinds {
    preflight::hidden(&drawing.bytes)
}

/// Returns the width and height of a drawing in its own units, rounded up to whole units.
pub fn size(tree: &Tree) -> (u32, u32) {
    let size = tree.size();
    (size.width().ceil().max(1.0) as u32, size.height().ceil().max(1.0) as u32)
}

/// Returns the number of columns and rows, in pixels, in which a drawing of the given size is rendered.
fn grid(width: u32, height: u32) -> (u32, u32) {
    fitted(width, height, LONGEST_SIDE)
}

/// Returns the size whose longer side is `longest`.
fn fitted(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let longer = u64::from(width.max(height).max(1));
    let side = |length: u32| {
        let pixels = (u64::from(length) * u64::from(longest) + longer / 2) / longer;
        (pixels as u32).max(1)
    };
    (side(width), side(height))
}

/// Returns the number of columns and rows of the grid in which the window of a picture is described. That of a drawing is the grid
/// of its pixels when it is rendered.
pub fn window_grid(picture: &Picture) -> (u32, u32) {
    match picture.coding {
        Coding::Svg => grid(picture.width, picture.height),
        Coding::Jpeg | Coding::PlainPng | Coding::Decoded => (picture.width, picture.height),
    }
}

/// The pixels of a drawing, and how its units become pixels.
struct Rendering {
    width: u32,
    height: u32,
    transform: Transform,
}

impl Rendering {
    /// Returns how a drawing, or the part of it in a window, is rendered so that the longer side has `longest` pixels.
    fn of(tree: &Tree, window: Option<Window>, longest: u32) -> Rendering {
        let size = tree.size();
        let Some(Window { left, top, width: shown_width, height: shown_height }) = window else {
            let scale = longest as f32 / size.width().max(size.height());
            let side = |length: f32| ((length * scale).round() as u32).clamp(1, longest);
            let (width, height) = (side(size.width()), side(size.height()));
            return Rendering { width, height, transform: Transform::from_scale(scale, scale) };
        };
        let (columns, rows) = grid_of(tree);
        let (width, height) = fitted(shown_width, shown_height, longest);
        // The pixels for each column and row of the grid.
        let (across, down) = (width as f32 / shown_width as f32, height as f32 / shown_height as f32);
        let scale_x = columns as f32 / size.width() * across;
        let scale_y = rows as f32 / size.height() * down;
        let (x, y) = (-(left as f32) * across, -(top as f32) * down);
        Rendering { width, height, transform: Transform::from_row(scale_x, 0.0, 0.0, scale_y, x, y) }
    }
}

fn grid_of(tree: &Tree) -> (u32, u32) {
    let (width, height) = size(tree);
    grid(width, height)
}

/// Returns the part of a drawing in a window, in the drawing's units.
fn visible_area(tree: &Tree, window: Option<Window>) -> Option<VisibleArea> {
    let size = tree.size();
    let Some(Window { left, top, width, height }) = window else {
        let rect = Rect::from_xywh(0.0, 0.0, size.width(), size.height())?;
        return Some(VisibleArea { rect, cropped: false });
    };
    let (columns, rows) = grid_of(tree);
    let (unit_x, unit_y) = (size.width() / columns as f32, size.height() / rows as f32);
    let (x, y) = (left as f32 * unit_x, top as f32 * unit_y);
    let rect = Rect::from_xywh(x, y, width as f32 * unit_x, height as f32 * unit_y)?;
    Some(VisibleArea { rect, cropped: true })
}

/// A drawing that consists only of paths in opaque, flat colours, which vector formats can show exactly.
pub struct PlainDrawing<'t> {
    /// The part that is shown.
    pub area: VisibleArea,
    /// The shapes in this part, in order.
    pub shapes: Vec<Shape<'t>>,
}

/// Returns the shapes of a drawing, or of the part that is shown of it; `None` if it must become pixels.
pub fn plain<'t>(tree: &'t Tree, picture: &Picture) -> Option<PlainDrawing<'t>> {
    let area = visible_area(tree, picture.window)?;
    Some(PlainDrawing { area, shapes: shapes::shapes(tree, area)? })
}

/// Renders a drawing, or the part of it in a window, on white. The longer side of the result has 3,200 pixels, or fewer if that
/// would take too long.
pub(super) fn render(bytes: &Arc<Vec<u8>>, window: Option<Window>) -> Result<DynamicImage, PictureProblem> {
    let shared = bytes.clone();
    limited(bytes.len(), move || {
        let tree = parse_nested(&shared, 0)?;
        let renderings = LONGER_SIDES.map(|longest| Rendering::of(&tree, window, longest));
        let affordable =
            |rendering: &Rendering| cost::check(&tree, rendering.transform, rendering.width, rendering.height).is_ok();
        let found = renderings.into_iter().find(affordable).ok_or(PictureProblem::SvgTooComplex)?;
        let Rendering { width, height, transform } = found;
        let mut pixmap = Pixmap::new(width, height).ok_or(PictureProblem::SvgNoSize)?;
        pixmap.fill(Color::WHITE);
        resvg::render(&tree, transform, &mut pixmap.as_mut());
        let rgb = pixmap.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
        RgbImage::from_raw(width, height, rgb).map(DynamicImage::ImageRgb8).ok_or(PictureProblem::SvgNoSize)
    })
}

/// Whether every colour of a drawing is dark enough to count as ink, or light enough to count as paper. Returns false
/// if the drawing contains a gradient, a pattern or a picture.
pub fn is_black_and_white(tree: &Tree) -> bool {
    all_paints(tree.root(), &|paint| match paint {
        Paint::Color(colour) => {
            let tone = super::dots::luma(colour.red, colour.green, colour.blue);
            tone <= MAX_INK_TONE || tone >= MIN_PAPER_TONE
        }
        Paint::LinearGradient(_) | Paint::RadialGradient(_) | Paint::Pattern(_) => false,
    })
}

fn all_paints(group: &Group, holds: &dyn Fn(&Paint) -> bool) -> bool {
    group.children().iter().all(|node| match node {
        Node::Group(group) => all_paints(group, holds),
        Node::Path(path) => {
            path.fill().is_none_or(|fill| holds(fill.paint()))
                && path.stroke().is_none_or(|stroke| holds(stroke.paint()))
        }
        Node::Image(_) | Node::Text(_) => false,
    })
}
