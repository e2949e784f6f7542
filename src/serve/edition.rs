//! What the preview shows: the last good pages, and what is to be said of the brochure as it is now.

use crate::compose::Change;
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

/// Pages that can be shown.
pub(super) struct Edition {
    pub(super) book: Book,
    pub(super) fonts: Arc<FontBook>,
    pub(super) pictures: PictureBook,
    pub(super) layouts: Vec<Layout>,
    /// The sheets by each layout, brochure when somebody asks for them.
    impositions: OnceLock<Vec<Imposition>>,
    pub(super) sources: Sources,
    spec: Spec,
    title: String,
    /// The version in which each page came to look as it does.
    looks: Vec<u64>,
    /// A number for the faces and pictures that the pages refer to: another when any of them has changed.
    pub(super) stock: u64,
    /// Lines that have changed since an earlier version, as pages and lines from 0.
    changed: Vec<(usize, usize)>,
    /// Where the last edit shows: page and line, both from 0.
    edited: Option<(usize, usize)>,
}

/// What is marked on the pages.
pub(super) struct Marks {
    /// The words of an earlier version.
    pub(super) earlier: Option<Vec<String>>,
    /// Whether the pages are proofs.
    pub(super) proof: bool,
}

/// A version of the brochure.
pub(super) struct Version {
    pub(super) number: u64,
    /// The last pages that could be brochure.
    pub(super) edition: Option<Arc<Edition>>,
    /// Whether the brochure as it is now can't be brochure.
    failed: bool,
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
    took: Duration,
}

impl Version {
    /// Before anything was brochure.
    pub(super) fn none() -> Version {
        let (diagnostics, sources) = (Vec::new(), Sources::default());
        Version { number: 0, edition: None, failed: false, diagnostics, sources, took: Duration::ZERO }
    }

    /// The version after this one: with errors, the pages stay.
    pub(super) fn next(&self, mut brochure: Brochure, marks: &Marks, took: Duration) -> Version {
        let failed = has_errors(&brochure.diagnostics);
        brochure.preflight();
        let changes = marks.earlier.as_ref().map_or_else(Vec::new, |words| brochure.changes_since(words));
        if marks.proof {
            let pages: Vec<&Page> = brochure.book.pages.iter().collect();
            brochure.book.pages = brochure.proofs(&pages, &changes);
        }
        let diagnostics = std::mem::take(&mut brochure.diagnostics);
        let sources = brochure.reading.sources.clone();
        let edition = match failed {
            true => self.edition.clone(),
            false => Some(Arc::new(Edition::of(brochure, (self.number + 1, &changes), self.edition.as_deref()))),
        };
        Version { number: self.number + 1, edition, failed, diagnostics, sources, took }
    }

    /// What every reader is told at once, as JSON: which pages look how, and where the last edit shows.
    pub(super) fn news(&self) -> Value {
        let edition = self.edition.as_deref();
        json!({
            "version": self.number,
            "failed": self.failed,
            "pages": edition.map_or_else(Vec::new, |e| (0..e.looks.len()).map(|page| e.name_of(page)).collect()),
            "stock": edition.map_or_else(String::new, |e| e.stock.to_string()),
            "edited": edition.and_then(|e| e.edited).map(|(page, line)| [page, line]),
            "ms": (self.took.as_secs_f64() * 1000.0).round(),
        })
    }

    /// All that there is to know of this version, in a language.
    pub(super) fn state(&self, lang: Lang, editor: bool) -> Value {
        let mut state = self.news();
        let milli = crate::write::canvas::milli;
        let sheets = self.edition.iter().flat_map(|edition| edition.impositions());
        let of_sheets = sheets.flat_map(|imposition| &imposition.diagnostics).filter(|_| !self.failed);
        state["findings"] = self.diagnostics.iter().chain(of_sheets).map(|d| self.finding(d, lang)).collect();
        state["editor"] = editor.into();
        state["layouts"] = Value::Array(Vec::new());
        if let Some(edition) = &self.edition {
            let page = &edition.spec.page;
            state["changed"] = edition.changed.iter().map(|(page, line)| json!([page, line])).collect();
            state["title"] = edition.title.clone().into();
            state["layouts"] = edition.layouts.iter().map(|l| json!([l.slug, l.name])).collect();
            state["frame"] = json!({
                "inner": milli(page.inner), "outer": milli(page.outer),
                "top": milli(page.top), "bottom": milli(page.bottom),
                "leading": milli(edition.spec.body.leading),
            });
        }
        state
    }

