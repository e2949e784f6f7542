//! Writes the numbers of lists and notes in figures, letters or Roman numerals.

use crate::manuscript::Counter;

/// Returns a number as a counter writes it. Numbers that letters or Roman numerals can't express are written in
/// figures.
pub(super) fn written(number: u64, counter: Counter) -> String {
    let written = match counter {
        Counter::Decimal => None,
        Counter::LowerLetters => letters(number),
        Counter::UpperLetters => letters(number).map(|letters| letters.to_uppercase()),
        Counter::LowerRoman => roman(number).map(|numeral| numeral.to_lowercase()),
        Counter::UpperRoman => roman(number),
    };
    written.unwrap_or_else(|| number.to_string())
}

/// Returns a number in letters: a, b, …, z, aa, ab.
fn letters(number: u64) -> Option<String> {
    let mut letters = Vec::new();
    let mut rest = number;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'a' + (rest % 26) as u8));
        rest /= 26;
    }
    (number > 0).then(|| letters.iter().rev().collect())
}

/// Returns a number below 4,000 as a Roman numeral.
fn roman(number: u64) -> Option<String> {
    const NUMERALS: [(u64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut numeral = String::new();
    for (value, letters) in NUMERALS {
        while rest >= value && number < 4_000 {
            numeral.push_str(letters);
            rest -= value;
        }
    }
    (!numeral.is_empty()).then_some(numeral)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_figures_letters_and_roman_numerals() {
        let shown = |counter| [1, 4, 27, 5_000].map(|number| written(number, counter)).join(" ");
        assert_eq!(shown(Counter::Decimal), "1 4 27 5000");
        assert_eq!(shown(Counter::LowerLetters), "a d aa gjh");
        assert_eq!(shown(Counter::UpperRoman), "I IV XXVII 5000");
        assert_eq!(written(0, Counter::LowerRoman), "0");
    }
}
