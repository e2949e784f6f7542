//! The words that the program itself adds to a brochure, in the brochure's language.

use crate::manuscript::Series;

fn is_french(language: &str) -> bool {
    language.starts_with("fr")
}

/// The heading of a series of notes.
pub(super) fn notes_heading(series: Series, language: &str) -> &'static str {
    match series {
        Series::Author => "Notes",
        Series::Translator if is_french(language) => "Notes de la traduction",
        Series::Translator => "Translator’s notes",
    }
}

/// What comes before the translator's name on the title page.
pub(super) fn translated_by(language: &str) -> &'static str {
    if is_french(language) { "Traduction\u{a0}: " } else { "Translated by " }
}

/// What comes before the number of a page in a reference to it, where a no-break space follows.
pub(super) fn page_abbreviation(language: &str) -> &'static str {
    if is_french(language) || language.starts_with("en") { "p." } else { "→" }
}
