//! Markers inside the text of blocks: note references, and remarks on doubtful repairs.
//!
//! Between the readers and the Markdown writer both are kept in the text itself, between private-use characters, so that
//! they move with the words around them. Readers remove these four characters from what they read.

use super::repair::Rule;

/// Before the label of a note reference.
pub(super) const NOTE_REF_START: char = '\u{e000}';
/// After the label of a note reference.
pub(super) const NOTE_REF_END: char = '\u{e001}';
/// Before a remark on a doubtful repair: one character for the rule, then the text before the repair. The remark follows
/// the repaired text.
pub(super) const DOUBT_START: char = '\u{e002}';
/// After a remark on a doubtful repair.
pub(super) const DOUBT_END: char = '\u{e003}';

/// A note reference.
pub(super) fn note_ref(label: impl std::fmt::Display) -> String {
    format!("{NOTE_REF_START}{label}{NOTE_REF_END}")
}

/// The remark on a doubtful repair.
pub(super) fn doubt(rule: Rule, before: &str) -> String {
    // The rule as a letter, counted from A.
    let code = char::from(b'A' + rule as u8);
    format!("{DOUBT_START}{code}{}{DOUBT_END}", before.replace('\n', " "))
}

/// The rule and the text before the repair, from what is between the two characters of a remark.
pub(super) fn doubt_parts(remark: &str) -> (Option<Rule>, &str) {
    let mut chars = remark.chars();
    let code = chars.next().and_then(|code| u32::from(code).checked_sub(u32::from('A')));
    let rule = code.and_then(|number| Rule::ALL.get(number as usize)).copied();
    (rule, chars.as_str())
}

/// The byte at which the first marker of a text begins.
pub(super) fn first_marker(text: &str) -> Option<usize> {
    text.find([NOTE_REF_START, DOUBT_START])
}

/// A text without the characters that markers are made of.
pub(super) fn without_marker_characters(text: String) -> String {
    let of_markers = [NOTE_REF_START, NOTE_REF_END, DOUBT_START, DOUBT_END];
    if text.contains(of_markers) { text.replace(of_markers, "") } else { text }
}

/// A text without note references and remarks.
pub(super) fn without_markers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut hidden = false;
    for c in text.chars() {
        match c {
            NOTE_REF_START | DOUBT_START => hidden = true,
            NOTE_REF_END | DOUBT_END => hidden = false,
            _ if hidden => {}
            _ => out.push(c),
        }
    }
    out
}
