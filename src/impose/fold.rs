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
}

/// Why a step can't be done: the columns and rows that lie there.
pub(super) struct Impossible {
    pub(super) columns: usize,
    pub(super) rows: usize,
}

impl Piles {
    /// A signature of `sheets` sheets with a grid of cells.
    pub(super) fn new(sheets: usize, columns: usize, rows: usize) -> Piles {
        let pile = |column, row| {
            let leaf = |sheet| Leaf { sheet, column, row, mirrored_x: false, mirrored_y: false };
            (0..sheets).map(leaf).collect()
        };
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
        Piles { columns, rows, piles: cells.map(|(column, row)| pile(column, row)).collect() }
    }

    fn take(&mut self, column: usize, row: usize) -> Vec<Leaf> {
        std::mem::take(&mut self.piles[row * self.columns + column])
    }

    /// Carries out one step.
    pub(super) fn carry_out(self, step: Step) -> Result<Piles, Impossible> {
        match step {
            Step::Fold(half) => self.lay_over(half, true),
            Step::CutStack(half) => self.lay_over(half, false),
        }
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
                    upper.reverse();
                    for leaf in &mut upper {
                        leaf.mirrored_x ^= sideways;
                        leaf.mirrored_y ^= !sideways;
                    }
                }
                pile.append(&mut upper);
                piles.push(pile);
            }
        }
        Ok(Piles { columns: new_columns, rows: new_rows, piles })
    }

    /// The leaves of the one pile that is left, from the top; none if more than one is left.
    pub(super) fn book(mut self) -> Result<Vec<Leaf>, Impossible> {
        if self.columns != 1 || self.rows != 1 {
            return Err(Impossible { columns: self.columns, rows: self.rows });
        }
        let mut leaves = self.take(0, 0);
        leaves.reverse();
        Ok(leaves)
    }
}
