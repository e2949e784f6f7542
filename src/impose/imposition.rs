//! The complete imposition of a booklet, signature by signature, with its diagnostics.

use super::pages::{Pages, Slots, slots};
use super::{creep, edges, marks, place, signatures, verify};
use crate::diagnostic::{Diagnostic, Fault, FitAdvice};
use crate::geometry::{Size, WHOLE};
use crate::sheet::{Layout, Sheet, Staple};
use crate::unit::Length;

/// The number of sheets of ordinary paper that every stapler can handle. Thicker signatures are reported, unless the
/// layout states the capacity of the stapler, which then is the limit.
const SAFE_SHEETS: usize = 15;
/// The thickness of ordinary paper, 80 g/m², in millimetres.
const TYPICAL_CALIPER_MM: f64 = 0.1;
/// The divisor for wasted sheets: the last sheet is reported if at most a quarter of its pages are used. A sheet with
/// fewer than eight pages is treated as if it had eight, so that one or two used pages are always reported.
const WASTE_DIVISOR: usize = 4;

/// The sheets of a booklet.
#[derive(Debug, Default)]
pub struct Imposition {
    /// The sheet of the cover, if the cover has a separate sheet.
    pub cover: Vec<Sheet>,
    /// All other sheets in the order of printing: signature by signature, from the outermost sheet to the innermost.
    pub sheets: Vec<Sheet>,
    /// The number of sheets in each signature.
    pub signatures: Vec<usize>,
    /// The number of blank pages that were added.
    pub blanks: usize,
    /// How far the other leaves push out the fore-edge of the innermost leaf.
    pub creep: Length,
    /// Notes, warnings and errors. If the pages could not be imposed, there are no sheets.
    pub diagnostics: Vec<Diagnostic>,
}

/// Imposes pages according to a layout.
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
    imposition.report_sizes(pages, layout);
    imposition.report_waste(pages, layout);
    imposition.report_thickness(layout);
    let found = edges::check(imposition.all_sheets(), pages.ink, layout);
    imposition.diagnostics.extend(found);
    imposition
}

impl Imposition {
    /// Returns all sheets of paper, beginning with the cover.
    pub fn all_sheets(&self) -> impl Iterator<Item = &Sheet> + Clone {
        self.cover.iter().chain(&self.sheets)
    }

    fn fill(&mut self, pages: Pages, layout: &Layout) -> Result<(), Box<Diagnostic>> {
        check_cells(pages, layout)?;
        let per_sheet = layout.pages_per_sheet();
        let mut slots = slots(pages, per_sheet);
        if pages.separate_cover {
            if per_sheet != 4 || slots.len() < 8 || !layout.cells.is_empty() {
                return Err(Box::new(Diagnostic::error(layout.span, Fault::NoCoverSheet { pages: slots.len() })));
            }
            let last = slots.split_off(slots.len() - 2);
            let cover: Vec<_> = slots.drain(..2).chain(last).collect();
            self.cover = signature(&cover, pages.sizes, 1, layout)?;
        }
        let sheets = slots.len() / per_sheet;
        self.signatures = signatures::sizes(sheets, layout);
        self.blanks = slots.len() + self.cover.len() * 4 - pages.sizes.len();
        let mut first = 0;
        for (number, &size) in self.signatures.clone().iter().enumerate() {
            let slots = &slots[first..first + size * per_sheet];
            let mut sheets = signature(slots, pages.sizes, size, layout)?;
            marks::add(&mut sheets, number, self.signatures.len(), layout);
            self.sheets.append(&mut sheets);
            first += size * per_sheet;
        }
        Ok(())
    }

    /// Reports that pages are centred or scaled, if their size differs from the size of their cells.
    fn report_sizes(&mut self, pages: Pages, layout: &Layout) {
        let cell = layout.cell();
        let Some(page) = pages.sizes.iter().find(|size| !place::is_same_size(**size, cell)) else { return };
        let scale = place::scale(*page, layout);
        let (page, cell) = (in_mm(*page), in_mm(cell));
        let fault = if scale == WHOLE {
            Fault::PagesCentred { page, cell }
        } else {
            Fault::PagesScaled { page, cell, percent: format!("{:.1}", scale as f64 * 100.0 / WHOLE as f64) }
        };
        self.diagnostics.push(Diagnostic::note(None, fault));
    }

    /// Reports blank pages, or a last sheet that is needed for only a few pages.
    fn report_waste(&mut self, pages: Pages, layout: &Layout) {
        let (count, per_sheet) = (pages.sizes.len(), layout.pages_per_sheet());
        let over = count % per_sheet;
        let is_waste = over > 0 && over * WASTE_DIVISOR <= per_sheet.max(8) && count > per_sheet && per_sheet >= 4;
        // A foreign PDF, which is recognised by its missing ink bounds, cannot be shortened.
        if is_waste && !pages.ink.is_empty() {
            let fault = Fault::WastedSheet { pages: count, over, advice: FitAdvice::Search };
            self.diagnostics.push(Diagnostic::warning(None, fault));
        } else if self.blanks > 0 {
            self.diagnostics.push(Diagnostic::note(None, Fault::Blanks { blanks: self.blanks, pages: count }));
        }
    }

    /// Reports signatures that are too thick for a stapler, and computes their creep.
    fn report_thickness(&mut self, layout: &Layout) {
        let thickest = self.signatures.iter().copied().max().unwrap_or(0) + self.cover.len();
        let safe = Length::mm(TYPICAL_CALIPER_MM).scale(SAFE_SHEETS as i64, layout.caliper.0.max(1)).0 as usize;
        let most = layout.capacity.unwrap_or(safe);
        if layout.staple == Staple::Fold && thickest > most {
            let paper = format!("{:.2} mm", layout.caliper.to_mm());
            let fault = Fault::ManySheets { sheets: thickest, most, paper };
            self.diagnostics.push(Diagnostic::warning(None, fault));
        }
        if creep::is_nested(layout) {
            let leaves = thickest * layout.pages_per_sheet() / 2;
            self.creep = creep::of_leaf(layout, (leaves / 2).saturating_sub(1));
        }
    }
}

/// Makes the sheets of one signature, and checks that folding them again produces the book.
fn signature(slots: &Slots, sizes: &[Size], sheets: usize, layout: &Layout) -> Result<Vec<Sheet>, Box<Diagnostic>> {
    let placed = place::place(slots, sizes, sheets, layout)?;
    if verify::is_book(&placed, slots, sizes, layout) {
        Ok(placed)
    } else {
        Err(Box::new(Diagnostic::error(layout.span, Fault::NotABook {})))
    }
}

/// Returns an error if a page is larger than its cell, unless the layout scales pages to fit.
fn check_cells(pages: Pages, layout: &Layout) -> Result<(), Box<Diagnostic>> {
    let cell = layout.cell();
    let slack = Length::mm(place::TOLERANCE_MM);
    let is_too_large = |size: &Size| size.width > cell.width + slack || size.height > cell.height + slack;
    match pages.sizes.iter().position(is_too_large) {
        Some(page) if !layout.scale_to_fit => {
            let fault = Fault::CellTooSmall { number: page + 1, page: in_mm(pages.sizes[page]), cell: in_mm(cell) };
            Err(Box::new(Diagnostic::error(layout.span, fault)))
        }
        Some(_) | None => Ok(()),
    }
}

/// Formats a size in whole millimetres.
fn in_mm(size: Size) -> String {
    format!("{:.0} x {:.0} mm", size.width.to_mm(), size.height.to_mm())
}
