//! Back-ends: pages or sheets become PDF, PNG, SVG, the preview's JSON, or a text dump.
//!
//! They read the display list and nothing else: they know nothing of line breaking, Markdown or files.

pub mod pdf;
mod glyph_outline;
pub mod png;
#[cfg(feature = "serve")]
pub mod canvas;
pub mod svg;
pub mod text;

use crate::font::FontBook;
use crate::image::PictureBook;

/// What display lists refer to by index.
#[derive(Clone, Copy)]
pub struct Assets<'a> {
    /// The font faces.
    pub fonts: &'a FontBook,
    /// The pictures.
    pub pictures: &'a PictureBook,
}
