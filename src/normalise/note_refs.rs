//! Corrects the places of note references: removes the space before them, and in French texts moves them before punctuation.
//!
//! `mot [^1] suite` becomes `mot[^1] suite` in every language. `mot.[^1]` becomes `mot[^1].` in French only: in English, for
//! example, note references follow the punctuation.

use crate::diagnostic::Span;
use crate::manuscript::{Inline, Words};

/// Spaces that may occur between a word, its punctuation and a note reference.
const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];
/// Punctuation that a note reference must precede, with the spaces that belong to it.
const PUNCTUATION: [char; 11] = ['.', ',', ';', ':', '!', '?', '…', '»', '”', '\u{a0}', '\u{202f}'];
/// Abbreviations whose full stop belongs to the word. A note reference follows this full stop.
const ABBREVIATIONS: [&str; 11] = ["etc", "cf", "p", "pp", "al", "éd", "trad", "op", "cit", "ibid", "art"];

/// Removes the spaces before note references, so that no reference is separated from its word. The space after a reference
/// stays; if only the space before it was typed, that space is moved after it.
pub(super) fn close_up(inlines: &mut Vec<Inline>) {
    let mut i = 0;
    while i < inlines.len() {
        match &mut inlines[i] {
            Inline::Styled { inlines: inner, .. }
            | Inline::Foreign { inlines: inner, .. }
            | Inline::Link { inlines: inner, .. } => close_up(inner),
            Inline::NoteRef(..) => {
                let space = i.checked_sub(1).and_then(|before| remove_space_at_end(&mut inlines[before]));
                if let Some(span) = space {
                    separate(inlines, i + 1, span);
                }
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Picture(_) => {}
        }
        i += 1;
    }
}

/// Removes the space at the end of a run of words. Returns its span, or `None` if there is no space.
fn remove_space_at_end(inline: &mut Inline) -> Option<Span> {
    let Inline::Text(words) = inline else { return None };
    let length = words.text.trim_end_matches(SPACES).len();
    if length == words.text.len() {
        return None;
    }
    let span = words.span;
    // The span must match the text byte for byte, as it did before.
    if (span.end - span.start) as usize == words.text.len() {
        words.span.end = span.start + length as u32;
    }
    words.text.truncate(length);
    Some(Span { start: words.span.end.min(span.end), ..span })
}

/// Inserts a space before the inline at `i`, which follows a note reference, if it begins with a letter.
fn separate(inlines: &mut Vec<Inline>, i: usize, span: Span) {
    let begins_with_letter = match inlines.get(i) {
        None | Some(Inline::Break | Inline::NoteRef(..)) => false,
        Some(Inline::Text(words)) => words.text.starts_with(|c: char| c.is_alphanumeric() || "«“(".contains(c)),
        Some(_) => true,
    };
    if begins_with_letter {
        inlines.insert(i, Inline::Text(Words { text: " ".to_string(), span }));
    }
}

/// Moves every note reference in a line before the punctuation that precedes it, and removes the space in between.
pub(super) fn move_before_punctuation(inlines: &mut Vec<Inline>) {
    let mut i = 0;
    while i < inlines.len() {
        match &mut inlines[i] {
            Inline::Styled { inlines: inner, .. } | Inline::Link { inlines: inner, .. } => {
                move_before_punctuation(inner);
            }
            Inline::NoteRef(..) => move_punctuation_after(inlines, i),
            Inline::Text(_) | Inline::Foreign { .. } | Inline::Code(_) | Inline::Break | Inline::Picture(_) => {}
        }
        i += 1;
    }
}

/// Moves punctuation from before a run of consecutive note references to after it. The run begins at index `i`.
fn move_punctuation_after(inlines: &mut Vec<Inline>, i: usize) {
    let Some(Inline::Text(words)) = i.checked_sub(1).and_then(|before| inlines.get_mut(before)) else { return };
    let punctuation = words.text.split_off(words.text.len() - punctuation_length(&words.text));
    words.text.truncate(words.text.trim_end_matches(SPACES).len());
    let punctuation = punctuation.trim_end_matches(' ').to_string();
    if punctuation.is_empty() {
        return;
    }
    let span = words.span;
    let after = i + inlines[i..].iter().take_while(|inline| matches!(inline, Inline::NoteRef(..))).count();
    match inlines.get_mut(after) {
        Some(Inline::Text(words)) => words.text.insert_str(0, &punctuation),
        _ => inlines.insert(after, Inline::Text(Words { text: punctuation, span })),
    }
}

/// Returns the length in bytes of the punctuation at the end of a string, including the spaces after it. Returns 0 if there is
/// none, or if it is the full stop of an abbreviation or of an initial.
fn punctuation_length(text: &str) -> usize {
    let typed = text.trim_end_matches(SPACES);
    let body = typed.trim_end_matches(PUNCTUATION);
    let punctuation = &typed[body.len()..];
    let word = body.rsplit([' ', '\u{a0}', '(']).next().unwrap_or_default();
    let is_initial = word.chars().count() == 1;
    let is_abbreviated = (is_initial || ABBREVIATIONS.contains(&word)) && punctuation.starts_with('.');
    if body.is_empty() || punctuation.is_empty() || is_abbreviated { 0 } else { text.len() - body.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::manuscript::{InlineStyle, NoteId};

    fn text(text: &str) -> Inline {
        Inline::Text(Words { text: text.to_string(), span: Span::default() })
    }

    fn note_ref() -> Inline {
        Inline::NoteRef(NoteId(0), Span::default())
    }

    fn strong(inlines: Vec<Inline>) -> Inline {
        Inline::styled(InlineStyle::Strong, inlines, Span::default())
    }

    fn moved(mut inlines: Vec<Inline>) -> String {
        move_before_punctuation(&mut inlines);
        shown(&inlines)
    }

    fn shown(inlines: &[Inline]) -> String {
        let one = |inline: &Inline| {
            if let Inline::Text(words) = inline {
                words.text.clone()
            } else if let Inline::Styled { inlines, .. } = inline {
                shown(inlines)
            } else {
                "¹".to_string()
            }
        };
        inlines.iter().map(one).collect()
    }

    #[test]
    fn note_references_precede_punctuation() {
        let line = |before: &str, after: &str| moved(vec![text(before), note_ref(), text(after)]);
        assert_eq!(line("la fin.", " Puis"), "la fin¹. Puis");
        assert_eq!(line("quoi\u{202f}?", " Puis"), "quoi¹\u{202f}? Puis");
        assert_eq!(line("« Non.\u{a0}»", " dit"), "« Non¹.\u{a0}» dit");
        assert_eq!(line("des tracts, etc.", " Puis"), "des tracts, etc.¹ Puis");
        assert_eq!(moved(vec![text("la fin."), note_ref()]), "la fin¹.");
        assert_eq!(moved(vec![text("la fin."), note_ref(), note_ref(), text(" Puis")]), "la fin¹¹. Puis");
    }

    #[test]
    fn note_references_follow_their_word_without_a_space() {
        let closed = |mut inlines: Vec<Inline>| {
            close_up(&mut inlines);
            shown(&inlines)
        };
        let line = |before: &str, after: &str| closed(vec![text(before), note_ref(), text(after)]);
        assert_eq!(line("le mot ", " suit"), "le mot¹ suit");
        assert_eq!(line("le mot\u{a0}", "suit"), "le mot¹ suit");
        assert_eq!(line("the word. ", " Next"), "the word.¹ Next");
        assert_eq!(line("« cité » ", " puis"), "« cité »¹ puis");
        assert_eq!(line("« cité »", " puis"), "« cité »¹ puis");
        assert_eq!(line("le mot ", ", puis"), "le mot¹, puis");
        assert_eq!(closed(vec![text("le mot "), note_ref()]), "le mot¹");
        assert_eq!(closed(vec![text("le mot "), note_ref(), text(" "), note_ref(), text(" puis")]), "le mot¹¹ puis");
        assert_eq!(closed(vec![note_ref(), text(" puis")]), "¹ puis");
        let inside = strong(vec![text("le mot "), note_ref()]);
        assert_eq!(closed(vec![inside, text(" puis")]), "le mot¹ puis");
        let beside = vec![strong(vec![text("mot")]), text(" "), note_ref(), strong(vec![text("puis")])];
        assert_eq!(closed(beside), "mot¹ puis");
    }
}
