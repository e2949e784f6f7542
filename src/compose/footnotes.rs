//! Lays out footnotes: the notes at the foot of the page that refers to them.

use super::context::Context;
use super::fragment::Fragment;
use super::layouter::BlockLayouter;
use super::notes::{note_at, note_rows};
use super::row::{NoteOfText, Row};
use super::rules::RULE;
use crate::diagnostic::Warned;
use crate::geometry::{Point, Size};
use crate::manuscript::NoteId;
use crate::page::{Ink, Item};
use crate::structure::Role;
use crate::unit::Length;
use std::collections::{HashMap, HashSet, VecDeque};

/// The rows of each footnote.
pub(super) type Footnotes = HashMap<NoteOfText, Vec<Row>>;

/// Lays out one footnote.
pub(super) fn footnote(context: Context, NoteOfText { text, id }: NoteOfText) -> Warned<Vec<Row>> {
    let mut layouter = BlockLayouter::new(context, context.note_refs(text), context.language(text));
    let rows = note_at(context, text, id).map(|note| note_rows(&mut layouter, note, &[]));
    layouter.finish(rows.unwrap_or_default())
}

/// Returns the height of a footnote; zero if it isn't set as one.
pub(super) fn height(note: &NoteOfText, footnotes: &Footnotes) -> Length {
    footnotes.get(note).into_iter().flatten().map(Row::height).sum()
}

/// The height that rows and their footnotes may fill.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub(super) page: Length,
    /// The space above the footnotes.
    pub(super) separator: Length,
}

/// The share of a page that a part of a divided note may fill, in per cent. Small parts fill pages well, even below a title.
const PART_PERCENT: i64 = 30;

/// Divides the footnotes of each row that don't fit on a page with it. The rest continues with the next rows, and therefore at
/// the foot of the next pages.
pub(super) fn divide_long(rows: &mut Vec<Row>, footnotes: &mut Footnotes, room: Room) {
    if !rows.iter().any(|row| is_too_tall(row, footnotes, room)) {
        return;
    }
    let mut divider = Divider { footnotes, rest: VecDeque::new(), parts: 0 };
    let most = room.page.scale(PART_PERCENT, 100);
    let mut changed = HashSet::new();
    for row in rows.iter_mut().filter(|row| !row.is_space) {
        if divider.rest.is_empty() && is_too_tall(row, divider.footnotes, room) {
            divider.cut(row, most);
            changed.extend(row.paragraph);
        } else if !divider.rest.is_empty() {
            // The notes of this row follow the rest of the earlier ones.
            divider.queue(row);
            divider.add_part(row, most);
            changed.extend(row.paragraph);
        }
    }
    while !divider.rest.is_empty() {
        let mut row = Row::empty(Length::ZERO);
        divider.add_part(&mut row, room.page - room.separator);
        rows.push(row);
    }
    // A paragraph that is set again for another number of lines would lose the parts.
    rows.iter_mut().for_each(|row| row.paragraph = row.paragraph.filter(|paragraph| !changed.contains(paragraph)));
}

fn is_too_tall(row: &Row, footnotes: &Footnotes, room: Room) -> bool {
    let notes: Length = row.notes.iter().map(|note| height(note, footnotes)).sum();
    notes > Length::ZERO && row.height() + notes + room.separator > room.page
}

/// Divides notes that are too long for a page.
struct Divider<'f> {
    footnotes: &'f mut Footnotes,
    /// The rows that are still to be placed.
    rest: VecDeque<Row>,
    /// The number of parts made so far.
    parts: u32,
}

impl Divider<'_> {
    /// Keeps the first rows of the notes of a row, as far as they fit into a height, and queues the rest.
    fn cut(&mut self, row: &mut Row, most: Length) {
        let mut used = Length::ZERO;
        for note in &row.notes {
            let Some(rows) = self.footnotes.get_mut(note) else { continue };
            let fits = rows.iter().take_while(|row| {
                used += row.height();
                used <= most
            });
            let count = fits.count();
            self.rest.extend(rows.drain(count..));
        }
    }

    /// Queues all rows of the notes of a row.
    fn queue(&mut self, row: &Row) {
        for note in &row.notes {
            self.rest.extend(self.footnotes.remove(note).into_iter().flatten());
        }
    }

    /// Adds the next rows of the rest to the notes of a row, as far as they fit into a height, but at least one.
    fn add_part(&mut self, row: &mut Row, most: Length) {
        let mut part: Vec<Row> = Vec::new();
        let mut used = Length::ZERO;
        while let Some(next) = self.rest.pop_front() {
            used += next.height();
            if used > most && !part.is_empty() {
                self.rest.push_front(next);
                break;
            }
            part.push(next);
        }
        // No text has the index `usize::MAX`, so the identifier is not that of another note.
        let note = NoteOfText { text: usize::MAX, id: NoteId(self.parts) };
        self.parts += 1;
        self.footnotes.insert(note, part);
        row.notes.push(note);
    }
}

/// Creates the short rule that separates footnotes from the text; its origin is the top of the first footnote.
pub(super) fn separator(leading: Length) -> Fragment {
    let rule = Item::Rule(Size::new(leading * 4, Length::pt(RULE)), Ink::Black);
    Fragment::of(Role::Artifact, Size::default(), vec![(Point::new(Length::ZERO, -(leading / 3)), rule)])
}
