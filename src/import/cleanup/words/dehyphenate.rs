//! Joins words that were hyphenated at the end of a line, `cher- cheront`, or that kept a hyphen from an earlier line end,
//! `inter-nationaux`.
//!
//! Input: two words with a hyphen between them, and a lexicon. Output: the repaired word, with the hyphen only if it is part of
//! the word.
//!
//! This is dictionary-based dehyphenation. Of the spellings with and without a hyphen, it chooses the known one: first by the
//! list of French words, then by how often each spelling occurs in the text. If neither is known, the choice depends on
//! prefixes and endings, and the result is doubtful.

use super::affixes::{ADVERBS_OF_PLACE, ENCLITICS, ENDINGS, JOINED_PREFIXES, MORE_SHORT_WORDS, SHORT_WORDS, is_prefix};
use super::correction::Correction;
use crate::import::cleanup::lexicon::{Lexicon, without_elision};
use crate::import::repair::{Confidence, Rule};

/// Two words with a hyphen between them, and perhaps spaces or a line end.
pub(super) struct BrokenWord<'t> {
    pub(super) first: &'t str,
    /// The text from the hyphen to the second word.
    pub(super) gap: &'t str,
    pub(super) second: &'t str,
    /// Whether there is another hyphen before the first word: `c’est-à- dire`.
    pub(super) after_hyphen: bool,
    /// Whether there is another hyphen after the second word: `vis- à-vis`.
    pub(super) before_hyphen: bool,
}

/// How the two parts are joined.
enum Joint {
    /// As one word.
    Joined(Confidence),
    /// With a hyphen.
    Hyphen(Confidence),
}

