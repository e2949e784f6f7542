//! Adds page numbers to pages.

use super::margin_line::{MarginLine, PageInfo};
use crate::compose::fragment::Fragment;
use crate::compose::layouter::BlockLayouter;
use crate::page::PageRole;
use crate::unit::Length;

/// The minimum distance of a page number from the foot of the page, in millimetres, because copiers leave the edge blank.
const MIN_FROM_EDGE: f64 = 6.5;

/// Adds the page number halfway between the text and the foot of the page, unless the page is printed without a number.
pub(super) fn add(layouter: &mut BlockLayouter, page: &PageInfo, fragment: &mut Fragment) {
    let spec = layouter.context.spec;
    let has_number = match page.role {
        PageRole::Opening | PageRole::Text => spec.folios,
        PageRole::Cover | PageRole::Display | PageRole::Blank => false,
    };
    if has_number {
        let baseline = spec.page.trim.height - (spec.page.bottom / 2).max(Length::mm(MIN_FROM_EDGE));
        MarginLine { text: page.folio.to_string(), baseline, emphasised: false }.add(layouter, page, fragment);
    }
}
