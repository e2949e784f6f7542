//! Pictures as they are prepared for the printer: grey tones, printer dots, and plates, which are dots packed for a PDF.

use super::picture::ImageId;
use crate::geometry::Size;
use crate::unit::Length;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The tones of a picture, a byte each: 0 is black, 255 is white.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    /// Tones from left to right.
    pub width: usize,
    /// Tones from top to bottom.
    pub height: usize,
    /// The tones, row by row.
    pub tones: Vec<u8>,
}

/// A size in printer dots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DotSize {
    /// Dots from left to right.
    pub width: usize,
    /// Dots from top to bottom.
    pub height: usize,
}

/// The dots of a printer, black or white.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    /// Dots from left to right.
    pub width: usize,
    /// Dots from top to bottom.
    pub height: usize,
    /// Rows of whole bytes, the leftmost dot in the highest bit. Bits that are set are black; bits beyond the width are not
    /// set.
    pub rows: Vec<u8>,
}

impl Dots {
    /// White dots.
    pub fn white(width: usize, height: usize) -> Dots {
        Dots { width, height, rows: vec![0; width.div_ceil(8) * height] }
    }

    /// The number of bytes in a row.
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

/// The dots of a picture, packed as a PDF holds them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plate {
    /// Dots from left to right.
    pub width: u32,
    /// Dots from top to bottom.
    pub height: u32,
    /// How they are packed.
    pub packing: Packing,
    /// The packed dots; once unpacked, bits that are not set are black.
    pub bytes: Arc<Vec<u8>>,
}

/// The plates of pictures, each for the size that the picture has on paper.
#[derive(Clone, Debug, Default)]
pub struct Plates {
    /// The resolution of the printer, in dots per inch.
    pub dpi: u32,
    /// Pictures without plates that are printed in grey.
    pub grey: BTreeSet<ImageId>,
    /// Vector drawings that stay what they are, in black and white.
    pub vector: BTreeSet<ImageId>,
    plates: BTreeMap<(ImageId, i64, i64), Plate>,
}

impl Plates {
    /// An empty collection for a printer of that resolution.
    pub fn new(dpi: u32) -> Plates {
        Plates { dpi, ..Plates::default() }
    }

    /// Adds the plate of a picture for the size that it has on paper.
    pub fn add(&mut self, id: ImageId, size: Size, plate: Plate) {
        self.plates.insert((id, size.width.0, size.height.0), plate);
    }

    /// The plate of a picture for that size, with its index.
    pub fn find(&self, id: ImageId, size: Size) -> Option<(usize, &Plate)> {
        let key = (id, size.width.0, size.height.0);
        let plate = self.plates.get(&key)?;
        Some((self.plates.range(..key).count(), plate))
    }

    /// All plates, in the order of their indices.
    pub fn iter(&self) -> impl Iterator<Item = &Plate> {
        self.plates.values()
    }

    /// The whole dots in a size on paper, at least one each way.
    pub fn dot_size(&self, size: Size) -> DotSize {
        // A length was rounded to its unit, and may be a hair short of a whole dot.
        let dots = |length: Length| (length.to_pt() / 72.0 * f64::from(self.dpi) + 0.01).floor().max(1.0) as usize;
        DotSize { width: dots(size.width), height: dots(size.height) }
    }
}

/// The luma of a colour by the weights of ITU-R BT.601, as JPEG has them: 0.299, 0.587 and 0.114.
pub fn luma(red: u8, green: u8, blue: u8) -> u8 {
    // The weights in 65,536ths; they add up to one.
    ((u32::from(red) * 19_595 + u32::from(green) * 38_470 + u32::from(blue) * 7_471 + (1 << 15)) >> 16) as u8
}
