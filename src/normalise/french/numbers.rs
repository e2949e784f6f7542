//! Numbers: groups digits by three, and sets no-break spaces before units, symbols and months and next to Roman numerals.

use super::profile::{NBSP, NNBSP};
use super::rule::Rule;
use super::tokenizer::{Token, TokenKind};
use super::tokens::Tokens;
use crate::prose::MONTHS;

/// Units of measurement and of information.
const UNITS: &[&str] = &[
    "mm", "cm", "dm", "m", "dam", "hm", "km", "mg", "g", "kg", "ml", "cl", "dl", "l", "hl", "ha", "h", "min", "s",
    "ms", "t", "W", "kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh", "V", "A", "Hz", "kHz", "MHz", "GHz", "J", "kJ", "N",
    "Pa", "hPa", "dB", "o", "ko", "Mo", "Go", "To", "Ko", "pt", "px", "dpi", "lpi", "ppp", "kcal", "K", "L", "mL",
    "cL",
];

/// Words that a Roman numeral may follow: rulers and popes, and the parts of a book or a play.
const NUMBERED_IN_ROMAN: &[&str] = &[
    "Louis",
    "Charles",
    "Henri",
    "Napoléon",
    "François",
    "Jean",
    "Paul",
    "Jean-Paul",
    "Pie",
    "Benoît",
    "Léon",
    "Philippe",
    "Nicolas",
    "Alexandre",
    "Guillaume",
    "Frédéric",
    "Catherine",
    "Élisabeth",
    "Elisabeth",
    "Georges",
    "Édouard",
    "Jacques",
    "Pierre",
    "Léopold",
    "Albert",
    "Baudouin",
    "Grégoire",
    "Clément",
    "Innocent",
    "Urbain",
    "Ramsès",
    "Ivan",
    "tome",
    "Tome",
    "livre",
    "Livre",
    "chapitre",
    "Chapitre",
    "acte",
    "Acte",
    "titre",
    "volume",
];

/// Words after which a number identifies something rather than counts it, so that its digits are not grouped.
const NAMED_BY_NUMBER: &[&str] = &[
    "page",
    "pages",
    "article",
    "articles",
    "numéro",
    "numéros",
    "folio",
    "folios",
    "n",
    "N",
    "nos",
    "Nos",
    "p",
    "pp",
    "art",
    "al",
    "fig",
    "t",
    "vol",
    "chap",
    "CP",
    "tél",
    "Tél",
    "téléphone",
];

fn is_number(token: Option<&Token>) -> bool {
    token.is_some_and(|token| token.kind == TokenKind::Number)
}

fn is_space(token: Option<&Token>) -> bool {
    token.is_some_and(Token::is_space)
}

/// Returns the number of digits in a number, or 0 for any other token.
fn digits(token: Option<&Token>) -> usize {
    token.filter(|token| token.kind == TokenKind::Number).map_or(0, |token| token.range().len())
}

/// Replaces the spaces that were typed between groups of three digits with narrow no-break spaces.
pub(super) fn group_digits(tokens: &mut Tokens) {
    let mut i = 0;
    while i < tokens.len() {
        let last = if begins_quantity(tokens, i) { last_group(tokens, i) } else { i };
        for space in (i + 1..last).step_by(2) {
            tokens.set_space(space, Some(NNBSP), Rule::Thousands);
        }
        group_decimals(tokens, last);
        i = last + 1;
    }
}

/// Groups the decimals of a number like its other digits: `12 345,678 901`. The last group before the comma is at `i`.
fn group_decimals(tokens: &mut Tokens, i: usize) {
    let is_grouped = is_number(tokens.at(i, 0)) && is_number(tokens.at(i, -2));
    let has_decimals = tokens.at(i, 1).is_some_and(|token| token.is(',')) && digits(tokens.at(i, 2)) == 3;
    if is_grouped && has_decimals && is_space(tokens.at(i, 3)) && digits(tokens.at(i, 4)) == 3 {
        tokens.set_space(i + 3, Some(NNBSP), Rule::Thousands);
    }
}

