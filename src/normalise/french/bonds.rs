//! Words that must not be parted: abbreviations and what they name, initials and the surname, `etc.` and its comma.

use super::line::Line;
use super::profile::{BOUND, Rule};
use super::token::{Kind, Token};

/// Abbreviations with a full stop, before a name or a number.
const TITLES: &[&str] = &["M", "MM"];
const PLACES: &[&str] = &["p", "pp", "t", "vol", "chap", "art", "al", "fig", "tab", "ch", "liv", "v", "f"];
/// Abbreviations without one, before a name.
const CONTRACTED: &[&str] =
    &["Mme", "Mmes", "Mlle", "Mlles", "Dr", "Drs", "Pr", "Me", "Mes", "Mgr", "St", "Ste", "Vve"];

/// Bonds at the spaces of a passage.
pub(super) fn set(line: &mut Line) {
    for i in 1..line.len() {
        if !line.tokens[i].is_space() {
            continue;
        }
        let Some(before) = line.before(i).copied() else { continue };
        let rule = match before.kind {
            Kind::Sign if before.sign == '.' && i >= 2 => after_stop(line, i),
            Kind::Sign if before.is_any("°º") && i >= 2 => {
                let number = line.after(i).is_some_and(|t| t.kind == Kind::Number);
                (matches!(line.word(Some(i - 2)), "n" | "N") && number).then_some(Rule::Abbreviations)
            }
            Kind::Sign if before.is('§') => {
                line.after(i).is_some_and(|t| t.kind == Kind::Number).then_some(Rule::Abbreviations)
            }
            Kind::Sign if before.is(',') => {
                let etc = line.word(Some(i + 1)) == "etc" && line.on(Rule::Etc);
                etc.then_some(Rule::Etc)
            }
            Kind::Word => {
                let name = line.word(Some(i + 1)).starts_with(char::is_uppercase);
                (name && CONTRACTED.contains(&line.word(Some(i - 1)))).then_some(Rule::Abbreviations)
            }
            Kind::Sign | Kind::Number | Kind::Space | Kind::Opaque => None,
        };
        if let Some(rule) = rule {
            line.settle(i, Some(BOUND), rule);
        }
    }
}

/// A space after a full stop: `M. Proudhon`, `p. 12`, `K. Tokaev`.
fn after_stop(line: &Line, i: usize) -> Option<Rule> {
    let word = line.word(Some(i - 2));
    let next = line.after(i)?;
    let joined = i >= 3 && line.back(i, 3).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Number | Kind::Opaque));
    if word.is_empty() || joined {
        return None;
    }
    let name = line.word(Some(i + 1));
    let numeral = super::numbers::roman(name).is_some_and(|(_, rest)| rest.is_empty());
    if TITLES.contains(&word) && (next.kind == Kind::Word || next.is_any("«“")) {
        return Some(if word == "M" && is_initial(line, i + 1) { Rule::Initials } else { Rule::Abbreviations });
    }
    if PLACES.contains(&word) && (next.kind == Kind::Number || numeral) {
        return Some(Rule::Abbreviations);
    }
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    (initial && name.starts_with(char::is_uppercase)).then_some(Rule::Initials)
}

/// Whether the word at `i` is a single capital with a full stop.
fn is_initial(line: &Line, i: usize) -> bool {
    line.word(Some(i)).chars().count() == 1 && line.at(Some(i + 1)).is_some_and(|t: &Token| t.is('.'))
}

/// Whether no letter follows a sign at once.
fn ends(line: &Line, i: usize) -> bool {
    !line.after(i).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Number | Kind::Opaque))
}

/// `etc…` is `etc.`
pub(super) fn etc(line: &mut Line) {
    if !line.on(Rule::Etc) {
        return;
    }
    for i in 0..line.len() {
        if line.tokens[i].range().len() == 3
            && line.word(Some(i)) == "etc"
            && line.after(i).is_some_and(|t| t.is('…'))
            && ends(line, i + 1)
        {
            line.become_sign(i + 1, '.', Rule::Etc);
        }
    }
}
