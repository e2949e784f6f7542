//! Checks the typography, the plurals and the language of every text of the catalogue, in English and French, with sample
//! values.

use super::help::{ARGUMENTS, COMMANDS};
use super::{Fault, interface, preview};
use crate::diagnostic::Lang;

/// A text with its fields filled in.
pub(crate) struct Sample {
    pub(crate) name: String,
    pub(crate) en: String,
    pub(crate) fr: String,
}

/// Texts that are the same in both languages.
const SAME: [&str; 11] = [
    "note",
    "pages",
    "help_arguments",
    "help_options",
    "preview page",
    "preview page_number",
    "preview message_count",
    "preview message_list",
    "preview one_and_a_half",
    "preview double",
    "preview status",
];

fn samples() -> Vec<Sample> {
    let mut all = interface::samples();
    all.extend(super::import::samples());
    all.extend(super::sheets::samples());
    for fault in Fault::samples() {
        let code = fault.code();
        let (en, fr) = (fault.message(Lang::En), fault.message(Lang::Fr));
        all.push(Sample { name: code.to_string(), en, fr });
        if let (Some(en), Some(fr)) = (fault.hint(Lang::En), fault.hint(Lang::Fr)) {
            all.push(Sample { name: format!("{code} hint"), en, fr });
        }
    }
    for help in COMMANDS {
        all.push(Sample::of(&format!("help {}", help.name), help.about.en, help.about.fr));
        for example in help.examples {
            all.push(Sample::of(&format!("example {}", example.line), example.does.en, example.does.fr));
        }
    }
    all.extend(
        ARGUMENTS
            .iter()
            .map(|help| Sample::of(&format!("help {} {}", help.command, help.argument), help.text.en, help.text.fr)),
    );
    all.extend(preview::TEXTS.iter().map(|(name, text)| Sample::of(&format!("preview {name}"), text.en, text.fr)));
    all
}

impl Sample {
    fn of(name: &str, en: &str, fr: &str) -> Sample {
        Sample { name: name.to_string(), en: en.to_string(), fr: fr.to_string() }
    }
}

/// Fails and lists every text for which `fault` returns true.
fn assert_no_text(fault: impl Fn(&Sample) -> bool) {
    let found: Vec<String> = samples()
        .iter()
        .filter(|sample| fault(sample))
        .map(|sample| format!("{}\n  {}\n  {}", sample.name, sample.en, sample.fr))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_text_is_in_both_languages() {
    assert!(samples().len() > 500);
    assert_no_text(|sample| sample.en.trim().is_empty() || sample.fr.trim().is_empty());
    assert_no_text(|sample| sample.en == sample.fr && !SAME.contains(&sample.name.as_str()) && sample.name != "A054");
}

#[test]
fn no_text_is_in_the_wrong_language() {
    let has = |text: &str, words: &[&str]| {
        text.split(|c: char| !c.is_alphabetic()).any(|word| words.contains(&word.to_lowercase().as_str()))
    };
    let english = ["the", "of", "and", "with", "which", "is", "are", "has", "have", "this", "its", "from"];
    let french = ["le", "la", "les", "des", "une", "est", "sont", "avec", "dans", "pour", "cette", "ou"];
    assert_no_text(|sample| has(&sample.fr, &english));
    assert_no_text(|sample| has(&sample.en, &french));
}

#[test]
fn spaces_are_single_and_french_ones_do_not_break() {
    assert_no_text(|sample| sample.en.contains("  ") || sample.fr.contains("  "));
    assert_no_text(|sample| {
        let breaking = [" :", " ;", " !", " ?", " »", "« ", " %"];
        // `:20` is a line number in a file that was named earlier in the text.
        let text = sample.fr.replace(" :20", "");
        breaking.iter().any(|pair| text.contains(pair))
    });
    // In French, a space precedes this punctuation, except inside code, a location or an address.
    assert_no_text(|sample| {
        let letters: Vec<char> = sample.fr.chars().collect();
        letters.windows(3).any(|w| w[0].is_alphabetic() && matches!(w[1], ';' | '!' | '?' | ':') && w[2] == ' ')
            && !sample.fr.contains("]: texte")
            && !sample.fr.contains("]: X")
    });
}

#[test]
fn french_has_typographic_apostrophes_and_english_has_typewriter_ones() {
    assert_no_text(|sample| sample.fr.contains('\''));
    assert_no_text(|sample| sample.en.contains('’'));
}

#[test]
fn one_is_singular_and_two_are_plural() {
    let english = ["pages", "sheets", "errors", "warnings", "corrections", "annotations", "changes", "rows", "columns"];
    let french =
        ["pages", "feuilles", "erreurs", "avertissements", "corrections", "annotations", "colonnes", "rangées"];
    let after = |text: &str, numbers: &[&str], nouns: &[&str]| {
        let words: Vec<&str> = text.split([' ', '\u{a0}', ',', ';']).collect();
        words.windows(2).any(|pair| numbers.contains(&pair[0]) && nouns.contains(&pair[1]))
    };
    assert_no_text(|sample| after(&sample.en, &["1"], &english));
    assert_no_text(|sample| after(&sample.fr, &["0", "1"], &french));
    let singular = |noun: &&str| noun.trim_end_matches('s').to_string();
    let (one_en, one_fr): (Vec<String>, Vec<String>) =
        (english.iter().map(singular).collect(), french.iter().map(singular).collect());
    let strs = |nouns: &'static [String]| nouns.iter().map(String::as_str).collect::<Vec<_>>();
    let (one_en, one_fr) = (strs(one_en.leak()), strs(one_fr.leak()));
    assert_no_text(|sample| after(&sample.en, &["0", "2", "12"], &one_en));
    assert_no_text(|sample| after(&sample.fr, &["2", "12"], &one_fr));
}

#[test]
fn messages_are_one_sentence_that_begins_in_lower_case() {
    for fault in Fault::samples() {
        for lang in [Lang::En, Lang::Fr] {
            let message = fault.message(lang);
            let first = message.chars().next().unwrap();
            let is_name = message.starts_with('X') || message.starts_with("TOML");
            assert!(is_name || !first.is_uppercase(), "{}: {message}", fault.code());
            assert!(!message.ends_with('.') && !message.contains(". "), "{}: {message}", fault.code());
            let hint = fault.hint(lang).unwrap_or_default();
            assert!(!hint.ends_with('.') && !hint.contains(". "), "{}: {hint}", fault.code());
        }
    }
}
