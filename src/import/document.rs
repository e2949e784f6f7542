//! Document: a text as somebody hands it in, before it is mended; and what was mended of it.

use crate::diagnostic::Lang;
use std::borrow::Cow;

/// A text as it came.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its title, where the file says so.
    pub title: Option<String>,
    /// Its blocks, in their order.
    pub blocks: Vec<Block>,
    /// Which signs of Markdown are such.
    pub markup: Markup,
    /// Whether its blocks are still one text of lines, to be parted first.
    pub lines: bool,
    /// How its bytes were read.
    pub encoding: &'static str,
    /// Pictures that came with it, by the names that blocks use.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// What stands around the text and was left out, with its line.
    pub left_out: Vec<(usize, String)>,
}

/// How much of a text is Markdown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// Nothing: all signs mean themselves.
    #[default]
    None,
    /// What is in its lines: emphasis and links.
    Inline,
    /// All of it.
    Whole,
}

/// A block of copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text. Lines end as they were typed; calls of notes stand between [`CALL`] and [`CALL_END`].
    pub text: String,
    /// The line of the source on which it begins, from 1; 0 where a source has no lines.
    pub line: usize,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Text,
    /// A heading of that level, from 1.
    Heading(u8),
    /// A paragraph of a quotation.
    Quote,
    /// An item of a list.
    Item,
    /// Lines that keep their ends.
    Verse,
    /// Who signed, with the place and the day: lines that keep their ends.
    Signature,
    /// Lines that are set as they are: tables, code.
    Kept,
    /// A picture, and its caption as text; the name is empty where only the place is known.
    Picture(String),
    /// A note, with its label.
    Note(String),
}

/// Before the label of a note that is called: a character that no text uses.
pub const CALL: char = '\u{e000}';
/// After it.
pub const CALL_END: char = '\u{e001}';

/// Before what stood in the source where a repair is doubtful, and the character of its rule: the mark follows what stands
/// there now.
pub const MARK: char = '\u{e002}';
/// After it.
pub const MARK_END: char = '\u{e003}';

/// The mark of a doubtful repair.
pub fn mark(rule: Rule, before: &str) -> String {
    let code = char::from(b'A' + rule as u8);
    format!("{MARK}{code}{}{MARK_END}", before.replace('\n', " "))
}

/// Where the first [`CALL`] or [`MARK`] stands in a text.
pub fn sign_in(text: &str) -> Option<usize> {
    // Hardly anything else begins with the first of their bytes.
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xee, bytes).find(|at| matches!(bytes[at + 1..], [0x80, 0x80 | 0x82, ..]))
}

/// A text in which what would be a sign of Markdown within lines is escaped.
pub fn escaped(text: &str) -> Cow<'_, str> {
    if !text.bytes().any(|byte| matches!(byte, b'\\' | b'*' | b'_' | b'`' | b'<' | b'[' | b'&' | b'~' | b'{')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let next = rest.chars().next().unwrap_or(' ');
        let means = match c {
            '*' | '`' | '{' => true,
            '\\' => next.is_ascii_punctuation(),
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            '<' => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
            '[' => next == '^' || rest.find(']').is_some_and(|end| rest[end + 1..].starts_with(['(', '['])),
            '&' => next == '#' || is_entity(rest),
            '~' => next == '~' || before == '~',
            _ => false,
        };
        if means {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    Cow::Owned(out)
}

fn is_entity(rest: &str) -> bool {
    let name = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    (1..32).contains(&name) && rest[name..].starts_with(';')
}

/// A text that was mended.
#[derive(Clone, Debug, Default)]
pub struct Cleaned {
    /// Which signs of Markdown are such.
    pub markup: Markup,
    /// Its title.
    pub title: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// What was changed, found or taken out, in the order of the source.
    pub repairs: Vec<Repair>,
}

/// One thing that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// By which rule.
    pub rule: Rule,
    /// How sure it is.
    pub trust: Trust,
    /// The line of the source, from 1.
    pub line: usize,
    /// What stood there.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// How sure a repair is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// Nobody would do otherwise.
    Sure,
    /// Very probably right.
    Likely,
    /// To be looked at.
    Doubtful,
}

