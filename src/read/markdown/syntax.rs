//! The syntax that agrafe adds to CommonMark: the parser's extensions, and the kinds of fenced blocks.

use pulldown_cmark::Options;

/// The kinds of fenced blocks whose content is typeset rather than shown as code, with French names for French authors. The
/// list includes `code` so that `{.code}` isn't reported as an unknown kind.
pub(in crate::read) const FENCES: [&str; 9] =
    ["box", "encadré", "verse", "vers", "epigraph", "épigraphe", "question", "signature", "code"];

/// Returns the extensions of CommonMark that are switched on.
pub(in crate::read) fn options() -> Options {
    Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
}
