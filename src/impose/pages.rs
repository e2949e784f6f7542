//! The pages of a booklet in reading order, with blank pages that fill the last sheet.

use crate::geometry::Size;
use crate::page::InkBounds;
use crate::sheet::{Layout, PageIndex};

/// The pages to impose.
#[derive(Clone, Copy, Debug)]
pub struct Pages<'a> {
    /// The size of each page.
    pub sizes: &'a [Size],
    /// The bounds of the ink on each page. The slice is empty if they are not known.
    pub ink: &'a [InkBounds],
    /// Whether the last page is a back cover, which stays last when blanks are added.
    pub back_cover: bool,
    /// Whether the first two and the last two pages get a separate sheet, for coloured paper.
    pub separate_cover: bool,
}

/// The pages of a booklet in order. `None` is a blank page.
pub(super) type Slots = [Option<PageIndex>];

/// Returns the pages of the booklet, with blanks added to fill whole sheets. Blanks are inserted before the back cover,
/// or at the end if there is none. They are never inserted between pages of the text, and they never turn a right-hand
/// page into a left-hand page.
pub(super) fn slots(pages: Pages, per_sheet: usize) -> Vec<Option<PageIndex>> {
    let count = pages.sizes.len();
    let total = count.next_multiple_of(per_sheet);
    let end_of_text = if pages.back_cover { count - 1 } else { count };
    let blanks = std::iter::repeat_n(None, total - count);
    (0..end_of_text).map(Some).chain(blanks).chain((end_of_text..count).map(Some)).collect()
}

/// Returns the number of blank pages that a layout adds to `count` pages.
pub fn blanks(count: usize, layout: &Layout) -> usize {
    count.next_multiple_of(layout.pages_per_sheet()) - count
}
