//! Page labels: the page numbers that a viewer shows (ISO 32000, 12.4.2).

use super::document::Document;
use pdf_writer::Ref;
use pdf_writer::types::NumberingStyle;
use pdf_writer::writers::PageLabel;

/// Writes the only label range of a brochure, which is Arabic numbers from 1, and returns its object. The covers are
/// counted, as they are in the folios on the pages.
pub(super) fn write(document: &mut Document) -> Ref {
    let id = document.numbers.next();
    document.object().indirect(id).start::<PageLabel>().style(NumberingStyle::Arabic).offset(1);
    id
}
