//! The result of setting a line.

use crate::compose::styled_text::{Label, LinkTarget};
use crate::diagnostic::Span;
use crate::geometry::Point;
use crate::page;
use crate::unit::Length;

/// A line that has been set.
#[derive(Clone, Debug, Default)]
pub(in crate::compose) struct SetLine {
    /// Glyphs, rules and pictures; the origin is the left end of the measure, on the baseline.
    pub(in crate::compose) items: Vec<(Point, page::Item)>,
    /// The position at which its letters end.
    pub(in crate::compose) right: Length,
    pub(in crate::compose) labels: Vec<Label>,
    /// Links, with the positions in the line at which they begin and end.
    pub(in crate::compose) links: Vec<(Length, Length, LinkTarget)>,
    /// Whether it ends in a hyphenated word.
    pub(in crate::compose) hyphenated: bool,
    /// Whether it is justified, and not the last of its paragraph.
    pub(in crate::compose) full: bool,
    /// Its word space in per cent of the natural one.
    pub(in crate::compose) space_percent: u32,
    /// By how much it exceeds its measure.
    pub(in crate::compose) excess: Length,
    /// Its last word, for messages.
    pub(in crate::compose) last_word: String,
    /// Its location in the source.
    pub(in crate::compose) span: Span,
}
