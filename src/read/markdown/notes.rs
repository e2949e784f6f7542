//! Puts the notes of a text in the order of their references, and reports references without a note and notes without a
//! reference.

use super::findings::Collected;
use super::note_table::NoteDefinition;
use crate::diagnostic::{Diagnostic, Fault, Span};
use crate::manuscript::{Block, Inline, Note, NoteId, Series, Words, plain_text};
use std::collections::BTreeSet;

/// Returns the notes, indexed by their ids, and completes the blocks of the text: a reference without a note is printed as it
/// was typed, and a note without a reference at the end of the text.
pub(super) fn resolve(collected: &mut Collected, blocks: &mut Vec<Block>) -> Vec<Note> {
    let mut table = std::mem::take(&mut collected.notes);
    let mut notes = Vec::new();
    let mut missing = BTreeSet::new();
    for (number, label) in table.labels.iter().enumerate() {
        let key = label.to_lowercase();
        let span = table.references.get(&key).map_or_else(Span::default, |(_, span)| *span);
        let definition = table.definitions.remove(&key).unwrap_or_else(|| {
            missing.insert(NoteId(number as u32));
            let fault = Fault::ReferenceWithoutNote { label: label.clone() };
            collected.diagnostics.push(Diagnostic::warning(span, fault));
            NoteDefinition { label: label.clone(), blocks: Vec::new(), span }
        });
        let is_blank = plain_blocks(&definition.blocks).trim().is_empty() && !has_other_blocks(&definition.blocks);
        if is_blank && !missing.contains(&NoteId(number as u32)) {
            let fault = Fault::EmptyNote { label: shown(label) };
            collected.diagnostics.push(Diagnostic::warning(definition.span, fault));
        }
        let series = if is_translators(label, &definition.blocks) { Series::Translator } else { Series::Author };
        notes.push(Note { label: label.clone(), series, number: 0, blocks: definition.blocks, span: definition.span });
    }
    if !table.nested.is_empty() {
        expand_nested(&mut notes, &missing);
        let faults = table.nested.iter().map(|(label, span)| (Fault::ReferenceInNote { label: shown(label) }, *span));
        collected.diagnostics.extend(faults.map(|(fault, span)| Diagnostic::warning(span, fault)));
    }
    if !missing.is_empty() {
        let labels: Vec<&str> = table.labels.iter().map(String::as_str).collect();
        let as_typed = |id: NoteId| missing.contains(&id).then(|| format!("[^{}]", labels[id.0 as usize]));
        super::walk::each_line(blocks, &mut |line| replace_references(line, &as_typed));
        notes.iter_mut().for_each(|note| {
            super::walk::each_line(&mut note.blocks, &mut |line| replace_references(line, &as_typed));
        });
    }
    let mut left: Vec<NoteDefinition> = table.definitions.into_values().collect();
    for definition in &left {
        let fault = Fault::NoteWithoutReference { label: definition.label.clone() };
        collected.diagnostics.push(Diagnostic::warning(definition.span, fault));
    }
    left.append(&mut table.duplicates);
    left.sort_by_key(|definition| definition.span);
    blocks.extend(left.into_iter().flat_map(printed_at_end));
    notes
}

/// Returns the blocks that print a note without a reference, which begin with its label.
fn printed_at_end(definition: NoteDefinition) -> Vec<Block> {
    let mut blocks = definition.blocks;
    let words =
        |text: String| Inline::Text(Words { text, span: Span { end: definition.span.start, ..definition.span } });
    match blocks.first_mut() {
        Some(Block::Paragraph(inlines)) => inlines.insert(0, words(format!("[^{}] ", definition.label))),
        _ => blocks.insert(0, Block::Paragraph(vec![words(format!("[^{}]", definition.label))])),
    }
    blocks
}

/// Replaces each reference for which `as_typed` returns words by these words.
fn replace_references(inlines: &mut [Inline], as_typed: &dyn Fn(NoteId) -> Option<String>) {
    for inline in inlines {
        if let Inline::NoteRef(id, span) = inline
            && let Some(text) = as_typed(*id)
        {
            *inline = Inline::Text(Words { text, span: *span });
        } else {
            replace_references(inline.inner_mut(), as_typed);
        }
    }
}

/// Replaces the references inside notes by the words of the notes that they refer to, in brackets.
fn expand_nested(notes: &mut [Note], missing: &BTreeSet<NoteId>) {
    let words: Vec<String> = notes.iter().map(|note| plain_blocks(&note.blocks)).collect();
    for note in notes {
        let expanded = |id: NoteId| (!missing.contains(&id)).then(|| format!(" ({})", words[id.0 as usize]));
        super::walk::each_line(&mut note.blocks, &mut |line| replace_references(line, &expanded));
    }
}

/// Returns a label as messages show it. Notes that are written inline have none.
fn shown(label: &str) -> String {
    if label.starts_with("^ ") { "…".to_string() } else { label.to_string() }
}

/// Whether there is a block other than a paragraph, such as a list or a figure.
fn has_other_blocks(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| !matches!(block, Block::Paragraph(_)))
}

fn plain_blocks(blocks: &[Block]) -> String {
    let lines = super::walk::lines(blocks.to_vec());
    lines.iter().map(|line| plain_text(line)).collect::<Vec<_>>().join(" ")
}

/// Whether a note is the translator's (in French, *note du traducteur*): its label begins with `ndt` or its text with `(ndt)`,
/// in upper or lower case.
fn is_translators(label: &str, blocks: &[Block]) -> bool {
    let opens = |inlines: &[Inline]| plain_text(inlines).to_lowercase().starts_with("(ndt)");
    label.to_lowercase().starts_with("ndt")
        || matches!(blocks.first(), Some(Block::Paragraph(inlines)) if opens(inlines))
}
