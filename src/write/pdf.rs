//! PDF output: the pages of a brochure in reading order, and the printed sheets, which include each page by reference.
//!
//! Both kinds of file are written from one [`PreparedBook`], so that fonts are subset only once. Glyphs keep their text,
//! so that readers can search and copy it. Black is DeviceGray. JPEG and plain PNG data are embedded unchanged.
//! [`foreign`] places the pages of any other PDF on sheets.
//!
//! Section numbers refer to ISO 32000-1:2008.
//!
//! This file only declares the modules.

mod book;
mod catalog;
mod content;
mod document;
mod file;
mod font;
pub mod foreign;
mod links;
mod metadata;
mod object_copier;
mod outline;
mod page_labels;
mod picture;
mod picture_ink;
mod resource_names;
mod resources;
mod sheets;
mod svg_form;
mod text_row;
mod units;

pub use book::{PictureEmbedding, PreparedBook};
pub use file::PdfFile;
pub use metadata::Metadata;
