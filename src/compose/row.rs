//! Rows: a text as one long column, before it is divided into pages.
//!
//! A row is a fragment with the information that the page breaker needs: the cost of a page break before it, whether it is only
//! space, and which pictures and footnotes belong to it. Rows of text are one leading high, and everything else is a whole
//! number of leadings, so that the lines on both sides of a leaf are on the same baseline grid.

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

/// A note of one of the texts: identifiers of notes are unique only within their text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct NoteOfText {
    /// The index of the text.
    pub(super) text: usize,
    pub(super) id: NoteId,
}

/// A row of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The content to draw, relative to the column's left edge and the row's top.
    pub(super) fragment: Fragment,
    /// The cost of a page break before the row.
    pub(super) break_before: BreakCost,
    /// Whether the row is only space, which is dropped at the top and at the foot of a page.
    pub(super) is_space: bool,
    /// Whether the author asked for a page break before the row.
    pub(super) begins_page: bool,
    /// The heading that begins here, for the outline and the contents.
    pub(super) heading: Option<Box<HeadingMark>>,
    /// Whether the row ends in a hyphenated word.
    pub(super) hyphenated: bool,
    /// A picture that must be placed near the row.
    pub(super) float: Option<Box<Float>>,
    /// The notes that the row refers to. If notes are set as footnotes, they are at the foot of the row's page.
    pub(super) notes: Vec<NoteOfText>,
    /// The paragraph of running text to which the row belongs.
    pub(super) paragraph: Option<ParagraphId>,
}

/// A paragraph of running text, identified by its place in the manuscript, so that it can be set again with one line more or
/// less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct ParagraphId {
    /// The index of the text.
    pub(super) text: usize,
    /// The index of the block in the text.
    pub(super) block: usize,
    /// The index of the paragraph among the paragraphs of that block.
    pub(super) ordinal: u32,
}

/// The data of a heading for the contents and the outline.
#[derive(Clone, Debug)]
pub(super) struct HeadingMark {
    pub(super) level: u8,
    pub(super) title: String,
    pub(super) anchor: Option<String>,
    /// Whether the contents list the heading. They leave out the questions of an interview.
    pub(super) listed: bool,
    pub(super) span: Span,
}

/// A picture with its caption. It is placed where there is room near the row that mentions it.
#[derive(Clone, Debug, Default)]
pub(super) struct Float {
    /// The height, including the space that separates the picture from the text: a whole number of leadings.
    pub(super) height: Length,
    /// The picture and its caption.
    pub(super) fragment: Fragment,
    /// The notes to which the caption refers. As footnotes, they are on the page of the picture.
    pub(super) notes: Vec<NoteOfText>,
}

impl Row {
    /// Creates an empty row of this height.
    pub(super) fn empty(height: Length) -> Row {
        Row { fragment: Fragment::new(Size::new(Length::ZERO, height)), ..Row::default() }
    }

    /// Creates a row of space, which is dropped at the top and at the foot of a page.
    pub(super) fn space(height: Length) -> Row {
        Row { is_space: true, ..Row::empty(height) }
    }

    /// Returns the height.
    pub(super) fn height(&self) -> Length {
        self.fragment.size.height
    }

    /// Makes the row higher by adding space below its content.
    pub(super) fn grow(&mut self, by: Length) {
        self.fragment.size.height += by;
    }

    /// Makes the row higher by adding space above its content. Labels stay at the top of the row, so that a reader who
    /// follows a link to a label sees the space too.
    pub(super) fn lower(&mut self, by: Length) {
        self.grow(by);
        self.fragment.translate(Point::new(Length::ZERO, by));
        self.fragment.labels.iter_mut().for_each(|(_, y)| *y -= by);
    }

    /// Returns the line of text in the row, if there is one.
    pub(super) fn line(&self) -> Option<&Line> {
        self.fragment.lines.first()
    }

    /// Returns the row with another cost of a page break before it.
    pub(super) fn with_break(self, break_before: BreakCost) -> Row {
        Row { break_before, ..self }
    }
}

/// Sets the role of all rows.
pub(super) fn with_role(mut rows: Vec<Row>, role: Role) -> Vec<Row> {
    rows.iter_mut().for_each(|row| row.fragment.set_role(role));
    rows
}

/// Creates a row from one line, which is moved to the right by `shift`.
pub(super) fn row_of_line(line: SetLine, column: Column, shift: Length) -> Row {
    let origin = Point::new(column.left + shift, column.baseline());
    let mut fragment = Fragment::of(Role::default(), Size::default(), line.items);
    fragment.translate(origin);
    fragment.size = Size::new(column.measure, column.leading);
    let link = |(from, to, target): (Length, Length, LinkTarget)| {
        (Point::new(origin.x + from, Length::ZERO), Size::new(to - from, column.leading), target)
    };
    fragment.links = line.links.into_iter().map(link).collect();
    let notes = line.labels.iter().filter_map(referenced_note).collect();
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

/// Returns the note that a label refers to.
fn referenced_note(label: &Label) -> Option<NoteOfText> {
    match label {
        Label::NoteRef(text, id) => Some(NoteOfText { text: *text, id: *id }),
        Label::Anchor(_) | Label::Note(..) => None,
    }
}

/// Creates rows from the lines of a paragraph, with the costs of page breaks between them. The first lines are shifted to the
/// right by `shifts`.
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
