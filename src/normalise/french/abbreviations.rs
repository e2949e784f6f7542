//! Abbreviations: sets no-break spaces after them (`M. Durand`, `p. 12`, `n° 3`, `Mme Durand`), after initials, and before
//! `etc.` Tells the full stop of an abbreviation from one that ends a sentence.

use super::numbers::roman_numeral;
use super::profile::NBSP;
use super::rule::Rule;
use super::tokenizer::TokenKind;
use super::tokens::Tokens;

/// Titles that end with a full stop and precede a name.
const TITLES: &[&str] = &["M", "MM"];
/// Abbreviations for the parts of a book and similar references. They end with a full stop and precede a number.
const REFERENCES: &[&str] = &["p", "pp", "t", "vol", "chap", "art", "al", "fig", "tab", "ch", "liv", "v", "f"];
/// The abbreviations that precede a number also if no space was typed: `p.345`. Single letters other than `p` and `t` may
/// belong to something else, such as the version `v.2`.
const CLOSED_UP: &[&str] = &["p", "pp", "t", "vol", "chap", "art", "al", "fig", "tab", "liv"];
/// Words that begin a sentence and are never names, so that the single capital before them isn't an initial: `plan B. Il`.
const BEGIN_SENTENCES: &[&str] = &[
    "Il",
    "Elle",
    "Ils",
    "Elles",
    "On",
    "Un",
    "Une",
    "Ce",
    "Cet",
    "Cette",
    "Ces",
    "Et",
    "Mais",
    "Ou",
    "Où",
    "Or",
    "Donc",
    "Car",
    "Je",
    "Tu",
    "Nous",
    "Vous",
    "Qui",
    "Que",
    "Quand",
    "Si",
    "Dans",
    "Pour",
    "Par",
    "Sur",
    "Sous",
    "Avec",
    "Sans",
    "Après",
    "Avant",
    "En",
    "Au",
    "Aux",
    "À",
    "A",
    "Son",
    "Sa",
    "Ses",
    "Mon",
    "Ma",
    "Mes",
    "Leur",
    "Leurs",
    "Notre",
    "Nos",
    "Votre",
    "Vos",
    "Puis",
    "Ainsi",
    "Alors",
    "Aussi",
    "Cela",
    "Ça",
    "Comme",
    "Depuis",
    "Lors",
    "Lorsque",
    "Tous",
    "Tout",
    "Toute",
    "Toutes",
    "Voici",
    "Voilà",
    "Cependant",
    "Pourtant",
    "Enfin",
    "Ensuite",
];
/// Words that begin a sentence, or a surname if another capital follows: `J. Le Goff`.
const PARTICLES: &[&str] = &["Le", "La", "Les", "Du", "Des", "De"];
/// Elided words that begin a sentence, or a surname if a capital follows the apostrophe: `J. D'Alembert`.
const ELIDED_PARTICLES: &[&str] = &["L", "D"];
/// Elided words that begin a sentence.
const ELIDED: &[&str] = &["J", "C", "S", "N", "M", "T", "Qu", "Jusqu", "Lorsqu", "Puisqu", "Quoiqu", "Aujourd"];
/// The letters of the shortest acronym with full stops (`C.N.T.`): fewer are the initials of a name (`J.M. Durand`).
const SHORTEST_ACRONYM: usize = 3;
/// Contractions, which have no full stop and precede a name.
const CONTRACTIONS: &[&str] =
    &["Mme", "Mmes", "Mlle", "Mlles", "Dr", "Drs", "Pr", "Me", "Mes", "Mgr", "St", "Ste", "Vve"];

/// Sets the no-break spaces that abbreviations and initials require in a passage.
pub(super) fn set_spaces(tokens: &mut Tokens) {
    for i in 1..tokens.len() {
        if tokens[i].is_space()
            && let Some(rule) = rule_for(tokens, i)
        {
            tokens.set_space(i, Some(NBSP), rule);
        }
    }
}

/// Inserts the no-break spaces that were left out before numbers: `p.345`, `n°5`, `§5`.
pub(super) fn insert_spaces(tokens: &mut Tokens) {
    for i in 1..tokens.len() {
        if tokens[i].kind == TokenKind::Number && lacks_space(tokens, i) {
            tokens.insert_space(i, Some(NBSP), Rule::Abbreviations);
        }
    }
}

/// Whether the number at `i` directly follows an abbreviation.
fn lacks_space(tokens: &Tokens, i: usize) -> bool {
    let Some(mark) = tokens[i - 1].mark.filter(|_| tokens[i - 1].kind == TokenKind::Mark) else { return false };
    let word = tokens.word(i, -2);
    let begins =
        |offset| tokens.at(i, offset).is_none_or(|token| token.kind == TokenKind::Space || token.is_any("([«“‘’—–,;"));
    // In `art.3.pdf` the number is part of a name.
    let in_name =
        tokens.at(i, 1).is_some_and(|token| token.is_any("._/")) && tokens.at(i, 2).is_some_and(|t| t.is_content());
    let has_letters = tokens.word(i, 1).len() > 2;
    match mark {
        '.' => is_one_of(CLOSED_UP, word) && begins(-3) && !in_name && !has_letters,
        '°' | 'º' => matches!(word, "n" | "N") && begins(-3),
        '§' => true,
        _ => false,
    }
}

/// Whether a word is in a list of abbreviations. Those of three letters and more may begin with a capital.
fn is_one_of(list: &[&str], word: &str) -> bool {
    list.contains(&word)
        || word.len() > 2 && word.starts_with(char::is_uppercase) && list.contains(&word.to_lowercase().as_str())
}

