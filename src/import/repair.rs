//! Defines repairs, which record what the clean-up changed or recognised. The report lists all repairs; comments in the text
//! mark the doubtful ones.

use crate::diagnostic::Lang;
use crate::diagnostic::messages::{Text, import as text};

/// A change that the clean-up made, or a structure that it recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The rule that made it.
    pub rule: Rule,
    /// How certain it is.
    pub confidence: Confidence,
    /// The line of the source, counted from 1.
    pub line: usize,
    /// The original text, which may be shortened; empty if there was none.
    pub before: String,
    /// The repaired text; empty if something was removed or only recognised.
    pub after: String,
}

/// How certain a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// No other reading is plausible.
    Sure,
    /// Very probably right; listed only in the report.
    Likely,
    /// Marked in the text, so that the user can compare it with the source.
    Doubtful,
}

/// Defines the rules with their names in reports and comments.
macro_rules! rules {
    ($( $(#[$doc:meta])* $name:ident en $en:literal fr $fr:literal )*) => {
        /// The rules of the clean-up.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule { $( $(#[$doc])* $name, )* }

        impl Rule {
            /// All rules, in the order of the report.
            pub const ALL: &'static [Rule] = &[ $( Rule::$name, )* ];

            /// Returns the name of the rule in reports and comments.
            pub fn name(self, lang: Lang) -> &'static str {
                match self { $( Rule::$name => Text { en: $en, fr: $fr }.get(lang), )* }
            }
        }
    };
}

rules! {
    /// A word broken at the end of a line, or a word that kept a hyphen from an earlier line end.
    BrokenWord en "broken word" fr "mot coupé"
    /// A first letter detached from its word: a former drop cap.
    FirstLetter en "detached first letter" fr "première lettre détachée"
    /// A space within a word.
    StraySpace en "space within a word" fr "espace dans un mot"
    /// A missing space between words.
    MissingSpace en "missing space" fr "espace manquante"
    /// Letterspacing imitated with spaces between the letters.
    SpacedLetters en "spaced letters" fr "lettres espacées"
    /// A ligature that was encoded as one character, or was lost.
    Ligature en "ligature" fr "ligature"
    /// Invisible characters.
    Invisible en "invisible character" fr "caractère invisible"
    /// An accent next to its letter instead of on it.
    Accent en "accent next to its letter" fr "accent à côté de sa lettre"
    /// A French word that cannot follow the word before it.
    Suspect en "word that cannot follow the word before it" fr "mot impossible à cet endroit"
    /// A quotation mark that opens where it should close, or the reverse.
    WrongQuote en "reversed quotation mark" fr "guillemet retourné"
    /// An opening quotation mark without a closing one.
    UnclosedQuote en "unclosed quotation mark" fr "guillemet ouvert qui n’est pas fermé"
    /// A page number.
    PageNumber en "page number removed" fr "numéro de page supprimé"
    /// A running head or foot.
    RunningHead en "running head removed" fr "titre courant supprimé"
    /// Columns side by side.
    Columns en "side-by-side columns separated" fr "colonnes mises l’une sous l’autre"
    /// Menus, buttons and other elements outside the main text.
    LeftOut en "menus and similar parts omitted" fr "menus et boutons laissés de côté"
    /// A heading that was recognised.
    Heading en "heading" fr "titre"
    /// A caption that was recognised.
    Caption en "caption" fr "légende"
    /// A quotation that was recognised by its quotation marks.
    Quotation en "quotation" fr "citation"
    /// A question of an interview.
    Question en "question" fr "question"
    /// Verse.
    Verse en "verse" fr "vers"
    /// A note reference and its note.
    NoteRef en "note reference" fr "appel de note"
    /// A note reference without a note.
    NoteRefWithoutNote en "note reference without a note" fr "appel sans note"
    /// A note without a reference.
    NoteWithoutRef en "note without a reference" fr "note sans appel"
    /// The heading of the list of notes.
    NotesHeading en "heading of the notes removed" fr "titre des notes supprimé"
    /// The author's sign-off.
    Signature en "signature line" fr "signature"
    /// A list that was recognised.
    List en "list" fr "liste"
    /// Dialogue introduced by a hyphen instead of a dash.
    Speech en "dialogue introduced by a hyphen" fr "réplique après un trait d’union"
    /// A picture that is missing.
    Picture en "missing picture" fr "image absente"
}

impl Confidence {
    /// Returns its name in reports.
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Confidence::Sure => text::sure(lang),
            Confidence::Likely => text::likely(lang),
            Confidence::Doubtful => text::doubtful(lang),
        }
    }
}
