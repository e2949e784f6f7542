//! Corrects unknown words: several words run together, a lost hyphen, or a lost ligature.
//!
//! Input: a word and a lexicon. Output: the probable correction, if the lexicon allows only one.

use super::affixes::{ADVERBS_OF_PLACE, ENDINGS, JOINED_PREFIXES, MORE_SHORT_WORDS, SHORT_WORDS, is_prefix};
use super::correction::Correction;
use crate::import::cleanup::lexicon::{APOSTROPHES, LONGEST_WORD, Lexicon, is_elision, is_french};
use crate::import::repair::{Confidence, Rule};

/// The minimum number of characters in a word that may be two words.
const MIN_TWO_WORDS: usize = 7;
/// The minimum number of characters in a word that may be three or more words.
const MIN_LINE: usize = 11;
/// The minimum that replaces [`MIN_LINE`] in a text in which whole lines lost their spaces.
const MIN_LINE_RUN_TOGETHER: usize = 5;
/// The maximum number of characters in a line without spaces. A longer line is data rather than words, and is not split.
const MAX_LINE: usize = 398;
/// The maximum number of characters in one word of such a line.
const MAX_WORD: usize = 24;
/// The minimum number of bytes in a word that may be several words, in a text in which whole lines lost their spaces.
const MIN_SUSPECT: usize = 6;

/// Returns the probable correction of an unknown word.
pub(super) fn corrected(word: &str, lexicon: &Lexicon) -> Option<Correction> {
    let suspect = word.len() > LONGEST_WORD || lexicon.run_together && word.len() >= MIN_SUSPECT;
    let has_elision = || word.rsplit_once(APOSTROPHES).is_none_or(|(head, _)| is_elision(head));
    if suspect && !(lexicon.knows(word) && has_elision()) {
        return several_words(word, lexicon);
    }
    // The list of French words contains no names or abbreviations.
    if word.chars().any(char::is_uppercase) || !word.starts_with(char::is_lowercase) || word.chars().count() < 5 {
        return None;
    }
    if let Some((head, tail)) = word.rsplit_once(APOSTROPHES) {
        let apostrophe = &word[head.len()..word.len() - tail.len()];
        return missing_space_before_elision(head, apostrophe, tail);
    }
    if lexicon.knows(word) {
        return None;
    }
    lost_hyphen(word).or_else(|| lost_ligature(word)).or_else(|| two_words(word, lexicon))
}

/// Returns every way to split a word into two parts of at least one letter each.
fn splits(word: &str) -> impl Iterator<Item = (&str, &str)> {
    word.char_indices().skip(1).map(|(at, _)| word.split_at(at))
}

/// Inserts the missing space before an elision: `mêmes’ils` for *même s’ils*.
fn missing_space_before_elision(head: &str, apostrophe: &str, tail: &str) -> Option<Correction> {
    if is_elision(head) || head.contains(APOSTROPHES) || head.chars().count() < 3 {
        return None;
    }
    let (word, elision) = splits(head).find(|(word, elision)| {
        word.chars().count() > 1 && is_elision(elision) && is_french(word) && is_french(tail)
    })?;
    Some(Correction::new(format!("{word} {elision}{apostrophe}{tail}"), Rule::MissingSpace, Confidence::Likely))
}

/// Restores the hyphen of a compound such as `celleci`. The hyphen was at the end of a line and was removed as if it only broke
/// the word.
///
/// Only compounds that always have a hyphen are restored. Since the spelling reform of 1990, other compounds, such as
/// `plateforme`, may be written without one.
fn lost_hyphen(word: &str) -> Option<Correction> {
    let needs_hyphen = |first: &str, last: &str| {
        first == "sous" || ADVERBS_OF_PLACE.contains(&last) || matches!(last, "ci" | "là" | "même" | "mêmes")
    };
    let compound = splits(word)
        .filter(|(first, last)| first.chars().count() > 1 && needs_hyphen(first, last))
        .map(|(first, last)| format!("{first}-{last}"))
        .find(|compound| is_french(compound))?;
    Some(Correction::new(compound, Rule::BrokenWord, Confidence::Likely))
}

