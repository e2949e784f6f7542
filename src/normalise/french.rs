//! The first layer of French: spaces that must not break, and apostrophes, for signs as people type them.
//!
//! Code points after the *Lexique* of the Imprimerie nationale: U+202F before `; ! ?` and inside large numbers, U+00A0
//! before `:` and `%`, inside guillemets, and in bonds such as `p. 12` or `14 juillet`. Nothing is inserted where no
//! space was typed. Setting twice gives the same as once.

use crate::manuscript::{Inline, each_words};

/// Half a word space that neither breaks nor stretches.
const THIN: char = '\u{202f}';
/// A word space that doesn't break.
const BOUND: char = '\u{a0}';

/// Words that cling to the number or name after them.
const BOUND_AFTER: [&str; 20] = [
    "p.", "pp.", "t.", "vol.", "chap.", "art.", "fig.", "n°", "§", "M.", "MM.", "Mme", "Mmes", "Mlle", "Dr", "Pr",
    "Me", "Mgr", "St", "Ste",
];

/// Words that cling to the number before them: months, units, what is counted by centuries.
const BOUND_BEFORE: [&str; 24] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
    "mm",
    "cm",
    "m",
    "km",
    "g",
    "kg",
    "h",
    "min",
    "°C",
    "siècle",
    "siècles",
    "lpi",
];

/// Sets the words of one line of inlines, which are seen as one text across all mark-up.
pub(super) fn set(inlines: &mut [Inline]) {
    let mut whole: Vec<char> = Vec::new();
    each_words(inlines, &mut |words| whole.extend(words.text.chars()));
    let mut at = 0;
    each_words(inlines, &mut |words| {
        let mut out = String::with_capacity(words.text.len() + 8);
        for c in words.text.chars() {
            out.push(set_char(&whole, at, c));
            at += 1;
        }
        if out != words.text {
            words.text = out;
        }
    });
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | BOUND | THIN | '\u{2009}')
}

/// What the character at `at` becomes between its neighbours.
fn set_char(whole: &[char], at: usize, c: char) -> char {
    let before = if at > 0 { whole[at - 1] } else { '\n' };
    let after = whole.get(at + 1).copied().unwrap_or('\n');
    match c {
        '\'' if before.is_alphabetic() && (after.is_alphabetic() || after == '«') => '’',
        _ if is_space(c) => space(whole, at, before, after, c),
        _ => c,
    }
}

fn space(whole: &[char], at: usize, before: char, after: char, typed: char) -> char {
    match (before, after) {
        (_, ';' | '!' | '?') if !is_space(before) && before != '\n' => THIN,
        (_, ':' | '»' | '%' | '€' | '‰') if !is_space(before) && before != '\n' => BOUND,
        ('«', _) if !is_space(after) && after != '\n' => BOUND,
        (b, a) if b.is_ascii_digit() && a.is_ascii_digit() && is_thousands(whole, at) => THIN,
        (b, _) if b.is_ascii_digit() && BOUND_BEFORE.contains(&word_after(whole, at).as_str()) => BOUND,
        ('r', _) if word_before(whole, at) == "1er" && BOUND_BEFORE.contains(&word_after(whole, at).as_str()) => BOUND,
        (_, a) if is_bound_after(whole, at, a) => BOUND,
        _ => typed,
    }
}

/// Whether the space at `at` parts groups of three digits: one to three before it, exactly three after it.
fn is_thousands(whole: &[char], at: usize) -> bool {
    let before = whole[..at].iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let after = whole[at + 1..].iter().take_while(|c| c.is_ascii_digit()).count();
    let lead = at.checked_sub(before + 1).map(|i| whole[i]);
    let grouped = lead.is_some_and(is_space) && before == 3 && is_thousands(whole, at - 4);
    // A leading zero, a year or a telephone number is not a thousand.
    let plain = before > 0 && whole[at - before] != '0' && lead.is_none_or(|c| !matches!(c, '.' | ',' | '/' | '-'));
    after == 3 && ((1..=3).contains(&before) && plain || grouped)
}

/// `p. 12`, `n° 4`, `M. Tokaïev`: a known abbreviation, then a digit or a capital.
fn is_bound_after(whole: &[char], at: usize, after: char) -> bool {
    (after.is_ascii_digit() || after.is_uppercase()) && BOUND_AFTER.contains(&word_before(whole, at).as_str())
}

fn word_before(whole: &[char], at: usize) -> String {
    let start =
        whole[..at].iter().rposition(|c| is_space(*c) || matches!(c, '(' | '«' | '[' | '’')).map_or(0, |i| i + 1);
    // The longest bond is five letters; a longer word needn't be copied.
    if at - start > 8 { String::new() } else { whole[start..at].iter().collect() }
}

fn word_after(whole: &[char], at: usize) -> String {
    let letters = whole[at + 1..].iter().take(12).take_while(|c| c.is_alphabetic() || **c == '°');
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::{Words, plain_text};

    fn set_text(typed: &str) -> String {
        let words = Words { text: typed.to_string(), ..Words::default() };
        let mut line = [Inline::Text(words)];
        set(&mut line);
        plain_text(&line)
    }

    #[test]
    fn typed_spaces_before_signs_do_not_break() {
        assert_eq!(
            set_text("Oui ! Quoi ? Non ; si : « là »."),
            "Oui\u{202f}! Quoi\u{202f}? Non\u{202f}; si\u{a0}: «\u{a0}là\u{a0}»."
        );
        assert_eq!(set_text("Vraiment\u{2009}?"), "Vraiment\u{202f}?");
    }

    #[test]
    fn numbers_and_bonds_hold_together() {
        assert_eq!(set_text("10 000 morts, 1 234 567"), "10\u{202f}000 morts, 1\u{202f}234\u{202f}567");
        assert_eq!(
            set_text("p. 12, M. Tokaïev, 14 juillet, 1er mai"),
            "p.\u{a0}12, M.\u{a0}Tokaïev, 14\u{a0}juillet, 1er\u{a0}mai"
        );
        assert_eq!(set_text("en 2019 120 personnes"), "en 2019 120 personnes");
    }

    #[test]
    fn apostrophes_turn_between_letters_only() {
        assert_eq!(set_text("l'amour, qu'« il » et 5'30\""), "l’amour, qu’«\u{a0}il\u{a0}» et 5'30\"");
    }

    #[test]
    fn twice_is_once() {
        for typed in ["Oui !", "10 000 000", "p. 12 : « non » ; 50 %", "  ! "] {
            let once = set_text(typed);
            assert_eq!(set_text(&once), once);
        }
    }
}
