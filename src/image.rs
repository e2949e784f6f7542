//! Pictures: the data from their files, and the dots that are printed for them.
//!
//! This file only declares the modules.

pub mod svg;
mod colour_profile;
mod decode;
mod dots;
mod encode;
mod identify;
mod picture;

pub use decode::{decode, decode_file, decode_or_grey, grey};
pub use dots::{DotSize, Dots, Grey, Packing, Plate, Plates, luma};
pub use encode::{dots_png, grey_png};
pub use identify::identify;
pub use picture::{Coding, Components, ImageId, Orientation, Picture, PictureBook};
