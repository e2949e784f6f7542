//! The syntax that agrafe adds to CommonMark: the parser's extensions, and the kinds of fenced blocks.

use pulldown_cmark::Options;

/// The kinds of fenced blocks whose content is typeset rather than shown as code, with French names for French authors. The
/// list includes `code` so that `{.code}` isn't reported as an unknown kind.
pub(in crate::read) const FENCES: [&str; 9] =
    ["box", "encadré", "verse", "vers", "epigraph", "épigraphe", "question", "signature", "code"];

/// Returns the extensions of CommonMark that the parser handles itself. The mark-up of other dialects is masked before parsing
/// (`masks`) or found in the words of a line afterwards (`dialect`).
pub(super) fn options() -> Options {
    Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SUBSCRIPT
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_MATH
}
