//! Pictures as they came: bytes, pixels and what the file says of itself.

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

/// A picture that can be placed.
#[derive(Clone)]
pub struct Picture {
    /// Its name as the manuscript gives it.
    pub name: String,
    /// The file's bytes.
    pub bytes: Arc<Vec<u8>>,
    /// How they are coded.
    pub coding: Coding,
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// What a pixel is made of.
    pub components: Components,
    /// Bits of one component.
    pub bits: u8,
}

/// Every picture of a brochure, each once however often it is placed.
#[derive(Default)]
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
