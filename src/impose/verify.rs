//! Checks every imposition: folds the finished sheets again, and verifies that they produce the book.
//!
//! Input: sheets, and the pages that they should contain. Output: whether the sheets form the book. Sheets that fail
//! this check are never printed.

use super::pages::Slots;
use super::place::fold;
use crate::geometry::Size;
use crate::sheet::{Layout, PageIndex, Sheet, Side};
use std::collections::BTreeMap;

/// The pages of a side by column and row, as seen on that side.
type FoundCells = BTreeMap<(usize, usize), FoundPage>;

/// A page on a side.
#[derive(Clone, Copy, PartialEq, Eq)]
struct FoundPage {
    page: PageIndex,
    upside_down: bool,
}

/// Whether folding the sheets of a signature with the steps of the layout produces the slots in order, with every page
/// upright and every blank slot empty. If the layout lists its cells, only checks that every page occurs exactly once.
pub(super) fn is_book(sheets: &[Sheet], slots: &Slots, sizes: &[Size], layout: &Layout) -> bool {
    if !layout.cells.is_empty() {
        let sides = sheets.iter().flat_map(|sheet| [&sheet.outer, &sheet.inner]);
        let mut found: Vec<usize> = sides.flat_map(|side| &side.placed).map(|(_, page)| *page).collect();
        found.sort_unstable();
        return found.iter().copied().eq(slots.iter().copied().flatten());
    }
    let Ok(folded) = fold(sheets.len(), layout) else { return false };
    let read: Vec<(FoundCells, FoundCells)> = sheets
        .iter()
        .map(|sheet| (cells(&sheet.outer, false, sizes, layout), cells(&sheet.inner, true, sizes, layout)))
        .collect();
    let faces: &[bool] = if layout.one_sided { &[true] } else { &[true, false] };
    folded.copies.iter().all(|copy| {
        let mut expected = slots.iter();
        folded.leaves.iter().all(|leaf| {
            faces.iter().all(|recto| {
                let inner = leaf.inner_up() == *recto;
                let (outer_cells, inner_cells) = &read[leaf.sheet];
                let (column, row) = (leaf.column + copy.columns, leaf.row + copy.rows);
                let found = match inner {
                    true => inner_cells.get(&(column, row)),
                    // The outer side is seen from behind, so its columns run the other way.
                    false => outer_cells.get(&(layout.columns - 1 - column, row)),
                };
                let expected_page = expected.next().copied().flatten();
                found.copied() == expected_page.map(|page| FoundPage { page, upside_down: leaf.upside_down() })
            })
        })
    })
}

/// Returns the page in each cell of a side, computed from the positions of the pages.
fn cells(side: &Side, is_inner: bool, sizes: &[Size], layout: &Layout) -> FoundCells {
    let found = side.placed.iter().map(|&(map, page)| {
        let place = layout.cell_of(map, sizes[page], is_inner);
        ((place.column, place.row), FoundPage { page, upside_down: place.upside_down })
    });
    found.collect()
}
