//! Points, sizes, rectangles and affine maps in page space: the origin is at the top left, x points right, y points down.
//!
//! Only the PDF writer flips the y axis.

use crate::unit::Length;

/// A position, relative to the top left corner of the page, group or sheet that it belongs to.
///
/// ```
/// use agrafe::{geometry::Point, unit::Length};
/// let p = Point::new(Length::pt(1.0), Length::pt(2.0)).moved(Length::pt(3.0), Length::ZERO);
/// assert_eq!(p.x, Length::pt(4.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Point {
    /// The distance from the left edge.
    pub x: Length,
    /// The distance from the top edge.
    pub y: Length,
}

impl Point {
    /// Creates a point at `x`, `y`.
    pub fn new(x: Length, y: Length) -> Point {
        Point { x, y }
    }

    /// Returns this point moved to the right and down. Negative distances move it left and up.
    pub fn moved(self, right: Length, down: Length) -> Point {
        Point { x: self.x + right, y: self.y + down }
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Size {
    /// The horizontal extent.
    pub width: Length,
    /// The vertical extent.
    pub height: Length,
}

impl Size {
    /// Creates a size of `width` by `height`.
    pub fn new(width: Length, height: Length) -> Size {
        Size { width, height }
    }

    /// Returns this size with width and height exchanged: portrait becomes landscape.
    pub fn rotated(self) -> Size {
        Size { width: self.height, height: self.width }
    }

    /// Returns the portrait size of a paper format by its name: ISO 216 A3 to A7, and the US sizes. Letter case is ignored.
    ///
    /// ```
    /// use agrafe::geometry::Size;
    /// assert_eq!(Size::named("a5").map(|s| s.width.to_mm().round()), Some(148.0));
    /// assert!(Size::named("A55").is_none());
    /// ```
    pub fn named(name: &str) -> Option<Size> {
        let (width, height) = match name.to_ascii_lowercase().as_str() {
            "a3" => (297.0, 420.0),
            "a4" => (210.0, 297.0),
            "a5" => (148.0, 210.0),
            "a6" => (105.0, 148.0),
            "a7" => (74.0, 105.0),
            "letter" => (215.9, 279.4),
            "half-letter" => (139.7, 215.9),
            "legal" => (215.9, 355.6),
            "tabloid" => (279.4, 431.8),
            _ => return None,
        };
        Some(Size::new(Length::mm(width), Length::mm(height)))
    }
}

/// The names that [`Size::named`] accepts, for messages.
pub const PAPER_NAMES: [&str; 9] = ["A3", "A4", "A5", "A6", "A7", "letter", "half-letter", "legal", "tabloid"];

/// A rectangle, given by its top left corner and its size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Rect {
    /// The top left corner.
    pub at: Point,
    /// The extent to the right of that corner and below it.
    pub size: Size,
}

/// Distances inward from the four edges.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Insets {
    /// From the top edge.
    pub top: Length,
    /// From the right edge.
    pub right: Length,
    /// From the bottom edge.
    pub bottom: Length,
    /// From the left edge.
    pub left: Length,
}

impl Insets {
    /// Creates insets with the same distance on every side.
    pub fn all(inset: Length) -> Insets {
        Insets { top: inset, right: inset, bottom: inset, left: inset }
    }
}

/// A scaling, then an optional half turn, then a translation: the only maps that imposition needs. Lengths are whole numbers,
/// so half turns and translations are exact, and rounding never leaves a gap between two pages at a fold.
///
/// ```text
/// (x, y) -> shift + scale * (x, y)       without a half turn
/// (x, y) -> shift - scale * (x, y)       with a half turn
/// ```
///
/// ```
/// use agrafe::geometry::{Affine, Point, Size};
/// use agrafe::unit::Length;
/// let a5 = Size::named("A5").unwrap();
/// let half_turn = Affine::half_turn_within(a5);
/// let corner = half_turn.apply(Point::default());
/// assert_eq!((corner.x, corner.y), (a5.width, a5.height));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Affine {
    /// Whether the map rotates by 180 degrees.
    pub half_turn: bool,
    /// The scale factor, in millionths.
    pub scale: i64,
    /// The image of the origin.
    pub shift: Point,
}

/// The scale factor 1, in the millionths of [`Affine::scale`].
pub const WHOLE: i64 = 1_000_000;

impl Affine {
    /// Creates a translation.
    pub fn translate(x: Length, y: Length) -> Affine {
        Affine { half_turn: false, scale: WHOLE, shift: Point::new(x, y) }
    }

    /// Creates a scaling about the origin, by a factor in millionths.
    pub fn scaled(millionths: i64) -> Affine {
        Affine { half_turn: false, scale: millionths, shift: Point::default() }
    }

    /// Creates the half turn that maps a rectangle of this size at the origin to itself.
    pub fn half_turn_within(size: Size) -> Affine {
        Affine { half_turn: true, scale: WHOLE, shift: Point::new(size.width, size.height) }
    }

    /// Returns the image of a point.
    pub fn apply(self, p: Point) -> Point {
        let p = Point::new(p.x.scale(self.scale, WHOLE), p.y.scale(self.scale, WHOLE));
        if self.half_turn {
            Point::new(self.shift.x - p.x, self.shift.y - p.y)
        } else {
            Point::new(self.shift.x + p.x, self.shift.y + p.y)
        }
    }

    /// Returns the map that applies this map first and `next` second.
    pub fn then(self, next: Affine) -> Affine {
        Affine {
            half_turn: self.half_turn != next.half_turn,
            scale: self.scale * next.scale / WHOLE,
            shift: next.apply(self.shift),
        }
    }
}
