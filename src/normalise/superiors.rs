//! Sets superior letters in French abbreviations and ordinals (`Mme`, `n°`, `1er`, `XXIe`), and small capitals in the numerals
//! of centuries.
//!
//! This step runs after the corrector, whose no-break spaces distinguish `Me Dupont` (Maître) from `Me voici`. The letters
//! themselves are not changed, so that text copied from a page still contains them; only the `°` of `n°` becomes an `o`.

use crate::manuscript::{Inline, InlineStyle, Words};
use crate::spec::FrenchSpec;
use std::ops::Range;

/// Abbreviations, each split into the letters on the baseline and the superior letters.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("M", "me"),
    ("M", "mes"),
    ("M", "lle"),
    ("M", "lles"),
    ("M", "gr"),
    ("C", "ie"),
    ("D", "r"),
    ("D", "rs"),
    ("P", "r"),
    ("M", "e"),
    ("S", "t"),
    ("S", "te"),
];

/// Abbreviations that are also words or parts of other names. Their letters are superior only if a no-break space joins them to
/// a name.
const AMBIGUOUS: &[&str] = &["Me", "St", "Ste", "Pr", "Mes"];

/// The maximum number of words between a Roman numeral and *siècle*, as in `du XIXe jusqu'au milieu du XXe siècle`. If *siècle*
/// doesn't follow them, the numeral isn't that of a century.
const WORDS_TO_CENTURY: usize = 5;

/// How a part of a word is set.
enum SpecialKind {
    Superior,
    SmallCapitals,
}

/// A part of a string that is set in superior letters or in small capitals.
struct Special {
    range: Range<usize>,
    kind: SpecialKind,
}

/// Sets the superior letters and the small capitals of a line.
pub(super) fn set(inlines: &mut Vec<Inline>, french: &FrenchSpec) {
    if !french.superiors && !french.centuries {
        return;
    }
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines.drain(..) {
        match inline {
            Inline::Text(words) => split(words, french, &mut out),
            Inline::Styled { style, mut inlines, span } => {
                if !matches!(style, InlineStyle::Superscript | InlineStyle::Subscript | InlineStyle::SmallCapitals) {
                    set(&mut inlines, french);
                }
                out.push(Inline::Styled { style, inlines, span });
            }
            Inline::Link { link, inlines: mut inner, span } => {
                set(&mut inner, french);
                out.push(Inline::Link { link, inlines: inner, span });
            }
            other @ (Inline::Foreign { .. }
            | Inline::Code(_)
            | Inline::Break
            | Inline::Picture(_)
            | Inline::NoteRef(..)) => out.push(other),
        }
    }
    *inlines = out;
}

/// Appends a run of words to `out`, split into inlines so that superior letters and small capitals are separate.
fn split(words: Words, french: &FrenchSpec, out: &mut Vec<Inline>) {
    let specials = specials(&words.text, french);
    if specials.is_empty() {
        out.push(Inline::Text(words));
        return;
    }
    // The span of a part can be computed only if the text matches the file byte for byte.
    let exact = (words.span.end - words.span.start) as usize == words.text.len();
    let part = |range: Range<usize>| {
        let mut span = words.span;
        if exact {
            span.start = words.span.start + range.start as u32;
            span.end = words.span.start + range.end as u32;
        }
        Inline::Text(Words { text: words.text[range].to_string(), span })
    };
    let mut at = 0;
    for Special { range, kind } in specials {
        if range.start > at {
            out.push(part(at..range.start));
        }
        at = range.end;
        let is_degree = &words.text[range.clone()] == "°";
        let inner =
            if is_degree { Inline::Text(Words { text: "o".to_string(), span: words.span }) } else { part(range) };
        let style = match kind {
            SpecialKind::Superior => InlineStyle::Superscript,
            SpecialKind::SmallCapitals => InlineStyle::SmallCapitals,
        };
        out.push(Inline::styled(style, vec![inner], words.span));
    }
    if at < words.text.len() {
        out.push(part(at..words.text.len()));
    }
}

/// Returns the parts of a string that are set in superior letters or in small capitals, in order.
fn specials(text: &str, french: &FrenchSpec) -> Vec<Special> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(char::is_alphanumeric).map(|skipped| at + skipped) {
        let end = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |length| start + length);
        find_in_word(text, start..end, french, &mut found);
        at = end;
    }
    found
}

fn find_in_word(text: &str, range: Range<usize>, french: &FrenchSpec, found: &mut Vec<Special>) {
    let (word, after) = (&text[range.clone()], &text[range.end..]);
    let superior = |range| Special { range, kind: SpecialKind::Superior };
    if let Some(numeral) = ordinal(word) {
        let split = range.start + numeral.len();
        let is_roman = numeral.starts_with(|c: char| c.is_ascii_uppercase());
        if is_roman && french.centuries && precedes_century(after) {
            found.push(Special { range: range.start..split, kind: SpecialKind::SmallCapitals });
        }
        if french.superiors {
            found.push(superior(split..range.end));
        }
    } else if french.superiors {
        if matches!(word, "n" | "N") && after.starts_with('°') {
            found.push(superior(range.end..range.end + '°'.len_utf8()));
        } else if let Some(base) = abbreviated(word)
            && (after.starts_with('\u{a0}') || !AMBIGUOUS.contains(&word))
        {
            found.push(superior(range.start + base.len()..range.end));
        }
    }
}

