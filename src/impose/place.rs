//! Places pages on sheets: determines their cell, their orientation and their position in the cell.
//!
//! ```text
//!    cell                     a page as large as its cell touches the spine, or crosses it with creep compensation
//!   +-----------+-----------+ a smaller page is centred
//!   |  +-----+  |  +-----+  |
//!   |  |page |  |  |page |  |
//!   |  +-----+  |  +-----+  |
//!   +-----------+-----------+
//!             spine
//! ```

use super::fold::{CellOffset, Folded, Piles};
use super::pages::Slots;
use super::{creep, finishing};
use crate::diagnostic::{Diagnostic, Fault};
use crate::geometry::{Affine, Point, Size, WHOLE};
use crate::sheet::{Layout, Sheet, Side};
use crate::unit::Length;

/// How much larger than its cell a page may be before it is rejected, in millimetres. Paper sizes are rounded: half of
/// A4 is 148.5 mm wide, but A5 is 148 mm wide.
pub(super) const TOLERANCE_MM: f64 = 0.6;
/// The largest difference, in millimetres, between the sides of sizes that are treated as the same. A page that differs
/// this little from its cell is not scaled, and its size is not reported.
const SAME_SIZE_MM: f64 = 1.0;

/// The position of a page on a sheet.
#[derive(Clone, Copy, Debug)]
struct Spot {
    sheet: usize,
    /// The column, as seen on the side.
    column: usize,
    row: usize,
    inner: bool,
    half_turn: bool,
    /// Whether the spine is to the left of the page, or `None` if the layout lists its cells, since the spine is then
    /// unknown.
    spine_left: Option<bool>,
    /// The number of leaves that are folded around the leaf of the page.
    depth: usize,
}

/// Makes the sheets of one signature.
///
/// # Errors
/// Returns a diagnostic if a step cannot be carried out, if the last step leaves more than one pile, or if a layout
/// that prints one side leaves a printed side facing down.
pub(super) fn place(
    slots: &Slots,
    sizes: &[Size],
    sheets: usize,
    layout: &Layout,
) -> Result<Vec<Sheet>, Box<Diagnostic>> {
    let spots = if layout.cells.is_empty() { folded_spots(sheets, layout)? } else { listed_spots(layout) };
    let blank = || Side { paper: layout.sheet, ..Side::default() };
    let mut made: Vec<Sheet> = (0..sheets).map(|_| Sheet { outer: blank(), inner: blank() }).collect();
    for (spots, slot) in spots.iter().zip(slots) {
        let Some(index) = *slot else { continue };
        for spot in spots {
            let map = map_to_sheet(*spot, sizes[index], layout);
            let sheet = &mut made[spot.sheet];
            let side = if spot.inner { &mut sheet.inner } else { &mut sheet.outer };
            side.placed.push((map, index));
        }
    }
    for sheet in &mut made {
        for side in [&mut sheet.outer, &mut sheet.inner] {
            side.placed.sort_by_key(|(map, index)| (*index, map.shift.y, map.shift.x));
        }
    }
    Ok(made)
}

/// Folds a signature by carrying out the steps of the layout.
///
/// # Errors
/// Returns the errors of [`place`].
pub(super) fn fold(sheets: usize, layout: &Layout) -> Result<Folded, Box<Diagnostic>> {
    let mut piles = Piles::new(sheets, layout.columns, layout.rows);
    for (step, span) in layout.finishing_steps() {
        piles = piles.carry_out(step).map_err(|left| {
            let fault =
                Fault::StepDoesNotFit { step: finishing::setting(step), columns: left.columns, rows: left.rows };
            Box::new(Diagnostic::error(span, fault))
        })?;
    }
    let span = layout.steps.last().map_or(layout.span, |(_, span)| *span);
    let folded = piles.book().map_err(|left| {
        Box::new(Diagnostic::error(span, Fault::NotFolded { columns: left.columns, rows: left.rows }))
    })?;
    if layout.one_sided && folded.leaves.iter().any(|leaf| leaf.inner_up()) {
        return Err(Box::new(Diagnostic::error(span, Fault::PrintedSideFacesDown {})));
    }
    Ok(folded)
}

