//! The conventions of a country as data: the space before each mark, and the quotation marks.
//!
//! After the *Lexique des règles typographiques en usage à l'Imprimerie nationale*, as babel-french carries it out, for France and
//! Belgium; the *Guide du typographe* for Switzerland; the *Banque de dépannage linguistique* of the OQLF for Québec.

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
    /// Opening and closing quotation marks: of quotations, of quotations inside of them, and of those inside again.
    pub(super) quotes: [(char, char); 3],
    /// Whether the French rules for words, numbers and dashes apply; otherwise only the rules that all languages share.
    pub(super) is_french: bool,
    /// Whether straight quotation marks become those of `quotes`; otherwise they stay as typed.
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

/// Languages whose quotation marks differ too much from each other for one rule.
const OTHER: Profile = Profile { replaces_straight_quotes: false, ..ENGLISH };

/// The profile of a language by its tag; French is that of France unless the tag names another country.
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
