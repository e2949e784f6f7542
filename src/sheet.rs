//! Sheets of paper with pages placed on them, and the layout that says how they are printed and finished.
//!
//! The *outer* side of a sheet is the one that is outside after folding; it is printed first. *Signatures* are sheets that
//! are folded together.

use crate::diagnostic::{Lang, Placed, Span};
use crate::geometry::{Affine, Insets, Point, Size};
use crate::unit::Length;

/// The half of a pile that is folded over the other, or stacked on it.
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
    /// Whether the fold or cut beside this half is vertical.
    pub fn is_sideways(self) -> bool {
        matches!(self, Half::Left | Half::Right)
    }
}

/// A finishing step, carried out on the whole pile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Fold that half over the other.
    Fold(Half),
    /// Cut through the middle and stack that half on the other.
    CutStack(Half),
    /// Cut through the middle; both halves are the same booklet.
    CutCopies {
        /// Whether the cut is vertical.
        vertical: bool,
    },
    /// Turn the pile over like a page, left to right.
    Turn,
}

impl Step {
    /// The same step for a book that is bound at the other side.
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

/// The place of a page, for a layout that no steps describe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its column on the side as one reads it, from 0.
    pub column: usize,
    /// Its row, from 0.
    pub row: usize,
    /// Whether it is on the inner side.
    pub inner: bool,
    /// The index of the page among those of the sheet.
    pub page: usize,
    /// Whether it is upside down.
    pub half_turn: bool,
}

/// How printed sheets lie in the output tray.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Delivery {
    /// Face down: the first sheet is at the bottom, with its print below.
    #[default]
    FaceDown,
    /// Face up: the last sheet is on top, with its print above.
    FaceUp,
}

/// How the printer prints second sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplex {
    /// It turns sheets over their short edge.
    ShortEdge,
    /// It turns sheets over their long edge.
    LongEdge,
    /// All fronts are printed first; then the pile is put back by hand, and all backs are printed.
    Manual,
    /// It prints one side only; a copier makes two-sided sheets of them.
    None,
}

/// Where the booklet is stapled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Staple {
    /// Through the fold.
    Fold,
    /// Through the edge.
    Edge,
    /// Not at all.
    None,
}

/// How many sheets make a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureSize {
    /// The whole brochure is one signature.
    All,
    /// At most that many.
    Sheets(usize),
}

/// The printer's marks that a layout asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct MarkSpec {
    /// Short dashes at both ends of folds and cuts.
    pub fold: bool,
    /// Crop marks at the corners of pages.
    pub crop: bool,
    /// Where the staples go.
    pub staple: bool,
    /// The number and side of the sheet.
    pub label: bool,
    /// Collation marks: a bar on the spine of each signature, a step lower than that of the one before.
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

impl Instructions {
    /// The instructions in a language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Fr => &self.fr,
        }
    }
}

/// An imposition layout: the paper, the pages on it, and the finishing steps.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Its name in file names: that of its own file.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// The size of the sheet in its orientation.
    pub sheet: Size,
    /// How second sides are printed.
    pub duplex: Duplex,
    /// The edges that the printer leaves blank.
    pub unprintable: Insets,
    /// The size of a page; cells may be larger.
    pub page: Size,
    /// Columns of pages on a side.
    pub columns: usize,
    /// Rows of pages on a side.
    pub rows: usize,
    /// Whether only the first side of each sheet is printed.
    pub one_sided: bool,
    /// Whether the book is bound at its right edge, for scripts that run from right to left.
    pub right_bound: bool,
    /// Whether pages are scaled to their cells; otherwise they are printed at 100 %.
    pub scale_to_fit: bool,
    /// The finishing steps in order, each with its place in the layout file.
    pub steps: Vec<(Step, Span)>,
    /// The place of each page, for layouts that no steps describe.
    pub cells: Vec<Cell>,
    /// Instructions that replace those made from the steps.
    pub instructions: Option<Instructions>,
    /// Where the booklet is stapled.
    pub staple: Staple,
    /// Whether the fore-edge is trimmed.
    pub trim: bool,
    /// How many sheets make a signature.
    pub signature: SignatureSize,
    /// The number of sheets that the stapler takes; `None` is what any stapler takes of such paper.
    pub capacity: Option<usize>,
    /// The caliper: the thickness of a leaf.
    pub caliper: Length,
    /// Whether creep is compensated; `None` means if the fore-edge is trimmed.
    pub creep: Option<bool>,
    /// The printer's marks that a layout asks for.
    pub marks: MarkSpec,
    /// How far the printer prints second sides too far to the right and too low.
    pub back_offset: Point,
    /// The output tray, for printing second sides by hand.
    pub delivery: Delivery,
    /// The file that it was read from.
    pub span: Span,
}

