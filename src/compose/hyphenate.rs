//! Where words may be divided: the TeX patterns by hypher, and what the trade adds to them.
//!
//! Patterns: hyph-utf8, with the minima that babel sets for French (2 before, 3 after). Compounds divide only at their
//! own hyphen; acronyms, numbers and words with a middle dot not at all.

use hypher::Lang;

/// Fewer letters than this are never divided.
const SHORTEST: usize = 5;

/// The patterns of a language by its tag: `fr`, `fr-CH`, `en`.
pub(super) fn patterns(language: &str) -> Option<(Lang, usize, usize)> {
    let code: [u8; 2] = language.get(..2)?.to_ascii_lowercase().into_bytes().try_into().ok()?;
    let lang = Lang::from_iso(code)?;
    // English wants its minima of 2 and 3 too; hypher's own are the least that the patterns bear.
    Some((lang, 2, 3))
}

/// The bytes of `word` before which a hyphen may be added.
///
/// `word` is one stretch of letters, apostrophes and marks, without spaces and without a written hyphen.
pub(super) fn points(word: &str, language: Option<(Lang, usize, usize)>) -> Vec<usize> {
    let Some((lang, left, right)) = language else { return Vec::new() };
    let start = word.find(char::is_alphabetic).unwrap_or(word.len());
    let end =
        word.rfind(char::is_alphabetic).map_or(start, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
    let core = &word[start..end];
    if core.chars().count() < SHORTEST || !may_divide(core) {
        return Vec::new();
    }
    // The patterns know the straight apostrophe; it is shorter than the curly one, so bytes are counted again.
    let mut plain = String::with_capacity(core.len());
    let mut places = Vec::with_capacity(core.len() + 1);
    for (at, c) in core.char_indices() {
        let c = if c == '’' { '\'' } else { c };
        places.resize(plain.len() + 1, at);
        plain.push(c);
        places.resize(plain.len(), at);
    }
    places.push(core.len());
    let mut at = 0;
    let mut points = Vec::new();
    for syllable in hypher::hyphenate_bounded(&plain, lang, left, right) {
        at += syllable.len();
        if at < plain.len() {
            points.push(start + places[at]);
        }
    }
    points
}

/// Whether a core of letters may be divided at all.
fn may_divide(core: &str) -> bool {
    let letters = core
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, '’' | '\'') || unicode_normalization::char::is_combining_mark(c));
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
        for at in points(word, patterns("fr")).into_iter().rev() {
            out.insert(at, '·');
        }
        out
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
    fn some_words_never_divide() {
        for word in ["OTAN", "UNESCO", "XVIIIe", "10000", "militant·es", "iPhone", "non"] {
            assert_eq!(divided(word), word);
        }
    }
}