/// Returns the letters of an abbreviation that are on the baseline, or `None` if the word isn't an abbreviation.
fn abbreviated(word: &str) -> Option<&'static str> {
    ABBREVIATIONS.iter().find(|(base, rest)| word.strip_prefix(base) == Some(rest)).map(|(base, _)| *base)
}

/// Returns the numeral of an ordinal, without its superior letters: `1` of `1er`, `2` of `2de`, `XXI` of `XXIe`.
fn ordinal(word: &str) -> Option<&str> {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let roman = word.len() - word.trim_start_matches(|c| "IVXLCDM".contains(c)).len();
    let (numeral, suffix) = word.split_at(if digits > 0 { digits } else { roman });
    let fits = match suffix {
        "er" | "re" | "ers" | "res" => matches!(numeral, "1" | "I"),
        "d" | "de" | "ds" | "des" => numeral == "2",
        "e" | "es" => !numeral.is_empty(),
        _ => false,
    };
    // Of the single letters, only these are numerals before an `e`: `Ce`, `De`, `Le` and `Me` are words.
    let is_numeral = digits > 0 || numeral.len() > 1 || suffix == "er" || matches!(numeral, "V" | "X");
    (fits && is_numeral).then_some(numeral)
}

/// Whether the word *siècle* follows, possibly after another ordinal: `XIXe et XXe siècles`.
fn precedes_century(after: &str) -> bool {
    let words = after.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.take(WORDS_TO_CENTURY + 1) {
        match word {
            "siècle" | "siècles" => return true,
            "et" | "ou" | "au" | "à" | "début" | "milieu" | "du" | "de" | "le" | "la" | "fin" | "jusqu" => {}
            _ if ordinal(word).is_some() => {}
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    fn shown(inlines: &[Inline]) -> String {
        inlines
            .iter()
            .map(|inline| match inline {
                Inline::Text(words) => words.text.clone(),
                Inline::Styled { style: InlineStyle::Superscript, inlines, .. } => format!("^{}^", shown(inlines)),
                Inline::Styled { style: InlineStyle::SmallCapitals, inlines, .. } => format!("[{}]", shown(inlines)),
                Inline::Foreign { inlines, .. } | Inline::Styled { inlines, .. } => shown(inlines),
                Inline::Code(_) | Inline::Link { .. } | Inline::Break | Inline::NoteRef(..) | Inline::Picture(_) => {
                    "?".to_string()
                }
            })
            .collect()
    }

    fn text(text: &str) -> Inline {
        Inline::Text(Words { text: text.to_string(), span: Span::default() })
    }

    fn set_text(typed: &str) -> String {
        let mut inlines = vec![text(typed)];
        set(&mut inlines, &FrenchSpec::default());
        shown(&inlines)
    }

    #[test]
    fn ordinals_and_abbreviations_have_superior_letters() {
        assert_eq!(set_text("le 1er mai, la 2e fois, la 1re"), "le 1^er^ mai, la 2^e^ fois, la 1^re^");
        assert_eq!(set_text("Mme\u{a0}X, Mlle, n°\u{a0}4"), "M^me^\u{a0}X, M^lle^, n^o^\u{a0}4");
        assert_eq!(set_text("Me voici, Me\u{a0}Dupont, Ce, Le, De"), "Me voici, M^e^\u{a0}Dupont, Ce, Le, De");
    }

    #[test]
    fn century_numerals_are_set_in_small_capitals() {
        assert_eq!(set_text("au XXIe\u{a0}siècle"), "au [XXI]^e^\u{a0}siècle");
        assert_eq!(set_text("XIXe et XXe\u{a0}siècles"), "[XIX]^e^ et [XX]^e^\u{a0}siècles");
        assert_eq!(set_text("du XIXe au début du XXe\u{a0}siècle"), "du [XIX]^e^ au début du [XX]^e^\u{a0}siècle");
        assert_eq!(
            set_text("du XIXe jusqu’au milieu du XXe\u{a0}siècle"),
            "du [XIX]^e^ jusqu’au milieu du [XX]^e^\u{a0}siècle"
        );
        assert_eq!(set_text("le XXe congrès"), "le XX^e^ congrès");
        assert_eq!(
            set_text("la Ve République, puis le XXe\u{a0}siècle"),
            "la V^e^ République, puis le [XX]^e^\u{a0}siècle"
        );
    }
}
