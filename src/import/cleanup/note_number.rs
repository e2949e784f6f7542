//! Parses the numbers of notes at the start of a text, in all forms that lists of notes use.

use crate::import::superiors;

/// The numbers of notes are below this limit, because no brochure has 1000 notes. Larger numbers are years or quantities.
const TOO_LARGE: u32 = 1000;

/// Parses the number at the start of a note: `1. `, `[1] `, `(1) `, `¹ `, `1) `, `1 `. Returns the number and the text after
/// it.
pub(super) fn leading(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    if let Some((number, rest)) = superscript(text) {
        return Some((number, rest.trim_start()));
    }
    let (open, inner) = match text.chars().next()? {
        c @ ('[' | '(') => (Some(c), &text[1..]),
        _ => (None, text),
    };
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let (number, rest) = inner.split_at(digits);
    let rest = match (open, rest.chars().next()) {
        (Some('['), Some(']')) | (Some('('), Some(')')) => &rest[1..],
        // On web pages, an arrow links back to the reference.
        (None, Some('.' | ')' | ':' | '-')) => rest[1..].trim_start_matches('↑'),
        (None, Some('↑')) => rest.trim_start_matches('↑'),
        (None, Some(' ' | '\t' | '\u{a0}')) => rest,
        _ => return None,
    };
    if !rest.starts_with([' ', '\t', '\u{a0}', '.', '\n']) {
        return None;
    }
    Some((number.parse().ok()?, rest.trim_start_matches('.').trim_start()))
}

/// Parses a number in superior figures at the start of a text. Returns the number and the text after it.
pub(super) fn superscript(text: &str) -> Option<(u32, &str)> {
    superiors::leading_number(text).filter(|(number, _)| *number < TOO_LARGE)
}

#[cfg(test)]
mod tests {
    use super::leading;

    #[test]
    fn note_numbers_are_parsed_in_all_forms() {
        for (text, rest) in
            [("1. Un", "Un"), ("[1] Un", "Un"), ("(1) Un", "Un"), ("¹ Un", "Un"), ("1) Un", "Un"), ("1 Un", "Un")]
        {
            assert_eq!(leading(text), Some((1, rest)), "{text}");
        }
        for text in ["1er mai", "1936 fut", "G7", "1.5 litre"] {
            assert_eq!(leading(text), None, "{text}");
        }
    }
}
