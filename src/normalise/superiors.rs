//! What French sets otherwise than it types: raised letters, centuries in small capitals, calls before the sign.
//!
//! It comes after the corrector, whose bound spaces tell `Me Dupont` from `Me voici`; the letters stay those that were
//! typed, so that whoever copies a page gets them.

use crate::manuscript::{Inline, Words};
use crate::spec::FrenchSpec;

/// Abbreviations by their first letters and what is raised.
const RAISED: &[(&str, &str)] = &[
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

/// Abbreviations that are words too: raised only where a bound space joins them to a name.
const DOUBTFUL: &[&str] = &["Me", "St", "Ste", "Pr", "Mes"];

/// Sets the words of a line, calls first.
pub(super) fn set(inlines: &mut Vec<Inline>, french: &FrenchSpec) {
    calls(inlines);
    if french.superiors || french.centuries {
        split(inlines, french);
    }
}

/// Moves the call of a note before the signs that were typed before it, and takes out the space between.
fn calls(inlines: &mut Vec<Inline>) {
    let mut i = 0;
    while i < inlines.len() {
        match &mut inlines[i] {
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Struck(inner)
            | Inline::Link { inlines: inner, .. } => calls(inner),
            Inline::Call(..) => before_signs(inlines, i),
            Inline::Text(_)
            | Inline::Superscript(_)
            | Inline::Subscript(_)
            | Inline::SmallCapitals(_)
            | Inline::Foreign { .. }
            | Inline::Code(_)
            | Inline::Break
            | Inline::Picture(_) => {}
        }
        i += 1;
    }
}

/// Moves the signs at the end of the words before the call at `i` to the words after it.
fn before_signs(inlines: &mut Vec<Inline>, i: usize) {
    let Some(Inline::Text(words)) = i.checked_sub(1).and_then(|b| inlines.get_mut(b)) else { return };
    let tail = words.text.split_off(words.text.len() - signs_to_move(&words.text));
    words.text.truncate(words.text.trim_end_matches([' ', '\u{a0}', '\u{202f}']).len());
    let tail = tail.trim_end_matches(' ').to_string();
    if tail.is_empty() {
        return;
    }
    let span = words.span;
    let after = i + inlines[i..].iter().take_while(|n| matches!(n, Inline::Call(..))).count();
    match inlines.get_mut(after) {
        Some(Inline::Text(words)) => words.text.insert_str(0, &tail),
        _ => inlines.insert(after, Inline::Text(Words { text: tail, span })),
    }
}

/// The bytes at the end of a text that a call goes before: the signs of its sentence, and the mark that closes it.
fn signs_to_move(text: &str) -> usize {
    let kept = text.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let white = text.len() - kept.len();
    let body = kept.trim_end_matches(['.', ',', ';', ':', '!', '?', '…', '»', '”', '\u{a0}', '\u{202f}']);
    let signs = &kept[body.len()..];
    let word = body.rsplit([' ', '\u{a0}', '(']).next().unwrap_or_default();
    // The stop of an abbreviation belongs to it, and so does that of an initial.
    let abbreviated = matches!(word, "etc" | "cf" | "p" | "pp" | "al" | "éd" | "trad" | "op" | "cit" | "ibid" | "art")
        || word.chars().count() == 1;
    if body.is_empty() || signs.is_empty() || abbreviated && signs.starts_with('.') {
        return 0;
    }
    signs.len() + white
}

/// Splits runs of words at the letters that are set otherwise.
fn split(inlines: &mut Vec<Inline>, french: &FrenchSpec) {
    let mut out = Vec::with_capacity(inlines.len());
    for inline in inlines.drain(..) {
        match inline {
            Inline::Text(words) => pieces(words, french, &mut out),
            Inline::Emphasis(mut inner) => {
                split(&mut inner, french);
                out.push(Inline::Emphasis(inner));
            }
            Inline::Strong(mut inner) => {
                split(&mut inner, french);
                out.push(Inline::Strong(inner));
            }
            Inline::Link { link, inlines: mut inner, span } => {
                split(&mut inner, french);
                out.push(Inline::Link { link, inlines: inner, span });
            }
            other @ (Inline::Struck(_)
            | Inline::Foreign { .. }
            | Inline::Superscript(_)
            | Inline::Subscript(_)
            | Inline::SmallCapitals(_)
            | Inline::Code(_)
            | Inline::Break
            | Inline::Picture(_)
            | Inline::Call(..)) => out.push(other),
        }
    }
    *inlines = out;
}

/// What becomes of the end of a word.
enum Set {
    Raised,
    SmallCapitals,
}

fn pieces(words: Words, french: &FrenchSpec, out: &mut Vec<Inline>) {
    let found = found(&words.text, french);
    if found.is_empty() {
        out.push(Inline::Text(words));
        return;
    }
    let exact = (words.span.end - words.span.start) as usize == words.text.len();
    let run = |from: usize, to: usize| {
        let mut span = words.span;
        if exact {
            span.start = words.span.start + from as u32;
            span.end = words.span.start + to as u32;
        }
        Inline::Text(Words { text: words.text[from..to].to_string(), span })
    };
    let mut at = 0;
    for (from, to, set) in found {
        if from > at {
            out.push(run(at, from));
        }
        let degree = &words.text[from..to] == "°";
        let inner =
            if degree { Inline::Text(Words { text: "o".to_string(), span: words.span }) } else { run(from, to) };
        out.push(match set {
            Set::Raised => Inline::Superscript(vec![inner]),
            Set::SmallCapitals => Inline::SmallCapitals(vec![inner]),
        });
        at = to;
    }
    if at < words.text.len() {
        out.push(run(at, words.text.len()));
    }
}

/// The stretches of a text that are set otherwise, in order.
fn found(text: &str, french: &FrenchSpec) -> Vec<(usize, usize, Set)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_candidate(text, at) {
        let end = word_end(text, start);
        word(text, start..end, french, &mut found);
        at = end;
    }
    found
}

