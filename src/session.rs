//! The facade of the library: opens a brochure, typesets it, and keeps the data that the next run can reuse.
//!
//! Input: the path of a brochure. Output: a [`Brochure`] with its pages, its layouts and all diagnostics. All commands, the
//! preview, the benchmarks and the tests use this module.
//!
//! ```no_run
//! use agrafe::session::{Options, Session};
//! use std::path::Path;
//!
//! let mut brochure = Session::once().typeset(Path::new("brochure"), &Options::default());
//! for path in brochure.save(Path::new("brochure/out"))? {
//!     println!("{}", path.display());
//! }
//! # Ok::<(), agrafe::session::Error>(())
//! ```

mod blank_pages;
mod brochure;
mod crops;
mod drawings;
mod earlier_version;
mod error;
mod impose_pdf;
mod layouts;
mod centre_spread;
mod options;
mod pdfs;
mod pictures;
mod proofs;
mod rendered_drawings;
#[cfg(feature = "serve")]
pub mod watch;

pub use brochure::{Brochure, FitResult, impose_all};
pub use drawings::{comparison_pdf, dots_pdf, plan_png, plan_svg, test_sheet_pdf, tone_wedge_pdf};
pub use error::Error;
pub use impose_pdf::{ForeignOptions, ImposedPdf, impose_pdf};
pub use layouts::{find_printer, for_printer};
pub use options::{Options, Progress, Stage};
pub use pdfs::{Pdf, PdfContent, Sheets};

use crate::compose::{Caches, fit_to_page_count as fit};
use crate::diagnostic::{Diagnostic, Fault, FitOptions, Nearest, Placed, Span, Warned, grouped, has_errors, nearest};
use crate::font::FontBook;
use crate::normalise::{self, Normalised, Normaliser};
use crate::page::Book;
use crate::read::{self, Input, ReadCache, Reading};
use crate::spec::Spec;
use std::path::Path;
use std::sync::Arc;

/// The data that is reused from one run to the next. It affects how long a run takes, never its result.
#[derive(Default)]
pub struct Session {
    /// Whether only one run is expected, so that nothing is kept for a second one.
    once: bool,
    read_cache: ReadCache,
    normaliser: Normaliser,
    caches: Option<(Arc<FontBook>, Arc<Caches>)>,
}

impl Session {
    /// Creates a session that keeps the data that a second run of the same brochure can reuse.
    pub fn new() -> Session {
        Session::default()
    }

    /// Creates a session for a single run, which keeps nothing.
    pub fn once() -> Session {
        Session { once: true, read_cache: ReadCache::disabled(), normaliser: Normaliser::disabled(), caches: None }
    }

    /// Reads, normalises and composes the brochure at `path`, which is a folder, its brochure.toml, or a text in Markdown.
    ///
    /// All problems are reported in the diagnostics of the brochure. If one of them is an error, the brochure may have no
    /// pages.
    pub fn typeset(&mut self, path: &Path, options: &Options) -> Brochure {
        self.typeset_with(&Input::of(path), options, &|_| {})
    }

    /// Like [`typeset`](Self::typeset) for any kind of input, but also calls `progress` when a stage begins.
    pub fn typeset_with(&mut self, input: &Input, options: &Options, progress: &Progress) -> Brochure {
        progress(Stage::Reading);
        let reading = read::brochure_with(input, options.for_reading(), &self.read_cache);
        self.typeset_reading(reading, options, progress)
    }

    /// Typesets `text`, which is Markdown, with `settings` in the format of a brochure.toml.
    ///
    /// This reads no files except the fonts and pictures named in `settings` and `text`. They must be in the working directory
    /// or in `options.root`. As with [`typeset`](Self::typeset), all problems are reported in the diagnostics of the brochure.
    pub fn typeset_text(&mut self, settings: &str, text: &str, options: &Options) -> Brochure {
        self.typeset_reading(read::memory(settings, text, Path::new("."), options.for_reading()), options, &|_| {})
    }

