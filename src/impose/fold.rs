//! Folding in software: where each leaf of the book lies on its sheet.
//!
//! The pile of a signature lies as the layout's contract says: sheets nested, the outermost at the bottom, outer sides
//! down, inner sides up and upright. Each step is carried out on piles of leaves; what is left is one pile, read from the
//! top as a book. No page order is written down anywhere.
//!
//! ```text
//!   fold left                     before: two piles        after: one pile
//!   +-----+-----+                  top  b2   d2             a1 (turned)  <- page 1 on its upper face
//!   |  a  |  b  |  sheet 2 above        ...                 a2 (turned)
//!   +-----+-----+  sheet 1         bottom a1  b1  ...       b2
//!                                                           b1
//! ```

use crate::sheet::{Half, Step};

/// A leaf: one cell of one sheet, with how it lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Its sheet, from 0, the outermost.
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
    /// Whether its inner side looks up.
    pub(super) fn inner_up(&self) -> bool {
        self.mirrored_x == self.mirrored_y
    }

    /// Whether its pages stand on their heads on the sheet. Turning about the axis from head to foot, as a reader turns
    /// a leaf, leaves a page upright; about the other axis it doesn't. So both of a leaf's pages stand alike.
    pub(super) fn upside_down(&self) -> bool {
        self.mirrored_y
    }
}

/// Piles side by side, each from the bottom up.
pub(super) struct Piles {
    pub(super) columns: usize,
    pub(super) rows: usize,
    piles: Vec<Vec<Leaf>>,
    /// Where the same pages stand again, in columns and rows of the sheet.
    copies: Vec<(usize, usize)>,
    /// Whether the sheets still lie as they were printed.
    untouched: bool,
}

/// Why a step can't be done: the columns and rows that lie there.
pub(super) struct Impossible {
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// The leaves of a book from the first, and where on the sheet each of them stands again.
pub(super) struct Folded {
    pub(super) leaves: Vec<Leaf>,
    pub(super) copies: Vec<(usize, usize)>,
}

impl Piles {
    /// A signature of `sheets` sheets with a grid of cells.
    pub(super) fn new(sheets: usize, columns: usize, rows: usize) -> Piles {
        let pile = |column, row| {
            let leaf = |sheet| Leaf { sheet, column, row, mirrored_x: false, mirrored_y: false };
            (0..sheets).map(leaf).collect()
        };
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
        let piles = cells.map(|(column, row)| pile(column, row)).collect();
        Piles { columns, rows, piles, copies: vec![(0, 0)], untouched: true }
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

    /// Turns every leaf of a pile over, the last first.
    fn turn_pile(pile: &mut [Leaf], sideways: bool) {
        pile.reverse();
        for leaf in pile {
            leaf.mirrored_x ^= sideways;
            leaf.mirrored_y ^= !sideways;
        }
    }

    /// Turns the piles over together, left to right.
    fn turn(mut self) -> Piles {
        for row in self.piles.chunks_mut(self.columns) {
            row.reverse();
            row.iter_mut().for_each(|pile| Piles::turn_pile(pile, true));
        }
        self
    }

    /// Keeps the left or upper half; the other is the same book once more. Only sheets as they were printed can be cut
    /// so: after a fold the halves are no longer alike.
    fn cut_copies(mut self, vertical: bool) -> Result<Piles, Impossible> {
        let (columns, rows) = (self.columns, self.rows);
        let across = if vertical { columns } else { rows };
        if !across.is_multiple_of(2) || !self.untouched {
            return Err(Impossible { columns, rows });
        }
        let (kept_columns, kept_rows) = if vertical { (columns / 2, rows) } else { (columns, rows / 2) };
        let by = if vertical { (columns / 2, 0) } else { (0, rows / 2) };
        let again: Vec<(usize, usize)> = self.copies.iter().map(|(c, r)| (c + by.0, r + by.1)).collect();
        let cells = (0..kept_rows).flat_map(|row| (0..kept_columns).map(move |column| (column, row)));
        let piles = cells.map(|(column, row)| self.take(column, row)).collect();
        self.copies.extend(again);
        Ok(Piles { columns: kept_columns, rows: kept_rows, piles, ..self })
    }

    /// Lays a half over the other: folded, so that it is turned over, or cut off and put on top as it lies.
    fn lay_over(mut self, half: Half, folded: bool) -> Result<Piles, Impossible> {
        let (columns, rows) = (self.columns, self.rows);
        let sideways = half.is_sideways();
        let across = if sideways { columns } else { rows };
        if !across.is_multiple_of(2) {
            return Err(Impossible { columns, rows });
        }
        let (new_columns, new_rows) = if sideways { (columns / 2, rows) } else { (columns, rows / 2) };
        // The half that stays keeps its order; `stays` is where it begins.
        let stays = if matches!(half, Half::Left | Half::Top) { across / 2 } else { 0 };
        let moves = across / 2 - stays;
        let mut piles = Vec::with_capacity(new_columns * new_rows);
        for row in 0..new_rows {
            for column in 0..new_columns {
                let along = if sideways { column } else { row };
                // Folding mirrors the half about the fold; stacking slides it.
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

    /// The leaves of the one pile that is left, from the top; none if more than one is left.
    pub(super) fn book(mut self) -> Result<Folded, Impossible> {
        if self.columns != 1 || self.rows != 1 {
            return Err(Impossible { columns: self.columns, rows: self.rows });
        }
        let mut leaves = self.take(0, 0);
        leaves.reverse();
        Ok(Folded { leaves, copies: self.copies })
    }
}
