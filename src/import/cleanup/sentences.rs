//! Recognises where sentences, dialogue and list items begin and end, by the first and the last characters of a line.

use super::note_number;

/// A line that does not end a sentence and has more characters than this is hardly ever the last line of a paragraph.
const LONG_LINE: usize = 50;

/// Whether a line ends like a sentence, ignoring closing marks after the full stop.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end().trim_end_matches(['»', '”', '"', ')', ']', ' ', '\u{a0}', '\u{202f}', '*', '_']);
    bare.ends_with(['.', '!', '?', '…', ':'])
}

/// Whether a line begins a speech with a dash and a space, as in French dialogue.
pub(super) fn starts_speech(text: &str) -> bool {
    let text = text.trim_start();
    ["— ", "—\u{a0}", "– ", "–\u{a0}"].iter().any(|dash| text.starts_with(dash))
}

/// Whether a line begins a list item or a note: `- `, `• `, `3. `, `[4] `.
pub(super) fn starts_item(text: &str) -> bool {
    let text = text.trim_start();
    ["- ", "• ", "* ", "◦ ", "▪ "].iter().any(|bullet| text.starts_with(bullet))
        || note_number::leading(text).is_some_and(|(_, rest)| !rest.is_empty())
}

/// Whether the sentence in the last line of a page or a column continues in the next line.
pub(super) fn runs_on(last: &str, next: &str) -> bool {
    if ends_sentence(last) {
        return false;
    }
    let continues = next.trim_start().starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '(' | '«'));
    let unfinished = last.trim_end().ends_with(['-', ',', '\u{ad}']);
    continues || unfinished || last.trim().chars().count() > LONG_LINE && !starts_item(next)
}
