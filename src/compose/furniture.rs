//! Furniture: what pages carry besides their text. It is added when it is known which page is on which side.

mod page_numbers;
mod running_heads;

use super::column::Column;
use super::context::Context;
use super::fragment::Fragment;
use super::layouter::BlockLayouter;
use super::style::Style;
use crate::diagnostic::{Span, Warned};
use crate::geometry::Point;
use crate::manuscript::Words;
use crate::page::Role;
use crate::structure;
use crate::unit::Length;

/// What furniture depends on.
pub(super) struct PageInfo {
    pub(super) folio: usize,
    pub(super) role: Role,
    /// The text that it is a page of.
    pub(super) text: Option<usize>,
    /// The last title of a text that begins on it.
    pub(super) title: Option<String>,
}

/// The furniture of every page, as fragments with the origin of the page.
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

/// Words on one baseline of a page, in the type of notes, at the outer edge of the text area.
struct MarginLine {
    text: String,
    /// The distance of the baseline from the top of the page.
    baseline: Length,
    emphasised: bool,
}

impl MarginLine {
    fn add(self, layouter: &mut BlockLayouter, page: &PageInfo, fragment: &mut Fragment) {
        use super::line::Alignment;
        let spec = layouter.context.spec;
        let body = layouter.body_column();
        let recto = page.folio % 2 == 1;
        let alignment = if recto { Alignment::Right } else { Alignment::Left };
        let plain = Style { size: spec.notes.size, ..body.style };
        let style = if self.emphasised { plain.emphasised() } else { plain };
        let column = Column { style, alignment, hyphenate: false, ..body };
        let words = Words { text: self.text, span: Span::default() };
        if let Some(mut row) = layouter.single_line(&words, column) {
            row.fragment.set_role(structure::Role::Artifact);
            let at = Point::new(spec.page.left(recto), self.baseline - column.baseline());
            fragment.overlay(at, row.fragment);
        }
    }
}
