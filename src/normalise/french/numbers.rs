//! Numbers and what holds to them: thousands, units, hours, dates, roman numerals.

use super::line::Line;
use super::profile::{BOUND, Rule, THIN};
use super::token::{Kind, Token};
use crate::prose::MONTHS;

const UNITS: &[&str] = &[
    "mm", "cm", "dm", "m", "dam", "hm", "km", "mg", "g", "kg", "ml", "cl", "dl", "l", "hl", "ha", "h", "min", "s",
    "ms", "t", "W", "kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh", "V", "A", "Hz", "kHz", "MHz", "GHz", "J", "kJ", "N",
    "Pa", "hPa", "dB", "o", "ko", "Mo", "Go", "To", "Ko", "pt", "px", "dpi", "lpi", "ppp", "kcal", "K", "L", "mL",
    "cL",
];

/// What is numbered in roman: rulers and popes, and parts of a book.
const NUMBERED: &[&str] = &[
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

/// After these a number is a name, not a quantity.
const NAMING: &[&str] = &[
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
    token.is_some_and(|t| t.kind == Kind::Number)
}

fn digits(token: Option<&Token>) -> usize {
    token.filter(|t| t.kind == Kind::Number).map_or(0, |t| t.range().len())
}

/// Thin spaces between groups of three, where spaces were typed.
pub(super) fn thousands(line: &mut Line) {
    let mut i = 0;
    while i < line.len() {
        let last = if begins_quantity(line, i) { last_group(line, i) } else { i };
        for space in (i + 1..last).step_by(2) {
            line.settle(space, Some(THIN), Rule::Thousands);
        }
        decimals(line, last);
        i = last + 1;
    }
}

/// Groups after the decimal comma are parted like those before it.
fn decimals(line: &mut Line, i: usize) {
    let grouped = |at: usize| digits(line.at(Some(at))) == 3 && line.at(Some(at + 1)).is_some_and(Token::is_space);
    let comma = is_number(line.at(Some(i))) && line.at(Some(i + 1)).is_some_and(|t| t.is(','));
    if comma && grouped(i + 2) && digits(line.at(Some(i + 4))) == 3 && i >= 2 && is_number(line.back(i, 2)) {
        line.settle(i + 3, Some(THIN), Rule::Thousands);
    }
}

fn begins_quantity(line: &Line, i: usize) -> bool {
    let token = line.tokens[i];
    if !(1..=3).contains(&digits(Some(&token))) || line.typed(&token).starts_with('0') {
        return false;
    }
    let glued = line.before(i).is_some_and(|t| {
        matches!(t.kind, Kind::Word | Kind::Opaque)
            || t.is_any(".,/–_#")
            || t.is('-') && line.back(i, 2).is_some_and(|t| i >= 2 && t.kind != Kind::Space)
    });
    if glued {
        return false;
    }
    if !line.before(i).is_some_and(|t| t.kind == Kind::Space) {
        return true;
    }
    let named = NAMING.contains(&line.word(i.checked_sub(2)))
        || line.back(i, 2).is_some_and(|t| t.is_any(".°º§"))
            && i >= 3
            && (NAMING.contains(&line.word(i.checked_sub(3))) || line.back(i, 2).is_some_and(|t| t.is('§')));
    // After another short number it is a telephone's or a list's.
    let follows = i >= 2 && (1..=3).contains(&digits(line.back(i, 2)));
    !named && !follows
}

/// The last token of a quantity that begins at `i`; `i` itself if no group of three follows.
fn last_group(line: &Line, i: usize) -> usize {
    let mut last = i;
    while line.at(Some(last + 1)).is_some_and(|t| t.is_space())
        && digits(line.at(Some(last + 2))) == 3
        && !line.at(Some(last + 3)).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Opaque))
    {
        last += 2;
    }
    // Pairs of figures after it: a telephone number.
    let pair = line.at(Some(last + 1)).is_some_and(|t| t.is_space()) && digits(line.at(Some(last + 2))) == 2;
    if pair { i } else { last }
}

