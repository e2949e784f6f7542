//! The language of a sentence, judged by its most frequent words.
//!
//! Some corrections would be wrong in a foreign sentence that the author has not marked as such: `Election` and `A la` are
//! English and Spanish as well as French. Such rules ask for evidence in the sentence around the word.

use super::abbreviations::precedes_name;
use super::tokenizer::{Token, TokenKind};
use super::tokens::Tokens;

/// The maximum number of words that are read on each side of a word.
const RADIUS: usize = 20;

/// Frequent words that are French, and rare or unknown in English, Spanish, Italian and Catalan. In lower case.
const FRENCH: &[&str] = &[
    "les",
    "des",
    "du",
    "une",
    "et",
    "est",
    "dans",
    "pour",
    "avec",
    "sur",
    "qui",
    "elle",
    "elles",
    "il",
    "ils",
    "nous",
    "vous",
    "je",
    "sont",
    "ce",
    "cette",
    "ces",
    "aux",
    "au",
    "où",
    "là",
    "été",
    "être",
    "fait",
    "faut",
    "comme",
    "tout",
    "tous",
    "toute",
    "toutes",
    "leur",
    "leurs",
    "sans",
    "sous",
    "après",
    "avant",
    "depuis",
    "pendant",
    "chez",
    "dont",
    "donc",
    "lors",
    "avait",
    "ont",
    "avons",
    "avez",
    "qu",
    "jusqu",
    "lorsqu",
    "puisqu",
    "quand",
    "même",
    "aussi",
    "alors",
    "peu",
    "peut",
    "doit",
    "encore",
    "très",
    "rien",
    "jamais",
    "toujours",
    "deux",
    "quelques",
    "chaque",
    "celle",
    "celui",
    "ceux",
    "mais",
    "pas",
    "plusieurs",
    "notre",
    "votre",
    "nos",
    "vos",
    "soit",
    "cela",
    "ça",
    "puis",
    "ainsi",
    "contre",
    "entre",
];

/// Frequent words that French shares with Spanish or Italian, but not with English or German.
const ROMANCE: &[&str] = &["de", "la", "le", "un", "que", "en", "se"];
/// Frequent words of other languages that are not French. In lower case.
const FOREIGN: &[&str] = &[
    "the", "of", "and", "to", "is", "was", "were", "with", "that", "from", "by", "this", "has", "have", "his", "their",
    "it", "for", "el", "los", "las", "del", "por", "una", "como", "más", "al", "su", "sus", "der", "das", "und", "ist",
    "von", "mit", "den", "dem", "gli", "della", "dei", "alla", "nel", "sono", "els", "amb", "dels", "els", "per", "os",
    "não", "uma", "em", "ao", "och", "het", "een", "van",
];

/// The words of a sentence that show its language.
#[derive(Default)]
pub(super) struct Evidence {
    french: usize,
    foreign: usize,
    is_romance: bool,
    has_accents: bool,
}

impl Evidence {
    /// Returns the evidence in the sentence or quotation around the word at `i`, without that word.
    pub(super) fn around(tokens: &Tokens, i: usize) -> Evidence {
        let mut evidence = Evidence::default();
        evidence.add(tokens, &mut (0..i).rev());
        evidence.add(tokens, &mut (i + 1..tokens.len()));
        evidence
    }

    /// Adds the words at these indices, up to the end of the sentence or quotation.
    fn add(&mut self, tokens: &Tokens, indices: &mut dyn Iterator<Item = usize>) {
        let in_sentence = indices.take_while(|i| !is_boundary(tokens, *i));
        for word in in_sentence.map(|i| tokens.word(i, 0)).filter(|word| !word.is_empty()).take(RADIUS) {
            let small = word.to_lowercase();
            self.french += usize::from(FRENCH.contains(&small.as_str()));
            // A capital in the middle of a sentence begins a name, such as that of the newspaper El País.
            self.foreign += usize::from(FOREIGN.contains(&word) || SENTENCE_STARTS.contains(&word));
            self.is_romance |= ROMANCE.contains(&small.as_str());
            // The first letter is left out: another correction may have set its accent.
            self.has_accents |= small.chars().skip(1).any(|c| ACCENTED.contains(c));
        }
    }

    /// Whether the sentence is certainly French.
    pub(super) fn is_french(&self) -> bool {
        self.french > 0 && self.foreign == 0
    }

    /// Whether the sentence contains no more words of other languages than French ones.
    pub(super) fn may_be_french(&self) -> bool {
        self.foreign <= self.french
    }

    /// Whether the sentence is not English or German, but may be French.
    pub(super) fn is_not_germanic(&self) -> bool {
        self.may_be_french() && (self.french > 0 || self.is_romance || self.has_accents)
    }
}

/// Accented letters that English lacks.
const ACCENTED: &str = "éèêàçùûîô";
/// Foreign words with which sentences and titles begin.
const SENTENCE_STARTS: &[&str] = &["The", "Of", "And", "Der", "Das", "Los", "Las", "Gli"];

/// Whether the token at `i` separates the sentence or quotation from its surroundings.
fn is_boundary(tokens: &Tokens, i: usize) -> bool {
    tokens[i].is_any("«»“”„\"") || ends_sentence(tokens, i)
}

/// Whether the mark at `i` ends a sentence: a space and a capital follow it, and it belongs to no title or initial.
pub(super) fn ends_sentence(tokens: &Tokens, i: usize) -> bool {
    tokens[i].is_any(".!?…")
        && tokens.at(i, 1).is_some_and(|token| token.kind == TokenKind::Space)
        && tokens.word(i, 2).starts_with(char::is_uppercase)
        && !precedes_name(tokens, i)
}

/// Whether the word at `i` begins a sentence or a quotation.
pub(super) fn begins_sentence(tokens: &Tokens, i: usize) -> bool {
    let is_closing = |token: &Token| token.is_any("»”)]") || token.is_space();
    let before = (0..i).rev().find(|at| !is_closing(&tokens[*at]));
    let is_spaced = i > 0 && tokens[i - 1].kind == TokenKind::Space;
    match before {
        None => true,
        Some(at) if is_spaced => tokens[at].is_any("!?…:«“—–") || tokens[at].is('.') && !precedes_name(tokens, at),
        Some(at) => tokens[at].is_any("«“("),
    }
}
