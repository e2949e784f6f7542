//! The little HTML that Markdown may have: languages, comments, and how other tags are shown in messages.

use crate::diagnostic::Fault;

/// The most characters of HTML that a message shows.
const LONGEST: usize = 40;

/// The language that a tag declares: `es` for `<span lang="es">`.
pub(in crate::read) fn language_of(tag: &str) -> Option<String> {
    let at = tag.find(" lang=")? + " lang=".len();
    let rest = tag[at..].trim_start_matches(['"', '\'']);
    let language: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    // No language tag is shorter than two letters (BCP 47).
    (language.len() >= 2).then_some(language)
}

/// The question that `agrafe import` has left in a comment: `<!-- ? … -->`.
pub(super) fn doubt(comment: &str) -> Option<Fault> {
    let remark = comment.trim().strip_prefix("<!-- ?")?.trim_end_matches("-->").trim();
    Some(Fault::DoubtfulPlace { remark: remark.to_string() })
}

/// The beginning of a piece of HTML, for a message.
pub(super) fn shortened(html: &str) -> String {
    let first = html.lines().next().unwrap_or_default();
    if first.chars().count() <= LONGEST {
        first.to_string()
    } else {
        first.chars().take(LONGEST - 1).chain(['…']).collect()
    }
}
