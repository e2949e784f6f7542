//! Words on drawings: plans of sheets, test sheets, pages to write on.

use super::galley::{Frame, Setter};
use super::line::Setting;
use super::notes::NoCalls;
use super::style::{Family, Style};
use super::{Composer, Flow, Manuscript, Press};
use crate::diagnostic::Span;
use crate::font::FontBook;
use crate::geometry::Point;
use crate::manuscript::Words;
use crate::page::Item;
use crate::spec::Spec;
use crate::unit::Length;

/// How the words of a drawing stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// From the point on.
    Left,
    /// Around the point.
    Centred,
}

/// Sets words for drawings, in the headings' face.
pub struct Lettering<'a> {
    composer: Composer,
    manuscript: Manuscript,
    spec: &'a Spec,
    fonts: &'a FontBook,
}

impl<'a> Lettering<'a> {
    /// Lettering in the faces of a brochure.
    pub fn new(spec: &'a Spec, fonts: &'a FontBook) -> Lettering<'a> {
        Lettering { composer: Composer::for_once(spec), manuscript: Manuscript::default(), spec, fonts }
    }

    /// Words in lines of at most `measure` from the baseline at `at` down, and how far down they go.
    pub fn words(
        &self,
        text: &str,
        (at, stand): (Point, Stand),
        (size, measure): (Length, Length),
    ) -> (Vec<(Point, Item)>, Length) {
        let press: Press = self.composer.press(&self.manuscript, self.spec, self.fonts);
        let mut setter = Setter::new(press, &NoCalls, &self.spec.language);
        let style = Style::plain(Family::Headings, size);
        let (left, setting) = match stand {
            Stand::Left => (at.x, Setting::Left),
            Stand::Centred => (at.x - measure / 2, Setting::Centred),
        };
        let leading = size.scale(5, 4);
        let frame = Frame { left, measure, style, leading, setting, hyphenate: false, indent: Length::ZERO };
        let words = Words { text: text.to_string(), span: Span::default() };
        let mut items = Vec::new();
        // Rows have their baseline below their upper edge.
        let mut y = at.y - frame.baseline();
        for row in setter.flow(Flow::words(&words, style), frame) {
            items.extend(row.items.into_iter().map(|(p, item)| (p.moved(Length::ZERO, y), item)));
            y += row.height;
        }
        (items, y + frame.baseline() - at.y)
    }
}
