//! Pages or sheets become bytes: PDF, PNG, SVG, text.
//!
//! Back-ends read the display list and nothing else; they know no line breaking, no Markdown, no disk.

pub mod pdf;
mod outline;
pub mod png;
#[cfg(feature = "serve")]
pub mod canvas;
pub mod svg;
pub mod text;

use crate::font::FontBook;
use crate::image::PictureBook;

/// What display lists refer to by number.
#[derive(Clone, Copy)]
pub struct Assets<'a> {
    /// The faces.
    pub fonts: &'a FontBook,
    /// The pictures.
    pub pictures: &'a PictureBook,
}
