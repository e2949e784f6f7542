//! The typographic rules, and the names under which users see and select them. docs/french.md lists the rules.

use crate::spec::FrenchSpec;

/// Defines the enum of rules and their names.
macro_rules! rules {
    ($( $(#[$doc:meta])* $variant:ident $name:literal )*) => {
        /// A typographic rule.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $( $(#[$doc])* $variant, )* }

        impl Rule {
            /// All rules, in the order of docs/french.md.
            pub const ALL: &'static [Rule] = &[ $( Rule::$variant, )* ];

            /// Returns the name under which users see and select the rule.
            pub fn name(self) -> &'static str {
                match self { $( Rule::$variant => $name, )* }
            }
        }
    };
}

rules! {
    /// Accented letters are single characters. Soft hyphens and invisible spaces are removed, and ligatures such as `ﬁ` become
    /// letters.
    Junk "junk"
    /// One space between words.
    Spaces "spaces"
    /// A narrow no-break space before `; ! ?`.
    HighPunctuation "high-signs"
    /// A no-break space before the colon.
    Colon "colon"
    /// Three dots become an ellipsis.
    Ellipsis "ellipsis"
    /// No space between a word and the ellipsis that follows it.
    Suspension "suspension"
    /// No space before full stop and comma.
    LowPunctuation "low-signs"
    /// No space inside brackets.
    Brackets "brackets"
    /// No-break spaces inside guillemets.
    Guillemets "guillemets"
    /// Straight quotation marks become guillemets, and curly marks inside them.
    Quotes "quotes"
    /// Curly quotation marks become guillemets.
    CurlyQuotes "curly-quotes"
    /// The curly apostrophe.
    Apostrophe "apostrophe"
    /// No space after the apostrophe of an elision.
    Elision "elision"
    /// No-break spaces on the inner side of dashes.
    Dashes "dashes"
    /// Hyphens that were typed in place of dashes become dashes.
    TypedDashes "typed-dashes"
    /// Narrow no-break spaces between groups of three digits.
    Thousands "thousands"
    /// No-break spaces before units and in times of day.
    Units "units"
    /// No-break spaces before `%`, `€` and similar symbols.
    Symbols "symbols"
    /// No-break spaces between day and month.
    Dates "dates"
    /// No-break spaces next to Roman numerals.
    Numerals "numerals"
    /// No-break spaces after abbreviations.
    Abbreviations "abbreviations"
    /// No-break spaces after initials.
    Initials "initials"
    /// `etc.` is joined to the comma before it, and has no ellipsis.
    Etc "etc"
    /// `3e`, not `3ème`.
    Ordinals "ordinals"
    /// The letters œ and æ.
    Ligatures "ligatures"
    /// Accents on capitals.
    Capitals "capitals"
}

impl Rule {
    /// Returns the rule with this name.
    pub fn named(name: &str) -> Option<Rule> {
        Rule::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// Whether the rule is switched on in the settings. Only rules that change words or guess the author's intention can be
    /// switched off.
    pub(super) fn is_on(self, spec: &FrenchSpec) -> bool {
        match self {
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
            | Rule::HighPunctuation
            | Rule::Colon
            | Rule::Ellipsis
            | Rule::LowPunctuation
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
}
