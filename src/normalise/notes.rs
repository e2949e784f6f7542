//! Numbers notes in the order of their first references, and adds notes for links whose addresses are printed.

use super::lines::each_line;
use crate::manuscript::{Block, Inline, Link, Note, NoteId, Series, Text, Words, plain_text};
use crate::spec::NotesSpec;

/// The series and the number of each note of a text.
pub(super) type NoteNumbers = Vec<(Series, u32)>;

/// Numbers the notes of all texts, each series separately. `texts` yields each text with its note references in order.
pub(super) fn number<'t>(texts: impl Iterator<Item = (&'t Text, &'t [NoteId])>, spec: &NotesSpec) -> Vec<NoteNumbers> {
    let (mut next_author, mut next_translator) = (1, 1);
    let number_text = |(text, references): (&Text, &[NoteId])| {
        if spec.restart {
            (next_author, next_translator) = (1, 1);
        }
        let series = |note: &Note| if spec.separate_translator_series { note.series } else { Series::Author };
        let mut numbers: NoteNumbers = text.notes.iter().map(|note| (series(note), 0)).collect();
        for NoteId(id) in references {
            let (series, number) = &mut numbers[*id as usize];
            if *number == 0 {
                let next = match series {
                    Series::Author => &mut next_author,
                    Series::Translator => &mut next_translator,
                };
                *number = *next;
                *next += 1;
            }
        }
        numbers
    };
    texts.map(number_text).collect()
}

/// Fills in the numbers of a text's notes.
pub(super) fn set_numbers(text: &mut Text, numbers: &NoteNumbers) {
    for (note, number) in text.notes.iter_mut().zip(numbers) {
        (note.series, note.number) = *number;
    }
}

/// Returns the note references of a text, in order. Notes contain no references.
pub(super) fn references(text: &mut Text) -> Vec<NoteId> {
    let mut found = Vec::new();
    each_line(&mut text.blocks, &mut |line, _| find_references(line, &mut found));
    found
}

fn find_references(inlines: &[Inline], found: &mut Vec<NoteId>) {
    for inline in inlines {
        if let Inline::NoteRef(note, _) = inline {
            found.push(*note);
        }
        find_references(inline.inner(), found);
    }
}

/// Adds a note for each link whose words don't show its address. The note contains the address. Inside notes, which can't have
/// notes themselves, the address follows in brackets.
pub(super) fn add_for_links(text: &mut Text) {
    let mut notes = std::mem::take(&mut text.notes);
    for note in &mut notes {
        each_line(&mut note.blocks, &mut |line, _| print_addresses(line));
    }
    for block in &mut text.blocks {
        each_note_target(block, &mut |inlines| add_addresses(inlines, &mut notes));
    }
    text.notes = notes;
}

/// Adds the address of each link in a note after its words, unless they show it.
fn print_addresses(inlines: &mut Vec<Inline>) {
    let mut at = 0;
    while at < inlines.len() {
        if let Inline::Link { link: Link::Address(address), inlines: printed, span } = &inlines[at] {
            if !shows(printed, address) {
                let words = |text: &str| Inline::Text(Words { text: text.to_string(), span: *span });
                let link = Link::Address(address.clone());
                let address = Inline::Link { link, inlines: vec![words(address)], span: *span };
                let added = [words(" ("), address, words(")")];
                inlines.splice(at + 1..at + 1, added);
                at += 3;
            }
        } else if let Inline::Styled { inlines: inner, .. } | Inline::Foreign { inlines: inner, .. } = &mut inlines[at]
        {
            print_addresses(inner);
        }
        at += 1;
    }
}

/// Whether the words of a link show its address.
fn shows(printed: &[Inline], address: &str) -> bool {
    let shown = plain_text(printed);
    address.ends_with(shown.trim_end_matches('/')) || shown.contains(address)
}

fn add_addresses(inlines: &mut Vec<Inline>, notes: &mut Vec<Note>) {
    let mut at = 0;
    while at < inlines.len() {
        match &mut inlines[at] {
            Inline::Link { link: Link::Address(address), inlines: printed, span } => {
                let (address, span) = (address.clone(), *span);
                if !shows(printed, &address) {
                    let words = Inline::Text(Words { text: address.clone(), span });
                    let link = Inline::Link { link: Link::Address(address.clone()), inlines: vec![words], span };
                    let blocks = vec![Block::Paragraph(vec![link])];
                    notes.push(Note { label: address, series: Series::Author, number: 0, blocks, span });
                    let id = NoteId((notes.len() - 1) as u32);
                    inlines.insert(at + 1, Inline::NoteRef(id, span));
                    at += 1;
                }
            }
            Inline::Styled { inlines: inner, .. } | Inline::Foreign { inlines: inner, .. } => {
                add_addresses(inner, notes);
            }
            Inline::Link { .. }
            | Inline::Text(_)
            | Inline::Code(_)
            | Inline::Break
            | Inline::Picture(_)
            | Inline::NoteRef(..) => {}
        }
        at += 1;
    }
}

/// Calls `visit` with the lists of inlines in a block, if notes may be added to them. Headings are left out, because they are
/// repeated in the table of contents.
fn each_note_target(block: &mut Block, visit: &mut dyn FnMut(&mut Vec<Inline>)) {
    match block {
        Block::Paragraph(inlines) => visit(inlines),
        Block::Quote(inner) => inner.iter_mut().for_each(|b| each_note_target(b, visit)),
        Block::List(list) => {
            list.items.iter_mut().flat_map(|item| &mut item.blocks).for_each(|b| each_note_target(b, visit));
        }
        Block::Definitions(definitions) => {
            for definition in definitions {
                visit(&mut definition.term);
                definition.blocks.iter_mut().for_each(|b| each_note_target(b, visit));
            }
        }
        Block::Aligned(_, inner) => inner.iter_mut().for_each(|b| each_note_target(b, visit)),
        Block::FigureRow(figures) => figures.iter_mut().for_each(|figure| visit(&mut figure.caption)),
        Block::Box(boxed) => boxed.blocks.iter_mut().for_each(|b| each_note_target(b, visit)),
        Block::Epigraph(epigraph) => epigraph.blocks.iter_mut().for_each(|b| each_note_target(b, visit)),
        Block::Figure(figure) => visit(&mut figure.caption),
        Block::Table(table) => table.rows.iter_mut().flatten().for_each(visit),
        Block::Verse(lines) | Block::Signature(lines) => lines.iter_mut().for_each(visit),
        Block::Heading(_) | Block::Byline(_) | Block::Code(_) | Block::Rule(_) | Block::PageBreak(_) => {}
    }
}
