//! The comparison sheet: one picture in several screens and as line art, each labelled with the option that produces
//! it.
//!
//! ```text
//!   +---------+   +---------+
//!   | picture |   | picture |     A4, three rows of two
//!   +---------+   +---------+
//!   --screen 106  --screen 85
//! ```

use super::line_art::{MIDDLE_TONE, line_art_threshold};
use super::pack::pack;
use super::plate_sheet::PlateSheet;
use super::retouch::Retouch;
use super::screener::{Process, Screener};
use crate::diagnostic::Lang;
use crate::diagnostic::messages::sheets as text;
use crate::drawing::{Drawing, LabelSetter, TextAlign, TextLabel};
use crate::geometry::{Point, Size};
use crate::image::{DotSize, Grey};
use crate::unit::Length;

/// The variants on the sheet, each given by the lines per inch of its screen. They range from a screen that is too fine
/// for copiers to one that is coarser than necessary. `None` means black and white without a screen.
const COMPARED: [Option<u32>; 6] = [Some(106), Some(85), Some(71), Some(61), Some(53), None];
/// The number of columns on the sheet. Two pictures side by side are large enough to judge.
const COLUMNS: usize = 2;
/// The width and height of the sheet, A4, in millimetres.
const SHEET_MM: (f64, f64) = (210.0, 297.0);
/// The white margin of the sheet, in millimetres. It is wider than the unprintable edge of any printer.
const MARGIN_MM: f64 = 10.0;
/// The space between pictures, in millimetres.
const GAP_MM: f64 = 6.0;
/// The height of the label below a picture, in millimetres.
const LABEL_MM: f64 = 7.0;

/// How the pictures of a comparison are prepared.
#[derive(Clone, Copy, Debug)]
pub struct Comparison {
    /// The resolution of the printer, in dots per inch.
    pub dpi: u32,
    /// The number of generations of copies for which the tones are prepared.
    pub copies: u32,
    /// How tones are retouched.
    pub retouch: Retouch,
}

/// Draws the comparison sheet of a picture.
pub fn sheet(grey: &Grey, comparison: Comparison, labels: &dyn LabelSetter) -> PlateSheet {
    let Comparison { dpi, copies, retouch } = comparison;
    let rows = COMPARED.len().div_ceil(COLUMNS) as f64;
    let width_mm = (SHEET_MM.0 - 2.0 * MARGIN_MM - GAP_MM) / COLUMNS as f64;
    let height_mm = (SHEET_MM.1 - 2.0 * MARGIN_MM) / rows - LABEL_MM - GAP_MM;
    // A tall picture is made narrower, so that all rows fit on the sheet.
    let shape = grey.height as f64 / grey.width.max(1) as f64;
    let (own_width_mm, own_height_mm) =
        if width_mm * shape > height_mm { (height_mm / shape, height_mm) } else { (width_mm, width_mm * shape) };
    let dots = |mm: f64| ((mm / 25.4 * f64::from(dpi)) as usize).max(1);
    let size = DotSize { width: dots(own_width_mm), height: dots(own_height_mm) };
    let mut sheet = PlateSheet::new(Size::new(Length::mm(SHEET_MM.0), Length::mm(SHEET_MM.1)), dpi);
    let mut drawing = Drawing::new(labels);
    for (number, lines) in COMPARED.into_iter().enumerate() {
        let x_mm = MARGIN_MM + (number % COLUMNS) as f64 * (width_mm + GAP_MM);
        let y_mm = MARGIN_MM + (number / COLUMNS) as f64 * (height_mm + LABEL_MM + GAP_MM);
        let (screener, process, name) = match lines {
            Some(lines) => (Screener::new(dpi, lines, copies), Process::Halftone, format!("--screen {lines}")),
            None => {
                let threshold = line_art_threshold(grey).unwrap_or(MIDDLE_TONE);
                // A threshold needs no tone curve, so any screen will do.
                let screener = Screener::new(dpi, 71, 0);
                (screener, Process::Threshold(threshold), "--mode threshold".to_string())
            }
        };
        let dots = screener.screen(grey, size, process, retouch);
        sheet.place(Point::new(Length::mm(x_mm), Length::mm(y_mm)), pack(&dots));
        drawing.label(&TextLabel {
            text: &name,
            at: Point::new(Length::mm(x_mm), Length::mm(y_mm + own_height_mm + 4.5)),
            align: TextAlign::Left,
            size: Length::pt(9.0),
            measure: Length::mm(width_mm),
        });
    }
    sheet.page.items.extend(drawing.into_items());
    sheet
}

/// Returns the message that tells the user how to print the sheet.
pub fn printing(lang: Lang) -> &'static str {
    text::comparison_print(lang)
}
