//! `agrafe page`: one page or its spread, as a picture.

use super::Outcome;
use super::args::PageOptions;
use super::output::Outputs;
use super::pipeline::{self, Wanted};
use super::progress::Progress;
use super::report::Console;
use super::{plates, proofs, since};
use crate::diagnostic::{Diagnostic, Fault, Span, has_errors};
use crate::page::{Book, Page};
use crate::write::{Stock, pdf, png, svg};

pub(super) fn run(options: &PageOptions, console: &Console) -> Outcome {
    let progress = Progress::start(console);
    let mut made = pipeline::make(&options.brochure, &Wanted::default(), console, &progress);
    let fault = |fault| Diagnostic::error(None::<Span>, fault);
    let count = made.book.pages.len();
    let mut changes = Vec::new();
    if let Some(since) = options.since.as_deref().filter(|_| !has_errors(&made.diagnostics)) {
        match since::changes(since, &made, console) {
            Ok(found) => changes = found,
            Err(refused) => made.diagnostics.push(*refused),
        }
    }
    let wants_proof = options.proof || options.since.is_some();
    if wants_proof {
        made.preflight();
    }
    let proofs: Vec<Page>;
    let mut pages = chosen(&made.book, options);
    let shown: Vec<usize> = pages.iter().map(|page| page.folio - 1).collect();
    if wants_proof {
        proofs = proofs::proofs(&pages, &made, &changes);
        pages = proofs.iter().collect();
    }
    let mut pictures = None;
    if options.printed && !has_errors(&made.diagnostics) {
        match plates::printed(&made, &pages) {
            Ok(book) => pictures = Some(book),
            Err(refused) => made.diagnostics.push(*refused),
        }
    }
    let mut bytes = None;
    if !has_errors(&made.diagnostics) {
        if pages.is_empty() {
            made.diagnostics.push(fault(Fault::NoSuchPage { page: options.number, pages: count }));
        } else {
            let ending = options.output.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
            let stock = Stock { pictures: pictures.as_ref().unwrap_or(&made.reading.pictures), ..made.stock() };
            bytes = match ending.as_str() {
                "png" => png::draw(&pages, stock, f64::from(options.dpi)),
                "svg" => Some(svg::draw(&pages, stock).into_bytes()),
                "pdf" => {
                    let book =
                        Book { pages: pages.iter().map(|p| (*p).clone()).map(unlinked).collect(), marks: Vec::new() };
                    let information = made.information();
                    Some(pdf::Prepared::new(&book, stock, &information).reading(made.carry()).into_bytes())
                }
                _ => None,
            };
            if bytes.is_none() {
                let unknown = Fault::UnknownFormat { file: options.output.display().to_string() };
                let huge = Fault::TooManyPixels { dpi: options.dpi };
                made.diagnostics.push(fault(if ending == "png" { huge } else { unknown }));
            }
        }
    }
    drop(progress);
    if let Some(bytes) = bytes {
        let mut outputs = Outputs::default();
        outputs.add(&options.output, bytes);
        if let Err(fault) = outputs.write() {
            made.diagnostics.push(*fault);
        }
    }
    let listed = changes.iter().filter(|change| change.lines.iter().any(|(page, _)| shown.contains(page)));
    console.result(&since::said(listed, console));
    console.diagnostics(&made.diagnostics, &made.reading.sources);
    made.outcome()
}

/// The page, or the two that are seen together: the even one on the left.
fn chosen<'b>(book: &'b Book, options: &PageOptions) -> Vec<&'b Page> {
    let wanted = |page: &&Page| {
        let together = options.spread && page.folio / 2 == options.number / 2;
        page.folio == options.number || together
    };
    if options.number == 0 || options.number > book.pages.len() {
        return Vec::new();
    }
    book.pages.iter().filter(wanted).collect()
}

/// Links lead to pages that aren't in a file of one page.
fn unlinked(mut page: Page) -> Page {
    page.items.retain(|(_, item)| !matches!(item, crate::page::Item::Link(crate::page::Target::Place(..), _)));
    page
}