/// Returns the positions of each page of the book, read from the folded pile: one position for each copy on the sheet.
fn folded_spots(sheets: usize, layout: &Layout) -> Result<Vec<Vec<Spot>>, Box<Diagnostic>> {
    let Folded { leaves, copies } = fold(sheets, layout)?;
    let nested = creep::is_nested(layout);
    let mut spots = Vec::new();
    for (number, leaf) in leaves.iter().enumerate() {
        let depth = if nested { number.min(leaves.len() - 1 - number) } else { 0 };
        let faces: &[bool] = if layout.one_sided { &[true] } else { &[true, false] };
        for &recto in faces {
            let inner = leaf.inner_up() == recto;
            let spot = |&CellOffset { columns, rows }: &CellOffset| {
                let column = leaf.column + columns;
                Spot {
                    sheet: leaf.sheet,
                    // The outer side is seen from behind, so its columns run the other way.
                    column: if inner { column } else { layout.columns - 1 - column },
                    row: leaf.row + rows,
                    inner,
                    half_turn: leaf.upside_down(),
                    spine_left: Some(recto != layout.right_bound),
                    depth,
                }
            };
            spots.push(copies.iter().map(spot).collect());
        }
    }
    Ok(spots)
}

/// Returns the position of each page in a layout that lists its cells.
fn listed_spots(layout: &Layout) -> Vec<Vec<Spot>> {
    let mut cells = layout.cells.clone();
    cells.sort_by_key(|cell| cell.page);
    let spot = |cell: &crate::sheet::Cell| Spot {
        sheet: 0,
        column: if layout.right_bound { layout.columns - 1 - cell.column } else { cell.column },
        row: cell.row,
        inner: cell.inner,
        half_turn: cell.half_turn,
        spine_left: None,
        depth: 0,
    };
    cells.iter().map(|cell| vec![spot(cell)]).collect()
}

/// Whether the sides of two sizes differ by at most a millimetre.
pub(super) fn is_same_size(page: Size, cell: Size) -> bool {
    let near = |a: Length, b: Length| (a - b).0.abs() <= Length::mm(SAME_SIZE_MM).0;
    near(page.width, cell.width) && near(page.height, cell.height)
}

/// Returns the scale of a page on its sheet, in millionths: the scale at which it fits its cell, or [`WHOLE`] if pages are
/// not scaled.
pub(super) fn scale(page: Size, layout: &Layout) -> i64 {
    let cell = layout.cell();
    if !layout.scale_to_fit || is_same_size(page, cell) {
        return WHOLE;
    }
    let wide = cell.width.scale(WHOLE, page.width.0.max(1)).0;
    let high = cell.height.scale(WHOLE, page.height.0.max(1)).0;
    wide.min(high)
}

/// Returns the map from a page to its sheet.
fn map_to_sheet(spot: Spot, page: Size, layout: &Layout) -> Affine {
    let cell = layout.cell();
    let corner = Point::new(cell.width * spot.column as i64, cell.height * spot.row as i64);
    let scale = scale(page, layout);
    let (width, height) = (page.width.scale(scale, WHOLE), page.height.scale(scale, WHOLE));
    let creep = creep::compensation(layout, spot.depth);
    let spare = cell.width - width;
    let x = match spot.spine_left.filter(|_| is_same_size(Size::new(width, height), cell)) {
        Some(true) => -creep,
        Some(false) => spare + creep,
        None => spare / 2 + if spot.spine_left == Some(true) { -creep } else { creep },
    };
    let own = Affine::scaled(scale).then(Affine::translate(x, (cell.height - height) / 2));
    let upright = if spot.half_turn { own.then(Affine::half_turn_within(cell)) } else { own };
    let placed = upright.then(Affine::translate(corner.x, corner.y));
    if !spot.inner {
        return placed;
    }
    // Compensate for the offset of the back, and for a printer that turns the sheet over the other edge.
    let back = placed.then(Affine::translate(-layout.back_offset.x, -layout.back_offset.y));
    if layout.turns_back() { back.then(Affine::half_turn_within(layout.sheet)) } else { back }
}
