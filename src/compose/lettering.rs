//! Sets labels in diagrams, and short texts that are not part of the brochure: on plans of sheets, test sheets, proofs and
//! pages to write on.

use super::column::Column;
use super::context::{Caches, Context};
use super::fragment::Fragment;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::style::{Family, Style};
use super::styled_text::StyledText;
use crate::diagnostic::Span;
use crate::drawing::{LabelSetter, SetLabel, TextAlign, TextLabel};
use crate::font::FontBook;
use crate::geometry::Point;
use crate::manuscript::{Manuscript, Words};
use crate::spec::Spec;
use crate::unit::Length;

/// Sets labels in the face of the headings.
pub struct Lettering<'a> {
    caches: Caches,
    manuscript: Manuscript,
    spec: &'a Spec,
    fonts: &'a FontBook,
}

impl<'a> Lettering<'a> {
    /// Creates a setter for labels in the faces of a brochure.
    pub fn new(spec: &'a Spec, fonts: &'a FontBook) -> Lettering<'a> {
        let caches = Caches::for_one_composition(spec);
        Lettering { caches, manuscript: Manuscript::default(), spec, fonts }
    }
}

impl LabelSetter for Lettering<'_> {
    fn set(&self, label: &TextLabel) -> SetLabel {
        let Lettering { caches, manuscript, spec, fonts } = self;
        let &TextLabel { text, at, align, size, measure } = label;
        let mut layouter = BlockLayouter::outside_texts(Context { manuscript, spec, fonts, caches });
        let style = Style::plain(Family::Headings, size);
        let (left, alignment) = match align {
            TextAlign::Left => (at.x, Alignment::Left),
            TextAlign::Centred => (at.x - measure / 2, Alignment::Centred),
        };
        // A leading of 1.25 times the size is enough, because labels consist of a few short lines.
        let leading = size.scale(5, 4);
        let column = Column { left, measure, style, leading, alignment, hyphenate: false, indent: Length::ZERO };
        let words = Words { text: text.to_string(), span: Span::default() };
        let mut all = Fragment::default();
        // A row is positioned by its upper edge, a label by its first baseline.
        let mut y = at.y - column.baseline();
        for row in layouter.text(StyledText::words(&words, style), column) {
            let height = row.height();
            all.overlay(Point::new(Length::ZERO, y), row.fragment);
            y += height;
        }
        SetLabel { items: all.items, height: y + column.baseline() - at.y }
    }
}
