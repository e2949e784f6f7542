//! Pages to their places: where each face of the book lies on its sheet, how it stands, how far it is moved in.

use super::Slots;
use super::fold::{Folded, Piles};
use super::marks::step_name;
use crate::diagnostic::{Diagnostic, Fault};
use crate::geometry::{Affine, Point, Size, WHOLE};
use crate::sheet::{Layout, Sheet, Side, Step};
use crate::unit::Length;

/// A place for a page.
#[derive(Clone, Copy, Debug)]
struct Spot {
    sheet: usize,
    /// As the side is read.
    column: usize,
    row: usize,
    inner: bool,
    half_turn: bool,
    /// Whether the spine is at its left; none where there is no spine.
    spine_left: Option<bool>,
    /// How many leaves are folded around it.
    depth: usize,
}

/// How much further a sheet of paper sticks out than its thickness: measured practice is 1.2 to 1.4 times.
const CREEP_FACTOR: (i64, i64) = (12, 10);

/// How far the fore-edge of a leaf is pushed out by those folded around it.
pub(super) fn creep(layout: &Layout, depth: usize) -> Length {
    (layout.caliper * depth as i64).scale(CREEP_FACTOR.0, CREEP_FACTOR.1)
}

/// Whether leaves are nested in a fold.
pub(super) fn is_nested(layout: &Layout) -> bool {
    matches!(layout.steps.last(), Some((Step::Fold(half), _)) if half.is_sideways())
}

/// Makes the sheets of one signature.
///
/// # Errors
/// The step that can't be done, or what its last one leaves.
pub(super) fn place(
    slots: &Slots,
    sizes: &[Size],
    (sheets, layout): (usize, &Layout),
) -> Result<Vec<Sheet>, Box<Diagnostic>> {
    let spots = if layout.cells.is_empty() { folded(sheets, layout)? } else { listed(layout) };
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

/// Carries out the steps on the sheets of a signature.
pub(super) fn fold(sheets: usize, layout: &Layout) -> Result<Folded, Box<Diagnostic>> {
    let mut piles = Piles::new(sheets, layout.columns, layout.rows);
    for (step, span) in layout.finishing_steps() {
        piles = piles.carry_out(step).map_err(|left| {
            let fault = Fault::StepDoesNotFit { step: step_name(step), columns: left.columns, rows: left.rows };
            Box::new(Diagnostic::error(span, fault))
        })?;
    }
    let span = layout.steps.last().map_or(layout.span, |(_, span)| *span);
    let folded = piles.book().map_err(|left| {
        Box::new(Diagnostic::error(span, Fault::NotFolded { columns: left.columns, rows: left.rows }))
    })?;
    if layout.one_sided && folded.leaves.iter().any(|leaf| leaf.inner_up()) {
        return Err(Box::new(Diagnostic::error(span, Fault::PrintLooksDown {})));
    }
    Ok(folded)
}

/// The places of the book's faces, read from the folded pile.
fn folded(sheets: usize, layout: &Layout) -> Result<Vec<Vec<Spot>>, Box<Diagnostic>> {
    let Folded { leaves, copies } = fold(sheets, layout)?;
    let nested = is_nested(layout);
    let mut spots = Vec::new();
    for (number, leaf) in leaves.iter().enumerate() {
        let depth = if nested { number.min(leaves.len() - 1 - number) } else { 0 };
        let faces: &[bool] = if layout.one_sided { &[true] } else { &[true, false] };
        for &recto in faces {
            let inner = leaf.inner_up() == recto;
            let place = |&(columns, rows): &(usize, usize)| {
                let column = leaf.column + columns;
                Spot {
                    sheet: leaf.sheet,
                    // The outer side is seen from behind: its columns run the other way.
                    column: if inner { column } else { layout.columns - 1 - column },
                    row: leaf.row + rows,
                    inner,
                    half_turn: leaf.upside_down(),
                    spine_left: Some(recto != layout.right_bound),
                    depth,
                }
            };
            spots.push(copies.iter().map(place).collect());
        }
    }
    Ok(spots)
}

/// The places that a layout lists.
fn listed(layout: &Layout) -> Vec<Vec<Spot>> {
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

/// A page is a little narrower than its cell when it was cut from larger paper: half of A4 is 148.5 mm wide.
pub(super) const TOLERANCE: f64 = 0.6;

/// Whether two sizes are the same to the eye.
pub(super) fn alike(page: Size, cell: Size) -> bool {
    let near = |a: Length, b: Length| (a - b).0.abs() <= Length::mm(1.0).0;
    near(page.width, cell.width) && near(page.height, cell.height)
}

/// The scale that makes a page fill its cell, in millionths.
pub(super) fn scale(page: Size, layout: &Layout) -> i64 {
    let cell = layout.cell();
    if !layout.scale_to_fit || alike(page, cell) {
        return WHOLE;
    }
    let wide = cell.width.scale(WHOLE, page.width.0.max(1)).0;
    let high = cell.height.scale(WHOLE, page.height.0.max(1)).0;
    wide.min(high)
}

/// Where a page goes: at the spine's edge of its cell if it is as large, else in the middle; moved in by its creep.
fn map_to_sheet(spot: Spot, page: Size, layout: &Layout) -> Affine {
    let cell = layout.cell();
    let corner = Point::new(cell.width * spot.column as i64, cell.height * spot.row as i64);
    let scale = scale(page, layout);
    let (width, height) = (page.width.scale(scale, WHOLE), page.height.scale(scale, WHOLE));
    let compensated = layout.creep.unwrap_or(layout.trim);
    let creep = if compensated { creep(layout, spot.depth) } else { Length::ZERO };
    let spare = cell.width - width;
    let x = match spot.spine_left.filter(|_| alike(Size::new(width, height), cell)) {
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
    // What the machine shifts, and a sheet that it turns over the other way, are taken back in advance.
    let back = placed.then(Affine::translate(-layout.back_offset.x, -layout.back_offset.y));
    if layout.back_turned() { back.then(Affine::half_turn_within(layout.sheet)) } else { back }
}
