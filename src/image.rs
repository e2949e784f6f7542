//! Pictures: the data from their files, and the dots that are printed for them.
//!
//! This file only declares the modules.

pub mod svg;
mod colour_profile;
mod decode;
mod decode_file;
mod dots;
mod encode;
mod gif;
mod hidden;
mod identify;
mod jpeg;
mod limits;
mod picture;
mod png;
mod raster_file;
mod web_file;
mod webp;

pub use decode::{decode, decode_or_grey, grey, rendered, with_pixels};
pub use dots::{DotSize, Dots, Grey, Packing, Plate, Plates, luma};
pub use encode::{dots_png, grey_png, jpeg_file, print_picture};
pub use hidden::HiddenKinds;
pub use identify::identify;
pub use jpeg::{jpeg_without_hidden_data, with_orientation};
pub use picture::{Coding, Components, ImageId, Orientation, Picture, PictureBook, Window};
pub use web_file::{WebFile, web_file};
