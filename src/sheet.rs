//! Sheets of paper and where pages stand on them, and the layout that says what hands do.

use crate::diagnostic::{Placed, Span};
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
    /// Cuts through the middle, from head to foot or across; both parts are the same booklet.
    CutCopies {
        /// Whether the cut runs from head to foot.
        vertical: bool,
    },
    /// Turns the pile over like a page, left to right.
    Turn,
}

impl Step {
    /// The step of somebody who binds at the other side.
    pub fn mirrored(self) -> Step {
        let other = |half| match half {
            Half::Left => Half::Right,
            Half::Right => Half::Left,
            Half::Top => Half::Top,
            Half::Bottom => Half::Bottom,
        };
        match self {
            Step::Fold(half) => Step::Fold(other(half)),
            Step::CutStack(half) => Step::CutStack(other(half)),
            Step::CutCopies { .. } | Step::Turn => self,
        }
    }
}

/// A cell of a side, and how a page lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// The column, from 0.
    pub column: usize,
    /// The row, from 0.
    pub row: usize,
    /// Whether the page is upside down.
    pub upside_down: bool,
}

/// Where a page of a layout stands that no steps describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its column, from 0, as its side is read.
    pub column: usize,
    /// Its row, from 0.
    pub row: usize,
    /// Whether it is on the inner side.
    pub inner: bool,
    /// The page of the sheet, from 0.
    pub page: usize,
    /// Whether it stands on its head.
    pub half_turn: bool,
}

/// How printed sheets lie in the tray that they come out into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Delivery {
    /// Face down: the first sheet ends up undermost, its print below.
    #[default]
    FaceDown,
    /// Face up: the last sheet ends up on top, its print above.
    FaceUp,
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
    /// Through the edge.
    Edge,
    /// Nowhere.
    None,
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
    /// A bar on the spine of each signature, a step lower than that of the one before.
    pub collation: bool,
}

/// Finishing instructions in words, a step on each line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instructions {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
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
    /// Whether only the first side of each sheet is printed.
    pub one_sided: bool,
    /// Whether the book is bound at its right edge, for scripts that run from right to left.
    pub right_bound: bool,
    /// Whether pages are scaled to their cells; else they are printed as they are.
    pub scale_to_fit: bool,
    /// What hands do, in order, and where each step was typed.
    pub steps: Vec<(Step, Span)>,
    /// Where each page stands, for what steps don't describe.
    pub cells: Vec<Cell>,
    /// What hands do with such a sheet, in words: English, French.
    pub instructions: Option<Instructions>,
    /// Where the staple goes.
    pub staple: Staple,
    /// Whether the fore-edge is cut afterwards.
    pub trim: bool,
    /// Sheets in a signature.
    pub signature: SignatureSize,
    /// Sheets that the stapler takes; none: what staplers of locals take of this paper.
    pub capacity: Option<usize>,
    /// Thickness of a leaf.
    pub caliper: Length,
    /// Whether creep is compensated; none: only when the fore-edge is cut.
    pub creep: Option<bool>,
    /// What is drawn beside the pages.
    pub marks: MarkSpec,
    /// By how much the machine prints second sides too far to the right and too low.
    pub back_offset: Point,
    /// How sheets come out, for printing second sides by hand.
    pub delivery: Delivery,
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

/// A machine that prints, as its test sheet showed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Printer {
    /// Its name.
    pub name: String,
    /// How it turns sheets over when it is asked for the edge that a layout needs; none: as it should.
    pub duplex: Option<Duplex>,
    /// The edges that it leaves blank.
    pub unprintable: Option<Insets>,
    /// By how much second sides come out too far to the right and too low.
    pub offset: Point,
    /// How sheets come out.
    pub delivery: Delivery,
    /// What was read of its wedge.
    pub tones: Option<Placed<WedgeReadings>>,
}

/// What was read of a wedge that a machine printed and copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WedgeReadings {
    /// Lines an inch of its screen.
    pub screen: u32,
    /// Dots an inch it was printed with.
    pub dpi: u32,
    /// The inks of the fields that were chosen, row by row, in hundredths.
    pub read: [u8; 7],
}

impl Layout {
    /// The layout as that machine has to be given it. What is printed on one side only stays so.
    pub fn for_printer(mut self, printer: &Printer) -> Layout {
        if let (Some(duplex), false) = (printer.duplex, self.one_sided) {
            self.duplex = duplex;
        }
        self.unprintable = printer.unprintable.unwrap_or(self.unprintable);
        (self.back_offset, self.delivery) = (printer.offset, printer.delivery);
        self
    }

    /// The size of a cell.
    pub fn cell(&self) -> Size {
        Size::new(self.sheet.width / self.columns.max(1) as i64, self.sheet.height / self.rows.max(1) as i64)
    }

    /// The cell in which a page of size `page` is on a side, as one reads the side, however the printer turns the sheet
    /// over. `map` is the placement of the page, and `inner` says which side it is on.
    pub fn cell_of(&self, map: Affine, page: Size, inner: bool) -> CellPlace {
        let cell = self.cell();
        let turned = inner && self.turns_back();
        let map = if turned { map.then(Affine::half_turn_within(self.sheet)) } else { map };
        let middle = map.apply(Point::new(page.width / 2, page.height / 2));
        let count = |at: Length, step: Length| (at.0 / step.0.max(1)).max(0) as usize;
        CellPlace { column: count(middle.x, cell.width), row: count(middle.y, cell.height), upside_down: map.half_turn }
    }

    /// The steps as they are carried out: mirrored for a book that is bound at its right edge.
    pub fn finishing_steps(&self) -> impl Iterator<Item = (Step, Span)> + '_ {
        self.steps.iter().map(|&(step, span)| (if self.right_bound { step.mirrored() } else { step }, span))
    }

    /// How many pages one sheet holds.
    pub fn pages_per_sheet(&self) -> usize {
        if !self.cells.is_empty() {
            return self.cells.len();
        }
        let copies = self.steps.iter().filter(|(step, _)| matches!(step, Step::CutCopies { .. })).count();
        let sides = if self.one_sided { 1 } else { 2 };
        (self.columns * self.rows * sides) >> copies
    }

    /// The sides in the order in which they are printed: the number of the sheet, and whether it is its inner side.
    pub fn printed_sides(&self, sheets: usize) -> Vec<(usize, bool)> {
        let fronts = (0..sheets).map(|sheet| (sheet, false));
        if self.one_sided {
            return fronts.collect();
        }
        match (self.duplex, self.delivery) {
            (Duplex::ShortEdge | Duplex::LongEdge | Duplex::None, _) => {
                (0..sheets).flat_map(|sheet| [(sheet, false), (sheet, true)]).collect()
            }
            (Duplex::Manual, Delivery::FaceDown) => fronts.chain((0..sheets).map(|sheet| (sheet, true))).collect(),
            // The last sheet goes in first.
            (Duplex::Manual, Delivery::FaceUp) => fronts.chain((0..sheets).rev().map(|sheet| (sheet, true))).collect(),
        }
    }

    /// Whether the inner side has to stand on its head in the file, so that it comes out right: the machine turns the
    /// sheet over its other edge than hands do.
    pub fn turns_back(&self) -> bool {
        let landscape = self.sheet.width > self.sheet.height;
        match self.duplex {
            Duplex::ShortEdge => !landscape,
            Duplex::LongEdge => landscape,
            Duplex::Manual | Duplex::None => false,
        }
    }
}
