//! The list of what has changed since an earlier version.

use super::report::Console;
use crate::compose::Change;

/// The changes as a list, page by page: `p. 7, l. 12: old words -> new words`.
pub(super) fn said<'c>(changes: impl Iterator<Item = &'c Change>, console: &Console) -> String {
    let mut out = String::new();
    for Change { page, lines, before, after } in changes {
        let line = lines.first().map_or(0, |(_, line)| *line) + 1;
        let nothing = console.say("(nothing)", "(rien)");
        let words = |words: &str| if words.is_empty() { nothing.to_string() } else { shortened(words) };
        out.push_str(&format!("p. {}, l. {line}: {} -> {}\n", page + 1, words(before), words(after)));
    }
    out
}

/// A long stretch by its ends.
fn shortened(words: &str) -> String {
    const MOST: usize = 24;
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() <= MOST {
        return words.to_string();
    }
    format!("{} […] {}", all[..MOST / 2].join(" "), all[all.len() - MOST / 2..].join(" "))
}
