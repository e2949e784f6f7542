//! From a folder to a finished book: the stages that every command shares.

use super::Outcome;
use super::progress::Progress;
use super::report::Console;
use super::{fillers, fit};
use crate::compose::{self, Composed, Workshop};
use crate::diagnostic::{Diagnostic, Fault, Nearest, Placed, Severity, Sources, Span, Ways, has_errors, nearest};
use crate::font::FontBook;
use crate::geometry::Size;
use crate::impose::{self, Imposition, Pages};
use crate::manuscript::Manuscript;
use crate::normalise::{self, Correction, Finished, Finisher};
use crate::page::{Book, Inked, Page, Role};
use crate::read::{self, Reading, Shelf};
use crate::sheet::{Layout, Printer, WedgeReadings};
use crate::spec::Spec;
use crate::write::Stock;
use crate::write::pdf::{Carry, Information};
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// What a command asks of the brochure beyond its settings.
#[derive(Default)]
pub(super) struct Wanted<'w> {
    /// Layouts in place of those in brochure.toml.
    pub(super) layouts: &'w [String],
    /// A count of pages to reach.
    pub(super) fit: Option<usize>,
    /// Whether to look for a setting that saves a sheet.
    pub(super) offers: bool,
    /// The machine to print on.
    pub(super) printer: Option<&'w str>,
    /// Whether pictures that can't be had are no reason to stop.
    pub(super) keep_going: bool,
}

/// A brochure that was made.
pub(super) struct Made {
    pub(super) reading: Reading,
    pub(super) spec: Spec,
    pub(super) book: Book,
    pub(super) layouts: Vec<Layout>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What was changed of the words that were typed.
    pub(super) corrections: Vec<Correction>,
    /// The count of pages before any fitting.
    pub(super) pages_unfitted: usize,
    /// Where the paragraphs stand that take a line more or less for it.
    pub(super) paragraphs_fitted: Vec<String>,
    /// What was read of the wedge of the machine that prints it.
    pub(super) tones: Option<Placed<WedgeReadings>>,
    /// What the pages were made from and with: given up with the rest, at the end, and not in the middle of the work.
    _used: (Manuscript, Arc<Workshop>),
}

/// What is kept of a brochure from one time that it is made to the next.
#[derive(Default)]
pub(super) struct Bench {
    /// Whether it is made but once.
    once: bool,
    shelf: Shelf,
    finisher: Finisher,
    workshop: Option<(Arc<FontBook>, Arc<Workshop>)>,
}

impl Bench {
    /// A bench for a brochure that is made once.
    pub(super) fn for_once() -> Bench {
        Bench { once: true, finisher: Finisher::for_once(), ..Bench::default() }
    }

    /// The workshop for these faces: that of the last time if they are the same. `fits` says whether the brochure is
    /// composed several times to find what fits.
    fn workshop(&mut self, spec: &Spec, fonts: &Arc<FontBook>, fits: bool) -> Arc<Workshop> {
        if let Some((had, workshop)) = &self.workshop
            && Arc::ptr_eq(had, fonts)
            && workshop.serves(spec)
        {
            return workshop.clone();
        }
        let workshop = Arc::new(if self.once && !fits { Workshop::for_once(spec) } else { Workshop::new(spec) });
        self.workshop = Some((fonts.clone(), workshop.clone()));
        workshop
    }
}

/// Reads, finishes and composes a brochure. What is at fault
/// before composing leaves an empty book.
pub(super) fn make(path: &Path, wanted: &Wanted, console: &Console, progress: &Progress) -> Made {
    make_again(path, wanted, (console, progress), &mut Bench::for_once())
}

