//! **agrafe** typesets brochures: Markdown and TOML settings in, pages to read and sheets to print, fold and staple out.
//!
//! # Example
//! Open a folder, typeset it, and write both PDFs: the pages to read, and the sheets to print.
//! ```
//! use agrafe::session::{Error, Options, Session};
//! use std::path::Path;
//!
//! fn typeset(folder: &Path, out: &Path) -> Result<(), Error> {
//!     let mut brochure = Session::once().typeset(folder, &Options::default());
//!     for path in brochure.save(out)? {
//!         println!("{}", path.display());
//!     }
//!     Ok(())
//! }
//! # let out = tempfile::tempdir().unwrap();
//! # typeset(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/minimal"), out.path()).unwrap();
//! ```
//! `examples/` has more: typeset a string, impose a PDF of another program, print the diagnostics.
//!
//! # The flow
//! ```text
//! folder --read--> settings, manuscript, fonts, pictures     as they were typed
//!        --normalise--> Spec, Manuscript                     as they are meant: defaults, French typography, numbered notes
//!        --compose--> Book                                   pages as display lists
//!        --impose--> sheets                                  which page goes where on paper
//!        --halftone--> plates                                photographs as printable dots
//!        --write--> PDF, PNG, SVG, text
//!
//! foreign documents --import--> Markdown, brochure.toml and pictures: a folder, from which the flow above begins
//! ```
//! Each arrow is a *stage*, a module of its own. Stages import the *model*, the modules that describe what they take and give,
//! and never another stage; only [`session`], `serve` and `cli` see several of them. A module of the model imports only those
//! above it in this file. A test reads the imports and fails when a module breaks these rules.
//!
//! # Guarantees
//! - The same input gives the same bytes, on any machine and with any number of threads: results depend on no clock, no hash
//!   order and no floating-point functions of the platform.
//! - Only `read` opens the author's files, and only `output` writes any.
//! - No stage stops at the first error: each returns its result with its diagnostics, as a [`diagnostic::Warned`].
//! - No text is lost: every word of the manuscript is on a page or in a diagnostic.
//!
//! # Features
//! `cli` (the program), `serve` (the preview) and `import` are on by default; a library that only typesets needs none of them.

#![deny(missing_docs, unreachable_pub)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::wildcard_enum_match_arm, clippy::too_many_lines)]

// -- model --
pub mod unit;
pub mod geometry;
mod deflate;
pub mod diagnostic;
pub mod output;
pub mod cache;
pub mod font;
pub mod image;
pub mod manuscript;
pub mod prose;
pub mod spec;
pub mod structure;
pub mod page;
pub mod sheet;
pub mod drawing;
// -- stages --
pub mod read;
pub mod normalise;
pub mod compose;
pub mod impose;
pub mod halftone;
pub mod write;
#[cfg(feature = "import")]
pub mod import;
// -- wiring --
pub mod session;
#[cfg(feature = "serve")]
pub mod serve;
#[cfg(feature = "cli")]
pub mod cli;
