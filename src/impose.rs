//! Pages onto sheets: folded in software, shared into signatures, shifted for creep.
//!
//! Takes how large the pages are and what ink is on them, and a layout; gives sheets. It knows nothing of what stands on a
//! page. A plan is given out only when folding its sheets again gives the book.

mod edges;
mod fold;
mod finishing;
mod marks;
mod place;
mod verify;

pub use finishing::{instructions, printing};

use crate::diagnostic::{Diagnostic, Fault};
use crate::geometry::{Size, WHOLE};
use crate::page::Inked;
use crate::sheet::{Layout, PageIndex, Sheet, SignatureSize, Staple};
use crate::unit::Length;

/// The pages that are to be imposed.
#[derive(Clone, Copy, Debug)]
pub struct Pages<'a> {
    /// The size of each.
    pub sizes: &'a [Size],
    /// Where ink is on each; empty where that isn't known.
    pub ink: &'a [Inked],
    /// Whether the last one is a back cover, which stays the last of the booklet when blanks are added.
    pub back_cover: bool,
    /// Whether the first two and the last two get a sheet of their own, for coloured paper.
    pub separate_cover: bool,
}

/// A plan: the sheets, and what is to be said of them.
#[derive(Debug, Default)]
pub struct Imposition {
    /// The sheet of the cover, if it is one of its own.
    pub cover: Vec<Sheet>,
    /// The sheets in the order of printing, signature by signature, each from the outermost.
    pub sheets: Vec<Sheet>,
    /// Sheets in each signature.
    pub signatures: Vec<usize>,
    /// Blank pages that were added.
    pub blanks: usize,
    /// How far the fore-edge of the innermost leaf is pushed out by the others.
    pub creep: Length,
    /// Warnings, and errors; with an error there are no sheets.
    pub diagnostics: Vec<Diagnostic>,
}

/// The faces of a booklet in order, blanks among them.
type Slots = [Option<PageIndex>];

/// What every stapler takes, and what most do, in sheets of a tenth of a millimetre.
const SAFE_SHEETS: usize = 15;
/// A tenth of a millimetre: paper of 80 g/m2.
const USUAL_CALIPER: f64 = 0.1;

/// Imposes pages by a layout.
pub fn impose(pages: Pages, layout: &Layout) -> Imposition {
    let mut imposition = Imposition::default();
    if pages.sizes.is_empty() {
        return imposition;
    }
    if let Err(fault) = imposition.fill(pages, layout) {
        imposition.diagnostics.push(*fault);
        imposition.sheets.clear();
        imposition.cover.clear();
        return imposition;
    }
    imposition.say_sizes(pages, layout);
    imposition.warn(pages, layout);
    imposition.diagnostics.extend(edges::check(&imposition, pages, layout));
    imposition
}

impl Imposition {
    /// All sheets of paper, that of the cover first.
    pub fn all_sheets(&self) -> impl Iterator<Item = &Sheet> {
        self.cover.iter().chain(&self.sheets)
    }

    fn fill(&mut self, pages: Pages, layout: &Layout) -> Result<(), Box<Diagnostic>> {
        check_cells(pages, layout)?;
        let per_sheet = layout.pages_a_sheet();
        let mut slots = slots(pages, per_sheet);
        if pages.separate_cover {
            if per_sheet != 4 || slots.len() < 8 || !layout.cells.is_empty() {
                return Err(Box::new(Diagnostic::error(layout.span, Fault::NoCoverSheet { pages: slots.len() })));
            }
            let last = slots.split_off(slots.len() - 2);
            let cover: Vec<_> = slots.drain(..2).chain(last).collect();
            self.cover = signature(&cover, pages.sizes, (1, layout))?;
        }
        let sheets = slots.len() / per_sheet;
        self.signatures = signatures(sheets, layout);
        self.blanks = slots.len() + self.cover.len() * 4 - pages.sizes.len();
        let mut first = 0;
        for (number, &size) in self.signatures.clone().iter().enumerate() {
            let slots = &slots[first..first + size * per_sheet];
            let mut made = signature(slots, pages.sizes, (size, layout))?;
            marks::add(&mut made, (number, self.signatures.len()), layout);
            self.sheets.append(&mut made);
            first += size * per_sheet;
        }
        Ok(())
    }

