//! Folding in software: where each leaf of the booklet is on its sheet.
//!
//! The pile of a signature lies as the layout's contract says: sheets nested, the outermost at the bottom, outer sides
//! down, inner sides up and upright. Each finishing step is carried out on piles of leaves, a pile for each cell of the
//! grid. In the end one pile is left, which read from the top is the book.
//!
//! ```text
//!   two sheets, grid of two cells       fold left: pile a is turned over, and laid on pile b
//!   +-----+-----+
//!   |  a  |  b  |  sheet 2 above         a1 (turned)   <- page 1 is its upper face
//!   +-----+-----+  sheet 1 below         a2 (turned)
//!                                        b2
//!   piles, from the bottom:              b1
//!   a: a1 a2    b: b1 b2
//! ```

use crate::sheet::{Half, Step};

/// A leaf: one cell of one sheet, and how it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Its sheet; 0 is the outermost.
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

    /// Whether its pages have to be upside down on the sheet. A leaf that was turned about the axis from head to foot, as
    /// a reader turns it, is still upright; one that was turned about the other axis isn't. Both pages of a leaf agree.
    pub(super) fn upside_down(&self) -> bool {
        self.mirrored_y
    }
}

/// Piles side by side, each from the bottom up.
pub(super) struct Piles {
    pub(super) columns: usize,
    pub(super) rows: usize,
    piles: Vec<Vec<Leaf>>,
    /// Where copies of the same pages are, as offsets on the sheet.
    copies: Vec<CellOffset>,
    /// Whether the sheets still lie as they were printed.
    untouched: bool,
}

/// An offset in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CellOffset {
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// Why a step can't be carried out: the grid that is left doesn't divide.
pub(super) struct Impossible {
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// A folded signature: its leaves from the first, and the offsets on the sheet at which copies of them are.
pub(super) struct Folded {
    pub(super) leaves: Vec<Leaf>,
    pub(super) copies: Vec<CellOffset>,
}

impl Piles {
    /// A signature of that many sheets, as it comes out of the printer.
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

    /// Carries out one step.
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

    /// Turns a pile over, sideways or from head to foot.
    fn turn_pile(pile: &mut [Leaf], sideways: bool) {
        pile.reverse();
        for leaf in pile {
            leaf.mirrored_x ^= sideways;
            leaf.mirrored_y ^= !sideways;
        }
    }

    /// Turns all piles over together, left to right.
    fn turn(mut self) -> Piles {
        for row in self.piles.chunks_mut(self.columns) {
            row.reverse();
            row.iter_mut().for_each(|pile| Piles::turn_pile(pile, true));
        }
        self
    }

    /// Keeps the left or upper half; the other half is another copy of the booklet. That has to come first: after a fold
    /// the halves are no longer alike.
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

    /// Lays one half on the other: folded, so that it is turned over, or cut off and stacked as it lies.
    fn lay_over(mut self, half: Half, folded: bool) -> Result<Piles, Impossible> {
        let (columns, rows) = (self.columns, self.rows);
        let sideways = half.is_sideways();
        let across = if sideways { columns } else { rows };
        if !across.is_multiple_of(2) {
            return Err(Impossible { columns, rows });
        }
        let (new_columns, new_rows) = if sideways { (columns / 2, rows) } else { (columns, rows / 2) };
        // `stays` and `moves` are where the half that stays and the half that moves begin.
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

    /// The leaves of the book, if one pile is left.
    pub(super) fn book(mut self) -> Result<Folded, Impossible> {
        if self.columns != 1 || self.rows != 1 {
            return Err(Impossible { columns: self.columns, rows: self.rows });
        }
        let mut leaves = self.take(0, 0);
        leaves.reverse();
        Ok(Folded { leaves, copies: self.copies })
    }
}
