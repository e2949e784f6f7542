//! Sheets of paper with pages placed on them, and the layout that describes how they are printed and finished.
//!
//! The *outer* side of a sheet is the side that is outside after folding; it is printed first. *Signatures* are groups of
//! sheets that are folded together.

use crate::diagnostic::{Lang, Placed, Span};
use crate::geometry::{Affine, Insets, Point, Size};
use crate::unit::Length;

/// One half of a pile, which is folded over the other half or stacked on it.
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
    /// Whether the fold or cut next to this half is vertical.
    pub fn is_sideways(self) -> bool {
        matches!(self, Half::Left | Half::Right)
    }
}

/// A finishing step, carried out on the whole pile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Fold this half over the other.
    Fold(Half),
    /// Cut through the middle and stack this half on the other.
    CutStack(Half),
    /// Cut through the middle; both halves are copies of the same booklet.
    CutCopies {
        /// Whether the cut is vertical.
        vertical: bool,
    },
    /// Turn the pile over like a page, left to right.
    Turn,
}

impl Step {
    /// Returns the same step for a book that is bound on the other side.
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

/// A cell on a side, and the orientation of the page in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellPlace {
    /// The column, from 0.
    pub column: usize,
    /// The row, from 0.
    pub row: usize,
    /// Whether the page is upside down.
    pub upside_down: bool,
}

/// The cell of a page, for a layout that isn't described by steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The column, from 0, with the side in its reading orientation.
    pub column: usize,
    /// The row, from 0.
    pub row: usize,
    /// Whether the cell is on the inner side.
    pub inner: bool,
    /// The index of the page among the pages of the sheet.
    pub page: usize,
    /// Whether the page is upside down.
    pub half_turn: bool,
}

/// How printed sheets lie in the output tray.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Delivery {
    /// Face down: the first sheet is at the bottom, with its first side underneath.
    #[default]
    FaceDown,
    /// Face up: the last sheet is on top, with its printed side upwards.
    FaceUp,
}

/// How the printer prints second sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplex {
    /// The printer turns sheets over their short edge.
    ShortEdge,
    /// The printer turns sheets over their long edge.
    LongEdge,
    /// All fronts are printed first. Then the pile is put back by hand, and all backs are printed.
    Manual,
    /// The printer prints one side only; a copier makes two-sided sheets from the prints.
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

/// The number of sheets in a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureSize {
    /// The whole brochure is one signature.
    All,
    /// Each signature has at most this number of sheets.
    Sheets(usize),
}

/// The printer's marks that a layout requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct MarkSpec {
    /// Short dashes at both ends of folds and cuts.
    pub fold: bool,
    /// Crop marks at the corners of pages.
    pub crop: bool,
    /// The positions of the staples.
    pub staple: bool,
    /// The number and the side of the sheet.
    pub label: bool,
    /// Collation marks: a bar on the spine of each signature, one step lower than on the signature before.
    pub collation: bool,
}

/// Finishing instructions in words, one step per line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instructions {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

impl Instructions {
    /// Returns the instructions in a language.
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
    /// The name used in file names, which is the name of the layout's own file.
    pub slug: String,
    /// The name that is shown to users.
    pub name: String,
    /// The size of the sheet, with its orientation.
    pub sheet: Size,
    /// How second sides are printed.
    pub duplex: Duplex,
    /// The widths of the edges that the printer leaves blank.
    pub unprintable: Insets,
    /// The size of a page; cells may be larger.
    pub page: Size,
    /// The number of columns of pages on a side.
    pub columns: usize,
    /// The number of rows of pages on a side.
    pub rows: usize,
    /// Whether only the first side of each sheet is printed.
    pub one_sided: bool,
    /// Whether the book is bound at its right edge, for scripts that run from right to left.
    pub right_bound: bool,
    /// Whether pages are scaled to fit their cells; otherwise they are printed at 100 %.
    pub scale_to_fit: bool,
    /// The finishing steps in order, each with its span in the layout file.
    pub steps: Vec<(Step, Span)>,
    /// The cell of each page, for layouts that aren't described by steps.
    pub cells: Vec<Cell>,
    /// Instructions that replace those generated from the steps.
    pub instructions: Option<Instructions>,
    /// Where the booklet is stapled.
    pub staple: Staple,
    /// Whether the fore-edge is trimmed.
    pub trim: bool,
    /// The number of sheets in a signature.
    pub signature: SignatureSize,
    /// The number of sheets that the stapler can take. If `None`, a number that is safe for any stapler is computed from the
    /// caliper.
    pub capacity: Option<usize>,
    /// The caliper: the thickness of a leaf.
    pub caliper: Length,
    /// Whether creep is compensated; `None` means that it is compensated if the fore-edge is trimmed.
    pub creep: Option<bool>,
    /// The printer's marks that the layout requests.
    pub marks: MarkSpec,
    /// The distance by which the printer prints second sides too far to the right and too low.
    pub back_offset: Point,
    /// How sheets lie in the output tray, for printing second sides by hand.
    pub delivery: Delivery,
    /// The span for diagnostics about the layout as a whole.
    pub span: Span,
}

