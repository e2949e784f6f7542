//! Sheets of paper and where pages stand on them, and the layout that says what hands do.

use crate::diagnostic::Span;
use crate::geometry::{Affine, Insets, Point, Size};
use crate::unit::Length;

/// Which part goes over the other, or is stacked on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// The left half.
    Left,
    /// The right half.
    Right,
    /// The upper half.
    Top,
    /// The lower half.
    Bottom,
}

impl Half {
    /// Whether the fold or cut beside this half runs from head to foot.
    pub fn is_sideways(self) -> bool {
        matches!(self, Half::Left | Half::Right)
    }
}

/// One thing that hands do with the pile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Folds that half over the other.
    Fold(Half),
    /// Cuts through the middle and puts that half's pile on the other.
    CutStack(Half),
}

/// How the copier prints second sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplex {
    /// Turned over its short edge.
    ShortEdge,
    /// Turned over its long edge.
    LongEdge,
    /// All fronts first, then the pile is put back by hand and all backs follow.
    Manual,
    /// One side only; each side is a sheet of its own.
    None,
}

/// Where the staple goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staple {
    /// Through the fold.
    Fold,
    /// Through the edge, or none.
    Elsewhere,
}

/// How many sheets make a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureSize {
    /// The whole brochure is one.
    All,
    /// At most that many sheets.
    Sheets(usize),
}

/// What is drawn beside the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct MarkSpec {
    /// Short dashes where the fold goes.
    pub fold: bool,
    /// Crop marks at the corners of pages.
    pub crop: bool,
    /// Where the staples go.
    pub staple: bool,
    /// The number and side of the sheet.
    pub label: bool,
}

/// An imposition layout: what paper goes in and what hands do with it.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Its name for files: that of its own file.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// The sheet as it is read, turned to its orientation.
    pub sheet: Size,
    /// How second sides are printed.
    pub duplex: Duplex,
    /// The edges that the machine leaves blank.
    pub unprintable: Insets,
    /// The size of a page; its cells may be larger.
    pub page: Size,
    /// Columns of pages on a side.
    pub columns: usize,
    /// Rows of pages on a side.
    pub rows: usize,
    /// What hands do, in order, and where each step was typed.
    pub steps: Vec<(Step, Span)>,
    /// Where the staple goes.
    pub staple: Staple,
    /// Whether the fore-edge is cut afterwards.
    pub trim: bool,
    /// Sheets in a signature.
    pub signature: SignatureSize,
    /// Thickness of a leaf.
    pub caliper: Length,
    /// Whether creep is compensated; none: only when the fore-edge is cut.
    pub creep: Option<bool>,
    /// What is drawn beside the pages.
    pub marks: MarkSpec,
    /// The file it was read from.
    pub span: Span,
}

/// The number of a page in reading order, from 0.
pub type PageIndex = usize;

/// A mark outside of the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetMark {
    /// A hairline from the point, `Size` long and thick.
    Line(Size),
    /// A few small words from the point on.
    Label(String),
}

/// One side of a sheet, as a PDF page shows it.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// The paper as it lies in the PDF.
    pub paper: Size,
    /// Pages and the map from each page's own space to the sheet's.
    pub placed: Vec<(Affine, PageIndex)>,
    /// Marks.
    pub marks: Vec<(Point, SheetMark)>,
}

/// A sheet of paper with its two sides.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The outer side, printed first.
    pub outer: Side,
    /// The inner side.
    pub inner: Side,
}