    fn typeset_reading(&mut self, reading: Warned<Reading>, options: &Options, progress: &Progress) -> Brochure {
        let mut diagnostics = Vec::new();
        let mut reading = reading.report_to(&mut diagnostics);
        diagnostics.extend(unknown_pictures(&reading));
        let cover = read::cover_picture(&reading);
        let mut spec = normalise::spec(&reading.raw, &reading.fonts, cover).report_to(&mut diagnostics);
        spec.keep_going = options.keep_going;
        let raw = std::mem::take(&mut reading.manuscript);
        let Normalised { manuscript, corrections } = self.normaliser.manuscript(raw, &spec).report_to(&mut diagnostics);
        let (layouts, tones) = layouts::chosen(&mut reading, options).report_to(&mut diagnostics);
        let mut brochure = Brochure { layouts, corrections, tones, ..Brochure::new(reading, spec.clone()) };
        if !has_errors(&diagnostics) {
            progress(Stage::Composing);
            let caches = self.caches(&spec, &brochure.reading.fonts, options);
            let job = fit::Job { manuscript: &manuscript, fonts: &brochure.reading.fonts, caches: &caches };
            let composed = job.compose(&spec);
            let (book, fit) = fitted(&brochure.reading, job, options, &mut spec, composed).report_to(&mut diagnostics);
            (brochure.book, brochure.fit) = (book, fit);
        }
        brochure.spec = spec;
        brochure.diagnostics = diagnostics;
        if !has_errors(&brochure.diagnostics) {
            blank_pages::fill(&mut brochure);
        }
        crops::crop(&mut brochure.book.pages, &mut brochure.reading.pictures);
        brochure.diagnostics = grouped(std::mem::take(&mut brochure.diagnostics), &brochure.reading.sources);
        brochure
    }

    /// Returns the caches of the last run if they belong to the same fonts and settings; otherwise creates new ones.
    fn caches(&mut self, spec: &Spec, fonts: &Arc<FontBook>, options: &Options) -> Arc<Caches> {
        if let Some((cached_fonts, caches)) = &self.caches
            && Arc::ptr_eq(cached_fonts, fonts)
            && caches.match_spec(spec)
        {
            return caches.clone();
        }
        // Fitting composes the same paragraphs many times, so it needs caches even in a single run.
        let fits = options.suggest_fit || options.fit.is_some() || spec.fit.pages.is_some();
        let once = self.once && !fits;
        let caches = Arc::new(if once { Caches::for_one_composition(spec) } else { Caches::new(spec) });
        self.caches = Some((fonts.clone(), caches.clone()));
        caches
    }
}

/// Fits a composed brochure to the requested page count and returns its new pages and the changes. If the page count can't be
/// reached, adds a warning and returns the pages unchanged. If none is requested, and the options ask for it, adds a note about
/// changes that would save a sheet.
fn fitted(
    reading: &Reading,
    job: fit::Job,
    options: &Options,
    spec: &mut Spec,
    composed: Warned<Book>,
) -> Warned<(Book, FitResult)> {
    let count = composed.value.pages.len();
    let mut result = FitResult { pages_before: count, paragraphs: Vec::new() };
    let Warned { value: mut book, mut diagnostics } = composed;
    let asked = options.fit.map(|pages| Placed { value: pages, span: Span::default() });
    match asked.or_else(|| spec.fit.pages.clone()).filter(|fit| fit.value != count) {
        Some(wanted) => match fit::reach(job, spec, fit::Goal { wanted: wanted.value, now: count }) {
            Ok(reached) => {
                *spec = reached.spec;
                (book, diagnostics) = (reached.composed.value, reached.composed.diagnostics);
                result.paragraphs = places(reading, &reached.paragraphs);
            }
            Err(nearest) => {
                let span = Some(wanted.span).filter(|s| s.end > s.start);
                let fault = Fault::FitNotReached { wanted: wanted.value, got: count, nearest };
                diagnostics.push(Diagnostic::warning(span, fault));
            }
        },
        None if options.suggest_fit => {
            diagnostics.extend(fit::saving(job, spec, count).map(|saving| {
                let (leading, wanted) = (saving.leading.map(fit::points), saving.pages);
                let options = FitOptions { leading, paragraphs: places(reading, &saving.paragraphs) };
                Diagnostic::note(None, Fault::FitOffer { pages: count, over: count - wanted, wanted, options })
            }));
        }
        None => {}
    }
    Warned::new((book, result), diagnostics)
}

/// Returns an error for each picture that has settings in brochure.toml but is not used by any text.
fn unknown_pictures(reading: &Reading) -> Vec<Diagnostic> {
    let names = || reading.mentions.iter().map(|(name, _)| name.as_str());
    let unknown = reading.raw.pictures.per_picture.iter().filter(|(own, _)| !names().any(|name| name == own.value));
    let fault = |own: &Placed<String>| {
        let near = Nearest(nearest(&own.value, names()));
        Diagnostic::error(own.span, Fault::UnknownPicture { name: own.value.clone(), nearest: near })
    };
    unknown.map(|(own, _)| fault(own)).collect()
}

/// Returns the location of each span as `01.md:14`, or as `:20` if the previous span is in the same file.
fn places(reading: &Reading, spans: &[Span]) -> Vec<String> {
    let mut last = None;
    let place = |span: &Span| {
        let (line, _) = reading.sources.line_column(*span);
        let again = last.replace(span.file) == Some(span.file);
        if again { format!(":{line}") } else { format!("{}:{line}", reading.sources.get(span.file).name) }
    };
    spans.iter().map(place).collect()
}
