//! Runs `agrafe page`: draws one page or its spread as PNG, SVG or PDF.

use super::args::PageOptions;
use super::outcome::Outcome;
use super::progress::ProgressLine;
use super::report::Console;
use super::{input, report::unknown_format, since};
use crate::compose::WordChange;
use crate::diagnostic::{Diagnostic, Fault, has_errors};
use crate::output::Outputs;
use crate::page::{Book, Page};
use crate::session::{Brochure, Options, Session};
use crate::write::{Assets, png, svg};

pub(super) fn run(options: &PageOptions, console: &Console) -> Outcome {
    let input = match input::named(&options.brochure) {
        Ok(input) => input,
        Err(fault) => return input::report(fault, console),
    };
    let progress = ProgressLine::start(console);
    let settings = Options { root: options.root.clone(), ..Options::default() };
    let mut brochure = Session::once().typeset_with(&input, &settings, &|stage| progress.show(stage));
    let (changes, drawn) = match page(options, &mut brochure) {
        Ok((changes, bytes)) => (changes, Some(bytes)),
        Err(fault) => {
            brochure.diagnostics.extend(fault.map(|fault| *fault));
            (Vec::new(), None)
        }
    };
    drop(progress);
    if let Some(bytes) = drawn {
        let mut outputs = Outputs::default();
        outputs.add(&options.output, bytes);
        brochure.diagnostics.extend(outputs.write().err().map(|fault| *fault));
    }
    console.result(&since::list(changes.iter(), console));
    console.diagnostics(&brochure.diagnostics, &brochure.reading.sources);
    Outcome::of(&brochure.diagnostics)
}

/// The changes on the drawn pages, and the bytes of the drawing.
type Drawn = (Vec<WordChange>, Vec<u8>);

/// Draws the requested pages, and returns the changes on them and the bytes of the drawing.
///
/// # Errors
/// Returns a diagnostic that explains what went wrong, or `None` if the brochure already has errors.
fn page(options: &PageOptions, brochure: &mut Brochure) -> Result<Drawn, Option<Box<Diagnostic>>> {
    if has_errors(&brochure.diagnostics) {
        return Err(None);
    }
    let mut changes = match options.since.as_deref().map(|since| brochure.earlier_words(since)) {
        Some(words) => brochure.changes_since(&words.map_err(Some)?),
        None => Vec::new(),
    };
    let wants_proof = options.proof || options.since.is_some();
    if wants_proof {
        brochure.preflight();
    }
    let shown = chosen(&brochure.book, options);
    if shown.is_empty() {
        let fault = Fault::NoSuchPage { page: options.number, pages: brochure.book.pages.len() };
        return Err(Some(Box::new(Diagnostic::error(None, fault))));
    }
    let faults = brochure.render_drawings(&shown);
    if !faults.is_empty() {
        brochure.diagnostics.extend(faults);
        return Err(None);
    }
    let pages: Vec<&Page> = shown.iter().map(|index| &brochure.book.pages[*index]).collect();
    let proofs = if wants_proof { brochure.proofs(&pages, &changes) } else { Vec::new() };
    let pages = if wants_proof { proofs.iter().collect() } else { pages };
    let bytes = draw(&pages, options, brochure).map_err(Some)?;
    changes.retain(|change| change.lines.iter().any(|(page, _)| shown.contains(page)));
    Ok((changes, bytes))
}

/// Draws pages side by side, in the format given by the extension of the output file.
fn draw(pages: &[&Page], options: &PageOptions, brochure: &Brochure) -> Result<Vec<u8>, Box<Diagnostic>> {
    let printed = if options.printed { Some(brochure.printed_pictures(pages)?) } else { None };
    let assets = Assets { pictures: printed.as_ref().unwrap_or(&brochure.reading.pictures), ..brochure.assets() };
    let extension = options.output.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    let (bytes, fault) = match extension.as_str() {
        "png" => (png::draw(pages, assets, f64::from(options.dpi)), Fault::TooManyPixels { dpi: options.dpi }),
        format => {
            let bytes = match format {
                "svg" => Some(svg::draw(pages, assets).into_bytes()),
                "pdf" => Some(brochure.excerpt_pdf(pages, assets)),
                _ => None,
            };
            (bytes, unknown_format(&options.output, &["png", "svg", "pdf"]))
        }
    };
    bytes.ok_or_else(|| Box::new(Diagnostic::error(None, fault)))
}

/// Returns the index of the requested page or, with `--spread`, of the pages of its spread from left to right.
fn chosen(book: &Book, options: &PageOptions) -> Vec<usize> {
    let wanted = |(_, page): &(usize, &Page)| {
        let together = options.spread && page.folio / 2 == options.number / 2;
        page.folio == options.number || together
    };
    if options.number == 0 || options.number > book.pages.len() {
        return Vec::new();
    }
    book.pages.iter().enumerate().filter(wanted).map(|(index, _)| index).collect()
}
