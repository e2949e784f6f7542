//! **agrafe** typesets brochures: Markdown and a TOML spec in, pages to read and sheets to fold out.
//!
//! # The flow
//! ```text
//! folder --read--> RawSpec, Manuscript, bytes
//!        --normalise--> Spec, Manuscript (French spaces, numbered notes, every default resolved)
//!        --compose--> Book: pages as display lists
//!        --impose--> sheets: where pages stand on paper
//!        --halftone--> dots: what a machine prints of pictures
//!        --write--> PDF, PNG, SVG, text
//!
//! copied text --read--> Copy --mend--> Cleaned --write--> Markdown, from which the flow above begins
//! ```
//! Each arrow is a *verb*, a folder of its own; what it takes and gives are *nouns*, files at the root. A verb imports
//! nouns and never another verb; only `cli` sees every verb. Nouns import only nouns above them in this file. A test
//! reads the imports and fails when this law is broken.
//!
//! # What always holds
//! - The same input gives the same bytes, on any machine, with any number of threads: no clock, no hash order, no
//!   platform mathematics.
//! - Only `read` opens files and only `cli` writes them.
//! - Composing goes on past faults: every stage returns what it made, and its diagnostics.
//! - No text is lost: what stands in the manuscript stands in the pages or in a diagnostic.

#![deny(missing_docs, unreachable_pub)]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::wildcard_enum_match_arm, clippy::too_many_lines)]

// -- nouns --
pub mod unit;
pub mod cache;
mod deflate;
pub mod output;
pub mod geometry;
pub mod diagnostic;
pub mod font;
pub mod image;
pub mod manuscript;
pub mod prose;
pub mod spec;
pub mod structure;
pub mod page;
pub mod sheet;
// -- verbs --
pub mod read;
pub mod normalise;
pub mod compose;
pub mod impose;
pub mod halftone;
pub mod write;
pub mod import;
pub mod session;
pub mod serve;
pub mod cli;
