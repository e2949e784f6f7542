//! Imposition: which page goes where on which sheet, so that folding and cutting the sheets gives the booklet.
//!
//! Takes the sizes of pages and a layout; gives sheets. It knows nothing of what is on a page.
//!
//! ```text
//! pages --signatures--> slots of each signature, blanks added
//!       --fold--> the finishing steps, carried out on piles of leaves: where each page of the book is on its sheet
//!       --place--> Sheets, shifted for creep and for the printer
//!       --verify--> the sheets are folded again, and must give the book
//!       --marks, edges--> printer's marks; warnings for ink where the printer leaves paper blank
//! ```
//! No page order is written down anywhere: it follows from the steps.
//!
//! This file only names the parts.

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
