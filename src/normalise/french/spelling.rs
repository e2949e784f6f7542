//! Spelling: restores letters that keyboards lack, namely the ligatures œ and æ and accents on capitals.

use super::context::Evidence;
use super::rule::Rule;
use super::tokenizer::TokenKind;
use super::tokens::Tokens;

/// Beginnings of words, in lower case, in which `oe` is the letter œ. A list is needed because `moelle` and `goéland` have two
/// separate letters.
const WITH_LIGATURE: &[&str] = &[
    "coeur",
    "soeur",
    "oeuvr",
    "oeil",
    "oeuf",
    "boeuf",
    "noeud",
    "voeu",
    "moeurs",
    "foet",
    "oedèm",
    "oedem",
    "oedip",
    "oenolog",
    "oecumén",
    "oesophag",
    "choeur",
    "rancoeur",
    "manoeuvr",
    "désoeuvr",
    "écoeur",
    "oestrogèn",
    "coelacanth",
    "coeli",
    "oeillad",
    "oeillèr",
    "oeillet",
    "sacrécoeur",
    "oenoth",
    "oerst",
    "boeufs",
    "demisoeur",
    "oedicnèm",
];

/// Beginnings of words, in lower case, whose first `e` has an acute accent.
const WITH_ACUTE: &[&str] = &[
    "etat",
    "ecole",
    "ecoli",
    "eglise",
    "egypte",
    "egyptie",
    "ethiopie",
    "elysée",
    "equateur",
    "erythrée",
    "ecoss",
    "etienne",
    "emile",
    "edouard",
    "economie",
    "economique",
    "ecologie",
    "ecologique",
    "ecologiste",
    "egalité",
    "energie",
    "energétique",
    "epoque",
    "equipe",
    "etape",
    "etude",
    "etudiant",
    "etrang",
    "etoile",
    "evènement",
    "événement",
    "evénement",
    "evêque",
    "ecriv",
    "ecrit",
    "ecran",
    "ecout",
    "echec",
    "echang",
    "echelle",
    "echéan",
    "eclair",
    "emeute",
    "enorme",
    "editions",
    "editeur",
    "edité",
    "electriq",
    "electricité",
    "electricien",
    "electrifi",
    "electeur",
    "election",
    "electoral",
    "elève",
    "elu",
    "elément",
    "emancipation",
    "emancipateur",
    "emancipatrice",
    "emanciper",
    "emancipé",
    "epuis",
    "epreuve",
    "equilibre",
    "equilibré",
    "equilibrag",
    "eruption",
    "evidemment",
    "evoqu",
    "evit",
    "etabli",
    "etant",
    "etait",
    "etaient",
    "eventuel",
    "eros",
    "eliminer",
    "elaborer",
    "elaboré",
    "elaboration",
    "elargi",
    "elan",
    "eradication",
    "eradiqu",
    "ecras",
    "ecroul",
    "epicer",
    "episod",
    "equité",
    "equitabl",
    "ethique",
    "eveil",
];

/// The entries of `WITH_ACUTE` that match only whole words, and their inflected forms. Longer words with the same beginning are
/// different words (`elusive`).
const WHOLE_WORDS: &[&str] = &["elu", "elus", "elue", "elues", "elan", "elans", "eros"];

/// Beginnings of `WITH_ACUTE` that are also those of English or German words, such as `Election` and `Energie`. The accent is
/// set only in a sentence that is neither, or after an elision.
const IN_GERMANIC: &[&str] =
    &["emile", "economie", "energie", "epoque", "etude", "editions", "election", "eruption", "eventuel", "elan"];

/// Beginnings of `WITH_ACUTE` that are also those of English and Spanish or Italian words, such as `Electoral`. The accent is set
/// only in a sentence that is French, or after an elision.
const IN_ROMANCE: &[&str] = &["electoral", "emancipation", "eros", "elaboration", "eradication", "episod", "equitabl"];

/// Replaces words that lack a ligature or the accent on their capital.
pub(super) fn correct_words(tokens: &mut Tokens) {
    let (ligatures, capitals) = (tokens.is_on(Rule::Ligatures), tokens.is_on(Rule::Capitals));
    for i in 0..tokens.len() {
        if tokens[i].kind != TokenKind::Word {
            continue;
        }
        let word = tokens.word(i, 0);
        if ligatures && let Some(correct) = with_ligature(word) {
            tokens.replace_word(i, correct, Rule::Ligatures);
        } else if capitals
            && let Some(correct) = with_accent(word)
            && is_french(tokens, i)
        {
            tokens.replace_word(i, correct, Rule::Capitals);
        }
    }
}

/// Whether the word at `i`, which lacks its accent, is French.
fn is_french(tokens: &Tokens, i: usize) -> bool {
    let small = tokens.word(i, 0).to_lowercase();
    let begins_with = |stems: &[&str]| stems.iter().any(|stem| small.starts_with(stem));
    let is_elided = tokens.at(i, -1).is_some_and(|token| token.is_any("'’")) && !tokens.word(i, -2).is_empty();
    let evidence = || Evidence::around(tokens, i);
    if is_elided {
        true
    } else if begins_with(IN_ROMANCE) {
        evidence().is_french()
    } else if begins_with(IN_GERMANIC) {
        evidence().is_not_germanic()
    } else {
        evidence().may_be_french()
    }
}

fn with_ligature(word: &str) -> Option<String> {
    let is_pair = |pair: &[u8]| matches!(pair, b"oe" | b"Oe" | b"OE" | b"ae");
    let at = word.as_bytes().windows(2).position(is_pair)?;
    let (head, rest) = word.split_at(at);
    if rest.starts_with('a') {
        return (word == "aequo").then(|| "æquo".to_string());
    }
    let small = word.to_lowercase();
    if !WITH_LIGATURE.iter().any(|stem| small.starts_with(stem)) {
        return None;
    }
    let ligature = if rest.starts_with('O') { 'Œ' } else { 'œ' };
    Some(format!("{head}{ligature}{}", &rest["oe".len()..]))
}

fn with_accent(word: &str) -> Option<String> {
    let rest = word.strip_prefix('E')?;
    // In a word that is all in capitals, accents are the author's choice.
    if !rest.starts_with(char::is_lowercase) {
        return None;
    }
    let small = format!("e{rest}");
    let is_whole = WHOLE_WORDS.contains(&small.as_str());
    let matches = |stem: &&str| small.starts_with(*stem) && (!WHOLE_WORDS.contains(stem) || is_whole);
    WITH_ACUTE.iter().any(matches).then(|| format!("É{rest}"))
}
