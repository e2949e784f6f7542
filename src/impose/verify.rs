//! Folding once more, from what is on the sheets: a plan that isn't a book is never printed.

use super::Slots;
use super::place::fold;
use crate::geometry::{Affine, Size};
use crate::sheet::{Layout, Sheet, Side};
use std::collections::BTreeMap;

/// What stands in the cells of a side, by column and row as it is read: page, and whether it stands on its head.
type Cells = BTreeMap<(usize, usize), (usize, bool)>;

/// Whether folding the sheets of a signature by the layout's steps gives the slots in order, every page upright and every
/// blank blank. For a layout that lists its cells, whether every page is there.
pub(super) fn is_book(sheets: &[Sheet], slots: &Slots, sizes: &[Size], layout: &Layout) -> bool {
    if !layout.cells.is_empty() {
        let sides = sheets.iter().flat_map(|sheet| [&sheet.outer, &sheet.inner]);
        let mut found: Vec<usize> = sides.flat_map(|side| &side.placed).map(|(_, page)| *page).collect();
        found.sort_unstable();
        return found.iter().copied().eq(slots.iter().copied().flatten());
    }
    let Ok(folded) = fold(sheets.len(), layout) else { return false };
    let read: Vec<(Cells, Cells)> = sheets
        .iter()
        .map(|sheet| (cells(&sheet.outer, false, sizes, layout), cells(&sheet.inner, true, sizes, layout)))
        .collect();
    let faces: &[bool] = if layout.one_sided { &[true] } else { &[true, false] };
    folded.copies.iter().all(|(columns, rows)| {
        let mut expected = slots.iter();
        folded.leaves.iter().all(|leaf| {
            faces.iter().all(|recto| {
                let inner = leaf.inner_up() == *recto;
                let (outer_cells, inner_cells) = &read[leaf.sheet];
                let column = leaf.column + columns;
                let there = match inner {
                    true => inner_cells.get(&(column, leaf.row + rows)),
                    false => outer_cells.get(&(layout.columns - 1 - column, leaf.row + rows)),
                };
                let wanted = expected.next().copied().flatten();
                there.copied() == wanted.map(|page| (page, leaf.upside_down()))
            })
        })
    })
}

fn cells(side: &Side, inner: bool, sizes: &[Size], layout: &Layout) -> Cells {
    let place = |&(map, page): &(Affine, usize)| {
        let (column, row, on_head) = layout.cell_under((map, sizes[page]), inner);
        ((column, row), (page, on_head))
    };
    side.placed.iter().map(place).collect()
}
