//! The sheet of a tone wedge: the instructions, and seven rows of fields to print, copy and read.
//!
//! ```text
//!   1. Print this sheet …
//!      1   2   3   4          inks in per cent
//!   1. ▒▒  ▒▒  ▒▒  ▒▒  …      a row of the wedge: see `tone_wedge`
//!      2   3   4   5
//!   2. ▒▒  ▒▒  ▒▒  ▒▒  …
//! ```

use super::pack::pack;
use super::plate_sheet::PlateSheet;
use super::tone_wedge::{self, FIELDS, ROWS, RowSize, WedgeScreen};
use crate::diagnostic::Lang;
use crate::diagnostic::messages::sheets as text;
use crate::drawing::{Drawing, LabelSetter, TextAlign, TextLabel};
use crate::geometry::{Point, Size};
use crate::unit::Length;

/// The maximum width and height of a field, in millimetres. Larger fields are no easier to compare.
const FIELD_MM: (f64, f64) = (8.0, 13.0);
/// The white margin of the sheet, in millimetres. It is wider than the unprintable edge of any printer.
const MARGIN_MM: f64 = 12.0;
/// The height of the figures above a row, in millimetres.
const FIGURES_MM: f64 = 3.5;
/// The width of the number before a row, in millimetres.
const NUMBER_MM: f64 = 6.0;

/// Draws the tone wedge of a screen on a sheet of the given size.
pub fn sheet(size: Size, screen: WedgeScreen, lang: Lang, labels: &dyn LabelSetter) -> PlateSheet {
    let dpi = f64::from(screen.dpi);
    let mut sheet = PlateSheet::new(size, screen.dpi);
    let mut drawing = Drawing::new(labels);
    let (left, measure) = (Length::mm(MARGIN_MM), size.width - Length::mm(2.0 * MARGIN_MM));
    let mut y = Length::mm(MARGIN_MM + 3.0);
    for text in instructions(screen, lang) {
        let label =
            TextLabel { text: &text, at: Point::new(left, y), align: TextAlign::Left, size: Length::pt(9.0), measure };
        y += drawing.label(&label) + Length::pt(3.0);
    }
    let width_mm = ((measure.to_mm() - NUMBER_MM) / FIELDS as f64).min(FIELD_MM.0);
    let rest_mm = (size.height - y).to_mm() - MARGIN_MM;
    let height_mm = (rest_mm / ROWS as f64 - FIGURES_MM - 2.0).clamp(4.0, FIELD_MM.1);
    // A field with its border needs at least six dots.
    let dots = |mm: f64| ((mm / 25.4 * dpi) as usize).max(6);
    let field = RowSize { field_width: dots(width_mm), height: dots(height_mm) };
    let pitch_mm = field.field_width as f64 * 25.4 / dpi;
    for row in 0..ROWS {
        y += Length::mm(FIGURES_MM);
        let start = left + Length::mm(NUMBER_MM);
        for (number, ink) in tone_wedge::inks(row).enumerate() {
            drawing.label(&TextLabel {
                text: &ink.to_string(),
                at: Point::new(start + Length::mm(pitch_mm * (number as f64 + 0.5)), y - Length::mm(0.8)),
                align: TextAlign::Centred,
                size: Length::pt(6.5),
                measure: Length::mm(pitch_mm),
            });
        }
        drawing.label(&TextLabel {
            text: &format!("{}.", row + 1),
            at: Point::new(left, y + Length::mm(height_mm / 2.0 + 1.5)),
            align: TextAlign::Left,
            size: Length::pt(11.0),
            measure: Length::mm(NUMBER_MM),
        });
        sheet.place(Point::new(start, y), pack(&tone_wedge::row(row, screen, field)));
        y += Length::mm(height_mm + 2.0);
    }
    sheet.page.items.extend(drawing.into_items());
    sheet
}

/// Returns the message that tells the user how to print the sheet.
pub fn printing(lang: Lang) -> &'static str {
    text::tone_wedge_print(lang)
}

/// Returns the instructions: what to do with the sheet, and what to write down.
fn instructions(screen: WedgeScreen, lang: Lang) -> [String; 5] {
    let WedgeScreen { lines, dpi } = screen;
    [
        text::tone_wedge_1(lang).to_string(),
        text::tone_wedge_2(lang).to_string(),
        text::tone_wedge_3(lang).to_string(),
        text::tone_wedge_4(lang).to_string(),
        format!("tones = {{ screen = {lines}, dpi = {dpi}, read = [ …, …, …, …, …, …, … ] }}"),
    ]
}
