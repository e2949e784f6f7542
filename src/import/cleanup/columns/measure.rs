//! Finds where to split a line that has no gap between its columns: after the word at which the line is as wide as a full line
//! of the left column.
//!
//! `pdftotext` places characters by their position on the page, so a full line of narrow letters has more characters than its
//! column has positions and pushes the right column out of place. The width of such a line is estimated from its letters, in
//! ems of a common book face.

use super::gutter::{AtGutter, Halves};
use crate::import::cleanup::source_lines::SourceLine;

/// The maximum number of characters between the end of a full line and the gutter. Narrow and wide letters can account for this
/// difference in one line.
const REACH: usize = 14;

/// The measure of a left column.
pub(super) struct Measure {
    gutter: usize,
    /// The width of a full line in ems.
    width: f64,
}

impl Measure {
    /// Computes the measure from the lines that have a gap at the gutter: the upper quartile of their widths.
    pub(super) fn new(lines: &[SourceLine], gutter: usize) -> Measure {
        let halves = lines.iter().map(|line| Halves::new(line.text, gutter));
        let lefts = halves.filter(|halves| halves.at_gutter == AtGutter::Gap).map(|halves| halves.left.trim_start());
        let mut widths: Vec<f64> = lefts.map(width).filter(|width| *width > 0.0).collect();
        let at = widths.len() * 3 / 4;
        let width = if widths.is_empty() { 0.0 } else { *widths.select_nth_unstable_by(at, f64::total_cmp).1 };
        Measure { gutter, width }
    }

    /// Splits a line without a gap: after a hyphen that may end the left column, otherwise after the word that fills the
    /// measure best, otherwise at the gutter.
    pub(super) fn split<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        let first = text.len() - text.trim_start().len();
        let spaces = || text.match_indices(' ').map(|(at, _)| at).filter(|at| *at > first);
        let column = |at: usize| text[..at].chars().count();
        // A hyphenated word ends a line. This is true even in a heading, whose letters are wider.
        let hyphenated =
            |at: usize| text[..at].strip_suffix('-').is_some_and(|before| before.ends_with(char::is_alphabetic));
        let in_left_half = |at: usize| column(at) * 2 > self.gutter && column(at) <= self.gutter;
        let after_hyphen = spaces().rfind(|at| hyphenated(*at) && in_left_half(*at));
        let near = |at: &usize| (column(*at)..=column(*at) + REACH).contains(&self.gutter);
        let off = |at: usize| (width(text[first..at].trim()) - self.width).abs();
        let best_fit = || spaces().filter(near).min_by(|one, other| off(*one).total_cmp(&off(*other)));
        let at_gutter = || text.char_indices().nth(self.gutter).map(|(at, _)| at);
        let at = after_hyphen.or_else(best_fit).or_else(at_gutter).unwrap_or(text.len());
        let (left, right) = text.split_at(at);
        (left.trim_end(), right.trim_start())
    }
}

/// Returns the width of a string in ems. Five classes of characters, with the mean widths of common book faces, are enough to
/// show whether a line has one word more or less.
fn width(text: &str) -> f64 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | 'î' | 'ï' | ' ' | '.' | ',' | ';' | ':' | '!' | '|' | '’' | '\'' | '\u{a0}' | '\u{202f}' => {
            0.26
        }
        'f' | 'r' | 't' | 's' | '(' | ')' | '[' | ']' | '-' | 'I' | 'J' | '/' | '"' | '“' | '”' => 0.36,
        'm' | 'w' | 'œ' | 'æ' | 'M' | 'W' | '%' | '@' | '…' | '—' => 0.82,
        c if c.is_uppercase() => 0.68,
        _ => 0.49,
    };
    text.chars().map(of).sum()
}
