//! Puts the notes of a text in the order of their references, and reports references without a note and notes without a
//! reference.

use super::events::Collected;
use crate::diagnostic::{Diagnostic, Fault};
use crate::manuscript::{Block, Inline, Note, Series, plain_text};

/// The length below which a note's label must stay, in bytes. Text in brackets that isn't shorter is not taken for a label.
const LONGEST_LABEL: usize = 100;

/// Returns every label that occurs as `[^label]` in a text, sorted.
pub(super) fn labels_in(text: &str) -> Vec<&str> {
    let label = |(at, _): (usize, &str)| {
        let rest = &text[at + 2..];
        let label = &rest[..rest.find(']')?];
        let is_plain = !label.contains(|c: char| c.is_whitespace() || c == '[');
        (!label.is_empty() && label.len() < LONGEST_LABEL && is_plain).then_some(label)
    };
    let mut labels: Vec<&str> = text.match_indices("[^").filter_map(label).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// Returns the notes, indexed by their ids. A reference without a note gets an empty note, so that the ids stay valid.
pub(super) fn resolve(collected: &mut Collected) -> Vec<Note> {
    let mut notes = Vec::new();
    for label in std::mem::take(&mut collected.labels) {
        let (blocks, span) = collected.definitions.remove(&label).unwrap_or_else(|| {
            let span = collected.references.get(&label).map_or_else(Default::default, |(_, span)| *span);
            collected.diagnostics.push(Diagnostic::error(span, Fault::ReferenceWithoutNote { label: label.clone() }));
            (vec![Block::Paragraph(Vec::new())], span)
        });
        if blocks.is_empty() {
            collected.diagnostics.push(Diagnostic::error(span, Fault::EmptyNote { label: label.clone() }));
        }
        let series = if is_translators(&label, &blocks) { Series::Translator } else { Series::Author };
        notes.push(Note { label, series, number: 0, blocks, span });
    }
    for (label, (_, span)) in std::mem::take(&mut collected.definitions) {
        collected.diagnostics.push(Diagnostic::error(span, Fault::NoteWithoutReference { label }));
    }
    notes
}

/// Whether a note is the translator's (in French, *note du traducteur*): its label begins with `ndt` or its text with `(ndt)`,
/// in upper or lower case.
fn is_translators(label: &str, blocks: &[Block]) -> bool {
    let opens = |inlines: &[Inline]| plain_text(inlines).to_lowercase().starts_with("(ndt)");
    label.to_lowercase().starts_with("ndt")
        || matches!(blocks.first(), Some(Block::Paragraph(inlines)) if opens(inlines))
}
