//! PDF output: the pages of a brochure in reading order, and sheets on which each page is placed once, by reference.
//!
//! Both files are written from one [`PreparedBook`], in which fonts are subset and pages are drawn only once. Glyphs
//! keep their text, so that search and copy work. Black is DeviceGray. JPEG and plain PNG data are embedded unchanged.
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
mod units;

pub use book::{PictureEmbedding, PreparedBook};
pub use file::PdfFile;
pub use metadata::Metadata;
