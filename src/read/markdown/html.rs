//! Reads the HTML that Markdown may contain: language attributes and comments. Shortens other HTML for messages.

use crate::diagnostic::Fault;

/// The maximum number of characters of HTML that a message shows.
const LONGEST: usize = 40;

/// Returns the language that a tag declares: `es` for `<span lang="es">`.
pub(in crate::read) fn language_of(tag: &str) -> Option<String> {
    let at = tag.find(" lang=")? + " lang=".len();
    let rest = tag[at..].trim_start_matches(['"', '\'']);
    let language: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    // No language tag is shorter than two letters (BCP 47).
    (language.len() >= 2).then_some(language)
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