    /// Says of pages that are not as large as their cells how they are placed.
    fn say_sizes(&mut self, pages: Pages, layout: &Layout) {
        let cell = layout.cell();
        let Some(page) = pages.sizes.iter().find(|size| !place::alike(**size, cell)) else { return };
        let scale = place::scale(*page, layout);
        let (page, cell) = (shown(*page), shown(cell));
        let fault = if scale == WHOLE {
            Fault::PagesCentred { page, cell }
        } else {
            Fault::PagesScaled { page, cell, percent: format!("{:.1}", scale as f64 * 100.0 / WHOLE as f64) }
        };
        self.diagnostics.push(Diagnostic::note(None, fault));
    }

    fn warn(&mut self, pages: Pages, layout: &Layout) {
        let (count, per_sheet) = (pages.sizes.len(), layout.pages_a_sheet());
        let over = count % per_sheet;
        // A page or two on a sheet of their own.
        if !pages.ink.is_empty() && count > per_sheet && over > 0 && over * 4 <= per_sheet.max(8) && per_sheet >= 4 {
            let fault = Fault::WastedSheet { pages: count, over, fewer: count - over };
            self.diagnostics.push(Diagnostic::warning(None, fault));
        } else if self.blanks > 0 {
            self.diagnostics.push(Diagnostic::note(None, Fault::Blanks { blanks: self.blanks, pages: count }));
        }
        let thickest = self.signatures.iter().copied().max().unwrap_or(0) + self.cover.len();
        let usual = Length::mm(USUAL_CALIPER).scale(SAFE_SHEETS as i64, layout.caliper.0.max(1)).0 as usize;
        let most = layout.capacity.unwrap_or(usual);
        if layout.staple == Staple::Fold && thickest > most {
            let fault =
                Fault::ManySheets { sheets: thickest, most, paper: format!("{:.2} mm", layout.caliper.to_mm()) };
            self.diagnostics.push(Diagnostic::warning(None, fault));
        }
        if place::is_nested(layout) {
            let leaves = thickest * layout.pages_a_sheet() / 2;
            self.creep = place::creep(layout, (leaves / 2).saturating_sub(1));
        }
    }
}

/// The sheets of one signature, folded and found to be a book.
fn signature(slots: &Slots, sizes: &[Size], (sheets, layout): (usize, &Layout)) -> Result<Vec<Sheet>, Box<Diagnostic>> {
    let made = place::place(slots, sizes, (sheets, layout))?;
    if verify::is_book(&made, slots, sizes, layout) {
        Ok(made)
    } else {
        Err(Box::new(Diagnostic::error(layout.span, Fault::NotABook {})))
    }
}

fn shown(size: Size) -> String {
    format!("{:.0} x {:.0} mm", size.width.to_mm(), size.height.to_mm())
}

/// Refuses pages that are larger than their cells, unless they are scaled.
fn check_cells(pages: Pages, layout: &Layout) -> Result<(), Box<Diagnostic>> {
    let cell = layout.cell();
    let slack = Length::mm(place::TOLERANCE);
    let too_large = |size: &Size| size.width > cell.width + slack || size.height > cell.height + slack;
    match pages.sizes.iter().position(too_large) {
        Some(page) if !layout.scale_to_fit => {
            let fault = Fault::CellTooSmall { number: page + 1, page: shown(pages.sizes[page]), cell: shown(cell) };
            Err(Box::new(Diagnostic::error(layout.span, fault)))
        }
        Some(_) | None => Ok(()),
    }
}

/// Shares sheets into signatures of at most the size that is asked for, none more than a sheet thicker than another.
fn signatures(sheets: usize, layout: &Layout) -> Vec<usize> {
    let count = match layout.signature {
        _ if !layout.cells.is_empty() => sheets,
        SignatureSize::All => sheets.min(1),
        SignatureSize::Sheets(most) => sheets.div_ceil(most.max(1)),
    };
    (0..count).map(|i| sheets / count + usize::from(i < sheets % count)).collect()
}

/// The pages of the booklet in order, up to whole sheets. Blanks come before the back cover, or else at the end: never
/// between pages that are read on, and never so that a right-hand page becomes a left-hand one.
fn slots(pages: Pages, per_sheet: usize) -> Vec<Option<PageIndex>> {
    let count = pages.sizes.len();
    let total = count.div_ceil(per_sheet) * per_sheet;
    let at = if pages.back_cover { count - 1 } else { count };
    (0..at).map(Some).chain(std::iter::repeat_n(None, total - count)).chain((at..count).map(Some)).collect()
}

/// How many blank pages a layout adds to so many.
pub fn blanks(count: usize, layout: &Layout) -> usize {
    count.next_multiple_of(layout.pages_a_sheet()) - count
}

#[cfg(test)]
mod tests;
