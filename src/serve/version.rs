//! Versions of the brochure: the messages of the latest version, and the pages of the latest version without errors.

use crate::compose::WordChange;
use crate::diagnostic::{Diagnostic, Excerpt, FileId, Lang, Severity, Sources, Span, has_errors, narrowed};
use crate::font::FontBook;
use crate::image::PictureBook;
use crate::impose::Imposition;
use crate::page::{Book, Page};
use crate::session::{Brochure, impose_all};
use crate::sheet::Layout;
use crate::spec::Spec;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// The pages of a version without errors, and everything that is needed to draw them.
pub(super) struct Snapshot {
    pub(super) book: Book,
    pub(super) fonts: Arc<FontBook>,
    pub(super) pictures: PictureBook,
    pub(super) layouts: Vec<Layout>,
    /// The impositions of all layouts, made when they are first needed.
    impositions: OnceLock<Vec<Imposition>>,
    pub(super) sources: Sources,
    spec: Spec,
    title: String,
    /// The number of the version in which each page last changed.
    changed_in: Vec<u64>,
    /// The number of the set of fonts and pictures. It is incremented whenever a font or a picture changes.
    pub(super) resources: u64,
    /// The lines that differ from the `--since` version, as page and line numbers, both counted from 0.
    changed: Vec<(usize, usize)>,
    /// The page and line of the last edit, both counted from 0.
    edited: Option<(usize, usize)>,
}

/// The settings that determine which marks are added to the pages.
pub(super) struct ProofMarks {
    /// The words of the `--since` version.
    pub(super) earlier: Option<Vec<String>>,
    /// Whether the pages are proofs.
    pub(super) proof: bool,
}

/// A version of the brochure.
pub(super) struct Version {
    pub(super) number: u64,
    /// The pages of this version or, if it has errors, of the last version without errors.
    pub(super) snapshot: Option<Arc<Snapshot>>,
    /// Whether this version has errors.
    failed: bool,
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
    took: Duration,
}

impl Version {
    /// Returns the empty version that precedes the first one.
    pub(super) fn empty() -> Version {
        let (diagnostics, sources) = (Vec::new(), Sources::default());
        Version { number: 0, snapshot: None, failed: false, diagnostics, sources, took: Duration::ZERO }
    }

    /// Returns the version that follows this one. If the brochure has errors, the new version keeps the pages of this one.
    pub(super) fn next(&self, mut brochure: Brochure, marks: &ProofMarks, took: Duration) -> Version {
        let failed = has_errors(&brochure.diagnostics);
        brochure.preflight();
        let changes = marks.earlier.as_ref().map_or_else(Vec::new, |words| brochure.changes_since(words));
        if marks.proof {
            let pages: Vec<&Page> = brochure.book.pages.iter().collect();
            brochure.book.pages = brochure.proofs(&pages, &changes);
        }
        let diagnostics = std::mem::take(&mut brochure.diagnostics);
        let sources = brochure.reading.sources.clone();
        let snapshot = match failed {
            true => self.snapshot.clone(),
            false => Some(Arc::new(Snapshot::of(brochure, self.number + 1, &changes, self.snapshot.as_deref()))),
        };
        Version { number: self.number + 1, snapshot, failed, diagnostics, sources, took }
    }

    /// Returns the data that every browser receives first, as JSON: mainly the names of the pages and the last edit.
    pub(super) fn summary(&self) -> Value {
        let snapshot = self.snapshot.as_deref();
        json!({
            "version": self.number,
            "failed": self.failed,
            "pages": snapshot.map_or_else(Vec::new, |e| (0..e.changed_in.len()).map(|page| e.name_of(page)).collect()),
            "resources": snapshot.map_or_else(String::new, |e| e.resources.to_string()),
            "edited": snapshot.and_then(|e| e.edited).map(|(page, line)| [page, line]),
            "ms": (self.took.as_secs_f64() * 1000.0).round(),
        })
    }

