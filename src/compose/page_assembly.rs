//! Assembles a page: rows from top to bottom, pictures between them, and footnotes at the foot.

use super::footnotes::{self, Footnotes};
use super::fragment::Fragment;
use super::pagebreak::{PagePlan, RowVariant};
use super::row::{Float, HeadingMark, NoteOfText, Row};
use crate::diagnostic::Span;
use crate::geometry::Point;
use crate::page::Item;
use crate::unit::Length;

/// The smallest number of rows below a picture. A picture with fewer rows below it moves to the foot of the page.
const MIN_ROWS_BELOW: usize = 3;

/// A picture, with the number of the row that mentions it.
type PlacedFloat = (usize, Box<Float>);

/// The content of a page.
#[derive(Default)]
pub(super) struct AssembledPage {
    /// The content, relative to the top left corner of the page.
    pub(super) fragment: Fragment,
    /// The headings that begin on the page, with their distances from its top.
    pub(super) headings: Vec<(HeadingMark, Length)>,
}

impl AssembledPage {
    /// Returns the span of the first letters on the page.
    pub(super) fn first_span(&self) -> Option<Span> {
        self.fragment.items.iter().find_map(|(_, item)| match item {
            Item::Glyphs(_, span) => Some(*span),
            Item::Rule(..) | Item::Image(..) | Item::Link(..) | Item::Group(..) => None,
        })
    }
}

/// The parts of a page before assembly.
pub(super) struct Assembly {
    /// The rows, with their numbers.
    pub(super) rows: Vec<(usize, Row)>,
    /// The pictures, in the order of the rows that mention them.
    pub(super) floats: Vec<PlacedFloat>,
    /// The number of the first row of the page. Pictures that earlier rows mention are placed at the top.
    pub(super) first_row: usize,
}

/// Takes the pictures of a page from the list. The extra space for pictures on the page is shared among them.
pub(super) fn take_floats(floats: &mut [Option<PlacedFloat>], plan: &PagePlan, leading: Length) -> Vec<PlacedFloat> {
    let mut taken: Vec<PlacedFloat> = floats[plan.floats.clone()].iter_mut().filter_map(Option::take).collect();
    let count = taken.len().max(1) as i64;
    for (n, (_, float)) in taken.iter_mut().enumerate() {
        // Lines that can't be shared equally are added to the first pictures.
        let lines = (plan.float_space + count - 1 - n as i64) / count;
        float.height += leading * lines;
    }
    taken
}

/// Takes the rows of a page from the list and replaces some of them with the variants chosen for the page.
pub(super) fn take_rows(
    rows: &mut [Option<Row>],
    variants: &mut [Option<RowVariant>],
    plan: &PagePlan,
) -> Vec<(usize, Row)> {
    let numbers = plan.rows.clone();
    let mut taken: Vec<(usize, Row)> = numbers.filter_map(|n| rows[n].take().map(|row| (n, row))).collect();
    for variant in plan.variants.iter().filter_map(|v| variants[*v].take()) {
        let at = |n: usize| taken.partition_point(|(number, _)| *number < n);
        let (from, to) = (at(variant.rows.start), at(variant.rows.end));
        taken.splice(from..to, variant.replacement.into_iter().map(|row| (variant.rows.start, row)));
    }
    // Space at the foot of a page is dropped.
    while taken.last().is_some_and(|(_, row)| row.is_space) {
        taken.pop();
    }
    taken
}

impl Assembly {
    /// Assembles the page, with its text area at `origin`. Also returns the height that is used.
    pub(super) fn assemble(
        self,
        origin: Point,
        room: Length,
        leading: Length,
        footnotes: &Footnotes,
    ) -> (AssembledPage, Length) {
        let mut page = Filling { content: AssembledPage::default(), origin, y: Length::ZERO, room };
        let (earlier, mut here): (Vec<_>, Vec<_>) = self.floats.into_iter().partition(|(row, _)| *row < self.first_row);
        let alone = self.rows.is_empty();
        let mut notes: Vec<NoteOfText> = Vec::new();
        let add_notes = |notes: &mut Vec<NoteOfText>, more: &[NoteOfText]| {
            for note in more {
                if !notes.contains(note) {
                    notes.push(*note);
                }
            }
        };
        for (_, float) in earlier {
            add_notes(&mut notes, &float.notes);
            page.float(*float, true, alone);
        }
        let total = self.rows.len();
        for (i, (number, row)) in self.rows.into_iter().enumerate() {
            add_notes(&mut notes, &row.notes);
            page.row(row);
            if total - i > MIN_ROWS_BELOW {
                while here.first().is_some_and(|(at, _)| *at <= number) {
                    let (_, float) = here.remove(0);
                    add_notes(&mut notes, &float.notes);
                    let at_top = page.y == Length::ZERO;
                    page.float(*float, at_top, false);
                }
            }
        }
        for (_, float) in here {
            add_notes(&mut notes, &float.notes);
            page.float(*float, false, false);
        }
        // A note to which several pages refer is on each of them.
        let rows = notes.iter().filter_map(|note| footnotes.get(note)).flatten().cloned().collect();
        page.footnotes(rows, leading);
        (page.content, page.y)
    }
}

/// A page that is being filled from top to bottom.
struct Filling {
    content: AssembledPage,
    /// The top left corner of the text area.
    origin: Point,
    /// The height used so far.
    y: Length,
    /// The height that is available.
    room: Length,
}

impl Filling {
    fn row(&mut self, row: Row) {
        let at = self.origin.moved(Length::ZERO, self.y);
        self.y += row.height();
        self.content.headings.extend(row.heading.map(|heading| (*heading, at.y)));
        self.content.fragment.push(at, row.fragment);
    }

    /// Adds a picture. At the top of a page most of its space is below it, at the foot most is above it, and between rows the
    /// space is the same on both sides. If the picture is `alone` on a page without text, all space is below it.
    fn float(&mut self, float: Float, at_top: bool, alone: bool) {
        let space = float.height - float.fragment.size.height;
        let at_foot = self.y + float.height >= self.room;
        let above = match (at_top, at_foot, alone) {
            (_, _, true) => Length::ZERO,
            (true, false, _) => space / 6,
            (false, true, _) => space * 5 / 6,
            _ => space / 2,
        };
        self.content.fragment.push(self.origin.moved(Length::ZERO, self.y + above), float.fragment);
        self.y += float.height;
    }

    fn footnotes(&mut self, notes: Vec<Row>, leading: Length) {
        if notes.is_empty() {
            return;
        }
        let height: Length = notes.iter().map(Row::height).sum();
        self.y = (self.room - height).max(self.y + leading);
        let at = self.origin.moved(Length::ZERO, self.y);
        self.content.fragment.push(at, footnotes::separator(leading));
        notes.into_iter().for_each(|row| self.row(row));
    }
}
