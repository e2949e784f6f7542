//! The heights of footnotes, as far as the page breaker needs them: those of the notes of a row and of a picture, and those of notes
//! to which several rows refer.

use super::row::{Float, NoteOfText, Row};
use crate::unit::Length;
use std::collections::HashMap;

/// Returns the height of a footnote.
type NoteHeight<'a> = dyn Fn(&NoteOfText) -> Length + 'a;

/// A reference to a footnote that an earlier row refers to as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Repeat {
    pub(super) row: usize,
    /// The last row before it that refers to the note. If that row is on the same page, the note isn't repeated.
    pub(super) previous: usize,
    /// The height of the note.
    pub(super) height: Length,
}

/// Returns the references of rows to footnotes that earlier rows refer to as well.
pub(super) fn repeats(rows: &[Row], height_of: &NoteHeight) -> Vec<Repeat> {
    let mut last: HashMap<NoteOfText, usize> = HashMap::new();
    let mut repeats = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        for note in &row.notes {
            let height = height_of(note);
            if let Some(previous) = last.insert(*note, number)
                && height > Length::ZERO
            {
                repeats.push(Repeat { row: number, previous, height });
            }
        }
    }
    repeats
}

/// Returns the height of the footnotes that a row refers to, as if no other row referred to them.
pub(super) fn footnotes_height(row: &Row, height_of: &NoteHeight) -> Length {
    row.notes.iter().map(height_of).sum()
}

/// Returns the height of a picture, with the footnotes that its caption refers to and the space above them.
pub(super) fn float_height(float: &Float, height_of: &NoteHeight, separator: Length) -> Length {
    let notes: Length = float.notes.iter().map(height_of).sum();
    if notes > Length::ZERO { float.height + notes + separator } else { float.height }
}
