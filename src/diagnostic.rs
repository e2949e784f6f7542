//! Diagnostics: a typed fault with its severity and its place, and every text of the program.
//!
//! Stages return their results with diagnostics; only the command line and the preview show them. The texts, in English and
//! French, are in `messages`.

mod excerpt;
pub(crate) mod messages;
mod problem;

pub use excerpt::{Excerpt, narrowed};
pub use messages::{
    CatalogueEntry, DocumentDamage, Fault, FitOptions, Nearest, NoVersion, PdfProblem, PictureProblem, Problem,
    ValueKind,
};

use std::sync::Arc;

/// The number of a file in [`Sources`], from 0. Like the bytes of a [`Span`], files are counted in 32 bits: more of them would
/// not fit into memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub u32);

/// A range of bytes in a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, start: usize, end: usize) -> Span {
        Span { file, start: start as u32, end: end as u32 }
    }
}

/// A value and where it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Its place.
    pub span: Span,
}

/// A file that diagnostics can point into.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path relative to the brochure.
    pub name: String,
    /// Its text.
    pub text: Arc<String>,
}

/// Every text file that was read, by number.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a file.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        self.files.push(Source { name: name.into(), text: Arc::new(text.into()) });
        FileId((self.files.len() - 1) as u32)
    }

    /// The file with that number.
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// All files, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let text = &self.get(span.file).text;
        let mut end = (span.start as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
        (line, column)
    }
}

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Note,
    /// The brochure is made, but should be looked at.
    Warning,
    /// The brochure can't be made from this.
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

/// A fault with its severity and its place.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Where it is, if it has a place in a file.
    pub span: Option<Span>,
    /// What it is.
    pub fault: Fault,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(span: impl Into<Option<Span>>, fault: Fault) -> Diagnostic {
        Diagnostic { severity: Severity::Error, span: span.into(), fault }
    }

    /// A warning at a place.
    pub fn warning(span: impl Into<Option<Span>>, fault: Fault) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, span: span.into(), fault }
    }

    /// A note at a place.
    pub fn note(span: impl Into<Option<Span>>, fault: Fault) -> Diagnostic {
        Diagnostic { severity: Severity::Note, span: span.into(), fault }
    }

    /// What is wrong: one sentence that begins in lower case.
    pub fn message(&self, lang: Lang) -> String {
        self.fault.message(lang)
    }

    /// What to do about it, unless the message says it all.
    pub fn hint(&self, lang: Lang) -> Option<String> {
        self.fault.hint(lang)
    }
}

/// A result with the diagnostics met on the way to it, so that no caller can forget them.
#[derive(Clone, Debug, Default)]
#[must_use = "the diagnostics would be lost"]
pub struct Warned<T> {
    /// The result.
    pub value: T,
    /// The diagnostics, in the order in which they were met.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// A result with its diagnostics.
    pub fn new(value: T, diagnostics: Vec<Diagnostic>) -> Warned<T> {
        Warned { value, diagnostics }
    }

    /// Appends the diagnostics to `all` and returns the result.
    pub fn report_to(self, all: &mut Vec<Diagnostic>) -> T {
        let Warned { value, mut diagnostics } = self;
        all.append(&mut diagnostics);
        value
    }

    /// Turns the result into another one and keeps the diagnostics.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Warned<U> {
        Warned { value: change(self.value), diagnostics: self.diagnostics }
    }
}

/// Whether any of these stops the work.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity == Severity::Error)
}

/// The candidate nearest to `typed`, if it is near enough to be what was meant: at most a third of the longer word differs.
///
/// The distance is optimal string alignment (insertions, deletions, substitutions, swaps of neighbours), without regard to case.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    let scored = candidates.into_iter().filter_map(|candidate| {
        let lower = candidate.to_lowercase();
        let other = lower.chars().count();
        let limit = length.max(other).div_ceil(3);
        // The distance is at least the difference in length, which is cheaper to know.
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
    fn finds_the_key_that_was_meant() {
        assert_eq!(nearest("titel", ["title", "texts"]).as_deref(), Some("title"));
        assert_eq!(nearest("marges", ["margins", "size"]).as_deref(), Some("margins"));
        assert_eq!(nearest("SIEZ", ["margins", "size"]).as_deref(), Some("size"));
        assert_eq!(nearest("qqqqqq", ["margins", "size"]), None);
    }

    #[test]
    fn more_than_65_536_files_keep_their_own_numbers() {
        let mut sources = Sources::default();
        let files: Vec<FileId> = (0..=65_536).map(|n| sources.add(format!("{n}.md"), "")).collect();
        assert_eq!(sources.get(files[65_536]).name, "65536.md");
        assert_eq!(sources.get(files[0]).name, "0.md");
    }

    #[test]
    fn counts_lines_and_characters() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "né\nété ici");
        assert_eq!(sources.line_column(Span::new(file, 4, 5)), (2, 1));
        assert_eq!(sources.line_column(Span::new(file, 10, 11)), (2, 5));
    }
}
