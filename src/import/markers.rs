//! Markers inside the text of blocks: note references, and remarks on doubtful repairs.
//!
//! From the readers to the Markdown writer, markers are part of the text itself, so that they move with the words around them.
//! Each kind is enclosed in its own pair of private-use characters; the readers remove all four from their input.

use super::repair::Rule;

/// Precedes the label of a note reference.
pub(super) const NOTE_REF_START: char = '\u{e000}';
/// Follows the label of a note reference.
pub(super) const NOTE_REF_END: char = '\u{e001}';
/// Precedes a remark on a doubtful repair. A remark consists of one character for the rule, followed by the original text. The
/// marker is placed after the repaired text.
pub(super) const DOUBT_START: char = '\u{e002}';
/// Follows a remark on a doubtful repair.
pub(super) const DOUBT_END: char = '\u{e003}';

/// Returns the marker of a note reference.
pub(super) fn note_ref(label: impl std::fmt::Display) -> String {
    format!("{NOTE_REF_START}{label}{NOTE_REF_END}")
}

/// Returns the marker of a doubtful repair.
pub(super) fn doubt(rule: Rule, before: &str) -> String {
    // The rule is encoded as a letter, counted from A.
    let code = char::from(b'A' + rule as u8);
    format!("{DOUBT_START}{code}{}{DOUBT_END}", before.replace('\n', " "))
}

/// Splits the content of a remark into the rule and the original text. The rule is `None` if the remark does not begin with the
/// code of a rule.
pub(super) fn doubt_parts(remark: &str) -> (Option<Rule>, &str) {
    let mut chars = remark.chars();
    let code = chars.next().and_then(|code| u32::from(code).checked_sub(u32::from('A')));
    let rule = code.and_then(|number| Rule::ALL.get(number as usize)).copied();
    (rule, chars.as_str())
}

/// Returns the byte offset of the first marker in a text.
pub(super) fn first_marker(text: &str) -> Option<usize> {
    text.find([NOTE_REF_START, DOUBT_START])
}

/// Removes the private-use characters of markers from a text.
pub(super) fn without_marker_characters(text: String) -> String {
    let of_markers = [NOTE_REF_START, NOTE_REF_END, DOUBT_START, DOUBT_END];
    if text.contains(of_markers) { text.replace(of_markers, "") } else { text }
}

/// Removes note references and remarks from a text.
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