/// The first word from a byte on that might be set otherwise. Numerals and abbreviations begin with a capital or a digit, or
/// are an n before a degree sign, which spares most words the rest.
fn next_candidate(text: &str, from: usize) -> Option<usize> {
    let may_begin = |byte: &u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'n');
    let mut at = from;
    loop {
        at += text.as_bytes()[at..].iter().position(may_begin)?;
        let (before, after) = (&text[..at], &text[at + 1..]);
        let numbers = !text[at..].starts_with('n') || after.starts_with('°');
        if numbers && !before.chars().next_back().is_some_and(is_of_word) {
            return Some(at);
        }
        at += 1;
    }
}

/// The byte after a word.
fn word_end(text: &str, start: usize) -> usize {
    text[start..].find(|c| !is_of_word(c)).map_or(text.len(), |length| start + length)
}

/// Whether a character is a letter or a figure; usual ones are known without a table.
fn is_of_word(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | 'à'..='ö' | 'ø'..='ÿ' => true,
        '\0'..='\u{a9}' | '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphanumeric(),
    }
}

fn word(text: &str, range: std::ops::Range<usize>, french: &FrenchSpec, found: &mut Vec<(usize, usize, Set)>) {
    let (typed, start, end) = (&text[range.clone()], range.start, range.end);
    let after = &text[end..];
    if matches!(typed, "n" | "N") && after.starts_with('°') && french.superiors {
        found.push((end, end + '°'.len_utf8(), Set::Raised));
    } else if let Some(split) = ordinal(typed) {
        let numeral = &typed[..split];
        if numeral.starts_with(|c: char| c.is_ascii_uppercase()) && french.centuries && names_century(after) {
            found.push((start, start + split, Set::SmallCapitals));
        }
        if french.superiors {
            found.push((start + split, end, Set::Raised));
        }
    } else if french.superiors {
        let bound = after.starts_with('\u{a0}');
        let raised = RAISED.iter().find(|(first, rest)| typed.strip_prefix(first) == Some(rest));
        if let Some((first, _)) = raised.filter(|_| bound || !DOUBTFUL.contains(&typed)) {
            found.push((start + first.len(), end, Set::Raised));
        }
    }
}

