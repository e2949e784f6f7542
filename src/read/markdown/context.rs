//! The state that all parts of the reader of a text share.

use super::findings::Collected;
use super::source::MaskedSource;
use crate::diagnostic::Diagnostic;
use crate::language::{self, UnknownLanguage};
use crate::manuscript::{FigureWidth, Inline};
use std::collections::BTreeMap;

/// The state while a text or a part of it is read.
pub(super) struct TextContext<'c, 's> {
    pub(super) collected: &'c mut Collected,
    pub(super) source: &'c MaskedSource<'s>,
    /// The pictures of the current line that may become figures, by the first byte of each.
    pub(super) pictures: BTreeMap<u32, PendingPicture>,
    /// The anchor that an HTML tag has declared since the last words, for the heading that it precedes or is in.
    pub(super) anchor: Option<String>,
}

impl TextContext<'_, '_> {
    /// Returns the tag of the language that mark-up at a byte of the file declares. An unknown language is reported.
    pub(super) fn language(&mut self, typed: &str, at: usize) -> String {
        let span = self.source.span(&(at..at));
        let report = |unknown: UnknownLanguage| {
            self.collected.diagnostics.push(Diagnostic::error(span, unknown.fault(typed)));
            typed.to_string()
        };
        language::parse(typed).unwrap_or_else(report)
    }
}

/// A picture that has been read and may become a figure.
#[derive(Clone, Debug, Default)]
pub(super) struct PendingPicture {
    pub(super) caption: Vec<Inline>,
    pub(super) credit: String,
    pub(super) description: Option<String>,
    pub(super) width: Option<FigureWidth>,
}
