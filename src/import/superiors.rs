//! Superior figures: Unicode superscript digits, which the readers use for raised numbers.

/// The superior figures from 0 to 9.
const SUPERIORS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Converts decimal digits to superior figures. Returns `None` if the string is empty or contains any other character.
pub(super) fn superscript(digits: &str) -> Option<String> {
    let superior = |c: char| SUPERIORS.get(c.to_digit(10)? as usize);
    let superscript: Option<String> = digits.chars().map(superior).collect();
    superscript.filter(|superscript| !superscript.is_empty())
}

pub(super) fn is_superior(c: char) -> bool {
    SUPERIORS.contains(&c)
}

/// Parses the number in superior figures at the start of a string, and returns the number and the rest of the string.
pub(super) fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c| !is_superior(c)).unwrap_or(text.len());
    let digit = |c: char| SUPERIORS.iter().position(|superior| *superior == c).map(|digit| digit as u32);
    let number = text[..end]
        .chars()
        .filter_map(digit)
        .try_fold(0u32, |number, digit| number.checked_mul(10)?.checked_add(digit))?;
    (end > 0).then(|| (number, &text[end..]))
}
