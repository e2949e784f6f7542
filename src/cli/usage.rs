//! Explains wrong usage in French, because clap's own texts are in English.

use crate::diagnostic::Lang;
use crate::diagnostic::messages::interface as text;
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Returns the message of a usage error in French, or `None` if clap's own text must be shown.
pub(super) fn message(error: &Error, lang: Lang) -> Option<String> {
    if lang == Lang::En {
        return None;
    }
    let context = |kind| words(error.get(kind)?);
    let argument = || context(ContextKind::InvalidArg);
    let value = || context(ContextKind::InvalidValue);
    #[expect(clippy::wildcard_enum_match_arm, reason = "clap's list of errors grows; others are shown in clap's words")]
    let message = match error.kind() {
        ErrorKind::UnknownArgument => text::usage_unknown_argument(lang, &argument()?),
        ErrorKind::InvalidSubcommand => text::usage_unknown_command(lang, &context(ContextKind::InvalidSubcommand)?),
        ErrorKind::InvalidValue if value().is_none_or(|value| value.is_empty()) => {
            text::usage_missing_value(lang, &argument()?)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => text::usage_bad_value(lang, &value()?, &argument()?),
        ErrorKind::MissingRequiredArgument => text::usage_missing_argument(lang, &argument()?),
        ErrorKind::ArgumentConflict => {
            text::usage_conflict(lang, &argument()?, &context(ContextKind::PriorArg).unwrap_or_default())
        }
        _ => return None,
    };
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let suggestion = suggested.into_iter().find_map(context).filter(|suggestion| !suggestion.is_empty());
    let mut out = text::usage_error(lang, &message) + "\n";
    if let Some(values) = context(ContextKind::ValidValue).filter(|values| !values.is_empty()) {
        out.push_str(&format!("  {}\n", text::usage_values(lang, &values)));
    }
    if let Some(suggestion) = suggestion {
        out.push_str(&format!("  {}\n", text::usage_suggestion(lang, &suggestion)));
    }
    out.push_str(&format!("\n{}\n", text::usage_help(lang)));
    Some(out)
}

/// Returns the names in a value that clap attaches to an error, separated by commas; `None` if the value has no names.
fn words(value: &ContextValue) -> Option<String> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "clap's list of values grows; the others contain no names")]
    match value {
        ContextValue::String(word) => Some(word.clone()),
        ContextValue::Strings(words) => Some(words.join(", ")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::command;

    #[test]
    fn common_mistakes_are_explained_in_french() {
        for (line, expected) in [
            ("bild", "commande inconnue « bild »"),
            ("build --wach", "option ou argument inconnu « --wach »"),
            ("page", "argument manquant : <N>"),
            ("page sept", "« sept » n’est pas une valeur possible de « <N> »"),
            ("build --color blue", "« blue » n’est pas une valeur possible de « --color <WHEN> »"),
            ("picture a.jpg --compare --mode grey", "ne peut pas être utilisé avec"),
            ("build --fit", "valeur manquante pour « --fit <PAGES> »"),
        ] {
            let typed = std::iter::once("agrafe").chain(line.split(' '));
            let error = command(Lang::Fr).try_get_matches_from(typed).unwrap_err();
            let shown = message(&error, Lang::Fr).unwrap_or_default().replace('\u{a0}', " ");
            assert!(shown.starts_with("erreur : ") && shown.contains(expected), "{line}: {shown}");
            assert!(shown.contains("--help"), "{shown}");
        }
    }
}
