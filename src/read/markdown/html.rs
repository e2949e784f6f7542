//! Reads the HTML that Markdown may contain: language attributes and comments. Shortens other HTML for messages.

use crate::diagnostic::Fault;
use std::ops::Range;

/// The maximum number of characters of HTML that a message shows.
const LONGEST: usize = 40;

/// Returns the language that a tag declares, as typed: `es` for `<span lang="es">`.
pub(in crate::read) fn language_of(tag: &str) -> Option<&str> {
    let at = tag.find(" lang=")? + " lang=".len();
    let value = &tag[at..];
    match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next(),
        _ => value.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next(),
    }
}

/// Whether the tag in a range of a text is really a word between angle brackets typed for guillemets: `<<mot>>`.
pub(in crate::read) fn is_quoted_word(text: &str, range: &Range<usize>) -> bool {
    text.get(..range.start).is_some_and(|before| before.ends_with('<'))
        && text.get(range.end..).is_some_and(|after| after.starts_with('>'))
}

/// Returns a fault that repeats the question that `agrafe import` left in a comment: `<!-- ? … -->`. Returns `None` for any
/// other comment.
pub(super) fn import_question(comment: &str) -> Option<Fault> {
    let remark = comment.trim().strip_prefix("<!-- ?")?.trim_end_matches("-->").trim();
    Some(Fault::DoubtfulPlace { remark: remark.to_string() })
}

/// Returns the beginning of a piece of HTML, for a message.
pub(super) fn shortened(html: &str) -> String {
    let first = html.lines().next().unwrap_or_default();
    if first.chars().count() <= LONGEST {
        first.to_string()
    } else {
        first.chars().take(LONGEST - 1).chain(['…']).collect()
    }
}
