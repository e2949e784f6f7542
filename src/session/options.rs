//! What a caller asks of a session, and what it is told meanwhile.

/// What to do with a brochure beyond its own settings.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Layouts by name or path, in place of those in brochure.toml; paths are relative to the working directory.
    pub layouts: Vec<String>,
    /// A page count to reach within the limits of `[fit]`, in place of the one in brochure.toml.
    pub fit: Option<usize>,
    /// Whether to look for a setting that would save a sheet, and report it.
    pub suggest_fit: bool,
    /// The printer to use, as `[printer.NAME]` describes it; otherwise `local`, if there is one.
    pub printer: Option<String>,
    /// Whether to go on with a stand-in where a picture is missing or damaged.
    pub keep_going: bool,
}

/// What a session is doing, for progress messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading texts, settings, fonts and pictures.
    Reading,
    /// Breaking lines and pages.
    Composing,
    /// Preparing pictures for the sheets.
    Pictures {
        /// Pictures that are ready.
        done: usize,
        /// Pictures in all.
        total: usize,
    },
    /// Writing PDFs.
    Writing,
}

/// Called whenever a session begins something new.
pub type Progress<'a> = dyn Fn(Stage) + Sync + 'a;
