//! Writes the summary of `agrafe build`: how to print the sheets, how the brochure was fitted, and the number of corrections.

use super::args::BuildOptions;
use crate::compose::fit_to_page_count::points;
use crate::diagnostic::Lang;
use crate::diagnostic::messages::{interface as text, sheets};
use crate::impose::{self, Imposition};
use crate::session::{Brochure, PdfContent};
use crate::sheet::Layout;
use crate::unit::Length;

/// The smallest creep that the summary mentions, in millimetres. A guillotine is no more accurate than this.
const MIN_CREEP_MM: f64 = 0.3;

/// Describes the content of a PDF: `24 pages`, or `6 sheets, 1 blank page`.
pub(super) fn content(content: PdfContent, lang: Lang) -> String {
    match content {
        PdfContent::Pages(pages) => sheets::pages(lang, pages),
        PdfContent::Sheets { sheets, blanks: 0 } => sheets::sheets(lang, sheets),
        PdfContent::Sheets { sheets, blanks } => {
            format!("{}, {}", sheets::sheets(lang, sheets), text::blank_pages(lang, blanks))
        }
    }
}

/// Returns the summary of a brochure and its impositions, one for each layout.
pub(super) fn summary(options: &BuildOptions, brochure: &Brochure, impositions: &[Imposition], lang: Lang) -> String {
    let mut lines = Vec::new();
    for (layout, imposition) in brochure.layouts.iter().zip(impositions) {
        lines.extend(printing(layout, imposition, lang));
    }
    if options.fit.is_some() || brochure.spec.fit.pages.is_some() {
        lines.extend(fitted(brochure, lang));
    }
    if !brochure.corrections.is_empty() {
        lines.push(text::corrections(lang, brochure.corrections.len()));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

/// Returns the type size and leading after fitting, the number of sheets saved, and the paragraphs that changed.
fn fitted(brochure: &Brochure, lang: Lang) -> Vec<String> {
    let body = &brochure.spec.body;
    let mut settings = text::fitted(lang, &points(body.size), &points(body.leading));
    let sheets = |pages: usize| pages.div_ceil(4);
    let saved = sheets(brochure.fit.pages_before).saturating_sub(sheets(brochure.book.pages.len()));
    if saved > 0 {
        settings.push_str(&text::sheets_saved(lang, saved));
    }
    let places = brochure.fit.paragraphs.clone();
    let paragraphs = brochure.spec.fit.loosened.first().map(|first| match first.by {
        ..0 => text::paragraphs_shortened(lang, places),
        _ => text::paragraphs_lengthened(lang, places),
    });
    std::iter::once(settings).chain(paragraphs).collect()
}

/// Returns the lines of the summary about a layout: the settings for the print dialogue, the signatures and the creep.
fn printing(layout: &Layout, imposition: &Imposition, lang: Lang) -> Vec<String> {
    let how = impose::finishing::printing(layout, imposition.sheets.len(), lang);
    let mut lines = vec![text::how_to_print(lang, &layout.slug, &how)];
    if imposition.signatures.len() > 1 {
        let sizes: Vec<String> = imposition.signatures.iter().map(usize::to_string).collect();
        lines.push(text::signatures(lang, &sizes.join(" + ")));
    }
    if imposition.creep >= Length::mm(MIN_CREEP_MM) {
        let mm = format!("{:.1}", imposition.creep.to_mm());
        let is_compensated = layout.creep.unwrap_or(layout.trim);
        lines.push(if is_compensated { text::creep_compensated(lang, &mm) } else { text::creep(lang, &mm) });
    }
    lines
}
