//! Removes characters that no page can show: marks that change the direction of text, control characters and separators. They
//! usually come with words that were copied from a web page or a chat.
//!
//! Input: a run of words. Output: the runs without such characters, each of which still matches the file byte for byte.

use super::findings::{Collected, FindingKind};
use super::lines::sub;
use crate::manuscript::{Inline, Words};

/// Whether a character is removed. Soft hyphens and zero-width spaces are left to typography and shaping.
fn is_removed(c: char) -> bool {
    let is_bidi = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2061}'..='\u{206f}');
    let is_annotation = matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    (c.is_control() && !matches!(c, '\n' | '\t')) || is_bidi || is_annotation || is_separator(c)
}

/// Whether a character separates lines or paragraphs, so that a space replaces it.
fn is_separator(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}')
}

/// Removes the characters from inlines and from the inlines inside them, and reports them.
pub(super) fn remove(collected: &mut Collected, inlines: &mut Vec<Inline>) {
    if !inlines.iter().any(has_removed) {
        return;
    }
    let mut visible = Vec::with_capacity(inlines.len());
    for mut inline in inlines.drain(..) {
        match &mut inline {
            Inline::Text(words) if words.text.contains(is_removed) => {
                split(collected, words, &mut visible);
                continue;
            }
            Inline::Code(words) if words.text.contains(is_removed) => {
                report(collected, words);
                words.text = words.text.replace(is_separator, " ").replace(is_removed, "");
            }
            Inline::Styled { inlines, .. } | Inline::Link { inlines, .. } | Inline::Foreign { inlines, .. } => {
                remove(collected, inlines);
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Picture(_) | Inline::NoteRef(..) => {}
        }
        visible.push(inline);
    }
    *inlines = visible;
}

fn has_removed(inline: &Inline) -> bool {
    match inline {
        Inline::Text(words) | Inline::Code(words) => words.text.contains(is_removed),
        other @ (Inline::Styled { .. }
        | Inline::Link { .. }
        | Inline::Foreign { .. }
        | Inline::Break
        | Inline::Picture(_)
        | Inline::NoteRef(..)) => other.inner().iter().any(has_removed),
    }
}

/// Appends the runs of words between the removed characters.
fn split(collected: &mut Collected, words: &Words, visible: &mut Vec<Inline>) {
    report(collected, words);
    let mut at = 0;
    for (found, c) in words.text.char_indices().filter(|(_, c)| is_removed(*c)) {
        if found > at {
            visible.push(Inline::Text(sub(words, at..found)));
        }
        at = found + c.len_utf8();
        if is_separator(c) {
            visible.push(Inline::Text(Words { text: " ".to_string(), ..sub(words, found..at) }));
        }
    }
    if at < words.text.len() {
        visible.push(Inline::Text(sub(words, at..words.text.len())));
    }
}

fn report(collected: &mut Collected, words: &Words) {
    for (at, c) in words.text.char_indices().filter(|(_, c)| is_removed(*c)) {
        let place = sub(words, at..at + c.len_utf8()).span;
        collected.find(FindingKind::Invisible, &format!("U+{:04X}", u32::from(c)), place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};
    use crate::manuscript::plain_text;

    #[test]
    fn invisible_characters_are_removed_and_the_rest_keeps_its_place() {
        let text = "a\u{202a}b\u{2028}c\u{1b}é";
        let words = Words { text: text.to_string(), span: Span::new(FileId(0), 10, 10 + text.len()) };
        let mut inlines = vec![Inline::Text(words)];
        remove(&mut Collected::default(), &mut inlines);
        assert_eq!(plain_text(&inlines), "ab cé");
        let Some(Inline::Text(last)) = inlines.last() else { panic!() };
        assert_eq!((last.text.as_str(), last.span.start as usize), ("é", 10 + text.len() - 2));
    }
}
