//! Repairs: what the clean-up changed, by which rule, and how sure it is. Reports and comments in the text name them.

use crate::diagnostic::Lang;

/// One repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// By which rule.
    pub rule: Rule,
    /// How sure it is.
    pub confidence: Confidence,
    /// The line of the source, from 1.
    pub line: usize,
    /// The text before; empty where nothing was replaced.
    pub before: String,
    /// The text after; empty where something was removed, or only recognised.
    pub after: String,
}

/// How sure a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// No other reading is plausible.
    Sure,
    /// Very probably right; listed in the report only.
    Likely,
    /// Marked in the text, so that the user compares it with the source.
    Doubtful,
}

/// Writes the rules with their names.
macro_rules! rules {
    ($( $(#[$doc:meta])* $name:ident $en:literal $fr:literal )*) => {
        /// The rules of the clean-up.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule { $( $(#[$doc])* $name, )* }

        impl Rule {
            /// All of them, in the order of reports.
            pub const ALL: &'static [Rule] = &[ $( Rule::$name, )* ];

            /// Its name in reports and comments.
            pub fn name(self, lang: Lang) -> &'static str {
                match (self, lang) { $( (Rule::$name, Lang::En) => $en, (Rule::$name, Lang::Fr) => $fr, )* }
            }
        }
    };
}

rules! {
    /// A word broken by the end of a line, or by a hyphen left over from one.
    CutWord "cut word" "mot coupé"
    /// The first letter of a word detached from it: a former drop capital.
    FirstLetter "first letter apart" "première lettre détachée"
    /// A space within a word.
    StraySpace "space within a word" "espace dans un mot"
    /// A missing space between words.
    MissingSpace "missing space" "espace manquante"
    /// Letterspacing imitated by spaces between the letters.
    SpacedLetters "spaced letters" "lettres espacées"
    /// A ligature that came as one character, or was lost.
    Ligature "ligature" "ligature"
    /// Invisible characters.
    Invisible "invisible character" "caractère invisible"
    /// An accent beside its letter instead of on it.
    Accent "accent beside its letter" "accent à côté de sa lettre"
    /// A word that is French but impossible after the one before it.
    Suspect "word that can't stand there" "mot impossible à cet endroit"
    /// A quotation mark that opens where it should close, or the reverse.
    WrongQuote "quotation mark turned round" "guillemet retourné"
    /// An opening quotation mark without a closing one.
    UnclosedQuote "quotation mark that isn't closed" "guillemet ouvert qui n’est pas fermé"
    /// A page number.
    PageNumber "page number taken out" "numéro de page ôté"
    /// A running head or foot.
    RunningHead "running head taken out" "titre courant ôté"
    /// Columns side by side.
    Columns "columns set one below the other" "colonnes mises l’une sous l’autre"
    /// Menus, buttons and the like outside the text proper.
    LeftOut "left out around the text" "laissé de côté autour du texte"
    /// A heading that was recognised.
    Heading "heading" "titre"
    /// A caption that was recognised.
    Caption "caption" "légende"
    /// A quotation that was recognised by its marks.
    Quotation "quotation" "citation"
    /// A question of an interview.
    Question "question" "question"
    /// Verse.
    Verse "verse" "vers"
    /// A note reference and its note.
    NoteRef "call of a note" "appel de note"
    /// A note reference without a note.
    NoteRefWithoutNote "call without a note" "appel sans note"
    /// A note without a reference.
    NoteWithoutRef "note without a call" "note sans appel"
    /// The heading of the list of notes.
    NotesHeading "heading of the notes taken out" "titre des notes ôté"
    /// The author's signature.
    Signature "signature" "signature"
    /// A list that was recognised.
    List "list" "liste"
    /// Dialogue introduced by a hyphen instead of a dash.
    Speech "speech after a hyphen" "réplique après un trait d’union"
    /// A picture that is missing.
    Picture "picture missing" "image absente"
}

impl Confidence {
    /// Its name in reports.
    pub fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Confidence::Sure, Lang::En) => "sure",
            (Confidence::Sure, Lang::Fr) => "sûr",
            (Confidence::Likely, Lang::En) => "likely",
            (Confidence::Likely, Lang::Fr) => "probable",
            (Confidence::Doubtful, Lang::En) => "doubtful",
            (Confidence::Doubtful, Lang::Fr) => "douteux",
        }
    }
}
