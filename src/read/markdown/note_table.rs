//! Collects the notes of a text and their references while the text is read.

use crate::diagnostic::{Fault, Span};
use crate::manuscript::{Block, Inline, NoteId};
use std::collections::BTreeMap;

/// The notes of a text that is being read.
#[derive(Default)]
pub(super) struct NoteTable {
    /// The labels in the order of their first references; the index is the [`NoteId`].
    pub(super) labels: Vec<String>,
    /// For each label that was referred to, in lower case, the note's id and the span of the first reference.
    pub(super) references: BTreeMap<String, (NoteId, Span)>,
    /// For each label that was defined, in lower case, the note.
    pub(super) definitions: BTreeMap<String, NoteDefinition>,
    /// Definitions whose label was already taken.
    pub(super) duplicates: Vec<NoteDefinition>,
    /// The number of definitions around the current words.
    pub(super) open_definitions: usize,
    /// The references inside notes: the note and the span.
    pub(super) nested: Vec<(String, Span)>,
    /// The number of notes written inline so far.
    inline_notes: usize,
}

/// The definition of a note.
pub(super) struct NoteDefinition {
    pub(super) label: String,
    pub(super) blocks: Vec<Block>,
    pub(super) span: Span,
}

impl NoteTable {
    /// Returns the id of the note with this label. A note gets its id at its first reference.
    pub(super) fn reference(&mut self, label: &str, span: Span) -> NoteId {
        if self.open_definitions > 0 {
            self.nested.push((label.to_string(), span));
        }
        let key = label.to_lowercase();
        if let Some((id, _)) = self.references.get(&key) {
            return *id;
        }
        let id = NoteId(self.labels.len() as u32);
        self.labels.push(label.to_string());
        self.references.insert(key, (id, span));
        id
    }

    /// Adds the definition of a note.
    pub(super) fn define(&mut self, label: &str, blocks: Vec<Block>, span: Span) -> Result<(), Fault> {
        let (key, label) = (label.to_lowercase(), label.to_string());
        let definition = NoteDefinition { label: label.clone(), blocks, span };
        if self.definitions.contains_key(&key) {
            self.duplicates.push(definition);
            return Err(Fault::NoteTwice { label });
        }
        self.definitions.insert(key, definition);
        Ok(())
    }

    /// Adds a note that is written where it is referred to, and returns its id.
    pub(super) fn inline(&mut self, words: Vec<Inline>, span: Span) -> NoteId {
        self.inline_notes += 1;
        // No author can write this label, because labels contain no spaces.
        let label = format!("^ {}", self.inline_notes);
        let id = self.reference(&label, span);
        self.definitions.insert(label.clone(), NoteDefinition { label, blocks: vec![Block::Paragraph(words)], span });
        id
    }
}
