//! Lists the changes since an earlier version, for `--since`.

use super::report::Console;
use crate::compose::WordChange;
use crate::diagnostic::messages::interface as text;

/// The maximum number of words shown of a passage, which fill about two lines of a terminal. Of a longer passage, only the
/// first and the last words are shown.
const MOST_WORDS: usize = 24;

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

/// Returns a passage, in which the middle is left out if it is long.
fn shortened(words: &str) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() <= MOST_WORDS {
        return words.to_string();
    }
    format!("{} […] {}", all[..MOST_WORDS / 2].join(" "), all[all.len() - MOST_WORDS / 2..].join(" "))
}
