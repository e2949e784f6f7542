//! Extracts the source line that a diagnostic points to, shortened to fit a terminal or the panel of the preview.

use super::invisible::{harmless, replaced};
use super::{Diagnostic, Fault, Sources, Span};
use std::ops::Range;

/// The length in characters above which only a part of a line is shown, because authors often type a paragraph as one line.
const LONGEST_LINE: usize = 160;

/// Returns the part of a diagnostic's span that is shown. A missing glyph is reported for a whole run of text, so its span is
/// narrowed to the character. Other spans are returned unchanged.
pub fn narrowed(diagnostic: &Diagnostic, span: Span, sources: &Sources) -> Span {
    let text = &sources.get(span.file).text;
    let Fault::MissingGlyph { character, .. } = &diagnostic.fault else { return span };
    let run = text.get(span.start as usize..span.end as usize);
    run.and_then(|r| r.find(character.as_str())).map_or(span, |at| {
        let start = span.start as usize + at;
        Span::new(span.file, start, start + character.len())
    })
}

/// The source line that a diagnostic points to, shortened to fit a terminal.
pub struct Excerpt {
    /// The line, or the part of it around the span.
    pub text: String,
    /// Its number, from 1.
    pub line: usize,
    /// The name of its file.
    pub path: String,
    /// The bytes of `text` to mark.
    pub range: Range<usize>,
}

impl Excerpt {
    /// Returns the excerpt around a span.
    pub fn of(span: Span, sources: &Sources) -> Option<Excerpt> {
        let source = sources.get(span.file);
        let whole: &str = &source.text;
        let (line, _) = sources.line_column(span);
        let start = floor(whole, span.start as usize);
        let from = whole[..start].rfind('\n').map_or(0, |at| at + 1);
        let to = whole[start..].find('\n').map_or(whole.len(), |at| start + at);
        let end = floor(whole, span.end as usize).clamp(start, to);
        let typed = &whole[from..to];
        let (mut left, mut right) = (start - from, end - from);
        let mut text = typed.to_string();
        if typed.chars().count() > LONGEST_LINE {
            let first = ceil(typed, left.saturating_sub(LONGEST_LINE / 2));
            let last = floor(typed, (left + LONGEST_LINE / 2).min(typed.len()));
            let (before, after) = (if first > 0 { "…" } else { "" }, if last < typed.len() { "…" } else { "" });
            text = format!("{before}{}{after}", &typed[first..last]);
            left = left - first + before.len();
            right = (right.min(last) - first) + before.len();
        }
        let right = right.max(left);
        // The replacement can have another length in bytes.
        let (before, marked) = (replaced(&text[..left]), replaced(&text[left..right]));
        let range = before.len()..before.len() + marked.len();
        Some(Excerpt { text: replaced(&text), line, path: harmless(&source.name).into_owned(), range })
    }
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
