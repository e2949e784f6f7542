//! Edits: the changes that rules make to a passage.

use super::rule::Rule;
use std::ops::Range;

/// A change to a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the passage that are replaced; empty for an insertion.
    pub range: Range<usize>,
    /// The text that replaces them.
    pub after: String,
    /// The rule that made the change.
    pub rule: Rule,
}

/// Returns `text` with edits applied to it. The edits must be in the order of their ranges.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + edits.len() * 2);
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.range.start.max(at)]);
        out.push_str(&edit.after);
        at = edit.range.end.max(at);
    }
    out.push_str(&text[at..]);
    out
}
