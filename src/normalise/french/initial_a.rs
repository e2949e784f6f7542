//! The accent on a capital A that begins a sentence: `A la fin` becomes `À la fin`.
//!
//! `A` is also an initial, the name of a letter, a form of *avoir* and a word of other languages. It is therefore replaced
//! only before words that follow the preposition and hardly ever anything else. Where these words exist in another language
//! too, the sentence must contain French words.

use super::context::{Evidence, begins_sentence};
use super::rule::Rule;
use super::tokenizer::TokenKind;
use super::tokens::Tokens;

/// Words that follow the preposition, and exist in French only.
const FRENCH_ONLY: &[&str] = &[
    "travers",
    "défaut",
    "quoi",
    "peine",
    "mesure",
    "chaque",
    "cet",
    "cette",
    "côté",
    "moins",
    "nouveau",
    "présent",
    "bientôt",
    "demain",
    "jamais",
    "droite",
    "bas",
    "suivre",
    "noter",
    "savoir",
    "titre",
    "ceux",
    "celles",
    "celui",
    "celle",
    "quel",
    "quelle",
    "chacun",
    "chacune",
    "quand",
    "lire",
    "voir",
    "moitié",
    "plusieurs",
    "quelques",
    "compter",
    "commencer",
    "croire",
    "proximité",
    "propos",
];
/// Words that follow the preposition, and exist in other languages too.
const SHARED: &[&str] = &[
    "la",
    "partir",
    "cause",
    "ce",
    "ces",
    "part",
    "force",
    "condition",
    "gauche",
    "l",
    "tous",
    "terme",
    "long",
    "court",
    "mi",
];
/// Words that follow *la* after the preposition, and exist in French only. So do ordinals such as *dixième*.
const NOUNS: &[&str] = &[
    "fin",
    "suite",
    "recherche",
    "veille",
    "fois",
    "demande",
    "lumière",
    "manière",
    "façon",
    "différence",
    "rentrée",
    "mémoire",
    "hauteur",
    "rencontre",
    "maison",
    "tête",
];
/// Words that follow *la* or *l’* after the verb: in `A l'air triste` and `A la chance`, the subject is left out.
const AFTER_THE_VERB: &[&str] = &[
    "air",
    "habitude",
    "impression",
    "avantage",
    "réputation",
    "chance",
    "trouille",
    "rage",
    "flemme",
    "peau",
    "gueule",
    "particularité",
    "certitude",
    "sensation",
    "conviction",
    "volonté",
    "parole",
];
/// Places whose names are spelt in the French way, or that are in a French-speaking country.
const PLACES: &[&str] = &[
    "Paris",
    "Lyon",
    "Marseille",
    "Toulouse",
    "Bordeaux",
    "Nantes",
    "Lille",
    "Rennes",
    "Strasbourg",
    "Montpellier",
    "Grenoble",
    "Rouen",
    "Brest",
    "Dijon",
    "Genève",
    "Lausanne",
    "Bruxelles",
    "Liège",
    "Londres",
    "Moscou",
    "Barcelone",
    "Athènes",
    "Lisbonne",
    "Varsovie",
    "Vienne",
    "Gênes",
    "Alger",
    "Montréal",
];

/// Sets the accent on each capital A that is a preposition at the beginning of a sentence.
pub(super) fn accent(tokens: &mut Tokens) {
    if !tokens.is_on(Rule::Capitals) {
        return;
    }
    for i in 0..tokens.len() {
        if tokens.word(i, 0) == "A" && is_preposition(tokens, i) && begins_sentence(tokens, i) {
            tokens.replace_word(i, "À".to_string(), Rule::Capitals);
        }
    }
}

fn is_preposition(tokens: &Tokens, i: usize) -> bool {
    if !tokens.at(i, 1).is_some_and(|token| token.kind == TokenKind::Space) {
        return false;
    }
    let word = tokens.word(i, 2);
    let is_elided = tokens.at(i, 3).is_some_and(|token| token.is_any("'’"));
    let noun = match word {
        "l" if !is_elided => return false,
        "l" | "la" => tokens.word(i, 4),
        _ => "",
    };
    if AFTER_THE_VERB.contains(&noun) {
        return false;
    }
    let is_french_only =
        FRENCH_ONLY.contains(&word) || word == "la" && (NOUNS.contains(&noun) || noun.ends_with("ième"));
    let is_shared = || SHARED.contains(&word) || PLACES.contains(&word);
    let evidence = || Evidence::around(tokens, i);
    is_french_only && evidence().may_be_french() || is_shared() && evidence().is_french()
}
