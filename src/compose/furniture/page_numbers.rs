//! Adds page numbers to pages.

use super::margin_line::{MarginLine, PageInfo};
use crate::compose::fragment::Fragment;
use crate::compose::layouter::BlockLayouter;
use crate::page::PageRole;
use crate::unit::Length;

/// The minimum distance of a page number from the foot of the page, in millimetres, because copiers leave the edge blank.
const LEAST_FROM_EDGE: f64 = 6.5;

/// Adds the page number to a page that carries one, halfway between the text and the foot of the page.
pub(super) fn add(layouter: &mut BlockLayouter, page: &PageInfo, fragment: &mut Fragment) {
    let spec = layouter.context.spec;
    let carries_one = match page.role {
        PageRole::Opening | PageRole::Text => spec.folios,
        PageRole::Cover | PageRole::Display | PageRole::Blank => false,
    };
    if carries_one {
        let baseline = spec.page.trim.height - (spec.page.bottom / 2).max(Length::mm(LEAST_FROM_EDGE));
        MarginLine { text: page.folio.to_string(), baseline, emphasised: false }.add(layouter, page, fragment);
    }
}
