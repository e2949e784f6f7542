//! The print of one picture, either as it leaves the printer or as copies reproduce it.
//!
//! Input: a picture and the width of its print. Output: printer dots, or grey tones if the printer screens the picture
//! itself.

use super::copier::{copies, copies_of_grey};
use super::line_art::{MIDDLE_TONE, line_art_threshold};
use super::resample::resample;
use super::retouch::Retouch;
use super::screener::{self, Process, ScreenSettings};
use crate::diagnostic::{Diagnostic, Fault, Placed};
use crate::image::{self, DotSize, Dots, Grey, Picture};
use crate::sheet::WedgeReadings;
use crate::unit::Length;

/// The maximum length of a side, in dots: a metre at 600 dpi. Larger prints are rejected, since they would use too
/// much memory.
const MAX_DOTS: f64 = 24_000.0;

/// How a picture is turned into a print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintMode {
    /// The dots of a halftone screen.
    Halftone,
    /// Black and white.
    Threshold,
    /// Grey tones, which the printer screens itself.
    Grey,
}

/// The settings of a print.
#[derive(Clone, Copy, Debug)]
pub struct PrintSettings {
    /// The width of the print.
    pub width: Length,
    /// The mode, or `None` to choose it automatically: line art becomes black and white, and everything else becomes a
    /// halftone.
    pub mode: Option<PrintMode>,
    /// Lines per inch of the screen.
    pub lines: u32,
    /// The resolution of the printer, in dots per inch.
    pub dpi: u32,
    /// The number of generations of copies for which the print is prepared.
    pub copies: u32,
    /// The number of generations of copies that are simulated. With 0, the result is the print itself.
    pub generations: u32,
    /// How tones are retouched.
    pub retouch: Retouch,
}

/// The dots or tones of a print.
#[derive(Clone, Debug)]
pub enum Print {
    /// Printer dots.
    Dots(Dots),
    /// Grey tones.
    Grey(Grey),
}

/// A printed picture.
#[derive(Clone, Debug)]
pub struct PrintedPicture {
    /// Its dots or tones.
    pub print: Print,
    /// The mode that was used.
    pub mode: PrintMode,
    /// Whether the mode was chosen because the picture is line art.
    pub found_line_art: bool,
    /// The actual lines per inch of the screen, or `None` without a screen.
    pub lines: Option<f64>,
    /// The size of the print.
    pub size: DotSize,
    /// A warning if the readings of the printer's tone wedge were ignored.
    pub warning: Option<Diagnostic>,
}

/// Computes the print of a picture. `readings` are the readings of the printer's tone wedge.
///
/// # Errors
/// Returns a fault if the print would be too large, or if the picture cannot be decoded.
pub fn print(
    picture: &Picture,
    settings: &PrintSettings,
    readings: Option<&Placed<WedgeReadings>>,
) -> Result<PrintedPicture, Fault> {
    let PrintSettings { lines, dpi, copies: prepared_for, generations, retouch, .. } = *settings;
    let size = print_size(picture, settings.width, dpi)?;
    let grey = grey(picture)?;
    let line_art = line_art_threshold(&grey);
    let default_mode = if line_art.is_some() { PrintMode::Threshold } else { PrintMode::Halftone };
    let mode = settings.mode.unwrap_or(default_mode);
    let process = match mode {
        PrintMode::Halftone => Process::Halftone,
        PrintMode::Threshold => Process::Threshold(line_art.unwrap_or(MIDDLE_TONE)),
        PrintMode::Grey => {
            let tones = resample(&grey, size, retouch);
            let print = match generations {
                0 => Print::Grey(tones),
                generations => Print::Dots(copies_of_grey(tones, dpi, generations)),
            };
            return Ok(PrintedPicture { print, mode, found_line_art: false, lines: None, size, warning: None });
        }
    };
    let screen = ScreenSettings { lines, dpi, copies: prepared_for };
    let (screener, warning) = screener::for_printer(screen, readings);
    let dots = copies(screener.screen(&grey, size, process, retouch), dpi, generations);
    let is_halftone = mode == PrintMode::Halftone;
    Ok(PrintedPicture {
        print: Print::Dots(dots),
        mode,
        found_line_art: settings.mode.is_none() && line_art.is_some(),
        lines: is_halftone.then(|| screener.lines(dpi)),
        size,
        warning: warning.filter(|_| is_halftone),
    })
}

/// Decodes a picture to grey tones.
///
/// # Errors
/// Returns a fault if the picture cannot be decoded.
pub fn grey(picture: &Picture) -> Result<Grey, Fault> {
    image::grey(picture).map_err(|why| Fault::BadPicture { file: picture.name.clone(), why })
}

/// Returns the width and height, in whole dots, of a picture that is printed at the given width.
///
/// # Errors
/// Returns a fault if a side would be longer than 24,000 dots.
pub fn print_size(picture: &Picture, width: Length, dpi: u32) -> Result<DotSize, Fault> {
    // Lengths are rounded, so the length of a whole number of dots may be slightly too small.
    let whole = |dots: f64| (dots + 1e-6).floor().max(1.0);
    let across = whole(width.to_mm() / 25.4 * f64::from(dpi));
    let down = whole(across * f64::from(picture.height) / f64::from(picture.width.max(1)));
    if across > MAX_DOTS || down > MAX_DOTS {
        return Err(Fault::TooManyPixels { dpi });
    }
    Ok(DotSize { width: across as usize, height: down as usize })
}
