//! Fills pages that would otherwise be blank, with lines to write on or with a text of the brochure.

use super::brochure::Brochure;
use crate::compose::{Input, Lettering, compose};
use crate::diagnostic::{Diagnostic, Fault};
use crate::drawing::{LabelSetter, TextAlign, TextLabel};
use crate::geometry::{Point, Size};
use crate::impose;
use crate::manuscript::{Manuscript, Opener, Text};
use crate::normalise;
use crate::page::{Ink, Item, Page, PageRole};
use crate::unit::Length;
use std::sync::Arc;

/// Replaces the blank pages of the first layout with pages for the entries of `[blank] fill`, in order. The new pages come
/// before the back cover. Entries without a blank page to fill are ignored.
pub(super) fn fill(brochure: &mut Brochure) {
    let texts = std::mem::take(&mut brochure.reading.fillers);
    let Some(layout) = brochure.layouts.first() else { return };
    let wanted = brochure.reading.raw.blank_fill.clone().unwrap_or_default();
    let blanks = impose::blanks(brochure.book.pages.len(), layout).min(wanted.len());
    let mut texts = texts.into_iter();
    let covered = brochure.book.pages.last().is_some_and(|page| page.role == PageRole::Cover);
    for name in wanted.iter().take(blanks) {
        let at = brochure.book.pages.len() - usize::from(covered);
        let folio = at + 1;
        let page = match name.value.as_str() {
            "notes" => Some(lines(brochure, folio)),
            file => texts.next().and_then(|text| text_page(brochure, text, file, folio)),
        };
        if let Some(page) = page {
            brochure.book.pages.insert(at, page);
            if let Some(last) = brochure.book.pages.get_mut(at + 1) {
                last.folio += 1;
            }
        }
    }
}

/// Returns a page for notes, with ruled lines that are two leadings apart.
fn lines(brochure: &Brochure, folio: usize) -> Page {
    let (spec, fonts) = (&brochure.spec, &brochure.reading.fonts);
    let mut page = Page::blank(folio, spec.page.trim);
    page.role = PageRole::Display;
    let (left, measure) = (spec.page.left(page.is_recto()), spec.page.measure());
    let lettering = Lettering::new(spec, fonts);
    let size = spec.body.size.scale(12, 10);
    let head = Point::new(left, spec.page.top + size);
    // The word is the same in English and in French.
    page.append(lettering.set(&TextLabel { text: "Notes", at: head, align: TextAlign::Left, size, measure }).items);
    let step = spec.body.leading * 2;
    let mut y = spec.page.top + step * 2;
    while y <= spec.page.trim.height - spec.page.bottom {
        // A rule of half a point survives photocopying.
        page.append(vec![(Point::new(left, y), Item::Rule(Size::new(measure, Length::pt(0.5)), Ink::Black))]);
        y += step;
    }
    page
}

/// Composes a text as a single page without page number and running head. If it takes more than one page, reports an error and
/// returns `None`.
fn text_page(brochure: &mut Brochure, text: Arc<Text>, file: &str, folio: usize) -> Option<Page> {
    let mut spec = brochure.spec.clone();
    (spec.cover, spec.contents, spec.running_heads) = (None, None, Some(false));
    (spec.folios, spec.body.opener) = (false, Opener::Continue);
    let manuscript = Manuscript { texts: vec![text] };
    let normalised = normalise::manuscript(manuscript, &spec).report_to(&mut brochure.diagnostics);
    brochure.corrections.extend(normalised.corrections);
    let input = Input { manuscript: &normalised.manuscript, spec: &spec, fonts: &brochure.reading.fonts };
    let composed = compose(input);
    brochure.diagnostics.extend(composed.diagnostics);
    let mut pages = composed.value.pages;
    if pages.len() != 1 {
        let fault = Fault::FillerTooLong { file: file.to_string(), pages: pages.len() };
        brochure.diagnostics.push(Diagnostic::error(None, fault));
        return None;
    }
    let mut page = pages.pop()?;
    // The page was composed as page 1, which is a recto. If it becomes a verso, it is moved to the margins of a verso.
    let shift = spec.page.left(folio % 2 == 1) - spec.page.left(true);
    page.items.iter_mut().for_each(|(at, _)| at.x += shift);
    page.lines.iter_mut().for_each(|line| line.at.x += shift);
    page.folio = folio;
    Some(page)
}
