//! Hyphenates words with Liang's algorithm and the TeX patterns of each language, using the hypher crate.
//!
//! The patterns are those of hyph-utf8, with the minima that babel sets for French (2 letters before a break, 3 after).
//! Acronyms, Roman numerals, numbers and words with a middle dot (`militant·es`) are not hyphenated. Source: F. M. Liang,
//! *Word Hy-phen-a-tion by Com-put-er* (1983).

use hypher::Lang;
use std::collections::HashMap;

/// The patterns of a language, and the minimum number of letters before and after a break.
pub(super) type Patterns = (Lang, usize, usize);

/// The patterns and exceptions that determine where words are hyphenated.
#[derive(Clone, Copy)]
pub(super) struct Hyphenator<'e> {
    /// The patterns, if words may be hyphenated.
    pub(super) patterns: Option<Patterns>,
    /// Words whose hyphenation the brochure specifies.
    pub(super) exceptions: &'e Exceptions,
}

/// Words whose hyphenation a brochure specifies: in lower case, with the number of letters before each possible break.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Exceptions(HashMap<String, Vec<usize>>);

impl Exceptions {
    /// Creates exceptions from words with a hyphen at each break, such as `Ka-zakh-stan`. A word without hyphens is never
    /// hyphenated.
    pub(super) fn of(words: &[String]) -> Exceptions {
        let entry = |word: &String| {
            let mut places = Vec::new();
            let mut letters = String::new();
            for c in word.chars().flat_map(char::to_lowercase) {
                if c == '-' { places.push(letters.chars().count()) } else { letters.push(c) }
            }
            (letters, places)
        };
        Exceptions(words.iter().map(entry).collect())
    }

    /// Returns the byte positions at which a core (a word without surrounding punctuation) may be broken, if the
    /// word is listed. An elided article at the beginning of the core is ignored.
    fn points(&self, core: &str) -> Option<Vec<usize>> {
        if self.0.is_empty() {
            return None;
        }
        let start = core.rfind(['’', '\'']).map_or(0, |at| at + core[at..].chars().next().map_or(0, char::len_utf8));
        let places = self.0.get(&core[start..].to_lowercase())?;
        let bytes: Vec<usize> = core[start..].char_indices().map(|(at, _)| start + at).collect();
        Some(places.iter().filter_map(|place| bytes.get(*place).copied()).collect())
    }
}

/// The minimum length of a hyphenated word, in letters: at least two letters precede a break, and at least three follow it.
const SHORTEST: usize = 5;

/// Returns the patterns for a language tag such as `fr`, `fr-CH` or `en`.
pub(super) fn patterns(language: &str) -> Option<Patterns> {
    let code: [u8; 2] = language.get(..2)?.to_ascii_lowercase().into_bytes().try_into().ok()?;
    let lang = Lang::from_iso(code)?;
    // The minima 2 and 3 suit English as well as French; hypher's defaults are the lowest minima that the patterns allow.
    Some((lang, 2, 3))
}

/// Returns the byte positions in `word` at which a hyphen may be added, in order. The word contains no spaces or hyphens,
/// but it may contain apostrophes and have punctuation around it.
pub(super) fn points(word: &str, hyphenator: Hyphenator) -> Vec<usize> {
    let Some((lang, left, right)) = hyphenator.patterns else { return Vec::new() };
    let start = word.find(char::is_alphabetic).unwrap_or(word.len());
    let end =
        word.rfind(char::is_alphabetic).map_or(start, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
    let core = &word[start..end];
    if let Some(points) = hyphenator.exceptions.points(core) {
        return points.into_iter().map(|at| start + at).collect();
    }
    if core.chars().count() < SHORTEST || !may_hyphenate(core) {
        return Vec::new();
    }
    // The patterns contain only the straight apostrophe, which is two bytes shorter than the curly one.
    let plain = core.replace('’', "'");
    let mut points = Vec::new();
    let mut at = 0;
    for syllable in hypher::hyphenate_bounded(&plain, lang, left, right) {
        at += syllable.len();
        if at < plain.len() {
            points.push(start + position_in_core(core, &plain, at));
        }
    }
    points
}

/// Returns the byte position in `core` that corresponds to `at` in `plain`, the same core with straight apostrophes.
fn position_in_core(core: &str, plain: &str, at: usize) -> usize {
    if core.len() == plain.len() {
        return at;
    }
    let letters = plain[..at].chars().count();
    core.char_indices().nth(letters).map_or(core.len(), |(byte, _)| byte)
}

/// Whether a core may be hyphenated at all.
fn may_hyphenate(core: &str) -> bool {
    let letters = core
        .chars()
        .all(|c| matches!(c, '’' | '\'') || c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c));
    let capitals = core.chars().filter(|c| c.is_uppercase()).count();
    let all = core.chars().filter(|c| c.is_alphabetic()).count();
    // A short word in capitals is an acronym; a word with a capital inside is a trade name or an abbreviation.
    let acronym = capitals == all && all < 7;
    let inner_capital = capitals != all
        && core.chars().skip(1).zip(core.chars()).any(|(c, b)| c.is_uppercase() && b != '’' && b != '\'');
    letters && !acronym && !inner_capital && !is_roman(core)
}

fn is_roman(core: &str) -> bool {
    core.trim_end_matches('e').chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hyphenated(word: &str) -> String {
        let mut out = word.to_string();
        let exceptions = Exceptions::default();
        for at in points(word, Hyphenator { patterns: patterns("fr"), exceptions: &exceptions }).into_iter().rev() {
            out.insert(at, '·');
        }
        out
    }

    #[test]
    fn french_words_are_hyphenated_as_in_tex() {
        for word in [
            "anar·chisme",
            "l’in·sur·rec·tion",
            "ré·vo·lu·tion",
            "fra·ter·nité",
            "(dés·œu·vre·ment,",
            "pres·qu’île",
            "t’ima·gi·ner",
        ] {
            assert_eq!(hyphenated(&word.replace('·', "")), word);
        }
    }

    #[test]
    fn exceptions_override_the_patterns() {
        let exceptions = Exceptions::of(&["Ka-zakh-stan".to_string(), "anarchie".to_string()]);
        let hyphenator = Hyphenator { patterns: patterns("fr"), exceptions: &exceptions };
        assert_eq!(points("Kazakhstan,", hyphenator), [2, 6]);
        assert_eq!(points("l’anarchie", hyphenator), [] as [usize; 0]);
    }

    #[test]
    fn acronyms_numerals_and_short_words_are_never_hyphenated() {
        for word in ["OTAN", "UNESCO", "XVIIIe", "10000", "militant·es", "iPhone", "non"] {
            assert_eq!(hyphenated(word), word);
        }
    }
}