/// Whether the token at `i` is the first group of a quantity, rather than of a year, a postcode, a telephone number or a page
/// number.
fn begins_quantity(tokens: &Tokens, i: usize) -> bool {
    let token = tokens[i];
    if !(1..=3).contains(&digits(Some(&token))) || tokens.typed(&token).starts_with('0') {
        return false;
    }
    let (before, beyond) = (tokens.at(i, -1), tokens.at(i, -2));
    let is_glued = before.is_some_and(|before| {
        matches!(before.kind, TokenKind::Word | TokenKind::Opaque)
            || before.is_any(".,/–_#§")
            || before.is_any("°º") && matches!(tokens.word(i, -2), "n" | "N")
            || before.is('-') && beyond.is_some_and(|token| token.kind != TokenKind::Space)
    });
    if is_glued {
        return false;
    }
    if before.is_none_or(|before| before.kind != TokenKind::Space) {
        return true;
    }
    let is_name = |offset| NAMED_BY_NUMBER.contains(&tokens.word(i, offset));
    let follows_section = beyond.is_some_and(|token| token.is('§'));
    let follows_abbreviation = beyond.is_some_and(|token| token.is_any(".°º")) && is_name(-3);
    // After another short number, the token is part of a telephone number or an enumeration.
    let follows_number = (1..=3).contains(&digits(beyond));
    !(is_name(-2) || follows_section || follows_abbreviation || follows_number)
}

/// Returns the index of the last group in the quantity that begins at `i`, or `i` itself if no group of three digits follows.
fn last_group(tokens: &Tokens, i: usize) -> usize {
    let mut last = i;
    while is_space(tokens.at(last, 1))
        && digits(tokens.at(last, 2)) == 3
        && !tokens.at(last, 3).is_some_and(|token| matches!(token.kind, TokenKind::Word | TokenKind::Opaque))
    {
        last += 2;
    }
    // Two digits after the groups belong to a telephone number.
    let is_telephone = is_space(tokens.at(last, 1)) && digits(tokens.at(last, 2)) == 2;
    if is_telephone { i } else { last }
}

/// Sets no-break spaces between numbers and their units, symbols or months, and in times of day.
pub(super) fn join_units(tokens: &mut Tokens) {
    for i in 0..tokens.len() {
        if tokens[i].kind != TokenKind::Number {
            continue;
        }
        join_symbol(tokens, i);
        separate_degrees(tokens, i);
        if is_space(tokens.at(i, 1)) {
            join_word(tokens, i);
        } else {
            join_first_of_month(tokens, i);
        }
    }
}

/// Joins the number at `i` to the word after the space: `3 km`, `20 °C`, `10 h 30`, `14 juillet`.
fn join_word(tokens: &mut Tokens, i: usize) {
    let word = tokens.word(i, 2);
    // In `1936 s'est` the letter is an elided word, and in `1936 A. Dupont` an initial.
    let is_initial = || word.len() == 1 && word.starts_with(char::is_uppercase) && is_capital_after_stop(tokens, i + 3);
    // In `vol. 2 t. 1` it is a tome.
    let is_tome = || {
        word == "t" && tokens.at(i, 3).is_some_and(|token| token.is('.')) && is_number(tokens.beyond_spaces(i + 3, 1))
    };
    let ends = !is_initial()
        && !is_tome()
        && tokens.at(i, 3).is_none_or(|token| {
            !matches!(token.kind, TokenKind::Number | TokenKind::Opaque) && !token.is_any("'’‘´ʼ`")
        });
    let is_degree = tokens.at(i, 2).is_some_and(|token| token.is('°')) && matches!(tokens.word(i, 3), "C" | "F");
    if UNITS.contains(&word) && ends || is_degree {
        tokens.set_space(i + 1, Some(NBSP), Rule::Units);
        if word == "h" && is_space(tokens.at(i, 3)) && is_number(tokens.at(i, 4)) {
            tokens.set_space(i + 3, Some(NBSP), Rule::Units);
        }
    } else if MONTHS.contains(&word) && (1..=2).contains(&digits(tokens.at(i, 0))) {
        tokens.set_space(i + 1, Some(NBSP), Rule::Dates);
    }
}

/// Whether the token at `i` is a full stop, and a capital follows it after a space or a hyphen: `A. Dupont`, `J.-P. Dupont`.
fn is_capital_after_stop(tokens: &Tokens, i: usize) -> bool {
    tokens.at(i, 0).is_some_and(|token| token.is('.'))
        && tokens.at(i, 1).is_some_and(|token| token.kind == TokenKind::Space || token.is('-'))
        && tokens.word(i, 2).starts_with(char::is_uppercase)
}

