//! The back-ends, which write pages and sheets as PDF, PNG, SVG, JSON for the preview, or a text dump.
//!
//! Back-ends read only the display list. They do not depend on line breaking, Markdown or files.

pub mod pdf;
mod glyph_outline;
pub mod png;
#[cfg(feature = "serve")]
pub mod canvas;
pub mod svg;
pub mod svg_drawing;
pub mod text;

use crate::font::FontBook;
use crate::image::PictureBook;

/// The fonts and pictures that display lists refer to by index.
#[derive(Clone, Copy)]
pub struct Assets<'a> {
    /// The font faces.
    pub fonts: &'a FontBook,
    /// The pictures.
    pub pictures: &'a PictureBook,
}
