//! Lays out the picture on the centre spread. Both pages of the spread are on the innermost sheet, so the picture crosses
//! the fold and is not divided by a paper edge.

use super::column::Column;
use super::context::Context;
use super::figures::{caption_space, fitted, picture};
use super::fragment::Fragment;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::row::Row;
use crate::diagnostic::Warned;
use crate::geometry::{Point, Size};
use crate::manuscript::Figure;
use crate::page::Item;
use crate::structure::Role;
use crate::unit::Length;

/// The number of pages on a sheet that is folded once. The position of the middle follows from the number of whole sheets.
const PAGES_PER_SHEET: usize = 4;

/// Returns the number of pages before the centre spread in a brochure of `pages` pages.
pub(super) fn pages_before(pages: usize) -> usize {
    pages.max(1).next_multiple_of(PAGES_PER_SHEET) / 2 - 1
}

/// Lays out both middle pages, as fragments with the same origins as their pages. The caption is below the left half of the
/// picture.
pub(super) fn pages(context: Context, text: usize, figure: &Figure) -> Warned<[Fragment; 2]> {
    let page = &context.spec.page;
    let mut layouter = BlockLayouter::new(context, context.note_refs(text), context.language(text));
    let column = layouter.body_column();
    let width = page.trim.width;
    let outer = page.left(false);
    // From the outer edge of the text area on the left page to that on the right page.
    let whole = (width - outer) * 2;
    let shape = context.spec.pictures.shapes.get(&figure.picture.name);
    let visible = shape.and_then(|shape| shape.crop).unwrap_or(figure.picture.pixels);
    let widest = shape.and_then(|shape| shape.width).unwrap_or(whole).min(whole);
    let caption_column = |size: Size| Column {
        left: (whole - size.width) / 2,
        measure: size.width / 2 - (width - outer - column.measure),
        alignment: Alignment::Left,
        ..column
    };
    let mut size = fitted(visible, widest, page.height());
    let mut caption = layouter.caption(figure, caption_column(size));
    let space = if caption.is_empty() { Length::ZERO } else { caption_space(column.style.size) };
    let below = space + caption.iter().map(Row::height).sum::<Length>();
    if size.height + below > page.height() {
        size = fitted(visible, widest, page.height() - below);
        caption = layouter.caption(figure, caption_column(size));
    }
    let mut pages = [Fragment::new(page.trim), Fragment::new(page.trim)];
    if let Some(image) = figure.picture.image {
        let item = picture(image, &figure.picture, size, shape);
        // A third of the remaining height goes above the picture.
        let top = page.top + (page.height() - size.height - below) / 3;
        let half = Size::new(size.width / 2, size.height);
        // The picture is in a group of its own, since the two halves together show all of it: neither is a crop.
        let whole = Item::Group(None, vec![(Point::default(), item)]);
        let clipped = |x: Length| Item::Group(Some(half), vec![(Point::new(x, Length::ZERO), whole.clone())]);
        pages[0].draw(Role::Figure, Point::new(width - half.width, top), clipped(Length::ZERO));
        pages[1].draw(Role::Figure, Point::new(Length::ZERO, top), clipped(-half.width));
        let mut y = top + size.height + space;
        for row in caption {
            let height = row.height();
            pages[0].push(Point::new(outer, y), row.fragment);
            y += height;
        }
    }
    layouter.finish(pages)
}

#[cfg(test)]
mod tests {
    use super::pages_before;

    #[test]
    fn the_middle_of_a_booklet_is_between_a_left_and_a_right_page() {
        assert_eq!([1, 4, 5, 8, 26, 28].map(pages_before), [1, 1, 3, 3, 13, 13]);
    }
}
