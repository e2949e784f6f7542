//! Pictures as they came: bytes, pixels and what the file says of itself; and as they are printed: dots.

pub mod drawing;
mod encode;
mod measure;
mod pixels;
mod profile;

use crate::geometry::Size;
pub use encode::{dots_png, grey_png};
pub use measure::measure;
pub use pixels::{decode, decode_or_grey, decoded, grey, luma};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The number of a picture in its [`PictureBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ImageId(pub u32);

/// How a picture's file is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// JPEG, grey, colour or CMYK.
    Jpeg,
    /// PNG whose compressed rows a PDF can hold untouched: not interlaced, no transparency.
    PlainPng,
    /// Anything else that has to be decoded first: PNG with transparency or interlace, WebP.
    Decoded,
    /// SVG: lines, not pixels.
    Drawing,
}

/// Colour components of a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Components {
    /// One: grey.
    Grey,
    /// Three: red, green, blue.
    Rgb,
    /// One index into a palette of that many colours.
    Palette,
    /// Four, as print machines have them; Adobe writes them inverted.
    Cmyk {
        /// Whether 0 is full ink.
        inverted: bool,
    },
}

/// How the rows of a file have to be turned to be seen upright: the eight ways of EXIF (CIPA DC-008, orientation), 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turned(pub u8);

impl Turned {
    /// As they stand.
    pub const NOT: Turned = Turned(1);

    /// Whether rows become columns.
    pub fn sideways(self) -> bool {
        matches!(self.0, 5..=8)
    }

    /// The matrix of PDF that puts the file's rows, which fill a square from 0 to 1, upright into that square.
    pub fn matrix(self) -> [f32; 6] {
        match self.0 {
            2 => [-1.0, 0.0, 0.0, 1.0, 1.0, 0.0],
            3 => [-1.0, 0.0, 0.0, -1.0, 1.0, 1.0],
            4 => [1.0, 0.0, 0.0, -1.0, 0.0, 1.0],
            5 => [0.0, -1.0, -1.0, 0.0, 1.0, 1.0],
            6 => [0.0, -1.0, 1.0, 0.0, 0.0, 1.0],
            7 => [0.0, 1.0, 1.0, 0.0, 0.0, 0.0],
            8 => [0.0, 1.0, -1.0, 0.0, 1.0, 0.0],
            _ => [1.0, 0.0, 0.0, 1.0, 0.0, 0.0],
        }
    }
}

/// A picture that can be placed.
#[derive(Clone)]
pub struct Picture {
    /// Its name as the manuscript gives it.
    pub name: String,
    /// The file's bytes.
    pub bytes: Arc<Vec<u8>>,
    /// How they are coded.
    pub coding: Coding,
    /// Pixels from left to right, as it is seen.
    pub width: u32,
    /// Pixels from top to bottom, as it is seen.
    pub height: u32,
    /// How the file has it turned.
    pub turned: Turned,
    /// What a pixel is made of.
    pub components: Components,
    /// Bits of one component.
    pub bits: u8,
}

/// Tones of a picture, a byte each: 0 is black, 255 is white.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    /// Tones from left to right.
    pub width: usize,
    /// Tones from top to bottom.
    pub height: usize,
    /// The tones, row by row.
    pub tones: Vec<u8>,
}

/// Dots of a machine that prints: black or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dots {
    /// Dots from left to right.
    pub width: usize,
    /// Dots from top to bottom.
    pub height: usize,
    /// Rows of whole bytes, the leftmost dot in the highest bit; a bit that is set is black, and those beyond the width
    /// are not set.
    pub rows: Vec<u8>,
}

impl Dots {
    /// Dots none of which is black.
    pub fn white(width: usize, height: usize) -> Dots {
        Dots { width, height, rows: vec![0; width.div_ceil(8) * height] }
    }

    /// How many bytes a row takes.
    pub fn stride(&self) -> usize {
        self.width.div_ceil(8)
    }

    /// Whether a dot is black.
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        self.rows[y * self.stride() + x / 8] & (0x80 >> (x % 8)) != 0
    }
}

/// How the dots of a [`Plate`] are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// Deflate.
    Flate,
    /// CCITT group 4, as fax machines have it.
    Fax,
}

/// A picture's dots, packed as a PDF carries them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plate {
    /// Dots from left to right.
    pub width: u32,
    /// Dots from top to bottom.
    pub height: u32,
    /// How they are packed.
    pub packing: Packing,
    /// The packed dots; unpacked, a bit that is not set is black.
    pub bytes: Arc<Vec<u8>>,
}

/// What a machine of that resolution prints of pictures, each at the size that it is placed in.
#[derive(Clone, Debug, Default)]
pub struct Plates {
    /// Dots an inch.
    pub dpi: u32,
    /// Pictures without plates that are carried in grey.
    pub grey: BTreeSet<ImageId>,
    /// Drawings that are carried as lines, in black and white.
    pub lines: BTreeSet<ImageId>,
    plates: BTreeMap<(ImageId, i64, i64), Plate>,
}

impl Plates {
    /// No plates, for that machine.
    pub fn new(dpi: u32) -> Plates {
        Plates { dpi, ..Plates::default() }
    }

    /// Adds the plate of a picture that is printed in that size.
    pub fn add(&mut self, id: ImageId, printed: Size, plate: Plate) {
        self.plates.insert((id, printed.width.0, printed.height.0), plate);
    }

    /// The number of a picture's plate at that size, from 0, and the plate.
    pub fn find(&self, id: ImageId, printed: Size) -> Option<(usize, &Plate)> {
        let key = (id, printed.width.0, printed.height.0);
        let plate = self.plates.get(&key)?;
        Some((self.plates.range(..key).count(), plate))
    }

    /// All plates, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Plate> {
        self.plates.values()
    }

    /// Whole dots in a length.
    pub fn dots(&self, length: crate::unit::Length) -> usize {
        // A length that was rounded to its unit may lack a hair of a dot.
        (length.to_pt() / 72.0 * f64::from(self.dpi) + 0.01).floor().max(1.0) as usize
    }
}

impl Picture {
    /// What stands in the place of a picture that can't be had: a crossed frame.
    pub fn stand_in(name: String) -> Picture {
        let frame = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><path d="M1 1h298v198H1zM1 1l298 198M1 199L299 1" fill="none" stroke="#000" stroke-width="2"/></svg>"##;
        let bytes = Arc::new(frame.as_bytes().to_vec());
        let (coding, components) = (Coding::Drawing, Components::Rgb);
        Picture { name, bytes, coding, width: 300, height: 200, turned: Turned::NOT, components, bits: 8 }
    }
}

/// Every picture of a brochure, each once however often it is placed.
#[derive(Clone, Default)]
pub struct PictureBook {
    pictures: Vec<Picture>,
}

impl PictureBook {
    /// Adds a picture, or finds the one of the same name that is there already.
    pub fn add(&mut self, picture: Picture) -> ImageId {
        if let Some(id) = self.find(&picture.name) {
            return id;
        }
        self.pictures.push(picture);
        ImageId((self.pictures.len() - 1) as u32)
    }

    /// Puts another picture in the place of one.
    pub fn replace(&mut self, id: ImageId, picture: Picture) {
        if let Some(place) = self.pictures.get_mut(id.0 as usize) {
            *place = picture;
        }
    }

    /// The picture of that name.
    pub fn find(&self, name: &str) -> Option<ImageId> {
        self.pictures.iter().position(|p| p.name == name).map(|i| ImageId(i as u32))
    }

    /// The picture with that number.
    pub fn picture(&self, id: ImageId) -> &Picture {
        &self.pictures[id.0 as usize]
    }

    /// All pictures, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Picture> {
        self.pictures.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.pictures.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.pictures.is_empty()
    }
}
