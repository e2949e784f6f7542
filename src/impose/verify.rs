//! Folding once more, from what is on the sheets: a plan that isn't a book is never printed.

use super::Slots;
use super::place::fold;
use crate::geometry::{Affine, Point, Size};
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
    let cell = layout.cell();
    let turn = inner && layout.back_turned();
    let place = |&(map, page): &(Affine, usize)| {
        let map = if turn { map.then(Affine::half_turn_within(layout.sheet)) } else { map };
        let middle = map.apply(Point::new(sizes[page].width / 2, sizes[page].height / 2));
        let column = (middle.x.0 / cell.width.0.max(1)).max(0) as usize;
        let row = (middle.y.0 / cell.height.0.max(1)).max(0) as usize;
        ((column, row), (page, map.half_turn))
    };
    side.placed.iter().map(place).collect()
}
