//! The words that the program itself adds to a brochure, in the brochure's language.

use crate::manuscript::Series;

fn is_french(language: &str) -> bool {
    language.starts_with("fr")
}

/// Returns the heading of a series of notes.
pub(super) fn notes_heading(series: Series, language: &str) -> &'static str {
    match series {
        Series::Author => "Notes",
        Series::Translator if is_french(language) => "Notes de la traduction",
        Series::Translator => "Translator’s notes",
    }
}

/// Returns the words before the translator's name on the title page.
pub(super) fn translated_by(language: &str) -> &'static str {
    if is_french(language) { "Traduction\u{a0}: " } else { "Translated by " }
}

/// Returns the abbreviation before the page number in a page reference; a no-break space follows it.
pub(super) fn page_abbreviation(language: &str) -> &'static str {
    if is_french(language) || language.starts_with("en") { "p." } else { "→" }
}
