//! The lines of a raw text, with the properties that the clean-up needs. A form feed begins a page, as in the output of
//! `pdftotext`.

use super::parts::parts;
use crate::import::repair::{Confidence, Repair, Rule};
use rayon::prelude::*;
use std::borrow::Cow;

/// A line of the source, or the part of a line that belongs to one column.
#[derive(Clone, Copy)]
pub(super) struct SourceLine<'t> {
    /// Its text without the line end and without trailing spaces.
    pub(super) text: &'t str,
    /// Its number in the source, from 1.
    pub(super) number: usize,
    /// Whether it begins a page.
    pub(super) starts_page: bool,
    /// Whether it begins a column; the columns of a page follow one another.
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

/// A line in reading order, which the rules for page furniture and raised figures may change.
pub(super) struct PageLine<'t> {
    /// Its text without the line end and without trailing spaces.
    pub(super) text: Cow<'t, str>,
    /// Its number in the source, from 1.
    pub(super) number: usize,
    /// Whether it begins a page.
    pub(super) starts_page: bool,
    /// Whether it begins a column; the columns of a page follow one another.
    pub(super) starts_column: bool,
    /// Whether its last word continues in the next line, although the hyphen was lost.
    pub(super) lost_hyphen: bool,
    /// Whether it is not part of the text: a page number, a running head, or a note reference on a separate line.
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

    /// Returns the record that this line, or the number at its end, was removed.
    pub(super) fn removal(&self, rule: Rule) -> Repair {
        let before = self.text.trim().to_string();
        Repair { rule, confidence: Confidence::Likely, line: self.number, before, after: String::new() }
    }
}

/// Splits a text into numbered lines.
pub(super) fn split(text: &str) -> Vec<SourceLine<'_>> {
    let mut lines: Vec<SourceLine> =
        parts(text).par_iter().flat_map_iter(|part| part.lines().map(SourceLine::new)).collect();
    lines.iter_mut().enumerate().for_each(|(at, line)| line.number = at + 1);
    lines
}
