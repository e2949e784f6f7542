//! The possible breaks inside a word: at hyphens that the author wrote, in web addresses, and where patterns hyphenate it.

use super::hyphenate::{self, Exceptions, Hyphenator, Patterns};
use super::linebreak::{ADDRESS_PENALTY, EXPLICIT_HYPHEN_PENALTY, HYPHEN_PENALTY, NAME_PENALTY};

/// A possible break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    /// The byte of the word before which it is.
    pub(super) at: usize,
    pub(super) penalty: i32,
    /// Whether a hyphen is added.
    pub(super) hyphen: bool,
}

/// Whether a sentence begins at a byte of a text, so that a capital there doesn't mean a name.
pub(super) fn is_sentence_start(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '«' | '“' | '(' | '—' | '–'));
    before.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '\n'])
}

/// The possible breaks of a word, in order; `begins_sentence` tells a capital at the beginning of a sentence from a name.
pub(super) fn possible_breaks(word: &str, literal: bool, hyphenator: Hyphenator, begins_sentence: bool) -> Vec<Break> {
    if literal || word.contains("://") || word.starts_with("www.") {
        return address_breaks(word);
    }
    if word.contains(['-', '‐', '–', '—', '@']) {
        let written = explicit_breaks(word);
        if !written.is_empty() || word.contains(['-', '@']) {
            return written;
        }
    }
    let is_name = !begins_sentence && word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let penalty = HYPHEN_PENALTY + if is_name { NAME_PENALTY } else { 0 };
    let points = hyphenate::points(word, hyphenator).into_iter();
    points.map(|at| Break { at, penalty, hyphen: true }).collect()
}

/// After a hyphen or dash that was written, with at least two letters before it since the last: `viendra-|t-il`,
/// `c’est-|à-dire`.
fn explicit_breaks(word: &str) -> Vec<Break> {
    let mut breaks = Vec::new();
    let mut letters = 0;
    for (at, c) in word.char_indices() {
        let next = at + c.len_utf8();
        if matches!(c, '-' | '‐' | '–' | '—') {
            if letters >= 2 && word[next..].starts_with(char::is_alphanumeric) {
                breaks.push(Break { at: next, penalty: EXPLICIT_HYPHEN_PENALTY, hyphen: false });
            }
            letters = 0;
        } else if c.is_alphanumeric() {
            letters += 1;
        } else {
            letters = 0;
        }
    }
    // Ranges of numbers stay together: 1789-1799.
    if word.chars().all(|c| !c.is_alphabetic()) { Vec::new() } else { breaks }
}

/// After `://`, else before punctuation of an address; at least three characters on either side, and without a hyphen.
fn address_breaks(word: &str) -> Vec<Break> {
    let scheme = word.find("://").map(|at| at + 3);
    let mut breaks = Vec::new();
    for (count, (at, c)) in word.char_indices().enumerate() {
        let left = word.len() - at;
        let inside = scheme.is_none_or(|s| at > s + 2);
        let punctuation = matches!(c, '/' | '.' | ',' | '?' | '&' | '=' | '#' | '_' | '~' | '-' | '%') && inside;
        if count >= 3 && left >= 3 && (Some(at) == scheme || punctuation) {
            breaks.push(Break { at, penalty: ADDRESS_PENALTY, hyphen: false });
        }
    }
    breaks
}

/// The bytes before which a word may be broken by these patterns.
pub(super) fn divisions(word: &str, patterns: Option<Patterns>) -> Vec<usize> {
    let hyphenator = Hyphenator { patterns, exceptions: &Exceptions::default() };
    possible_breaks(word, false, hyphenator, true).into_iter().map(|found| found.at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(word: &str) -> String {
        let mut out = word.to_string();
        for at in divisions(word, hyphenate::patterns("fr")).into_iter().rev() {
            out.insert(at, '·');
        }
        out
    }

    #[test]
    fn compounds_break_at_their_own_hyphen_only() {
        for word in ["anarcho-·syndicalisme", "viendra-·t-il", "c’est-·à-dire", "vis-·à-vis", "1789-1799", "dit-·elle,"]
        {
            assert_eq!(broken(&word.replace('·', "")), word);
        }
    }

    #[test]
    fn addresses_break_before_their_punctuation() {
        assert_eq!(broken("https://mars-infos.org/le-kazakhstan"), "https://·mars·-infos·.org·/le·-kazakhstan");
    }
}
