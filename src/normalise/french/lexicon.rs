//! Words that keyboards leave incomplete: œ and æ, accents on capitals. From lists, since `moelle` and `goéland` are right.

use super::line::Line;
use super::profile::Rule;
use super::token::Kind;

/// Beginnings of words in which `oe` is one letter.
const LIGATURES: &[&str] = &[
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

/// Beginnings of words, in small letters, whose first `e` bears an acute accent; none is an English word.
const ACUTE: &[&str] = &[
    "etat",
    "ecol",
    "eglise",
    "egypt",
    "ethiop",
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
    "electri",
    "electeur",
    "election",
    "electoral",
    "elève",
    "elu",
    "elément",
    "emancip",
    "epuis",
    "epreuve",
    "equilibr",
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
    "elabor",
    "elargi",
    "elan",
    "eradi",
    "ecras",
    "ecroul",
    "epicer",
    "episod",
    "equit",
    "ethique",
    "eveil",
];

/// Of these only whole words, since longer ones are others.
const WHOLE: &[&str] = &["elu", "elus", "elue", "elues", "elan", "elans", "eros"];

pub(super) fn set(line: &mut Line) {
    let (ligatures, capitals) = (line.on(Rule::Ligatures), line.on(Rule::Capitals));
    for i in 0..line.len() {
        if line.tokens[i].kind != Kind::Word {
            continue;
        }
        let word = line.word(Some(i));
        if ligatures && let Some(right) = with_ligature(word) {
            line.become_word(i, right, Rule::Ligatures);
        } else if capitals
            && word.starts_with('E')
            && let Some(right) = with_accent(word)
        {
            line.become_word(i, right, Rule::Capitals);
        }
    }
}

fn with_ligature(word: &str) -> Option<String> {
    let bytes = word.as_bytes();
    if bytes.len() < 4 {
        return None;
    }
    let mut pairs = bytes.iter().zip(&bytes[1..]);
    let at = pairs.position(|pair| matches!(pair, (b'o' | b'a' | b'O', b'e') | (b'O', b'E')))?;
    if bytes[at] == b'a' {
        return (word == "aequo").then(|| "æquo".to_string());
    }
    let small = word.to_lowercase();
    if !LIGATURES.iter().any(|stem| small.starts_with(stem)) {
        return None;
    }
    let letter = if bytes[at] == b'O' { 'Œ' } else { 'œ' };
    Some(format!("{}{letter}{}", &word[..at], &word[at + 2..]))
}

fn with_accent(word: &str) -> Option<String> {
    let rest = &word[1..];
    // In a word of capitals it is for the author to say.
    if !rest.starts_with(char::is_lowercase) {
        return None;
    }
    let small = format!("e{rest}");
    let known =
        ACUTE.iter().any(|stem| small.starts_with(stem) && (!WHOLE.contains(stem) || WHOLE.contains(&small.as_str())));
    known.then(|| format!("É{rest}"))
}
