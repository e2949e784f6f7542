//! Rows: a text as one long column, before it is cut into pages.
//!
//! A row is a fragment with what the page breaker has to know: what a page break before it costs, whether it is only space,
//! which picture or footnote goes with it. Rows of text are one leading high, and everything else is a whole number of
//! leadings, so that the lines on both sides of a leaf are on the same baseline grid.

use super::column::Column;
use super::fragment::Fragment;
use super::line::SetLine;
use super::styled_text::{Label, LinkTarget};
use super::widow_control::{BreakCost, break_cost};
use crate::diagnostic::Span;
use crate::geometry::{Point, Size};
use crate::manuscript::NoteId;
use crate::page::Line;
use crate::structure::Role;
use crate::unit::Length;

/// A row of a column.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// What is drawn, from the column's left edge and the row's top.
    pub(super) fragment: Fragment,
    /// What a page break before it costs.
    pub(super) break_before: BreakCost,
    /// Whether it is only space, which is dropped at the top and at the foot of a page.
    pub(super) is_space: bool,
    /// The heading that begins here, for the outline and the contents.
    pub(super) heading: Option<Box<HeadingMark>>,
    /// Whether it ends in a hyphenated word.
    pub(super) hyphenated: bool,
    /// A picture that goes near it.
    pub(super) float: Option<Box<Float>>,
    /// The notes that it refers to, which may be footnotes of its page.
    pub(super) notes: Vec<NoteId>,
    /// The paragraph of running text that it is a line of.
    pub(super) paragraph: Option<ParagraphId>,
}

/// A paragraph of running text, by its place in the manuscript: it can be set again with a line more or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ParagraphId {
    /// Its text.
    pub(super) text: usize,
    /// Its block in the text.
    pub(super) block: usize,
    /// Its number among the paragraphs of that block.
    pub(super) ordinal: u32,
}

/// A heading as the contents and the outline list it.
#[derive(Clone, Debug)]
pub(super) struct HeadingMark {
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) anchor: Option<String>,
    /// Whether the contents list it: they don't list the questions of an interview.
    pub(super) listed: bool,
    pub(super) span: Span,
}

/// A picture with its caption, which goes where there is room near the place that mentions it.
#[derive(Debug, Default)]
pub(super) struct Float {
    /// Its height with the space that separates it from the text: a whole number of leadings.
    pub(super) height: Length,
    /// The picture and its caption.
    pub(super) fragment: Fragment,
}

impl Row {
    /// A row of that height with nothing in it.
    pub(super) fn empty(height: Length) -> Row {
        Row { fragment: Fragment::new(Size::new(Length::ZERO, height)), ..Row::default() }
    }

    /// Space that is dropped at the top and at the foot of a page.
    pub(super) fn space(height: Length) -> Row {
        Row { is_space: true, ..Row::empty(height) }
    }

    /// Its height.
    pub(super) fn height(&self) -> Length {
        self.fragment.size.height
    }

    /// Makes it higher, by space below what is in it.
    pub(super) fn grow(&mut self, by: Length) {
        self.fragment.size.height += by;
    }

    /// Makes it higher, by space above what is in it. Labels stay at the top of the row, so that a link to one shows the space.
    pub(super) fn lower(&mut self, by: Length) {
        self.grow(by);
        self.fragment.translate(Point::new(Length::ZERO, by));
        self.fragment.labels.iter_mut().for_each(|(_, y)| *y -= by);
    }

    /// The line of text that it is, if it is one.
    pub(super) fn line(&self) -> Option<&Line> {
        self.fragment.lines.first()
    }

    /// The same row with another cost of a page break before it.
    pub(super) fn with_break(self, break_before: BreakCost) -> Row {
        Row { break_before, ..self }
    }
}

/// Gives all rows a role.
pub(super) fn with_role(mut rows: Vec<Row>, role: Role) -> Vec<Row> {
    rows.iter_mut().for_each(|row| row.fragment.set_role(role));
    rows
}

/// A row of one line, shifted to the right.
pub(super) fn row_of_line(line: SetLine, column: Column, shift: Length) -> Row {
    let origin = Point::new(column.left + shift, column.baseline());
    let mut fragment = Fragment::of(Role::default(), Size::default(), line.items);
    fragment.translate(origin);
    fragment.size = Size::new(column.measure, column.leading);
    let link = |(from, to, target): (Length, Length, LinkTarget)| {
        (Point::new(origin.x + from, Length::ZERO), Size::new(to - from, column.leading), target)
    };
    fragment.links = line.links.into_iter().map(link).collect();
    let notes = line.labels.iter().filter_map(referred).collect();
    fragment.labels = line.labels.into_iter().map(|label| (label, Length::ZERO)).collect();
    fragment.lines.push(Line {
        at: Point::new(column.left, column.baseline()),
        measure: column.measure,
        width: line.right,
        size: column.style.size,
        space_percent: line.space_percent,
        full: line.full,
        hyphenated: line.hyphenated,
        opens: false,
        closes: false,
        span: line.span,
    });
    Row { fragment, notes, hyphenated: line.hyphenated, ..Row::default() }
}

/// The note that a label refers to.
fn referred(label: &Label) -> Option<NoteId> {
    match label {
        Label::NoteRef(_, note) => Some(*note),
        Label::Anchor(_) | Label::Note(..) => None,
    }
}

/// Rows of the lines of a paragraph, the first ones shifted to the right, with what a page break between them costs.
pub(super) fn rows_of_lines(lines: Vec<SetLine>, column: Column, shifts: &[Length]) -> Vec<Row> {
    let count = lines.len();
    let mut hyphenated = false;
    let mut rows = Vec::with_capacity(count);
    for (i, line) in lines.into_iter().enumerate() {
        let mut row = row_of_line(line, column, shifts.get(i).copied().unwrap_or_default());
        row.break_before = break_cost(i, count, hyphenated);
        hyphenated = row.hyphenated;
        row.fragment.lines.iter_mut().for_each(|line| (line.opens, line.closes) = (i == 0, i + 1 == count));
        rows.push(row);
    }
    rows
}
