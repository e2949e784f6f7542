//! Creates files that do not belong to a brochure: plans of layouts, test sheets, tone wedges and comparisons of screens.
//!
//! Other modules draw the pages. This module supplies the fonts, which are the built-in ones, and returns the bytes of the
//! files.

use crate::compose::Lettering;
use crate::diagnostic::Lang;
use crate::diagnostic::messages::sheets as text;
use crate::drawing::LabelSetter;
use crate::font::FontBook;
use crate::geometry::Size;
use crate::halftone::comparison_sheet::{self, Comparison};
use crate::halftone::tone_wedge::WedgeScreen;
use crate::halftone::{PlateSheet, length_of_dots, pack, tone_wedge_sheet};
use crate::image::{Dots, Grey, PictureBook};
use crate::impose::plan::Plan;
use crate::impose::test_sheet;
use crate::normalise;
use crate::page::{Book, Page};
use crate::read;
use crate::sheet::Layout;
use crate::spec::RawSpec;
use crate::write::Assets;
use crate::write::pdf::{Metadata, PictureEmbedding, PreparedBook};
use crate::write::{png, svg};

/// The resolution of a plan as PNG, in dots per inch: sharp on a screen, and small enough to send.
const PLAN_DPI: f64 = 150.0;

/// Returns a plan as SVG.
pub fn plan_svg(plan: &Plan, lang: Lang) -> Vec<u8> {
    with_labels(|fonts, labels| {
        let pictures = PictureBook::default();
        svg::draw(&[&plan.drawing(lang, labels)], Assets { fonts, pictures: &pictures }).into_bytes()
    })
}

/// Returns a plan as PNG; `None` if it would be more than 20,000 pixels wide or high.
pub fn plan_png(plan: &Plan, lang: Lang) -> Option<Vec<u8>> {
    with_labels(|fonts, labels| {
        let pictures = PictureBook::default();
        png::draw(&[&plan.drawing(lang, labels)], Assets { fonts, pictures: &pictures }, PLAN_DPI)
    })
}

/// Returns the test sheet for the paper of a layout, as PDF.
pub fn test_sheet_pdf(layout: &Layout, lang: Lang) -> Vec<u8> {
    with_labels(|fonts, labels| {
        let pages = test_sheet::pages(layout, lang, labels).to_vec();
        let title = text::test_sheet_title(lang).to_string();
        let metadata = Metadata { title, ..Metadata::default() };
        let pictures = PictureBook::default();
        pdf(pages, Assets { fonts, pictures: &pictures }, PictureEmbedding::Original, &metadata)
    })
}

/// Returns a sheet of the given size with the tone wedge of a screen, as PDF.
pub fn tone_wedge_pdf(size: Size, screen: WedgeScreen, lang: Lang) -> Vec<u8> {
    with_labels(|fonts, labels| plate_sheet_pdf(tone_wedge_sheet::sheet(size, screen, lang, labels), fonts))
}

/// Returns the comparison sheet of a picture, as PDF.
pub fn comparison_pdf(grey: &Grey, comparison: Comparison) -> Vec<u8> {
    with_labels(|fonts, labels| plate_sheet_pdf(comparison_sheet::sheet(grey, comparison, labels), fonts))
}

/// Returns a PDF with a single page, which is filled by the given dots when they are printed at `dpi`.
pub fn dots_pdf(dots: &Dots, dpi: u32) -> Vec<u8> {
    let size = Size::new(length_of_dots(dots.width, dpi), length_of_dots(dots.height, dpi));
    let mut sheet = PlateSheet::new(size, dpi);
    sheet.place(Default::default(), pack(dots));
    plate_sheet_pdf(sheet, &FontBook::default())
}

fn plate_sheet_pdf(sheet: PlateSheet, fonts: &FontBook) -> Vec<u8> {
    let assets = Assets { fonts, pictures: &sheet.pictures };
    pdf(vec![sheet.page], assets, PictureEmbedding::Plates(&sheet.plates), &Metadata::default())
}

fn pdf(pages: Vec<Page>, assets: Assets, pictures: PictureEmbedding, metadata: &Metadata) -> Vec<u8> {
    let book = Book { pages, marks: Vec::new() };
    PreparedBook::new(&book, assets, metadata).reading_pdf(pictures).into_bytes()
}

/// Calls `draw` with the built-in fonts and with a label setter that uses them, and returns its result.
fn with_labels<T>(draw: impl FnOnce(&FontBook, &dyn LabelSetter) -> T) -> T {
    let fonts = read::built_in_fonts();
    // These are the settings of an empty brochure, which has no faults to report.
    let spec = normalise::spec(&RawSpec::default(), &fonts, None).value;
    draw(&fonts, &Lettering::new(&spec, &fonts))
}
