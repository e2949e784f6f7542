//! The conventions of a country as data: which space goes where, which marks quote. And the rules by their names.
//!
//! Code points after the *Lexique* of the Imprimerie nationale (as babel-french and the OQLF report it) for France and
//! Belgium, the *Guide du typographe* for Switzerland, the *Banque de dépannage linguistique* for Québec.

use crate::spec::FrenchSpec;

/// Half a word space that neither breaks nor stretches.
pub(super) const THIN: char = '\u{202f}';
/// A word space that doesn't break.
pub(super) const BOUND: char = '\u{a0}';

/// What a space may become.
pub(super) type Space = Option<char>;

/// The conventions of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Profile {
    /// Before `; ! ?`; none: they close up.
    pub(super) high: Space,
    /// Before the colon.
    pub(super) colon: Space,
    /// Inside guillemets; none: they close up.
    pub(super) inside: Space,
    /// Opening and closing marks of quotations, and of quotations within them.
    pub(super) quotes: [(char, char); 3],
    /// Whether French rules of words, numbers and dashes hold: else only what any language shares.
    pub(super) is_french: bool,
    /// Whether straight marks become those of `quotes`: elsewhere they stay as typed.
    pub(super) curls: bool,
}

const FRANCE: Profile = Profile {
    high: Some(THIN),
    colon: Some(BOUND),
    inside: Some(BOUND),
    quotes: [('«', '»'), ('“', '”'), ('‘', '’')],
    is_french: true,
    curls: true,
};

/// The profile of a language by its tag; France's is the default for French.
pub(super) fn profile(language: &str) -> Profile {
    let tag = language.to_ascii_lowercase().replace('_', "-");
    match tag.as_str() {
        "fr-ch" => {
            Profile {
                colon: Some(THIN), inside: Some(THIN), quotes: [('«', '»'), ('‹', '›'), ('“', '”')], ..FRANCE
            }
        }
        "fr-ca" => Profile { high: None, ..FRANCE },
        _ if tag == "fr" || tag.starts_with("fr-") => FRANCE,
        _ => Profile {
            high: None,
            colon: None,
            inside: None,
            quotes: [('“', '”'), ('‘', '’'), ('“', '”')],
            is_french: false,
            curls: tag == "en" || tag.starts_with("en-"),
        },
    }
}

/// Writes the enum of rules with their names.
macro_rules! rules {
    ($( $(#[$doc:meta])* $name:ident $word:literal )*) => {
        /// A rule of French typography.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $( $(#[$doc])* $name, )* }

        impl Rule {
            /// All rules, in the order of the manual.
            pub const ALL: &'static [Rule] = &[ $( Rule::$name, )* ];

            /// The name by which it is reported and chosen.
            pub fn name(self) -> &'static str {
                match self { $( Rule::$name => $word, )* }
            }
        }
    };
}

rules! {
    /// Composed characters; soft hyphens, invisible spaces and presentation forms of ligatures are taken out.
    Junk "junk"
    /// One space between words.
    Spaces "spaces"
    /// A thin space before `; ! ?`.
    HighSigns "high-signs"
    /// A bound space before the colon.
    Colon "colon"
    /// Three dots are one sign.
    Ellipsis "ellipsis"
    /// No space before an ellipsis that ends a word's sentence.
    Suspension "suspension"
    /// No space before full stop and comma.
    LowSigns "low-signs"
    /// No space inside brackets.
    Brackets "brackets"
    /// Bound spaces inside guillemets.
    Guillemets "guillemets"
    /// Straight marks become guillemets, and curly marks within them.
    Quotes "quotes"
    /// Curly marks become guillemets.
    CurlyQuotes "curly-quotes"
    /// The curly apostrophe.
    Apostrophe "apostrophe"
    /// No space after an elision.
    Elision "elision"
    /// Bound spaces on the inner side of dashes.
    Dashes "dashes"
    /// Hyphens that stand for dashes.
    TypedDashes "typed-dashes"
    /// Thin spaces in large numbers.
    Thousands "thousands"
    /// Bound spaces before units and in hours.
    Units "units"
    /// Bound spaces before `% €` and their like.
    Symbols "symbols"
    /// Bound spaces between day and month.
    Dates "dates"
    /// Bound spaces at roman numerals.
    Numerals "numerals"
    /// Bound spaces after abbreviations.
    Abbreviations "abbreviations"
    /// Bound spaces after initials.
    Initials "initials"
    /// `etc.`: bound to its comma, never with an ellipsis.
    Etc "etc"
    /// `3e`, not `3ème`.
    Ordinals "ordinals"
    /// œ and æ.
    Ligatures "ligatures"
    /// Accents on capitals.
    Capitals "capitals"
}

impl Rule {
    /// The rule of that name.
    pub fn named(name: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.name() == name)
    }
}

/// Whether the settings leave a rule on: those of words and of doubtful typing have switches.
pub(super) fn is_on(rule: Rule, spec: &FrenchSpec) -> bool {
    match rule {
        Rule::Ligatures => spec.ligatures,
        Rule::Capitals => spec.capitals,
        Rule::Ordinals => spec.ordinals,
        Rule::TypedDashes => spec.typed_dashes,
        Rule::CurlyQuotes => spec.curly_quotes,
        Rule::Etc => spec.etc,
        Rule::Suspension => spec.suspension,
        Rule::Elision => spec.elision,
        Rule::Junk
        | Rule::Spaces
        | Rule::HighSigns
        | Rule::Colon
        | Rule::Ellipsis
        | Rule::LowSigns
        | Rule::Brackets
        | Rule::Guillemets
        | Rule::Quotes
        | Rule::Apostrophe
        | Rule::Dashes
        | Rule::Thousands
        | Rule::Units
        | Rule::Symbols
        | Rule::Dates
        | Rule::Numerals
        | Rule::Abbreviations
        | Rule::Initials => true,
    }
}