impl BrokenWord<'_> {
    /// Returns the word as it was before it was broken; `None` if it is not a broken word.
    pub(super) fn repaired(&self, lexicon: &Lexicon) -> Option<Correction> {
        let spaces = self.gap.strip_prefix('-')?;
        if !spaces.chars().all(char::is_whitespace) {
            return None;
        }
        let at_line_end = spaces.contains('\n');
        let all_capitals = !self.first.chars().chain(self.second.chars()).any(char::is_lowercase);
        if !(self.second.starts_with(char::is_lowercase) || at_line_end && all_capitals) {
            return at_line_end.then(|| self.name(lexicon));
        }
        if spaces.is_empty() {
            return self.left_over_hyphen(lexicon);
        }
        // `pré- et post-colonial`
        let is_conjunction = matches!(self.second, "et" | "ou" | "puis" | "voire");
        if is_conjunction && !lexicon.is_french(&self.joined()) {
            return None;
        }
        Some(match self.joint(lexicon) {
            Joint::Joined(confidence) => Correction::new(self.joined(), Rule::BrokenWord, confidence),
            Joint::Hyphen(confidence) => Correction::new(self.hyphenated(), Rule::BrokenWord, confidence),
        })
    }

    fn joined(&self) -> String {
        format!("{}{}", self.first, self.second)
    }

    fn hyphenated(&self) -> String {
        format!("{}-{}", self.first, self.second)
    }

    /// Returns the compound without an elided word before it.
    fn compound(&self) -> String {
        format!("{}-{}", without_elision(self.first), self.second)
    }

    /// Repairs a name that was broken at the end of a line and whose second part begins with a capital: `Kassym-Jomart`.
    fn name(&self, lexicon: &Lexicon) -> Correction {
        let is_one_word = lexicon.count(&self.joined()) > lexicon.count(&self.compound());
        let name = if is_one_word { self.joined() } else { self.hyphenated() };
        Correction::new(name, Rule::BrokenWord, Confidence::Likely)
    }

    /// Removes a hyphen inside a line if it is left over from an earlier line end: the word without it is French, and the
    /// compound is not.
    fn left_over_hyphen(&self, lexicon: &Lexicon) -> Option<Correction> {
        let has_letters = |word: &str| word.chars().count() > 1;
        let joined = self.joined();
        let is_left_over = !self.first.starts_with(char::is_uppercase)
            && has_letters(self.first)
            && has_letters(self.second)
            && !self.after_hyphen
            && !self.before_hyphen
            && lexicon.is_french(&joined)
            && !self.is_compound(lexicon)
            && !is_prefix(self.first);
        let confidence = if lexicon.count(&joined) > 0 { Confidence::Sure } else { Confidence::Likely };
        is_left_over.then(|| Correction::new(joined, Rule::BrokenWord, confidence))
    }

    fn joint(&self, lexicon: &Lexicon) -> Joint {
        let joined = self.joined();
        let is_short = SHORT_WORDS.contains(&self.second) || MORE_SHORT_WORDS.contains(&self.second);
        if self.before_hyphen && is_short && lexicon.is_french(self.first) && !lexicon.is_french(&joined) {
            return Joint::Hyphen(Confidence::Sure);
        }
        if self.after_hyphen {
            return self.joint_after_hyphen(lexicon, &joined);
        }
        let of_joined = || lexicon.count(&joined);
        let of_compound = || lexicon.count(&self.compound());
        match (lexicon.is_french(&joined), self.is_compound(lexicon)) {
            (true, false) => Joint::Joined(Confidence::Sure),
            (false, true) => Joint::Hyphen(Confidence::Sure),
            (true, true) if of_compound() > of_joined() || ADVERBS_OF_PLACE.contains(&self.second) => {
                Joint::Hyphen(Confidence::Likely)
            }
            (true, true) => Joint::Joined(Confidence::Likely),
            (false, false) if of_joined() > 0 => Joint::Joined(Confidence::Likely),
            (false, false) if of_compound() > 0 => Joint::Hyphen(Confidence::Likely),
            (false, false) if self.may_be_new_compound(lexicon) => Joint::Hyphen(Confidence::Doubtful),
            // A name that occurs nowhere else in the text.
            (false, false) => Joint::Joined(Confidence::Doubtful),
        }
    }

    /// Returns the joint before the last part of a word with several hyphens: `c’est-à- dire`.
    fn joint_after_hyphen(&self, lexicon: &Lexicon, joined: &str) -> Joint {
        let both_known = lexicon.knows(self.first) && lexicon.knows(self.second);
        if lexicon.is_french(joined) || lexicon.count(joined) > 0 {
            Joint::Joined(Confidence::Likely)
        } else if both_known || ENCLITICS.contains(&self.second) {
            Joint::Hyphen(Confidence::Sure)
        } else if lexicon.is_french(self.first) && self.first.chars().count() > 3 {
            // `x-terminal- emulator`: the names of programs consist of whole words.
            Joint::Hyphen(Confidence::Doubtful)
        } else {
            Joint::Joined(Confidence::Doubtful)
        }
    }

    fn is_compound(&self, lexicon: &Lexicon) -> bool {
        lexicon.is_french(&self.compound()) || ENCLITICS.contains(&self.second)
    }

    /// Whether the parts may form a compound that is neither in the list nor in the text: two words, or a prefix and a word.
    /// Parts that are always joined without a hyphen do not form one.
    fn may_be_new_compound(&self, lexicon: &Lexicon) -> bool {
        let first = without_elision(self.first);
        let is_prefix = is_prefix(self.first);
        let letters = first.chars().count();
        let before_vowel = self.second.starts_with(is_vowel);
        lexicon.is_french(self.second)
            && (lexicon.is_french(self.first) || is_prefix)
            && letters > if is_prefix { 1 } else { 3 }
            && !first.starts_with(char::is_uppercase)
            && !ENDINGS.contains(&self.second)
            && (before_vowel || !JOINED_PREFIXES.contains(&first.to_lowercase().as_str()))
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'à' | 'â' | 'é' | 'è' | 'ê' | 'î' | 'ô' | 'œ')
}