    /// Returns the whole state as JSON, with messages in the given language.
    pub(super) fn state(&self, lang: Lang, editor: bool) -> Value {
        let mut state = self.summary();
        let milli = crate::write::canvas::milli;
        let sheets = self.snapshot.iter().flat_map(|snapshot| snapshot.impositions());
        let of_sheets = sheets.flat_map(|imposition| &imposition.diagnostics).filter(|_| !self.failed);
        state["messages"] = self.diagnostics.iter().chain(of_sheets).map(|d| self.message(d, lang)).collect();
        state["editor"] = editor.into();
        state["layouts"] = Value::Array(Vec::new());
        if let Some(snapshot) = &self.snapshot {
            let page = &snapshot.spec.page;
            state["changed"] = snapshot.changed.iter().map(|(page, line)| json!([page, line])).collect();
            state["title"] = snapshot.title.clone().into();
            state["layouts"] = snapshot.layouts.iter().map(|l| json!([l.slug, l.name])).collect();
            state["frame"] = json!({
                "inner": milli(page.inner), "outer": milli(page.outer),
                "top": milli(page.top), "bottom": milli(page.bottom),
                "leading": milli(snapshot.spec.body.leading),
            });
        }
        state
    }

    fn message(&self, diagnostic: &Diagnostic, lang: Lang) -> Value {
        let at = diagnostic.span.map(|span| narrowed(diagnostic, span, &self.sources));
        let place = at.map(|span| {
            let (line, column) = self.sources.line_column(span);
            format!("{}:{line}:{column}", self.sources.get(span.file).name)
        });
        let shown = at.and_then(|span| self.snapshot.as_deref()?.book.line_of(span));
        json!({
            "code": diagnostic.fault.code(),
            "severity": match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            "message": diagnostic.message(lang),
            "hint": diagnostic.hint(lang),
            "place": place,
            "excerpt": at.and_then(|span| Excerpt::of(span, &self.sources)).map(|excerpt| excerpt.text),
            "at": at.map(|span| [span.file.0, span.start]),
            "page": shown.map(|(page, _)| page),
            "line": shown.map(|(_, line)| line),
        })
    }

    /// Returns the lines of source around a location, as JSON; `None` if there is no such file.
    pub(super) fn source(&self, span: Span) -> Option<Value> {
        const CONTEXT_LINES: usize = 8;
        // If this version has errors, the pages belong to an older version, and the source must come from that version too.
        let sources = self.snapshot.as_deref().map_or(&self.sources, |snapshot| &snapshot.sources);
        if span.file.0 as usize >= sources.len() {
            return None;
        }
        let (line, column) = sources.line_column(span);
        let first = line.saturating_sub(CONTEXT_LINES).max(1);
        let source = sources.get(span.file);
        let lines: Vec<&str> = source.text.lines().skip(first - 1).take(2 * CONTEXT_LINES + 1).collect();
        let end = sources.line_column(Span { start: span.end.max(span.start), ..span });
        let letters = lines.get(line - first).map_or(0, |l| l.chars().count());
        let to = if end.0 == line { end.1 - 1 } else { letters };
        Some(json!({
            "file": source.name, "line": line, "column": column, "first": first, "lines": lines,
            "from": column - 1, "to": to,
        }))
    }
}

impl Snapshot {
    fn of(brochure: Brochure, version: u64, changes: &[WordChange], before: Option<&Snapshot>) -> Snapshot {
        let title = brochure.title();
        let same = |(number, page): (usize, &Page)| match before.and_then(|old| old.book.pages.get(number)) {
            Some(old) if old.looks_like(page) => before.map_or(version, |old| old.changed_in[number]),
            _ => version,
        };
        let changed_in = brochure.book.pages.par_iter().enumerate().map(same).collect();
        let Brochure { reading, spec, book, layouts, .. } = brochure;
        let has_same_resources = |old: &&Snapshot| {
            let bytes = |book: &PictureBook| book.iter().map(|picture| Arc::as_ptr(&picture.bytes)).collect::<Vec<_>>();
            Arc::ptr_eq(&old.fonts, &reading.fonts) && bytes(&old.pictures) == bytes(&reading.pictures)
        };
        let resources = match before {
            Some(old) if has_same_resources(&old) => old.resources,
            Some(old) => old.resources + 1,
            None => 1,
        };
        let (fonts, pictures, sources) = (reading.fonts, reading.pictures, reading.sources);
        let edited = before.and_then(|old| edit(&old.sources, &sources));
        let changed = changes.iter().flat_map(|change| change.lines.iter().copied()).collect();
        let impositions = OnceLock::new();
        let mut snapshot = Snapshot {
            book,
            fonts,
            pictures,
            layouts,
            impositions,
            sources,
            spec,
            title,
            changed_in,
            resources,
            changed,
            edited: None,
        };
        snapshot.edited = edited.and_then(|span| snapshot.book.line_of(span));
        snapshot
    }

