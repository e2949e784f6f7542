//! **agrafe** typesets brochures: it turns a folder of Markdown texts and TOML settings into pages to read and sheets to print.
//! Folded and stapled, the sheets make a booklet.
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
//! `examples/` shows more: typesetting a string, imposing a PDF from another program, and printing the diagnostics.
//!
//! # Data flow
//! ```text
//! folder --read--> settings, manuscript, fonts, pictures     as written
//!        --normalise--> Spec, Manuscript                     as intended: defaults, French typography, numbered notes
//!        --compose--> Book                                   pages as display lists
//!        --impose--> sheets                                  the place of each page on paper
//!        --halftone--> plates                                photographs as printable dots
//!        --write--> PDF, PNG, SVG, text
//!
//! documents in other formats --import--> Markdown, brochure.toml and pictures: the folder from which the flow above starts
//! ```
//! Each arrow is a *stage*, and each stage is a module. Stages import the *model*, that is, the modules that define their input
//! and output, and never another stage; only [`session`], `serve` and `cli` use several stages. A module of the model imports
//! only modules that are declared above it in `lib.rs`. A test reads the imports and fails if a module breaks these rules.
//!
//! # Guarantees
//! - The same input produces the same bytes, on any machine and with any number of threads: results don't depend on the clock,
//!   on hash order or on the platform's floating-point functions. The only exception is work on a file that is given up because
//!   it takes far too long; see [`watchdog`].
//! - Only `read` opens the author's files, and only `output` writes files.
//! - No stage stops at the first error: each returns its result together with its diagnostics, as a [`diagnostic::Warned`].
//! - No text is lost: every word of the manuscript is on a page or in a diagnostic.
//!
//! # Features
//! `cli` (the command-line program), `serve` (the preview) and `import` are enabled by default. A crate that uses agrafe only
//! to typeset can disable all three.

#![deny(missing_docs, unreachable_pub)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::wildcard_enum_match_arm, clippy::too_many_lines)]

// -- model --
pub mod unit;
pub mod geometry;
mod deflate;
mod pdf_input;
pub mod watchdog;
pub mod diagnostic;
pub mod output;
mod disk_cache;
pub mod cache;
pub mod font;
pub mod image;
pub mod manuscript;
pub mod prose;
pub mod language;
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