/// Returns the rule that makes the space at `i` a no-break space, if there is one.
fn rule_for(tokens: &Tokens, i: usize) -> Option<Rule> {
    let before = tokens.at(i, -1)?;
    let precedes_number = tokens.at(i, 1).is_some_and(|token| token.kind == TokenKind::Number);
    match (before.kind, before.mark) {
        (TokenKind::Mark, Some('.')) => after_full_stop(tokens, i),
        (TokenKind::Mark, Some('°' | 'º')) => {
            (matches!(tokens.word(i, -2), "n" | "N") && precedes_number).then_some(Rule::Abbreviations)
        }
        (TokenKind::Mark, Some('§')) => precedes_number.then_some(Rule::Abbreviations),
        (TokenKind::Mark, Some(',')) => (tokens.word(i, 1) == "etc" && tokens.is_on(Rule::Etc)).then_some(Rule::Etc),
        (TokenKind::Word, _) => {
            let precedes_name = tokens.word(i, 1).starts_with(char::is_uppercase);
            (precedes_name && CONTRACTIONS.contains(&tokens.word(i, -1))).then_some(Rule::Abbreviations)
        }
        _ => None,
    }
}

/// Returns the rule for the space at `i` after a full stop: `M. Proudhon`, `p. 12`, `K. Tokaev`.
fn after_full_stop(tokens: &Tokens, i: usize) -> Option<Rule> {
    let word = tokens.word(i, -2);
    let next = tokens.at(i, 1)?;
    let is_end_of_word = tokens.at(i, -3).is_some_and(|token| token.is_content());
    if word.is_empty() || is_end_of_word {
        return None;
    }
    let name = tokens.word(i, 1);
    let in_acronym = initials(tokens, i - 1) > 1;
    if TITLES.contains(&word) && !in_acronym && (next.kind == TokenKind::Word || next.is_any("«“")) {
        let is_initial = word == "M" && name.chars().count() == 1 && tokens.at(i, 2).is_some_and(|token| token.is('.'));
        return Some(if is_initial { Rule::Initials } else { Rule::Abbreviations });
    }
    let is_numeral = roman_numeral(name).is_some_and(|(_, rest)| rest.is_empty());
    if is_one_of(REFERENCES, word) && (next.kind == TokenKind::Number || is_numeral) {
        return Some(Rule::Abbreviations);
    }
    (name.starts_with(char::is_uppercase) && follows_initial(tokens, i - 1)).then_some(Rule::Initials)
}

/// Returns the number of single capitals with full stops, without spaces between them, that end with the full stop at `i`:
/// three for `C.N.T.` No more than that many are counted.
fn initials(tokens: &Tokens, i: usize) -> usize {
    let is_initial = |back: usize| {
        let word = tokens.word(i, -(2 * back as isize) - 1);
        let has_stop = tokens.at(i, -(2 * back as isize)).is_some_and(|token| token.is('.'));
        has_stop && word.starts_with(char::is_uppercase) && word.chars().count() == 1
    };
    (0..SHORTEST_ACRONYM).take_while(|back| is_initial(*back)).count()
}

/// Whether the full stop at `i` belongs to an initial and a name follows: `K. Tokaev`, but not `C.N.T. Il`.
fn follows_initial(tokens: &Tokens, i: usize) -> bool {
    (1..SHORTEST_ACRONYM).contains(&initials(tokens, i)) && !begins_sentence(tokens, i + 2)
}

/// Whether the word at `i`, which has a capital, begins a sentence and is not a name.
fn begins_sentence(tokens: &Tokens, i: usize) -> bool {
    let word = tokens.word(i, 0);
    let is_elided = tokens.at(i, 1).is_some_and(|token| token.is_any("'’"));
    let is_initial = tokens.at(i, 1).is_some_and(|token| token.is_any(".-"));
    let capital_at = |offset| tokens.word(i, offset).starts_with(char::is_uppercase);
    if is_elided {
        return ELIDED.contains(&word) || ELIDED_PARTICLES.contains(&word) && !capital_at(2);
    }
    !is_initial && BEGIN_SENTENCES.contains(&word) || PARTICLES.contains(&word) && !capital_at(2)
}

/// Whether the full stop at `i` belongs to a title or an initial, so that the capital after it begins a name and no sentence.
pub(super) fn precedes_name(tokens: &Tokens, i: usize) -> bool {
    let is_title = TITLES.contains(&tokens.word(i, -1)) && initials(tokens, i) < 2;
    tokens[i].is('.') && (is_title || follows_initial(tokens, i))
}

/// Replaces `etc…` and `etc..` with `etc.`, and adds the full stop that is missing in `etc,`.
pub(super) fn shorten_etc(tokens: &mut Tokens, marks: &[usize]) {
    if !tokens.is_on(Rule::Etc) {
        return;
    }
    for &i in marks {
        let ends = !tokens.at(i, 1).is_some_and(|token| token.is_content());
        let is_second_stop = tokens[i].is('.') && i > 0 && tokens[i - 1].is('.');
        if tokens[i].is('…') && ends && is_etc(tokens, i, -1) {
            tokens.set_mark(i, '.', Rule::Etc);
        } else if is_second_stop && ends && is_etc(tokens, i, -2) {
            tokens.replace_word(i, String::new(), Rule::Etc);
        } else if tokens[i].is_any(",;)]") && is_etc(tokens, i, -1) {
            tokens.replace_word(i - 1, "etc.".to_string(), Rule::Etc);
        }
    }
}

/// Whether the token `offset` before the one at `i` is *etc*, and not the folder `/etc`.
fn is_etc(tokens: &Tokens, i: usize, offset: isize) -> bool {
    tokens.word(i, offset) == "etc" && !tokens.at(i, offset - 1).is_some_and(|token| token.is_any("/\\_.-~"))
}
