//! Pages onto sheets: folded in software, shared into signatures, shifted for creep.
//!
//! Takes how many pages there are and how large they are, and a layout; gives sheets. It knows nothing of what stands on a
//! page.

mod fold;
mod marks;

use crate::diagnostic::{Diagnostic, Fault};
use crate::geometry::{Affine, Insets, Point, Size};
use crate::sheet::{Duplex, Layout, PageIndex, Sheet, Side, SignatureSize, Staple};
use crate::unit::Length;
use fold::{Leaf, Piles};

/// The pages that are to be imposed.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// How many.
    pub count: usize,
    /// The size of each.
    pub size: Size,
    /// Whether the last one is a back cover, which stays the last of the booklet when blanks are added.
    pub back_cover: bool,
}

/// A plan: the sheets, and what is to be said of them.
#[derive(Debug, Default)]
pub struct Imposition {
    /// The sheets in the order of printing, signature by signature, each from the outermost.
    pub sheets: Vec<Sheet>,
    /// Sheets in each signature.
    pub signatures: Vec<usize>,
    /// Blank pages that were added.
    pub blanks: usize,
    /// Warnings, and errors; with an error there are no sheets.
    pub diagnostics: Vec<Diagnostic>,
}

/// Half a millimetre: an A5 page is that much narrower than half of A4, and nobody cuts closer.
const TOLERANCE: f64 = 0.6;
/// What every stapler takes, in sheets of 80 g.
const SAFE_SHEETS: usize = 15;

/// Imposes pages by a layout.
pub fn impose(pages: Pages, layout: &Layout) -> Imposition {
    let mut imposition = Imposition::default();
    let per_sheet = layout.columns * layout.rows * 2;
    if pages.count == 0 {
        return imposition;
    }
    if let Err(fault) = check_cell(pages.size, layout) {
        imposition.diagnostics.push(Diagnostic::error(layout.span, fault));
        return imposition;
    }
    let sheets = pages.count.div_ceil(per_sheet);
    imposition.signatures = signatures(sheets, layout.signature);
    imposition.blanks = sheets * per_sheet - pages.count;
    let slots = slots(pages, sheets * per_sheet);
    let mut first = 0;
    for (number, &size) in imposition.signatures.clone().iter().enumerate() {
        let leaves = match fold(size, layout) {
            Ok(leaves) => leaves,
            Err(fault) => {
                imposition.diagnostics.push(*fault);
                imposition.sheets.clear();
                return imposition;
            }
        };
        let slots = &slots[first..first + size * per_sheet];
        let mut made = place(&leaves, slots, (size, pages.size), layout);
        marks::add(&mut made, (number, imposition.signatures.len()), layout);
        imposition.sheets.append(&mut made);
        first += size * per_sheet;
    }
    imposition.warn(pages, layout);
    imposition
}

impl Imposition {
    fn warn(&mut self, pages: Pages, layout: &Layout) {
        if self.blanks > 0 {
            self.diagnostics.push(Diagnostic::note(None, Fault::Blanks { blanks: self.blanks, pages: pages.count }));
        }
        let thickest = self.signatures.iter().copied().max().unwrap_or(0);
        if layout.staple == Staple::Fold && thickest > SAFE_SHEETS {
            self.diagnostics.push(Diagnostic::warning(None, Fault::ManySheets { sheets: thickest }));
        }
    }
}

/// What the edges that the machine leaves blank take from a page with these margins.
///
/// `margins` is how far text stays from the fore-edge (right), the head and the foot of a page.
pub fn unprintable(margins: Insets, layout: &Layout) -> Option<Diagnostic> {
    let cell = cell_size(layout);
    let (side, height) = (cell.width - layout.page.width, (cell.height - layout.page.height) / 2);
    // On the sheet the fore-edges lie at its outer edges when pages lie in pairs; heads and feet at top and bottom.
    let edges = [
        (margins.right + side, layout.unprintable.left.max(layout.unprintable.right)),
        (margins.top + height, layout.unprintable.top),
        (margins.bottom + height, layout.unprintable.bottom),
    ];
    let worst = edges.into_iter().filter(|(margin, edge)| margin < edge).min_by_key(|(margin, _)| *margin)?;
    let shown = |l: Length| format!("{:.1} mm", l.to_mm());
    Some(Diagnostic::warning(None, Fault::InUnprintable { edge: shown(worst.1), margin: shown(worst.0) }))
}

fn cell_size(layout: &Layout) -> Size {
    Size::new(layout.sheet.width / layout.columns as i64, layout.sheet.height / layout.rows as i64)
}

