//! Lays out footnotes: the notes at the foot of the page that refers to them.

use super::context::Context;
use super::fragment::Fragment;
use super::layouter::BlockLayouter;
use super::notes::{note_at, note_rows};
use super::row::{NoteOfText, Row};
use super::rules::RULE;
use crate::diagnostic::Warned;
use crate::geometry::{Point, Size};
use crate::page::{Ink, Item};
use crate::structure::Role;
use crate::unit::Length;
use std::collections::HashMap;

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

/// Creates the short rule that separates footnotes from the text; its origin is the top of the first footnote.
pub(super) fn separator(leading: Length) -> Fragment {
    let rule = Item::Rule(Size::new(leading * 4, Length::pt(RULE)), Ink::Black);
    Fragment::of(Role::Artifact, Size::default(), vec![(Point::new(Length::ZERO, -(leading / 3)), rule)])
}
