//! Helpers for the inlines of a line: trimming, splitting at the ends of lines, and parts of words.

use crate::diagnostic::Span;
use crate::manuscript::{Block, Inline, Words};

/// Whether an inline shows nothing: a space or a line break.
pub(super) fn is_blank(inline: &Inline) -> bool {
    match inline {
        Inline::Text(words) => words.text.trim().is_empty(),
        Inline::Break => true,
        Inline::Styled { inlines, .. } | Inline::Foreign { inlines, .. } => inlines.iter().all(is_blank),
        Inline::Code(_) | Inline::Link { .. } | Inline::Picture(_) | Inline::NoteRef(..) => false,
    }
}

/// Returns inlines without spaces and line breaks at the beginning and at the end.
pub(super) fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    while inlines.last().is_some_and(is_blank) {
        inlines.pop();
    }
    let blank = inlines.iter().take_while(|inline| is_blank(inline)).count();
    inlines.drain(..blank);
    if let Some(Inline::Text(words)) = inlines.first_mut() {
        let kept = words.text.trim_start_matches(is_space).len();
        remove(words, 0..words.text.len() - kept);
    }
    if let Some(Inline::Text(words)) = inlines.last_mut() {
        let kept = words.text.trim_end_matches(is_space).len();
        remove(words, kept..words.text.len());
    }
    inlines
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Removes a range of bytes from the beginning or the end of words.
pub(super) fn remove(words: &mut Words, range: std::ops::Range<usize>) {
    let piece = if range.start == 0 { range.end..words.text.len() } else { 0..range.start };
    *words = sub(words, piece);
}

/// Returns a range of bytes of words. The span is exact if that of the words is.
pub(super) fn sub(words: &Words, range: std::ops::Range<usize>) -> Words {
    let text = words.text[range.clone()].to_string();
    let mut span = words.span;
    if (span.end - span.start) as usize == words.text.len() {
        (span.start, span.end) = (words.span.start + range.start as u32, words.span.start + range.end as u32);
    }
    Words { text, span }
}

/// Splits inlines into lines, at line breaks and at the ends of lines in the source.
pub(super) fn lines(inlines: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    let push = |lines: &mut Vec<Vec<Inline>>, inline| {
        if let Some(line) = lines.last_mut() {
            line.push(inline);
        }
    };
    for inline in inlines {
        match inline {
            Inline::Break => lines.push(Vec::new()),
            Inline::Text(words) => {
                let mut at = 0;
                for (number, piece) in words.text.split('\n').enumerate() {
                    if number > 0 {
                        lines.push(Vec::new());
                    }
                    if !piece.is_empty() {
                        push(&mut lines, Inline::Text(sub(&words, at..at + piece.len())));
                    }
                    at += piece.len() + 1;
                }
            }
            inline @ (Inline::Styled { .. }
            | Inline::Code(_)
            | Inline::Link { .. }
            | Inline::Foreign { .. }
            | Inline::Picture(_)
            | Inline::NoteRef(..)) => push(&mut lines, inline),
        }
    }
    // A line break together with the end of the line in the source ends only one line.
    let last = lines.len() - 1;
    let mut number = 0;
    lines.retain(|line| {
        number += 1;
        !line.is_empty() || number == 1 || number - 1 == last
    });
    lines
}

/// Joins lines with spaces.
pub(super) fn joined(lines: impl Iterator<Item = Vec<Inline>>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for mut line in lines {
        if !joined.is_empty() {
            joined.push(Inline::Text(Words { text: " ".to_string(), span: Span::default() }));
        }
        joined.append(&mut line);
    }
    joined
}

/// Returns the lines of verse in blocks. An empty line separates the stanzas.
pub(super) fn verse_lines(blocks: Vec<Block>) -> Vec<Vec<Inline>> {
    let mut verse: Vec<Vec<Inline>> = Vec::new();
    for stanza in super::walk::lines(blocks) {
        if !verse.is_empty() {
            verse.push(Vec::new());
        }
        verse.extend(lines(stanza).into_iter().map(trimmed));
    }
    verse
}
