//! How the colours of pictures are printed.

/// The inks in which a picture can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PictureInk {
    /// The original colours.
    Colour,
    /// Shades of grey.
    Grey,
    /// Black and white, for vector drawings.
    BlackAndWhite,
}
