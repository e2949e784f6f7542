//! Replaces characters that a terminal or a browser would act on or hide instead of showing: control characters, marks that
//! change the direction of text, and private-use characters.
//!
//! Input: a text that the author typed, or a file name. Output: the same text, with such characters replaced by visible ones.

use std::borrow::Cow;

/// Whether a character would change how a message is displayed, or looks different in each font. Line ends and tabs are
/// harmless.
fn is_harmful(c: char) -> bool {
    let is_bidi = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_separator = matches!(c, '\u{2028}' | '\u{2029}');
    let is_private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    (c.is_control() && !matches!(c, '\n' | '\t')) || is_bidi || is_separator || is_private
}

/// Returns a text for a message, with the code of each harmful character in its place: `<U+202E>`.
pub(crate) fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(is_harmful) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_harmful(c) {
            out.push_str(&format!("<U+{:04X}>", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Returns a text for an excerpt, with U+FFFD in place of each harmful character, so that columns stay the same.
pub(super) fn replaced(text: &str) -> String {
    text.replace(is_harmful, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_bidi_and_private_characters_are_shown_as_codes() {
        assert_eq!(harmless("a\u{1b}[31m\u{202e}b\u{e000}"), "a<U+001B>[31m<U+202E>b<U+E000>");
        assert_eq!(harmless("« ça »\n\tété"), "« ça »\n\tété");
        assert_eq!(replaced("a\u{202e}b"), "a\u{fffd}b");
    }
}
