//! Runs `agrafe hyphenate`: shows where words can be hyphenated.

use super::args::HyphenateOptions;
use super::outcome::Outcome;
use super::report::Console;
use super::typo::checked_language;
use crate::compose::break_positions;
use crate::diagnostic::Sources;

pub(super) fn run(options: &HyphenateOptions, console: &Console) -> Outcome {
    let mut diagnostics = Vec::new();
    let Some(language) = checked_language(&options.language, &mut diagnostics) else {
        console.diagnostics(&diagnostics, &Sources::default());
        return Outcome::of(&diagnostics);
    };
    for word in &options.words {
        let mut shown = word.clone();
        for at in break_positions(word, &language).into_iter().rev() {
            shown.insert(at, '·');
        }
        console.result(&format!("{shown}\n"));
    }
    Outcome::Done
}
