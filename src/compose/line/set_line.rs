//! A line, set: what setting a line gives.

use crate::compose::styled_text::{Label, LinkTarget};
use crate::diagnostic::Span;
use crate::geometry::Point;
use crate::page;
use crate::unit::Length;

/// A line, set.
#[derive(Clone, Debug, Default)]
pub(in crate::compose) struct SetLine {
    /// Glyphs, rules and pictures; the origin is the left end of the measure, on the baseline.
    pub(in crate::compose) items: Vec<(Point, page::Item)>,
    /// Where its letters end.
    pub(in crate::compose) right: Length,
    pub(in crate::compose) labels: Vec<Label>,
    /// Links, from one place in the line to another.
    pub(in crate::compose) links: Vec<(Length, Length, LinkTarget)>,
    /// Whether it ends in a hyphenated word.
    pub(in crate::compose) hyphenated: bool,
    /// Whether it is justified, and not the last of its paragraph.
    pub(in crate::compose) full: bool,
    /// Its word space in percent of the natural one.
    pub(in crate::compose) space_percent: u32,
    /// By how much it exceeds its measure.
    pub(in crate::compose) excess: Length,
    /// Its last word, for messages.
    pub(in crate::compose) last_word: String,
    /// Where it was typed.
    pub(in crate::compose) span: Span,
}