/// Where the raised letters of an ordinal begin: `1er`, `2de`, `XXIe`.
fn ordinal(word: &str) -> Option<usize> {
    let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len());
    let roman = word.find(|c| !"IVXLCDM".contains(c)).unwrap_or(word.len());
    let (at, suffix) = if digits > 0 { (digits, &word[digits..]) } else { (roman, &word[roman..]) };
    let first = &word[..at];
    let fits = match suffix {
        "er" | "re" | "ers" | "res" => matches!(first, "1" | "I"),
        "d" | "de" | "ds" | "des" => first == "2",
        "e" | "es" => at > 0,
        _ => false,
    };
    // Of single letters only these are numerals before an e: `Ce`, `De`, `Le` and `Me` are words.
    let numeral = digits > 0 || at > 1 || matches!(suffix, "er") || matches!(first, "V" | "X");
    (fits && numeral).then_some(at)
}

/// Whether a century is named: `siècle` follows, or another ordinal that it follows.
fn names_century(after: &str) -> bool {
    let mut words = after.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    for _ in 0..4 {
        match words.next() {
            Some("siècle" | "siècles") => return true,
            Some("et" | "ou" | "au" | "à" | "début" | "du" | "de" | "la" | "fin") => {}
            Some(word) if ordinal(word).is_some() => {}
            Some(_) | None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::manuscript::NoteId;

    fn shown(inlines: &[Inline]) -> String {
        inlines
            .iter()
            .map(|inline| match inline {
                Inline::Text(words) => words.text.clone(),
                Inline::Superscript(inner) => format!("^{}^", shown(inner)),
                Inline::SmallCapitals(inner) => format!("[{}]", shown(inner)),
                Inline::Foreign { inlines, .. } | Inline::Emphasis(inlines) => shown(inlines),
                Inline::Call(..) => "¹".to_string(),
                Inline::Strong(_)
                | Inline::Struck(_)
                | Inline::Subscript(_)
                | Inline::Code(_)
                | Inline::Link { .. }
                | Inline::Break
                | Inline::Picture(_) => "?".to_string(),
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
    fn ordinals_and_abbreviations_are_raised() {
        assert_eq!(set_text("le 1er mai, la 2e fois, la 1re"), "le 1^er^ mai, la 2^e^ fois, la 1^re^");
        assert_eq!(set_text("Mme\u{a0}X, Mlle, n°\u{a0}4"), "M^me^\u{a0}X, M^lle^, n^o^\u{a0}4");
        assert_eq!(set_text("Me voici, Me\u{a0}Dupont, Ce, Le, De"), "Me voici, M^e^\u{a0}Dupont, Ce, Le, De");
    }

    #[test]
    fn centuries_are_small_capitals() {
        assert_eq!(set_text("au XXIe\u{a0}siècle"), "au [XXI]^e^\u{a0}siècle");
        assert_eq!(set_text("XIXe et XXe\u{a0}siècles"), "[XIX]^e^ et [XX]^e^\u{a0}siècles");
        assert_eq!(set_text("le XXe congrès"), "le XX^e^ congrès");
    }

    #[test]
    fn calls_stand_before_the_sign() {
        let call = || Inline::Call(NoteId(0), Span::default());
        let line = |before: &str, after: &str| {
            let mut inlines = vec![text(before), call(), text(after)];
            set(&mut inlines, &FrenchSpec::default());
            shown(&inlines)
        };
        assert_eq!(line("la fin.", " Puis"), "la fin¹. Puis");
        assert_eq!(line("quoi\u{202f}?", " Puis"), "quoi¹\u{202f}? Puis");
        assert_eq!(line("« Non.\u{a0}»", " dit"), "« Non¹.\u{a0}» dit");
        assert_eq!(line("des tracts, etc.", " Puis"), "des tracts, etc.¹ Puis");
        assert_eq!(line("le mot ", "suit"), "le mot¹suit");
        let mut end = vec![text("la fin."), call()];
        set(&mut end, &FrenchSpec::default());
        assert_eq!(shown(&end), "la fin¹.");
    }
}
