//! Splits a text into tokens: words, and the text between them.

use crate::import::cleanup::lexicon::APOSTROPHES;

/// A word, or the text between two words. Apostrophes between letters belong to the word.
#[derive(Clone, Copy)]
pub(super) struct WordToken<'t> {
    pub(super) text: &'t str,
    pub(super) is_word: bool,
    /// The number of line ends before it.
    pub(super) line: usize,
}

/// Splits a text into tokens. An address, a comment and the target of a link are one token each.
pub(super) fn tokens(text: &str) -> Vec<WordToken<'_>> {
    // A token has three bytes on average.
    let mut tokens: Vec<WordToken> = Vec::with_capacity(text.len() / 3);
    let mut line = 0;
    let mut push = |text, is_word| {
        tokens.push(WordToken { text, is_word, line });
        if !is_word {
            line += text.bytes().filter(|byte| *byte == b'\n').count();
        }
    };
    let (mut start, mut in_word) = (0, false);
    let mut verbatim_end = 0;
    let last_bracket = text.rfind(')').unwrap_or(0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if at < verbatim_end {
            continue;
        }
        let is_letter = c.is_alphabetic();
        if !(in_word && is_letter) && starts_verbatim(&text[at..]) {
            if at > start {
                push(&text[start..at], in_word);
            }
            // Searching for a bracket that is not there would take as long as the rest of the text.
            let is_open = text[at..].starts_with("](") && at > last_bracket;
            verbatim_end = at + if is_open { 2 } else { verbatim_length(&text[at..]) };
            push(&text[at..verbatim_end], false);
            (start, in_word) = (verbatim_end, false);
            continue;
        }
        let in_apostrophe =
            APOSTROPHES.contains(&c) && in_word && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        let is_word = is_letter || in_apostrophe;
        if is_word != in_word && at > start {
            push(&text[start..at], in_word);
            start = at;
        }
        in_word = is_word;
    }
    if start < text.len() {
        push(&text[start..], in_word);
    }
    tokens
}

/// Whether a string begins with an address, a comment or the target of a link. Nothing in them is corrected.
pub(super) fn starts_verbatim(text: &str) -> bool {
    // The first character rules out nearly all texts.
    text.starts_with(['h', 'w', '<', ']'])
        && ["http://", "https://", "www.", "<!--", "]("].iter().any(|start| text.starts_with(start))
}

/// Returns the length in bytes of an address, a comment or the target of a link. An address ends before the next space or
/// closing mark.
fn verbatim_length(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + 3);
    }
    if text.starts_with("](") {
        return text.find(')').unwrap_or(2);
    }
    text.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '»' | '”' | '"' | ']')).unwrap_or(text.len())
}

/// Whether the token before a word makes it part of something longer, such as an address or a name with hyphens.
pub(super) fn is_joined_before(tokens: &[WordToken], at: usize) -> bool {
    at > 0 && tokens[at - 1].text.ends_with(['-', '.', '/', '@', '_', '#', '\\'])
}

/// Whether the token after a word makes it part of something longer.
pub(super) fn is_joined_after(tokens: &[WordToken], at: usize) -> bool {
    let is_joint = |token: &WordToken| matches!(token.text, "-" | "/" | "@" | "_" | ".");
    tokens.get(at + 1).is_some_and(is_joint) && at + 2 < tokens.len()
}
