//! Where words may be divided: the TeX patterns by hypher, and what the trade adds to them.
//!
//! Patterns: hyph-utf8, with the minima that babel sets for French (2 before, 3 after). Compounds divide only at their
//! own hyphen; acronyms, numbers and words with a middle dot not at all.

use hypher::Lang;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Patterns and minima for dividing words.
pub(super) type Patterns = (Lang, usize, usize);

/// What decides where words are divided.
#[derive(Clone, Copy)]
pub(super) struct Divider<'e> {
    /// The patterns, if words may be divided.
    pub(super) patterns: Option<Patterns>,
    /// Words whose divisions the brochure tells.
    pub(super) exceptions: &'e Exceptions,
}

/// Words whose divisions a brochure tells: in small letters, with the letters before which they are divided.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Exceptions(FxHashMap<String, Vec<usize>>);

impl Exceptions {
    /// From words with a hyphen at each place: `Ka-zakh-stan`; without any they are never divided.
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

    /// The bytes of a core before which it is divided, if it is listed; what is elided before it doesn't count.
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

/// Fewer letters than this are never divided.
const SHORTEST: usize = 5;

/// The patterns of a language by its tag: `fr`, `fr-CH`, `en`.
pub(super) fn patterns(language: &str) -> Option<Patterns> {
    let code: [u8; 2] = language.get(..2)?.to_ascii_lowercase().into_bytes().try_into().ok()?;
    let lang = Lang::from_iso(code)?;
    // English wants its minima of 2 and 3 too; hypher's own are the least that the patterns bear.
    Some((lang, 2, 3))
}

/// Calls `visit` with every byte of `word` before which a hyphen may be added, in order.
///
/// `word` is one stretch of letters, apostrophes and marks, without spaces and without a written hyphen.
pub(super) fn points(word: &str, divider: Divider, mut visit: impl FnMut(usize)) {
    let Some((lang, left, right)) = divider.patterns else { return };
    let start = word.find(char::is_alphabetic).unwrap_or(word.len());
    let end =
        word.rfind(char::is_alphabetic).map_or(start, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
    let core = &word[start..end];
    if let Some(points) = divider.exceptions.points(core) {
        points.into_iter().for_each(|at| visit(start + at));
        return;
    }
    if core.chars().count() < SHORTEST || !may_divide(core) {
        return;
    }
    // The patterns know the straight apostrophe, which is two bytes shorter than the curly one.
    let curly = core.as_bytes().contains(&0xe2) && core.contains('’');
    let plain = if curly { Cow::Owned(core.replace('’', "'")) } else { Cow::Borrowed(core) };
    let mut at = 0;
    for syllable in hypher::hyphenate_bounded(&plain, lang, left, right) {
        at += syllable.len();
        if at < plain.len() {
            visit(start + place(core, &plain, at));
        }
    }
}

/// The byte of a core at which a byte of the same core with straight apostrophes stands.
fn place(core: &str, plain: &str, at: usize) -> usize {
    if core.len() == plain.len() {
        return at;
    }
    let letters = plain[..at].chars().count();
    core.char_indices().nth(letters).map_or(core.len(), |(byte, _)| byte)
}

/// Whether a core of letters may be divided at all.
fn may_divide(core: &str) -> bool {
    // Small letters need no closer look, unless they might be numerals: most words.
    let small = |c: char| matches!(c, 'a'..='z' | 'à'..='ö' | 'ø'..='ÿ' | 'œ' | '’' | '\'');
    if core.bytes().any(|b| b != b'e') && core.chars().all(small) {
        return true;
    }
    let letters = core.chars().all(|c| {
        matches!(c, 'a'..='z' | 'à'..='ö' | 'A'..='Z' | '’' | '\'')
            || c.is_alphabetic()
            || unicode_normalization::char::is_combining_mark(c)
    });
    let capitals = core.chars().filter(|c| c.is_uppercase()).count();
    let all = core.chars().filter(|c| c.is_alphabetic()).count();
    // Short words in capitals are acronyms; a capital inside a word makes it a name or a sigil.
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

    fn divided(word: &str) -> String {
        let mut out = word.to_string();
        let exceptions = Exceptions::default();
        for at in found(word, Divider { patterns: patterns("fr"), exceptions: &exceptions }).into_iter().rev() {
            out.insert(at, '·');
        }
        out
    }

    fn found(word: &str, divider: Divider) -> Vec<usize> {
        let mut found = Vec::new();
        points(word, divider, |at| found.push(at));
        found
    }

    #[test]
    fn french_words_divide_as_tex_divides_them() {
        for word in [
            "anar·chisme",
            "l’in·sur·rec·tion",
            "ré·vo·lu·tion",
            "fra·ter·nité",
            "(dés·œu·vre·ment,",
            "pres·qu’île",
            "t’ima·gi·ner",
        ] {
            assert_eq!(divided(&word.replace('·', "")), word);
        }
    }

    #[test]
    fn exceptions_go_before_the_patterns() {
        let exceptions = Exceptions::of(&["Ka-zakh-stan".to_string(), "anarchie".to_string()]);
        let divider = Divider { patterns: patterns("fr"), exceptions: &exceptions };
        assert_eq!(found("Kazakhstan,", divider), [2, 6]);
        assert_eq!(found("l’anarchie", divider), [] as [usize; 0]);
    }

    #[test]
    fn some_words_never_divide() {
        for word in ["OTAN", "UNESCO", "XVIIIe", "10000", "militant·es", "iPhone", "non"] {
            assert_eq!(divided(word), word);
        }
    }
}
