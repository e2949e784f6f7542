//! Halftones: converts photographs to dots that a printer can print and that copiers can reproduce.
//!
//! A copier turns everything into black or white. Grey tones survive this if they are made of dots that are large
//! enough to be copied again. The dots come from a clustered-dot screen at the printer's own resolution, with a tone
//! curve that compensates for the black that copies will add and remove.
//!
//! ```text
//! Grey --retouch--> levels, sharpness --resample--> one tone for each printer dot
//!      --screen (with the tone curve)--> Dots --pack--> Plate, packed for a PDF
//! ```
//! The tone curve comes from a simulated copier, or from the readings of a tone wedge that was really copied.
//!
//! This file only declares the modules.

pub mod comparison_sheet;
mod copier;
mod lattice;
mod line_art;
mod pack;
mod plate_cache;
mod plate_sheet;
pub mod plates;
mod resample;
mod retouch;
mod screen;
pub mod screener;
mod simulated_wedge;
pub mod single_picture;
mod tone_curve;
pub mod tone_wedge;
pub mod tone_wedge_sheet;

pub use copier::{copies, copies_of_grey};
pub use lattice::Lattice;
pub use line_art::line_art_threshold;
pub use pack::pack;
pub use plate_sheet::{PlateSheet, length_of_dots};
pub use resample::resample;
pub use retouch::{Retouch, retouched};
pub use screener::{Process, ScreenSettings, Screener};
pub use tone_curve::ToneCurve;
