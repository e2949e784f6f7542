//! A line of furniture: words at the outer edge of the text area, above or below it.

use crate::compose::column::Column;
use crate::compose::fragment::Fragment;
use crate::compose::layouter::BlockLayouter;
use crate::compose::line::Alignment;
use crate::compose::style::Style;
use crate::diagnostic::Span;
use crate::geometry::Point;
use crate::manuscript::Words;
use crate::page::PageRole;
use crate::structure;
use crate::unit::Length;

/// The properties of a page that its furniture depends on.
pub(in crate::compose) struct PageInfo {
    pub(in crate::compose) folio: usize,
    pub(in crate::compose) role: PageRole,
    /// The index of the text that the page belongs to.
    pub(in crate::compose) text: Option<usize>,
    /// The title of the last text that begins on the page.
    pub(in crate::compose) title: Option<String>,
}

/// Words on one baseline of a page, in the type size of notes, at the outer edge of the text area.
pub(super) struct MarginLine {
    pub(super) text: String,
    /// The distance of the baseline from the top of the page.
    pub(super) baseline: Length,
    pub(super) emphasised: bool,
}

impl MarginLine {
    pub(super) fn add(self, layouter: &mut BlockLayouter, page: &PageInfo, fragment: &mut Fragment) {
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
