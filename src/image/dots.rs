//! Pictures as they are prepared for the printer: grey tones, printer dots, and plates, which are dots packed for a PDF.

use super::picture::ImageId;
use crate::geometry::Size;
use crate::unit::Length;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The tones of a picture, one byte each: 0 is black, 255 is white.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    /// The number of tones from left to right.
    pub width: usize,
    /// The number of tones from top to bottom.
    pub height: usize,
    /// The tones, row by row.
    pub tones: Vec<u8>,
}

/// A size in printer dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DotSize {
    /// The number of dots from left to right.
    pub width: usize,
    /// The number of dots from top to bottom.
    pub height: usize,
}

/// The dots of a printer, black or white.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    /// The number of dots from left to right.
    pub width: usize,
    /// The number of dots from top to bottom.
    pub height: usize,
    /// The dots in rows of whole bytes, with the leftmost dot in the highest bit. A bit that is set is black. Bits
    /// beyond the width are not set.
    pub rows: Vec<u8>,
}

impl Dots {
    /// Creates dots that are all white.
    pub fn white(width: usize, height: usize) -> Dots {
        Dots { width, height, rows: vec![0; width.div_ceil(8) * height] }
    }

    /// Returns the number of bytes in a row.
    pub fn stride(&self) -> usize {
        self.width.div_ceil(8)
    }

    /// Whether the dot at column `x` and row `y` is black.
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        self.rows[y * self.stride() + x / 8] & (0x80 >> (x % 8)) != 0
    }
}

/// How the dots of a [`Plate`] are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Deflate (RFC 1950).
    Flate,
    /// CCITT group 4, the coding of fax machines (ITU-T Recommendation T.6).
    Fax,
}

/// The dots of a picture, packed for a PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plate {
    /// The number of dots from left to right.
    pub width: u32,
    /// The number of dots from top to bottom.
    pub height: u32,
    /// How the dots are packed.
    pub packing: Packing,
    /// The packed dots. In the unpacked data, a bit that is not set is black.
    pub bytes: Arc<Vec<u8>>,
}

/// The plates of pictures: one plate for each size in which a picture is printed.
#[derive(Clone, Debug, Default)]
pub struct Plates {
    /// The resolution of the printer, in dots per inch.
    pub dpi: u32,
    /// Pictures without plates that are printed in grey.
    pub grey: BTreeSet<ImageId>,
    /// Vector drawings without plates that are printed as vectors in black and white.
    pub vector: BTreeSet<ImageId>,
    plates: BTreeMap<(ImageId, i64, i64), Plate>,
}

impl Plates {
    /// Creates an empty collection for a printer with the given resolution.
    pub fn new(dpi: u32) -> Plates {
        Plates { dpi, ..Plates::default() }
    }

    /// Adds the plate of a picture for its size on paper.
    pub fn add(&mut self, id: ImageId, size: Size, plate: Plate) {
        self.plates.insert((id, size.width.0, size.height.0), plate);
    }

    /// Returns the plate of a picture for the given size on paper, together with the plate's index.
    pub fn find(&self, id: ImageId, size: Size) -> Option<(usize, &Plate)> {
        let key = (id, size.width.0, size.height.0);
        let plate = self.plates.get(&key)?;
        Some((self.plates.range(..key).count(), plate))
    }

    /// Returns all plates in the order of their indices.
    pub fn iter(&self) -> impl Iterator<Item = &Plate> {
        self.plates.values()
    }

    /// Returns the width and height of a size on paper, in whole printer dots. Both are at least one.
    pub fn dot_size(&self, size: Size) -> DotSize {
        // Lengths are rounded, so the length of a whole number of dots may be slightly too small.
        let dots = |length: Length| (length.to_pt() / 72.0 * f64::from(self.dpi) + 0.01).floor().max(1.0) as usize;
        DotSize { width: dots(size.width), height: dots(size.height) }
    }
}

/// Returns the luma of a colour with the weights of ITU-R BT.601, which JPEG also uses: 0.299, 0.587 and 0.114.
pub fn luma(red: u8, green: u8, blue: u8) -> u8 {
    // The weights are in 65,536ths, and add up to one.
    ((u32::from(red) * 19_595 + u32::from(green) * 38_470 + u32::from(blue) * 7_471 + (1 << 15)) >> 16) as u8
}
