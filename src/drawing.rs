//! Drawings made of labels and rules, for plans of sheets and for test sheets.
//!
//! These drawings contain words, but the stages that create them (`impose`, `halftone`) have no access to fonts. They set their
//! words through a [`LabelSetter`], which the composing stage implements.

use crate::geometry::{Point, Size};
use crate::page::{Ink, Item, Page};
use crate::unit::Length;

/// How the lines of a label are aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextAlign {
    /// Every line starts at the label's point.
    Left,
    /// Every line is centred on the label's point.
    Centred,
}

/// A few words on a drawing.
#[derive(Clone, Copy, Debug)]
pub struct TextLabel<'a> {
    /// The words. They are broken into lines if they are wider than `measure`.
    pub text: &'a str,
    /// The start of the first baseline, or its middle if the label is centred.
    pub at: Point,
    /// How the lines are aligned.
    pub align: TextAlign,
    /// The type size.
    pub size: Length,
    /// The maximum width of a line.
    pub measure: Length,
}

/// A label that has been set.
#[derive(Clone, Debug)]
pub struct SetLabel {
    /// The glyphs, positioned on the page.
    pub items: Vec<(Point, Item)>,
    /// The distance from the first baseline to the baseline of the first line that would follow the label.
    pub height: Length,
}

/// Sets the words of labels as glyphs.
pub trait LabelSetter {
    /// Sets a label.
    fn set(&self, label: &TextLabel) -> SetLabel;
}

/// A drawing under construction: labels and rules, in the order in which they are drawn.
pub struct Drawing<'a> {
    labels: &'a dyn LabelSetter,
    items: Vec<(Point, Item)>,
}

impl<'a> Drawing<'a> {
    /// Creates an empty drawing.
    pub fn new(labels: &'a dyn LabelSetter) -> Drawing<'a> {
        Drawing { labels, items: Vec::new() }
    }

    /// Adds a label and returns its height.
    pub fn label(&mut self, label: &TextLabel) -> Length {
        let SetLabel { mut items, height } = self.labels.set(label);
        self.items.append(&mut items);
        height
    }

    /// Adds a filled rectangle with its top left corner at `at`.
    pub fn rule(&mut self, at: Point, size: Size, ink: Ink) {
        self.items.push((at, Item::Rule(size, ink)));
    }

    /// Returns the items of the drawing.
    pub fn into_items(self) -> Vec<(Point, Item)> {
        self.items
    }

    /// Converts the drawing to a page.
    pub fn into_page(self, folio: usize, size: Size) -> Page {
        let mut page = Page::blank(folio, size);
        page.items = self.items;
        page
    }
}
