//! Classifies syntax errors of the TOML parser, so that they can be reported in the user's language.
//!
//! Input: the English message of the parser, which has no error codes. Output: a [`TomlProblem`].

use crate::diagnostic::TomlProblem;

/// The parts of messages that identify each problem. Earlier lines take precedence.
const SIGNS: &[(TomlProblem, &[&str])] = &[
    (TomlProblem::DuplicateKey, &["duplicate key"]),
    (TomlProblem::UnquotedText, &["must be quoted", "unquoted string"]),
    (TomlProblem::BadEscape, &["escape", "unicode"]),
    (TomlProblem::UnclosedInlineTable, &["unclosed inline table"]),
    (TomlProblem::UnclosedTable, &["unclosed table", "unclosed array table"]),
    (TomlProblem::UnclosedArray, &["unclosed array"]),
    (TomlProblem::UnclosedText, &["basic string", "literal string", "invalid string", "opening quote"]),
    (TomlProblem::MissingComma, &["missing comma"]),
    (TomlProblem::NoValue, &["no value", "missing value"]),
    (TomlProblem::BadKey, &["unquoted key", "invalid key", "missing key"]),
    (TomlProblem::BadDate, &["date", "time", "month", "day"]),
    (
        TomlProblem::BadNumber,
        &["number", "leading zero", "sign", "integer", "float", "radix", "mantissa", "fraction", "exponent", "digit"],
    ),
    (TomlProblem::TooDeep, &["recursion limit"]),
];

/// Returns the problem that a message of the parser describes.
pub(super) fn classify(message: &str) -> TomlProblem {
    let says = |signs: &[&str]| signs.iter().any(|sign| message.contains(sign));
    SIGNS.iter().find(|(_, signs)| says(signs)).map_or(TomlProblem::Other, |(problem, _)| problem.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_syntax_error_is_classified() {
        for (source, problem) in [
            ("a = 1\na = 2", TomlProblem::DuplicateKey),
            ("a = b", TomlProblem::UnquotedText),
            (r#"a = "\q""#, TomlProblem::BadEscape),
            (r#"a = "\u12""#, TomlProblem::BadEscape),
            ("a = { b = 1", TomlProblem::UnclosedInlineTable),
            ("[a", TomlProblem::UnclosedTable),
            ("[[a]", TomlProblem::UnclosedTable),
            ("a = [1,", TomlProblem::UnclosedArray),
            ("a = \"b", TomlProblem::UnclosedText),
            ("a = 'b", TomlProblem::UnclosedText),
            ("a = ['b' 'c']", TomlProblem::MissingComma),
            ("a", TomlProblem::NoValue),
            ("a =", TomlProblem::UnquotedText),
            ("= 1", TomlProblem::BadKey),
            ("a = 2026-13-01", TomlProblem::BadDate),
            ("a = 01", TomlProblem::BadNumber),
            ("a = 1e", TomlProblem::BadNumber),
        ] {
            let error = toml::de::DeTable::parse(source).unwrap_err();
            assert_eq!(classify(error.message()), problem, "{source}: {}", error.message());
        }
    }
}
