//! The error type for programs that use the library: the diagnostics that prevented a brochure from being made.

use crate::diagnostic::{Diagnostic, Lang, Severity, Sources};
use std::fmt;

/// The reason why a brochure couldn't be made.
#[derive(Clone)]
pub struct Error {
    /// Every diagnostic of the run; at least one is an error.
    pub diagnostics: Vec<Diagnostic>,
    /// The source files that the diagnostics refer to.
    pub sources: Sources,
}

impl fmt::Display for Error {
    /// Writes the errors in English, one per line: `01.md:3:14: message`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.diagnostics.iter().filter(|d| d.severity == Severity::Error);
        for (number, error) in errors.enumerate() {
            if number > 0 {
                writeln!(f)?;
            }
            if let Some(span) = error.span {
                let (line, column) = self.sources.line_column(span);
                write!(f, "{}:{line}:{column}: ", self.sources.get(span.file).name)?;
            }
            write!(f, "{}", error.message(Lang::En))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    /// Writes the same as [`Display`](fmt::Display), so that a `main` that returns the error prints its messages.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
