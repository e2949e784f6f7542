//! The typographic conventions of each country as data: the space before each punctuation mark, and the quotation marks.
//!
//! Sources: the *Lexique des règles typographiques en usage à l'Imprimerie nationale*, as implemented by babel-french, for
//! France and Belgium; the *Guide du typographe* for Switzerland; the *Banque de dépannage linguistique* of the OQLF for
//! Québec.

/// U+202F NARROW NO-BREAK SPACE, the French *espace fine insécable*.
pub(super) const NNBSP: char = '\u{202f}';
/// U+00A0 NO-BREAK SPACE, the French *espace mots insécable*.
pub(super) const NBSP: char = '\u{a0}';

/// The conventions of a country. A space that is `None` is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Profile {
    /// The space before `; ! ?`.
    pub(super) before_high: Option<char>,
    /// The space before the colon.
    pub(super) before_colon: Option<char>,
    /// The space inside guillemets.
    pub(super) inside_guillemets: Option<char>,
    /// The opening and closing quotation marks for quotations of the first, second and third level.
    pub(super) quotes: [(char, char); 3],
    /// Whether the French rules for words, numbers and dashes apply in addition to the rules that all languages share.
    pub(super) is_french: bool,
    /// Whether straight quotation marks are replaced by those of `quotes`; otherwise they are kept as typed.
    pub(super) replaces_straight_quotes: bool,
}

const FRANCE: Profile = Profile {
    before_high: Some(NNBSP),
    before_colon: Some(NBSP),
    inside_guillemets: Some(NBSP),
    quotes: [('«', '»'), ('“', '”'), ('‘', '’')],
    is_french: true,
    replaces_straight_quotes: true,
};

const SWITZERLAND: Profile = Profile {
    before_colon: Some(NNBSP),
    inside_guillemets: Some(NNBSP),
    quotes: [('«', '»'), ('‹', '›'), ('“', '”')],
    ..FRANCE
};

const QUEBEC: Profile = Profile { before_high: None, ..FRANCE };

const ENGLISH: Profile = Profile {
    before_high: None,
    before_colon: None,
    inside_guillemets: None,
    quotes: [('“', '”'), ('‘', '’'), ('“', '”')],
    is_french: false,
    replaces_straight_quotes: true,
};

/// The profile of all other languages. Their quotation marks differ too much to be covered by one rule.
const OTHER: Profile = Profile { replaces_straight_quotes: false, ..ENGLISH };

/// Returns the profile for a language tag. French has the profile of France unless the tag names Switzerland or Canada.
pub(super) fn profile(language: &str) -> Profile {
    let tag = language.to_ascii_lowercase().replace('_', "-");
    let is = |name: &str| tag.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    match tag.as_str() {
        "fr-ch" => SWITZERLAND,
        "fr-ca" => QUEBEC,
        _ if is("fr") => FRANCE,
        _ if is("en") => ENGLISH,
        _ => OTHER,
    }
}