/// The index of a page in reading order.
pub type PageIndex = usize;

/// A mark outside of the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetMark {
    /// A filled rectangle, by its size.
    Line(Size),
    /// A few small words, by the start of their baseline.
    Label(String),
}

/// One side of a sheet, as a PDF page shows it.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// The paper as it is in the PDF.
    pub paper: Size,
    /// The pages, each with the map from page space to sheet space.
    pub placed: Vec<(Affine, PageIndex)>,
    /// The marks, positioned on the sheet.
    pub marks: Vec<(Point, SheetMark)>,
}

/// A sheet of paper with its two sides.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The outer side, which is printed first.
    pub outer: Side,
    /// The inner side.
    pub inner: Side,
}

/// A printer, as its test sheet showed it.
#[derive(Clone, Debug, PartialEq)]
pub struct Printer {
    /// Its name.
    pub name: String,
    /// How it turns sheets over when it is asked for the edge that a layout needs; `None` means correctly.
    pub duplex: Option<Duplex>,
    /// The edges that it leaves blank; `None` if that wasn't measured.
    pub unprintable: Option<Insets>,
    /// How far second sides are too far to the right and too low.
    pub offset: Point,
    /// Its output tray.
    pub delivery: Delivery,
    /// The readings of its tone wedge.
    pub tones: Option<Placed<WedgeReadings>>,
}

/// The readings of a printed and copied tone wedge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WedgeReadings {
    /// Lines per inch of its screen.
    pub screen: u32,
    /// The resolution that it was printed at, in dots per inch.
    pub dpi: u32,
    /// The inks of the fields that were chosen, row by row, in percent.
    pub read: [u8; 7],
}

impl Layout {
    /// The layout for a printer. One-sided layouts stay so.
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

    /// The steps to carry out: mirrored if the book is bound at its right edge.
    pub fn finishing_steps(&self) -> impl Iterator<Item = (Step, Span)> + '_ {
        self.steps.iter().map(|&(step, span)| (if self.right_bound { step.mirrored() } else { step }, span))
    }

    /// The number of different pages on a sheet.
    pub fn pages_per_sheet(&self) -> usize {
        if !self.cells.is_empty() {
            return self.cells.len();
        }
        let copies = self.steps.iter().filter(|(step, _)| matches!(step, Step::CutCopies { .. })).count();
        let sides = if self.one_sided { 1 } else { 2 };
        (self.columns * self.rows * sides) >> copies
    }

    /// The sides in the order of printing: the index of the sheet, and whether it is the inner side.
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
            // The last sheet is on top of the pile, so it goes in first.
            (Duplex::Manual, Delivery::FaceUp) => fronts.chain((0..sheets).rev().map(|sheet| (sheet, true))).collect(),
        }
    }

    /// Whether the inner side has to be upside down in the file, because the printer turns the sheet over the other edge
    /// than a reader does.
    pub fn turns_back(&self) -> bool {
        let landscape = self.sheet.width > self.sheet.height;
        match self.duplex {
            Duplex::ShortEdge => !landscape,
            Duplex::LongEdge => landscape,
            Duplex::Manual | Duplex::None => false,
        }
    }
}
