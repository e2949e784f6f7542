//! Notes get their numbers, in the order in which they are called; printed links become notes.

use super::Done;
use crate::manuscript::{Block, Inline, Link, Note, NoteId, Series, Text, Words, plain_text};
use crate::spec::Spec;
use std::sync::Arc;

/// The series and the numbers of a text's notes.
pub(super) type Numbers = Vec<(Series, u32)>;

/// Numbers the notes of every text, in each series by itself.
pub(super) fn number(texts: &[Arc<Done>], spec: &Spec) -> Vec<Numbers> {
    let mut next = [1, 1];
    let mut all = Vec::new();
    for Done { text, calls, .. } in texts.iter().map(|done| &**done) {
        if spec.notes.restart {
            next = [1, 1];
        }
        let series = |note: &Note| if spec.notes.translator_apart { note.series } else { Series::Author };
        let mut numbers: Numbers = text.notes.iter().map(|note| (series(note), 0)).collect();
        for NoteId(id) in calls {
            let (series, number) = &mut numbers[*id as usize];
            if *number == 0 {
                let series = &mut next[usize::from(*series == Series::Translator)];
                *number = *series;
                *series += 1;
            }
        }
        all.push(numbers);
    }
    all
}

/// Enters the numbers of a text's notes.
pub(super) fn enter(text: &mut Text, numbers: &Numbers) {
    for (note, number) in text.notes.iter_mut().zip(numbers) {
        (note.series, note.number) = *number;
    }
}

/// The notes that a line calls.
pub(super) fn calls(inlines: &[Inline], order: &mut Vec<NoteId>) {
    for inline in inlines {
        if let Inline::Call(id, _) = inline {
            order.push(*id);
        }
        calls(inline.inner(), order);
    }
}

/// Adds a note with the address after every link whose address isn't printed already.
pub(super) fn print_links(text: &mut Text) {
    let mut notes = std::mem::take(&mut text.notes);
    for block in &mut text.blocks {
        each_inlines(block, &mut |inlines| add_addresses(inlines, &mut notes));
    }
    text.notes = notes;
}

fn add_addresses(inlines: &mut Vec<Inline>, notes: &mut Vec<Note>) {
    let mut at = 0;
    while at < inlines.len() {
        match &mut inlines[at] {
            Inline::Link { link: Link::Address(address), inlines: printed, span } => {
                let shown = plain_text(printed);
                let (address, span) = (address.clone(), *span);
                if !address.ends_with(shown.trim_end_matches('/')) && !shown.contains(&address) {
                    let words = Inline::Text(Words { text: address.clone(), span });
                    let link = Inline::Link { link: Link::Address(address.clone()), inlines: vec![words], span };
                    let blocks = vec![Block::Paragraph(vec![link])];
                    notes.push(Note { label: address, series: Series::Author, number: 0, blocks, span });
                    let id = NoteId((notes.len() - 1) as u32);
                    inlines.insert(at + 1, Inline::Call(id, span));
                    at += 1;
                }
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Struck(inner)
            | Inline::Foreign { inlines: inner, .. } => add_addresses(inner, notes),
            Inline::Superscript(_)
            | Inline::SmallCapitals(_)
            | Inline::Subscript(_)
            | Inline::Link { .. }
            | Inline::Text(_)
            | Inline::Code(_)
            | Inline::Break
            | Inline::Picture(_)
            | Inline::Call(..) => {}
        }
        at += 1;
    }
}

/// Calls `visit` on every list of inlines in a block that may take a note's call.
fn each_inlines(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    match block {
        Block::Paragraph(inlines) => visit(inlines),
        Block::Quote(inner) => inner.iter_mut().for_each(|b| each_inlines(b, visit)),
        Block::List(list) => list.items.iter_mut().flatten().for_each(|b| each_inlines(b, visit)),
        Block::Box(boxed) => boxed.blocks.iter_mut().for_each(|b| each_inlines(b, visit)),
        Block::Epigraph(epigraph) => epigraph.blocks.iter_mut().for_each(|b| each_inlines(b, visit)),
        Block::Figure(figure) => visit(&mut figure.caption),
        Block::Table(table) => table.rows.iter_mut().flatten().for_each(visit),
        Block::Verse(lines) | Block::Signature(lines) => lines.iter_mut().for_each(visit),
        Block::Heading(_) | Block::Byline(_) | Block::Code(_) | Block::Rule(_) => {}
    }
}