/// Inserts the space before degrees that was left out: `20°C`.
fn separate_degrees(tokens: &mut Tokens, i: usize) {
    let is_scale = matches!(tokens.word(i, 2), "C" | "F");
    let ends = tokens.at(i, 3).is_none_or(|token| !token.is_content() && !token.is_any("'’"));
    if is_scale && ends && tokens.at(i, 1).is_some_and(|token| token.is('°')) {
        tokens.insert_space(i + 1, Some(NBSP), Rule::Units);
    }
}

/// Joins the number at `i` to the symbol after it: `50 %`, `100 €`.
fn join_symbol(tokens: &mut Tokens, i: usize) {
    let is_spaced = is_space(tokens.at(i, 1));
    let offset = if is_spaced { 2 } else { 1 };
    if !tokens.at(i, offset).is_some_and(|token| token.is_any("%‰€$£")) {
        return;
    }
    // In `5 $HOME` the symbol begins a word.
    let next = tokens.at(i, offset + 1).map(|token| token.kind);
    if is_spaced && !matches!(next, Some(TokenKind::Word | TokenKind::Number)) {
        tokens.set_space(i + 1, Some(NBSP), Rule::Symbols);
    } else if !is_spaced && !matches!(next, Some(TokenKind::Word | TokenKind::Number | TokenKind::Opaque)) {
        tokens.insert_space(i + 1, Some(NBSP), Rule::Symbols);
    }
}

/// Joins the number at `i` to the month if the two form the first day of a month: `1er mai`.
fn join_first_of_month(tokens: &mut Tokens, i: usize) {
    let is_first = tokens.typed(&tokens[i]) == "1" && tokens.word(i, 1) == "er";
    if is_first && is_space(tokens.at(i, 2)) && MONTHS.contains(&tokens.word(i, 3)) {
        tokens.set_space(i + 2, Some(NBSP), Rule::Dates);
    }
}

/// Splits a word into the Roman numeral at its beginning and the letters after it, as in `XXIe`. Returns `None` if the word
/// doesn't begin with a Roman numeral.
pub(super) fn roman_numeral(word: &str) -> Option<(&str, &str)> {
    let is_digit = |c: char| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M');
    let end = word.find(|c| !is_digit(c)).unwrap_or(word.len());
    (end > 0).then(|| word.split_at(end))
}

/// Sets no-break spaces next to Roman numerals: `XXIe siècle`, `Louis XVI`, `tome III`.
pub(super) fn join_roman_numerals(tokens: &mut Tokens) {
    for i in 0..tokens.len() {
        let Some((numeral, suffix)) = roman_numeral(tokens.word(i, 0)) else { continue };
        let is_ordinal = matches!(suffix, "e" | "er" | "re" | "es" | "ème" | "èmes" | "ième");
        if is_ordinal && is_space(tokens.at(i, 1)) && matches!(tokens.word(i, 2), "siècle" | "siècles" | "s") {
            tokens.set_space(i + 1, Some(NBSP), Rule::Numerals);
        }
        // Of the single letters, only these are common as numerals; the others are initials.
        let is_cardinal = suffix.is_empty() && (numeral.len() > 1 || matches!(numeral, "I" | "V" | "X"));
        let is_first = numeral == "I" && suffix == "er";
        if (is_cardinal || is_first) && is_space(tokens.at(i, -1)) && NUMBERED_IN_ROMAN.contains(&tokens.word(i, -2)) {
            tokens.set_space(i - 1, Some(NBSP), Rule::Numerals);
        }
    }
}

/// Shortens ordinals: `3ème` becomes `3e`, `XXIème` becomes `XXIe`.
pub(super) fn shorten_ordinals(tokens: &mut Tokens) {
    if !tokens.is_on(Rule::Ordinals) {
        return;
    }
    let shortened = |suffix: &str| match suffix {
        "ère" => Some("re"),
        "ères" => Some("res"),
        "ème" | "ième" | "eme" | "ieme" => Some("e"),
        "èmes" | "ièmes" | "emes" | "iemes" => Some("es"),
        _ => None,
    };
    for i in 0..tokens.len() {
        let word = tokens.word(i, 0);
        if is_number(tokens.at(i, -1)) {
            if let Some(suffix) = shortened(word) {
                tokens.replace_word(i, suffix.to_string(), Rule::Ordinals);
            }
        } else if let Some((numeral, suffix)) = roman_numeral(word)
            && let Some(suffix) = shortened(suffix)
        {
            tokens.replace_word(i, format!("{numeral}{suffix}"), Rule::Ordinals);
        }
    }
}
