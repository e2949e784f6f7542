//! What becomes of colours in print.

/// What the colours of a picture become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PictureInk {
    /// They are kept.
    Colour,
    /// Greys.
    Grey,
    /// Black and white; for vector drawings.
    BlackAndWhite,
}
