//! Imposition: determines the position of each page on its sheet, so that folding and cutting the sheets produces the
//! booklet.
//!
//! Input: the sizes of pages and a layout. Output: sheets. The contents of pages are not used, apart from the bounds
//! of their ink.
//!
//! ```text
//! pages --signatures--> slots of each signature, blanks added
//!       --fold--> the position of each page on its sheet, found by carrying out the finishing steps on piles of leaves
//!       --place--> Sheets, shifted for creep and for the printer
//!       --verify--> the same sheets, if folding them again produces the book
//!       --marks, edges--> printer's marks, and warnings about ink in the unprintable edges
//! ```
//! There is no table of page orders. The order follows from the finishing steps, unless a layout lists its cells.
//!
//! This file only declares the modules.

mod creep;
mod edges;
pub mod finishing;
mod fold;
mod imposition;
mod marks;
mod pages;
mod place;
pub mod plan;
mod signatures;
pub mod test_sheet;
mod verify;

pub use imposition::{Imposition, impose};
pub use pages::{Pages, blanks};

#[cfg(test)]
mod tests;
