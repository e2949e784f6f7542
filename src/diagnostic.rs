//! Defines diagnostics: a fault with its severity and its span, and the texts that describe it.
//!
//! Stages return their results with diagnostics; only the command line and the preview show them. All texts of the program, in
//! English and French, are in `messages`.

mod excerpt;
mod grouping;
mod invisible;
pub(crate) mod messages;
mod problem;

pub use excerpt::{Excerpt, narrowed};
pub(crate) use grouping::grouped;
pub use messages::{
    CatalogueEntry, DocumentDamage, Fault, FitAdvice, FitOptions, HiddenData, Lines, Nearest, PdfProblem,
    PictureProblem, Places, Problem, TomlProblem, ValueKind, VersionProblem,
};

use std::sync::{Arc, OnceLock};

/// The number of a file in [`Sources`], from 0.
///
/// 32 bits are enough for files, as they are for the bytes of a [`Span`]: larger inputs would not fit into memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub u32);

/// A range of bytes in a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// Whether another span lies within this one.
    pub fn contains(&self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// Creates the span of the bytes `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start as u32, end: end as u32 }
    }
}

/// A value with the span where it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its span.
    pub span: Span,
}

/// A file that diagnostics can point into.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path of the file, relative to the brochure.
    pub name: String,
    /// The text of the file.
    pub text: Arc<String>,
    /// The byte at which each line begins. There may be as many diagnostics as lines, so lines are counted once.
    line_starts: Arc<OnceLock<Vec<usize>>>,
}

impl Source {
    fn line_starts(&self) -> &[usize] {
        let after_each_break = || self.text.match_indices('\n').map(|(at, _)| at + 1);
        self.line_starts.get_or_init(|| std::iter::once(0).chain(after_each_break()).collect())
    }
}

/// Every text file that was read, by number.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file and returns its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(Source { name: name.into(), text: Arc::new(text.into()), line_starts: Arc::default() });
        FileId((self.files.len() - 1) as u32)
    }

    /// Returns the file with this number.
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// Returns all files, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns the line and the column at which a span starts, both from 1. Columns count characters.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let source = self.get(span.file);
        let mut end = (span.start as usize).min(source.text.len());
        while !source.text.is_char_boundary(end) {
            end -= 1;
        }
        let starts = source.line_starts();
        let line = starts.partition_point(|start| *start <= end);
        let column = source.text[starts[line - 1]..end].chars().count() + 1;
        (line, column)
    }
}

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Information that requires no action.
    Note,
    /// A problem that does not prevent the brochure from being built, but that the user should check.
    Warning,
    /// A problem that prevents the brochure from being built.
    Error,
}

/// The language of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// French.
    Fr,
}

/// A fault with its severity and its span.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How serious it is.
    pub severity: Severity,
    /// Where it is, if it has a location in a file.
    pub span: Option<Span>,
    /// The fault itself.
    pub fault: Fault,
}

impl Diagnostic {
    /// Creates an error with an optional span.
    pub fn error(span: impl Into<Option<Span>>, fault: Fault) -> Diagnostic {
        Diagnostic { severity: Severity::Error, span: span.into(), fault }
    }

    /// Creates a warning with an optional span.
    pub fn warning(span: impl Into<Option<Span>>, fault: Fault) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, span: span.into(), fault }
    }

    /// Creates a note with an optional span.
    pub fn note(span: impl Into<Option<Span>>, fault: Fault) -> Diagnostic {
        Diagnostic { severity: Severity::Note, span: span.into(), fault }
    }

    /// Returns the message, which says what is wrong in one sentence that begins in lower case.
    pub fn message(&self, lang: Lang) -> String {
        self.fault.message(lang)
    }

    /// Returns the hint, which says what to do, unless the message is sufficient.
    pub fn hint(&self, lang: Lang) -> Option<String> {
        self.fault.hint(lang)
    }
}

/// A result with the diagnostics that were found while computing it, so that no caller can forget them.
#[derive(Clone, Debug, Default)]
#[must_use = "the diagnostics would be lost"]
pub struct Warned<T> {
    /// The result.
    pub value: T,
    /// The diagnostics, in the order in which they were found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// Combines a result with its diagnostics.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Warned<T> {
        Warned { value, diagnostics }
    }

    /// Appends the diagnostics to `all` and returns the result.
    pub fn report_to(self, all: &mut Vec<Diagnostic>) -> T {
        let Warned { value, mut diagnostics } = self;
        all.append(&mut diagnostics);
        value
    }

    /// Applies `change` to the result and keeps the diagnostics.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Warned<U> {
        Warned { value: change(self.value), diagnostics: self.diagnostics }
    }
}

/// Whether any of these diagnostics is an error.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// Returns the candidate nearest to `typed`. If more than a third of the letters of the longer word differ, returns `None`,
/// because the user probably meant something else.
///
/// The distance is the optimal string alignment distance (insertions, deletions, substitutions, transpositions of adjacent
/// letters), ignoring case.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    let scored = candidates.into_iter().filter_map(|candidate| {
        let lower = candidate.to_lowercase();
        let other = lower.chars().count();
        let limit = length.max(other).div_ceil(3);
        // The distance is at least the difference in length, which is cheaper to compute.
        let distance = (length.abs_diff(other) <= limit).then(|| strsim::osa_distance(&typed, &lower))?;
        Some((distance, limit, candidate))
    });
    let (distance, limit, best) = scored.min_by_key(|(distance, ..)| *distance)?;
    (distance <= limit).then(|| best.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_misspelt_keys() {
        assert_eq!(nearest("titel", ["title", "texts"]).as_deref(), Some("title"));
        assert_eq!(nearest("marges", ["margins", "size"]).as_deref(), Some("margins"));
        assert_eq!(nearest("SIEZ", ["margins", "size"]).as_deref(), Some("size"));
        assert_eq!(nearest("qqqqqq", ["margins", "size"]), None);
    }

    #[test]
    fn more_than_65_536_files_have_distinct_numbers() {
        let mut sources = Sources::default();
        let files: Vec<FileId> = (0..=65_536).map(|n| sources.add(format!("{n}.md"), "")).collect();
        assert_eq!(sources.get(files[65_536]).name, "65536.md");
        assert_eq!(sources.get(files[0]).name, "0.md");
    }

    #[test]
    fn line_column_counts_lines_and_characters() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "né\nété ici");
        assert_eq!(sources.line_column(Span::new(file, 4, 5)), (2, 1));
        assert_eq!(sources.line_column(Span::new(file, 10, 11)), (2, 5));
    }
}
