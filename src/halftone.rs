//! Pictures become dots: what a machine prints of them, and what copies leave of that.
//!
//! A copier makes black or white of everything. Tones that go through it are those that were made of dots large enough to
//! be copied again: a clustered screen, made at the printer's own resolution, through a curve that gives back what copies
//! will take.

mod art;
mod cell;
mod copier;
mod curve;
mod pack;
pub mod plates;
pub mod tones;
mod size;
mod tone;
pub mod wedge;

pub use art::is_line_art;
pub use cell::Lattice;
pub use copier::{copies, copies_of_grey};
pub use curve::Curve;
pub use pack::pack;

use crate::image::{Dots, Grey};
use cell::Screen;
use rayon::prelude::*;
use tone::Tones;

/// What a picture is put into before it is printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Process {
    /// Dots of a screen.
    Halftone,
    /// Black and white, parted at this tone: 0 to 255.
    Threshold(u8),
}

/// How tones are made ready.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Retouch {
    /// Whether the darkest and lightest tones are stretched to black and white.
    pub levels: bool,
    /// How much edges are sharpened, in hundredths.
    pub sharpen: u32,
}

/// A machine's screen, ready to print pictures: a cell of dots, and the curve that goes with it.
pub struct Screener {
    screen: Screen,
    curve: Curve,
}

impl Screener {
    /// A screen of about so many lines an inch for a machine of so many dots an inch, whose dots are to be copied so many
    /// times.
    pub fn new(dpi: u32, lines: u32, generations: u32) -> Screener {
        let screen = Screen::new(Lattice::near(dpi, lines));
        let curve = Curve::measured(&screen, dpi, generations);
        Screener { screen, curve }
    }

    /// The same screen with a curve of its own: as a printed wedge was measured.
    pub fn with_curve(dpi: u32, lines: u32, curve: Curve) -> Screener {
        Screener { screen: Screen::new(Lattice::near(dpi, lines)), curve }
    }

    /// Lines an inch that the screen really has.
    pub fn lines(&self, dpi: u32) -> f64 {
        self.screen.lattice().lines(dpi)
    }

    /// Prints a picture of so many dots.
    pub fn screen(&self, grey: &Grey, (width, height): (usize, usize), process: Process, retouch: Retouch) -> Dots {
        let tones = Tones::of(grey, retouch);
        let stride = width.div_ceil(8);
        let mut rows = vec![0; stride * height];
        let scaler = size::Scaler::new(&tones.grey, (width, height));
        rows.par_chunks_mut(stride * STRIP).enumerate().for_each(|(strip, rows)| {
            let mut line = size::Line::new(&scaler);
            for (i, row) in rows.chunks_mut(stride).enumerate() {
                let y = strip * STRIP + i;
                let tones = line.row(y);
                match process {
                    Process::Halftone => self.screen.row(tones, y, &self.curve, row),
                    Process::Threshold(parted) => cell::part(tones, parted, row),
                }
            }
        });
        Dots { width, height, rows }
    }
}

/// A picture's tones at the size of so many dots.
pub fn sized(grey: &Grey, (width, height): (usize, usize), retouch: Retouch) -> Grey {
    let tones = Tones::of(grey, retouch);
    let scaler = size::Scaler::new(&tones.grey, (width, height));
    let mut line = size::Line::new(&scaler);
    Grey { width, height, tones: (0..height).flat_map(|y| line.row(y).to_vec()).collect() }
}

/// Rows that one core prints at a time: enough that going from one strip to the next costs nothing.
const STRIP: usize = 64;