/// Writes the rules with their names.
macro_rules! rules {
    ($( $(#[$doc:meta])* $name:ident $en:literal $fr:literal )*) => {
        /// The rules by which copy is mended.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule { $( $(#[$doc])* $name, )* }

        impl Rule {
            /// All of them, in the order of reports.
            pub const ALL: &'static [Rule] = &[ $( Rule::$name, )* ];

            /// What somebody calls it.
            pub fn name(self, lang: Lang) -> &'static str {
                match (self, lang) { $( (Rule::$name, Lang::En) => $en, (Rule::$name, Lang::Fr) => $fr, )* }
            }
        }
    };
}

rules! {
    /// A word cut by the end of a line, or by a hyphen that came from one.
    CutWord "cut word" "mot coupé"
    /// A first letter that stands apart.
    FirstLetter "first letter apart" "première lettre détachée"
    /// A space within a word.
    StraySpace "space within a word" "espace dans un mot"
    /// A space that is missing.
    MissingSpace "missing space" "espace manquante"
    /// Letters of a word apart from each other.
    SpacedLetters "spaced letters" "lettres espacées"
    /// A ligature that came as one character, or was lost.
    Ligature "ligature" "ligature"
    /// Characters that nobody sees.
    Invisible "invisible character" "caractère invisible"
    /// An accent beside its letter.
    Accent "accent beside its letter" "accent à côté de sa lettre"
    /// A word as it can't stand there, with the one that was probably meant.
    Suspect "word that can't stand there" "mot impossible à cet endroit"
    /// A quotation mark that opens where it should close.
    WrongQuote "quotation mark turned round" "guillemet retourné"
    /// A quotation mark that opens, and none that closes.
    QuoteAlone "quotation mark that isn't closed" "guillemet ouvert qui n’est pas fermé"
    /// The number of a page.
    PageNumber "page number taken out" "numéro de page ôté"
    /// A line that stands at the head or the foot of pages.
    RunningHead "running head taken out" "titre courant ôté"
    /// Columns side by side.
    Columns "columns set one below the other" "colonnes mises l’une sous l’autre"
    /// What stands around a text: menus, buttons.
    Around "left out around the text" "laissé de côté autour du texte"
    /// A heading that was found.
    Heading "heading" "titre"
    /// A caption that was found.
    Caption "caption" "légende"
    /// A quotation that was found by its marks.
    Quotation "quotation" "citation"
    /// A question of an interview.
    Question "question" "question"
    /// Verse.
    Verse "verse" "vers"
    /// A call of a note, and its note.
    Note "call of a note" "appel de note"
    /// A call without a note.
    CallAlone "call without a note" "appel sans note"
    /// A note without a call.
    NoteAlone "note without a call" "note sans appel"
    /// The heading of the notes.
    NotesHead "heading of the notes taken out" "titre des notes ôté"
    /// Who signed.
    Signature "signature" "signature"
    /// A list that was found.
    List "list" "liste"
    /// Somebody speaking, after a hyphen that was meant for a dash.
    Speech "speech after a hyphen" "réplique après un trait d’union"
    /// A picture that is not there.
    Picture "picture missing" "image absente"
}

impl Trust {
    /// What somebody calls it.
    pub fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Trust::Sure, Lang::En) => "sure",
            (Trust::Sure, Lang::Fr) => "sûr",
            (Trust::Likely, Lang::En) => "likely",
            (Trust::Likely, Lang::Fr) => "probable",
            (Trust::Doubtful, Lang::En) => "doubtful",
            (Trust::Doubtful, Lang::Fr) => "douteux",
        }
    }
}