fn check_cell(page: Size, layout: &Layout) -> Result<(), Fault> {
    let cell = cell_size(layout);
    let slack = Length::mm(TOLERANCE);
    if page.width <= cell.width + slack && page.height <= cell.height + slack {
        return Ok(());
    }
    let shown = |s: Size| format!("{:.0} x {:.0} mm", s.width.to_mm(), s.height.to_mm());
    Err(Fault::CellTooSmall { page: shown(page), cell: shown(cell) })
}

/// Shares sheets into signatures of at most the size that is asked for, none more than a sheet thicker than another.
fn signatures(sheets: usize, size: SignatureSize) -> Vec<usize> {
    let count = match size {
        SignatureSize::All => 1,
        SignatureSize::Sheets(most) => sheets.div_ceil(most.max(1)),
    };
    (0..count).map(|i| sheets / count + usize::from(i < sheets % count)).collect()
}

/// The pages of the booklet in order. Blanks come before the back cover, or else at the end: never between pages that are
/// read on, and never so that a right-hand page becomes a left-hand one.
fn slots(pages: Pages, total: usize) -> Vec<Option<PageIndex>> {
    let blanks = total - pages.count;
    let at = if pages.back_cover { pages.count - 1 } else { pages.count };
    (0..at).map(Some).chain(std::iter::repeat_n(None, blanks)).chain((at..pages.count).map(Some)).collect()
}

/// Folds a signature and reads its leaves from the top.
fn fold(sheets: usize, layout: &Layout) -> Result<Vec<Leaf>, Box<Diagnostic>> {
    let mut piles = Piles::new(sheets, layout.columns, layout.rows);
    for &(step, span) in &layout.steps {
        piles = piles.carry_out(step).map_err(|impossible| {
            let fault = Fault::StepDoesNotFit {
                step: marks::step_name(step),
                columns: impossible.columns,
                rows: impossible.rows,
            };
            Box::new(Diagnostic::error(span, fault))
        })?;
    }
    let span = layout.steps.last().map_or(layout.span, |(_, span)| *span);
    piles
        .book()
        .map_err(|left| Box::new(Diagnostic::error(span, Fault::NotFolded { columns: left.columns, rows: left.rows })))
}

/// Puts pages where their leaves lie.
fn place(leaves: &[Leaf], slots: &[Option<PageIndex>], (sheets, page): (usize, Size), layout: &Layout) -> Vec<Sheet> {
    let blank = || Side { paper: layout.sheet, ..Side::default() };
    let mut made: Vec<Sheet> = (0..sheets).map(|_| Sheet { outer: blank(), inner: blank() }).collect();
    // A sheet that is turned over the other way comes out upside down behind: that is taken back in advance.
    let landscape = layout.sheet.width > layout.sheet.height;
    let turned = match layout.duplex {
        Duplex::ShortEdge => !landscape,
        Duplex::LongEdge => landscape,
        Duplex::Manual | Duplex::None => false,
    };
    for (number, leaf) in leaves.iter().enumerate() {
        for (face, slot) in [slots[number * 2], slots[number * 2 + 1]].into_iter().enumerate() {
            let Some(index) = slot else { continue };
            let recto = face == 0;
            let inner = leaf.inner_up() == recto;
            let map = map_to_sheet(leaf, (inner, recto), page, layout);
            let sheet = &mut made[leaf.sheet];
            if inner {
                let map = if turned { map.then(Affine::half_turn_within(layout.sheet)) } else { map };
                sheet.inner.placed.push((map, index));
            } else {
                sheet.outer.placed.push((map, index));
            }
        }
    }
    for sheet in &mut made {
        sheet.outer.placed.sort_by_key(|(_, index)| *index);
        sheet.inner.placed.sort_by_key(|(_, index)| *index);
    }
    made
}

/// Where a page goes: at the spine's edge of its cell, in the middle of its height, moved in by its creep.
fn map_to_sheet(leaf: &Leaf, (inner, recto): (bool, bool), page: Size, layout: &Layout) -> Affine {
    let cell = cell_size(layout);
    // The outer side is seen from behind: its columns run the other way.
    let column = if inner { leaf.column } else { layout.columns - 1 - leaf.column };
    let corner = Point::new(cell.width * column as i64, cell.height * leaf.row as i64);
    let compensated = layout.creep.unwrap_or(layout.trim);
    let creep = if compensated { layout.caliper * leaf.sheet as i64 } else { Length::ZERO };
    let spare = cell.width - page.width;
    // In the page's own view the spine is at the left of a right-hand page.
    let x = if recto { -creep } else { spare + creep };
    let own = Affine::translate(x, (cell.height - page.height) / 2);
    let upright = if leaf.upside_down() { own.then(Affine::half_turn_within(cell)) } else { own };
    upright.then(Affine::translate(corner.x, corner.y))
}

#[cfg(test)]
mod tests;