/// Restores a ligature that was lost, or of which only the last letter is left: `coniance`, `ofciel`.
fn lost_ligature(word: &str) -> Option<Correction> {
    let mut found: Vec<String> = Vec::new();
    for (at, c) in word.char_indices() {
        let (head, rest) = word.split_at(at);
        for lost in ["f", "fi", "fl", "ff", "ffi", "ffl"] {
            // If only the f of *fi* or *fl* was lost, the last letter is still there.
            if lost == "f" && !matches!(c, 'i' | 'l') {
                continue;
            }
            let meant = format!("{head}{lost}{rest}");
            if is_french(&meant) && !found.contains(&meant) {
                found.push(meant);
            }
        }
    }
    let only = if found.len() == 1 { found.pop() } else { None };
    only.map(|word| Correction::new(word, Rule::Ligature, Confidence::Doubtful))
}

/// Splits two words that lost their space: `êtrevraies`. If no two words fit, tries several words.
fn two_words(word: &str, lexicon: &Lexicon) -> Option<Correction> {
    let is_derived = ENDINGS.iter().any(|ending| word.ends_with(ending));
    if word.chars().count() < MIN_TWO_WORDS || lexicon.count(word) > 1 || is_derived {
        return None;
    }
    let mut found = splits(word)
        .filter(|(first, second)| first.chars().count() > 1 && are_two_words(first, second, word, lexicon))
        .map(|(first, second)| format!("{first} {second}"));
    match (found.next(), found.next()) {
        (Some(only), None) => Some(Correction::new(only, Rule::MissingSpace, Confidence::Doubtful)),
        (Some(_), Some(_)) => None,
        (None, _) => several_words(word, lexicon),
    }
}

/// Whether the parts of an unknown word are two words that were run together, rather than parts of a new word.
fn are_two_words(first: &str, second: &str, word: &str, lexicon: &Lexicon) -> bool {
    let is_long = |word: &str| word.chars().count() > 3;
    let is_short = |word: &str| SHORT_WORDS.contains(&word);
    let fit =
        is_long(first) && is_long(second) || is_short(first) && is_long(second) || is_long(first) && is_short(second);
    let known = fit && is_french(first) && is_french(second) && !is_prefix(first) && !JOINED_PREFIXES.contains(&first);
    if !known {
        return false;
    }
    // Words that were run together also occur separately in the same text. The parts of a new word need not occur there.
    let occurs = |one: &str, other: &str| lexicon.count(one) > 0 && (is_long(one) || lexicon.count(other) > 0);
    let has_accent = !word.is_ascii();
    // Some authors write a hyphenated compound as one word.
    let is_compound = || is_french(&format!("{first}-{second}"));
    (has_accent || occurs(first, second) || occurs(second, first)) && !is_compound()
}

/// Splits three or more words that lost their spaces: `noterl’usagedel’héritage`. In a text in which whole lines lost their
/// spaces, also splits two words.
///
/// This is dictionary-based word segmentation. Dynamic programming over the characters finds the split into known words that
/// has the fewest words.
fn several_words(line: &str, lexicon: &Lexicon) -> Option<Correction> {
    let boundaries: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
    let length = boundaries.len() - 1;
    let min = if lexicon.run_together { MIN_LINE_RUN_TOGETHER } else { MIN_LINE };
    if !(min..=MAX_LINE).contains(&length) {
        return None;
    }
    // For each character position: the smallest number of words that the line up to this position consists of, and the start of
    // the last word.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; length + 1];
    best[0] = Some((0, 0));
    for to in 1..=length {
        for from in to.saturating_sub(MAX_WORD)..to {
            let Some((words, _)) = best[from] else { continue };
            let is_better = best[to].is_none_or(|(fewest, _)| words + 1 < fewest);
            if is_better && may_be_word(&line[boundaries[from]..boundaries[to]]) {
                best[to] = Some((words + 1, from));
            }
        }
    }
    let mut words = Vec::new();
    let mut at = length;
    while at > 0 {
        let (_, from) = best[at]?;
        words.push(&line[boundaries[from]..boundaries[at]]);
        at = from;
    }
    words.reverse();
    let min_words = if lexicon.run_together { 2 } else { 3 };
    let spaced = words.join(" ").replace("’ ", "’");
    (words.len() >= min_words).then(|| Correction::new(spaced, Rule::MissingSpace, Confidence::Doubtful))
}

/// Whether a piece of a line without spaces may be a word or an elision.
fn may_be_word(piece: &str) -> bool {
    let piece = piece.to_lowercase();
    match piece.strip_suffix('’') {
        Some(elision) => is_elision(elision),
        None if piece.contains('’') => false,
        None => {
            SHORT_WORDS.contains(&piece.as_str())
                || MORE_SHORT_WORDS.contains(&piece.as_str())
                || piece.chars().count() > 3 && is_french(&piece)
        }
    }
}