/// Makes a brochure that may have been made before.
pub(super) fn make_again(
    path: &Path,
    wanted: &Wanted,
    (console, progress): (&Console, &Progress),
    bench: &mut Bench,
) -> Made {
    progress.now(console.say("reading", "lecture"));
    bench.shelf.keep_going = wanted.keep_going;
    let mut reading = read::again(path, &mut bench.shelf);
    if bench.once {
        // What nobody else keeps needs no copy.
        bench.shelf = Shelf::default();
    }
    let mut diagnostics = std::mem::take(&mut reading.diagnostics);
    let cover = read::cover_picture(&reading);
    diagnostics.extend(unknown_pictures(&reading));
    let mut spec = normalise::spec(&reading.raw, &reading.fonts, cover, &mut diagnostics);
    let Finished { manuscript, corrections } =
        bench.finisher.manuscript(std::mem::take(&mut reading.manuscript), &spec, &mut diagnostics);
    let (layouts, tones) = layouts(&mut reading, wanted, &mut diagnostics);
    let fits = wanted.offers || wanted.fit.is_some() || spec.fit.pages.is_some();
    let workshop = bench.workshop(&spec, &reading.fonts, fits);
    let mut book = Book::default();
    let mut pages_unfitted = 0;
    let mut paragraphs_fitted = Vec::new();
    if !has_errors(&diagnostics) {
        progress.now(console.say("composing", "composition"));
        let Composed { book: composed, diagnostics: mut faults } = workshop.compose(&manuscript, &spec, &reading.fonts);
        book = composed;
        let said = diagnostics.len();
        diagnostics.append(&mut faults);
        let job = fit::Job { manuscript: &manuscript, fonts: &reading.fonts, workshop: &workshop };
        let asked = wanted.fit.map(|pages| Placed { value: pages, span: Span::default() });
        let count = book.pages.len();
        pages_unfitted = count;
        match asked.or_else(|| spec.fit.pages.clone()).filter(|fit| fit.value != count) {
            Some(fit) => match fit::reach(job, &spec, (fit.value, count)) {
                Ok(reached) => {
                    (spec, book) = (reached.spec, reached.composed.book);
                    diagnostics.truncate(said);
                    diagnostics.extend(reached.composed.diagnostics);
                    paragraphs_fitted = places(&reading, &reached.paragraphs);
                }
                Err(nearest) => {
                    let span = Some(fit.span).filter(|s| s.end > s.start);
                    let fault = Fault::FitNotReached { wanted: fit.value, got: count, nearest };
                    diagnostics.push(Diagnostic::warning(span, fault));
                }
            },
            None if wanted.offers => {
                let offer = fit::offer(job, &spec, count);
                diagnostics.extend(offer.map(|offer| {
                    let (leading, wanted) = (offer.leading.map(fit::points), offer.pages);
                    let ways = Ways { leading, paragraphs: places(&reading, &offer.paragraphs) };
                    Diagnostic::note(None::<Span>, Fault::FitOffer { pages: count, over: count - wanted, wanted, ways })
                }));
            }
            None => {}
        }
    }
    let _used = (manuscript, workshop);
    let fillers = std::mem::take(&mut reading.fillers);
    let mut made = Made {
        reading,
        spec,
        book,
        layouts,
        diagnostics,
        corrections,
        pages_unfitted,
        paragraphs_fitted,
        tones,
        _used,
    };
    if !has_errors(&made.diagnostics) {
        fillers::fill(&mut made, fillers);
    }
    made
}

/// Settings for pictures that no text names.
fn unknown_pictures(reading: &Reading) -> Vec<Diagnostic> {
    let names = || reading.mentions.iter().map(|(name, _)| name.as_str());
    let unknown = reading.raw.pictures.own.iter().filter(|(own, _)| !names().any(|name| name == own.value));
    let fault = |own: &Placed<String>| {
        let near = Nearest(nearest(&own.value, names()));
        Diagnostic::error(own.span, Fault::UnknownPicture { name: own.value.clone(), nearest: near })
    };
    unknown.map(|(own, _)| fault(own)).collect()
}

/// Places as people name them: `01.md:14`, and `:20` where the file is that of the place before.
fn places(reading: &Reading, spans: &[Span]) -> Vec<String> {
    let mut last = None;
    let place = |span: &Span| {
        let (line, _) = reading.sources.line_column(*span);
        let again = last.replace(span.file) == Some(span.file);
        if again { format!(":{line}") } else { format!("{}:{line}", reading.sources.get(span.file).name) }
    };
    spans.iter().map(place).collect()
}

/// The layouts as the machine has to be given them, and what was read of its wedge.
fn layouts(
    reading: &mut Reading,
    asked: &Wanted,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Layout>, Option<Placed<WedgeReadings>>) {
    let wanted = asked.layouts;
    let named: Vec<Placed<String>> = if wanted.is_empty() {
        let usual = vec![Placed { value: "a5-on-a4".to_string(), span: Span::default() }];
        reading.raw.layouts.clone().unwrap_or(usual)
    } else {
        wanted.iter().map(|name| Placed { value: name.clone(), span: Span::default() }).collect()
    };
    // What is typed on the command line is relative to where one stands.
    let root = if wanted.is_empty() { reading.folder.clone() } else { std::path::PathBuf::from(".") };
    let printers = std::mem::take(&mut reading.printers);
    let printer = printer(printers, asked.printer, &mut reading.sources, diagnostics);
    let found = named.iter().filter_map(|name| read::layout::find(&root, name, &mut reading.sources, diagnostics));
    let layouts = found.map(|layout| on(layout, printer.as_ref())).collect();
    (layouts, printer.and_then(|printer| printer.tones))
}

/// A layout as it is given to a machine, if one is described.
pub(super) fn on(layout: Layout, printer: Option<&Printer>) -> Layout {
    match printer {
        Some(printer) => layout.on(printer),
        None => layout,
    }
}

