//! The possible breaks inside a word: at hyphens written by the author, in web addresses, and where patterns hyphenate the
//! word.

use super::hyphenate::{self, Exceptions, Hyphenator, Patterns};
use super::linebreak::{ADDRESS_PENALTY, EXPLICIT_HYPHEN_PENALTY, HYPHEN_PENALTY, NAME_PENALTY};

/// A possible break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    /// The index of the first byte after the break.
    pub(super) at: usize,
    pub(super) penalty: i32,
    /// Whether a hyphen is added at the break.
    pub(super) hyphen: bool,
}

/// The length in bytes above which a word isn't hyphenated, because it belongs to no language.
const LONGEST_HYPHENATED: usize = 255;

/// Whether a sentence begins at a byte of a text, in which case a capital there doesn't indicate a name.
pub(super) fn is_sentence_start(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '«' | '“' | '(' | '—' | '–'));
    before.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '\n'])
}

/// Returns the possible breaks of a word, in order. If `begins_sentence` is false, a word with a capital is treated as a name.
pub(super) fn possible_breaks(word: &str, literal: bool, hyphenator: Hyphenator, begins_sentence: bool) -> Vec<Break> {
    if literal || word.contains("://") || word.starts_with("www.") {
        return address_breaks(word);
    }
    if word.contains(is_ideograph) {
        return ideograph_breaks(word);
    }
    if word.contains(['-', '‐', '–', '—', '@']) {
        let written = explicit_breaks(word);
        if !written.is_empty() || word.contains(['-', '@']) {
            return written;
        }
    }
    let is_name = !begins_sentence && word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let penalty = HYPHEN_PENALTY + if is_name { NAME_PENALTY } else { 0 };
    if word.len() > LONGEST_HYPHENATED {
        return Vec::new();
    }
    let points = hyphenate::points(word, hyphenator).into_iter();
    points.map(|at| Break { at, penalty, hyphen: true }).collect()
}

/// Whether a character belongs to a script that is written without spaces and may be broken between any two characters: Chinese
/// and Japanese characters, kana, bopomofo, Yi, and their punctuation.
fn is_ideograph(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{312f}' | '\u{31a0}'..='\u{4dbf}' | '\u{4e00}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff01}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// The characters at which no line may begin: closing punctuation, iteration marks and small kana (JIS X 4051).
const NOT_AT_START: &str =
    "、。，．：；！？）］｝」』】〉》〕〗〙・ーゝゞ々ヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ,.:;!?)]}”’»…";
/// The characters at which no line may end: opening punctuation.
const NOT_AT_END: &str = "（［｛「『【〈《〔〖〘([{“‘«";

/// Returns the breaks before and after each ideograph, except where punctuation forbids them.
fn ideograph_breaks(word: &str) -> Vec<Break> {
    let pairs = word.char_indices().zip(word.chars().skip(1));
    let may_break = |before: char, after: char| {
        (is_ideograph(before) || is_ideograph(after))
            && !NOT_AT_START.contains(after)
            && !NOT_AT_END.contains(before)
            && !unicode_normalization::char::is_combining_mark(after)
    };
    let found = pairs.filter(|((_, before), after)| may_break(*before, *after));
    found.map(|((at, c), _)| Break { at: at + c.len_utf8(), penalty: 0, hyphen: false }).collect()
}

/// Returns the breaks after hyphens and dashes written by the author. At least two letters must directly precede the
/// hyphen: `viendra-|t-il`, `c’est-|à-dire`.
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
    // Ranges of numbers, such as 1789-1799, stay together.
    if word.chars().all(|c| !c.is_alphabetic()) { Vec::new() } else { breaks }
}

/// Returns the breaks of an address: after `://`, and otherwise before punctuation. They leave at least three characters on
/// either side and add no hyphen.
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

/// Returns the byte positions at which a word may be broken with these patterns.
pub(super) fn break_positions(word: &str, patterns: Option<Patterns>) -> Vec<usize> {
    let hyphenator = Hyphenator { patterns, exceptions: &Exceptions::default() };
    possible_breaks(word, false, hyphenator, true).into_iter().map(|found| found.at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(word: &str) -> String {
        let mut out = word.to_string();
        for at in break_positions(word, hyphenate::patterns("fr")).into_iter().rev() {
            out.insert(at, '·');
        }
        out
    }

    #[test]
    fn compounds_break_only_at_written_hyphens() {
        for word in ["anarcho-·syndicalisme", "viendra-·t-il", "c’est-·à-dire", "vis-·à-vis", "1789-1799", "dit-·elle,"]
        {
            assert_eq!(broken(&word.replace('·', "")), word);
        }
    }

    #[test]
    fn ideographs_break_anywhere_but_before_closing_punctuation() {
        assert_eq!(broken("漢字、仮名「混じり」文"), "漢·字、·仮·名·「混·じ·り」·文");
        assert_eq!(broken("ちょっとabc文"), "ちょっ·と·abc·文");
    }

    #[test]
    fn addresses_break_before_punctuation() {
        assert_eq!(broken("https://mars-infos.org/le-kazakhstan"), "https://·mars·-infos·.org·/le·-kazakhstan");
    }
}