/// Bound spaces before units, symbols and months, and in hours.
pub(super) fn holds_to_number(line: &mut Line) {
    for i in 0..line.len() {
        if line.tokens[i].kind != Kind::Number {
            continue;
        }
        symbol(line, i);
        if !line.after(i).is_some_and(Token::is_space) {
            first_of_month(line, i);
            continue;
        }
        let next = line.word(Some(i + 2));
        let ends = line.at(Some(i + 3)).is_none_or(|t| !matches!(t.kind, Kind::Number | Kind::Opaque));
        let degrees = line.at(Some(i + 2)).is_some_and(|t| t.is('°')) && matches!(line.word(Some(i + 3)), "C" | "F");
        if UNITS.contains(&next) && ends || degrees {
            line.settle(i + 1, Some(BOUND), Rule::Units);
            let minutes = next == "h" && line.at(Some(i + 3)).is_some_and(Token::is_space);
            if minutes && is_number(line.at(Some(i + 4))) {
                line.settle(i + 3, Some(BOUND), Rule::Units);
            }
        } else if MONTHS.contains(&next) && (1..=2).contains(&digits(line.at(Some(i)))) {
            line.settle(i + 1, Some(BOUND), Rule::Dates);
        }
    }
}

/// `50 %`, `100 €`.
fn symbol(line: &mut Line, i: usize) {
    let spaced = line.after(i).is_some_and(Token::is_space);
    let at = if spaced { i + 2 } else { i + 1 };
    if !line.at(Some(at)).is_some_and(|t| t.is_any("%‰€$£")) {
        return;
    }
    if spaced {
        // `5 $HOME`: a sign that begins a word isn't this number's.
        if !line.at(Some(at + 1)).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Number)) {
            line.settle(i + 1, Some(BOUND), Rule::Symbols);
        }
    } else if !line.at(Some(at + 1)).is_some_and(|t| matches!(t.kind, Kind::Word | Kind::Number | Kind::Opaque)) {
        line.insert(at, Some(BOUND), Rule::Symbols);
    }
}

/// `1er mai`.
fn first_of_month(line: &mut Line, i: usize) {
    let first = &line.text[line.tokens[i].range()] == "1" && line.word(Some(i + 1)) == "er";
    if first && line.at(Some(i + 2)).is_some_and(Token::is_space) && MONTHS.contains(&line.word(Some(i + 3))) {
        line.settle(i + 2, Some(BOUND), Rule::Dates);
    }
}

/// The numeral of `XXIe`, `IVème`, `Ier`; none for other words.
pub(super) fn roman(word: &str) -> Option<(&str, &str)> {
    let end = word.find(|c| !"IVXLCDM".contains(c)).unwrap_or(word.len());
    (end > 0).then(|| word.split_at(end))
}

fn is_ordinal(suffix: &str) -> bool {
    matches!(suffix, "e" | "er" | "re" | "es" | "ème" | "èmes" | "ième")
}

/// `XXIe siècle`, `Louis XVI`, `tome III`.
pub(super) fn numerals(line: &mut Line) {
    for i in 1..line.len() {
        if !line.tokens[i].is_space() {
            continue;
        }
        let capital = |i: usize| line.initial(i).is_some_and(|b| b"IVXLCDM".contains(&b));
        if !capital(i - 1) && !capital(i + 1) {
            continue;
        }
        let (before, after) = (line.word(Some(i - 1)), line.word(Some(i + 1)));
        let century = matches!(after, "siècle" | "siècles" | "s") && roman(before).is_some_and(|(_, s)| is_ordinal(s));
        let numeral = roman(after)
            .is_some_and(|(n, s)| (s.is_empty() && (n.len() > 1 || "IVX".contains(n))) || n == "I" && s == "er");
        if century || numeral && NUMBERED.contains(&before) {
            line.settle(i, Some(BOUND), Rule::Numerals);
        }
    }
}

/// `3ème` is typed `3e`.
pub(super) fn ordinals(line: &mut Line) {
    if !line.on(Rule::Ordinals) {
        return;
    }
    let short = |suffix: &str| match suffix {
        "ère" => Some("re"),
        "ères" => Some("res"),
        "ème" | "ième" | "eme" | "ieme" => Some("e"),
        "èmes" | "ièmes" | "emes" | "iemes" => Some("es"),
        _ => None,
    };
    for i in 0..line.len() {
        if !line.initial(i).is_some_and(|b| b"eIVXLCDMi".contains(&b) || b >= 0x80) {
            continue;
        }
        let word = line.word(Some(i));
        if word.len() < 3 {
            continue;
        }
        if is_number(line.before(i)) && i > 0 {
            if let Some(right) = short(word) {
                line.become_word(i, right.to_string(), Rule::Ordinals);
            }
        } else if let Some((numeral, suffix)) = roman(word)
            && let Some(right) = short(suffix)
        {
            line.become_word(i, format!("{numeral}{right}"), Rule::Ordinals);
        }
    }
}
