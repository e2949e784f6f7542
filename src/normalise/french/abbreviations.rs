//! Abbreviations: sets no-break spaces after them (`M. Durand`, `p. 12`, `n° 3`, `Mme Durand`), after initials, and before
//! `etc.`

use super::numbers::roman_numeral;
use super::profile::NBSP;
use super::rule::Rule;
use super::tokenizer::TokenKind;
use super::tokens::Tokens;

/// Titles that end with a full stop and precede a name.
const TITLES: &[&str] = &["M", "MM"];
/// Abbreviations for the parts of a book and similar references. They end with a full stop and precede a number.
const REFERENCES: &[&str] = &["p", "pp", "t", "vol", "chap", "art", "al", "fig", "tab", "ch", "liv", "v", "f"];
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
    if TITLES.contains(&word) && (next.kind == TokenKind::Word || next.is_any("«“")) {
        let is_initial = word == "M" && name.chars().count() == 1 && tokens.at(i, 2).is_some_and(|token| token.is('.'));
        return Some(if is_initial { Rule::Initials } else { Rule::Abbreviations });
    }
    let is_numeral = roman_numeral(name).is_some_and(|(_, rest)| rest.is_empty());
    if REFERENCES.contains(&word) && (next.kind == TokenKind::Number || is_numeral) {
        return Some(Rule::Abbreviations);
    }
    let is_initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    (is_initial && name.starts_with(char::is_uppercase)).then_some(Rule::Initials)
}

/// Replaces `etc…` with `etc.`
pub(super) fn shorten_etc(tokens: &mut Tokens, marks: &[usize]) {
    if !tokens.is_on(Rule::Etc) {
        return;
    }
    for &i in marks {
        let ends = !tokens.at(i, 1).is_some_and(|token| token.is_content());
        if tokens[i].is('…') && tokens.word(i, -1) == "etc" && ends {
            tokens.set_mark(i, '.', Rule::Etc);
        }
    }
}
