//! Types shared by the readers of blocks and of inlines: the parser's events with their spans, and the data collected from a
//! whole text.

use crate::diagnostic::{Diagnostic, Fault, FileId, Span};
use crate::manuscript::{Block, NoteId};
use pulldown_cmark::Event;
use std::collections::BTreeMap;
use std::ops::Range;

/// A part of a file that is parsed separately as Markdown: a whole text, or the content of a fenced block.
#[derive(Clone, Copy)]
pub(super) struct SourcePart<'a> {
    pub(super) text: &'a str,
    /// The byte of the file at which the part begins.
    pub(super) base: usize,
    pub(super) file: FileId,
}

impl<'a> SourcePart<'a> {
    /// Returns the part of the same file that has this text and begins at byte `base` of the file.
    pub(super) fn sibling<'b>(&self, text: &'b str, base: usize) -> SourcePart<'b> {
        SourcePart { text, base, file: self.file }
    }

    /// Returns the span in the file of a range of bytes in this part. A range in the definitions that
    /// `blocks::parse` appends lies beyond the end of the part, so the span returned for it is empty.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let end = range.end.min(self.text.len());
        Span::new(self.file, self.base + range.start.min(end), self.base + end)
    }

    /// Returns the text of a range of bytes in this part.
    pub(super) fn slice(&self, range: &Range<usize>) -> &'a str {
        &self.text[range.start.min(self.text.len())..range.end.min(self.text.len())]
    }
}

/// A parser event, and the bytes of the part that it came from.
pub(super) type SourceEvent<'a> = (Event<'a>, Range<usize>);

/// The events of a part, read from the first to the last.
pub(super) struct Events<'a> {
    pub(super) part: SourcePart<'a>,
    events: &'a [SourceEvent<'a>],
    next: usize,
}

impl<'a> Events<'a> {
    pub(super) fn new(part: SourcePart<'a>, events: &'a [SourceEvent<'a>]) -> Events<'a> {
        Events { part, events, next: 0 }
    }

    /// Returns the next event without consuming it.
    pub(super) fn peek(&self) -> Option<&'a SourceEvent<'a>> {
        self.events.get(self.next)
    }

    /// Returns the events that are left.
    pub(super) fn rest(&self) -> &'a [SourceEvent<'a>] {
        &self.events[self.next.min(self.events.len())..]
    }

    /// Skips everything up to and including the end of the current element.
    pub(super) fn skip_to_end(&mut self) {
        let mut depth = 1;
        while depth > 0 {
            match self.next() {
                Some((Event::Start(_), _)) => depth += 1,
                Some((Event::End(_), _)) => depth -= 1,
                Some(_) => {}
                None => break,
            }
        }
    }
}

impl<'a> Iterator for Events<'a> {
    type Item = &'a SourceEvent<'a>;

    fn next(&mut self) -> Option<&'a SourceEvent<'a>> {
        let event = self.events.get(self.next)?;
        self.next += 1;
        Some(event)
    }
}

/// The data collected from all parts of a text.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The labels of notes in the order of their first references; the index is the [`NoteId`].
    pub(super) labels: Vec<String>,
    /// For each label that was referred to, the note's id and the span of the first reference.
    pub(super) references: BTreeMap<String, (NoteId, Span)>,
    /// For each label that was defined, the note's blocks and its span.
    pub(super) definitions: BTreeMap<String, (Vec<Block>, Span)>,
    /// Whether a note is being read.
    pub(super) in_note: bool,
    /// The number of quotations and lists around the current block.
    pub(super) depth: usize,
}

impl Collected {
    /// Returns the id of the note with this label. A note gets its id at its first reference.
    pub(super) fn note(&mut self, label: &str, span: Span) -> NoteId {
        if self.in_note {
            self.diagnostics.push(Diagnostic::error(span, Fault::ReferenceInNote { label: label.to_string() }));
        }
        if let Some((id, _)) = self.references.get(label) {
            return *id;
        }
        let id = NoteId(self.labels.len() as u32);
        self.labels.push(label.to_string());
        self.references.insert(label.to_string(), (id, span));
        id
    }
}