    /// Returns one imposition for each layout.
    pub(super) fn impositions(&self) -> &[Imposition] {
        self.impositions.get_or_init(|| impose_all(&self.book, &self.layouts, &self.spec))
    }

    /// Returns the name under which browsers cache a page. It changes whenever the page or the set of fonts and pictures
    /// changes.
    pub(super) fn name_of(&self, page: usize) -> String {
        format!("{}-{page}-{}", self.resources, self.changed_in[page])
    }

    /// Returns the page with the given name, if it is still current.
    pub(super) fn named(&self, name: &str) -> Option<&Page> {
        let page = name.split('-').nth(1)?.parse::<usize>().ok()?;
        self.book.pages.get(page).filter(|_| self.name_of(page) == name)
    }

    /// Returns the span of a line in the source, from its first word to its last.
    ///
    /// The stored span of a line is accurate only to a few letters, because typography is corrected after reading. Therefore
    /// the first and last words are searched for near the span.
    pub(super) fn source_of(&self, page: usize, line: usize) -> Option<Span> {
        /// The number of bytes to search on either side: about two lines, which is more than corrections can shift a word.
        const NEAR: usize = 160;
        let page = self.book.pages.get(page)?;
        let span = page.lines.get(line)?.span;
        let source: &str = &self.sources.get(span.file).text;
        let shown = page.text_of(&page.lines[line]);
        let plain = |word: &&str| word.chars().count() > 2 && word.chars().all(char::is_alphanumeric);
        let near = |word: &str, at: usize| {
            let from = (at.saturating_sub(NEAR)..=at).find(|b| source.is_char_boundary(*b))?;
            let to = (at + NEAR..).find(|b| *b >= source.len() || source.is_char_boundary(*b))?.min(source.len());
            let found = source.get(from..to)?.match_indices(word).map(|(b, _)| from + b);
            found.min_by_key(|b| b.abs_diff(at))
        };
        let first = shown.split(' ').find(plain).and_then(|word| {
            let before = shown.find(word)?;
            Some(near(word, span.start as usize + before)?.saturating_sub(before))
        });
        let last = shown.rsplit(' ').find(plain).and_then(|word| {
            let after = shown.len() - shown.rfind(word)? - word.len();
            Some(near(word, (span.end as usize).saturating_sub(after + word.len()))? + word.len() + after)
        });
        let inside = |b: usize| {
            (0..4).map(|less| b.min(source.len()).saturating_sub(less)).find(|b| source.is_char_boundary(*b))
        };
        let start = inside(first.unwrap_or(span.start as usize))?;
        let end = inside(last.unwrap_or(span.end as usize))?.max(start);
        Some(Span::new(span.file, start, end))
    }
}

/// Returns the span from the first difference between the texts of two versions to the end of the file. Settings are ignored.
fn edit(before: &Sources, now: &Sources) -> Option<Span> {
    for (number, source) in now.iter().enumerate() {
        let file = FileId(number as u32);
        let Some(old) = before.iter().nth(number).filter(|old| old.name == source.name) else { continue };
        if old.text == source.text || source.name.ends_with(".toml") {
            continue;
        }
        let same = source.text.bytes().zip(old.text.bytes()).take_while(|(a, b)| a == b).count();
        return Some(Span::new(file, same.min(source.text.len().saturating_sub(1)), source.text.len()));
    }
    None
}
