//! The links of a page as annotations (ISO 32000, 12.5.6.5).

use super::document::Document;
use super::units::points;
use crate::page::{Item, Page, Target};
use pdf_writer::types::{ActionType, AnnotationFlags, AnnotationType};
use pdf_writer::writers::Annotation;
use pdf_writer::{Finish, Rect, Ref, Str};

/// Writes the links of a page and returns their objects. `page_ids` are the page objects of `pages`, which is the whole
/// book.
pub(super) fn write(document: &mut Document, page: &Page, pages: &[Page], page_ids: &[Ref]) -> Vec<Ref> {
    let mut ids = Vec::new();
    for (at, item) in &page.items {
        let Item::Link(target, size) = item else { continue };
        let id = document.numbers.next();
        let (left, top) = (points(at.x), points(page.trim.height - at.y));
        let mut annotation = document.object().indirect(id).start::<Annotation>();
        annotation.subtype(AnnotationType::Link);
        annotation.rect(Rect::new(left, top - points(size.height), left + points(size.width), top));
        annotation.border(0.0, 0.0, 0.0, None);
        annotation.flags(AnnotationFlags::PRINT);
        match target {
            Target::Address(address) => {
                annotation.action().action_type(ActionType::Uri).uri(Str(address.as_bytes()));
            }
            Target::Place(number, y) => {
                let mut action = annotation.action();
                action.action_type(ActionType::GoTo);
                action.destination().page(page_ids[*number]).xyz(0.0, points(pages[*number].trim.height - *y), None);
            }
        }
        annotation.finish();
        ids.push(id);
    }
    ids
}
