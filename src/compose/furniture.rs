//! Lays out furniture: the page numbers and running heads that pages carry besides their text. They are added once it is
//! clear which pages are left-hand pages and which are right-hand pages.

mod margin_line;
mod page_numbers;
mod running_heads;

use super::context::Context;
use super::fragment::Fragment;
use super::layouter::BlockLayouter;
use crate::diagnostic::Warned;
pub(super) use margin_line::PageInfo;

/// Lays out the furniture of every page, as fragments with the same origins as the pages.
pub(super) fn furniture(context: Context, pages: &[PageInfo]) -> Warned<Vec<Fragment>> {
    let mut layouter = BlockLayouter::outside_texts(context);
    let heads = running_heads::heads(context, pages);
    let mut all = Vec::with_capacity(pages.len());
    for (page, head) in pages.iter().zip(heads) {
        let mut fragment = Fragment::new(context.spec.page.trim);
        page_numbers::add(&mut layouter, page, &mut fragment);
        if let Some(head) = head {
            running_heads::add(&mut layouter, page, head, &mut fragment);
        }
        all.push(fragment);
    }
    layouter.finish(all)
}
