//! Folds sheets in software, to find where each leaf of the booklet is on its sheet.
//!
//! The starting point is the same for all layouts: the sheets of a signature lie in a pile, with the outermost sheet at
//! the bottom. Their outer sides face down. Their inner sides face up and are upright. Each finishing step is carried
//! out on piles of leaves, with one pile for each cell of the grid. In the end one pile is left. Read from the top, its
//! leaves are the book.
//!
//! ```text
//!   two sheets, grid of two cells       fold left: pile a is turned over and laid on pile b
//!   +-----+-----+
//!   |  a  |  b  |  sheet 2 above         a1 (turned)   <- page 1 is its upper face
//!   +-----+-----+  sheet 1 below         a2 (turned)
//!                                        b2
//!   piles, from the bottom:              b1
//!   a: a1 a2    b: b1 b2
//! ```

use crate::sheet::{Half, Step};

/// A leaf: one cell of one sheet, and its orientation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    /// The index of its sheet. The outermost sheet has the index 0.
    pub(super) sheet: usize,
    /// Its column, seen from the inner side.
    pub(super) column: usize,
    /// Its row.
    pub(super) row: usize,
    /// Whether it was turned over about the axis from head to foot.
    mirrored_x: bool,
    /// Whether it was turned over about the axis from left to right.
    mirrored_y: bool,
}

impl Leaf {
    /// Whether its inner side is up.
    pub(super) fn inner_up(&self) -> bool {
        self.mirrored_x == self.mirrored_y
    }

    /// Whether its pages must be upside down on the sheet. A leaf that was turned about the axis from head to foot, as
    /// a reader turns a page, is still upright. A leaf that was turned about the other axis is upside down. Both pages
    /// of a leaf have the same orientation.
    pub(super) fn upside_down(&self) -> bool {
        self.mirrored_y
    }
}

/// Piles of leaves side by side. Each pile is listed from the bottom up.
pub(super) struct Piles {
    pub(super) columns: usize,
    pub(super) rows: usize,
    piles: Vec<Vec<Leaf>>,
    /// The offset of each copy of the booklet on the sheet, beginning with an offset of zero.
    copies: Vec<CellOffset>,
    /// Whether nothing has been folded, stacked or turned yet.
    untouched: bool,
}

/// An offset in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CellOffset {
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// The grid of piles that was left when a step could not be carried out, or when the last step left more than one pile.
pub(super) struct Impossible {
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// A folded signature: its leaves in order, and the offsets of all copies of them on the sheet.
pub(super) struct Folded {
    pub(super) leaves: Vec<Leaf>,
    pub(super) copies: Vec<CellOffset>,
}

impl Piles {
    /// Creates the piles of a signature with the given number of sheets, as it comes out of the printer.
    pub(super) fn new(sheets: usize, columns: usize, rows: usize) -> Piles {
        let pile = |column, row| {
            let leaf = |sheet| Leaf { sheet, column, row, mirrored_x: false, mirrored_y: false };
            (0..sheets).map(leaf).collect()
        };
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
        let piles = cells.map(|(column, row)| pile(column, row)).collect();
        Piles { columns, rows, piles, copies: vec![CellOffset::default()], untouched: true }
    }

    fn take(&mut self, column: usize, row: usize) -> Vec<Leaf> {
        std::mem::take(&mut self.piles[row * self.columns + column])
    }

    /// Carries out one step. Fails if the step would divide an odd number of columns or rows, or if it cuts the sheets
    /// into copies after another kind of step.
    pub(super) fn carry_out(self, step: Step) -> Result<Piles, Impossible> {
        let copies = matches!(step, Step::CutCopies { .. });
        let mut done = match step {
            Step::Fold(half) => self.lay_over(half, true)?,
            Step::CutStack(half) => self.lay_over(half, false)?,
            Step::CutCopies { vertical } => self.cut_copies(vertical)?,
            Step::Turn => self.turn(),
        };
        done.untouched &= copies;
        Ok(done)
    }