/// The machine that is asked for, or the one called `local`: of the brochure, or else of the user.
pub(super) fn printer(
    own: Vec<Printer>,
    asked: Option<&str>,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Printer> {
    let mut all = own;
    all.extend(read::printers::users(sources, diagnostics));
    let name = asked.unwrap_or("local");
    let found = all.iter().find(|printer| printer.name == name).cloned();
    if let (None, Some(name)) = (&found, asked) {
        let file_hint = read::printers::users_file().map_or_else(String::new, |path| path.display().to_string());
        let near = Nearest(nearest(name, all.iter().map(|printer| printer.name.as_str())));
        let fault = Fault::UnknownPrinter { name: name.to_string(), nearest: near, file_hint };
        diagnostics.push(Diagnostic::error(None::<Span>, fault));
    }
    found
}

impl Made {
    /// What the display lists refer to.
    pub(super) fn stock(&self) -> Stock<'_> {
        Stock { fonts: &self.reading.fonts, pictures: &self.reading.pictures }
    }

    /// How what is read on a screen carries pictures.
    pub(super) fn carry<'a>(&self) -> Carry<'a> {
        if self.spec.pictures.grey_reading { Carry::Grey } else { Carry::AsIs }
    }

    /// What the PDFs say of themselves.
    pub(super) fn information(&self) -> Information {
        let titles = &self.spec.title;
        Information {
            title: self.title(),
            author: titles.author.as_ref().map(|a| a.text.clone()),
            subject: titles.subtitle.as_ref().map(|s| s.text.clone()),
            language: self.spec.language.clone(),
        }
    }

    /// The title, or the folder's name where there is none.
    pub(super) fn title(&self) -> String {
        let title = &self.spec.title.title.text;
        if !title.is_empty() {
            return title.clone();
        }
        let folder = self.reading.folder.canonicalize().unwrap_or_else(|_| self.reading.folder.clone());
        folder.file_name().map_or_else(|| "brochure".to_string(), |n| n.to_string_lossy().into_owned())
    }

    /// Imposes the book by every layout; what is to be said goes to the diagnostics.
    pub(super) fn impose_all(&mut self) -> Vec<Imposition> {
        let mut made = impose_all(&self.book, &self.layouts, &self.spec);
        self.diagnostics.extend(made.iter_mut().flat_map(|imposition| std::mem::take(&mut imposition.diagnostics)));
        made
    }

    /// Looks through the finished pages; what is allowed is left out of all that was found.
    pub(super) fn preflight(&mut self) {
        let found = compose::preflight(&self.reading.mentions, &self.spec, (&self.book, &self.reading.pictures));
        self.diagnostics.extend(found);
        let allowed = &self.spec.allowed;
        let kept = |d: &Diagnostic| d.severity == Severity::Error || !allowed.iter().any(|code| code == d.fault.code());
        self.diagnostics.retain(kept);
    }

    /// The outcome so far.
    pub(super) fn outcome(&self) -> Outcome {
        outcome(&self.diagnostics)
    }
}

/// Imposes a book by every layout.
pub(super) fn impose_all(book: &Book, layouts: &[Layout], spec: &Spec) -> Vec<Imposition> {
    let sizes: Vec<Size> = book.pages.iter().map(|page| page.trim).collect();
    let ink: Vec<Inked> = book.pages.par_iter().map(Page::inked).collect();
    let pages = Pages {
        sizes: &sizes,
        ink: &ink,
        back_cover: book.pages.last().is_some_and(|page| page.role == Role::Cover),
        separate_cover: spec.cover.as_ref().is_some_and(|cover| cover.separate),
    };
    layouts.iter().map(|layout| impose::impose(pages, layout)).collect()
}

/// The exit that diagnostics ask for: a full disk or a forbidden folder is the machine's fault, all else the input's.
pub(super) fn outcome(diagnostics: &[Diagnostic]) -> Outcome {
    use crate::diagnostic::Problem;
    let errors: Vec<&Diagnostic> = diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
    let machine = |d: &&Diagnostic| {
        let refused = |problem: &Problem| matches!(problem, Problem::Denied | Problem::Full | Problem::Other(_));
        matches!(&d.fault, Fault::Unwritable { .. })
            || matches!(&d.fault, Fault::Unreadable { problem, .. } if refused(problem))
    };
    if errors.is_empty() {
        Outcome::Done
    } else if errors.iter().any(machine) {
        Outcome::MachineAtFault
    } else {
        Outcome::InputAtFault
    }
}

/// A title as a file's name: small letters and digits without accents, joined by hyphens.
pub(super) fn slug(title: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let plain: String = title
        .replace(['œ', 'Œ'], "oe")
        .replace('æ', "ae")
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    let slug = words.collect::<Vec<_>>().join("-");
    if slug.is_empty() { "brochure".to_string() } else { slug.chars().take(80).collect() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn slugs_are_plain() {
        assert_eq!(super::slug("Le Kazakhstan après le soulèvement"), "le-kazakhstan-apres-le-soulevement");
        assert_eq!(super::slug("L’œuvre !"), "l-oeuvre");
        assert_eq!(super::slug("…"), "brochure");
    }
}
