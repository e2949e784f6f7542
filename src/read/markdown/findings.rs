//! Collects the data of a text that is being read: its notes, and the findings about its mark-up, grouped so that each kind is
//! reported once.

use super::note_table::NoteTable;
use crate::diagnostic::{Diagnostic, Fault, FileId, Lines, Span};
use std::collections::{BTreeMap, BTreeSet};

/// A kind of mark-up that can't be set as intended. All occurrences in a text are reported together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FindingKind {
    /// An HTML tag that is ignored.
    Html,
    /// An HTML element whose content can't be printed, such as a script or a video.
    HtmlContent,
    /// A shortcode or a tag of a template language.
    Template,
    /// A formula.
    Formula,
    /// A citation such as `[@key]`.
    Citation,
    /// The code of an emoji such as `:smile:`.
    EmojiCode,
    /// A class or another attribute without an effect.
    Attribute,
    /// A request for a table of contents.
    Contents,
    /// A link to a file that isn't part of the brochure.
    DeadLink,
    /// Elements that are nested too deeply.
    Depth,
    /// Invisible characters, which are removed.
    Invisible,
    /// Mark-up of another program that is printed as typed.
    Leftover,
}

/// The occurrences of one kind.
#[derive(Debug, Default)]
struct Occurrences {
    spans: Vec<Span>,
    /// The examples that the message shows, such as the names of the tags.
    names: BTreeSet<String>,
}

/// The data collected while reading a text.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) notes: NoteTable,
    findings: BTreeMap<FindingKind, Occurrences>,
}

/// The maximum number of characters of mark-up that a message shows.
const LONGEST: usize = 40;
/// The maximum number of names that a message shows.
const MOST_NAMES: usize = 5;

impl Collected {
    /// Adds an occurrence. The message shows `name` as an example.
    pub(super) fn find(&mut self, kind: FindingKind, name: &str, span: Span) {
        let found = self.findings.entry(kind).or_default();
        found.spans.push(span);
        if found.names.len() < MOST_NAMES {
            found.names.insert(shortened(name));
        }
    }

    /// Reports all occurrences, one diagnostic for each kind.
    pub(super) fn report(&mut self, file: FileId, source: &str) {
        for (kind, Occurrences { mut spans, names }) in std::mem::take(&mut self.findings) {
            spans.sort_unstable();
            let first = spans.first().copied().unwrap_or(Span::new(file, 0, 0));
            let names: Vec<String> = names.into_iter().collect();
            let fault = fault(kind, names, spans.len(), lines(source, &spans));
            let is_note = matches!(kind, FindingKind::Attribute | FindingKind::Contents);
            let diagnostic = if is_note { Diagnostic::note(first, fault) } else { Diagnostic::warning(first, fault) };
            self.diagnostics.push(diagnostic);
        }
    }
}

fn fault(kind: FindingKind, names: Vec<String>, count: usize, lines: Lines) -> Fault {
    match kind {
        FindingKind::Html => Fault::Html { tags: names, count, lines },
        FindingKind::HtmlContent => Fault::HtmlContent { tags: names, count, lines },
        FindingKind::Template => Fault::Template { names, count, lines },
        FindingKind::Formula => Fault::Formula { names, count, lines },
        FindingKind::Citation => Fault::Citation { names, count, lines },
        FindingKind::EmojiCode => Fault::EmojiCode { names, count, lines },
        FindingKind::Attribute => Fault::UnknownAttribute { names, count, lines },
        FindingKind::Contents => Fault::ContentsMark { count, lines },
        FindingKind::DeadLink => Fault::DeadLink { names, count, lines },
        FindingKind::Depth => Fault::DeepNesting { count, lines },
        FindingKind::Leftover => Fault::Leftover { names, count, lines },
        FindingKind::Invisible => Fault::Invisible { names, count, lines },
    }
}

/// Returns the lines of spans, which are in order.
fn lines(source: &str, spans: &[Span]) -> Lines {
    let mut lines: Vec<usize> = Vec::new();
    let (mut line, mut at) = (1, 0);
    for span in spans {
        let start = (span.start as usize).min(source.len());
        line += source.as_bytes()[at..start.max(at)].iter().filter(|byte| **byte == b'\n').count();
        at = start.max(at);
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    Lines(lines)
}

/// Returns the beginning of a piece of mark-up, on one line.
fn shortened(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST - 1).chain(['…']).collect() }
}