    /// Turns a pile over, either sideways or from head to foot.
    fn turn_pile(pile: &mut [Leaf], sideways: bool) {
        pile.reverse();
        for leaf in pile {
            leaf.mirrored_x ^= sideways;
            leaf.mirrored_y ^= !sideways;
        }
    }

    /// Turns all piles over together, from left to right.
    fn turn(mut self) -> Piles {
        for row in self.piles.chunks_mut(self.columns) {
            row.reverse();
            row.iter_mut().for_each(|pile| Piles::turn_pile(pile, true));
        }
        self
    }

    /// Cuts the sheets into two halves that contain the same pages. The left or upper half is kept, and the other half
    /// is recorded as another copy of the booklet. Such cuts must come before all other steps, since the halves are no
    /// longer alike after a fold.
    fn cut_copies(mut self, vertical: bool) -> Result<Piles, Impossible> {
        let (columns, rows) = (self.columns, self.rows);
        let across = if vertical { columns } else { rows };
        if !across.is_multiple_of(2) || !self.untouched {
            return Err(Impossible { columns, rows });
        }
        let (kept_columns, kept_rows) = if vertical { (columns / 2, rows) } else { (columns, rows / 2) };
        let by = match vertical {
            true => CellOffset { columns: columns / 2, rows: 0 },
            false => CellOffset { columns: 0, rows: rows / 2 },
        };
        let moved = |copy: &CellOffset| CellOffset { columns: copy.columns + by.columns, rows: copy.rows + by.rows };
        let other_half: Vec<CellOffset> = self.copies.iter().map(moved).collect();
        let cells = (0..kept_rows).flat_map(|row| (0..kept_columns).map(move |column| (column, row)));
        let piles = cells.map(|(column, row)| self.take(column, row)).collect();
        self.copies.extend(other_half);
        Ok(Piles { columns: kept_columns, rows: kept_rows, piles, ..self })
    }

    /// Lays one half on the other. A half that is folded is turned over, and a half that is cut off is stacked as it
    /// lies.
    fn lay_over(mut self, half: Half, folded: bool) -> Result<Piles, Impossible> {
        let (columns, rows) = (self.columns, self.rows);
        let sideways = half.is_sideways();
        let across = if sideways { columns } else { rows };
        if !across.is_multiple_of(2) {
            return Err(Impossible { columns, rows });
        }
        let (new_columns, new_rows) = if sideways { (columns / 2, rows) } else { (columns, rows / 2) };
        // `stays` is where the half that stays begins, and `moves` is where the half that moves begins.
        let stays = if matches!(half, Half::Left | Half::Top) { across / 2 } else { 0 };
        let moves = across / 2 - stays;
        let mut piles = Vec::with_capacity(new_columns * new_rows);
        for row in 0..new_rows {
            for column in 0..new_columns {
                let along = if sideways { column } else { row };
                // Folding mirrors the half that moves; stacking slides it.
                let from = if folded { across - 1 - (along + stays) } else { moves + along };
                let cell = |at: usize| if sideways { (at, row) } else { (column, at) };
                let (c, r) = cell(along + stays);
                let mut pile = self.take(c, r);
                let (c, r) = cell(from);
                let mut upper = self.take(c, r);
                if folded {
                    Piles::turn_pile(&mut upper, sideways);
                }
                pile.append(&mut upper);
                piles.push(pile);
            }
        }
        Ok(Piles { columns: new_columns, rows: new_rows, piles, ..self })
    }

    /// Returns the leaves of the book, from the top of the pile to the bottom. Fails if more than one pile is left.
    pub(super) fn book(mut self) -> Result<Folded, Impossible> {
        if self.columns != 1 || self.rows != 1 {
            return Err(Impossible { columns: self.columns, rows: self.rows });
        }
        let mut leaves = self.take(0, 0);
        leaves.reverse();
        Ok(Folded { leaves, copies: self.copies })
    }
}
