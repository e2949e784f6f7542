//! The notes of a text: their definitions in the order of their references, with a diagnostic for each that lacks one or the other.

use super::events::Collected;
use crate::diagnostic::{Diagnostic, Fault};
use crate::manuscript::{Block, Inline, Note, Series, plain_text};

/// The longest label of a note, in bytes: longer brackets are no labels but text.
const LONGEST_LABEL: usize = 100;

/// Every label that `[^label]` names in a text, sorted.
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

/// The notes, indexed by their ids. A reference without a note gets an empty one, so that ids stay valid.
pub(super) fn resolve(collected: &mut Collected) -> Vec<Note> {
    let mut notes = Vec::new();
    for label in std::mem::take(&mut collected.labels) {
        let (blocks, span) = collected.definitions.remove(&label).unwrap_or_else(|| {
            let span = collected.references.get(&label).map_or_else(Default::default, |(_, span)| *span);
            collected.diagnostics.push(Diagnostic::error(span, Fault::CallWithoutNote { label: label.clone() }));
            (vec![Block::Paragraph(Vec::new())], span)
        });
        if blocks.is_empty() {
            collected.diagnostics.push(Diagnostic::error(span, Fault::EmptyNote { label: label.clone() }));
        }
        let series = if is_translators(&label, &blocks) { Series::Translator } else { Series::Author };
        notes.push(Note { label, series, number: 0, blocks, span });
    }
    for (label, (_, span)) in std::mem::take(&mut collected.definitions) {
        collected.diagnostics.push(Diagnostic::error(span, Fault::NoteWithoutCall { label }));
    }
    notes
}

/// Whether a note is the translator's (in French, *note du traducteur*): its label or its text begins with `ndt`.
fn is_translators(label: &str, blocks: &[Block]) -> bool {
    let opens = |inlines: &[Inline]| plain_text(inlines).to_lowercase().starts_with("(ndt)");
    label.to_lowercase().starts_with("ndt")
        || matches!(blocks.first(), Some(Block::Paragraph(inlines)) if opens(inlines))
}
