//! Runs `agrafe hyphenate`: shows where words can be hyphenated.

use super::args::HyphenateOptions;
use super::outcome::Outcome;
use super::report::Console;
use crate::compose::break_positions;

pub(super) fn run(options: &HyphenateOptions, console: &Console) -> Outcome {
    for word in &options.words {
        let mut shown = word.clone();
        for at in break_positions(word, &options.language).into_iter().rev() {
            shown.insert(at, '·');
        }
        console.result(&format!("{shown}\n"));
    }
    Outcome::Done
}
