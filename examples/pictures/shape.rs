//! Builds the shapes to draw: lines, curves, circles, and outlines through given points.
//!
//! Input: points in pixels, with y downwards. Output: paths for the rasteriser.

use resvg::tiny_skia::{Path, PathBuilder, Rect, Transform};

/// A position on the page.
pub type Point = (f32, f32);

/// A path under construction. Every method returns the extended path.
#[derive(Clone)]
pub struct Shape(PathBuilder);

impl Shape {
    /// Creates an empty shape.
    pub fn empty() -> Shape {
        Shape(PathBuilder::new())
    }

    /// Creates a shape that starts at a point.
    pub fn start(at: Point) -> Shape {
        let mut builder = PathBuilder::new();
        builder.move_to(at.0, at.1);
        Shape(builder)
    }

    /// Creates a shape from a path.
    pub fn from_path(path: &Path) -> Shape {
        let mut builder = PathBuilder::new();
        builder.push_path(path);
        Shape(builder)
    }

    /// Adds a straight line to a point.
    pub fn to(mut self, at: Point) -> Shape {
        self.0.line_to(at.0, at.1);
        self
    }

    /// Adds a quadratic curve to a point.
    pub fn quad(mut self, control: Point, at: Point) -> Shape {
        self.0.quad_to(control.0, control.1, at.0, at.1);
        self
    }

    /// Adds a cubic curve to a point, with control points for both ends.
    pub fn curve(mut self, leaving: Point, arriving: Point, at: Point) -> Shape {
        self.0.cubic_to(leaving.0, leaving.1, arriving.0, arriving.1, at.0, at.1);
        self
    }

    /// Closes the current outline with a line to its start.
    pub fn close(mut self) -> Shape {
        self.0.close();
        self
    }

    /// Creates an open line through points.
    pub fn line(points: &[Point]) -> Shape {
        let Some((first, rest)) = points.split_first() else { return Shape::empty() };
        rest.iter().fold(Shape::start(*first), |shape, point| shape.to(*point))
    }

    /// Creates a closed outline through points.
    pub fn polygon(points: &[Point]) -> Shape {
        Shape::line(points).close()
    }

    /// Creates an open curve that passes through all the points without corners.
    pub fn smooth(points: &[Point]) -> Shape {
        let Some(first) = points.first() else { return Shape::empty() };
        let at = |i: usize| points.get(i).or(points.last()).copied().unwrap_or(*first);
        (0..points.len().saturating_sub(1)).fold(Shape::start(*first), |shape, i| {
            // A Catmull–Rom spline: the slope at a point is that of the line between its neighbours.
            let (before, from, to, after) = (at(i.saturating_sub(1)), at(i), at(i + 1), at(i + 2));
            let leaving = (from.0 + (to.0 - before.0) / 6.0, from.1 + (to.1 - before.1) / 6.0);
            let arriving = (to.0 - (after.0 - from.0) / 6.0, to.1 - (after.1 - from.1) / 6.0);
            shape.curve(leaving, arriving, to)
        })
    }

    /// Creates a rectangle from its top left corner and its size.
    pub fn rect(corner: Point, size: Point) -> Shape {
        let (right, bottom) = (corner.0 + size.0, corner.1 + size.1);
        Shape::polygon(&[corner, (right, corner.1), (right, bottom), (corner.0, bottom)])
    }

    /// Creates a rectangle with rounded corners.
    pub fn rounded(corner: Point, size: Point, radius: f32) -> Shape {
        let (l, t, r, b) = (corner.0, corner.1, corner.0 + size.0, corner.1 + size.1);
        Shape::start((l + radius, t))
            .to((r - radius, t))
            .quad((r, t), (r, t + radius))
            .to((r, b - radius))
            .quad((r, b), (r - radius, b))
            .to((l + radius, b))
            .quad((l, b), (l, b - radius))
            .to((l, t + radius))
            .quad((l, t), (l + radius, t))
            .close()
    }

    /// Creates a circle.
    pub fn circle(centre: Point, radius: f32) -> Shape {
        Shape::oval(centre, (radius, radius))
    }

    /// Creates an ellipse with a vertical and a horizontal axis.
    pub fn oval(centre: Point, radii: Point) -> Shape {
        let mut builder = PathBuilder::new();
        let corners = (centre.0 - radii.0, centre.1 - radii.1, centre.0 + radii.0, centre.1 + radii.1);
        if let Some(rect) = Rect::from_ltrb(corners.0, corners.1, corners.2, corners.3) {
            builder.push_oval(rect);
        }
        Shape(builder)
    }

    /// Returns the same shape rotated clockwise about a point.
    pub fn turned(self, degrees: f32, about: Point) -> Shape {
        self.changed(Transform::from_rotate_at(degrees, about.0, about.1))
    }

    /// Returns the same shape, scaled about the origin and then moved.
    pub fn placed(self, scale: Point, at: Point) -> Shape {
        self.changed(Transform::from_row(scale.0, 0.0, 0.0, scale.1, at.0, at.1))
    }

    fn changed(self, transform: Transform) -> Shape {
        self.0.finish().and_then(|path| path.transform(transform)).map_or_else(Shape::empty, |p| Shape::from_path(&p))
    }

    /// Returns the path for the rasteriser, or `None` if there is nothing to draw.
    pub fn path(&self) -> Option<Path> {
        self.0.clone().finish()
    }

    /// Returns the left, top, right and bottom edges.
    pub fn bounds(&self) -> Option<(f32, f32, f32, f32)> {
        let bounds = self.path()?.bounds();
        Some((bounds.left(), bounds.top(), bounds.right(), bounds.bottom()))
    }
}