/// The index of a page in reading order.
pub type PageIndex = usize;

/// A mark outside the pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetMark {
    /// A filled rectangle of this size.
    Line(Size),
    /// A few small words, positioned by the start of their baseline.
    Label(String),
}

/// One side of a sheet, as shown on a PDF page.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// The size of the paper, which is also the size of the PDF page.
    pub paper: Size,
    /// The pages, each with the map from page space to sheet space.
    pub placed: Vec<(Affine, PageIndex)>,
    /// The marks, with their positions on the sheet.
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

/// A printer, with the properties that the user measured on its test sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Printer {
    /// The name.
    pub name: String,
    /// How the printer actually turns sheets over; `None` if it turns them over the edge that the layout requests.
    pub duplex: Option<Duplex>,
    /// The widths of the edges that the printer leaves blank; `None` if they weren't measured.
    pub unprintable: Option<Insets>,
    /// The distance by which second sides are printed too far to the right and too low.
    pub offset: Point,
    /// How sheets lie in the output tray.
    pub delivery: Delivery,
    /// The readings of the tone wedge, with their span.
    pub tones: Option<Placed<WedgeReadings>>,
}

/// The readings of a tone wedge that was printed and copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WedgeReadings {
    /// The screen ruling, in lines per inch.
    pub screen: u32,
    /// The resolution at which the wedge was printed, in dots per inch.
    pub dpi: u32,
    /// For each row of the wedge, the ink of the field that the user chose, in per cent. In most rows, this is the field that
    /// can't be told from the bars around it.
    pub read: [u8; 7],
}

impl Layout {
    /// Returns the layout adapted to a printer. One-sided layouts stay one-sided.
    pub fn for_printer(mut self, printer: &Printer) -> Layout {
        if let (Some(duplex), false) = (printer.duplex, self.one_sided) {
            self.duplex = duplex;
        }
        self.unprintable = printer.unprintable.unwrap_or(self.unprintable);
        (self.back_offset, self.delivery) = (printer.offset, printer.delivery);
        self
    }

    /// Returns the size of a cell.
    pub fn cell(&self) -> Size {
        Size::new(self.sheet.width / self.columns.max(1) as i64, self.sheet.height / self.rows.max(1) as i64)
    }

    /// Returns the cell that a page of size `page` occupies. `map` places the page on a side, which is the inner side if
    /// `inner` is true. Cells are counted in the reading orientation of the side, regardless of how the printer turns the sheet
    /// over.
    pub fn cell_of(&self, map: Affine, page: Size, inner: bool) -> CellPlace {
        let cell = self.cell();
        let turned = inner && self.turns_back();
        let map = if turned { map.then(Affine::half_turn_within(self.sheet)) } else { map };
        let middle = map.apply(Point::new(page.width / 2, page.height / 2));
        let count = |at: Length, step: Length| (at.0 / step.0.max(1)).max(0) as usize;
        CellPlace { column: count(middle.x, cell.width), row: count(middle.y, cell.height), upside_down: map.half_turn }
    }

    /// Returns the finishing steps to carry out. They are mirrored if the book is bound at its right edge.
    pub fn finishing_steps(&self) -> impl Iterator<Item = (Step, Span)> + '_ {
        self.steps.iter().map(|&(step, span)| (if self.right_bound { step.mirrored() } else { step }, span))
    }

    /// Returns the number of different pages on a sheet.
    pub fn pages_per_sheet(&self) -> usize {
        if !self.cells.is_empty() {
            return self.cells.len();
        }
        let copies = self.steps.iter().filter(|(step, _)| matches!(step, Step::CutCopies { .. })).count();
        let sides = if self.one_sided { 1 } else { 2 };
        (self.columns * self.rows * sides) >> copies
    }

    /// Returns the sides in printing order, each as the index of its sheet and a flag that is true for the inner side.
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
            // The last sheet is on top of the pile, so it is fed first.
            (Duplex::Manual, Delivery::FaceUp) => fronts.chain((0..sheets).rev().map(|sheet| (sheet, true))).collect(),
        }
    }

    /// Whether the inner side must be upside down in the file, because the printer turns the sheet over a different edge than a
    /// reader does.
    pub fn turns_back(&self) -> bool {
        let landscape = self.sheet.width > self.sheet.height;
        match self.duplex {
            Duplex::ShortEdge => !landscape,
            Duplex::LongEdge => landscape,
            Duplex::Manual | Duplex::None => false,
        }
    }
}
