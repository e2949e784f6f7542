//! The screener, which turns grey tones into the dots of a printer.

use super::lattice::Lattice;
use super::resample::{RowSampler, Scaler};
use super::retouch::{Retouch, retouched};
use super::screen::{Screen, threshold_row};
use super::simulated_wedge;
use super::tone_curve::ToneCurve;
use super::tone_wedge;
use crate::diagnostic::{Diagnostic, Fault, Placed};
use crate::image::{DotSize, Dots, Grey};
use crate::sheet::WedgeReadings;
use rayon::prelude::*;

/// The number of rows that a thread screens at a time. It is small enough to share a picture among all threads, and
/// large enough that most source rows are interpolated only once (`cargo bench --bench screen`).
const STRIP_ROWS: usize = 64;

/// How the tones of a picture are turned into dots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Process {
    /// The dots of a screen.
    Halftone,
    /// Black for tones that are darker than this value, from 0 to 255, and white for all others.
    Threshold(u8),
}

/// The settings of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScreenSettings {
    /// Lines per inch.
    pub lines: u32,
    /// The resolution of the printer, in dots per inch.
    pub dpi: u32,
    /// The number of generations of copies for which the tones are prepared.
    pub copies: u32,
}

/// The screen of a printer with its tone curve.
pub struct Screener {
    screen: Screen,
    curve: ToneCurve,
}

impl Screener {
    /// Creates a screener whose tone curve comes from the simulated copier.
    ///
    /// `dpi` is the resolution of the printer in dots per inch, `lines` is the number of lines per inch of the screen,
    /// and `generations` is the number of generations of copies.
    pub fn new(dpi: u32, lines: u32, generations: u32) -> Screener {
        let screen = Screen::new(Lattice::near(dpi, lines));
        let curve = simulated_wedge::tone_curve(&screen, dpi, generations);
        Screener { screen, curve }
    }

    /// Creates a screener with a tone curve that was measured with a tone wedge.
    pub fn with_curve(dpi: u32, lines: u32, curve: ToneCurve) -> Screener {
        Screener { screen: Screen::new(Lattice::near(dpi, lines)), curve }
    }

    /// Returns the actual lines per inch of the screen.
    pub fn lines(&self, dpi: u32) -> f64 {
        self.screen.lattice().lines(dpi)
    }

    /// Returns the dots of a picture that is printed at the given size.
    pub fn screen(&self, grey: &Grey, size: DotSize, process: Process, retouch: Retouch) -> Dots {
        let grey = retouched(grey, retouch);
        let stride = size.width.div_ceil(8);
        let mut rows = vec![0; stride * size.height];
        let scaler = Scaler::new(&grey, size);
        rows.par_chunks_mut(stride * STRIP_ROWS).enumerate().for_each(|(strip, rows)| {
            let mut sampler = RowSampler::new(&scaler);
            for (i, row) in rows.chunks_mut(stride).enumerate() {
                let y = strip * STRIP_ROWS + i;
                let tones = sampler.row(y);
                match process {
                    Process::Halftone => self.screen.row(tones, y, &self.curve, row),
                    Process::Threshold(threshold) => threshold_row(tones, threshold, row),
                }
            }
        });
        Dots { width: size.width, height: size.height, rows }
    }

    /// Returns the ink that this screener prints for a tone, in 255ths.
    #[cfg(test)]
    pub(super) fn ink(&self, tone: usize) -> u8 {
        self.curve.ink[tone]
    }
}

/// Returns the screener for a printer. Readings of a tone wedge that was printed with the same screen determine the
/// tone curve. Otherwise the curve comes from the simulated copier, and a warning is returned if there are readings of
/// a different screen.
pub fn for_printer(
    settings: ScreenSettings,
    readings: Option<&Placed<WedgeReadings>>,
) -> (Screener, Option<Diagnostic>) {
    let ScreenSettings { lines, dpi, copies } = settings;
    match (readings, check_readings(settings, readings)) {
        (Some(readings), None) => (Screener::with_curve(dpi, lines, tone_wedge::curve(&readings.value.read)), None),
        (_, warning) => (Screener::new(dpi, lines, copies), warning),
    }
}

/// Returns a warning if the readings of a tone wedge were taken from a different screen.
pub(super) fn check_readings(settings: ScreenSettings, readings: Option<&Placed<WedgeReadings>>) -> Option<Diagnostic> {
    let Placed { value: wedge, span } = readings?;
    let ScreenSettings { lines, dpi, .. } = settings;
    if Lattice::near(wedge.dpi, wedge.screen) == Lattice::near(dpi, lines) {
        return None;
    }
    let name = |lines: u32, dpi: u32| format!("{lines} lpi, {dpi} dpi");
    let (read, printed) = (name(wedge.screen, wedge.dpi), name(lines, dpi));
    let options = format!("--screen {lines} --dpi {dpi}");
    Some(Diagnostic::warning(*span, Fault::OtherWedge { read, printed, options }))
}
