//! The sheet of `agrafe picture --compare`: one picture by several screens and in black and white, each with its name.

use super::args::PictureOptions;
use super::picture::PlateSheet;
use super::report::Console;
use crate::compose::{Lettering, Stand};
use crate::geometry::{Point, Size};
use crate::halftone::{self, Process, Retouch, Screener, pack};
use crate::image::Grey;
use crate::normalise;
use crate::read;
use crate::spec::RawSpec;
use crate::unit::Length;

/// What the sheet compares: lines an inch of a screen, or none for black and white.
const COMPARED: [Option<u32>; 6] = [Some(106), Some(85), Some(71), Some(61), Some(53), None];
/// Columns of the sheet.
const COLUMNS: usize = 2;
/// The sheet, its margins, the gap between fields and the height of a name, in millimetres.
const SHEET: (f64, f64) = (210.0, 297.0);
const MARGIN: f64 = 10.0;
const GAP: f64 = 6.0;
const NAME: f64 = 7.0;

/// The sheet as PDF, and a word on what to do with it.
pub(super) fn sheet(grey: &Grey, options: &PictureOptions, console: &Console) -> (Vec<u8>, String) {
    let rows = COMPARED.len().div_ceil(COLUMNS) as f64;
    let wide = (SHEET.0 - 2.0 * MARGIN - GAP) / COLUMNS as f64;
    let high = (SHEET.1 - 2.0 * MARGIN) / rows - NAME - GAP;
    // A tall picture is narrower, so that all rows find room.
    let shape = grey.height as f64 / grey.width.max(1) as f64;
    let (wide_own, high_own) = if wide * shape > high { (high / shape, high) } else { (wide, wide * shape) };
    let dots_of = |mm: f64| ((mm / 25.4 * f64::from(options.dpi)) as usize).max(1);
    let fonts = read::built_in_fonts();
    let spec = normalise::spec(&RawSpec::default(), &fonts, None).value;
    let lettering = Lettering::new(&spec, &fonts);
    let mut sheet = PlateSheet::new(Size::new(Length::mm(SHEET.0), Length::mm(SHEET.1)), options.dpi);
    let retouch = Retouch { levels: options.levels, sharpen: options.sharpen };
    let mut names = Vec::new();
    for (number, lines) in COMPARED.into_iter().enumerate() {
        let x = MARGIN + (number % COLUMNS) as f64 * (wide + GAP);
        let y = MARGIN + (number / COLUMNS) as f64 * (high + NAME + GAP);
        let screener = Screener::new(options.dpi, lines.unwrap_or(options.screen), options.copies);
        let (process, name) = match lines {
            Some(lines) => (Process::Halftone, format!("--screen {lines}")),
            None => {
                let parted = halftone::is_line_art(grey).unwrap_or(128);
                (Process::Threshold(parted), "--mode threshold".to_string())
            }
        };
        let printed = screener.screen(grey, (dots_of(wide_own), dots_of(high_own)), process, retouch);
        sheet.place(Point::new(Length::mm(x), Length::mm(y)), pack(&printed));
        let at = Point::new(Length::mm(x), Length::mm(y + high_own + 4.5));
        names.extend(lettering.words(&name, (at, Stand::Left), (Length::pt(9.0), Length::mm(wide))).0);
    }
    let said = console.say(
        "print it at 100 %, copy it as often as the brochure will be, and choose",
        "à imprimer à 100 %, à copier autant de fois que la brochure le sera ; puis choisissez",
    );
    (sheet.pdf(&fonts, names), said.to_string())
}
