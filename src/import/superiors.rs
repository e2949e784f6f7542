//! Superior figures: numbers as Unicode superscripts, in which readers keep what was raised.

/// The superior figures from 0 to 9.
const SUPERIORS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// Digits in superior figures; `None` where other characters are among them, or there are none.
pub(super) fn superscript(digits: &str) -> Option<String> {
    let superior = |c: char| SUPERIORS.get(c.to_digit(10)? as usize);
    let superscript: Option<String> = digits.chars().map(superior).collect();
    superscript.filter(|superscript| !superscript.is_empty())
}

pub(super) fn is_superior(c: char) -> bool {
    SUPERIORS.contains(&c)
}

/// The number in superior figures at the start of a text, and what follows it.
pub(super) fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c| !is_superior(c)).unwrap_or(text.len());
    let digit = |c: char| SUPERIORS.iter().position(|superior| *superior == c).map(|digit| digit as u32);
    let number = text[..end]
        .chars()
        .filter_map(digit)
        .try_fold(0u32, |number, digit| number.checked_mul(10)?.checked_add(digit))?;
    (end > 0).then(|| (number, &text[end..]))
}
