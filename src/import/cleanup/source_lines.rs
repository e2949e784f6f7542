//! Lines of a raw text, with what the clean-up knows of each. A form feed begins a page, as `pdftotext` writes it.

use super::parts::parts;
use crate::import::repair::{Confidence, Repair, Rule};
use rayon::prelude::*;
use std::borrow::Cow;

/// A line of the source, or the part of one that belongs to a column.
#[derive(Clone, Copy)]
pub(super) struct SourceLine<'t> {
    /// Its text without the line end, and without spaces at the end.
    pub(super) text: &'t str,
    /// Its number in the source, from 1.
    pub(super) number: usize,
    /// Whether a page begins with it.
    pub(super) starts_page: bool,
    /// Whether a column begins with it, below another.
    pub(super) starts_column: bool,
}

impl<'t> SourceLine<'t> {
    pub(super) fn new(raw: &'t str) -> SourceLine<'t> {
        let text = raw.trim_start_matches('\u{c}').trim_end();
        SourceLine { text, number: 0, starts_page: raw.starts_with('\u{c}'), starts_column: false }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }
}

/// A line in reading order, as the rules on pages change it.
pub(super) struct PageLine<'t> {
    /// Its text without the line end, and without spaces at the end.
    pub(super) text: Cow<'t, str>,
    /// Its number in the source, from 1.
    pub(super) number: usize,
    /// Whether a page begins with it.
    pub(super) starts_page: bool,
    /// Whether a column begins with it, below another.
    pub(super) starts_column: bool,
    /// Whether its last word goes on in the next line, though the hyphen is lost.
    pub(super) lost_hyphen: bool,
    /// Whether it is no part of the text: a page number, a running head, a note reference on a line of its own.
    pub(super) removed: bool,
}

impl<'t> From<SourceLine<'t>> for PageLine<'t> {
    fn from(line: SourceLine<'t>) -> PageLine<'t> {
        let SourceLine { text, number, starts_page, starts_column } = line;
        PageLine { text: text.into(), number, starts_page, starts_column, lost_hyphen: false, removed: false }
    }
}

impl PageLine<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }

    /// The record of its removal, or of a removal at its end.
    pub(super) fn removal(&self, rule: Rule) -> Repair {
        let before = self.text.trim().to_string();
        Repair { rule, confidence: Confidence::Likely, line: self.number, before, after: String::new() }
    }
}

/// The lines of a text, numbered.
pub(super) fn split(text: &str) -> Vec<SourceLine<'_>> {
    let mut lines: Vec<SourceLine> =
        parts(text).par_iter().flat_map_iter(|part| part.lines().map(SourceLine::new)).collect();
    lines.iter_mut().enumerate().for_each(|(at, line)| line.number = at + 1);
    lines
}
