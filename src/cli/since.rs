//! The list of changes since an earlier version, for `--since`.

use super::report::Console;
use crate::compose::WordChange;
use crate::diagnostic::messages::interface as text;

/// Longer passages are shown by their first and last words; this many words fill about two lines of a terminal.
const MOST_WORDS: usize = 24;

/// The changes, one a line: `p. 7, l. 12: old words -> new words`.
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

/// A long passage by its ends.
fn shortened(words: &str) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() <= MOST_WORDS {
        return words.to_string();
    }
    format!("{} […] {}", all[..MOST_WORDS / 2].join(" "), all[all.len() - MOST_WORDS / 2..].join(" "))
}
