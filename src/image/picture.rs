//! A picture that can be placed, and the collection of all pictures of a brochure.

use super::hidden::HiddenKinds;
use std::sync::Arc;

/// The index of a picture in its [`PictureBook`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ImageId(pub u32);

/// How the file of a picture is coded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// JPEG: grey, colour or CMYK.
    Jpeg,
    /// PNG whose compressed rows a PDF can contain unchanged: not interlaced, and without transparency.
    PlainPng,
    /// A file that must be decoded first: PNG with transparency or interlacing, and WebP.
    Decoded,
    /// SVG: a vector drawing.
    Svg,
}

/// The colour components of a pixel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Components {
    /// One: grey.
    Grey,
    /// Three: red, green, blue.
    Rgb,
    /// One: an index into a palette.
    Palette,
    /// Four: cyan, magenta, yellow, black.
    Cmyk {
        /// Whether 0 is full ink, as Adobe's programs write it.
        inverted: bool,
    },
}

/// How the rows of a file must be turned to be upright: the orientations 1 to 8 of Exif (CIPA DC-008, tag 0x0112).
///
/// ```text
/// 1 as stored      2 mirrored        3 half turn                4 mirrored, half turn
/// 5 transposed     6 turned right    7 transposed, half turn    8 turned left
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(pub u8);

impl Orientation {
    /// The orientation of rows that are stored upright.
    pub const UPRIGHT: Orientation = Orientation(1);

    /// Whether stored rows become columns.
    pub fn swaps_sides(self) -> bool {
        matches!(self.0, 5..=8)
    }

    /// Returns the PDF matrix that turns the stored rows upright within the unit square, which they fill.
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
    /// Its name in the manuscript.
    pub name: String,
    /// The bytes of its file, without hidden data. Those of a drawing are as in its file.
    pub bytes: Arc<Vec<u8>>,
    /// How the bytes are coded.
    pub coding: Coding,
    /// The number of pixels from left to right, once the picture is upright and cropped.
    pub width: u32,
    /// The number of pixels from top to bottom, once the picture is upright and cropped.
    pub height: u32,
    /// How the rows of the file must be turned.
    pub orientation: Orientation,
    /// The components of a pixel.
    pub components: Components,
    /// The number of bits per component.
    pub bits: u8,
    /// The part of the picture that is shown; `None` for all of it. The rest is in none of the files that agrafe writes.
    pub window: Option<Window>,
    /// What was removed from the file. Nothing is removed from the file of a drawing.
    pub hidden: HiddenKinds,
}

/// A part of a picture, in pixels of the upright picture. The grid of a drawing is that in which it is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Window {
    /// The number of pixels to the left of the part.
    pub left: u32,
    /// The number of pixels above the part.
    pub top: u32,
    /// The width of the part.
    pub width: u32,
    /// The height of the part.
    pub height: u32,
}

impl Picture {
    /// Creates a crossed frame, which replaces a picture that is missing or damaged.
    pub fn placeholder(name: String) -> Picture {
        let frame = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><path d="M1 1h298v198H1zM1 1l298 198M1 199L299 1" fill="none" stroke="#000" stroke-width="2"/></svg>"##;
        Picture::svg(name, Arc::new(frame.as_bytes().to_vec()), 300, 200)
    }

    /// Creates a vector drawing with the given width and height.
    pub(super) fn svg(name: String, bytes: Arc<Vec<u8>>, width: u32, height: u32) -> Picture {
        Picture { bytes, coding: Coding::Svg, ..Picture::new(&name, width, height) }
    }

    /// Creates an upright picture without a file.
    pub fn new(name: &str, width: u32, height: u32) -> Picture {
        Picture {
            name: name.to_string(),
            bytes: Arc::default(),
            coding: Coding::Decoded,
            width,
            height,
            orientation: Orientation::UPRIGHT,
            components: Components::Rgb,
            bits: 8,
            window: None,
            hidden: HiddenKinds::new(),
        }
    }

    /// Returns a part of this picture. A part of a part is not supported.
    pub fn part(&self, window: Window) -> Picture {
        Picture { width: window.width, height: window.height, window: Some(window), ..self.clone() }
    }
}

/// All pictures of a brochure. Each occurs once, however often it is placed.
#[derive(Clone, Default)]
pub struct PictureBook {
    pictures: Vec<Picture>,
}

impl PictureBook {
    /// Adds a picture and returns its index. If the collection already contains a picture with the same name, adds
    /// nothing and returns the index of that picture.
    pub fn add(&mut self, picture: Picture) -> ImageId {
        if let Some(id) = self.find(&picture.name) {
            return id;
        }
        self.pictures.push(picture);
        ImageId((self.pictures.len() - 1) as u32)
    }

    /// Adds a part of the picture with the given index and returns the part's own index. The part has the same name, under
    /// which only the whole picture is found.
    pub fn add_part(&mut self, id: ImageId, window: Window) -> ImageId {
        let part = self.picture(id).part(window);
        self.pictures.push(part);
        ImageId((self.pictures.len() - 1) as u32)
    }

    /// Replaces the picture with the given index. Does nothing if there is no such picture.
    pub fn replace(&mut self, id: ImageId, picture: Picture) {
        if let Some(place) = self.pictures.get_mut(id.0 as usize) {
            *place = picture;
        }
    }

    /// Finds a picture by its name, and returns its index.
    pub fn find(&self, name: &str) -> Option<ImageId> {
        self.pictures.iter().position(|p| p.name == name).map(|i| ImageId(i as u32))
    }

    /// Returns the picture with the given index.
    ///
    /// # Panics
    /// Panics if the index comes from another collection.
    pub fn picture(&self, id: ImageId) -> &Picture {
        &self.pictures[id.0 as usize]
    }

    /// Returns all pictures in the order of their indices.
    pub fn iter(&self) -> impl Iterator<Item = &Picture> {
        self.pictures.iter()
    }

    /// Returns the number of pictures.
    pub fn len(&self) -> usize {
        self.pictures.len()
    }

    /// Whether there are no pictures.
    pub fn is_empty(&self) -> bool {
        self.pictures.is_empty()
    }
}
