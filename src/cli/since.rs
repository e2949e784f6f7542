//! Lists the changes since an earlier version, for `--since`.

use super::report::Console;
use crate::compose::WordChange;
use crate::diagnostic::messages::interface as text;

/// The maximum length of a passage that is shown in full, in words: about two lines in a terminal. If a passage is longer, only
/// its first and last words are shown.
const MAX_WORDS: usize = 24;

/// Returns the changes, one per line: `p. 7, l. 12: old words -> new words`.
pub(super) fn list<'c>(changes: impl Iterator<Item = &'c WordChange>, console: &Console) -> String {
    let mut out = String::new();
    for WordChange { page, lines, before, after } in changes {
        let line = lines.first().map_or(0, |(_, line)| *line) + 1;
        let words =
            |words: &str| if words.is_empty() { text::no_words(console.lang).to_string() } else { shortened(words) };
        out.push_str(&text::change(console.lang, page + 1, line, &words(before), &words(after)));
        out.push('\n');
    }
    out
}

/// Returns a passage, without its middle if it is too long.
fn shortened(words: &str) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() <= MAX_WORDS {
        return words.to_string();
    }
    format!("{} […] {}", all[..MAX_WORDS / 2].join(" "), all[all.len() - MAX_WORDS / 2..].join(" "))
}
