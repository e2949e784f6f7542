//! Lays out endnotes: all notes at the end of the brochure, or the notes of each text below that text.

use super::column::Column;
use super::context::Context;
use super::labels;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::notes::{note_at, note_rows, notes_of, text_title};
use super::row::{Row, with_role};
use super::style::{Family, Style};
use super::styled_text::{Label, StyledText};
use super::widow_control::NEVER;
use crate::diagnostic::{Diagnostic, Span, Warned};
use crate::manuscript::{Heading, HeadingKind, Inline, NoteId, Series, Words};
use crate::structure::Role;
use crate::unit::Length;
use rayon::prelude::*;
use std::collections::HashMap;

/// The page numbers of labels, as far as they are known, in order. A note may be referred to on several pages.
pub(super) type PageNumbers = HashMap<Label, Vec<usize>>;

const SERIES: [Series; 2] = [Series::Author, Series::Translator];

/// Lays out all notes of the brochure: first the author's notes, text by text, then the translator's.
pub(super) fn at_end(context: Context, pages: &PageNumbers) -> Warned<Vec<Row>> {
    let texts = context.manuscript.texts.len();
    let has_notes = |text: &usize| SERIES.iter().any(|series| !notes_of(context, *text, *series).is_empty());
    let several = (0..texts).filter(has_notes).count() > 1;
    let (mut rows, mut diagnostics) = (Vec::new(), Vec::new());
    for series in SERIES {
        let mut begun = false;
        for text in 0..texts {
            let notes = notes_of(context, text, series);
            if notes.is_empty() {
                continue;
            }
            if !begun {
                let level = if rows.is_empty() { 1 } else { 2 };
                rows.append(&mut heading(context, series, level).report_to(&mut diagnostics));
                begun = true;
            }
            if several {
                rows.append(&mut text_heading(context, text, &notes, pages).report_to(&mut diagnostics));
            }
            rows.append(&mut list(context, text, &notes, pages).report_to(&mut diagnostics));
        }
    }
    Warned::new(rows, diagnostics)
}

/// Lays out the notes of one text, to be placed below that text.
pub(super) fn after_text(context: Context, text: usize, pages: &PageNumbers) -> Warned<Vec<Row>> {
    let (mut rows, mut diagnostics) = (Vec::new(), Vec::new());
    for series in SERIES {
        let notes = notes_of(context, text, series);
        if !notes.is_empty() {
            rows.append(&mut heading(context, series, 2).report_to(&mut diagnostics));
            rows.append(&mut list(context, text, &notes, pages).report_to(&mut diagnostics));
        }
    }
    Warned::new(rows, diagnostics)
}

/// Lays out the heading of a series of notes.
fn heading(context: Context, series: Series, level: u8) -> Warned<Vec<Row>> {
    let span = Span::default();
    let text = labels::notes_heading(series, &context.spec.language).to_string();
    let inlines = vec![Inline::Text(Words { text, span })];
    let heading = Heading { level, kind: HeadingKind::Title, inlines, anchor: None, span };
    let mut layouter = BlockLayouter::outside_texts(context);
    let column = layouter.body_column();
    let mut rows = layouter.heading(&heading, column);
    rows.push(Row::space(Length::ZERO).with_break(NEVER));
    layouter.finish(rows)
}

/// Lays out the title of the text to which the following notes belong. If the settings request it, the title is followed by
/// the range of pages that refer to these notes.
fn text_heading(context: Context, text: usize, notes: &[NoteId], pages: &PageNumbers) -> Warned<Vec<Row>> {
    let spec = context.spec;
    let style = Style::plain(Family::Body, spec.notes.size);
    let mut content = StyledText::default();
    content.push(&text_title(context, text), style.emphasised(), Span::default(), false);
    let referring: Vec<usize> =
        notes.iter().filter_map(|n| pages.get(&Label::NoteRef(text, *n))).flatten().copied().collect();
    if let (true, Some(first), Some(last)) = (spec.notes.pages, referring.iter().min(), referring.iter().max()) {
        let range = if first == last { format!("{first}") } else { format!("{first}-{last}") };
        content.push(&format!(", p.\u{a0}{range}"), style, Span::default(), false);
    }
    let mut layouter = BlockLayouter::outside_texts(context);
    let body = layouter.body_column();
    let mut rows = vec![Row::space(body.leading)];
    let column = Column { style, alignment: Alignment::Left, hyphenate: false, ..body };
    rows.append(&mut with_role(layouter.text(content, column), Role::Note));
    layouter.finish(rows)
}

/// Lays out the notes of a text in parallel, one note at a time on each core.
fn list(context: Context, text: usize, notes: &[NoteId], pages: &PageNumbers) -> Warned<Vec<Row>> {
    let lay_out = |id: &NoteId| {
        let mut layouter = BlockLayouter::new(context, context.note_refs(text), context.language(text));
        let own = pages.get(&Label::NoteRef(text, *id)).filter(|_| context.spec.notes.back_references);
        let own = own.map_or(&[][..], Vec::as_slice);
        let rows = note_at(context, text, *id).map(|note| note_rows(&mut layouter, note, own));
        layouter.finish(rows.unwrap_or_default())
    };
    let laid_out: Vec<Warned<Vec<Row>>> = notes.par_iter().with_max_len(1).map(lay_out).collect();
    let mut rows: Vec<Row> = Vec::new();
    let mut diagnostics: Vec<Diagnostic> = Vec::new();
    for note in laid_out {
        let mut note = note.report_to(&mut diagnostics);
        if rows.is_empty() {
            // The first note stays with the heading above it.
            note.iter_mut().take(2).for_each(|row| row.break_before = NEVER);
        }
        rows.append(&mut note);
    }
    Warned::new(rows, diagnostics)
}