    fn finding(&self, diagnostic: &Diagnostic, lang: Lang) -> Value {
        let at = diagnostic.span.map(|span| narrowed(diagnostic, span, &self.sources));
        let place = at.map(|span| {
            let (line, column) = self.sources.line_column(span);
            format!("{}:{line}:{column}", self.sources.get(span.file).name)
        });
        let shown = at.and_then(|span| self.edition.as_deref()?.book.line_of(span));
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

    /// The lines of source around a byte, with where they stand; `None` where there is no such file.
    pub(super) fn source(&self, span: Span) -> Option<Value> {
        const AROUND: usize = 8;
        // After an error the pages are those of older texts.
        let sources = self.edition.as_deref().map_or(&self.sources, |edition| &edition.sources);
        if span.file.0 as usize >= sources.len() {
            return None;
        }
        let (line, column) = sources.line_column(span);
        let first = line.saturating_sub(AROUND).max(1);
        let source = sources.get(span.file);
        let lines: Vec<&str> = source.text.lines().skip(first - 1).take(2 * AROUND + 1).collect();
        let end = sources.line_column(Span { start: span.end.max(span.start), ..span });
        let letters = lines.get(line - first).map_or(0, |l| l.chars().count());
        let to = if end.0 == line { end.1 - 1 } else { letters };
        Some(json!({
            "file": source.name, "line": line, "column": column, "first": first, "lines": lines,
            "from": column - 1, "to": to,
        }))
    }
}

impl Edition {
    fn of(brochure: Brochure, (version, changes): (u64, &[Change]), before: Option<&Edition>) -> Edition {
        let title = brochure.title();
        let same = |(number, page): (usize, &Page)| match before.and_then(|old| old.book.pages.get(number)) {
            Some(old) if old.looks_like(page) => before.map_or(version, |old| old.looks[number]),
            _ => version,
        };
        let looks = brochure.book.pages.par_iter().enumerate().map(same).collect();
        let Brochure { reading, spec, book, layouts, .. } = brochure;
        let same_stock = |old: &&Edition| {
            let bytes = |book: &PictureBook| book.iter().map(|picture| Arc::as_ptr(&picture.bytes)).collect::<Vec<_>>();
            Arc::ptr_eq(&old.fonts, &reading.fonts) && bytes(&old.pictures) == bytes(&reading.pictures)
        };
        let stock = match before {
            Some(old) if same_stock(&old) => old.stock,
            Some(old) => old.stock + 1,
            None => 1,
        };
        let (fonts, pictures, sources) = (reading.fonts, reading.pictures, reading.sources);
        let edited = before.and_then(|old| edit(&old.sources, &sources));
        let changed = changes.iter().flat_map(|change| change.lines.iter().copied()).collect();
        let impositions = OnceLock::new();
        let mut edition = Edition {
            book,
            fonts,
            pictures,
            layouts,
            impositions,
            sources,
            spec,
            title,
            looks,
            stock,
            changed,
            edited: None,
        };
        edition.edited = edited.and_then(|span| edition.book.line_of(span));
        edition
    }

    /// The sheets by each layout.
    pub(super) fn impositions(&self) -> &[Imposition] {
        self.impositions.get_or_init(|| impose_all(&self.book, &self.layouts, &self.spec))
    }

    /// The name of a page as it looks now: another look, or other faces and pictures, give it another.
    pub(super) fn name_of(&self, page: usize) -> String {
        format!("{}-{page}-{}", self.stock, self.looks[page])
    }

    /// The page of that name.
    pub(super) fn named(&self, name: &str) -> Option<&Page> {
        let page = name.split('-').nth(1)?.parse::<usize>().ok()?;
        self.book.pages.get(page).filter(|_| self.name_of(page) == name)
    }

    /// Where a line was typed, from its first word to its last. Composing knows it to a few letters, since it has corrected
    /// the typography in between; the words themselves are found near that place.
    pub(super) fn typed(&self, page: usize, line: usize) -> Option<Span> {
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

/// The first byte in which the texts differ from what they were.
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
