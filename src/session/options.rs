//! The options that a caller passes to a session, and the progress that the session reports.

use crate::read::ReadOptions;
use std::path::PathBuf;

/// Options for typesetting a brochure, in addition to its own settings.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Layouts by name or path, in place of those in brochure.toml; paths are relative to the working directory.
    pub layouts: Vec<String>,
    /// A page count to reach within the limits of `[fit]`, in place of the one in brochure.toml.
    pub fit: Option<usize>,
    /// Whether to look for changes that would save a sheet, and report them.
    pub suggest_fit: bool,
    /// The name of the printer to use, as in `[printer.NAME]`; by default `local`, if there is one.
    pub printer: Option<String>,
    /// Whether pages are scaled to their cells on the sheets; `None` applies the setting of the layout.
    pub scale_to_fit: Option<bool>,
    /// Whether to put a crossed box in place of a picture that is missing or damaged, and a box with its code in place of a
    /// character that no font has. Otherwise, these are errors.
    pub keep_going: bool,
    /// A folder whose files the brochure may read in addition to those in its own.
    pub root: Option<PathBuf>,
}

impl Options {
    /// Returns the options for reading.
    pub(super) fn for_reading(&self) -> ReadOptions<'_> {
        ReadOptions { keep_going: self.keep_going, root: self.root.as_deref() }
    }
}

/// The current stage of a session, for progress messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading texts, settings, fonts and pictures.
    Reading,
    /// Breaking lines and pages.
    Composing,
    /// Preparing pictures for the sheets.
    Pictures {
        /// The number of pictures that are ready.
        done: usize,
        /// The total number of pictures.
        total: usize,
    },
    /// Writing PDFs.
    Writing,
}

/// A callback to which a session passes its current stage whenever that stage changes.
pub type Progress<'a> = dyn Fn(Stage) + Sync + 'a;
